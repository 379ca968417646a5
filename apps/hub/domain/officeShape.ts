import type * as z from 'zod/mini';
import type { Text } from '../../../shared/protocol/office.ts';
import { fault, type Finding } from './officeFindings.ts';

type Path = readonly PropertyKey[];

/** What the schema found, said in both languages. */
export function shapeFindings(issue: z.core.$ZodIssue): Finding[] {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  const said = sentenceOf(issue);
  return paths.map((path) => fault(pathText(path), said.id, said.en, fixesOf(issue)));
}

function pathText(path: Path): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text && '.'}${String(key)}`),
    '',
  );
}

const kinds: Readonly<Record<string, Text>> = {
  string: { id: 'teks', en: 'text' },
  number: { id: 'bilangan', en: 'a number' },
  int: { id: 'bilangan bulat', en: 'a whole number' },
  boolean: { id: 'true atau false', en: 'true or false' },
  array: { id: 'daftar', en: 'a list' },
};
const record: Text = { id: 'kumpulan isian', en: 'a set of fields' };

function sentenceOf(issue: z.core.$ZodIssue): Text {
  if (issue.code === 'unrecognized_keys')
    return {
      id: 'Isian ini tidak dikenal. Periksa ejaannya, atau hapus.',
      en: 'This field is not known. Check its spelling, or remove it.',
    };
  if (issue.code === 'invalid_type') {
    const { id, en } = kinds[issue.expected] ?? record;
    return issue.input === undefined
      ? { id: `Isian ini belum ada. Isi dengan ${id}.`, en: `This field is missing. It must be ${en}.` }
      : { id: `Jenis isian ini keliru. Isi dengan ${id}.`, en: `This field is of the wrong kind. It must be ${en}.` };
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.join(', ');
    return {
      id: `Nilai ini tidak dikenal. Pilih dari: ${values}.`,
      en: `This value is not known. Choose from: ${values}.`,
    };
  }
  if (issue.code === 'too_small') return tooSmall(issue);
  if (issue.code === 'too_big')
    return issue.origin === 'string'
      ? {
          id: `Teks ini terlalu panjang. Paling banyak ${issue.maximum} huruf.`,
          en: `This text is too long. At most ${issue.maximum} letters.`,
        }
      : {
          id: `Nilai ini terlalu besar. Paling besar ${issue.maximum}.`,
          en: `This value is too large. At most ${issue.maximum}.`,
        };
  return spelling(issue);
}

function tooSmall({ path, origin, minimum }: z.core.$ZodIssueTooSmall): Text {
  if (path.at(-1) === 'quota')
    return {
      id: 'Kuota di bawah 1 menutup layanan ini. Kosongkan bila tanpa batas.',
      en: 'A quota below 1 closes this service. Leave it out for no limit.',
    };
  if (origin === 'string')
    return {
      id: 'Teks ini kosong. Isi paling sedikit satu huruf.',
      en: 'This text is empty. Give at least one letter.',
    };
  if (origin === 'array')
    return { id: 'Daftar ini kosong. Isi paling sedikit satu.', en: 'This list is empty. Give at least one.' };
  return {
    id: `Nilai ini terlalu kecil. Paling kecil ${minimum}.`,
    en: `This value is too small. At least ${minimum}.`,
  };
}

const time: Text = {
  id: 'Tulis jam dari 00:00 sampai 24:00, misalnya 08:00.',
  en: 'Write a time from 00:00 to 24:00, such as 08:00.',
};
const spellings: Readonly<Record<string, Text>> = {
  dayStart: time,
  cutOff: time,
  from: time,
  to: time,
  monogram: { id: 'Tulis dua huruf besar.', en: 'Write two capital letters.' },
  // domain.md section 4: I, O and Q look like digits
  prefix: {
    id: 'Tulis satu huruf besar, bukan I, O, atau Q, yang mirip angka.',
    en: 'Write one capital letter, not I, O or Q, which look like digits.',
  },
};

function spelling(issue: z.core.$ZodIssue): Text {
  if (issue.code === 'invalid_format' && issue.format === 'date')
    return { id: 'Tulis tanggal yang ada, misalnya 2026-11-24.', en: 'Write a date that exists, such as 2026-11-24.' };
  return (
    spellings[String(issue.path.at(-1))] ?? {
      id: 'Tulis dengan huruf kecil, angka, dan tanda hubung, paling banyak 32.',
      en: 'Write lower-case letters, digits and hyphens, 32 at most.',
    }
  );
}

function fixesOf(issue: z.core.$ZodIssue): readonly (string | number)[] {
  if (issue.code === 'too_big' && issue.origin !== 'string') return [Number(issue.maximum)];
  if (issue.code !== 'invalid_value') return [];
  return issue.values.filter((value) => typeof value === 'string' || typeof value === 'number');
}
