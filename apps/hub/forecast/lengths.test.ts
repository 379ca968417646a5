import { expect, test } from 'vitest';
import { chanceOf } from './chance.ts';
import { draw, drawBeyond, logNormal, mean, normalQuantile, sampleOf, tableOf } from './lengths.ts';

const many = (act: () => number) => Array.from({ length: 5_000 }, act);
const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('what has lasted a while lasts longer than that, as those lengths do that are longer', () => {
  const chance = chanceOf(1);
  const table = tableOf([1, 2, 3, 10, 20]);
  expect(new Set(many(() => drawBeyond(table, 3, chance)))).toEqual(new Set([10, 20]));
  expect(new Set(many(() => drawBeyond(table, 5, chance, 2)))).toEqual(new Set([6, 20, 40]));
  expect(new Set(many(() => draw(table, chance)))).toEqual(new Set([1, 2, 3, 10, 20]));
});

test('what has outlasted all that was seen goes on for half as long again, on average', () => {
  const chance = chanceOf(1);
  const lasted = many(() => drawBeyond(tableOf([1, 2]), 10, chance));
  expect(Math.min(...lasted)).toBeGreaterThanOrEqual(10);
  expect(Math.abs(average(lasted) - 15)).toBeLessThan(0.3);
});

test('what was assumed fades as lengths are seen, and old ones are forgotten', () => {
  const sample = sampleOf(4, [1, 2, 3]);
  expect([...sample.table()]).toEqual([1, 2, 3]);
  sample.add(10);
  expect([...sample.table()]).toEqual([1, 3, 10]);
  for (const value of [20, 30, 40, 50]) sample.add(value);
  expect([...sample.table()]).toEqual([20, 30, 40, 50]);
});

test('log-normal lengths have their mean and spread', () => {
  const lengths = tableOf(logNormal(10, 0.6, 2_000));
  expect(mean(lengths)).toBeCloseTo(10, 1);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
  expect(normalQuantile(0.01)).toBeCloseTo(-2.326348, 6);
});
