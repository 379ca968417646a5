import { invariant } from '../../../shared/basics.ts';
import type { Text } from '../../../shared/protocol/office.ts';
import { findingWords, type FindingCode, type Mark } from './findingTexts.ts';

/** One thing the doctor looked at: how it stands, by the code of its sentence, and what the sentence says of it. */
export interface Finding {
  readonly code: FindingCode;
  /** For the `{names}` in the sentence; nothing personal, as they go into the support file. */
  readonly about: { readonly [name: string]: string | number };
}

export function finding(code: FindingCode, about: Finding['about'] = {}): Finding {
  return { code, about };
}

export const markOf = ({ code }: Finding): Mark => findingWords[code].mark;

/** The sentence of a finding in both languages. Throws where a `{name}` in it is not told. */
export function sentenceOf({ code, about }: Finding): Text {
  const fill = (words: string) =>
    words.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
      const value = about[name];
      invariant(value !== undefined, `The finding ${code} does not tell its {${name}}.`);
      return String(value);
    });
  const { en, id } = findingWords[code];
  return { en: fill(en), id: fill(id) };
}

/** What the console shows: a line for each finding, English and below it Indonesian, and how many there are of each mark. */
export function reportOf(findings: readonly Finding[]): string {
  const lines = findings.map((one) => {
    const { en, id } = sentenceOf(one);
    const { mark, check } = findingWords[one.code];
    return `${mark.padEnd(6)}${check.padEnd(12)}${en}\n${''.padEnd(18)}${id}\n`;
  });
  const count = (mark: Mark) => findings.filter((one) => markOf(one) === mark).length;
  const [ok, look, wrong] = [count('OK'), count('LOOK'), count('WRONG')];
  const en = wrong > 0 ? 'Put right what is WRONG first.' : 'Nothing is wrong.';
  const id = wrong > 0 ? 'Betulkan dahulu yang bertanda WRONG.' : 'Tidak ada yang salah.';
  return `${lines.join('')}\n${ok} OK, ${look} LOOK, ${wrong} WRONG. ${en} / ${id}\n`;
}
