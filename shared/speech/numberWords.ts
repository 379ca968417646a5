import type { Language } from '../protocol/office.ts';

const idDigits = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'] as const;
const enSmall = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;
const enTens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;

/** The largest number that can be said. */
export const largestSaid = 9_999;

/** A whole number from 0 to 9999 in words, each a clip of its own. */
export function numberWords(value: number, language: Language): readonly string[] {
  if (!Number.isInteger(value) || value < 0 || value > largestSaid)
    throw new RangeError(`No words for ${value}: only for whole numbers from 0 to ${largestSaid}.`);
  return language === 'id' ? indonesian(value) : english(value);
}

/** One digit as a word. */
export function digitWord(digit: number, language: Language): string {
  return (language === 'id' ? idDigits : enSmall)[digit] ?? '';
}

function indonesian(value: number): string[] {
  if (value < 10) return [idDigits[value] ?? ''];
  if (value === 10) return ['sepuluh'];
  if (value === 11) return ['sebelas'];
  if (value < 20) return [...indonesian(value - 10), 'belas'];
  if (value < 100) return counted(value, 10, 'puluh');
  if (value < 200) return ['seratus', ...rest(value - 100)];
  if (value < 1_000) return counted(value, 100, 'ratus');
  if (value < 2_000) return ['seribu', ...rest(value - 1_000)];
  return counted(value, 1_000, 'ribu');
}

function counted(value: number, unit: number, name: string): string[] {
  return [...indonesian(Math.floor(value / unit)), name, ...rest(value % unit)];
}

function rest(value: number): string[] {
  return value === 0 ? [] : indonesian(value);
}

function english(value: number): string[] {
  if (value < 20) return [enSmall[value] ?? ''];
  if (value < 100) {
    const ten = enTens[Math.floor(value / 10) - 2] ?? '';
    return value % 10 === 0 ? [ten] : [ten, ...english(value % 10)];
  }
  const [unit, name] = value < 1_000 ? [100, 'hundred'] : [1_000, 'thousand'];
  const left = value % unit;
  return [
    ...english(Math.floor(value / unit)),
    name,
    ...(left > 0 && left < 100 ? ['and'] : []),
    ...(left > 0 ? english(left) : []),
  ];
}
