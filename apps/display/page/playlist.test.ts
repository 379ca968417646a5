import { expect, test } from 'vitest';
import { mediumOf, slideAt } from './playlist.ts';

const slides = [{ seconds: 12 }, { seconds: 30 }, { seconds: 8 }];

test('each slide stands for its own seconds, one after the other and again from the first', () => {
  const at = (seconds: number) => slideAt(slides, seconds * 1_000);
  expect([0, 11.9, 12, 41.9, 42, 49.9, 50, 62].map(at)).toEqual([0, 0, 1, 1, 2, 2, 0, 1]);
});

test('without slides the first is named', () => {
  expect(slideAt([], 1_795_000_000_000)).toBe(0);
});

test('the ending of its file says what a slide is', () => {
  expect(mediumOf({})).toBe('text');
  expect(mediumOf({ media: 'denah-loket.png' })).toBe('picture');
  expect(mediumOf({ media: 'paspor.mp4' })).toBe('film');
});
