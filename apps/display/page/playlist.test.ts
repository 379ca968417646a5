import { expect, test } from 'vitest';
import type { Slide } from '../../../shared/protocol/office.ts';
import { mediumOf, turnAt, turnsOf } from './playlist.ts';

const slides = [{ seconds: 12 }, { seconds: 30 }, { seconds: 8 }];

test('each slide stands for its own seconds, one after the other and again from the first', () => {
  const at = (seconds: number) => turnAt(slides, seconds * 1_000);
  expect([0, 11.9, 12, 41.9, 42, 49.9, 50, 62].map(at)).toEqual([0, 0, 1, 1, 2, 2, 0, 1]);
});

test('without slides the first is named', () => {
  expect(turnAt([], 1_795_000_000_000)).toBe(0);
});

test('the ending of its file says what a slide is', () => {
  expect(mediumOf({})).toBe('text');
  expect(mediumOf({ media: 'denah-loket.png' })).toBe('picture');
  expect(mediumOf({ media: 'paspor.mp4' })).toBe('film');
});

const slide = (title: string): Slide => ({ title: { id: title, en: title }, lines: [], seconds: 20 });
const numbers = (count: number) => Array.from({ length: count }, (_, i) => `A-${String(i + 1).padStart(3, '0')}`);
const read = (...args: Parameters<typeof turnsOf>) =>
  turnsOf(...args).map((turn) =>
    turn.kind === 'slide' ? turn.slide.title.id : turn.kind === 'notToday' ? turn.numbers.join(' ') : turn.kept.of,
  );

test('without news a hall shows the slides of its office and nothing else', () => {
  expect(read([slide('one'), slide('two')], { notToday: [] })).toEqual(['one', 'two']);
});

test('D4 numbers that may not be called today come before each slide, eight at a time, all of them in one round', () => {
  expect(read([slide('one'), slide('two')], { notToday: ['A-001'] })).toEqual(['A-001', 'one', 'A-001', 'two']);
  const told = read([slide('one')], { notToday: numbers(11) });
  expect(told).toEqual([numbers(11).slice(0, 8).join(' '), 'one', 'A-009 A-010 A-011', 'one']);
  expect(read([], { notToday: ['A-001'] })).toEqual(['A-001']);
});

test('the record of promises is shown once a round', () => {
  expect(read([slide('one'), slide('two')], { notToday: [], kept: { days: 30, of: 8, in: 10 } })).toEqual([
    'one',
    'two',
    8,
  ]);
});
