import { expect, test } from 'vitest';
import { isScan, isSlipCode, nothing, numberOf, scanGapMs, typedOn, type Typed } from './scanner.ts';

const typing = (text: string, gap: number) =>
  text.split('').reduce<Typed>((typed, key, i) => typedOn(typed, key, 1_000 + i * gap), nothing);

test('a scanner types one text, a hand types keys', () => {
  expect(typing('A-012 abcdef', 8)).toMatchObject({ text: 'A-012 abcdef' });
  expect(isScan(typing('A-012 abcdef', scanGapMs))).toBe(true);
  expect(typing('A-012 abcdef', scanGapMs + 1).text).toBe('f');
  expect(isScan(typing('12', 8))).toBe(false);
});

test('the code of a slip is told from the code of a booking', () => {
  expect(isSlipCode('A-012 k3f9aa-1a2b3c4d')).toBe(true);
  expect(isSlipCode('A-51000 k3f9aa')).toBe(true);
  expect(isSlipCode('https://paspor.example/booking/A-012')).toBe(false);
  expect(isSlipCode('1234567890123')).toBe(false);
});

test('N5 a typed number is brought to three digits', () => {
  expect(['a12', 'A-012', 'A1000', ' u001 '].map(numberOf)).toEqual(['A-012', 'A-012', 'A-1000', 'U-001']);
  expect(['12', 'A', 'A-0', 'A-123456', ''].map(numberOf)).toEqual(Array(5).fill(undefined));
});
