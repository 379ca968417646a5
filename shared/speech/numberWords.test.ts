import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Language } from '../protocol/office.ts';
import { numberWords } from './numberWords.ts';

const said = (value: number, language: Language) => numberWords(value, language).join(' ');
const all = Array.from({ length: 10_000 }, (_, value) => value);

test.each([
  [0, 'nol'],
  [11, 'sebelas'],
  [12, 'dua belas'],
  [20, 'dua puluh'],
  [101, 'seratus satu'],
  [115, 'seratus lima belas'],
  [1_011, 'seribu sebelas'],
  [1_100, 'seribu seratus'],
  [2_024, 'dua ribu dua puluh empat'],
  [9_999, 'sembilan ribu sembilan ratus sembilan puluh sembilan'],
])('%i is "%s"', (value, words) => expect(said(value, 'id')).toBe(words));

test('every Indonesian number from 0 to 9999, compared with two independent lists by their hash', () => {
  const list = all.map((value) => said(value, 'id')).join('\n');
  expect(createHash('sha256').update(list).digest('hex')).toBe(
    'ce705125b59919f782459570220a0d8661d247caa453ec1aa3973204409cc9b8',
  );
});

test.each([
  [0, 'zero'],
  [13, 'thirteen'],
  [40, 'forty'],
  [42, 'forty two'],
  [100, 'one hundred'],
  [101, 'one hundred and one'],
  [1_011, 'one thousand and eleven'],
  [2_100, 'two thousand one hundred'],
  [9_999, 'nine thousand nine hundred and ninety nine'],
])('%i is "%s" in English', (value, words) => expect(said(value, 'en')).toBe(words));

test('no two numbers are said alike, and none has an empty word', () => {
  for (const language of ['id', 'en'] as const) {
    expect(new Set(all.map((value) => said(value, language))).size).toBe(all.length);
    expect(all.some((value) => numberWords(value, language).includes(''))).toBe(false);
  }
});

test.each([-1, 1.5, 10_000, Number.NaN])('%d has no words', (value) => {
  expect(() => numberWords(value, 'id')).toThrow(RangeError);
});
