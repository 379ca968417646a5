import { expect, test } from 'vitest';
import { createBucket, createBuckets } from './bucket.ts';

test('a burst passes, then so many a second', () => {
  const bucket = createBucket({ perSecond: 2, burst: 3 }, 0);
  expect([0, 0, 0, 0].map((at) => bucket.take(at))).toEqual([true, true, true, false]);
  expect([499, 500, 1_000, 1_001].map((at) => bucket.take(at))).toEqual([false, true, true, false]);
  expect([60_000, 60_000, 60_000, 60_000].map((at) => bucket.take(at))).toEqual([true, true, true, false]);
});

test('I40 names have buckets of their own, and the longest unused is forgotten', () => {
  const buckets = createBuckets({ perSecond: 1, burst: 1 }, 2);
  expect(['a', 'b', 'a'].map((name) => buckets.take(name, 0))).toEqual([true, true, false]);
  expect(buckets.take('c', 0), 'b goes').toBe(true);
  expect(['a', 'b'].map((name) => buckets.take(name, 0))).toEqual([false, true]);
});
