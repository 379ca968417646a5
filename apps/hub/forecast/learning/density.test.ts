import { expect, test } from 'vitest';
import { chanceOf, normal } from '../chance.ts';
import { tableOf } from '../lengths.ts';
import { densityOf } from './density.ts';

const chance = chanceOf(7);
const drawn = Array.from({ length: 4_000 }, () => 0.5 * normal(chance));
const bell = (value: number) => Math.exp(-2 * value * value) / (0.5 * Math.sqrt(2 * Math.PI));

test('it is near to that from which the values were drawn, and all of it is 1', () => {
  const density = densityOf(tableOf(drawn), 0.5);
  for (const value of [-1, -0.5, 0, 0.4, 0.9]) expect(Math.abs(density(value) - bell(value))).toBeLessThan(0.05);
  const grid = Array.from({ length: 401 }, (_, i) => density(-4 + i * 0.02));
  expect(grid.reduce((sum, one) => sum + one * 0.02, 0)).toBeCloseTo(1, 2);
});

test('two humps stay two, which a bell of the same spread is not', () => {
  const density = densityOf(tableOf(drawn.map((value, i) => value / 4 + (i % 2 === 0 ? -1 : 1))), 1);
  expect(density(0)).toBeLessThan(density(1) / 10);
});

test('what was never seen is unlikely, not impossible, however far', () => {
  const density = densityOf(tableOf(drawn), 0.5);
  expect(density(3.5)).toBeGreaterThan(0);
  expect(density(99)).toBe(density(4));
  expect(density(3.5)).toBeLessThan(density(1) / 100);
});

test('values that are all alike have a width too', () => {
  const density = densityOf(tableOf([0, 0, 0, 0]), 0.1);
  expect(density(0.05)).toBeGreaterThan(density(0.3));
  expect(density(0.3)).toBeGreaterThan(0);
});
