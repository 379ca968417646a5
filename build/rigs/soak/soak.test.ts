import { expect, test } from 'vitest';
import { atRank, slope } from './figures.ts';
import { judgeDays } from './soakDays.ts';

const mb = 1024 * 1024;
const day = (i: number, more: object = {}) => ({
  day: `day ${i}`,
  violations: [],
  events: 1,
  heap: 40 * mb,
  rss: 200 * mb,
  fds: 29,
  wal: 4 * mb,
  journal: 1,
  books: 10,
  secrets: 1,
  ...more,
});
const boot = { bootMs: 500, checkMs: 1, violations: [] };
const days = (of: (i: number) => object) =>
  [...Array.from({ length: 24 }, (_, i) => day(i, of(i))), boot].map((line) => JSON.stringify(line)).join('\n');

test('a slope is of the straight line nearest to the points', () => {
  expect(
    slope([
      [0, 1],
      [1, 3],
      [2, 5],
    ]),
  ).toBe(2);
  expect(slope([[0, 1]])).toBe(0);
  expect(atRank([3, 1, 2], 0.5)).toBe(2);
});

test('I40 what grows day by day is found, and what is full after its week is not', () => {
  expect(judgeDays(days((i) => ({ heap: Math.min(i, 9) * 20 * mb })))).toEqual([]);
  expect(judgeDays(days((i) => ({ heap: i * 2 * mb })))).toEqual(['I40 the heap rises by 2.00 MB a day']);
  expect(judgeDays(days((i) => ({ rss: i * 20 * mb })))).toEqual(['I40 RSS rises by 20.00 MB a day']);
});

test('I40 one file more a day, a long WAL, books and keys that stay are found', () => {
  const found = judgeDays(days((i) => (i === 23 ? { fds: 40, wal: 17 * mb, books: 12, secrets: 4 } : {})));
  expect(found.map((one) => one.replace(/ on .*/, ''))).toEqual([
    'I40 books in memory',
    'I40 keys of personal words',
    'I40 bytes of WAL',
    'I40 open files',
  ]);
});

test('what a day was judged for is told with its day, and a hub that does not start again', () => {
  const one = JSON.stringify(day(1, { violations: ['I05 a gap'] }));
  expect(judgeDays(one)).toEqual(['day 1: I05 a gap', 'the hub did not start again']);
});
