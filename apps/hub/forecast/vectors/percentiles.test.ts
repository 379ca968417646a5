import { expect, test } from 'vitest';
import { linearPercentile, nearestRank } from './percentiles.ts';
import { serviceLevel } from './serviceLevel.ts';

test('the two percentiles of domain.md 7.2 differ', () => {
  const waits = [4, 7, 7, 12, 15, 20];
  expect(nearestRank(waits, 0.9)).toBe(20);
  expect(linearPercentile(waits, 0.9)).toBe(17.5);
  expect(nearestRank(waits, 0)).toBe(4);
  expect(nearestRank([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.3)).toBe(3);
  expect(linearPercentile(waits, 1)).toBe(20);
  expect(nearestRank([], 0.5)).toBeNaN();
});

test('the three service levels of domain.md 7.2 differ in who is counted', () => {
  const waits = ['4', '7', '7', '10+', '12', '15', '18+', '20', '22+', '25+'].map((text) => ({
    length: Number.parseFloat(text),
    ended: !text.endsWith('+'),
  }));
  const level = serviceLevel(waits, 15);
  expect(level.ofServed).toBeCloseTo(5 / 6, 9);
  expect(level.ofAll).toBe(0.5);
  expect(level.ofAllButEarlyLeavers).toBeCloseTo(5 / 9, 9);
});
