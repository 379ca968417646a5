import { expect, test } from 'vitest';
import { minuteMs } from '../../../shared/ids.ts';
import { bands } from './bands.ts';
import { chanceOf, normal } from './chance.ts';
import type { Quantiles } from './lookAhead/lookAhead.ts';

/** Quantiles of a normal wait, minutes. */
const of = (mean: number, spread: number): Quantiles =>
  [-1.2816, -0.8416, 0, 0.8416, 1.2816].map((z) => Math.max(0, mean + z * spread) * minuteMs) as unknown as Quantiles;

function shareHeld(truth: (mean: number) => number, said: (mean: number) => Quantiles, mean: () => number) {
  const corrected = bands();
  const chance = chanceOf(7);
  let held = { wide: 0, narrow: 0, of: 0 };
  for (let i = 0; i < 3_000; i++) {
    const wait = mean();
    const raw = said(wait);
    const outcome = Math.max(0, truth(wait) + 8 * normal(chance)) * minuteMs;
    const [p10, p20, , p80, p90] = corrected.correct(raw);
    if (i >= 1_000)
      held = {
        wide: held.wide + (p10 <= outcome && outcome <= p90 ? 1 : 0),
        narrow: held.narrow + (p20 <= outcome && outcome <= p80 ? 1 : 0),
        of: held.of + 1,
      };
    corrected.learn(raw, outcome);
  }
  return { wide: held.wide / held.of, narrow: held.narrow / held.of };
}

test.each([
  ['half as wide as they should be', (mean: number) => of(mean, 4)],
  ['twice as wide as they should be', (mean: number) => of(mean, 16)],
  ['ten minutes short', (mean: number) => of(mean - 10, 8)],
])('bands %s hold what they say in the end', (_, said) => {
  const chance = chanceOf(1);
  const { wide, narrow } = shareHeld(
    (mean) => mean,
    said,
    () => 35 + 20 * chance.next(),
  );
  expect(Math.abs(wide - 0.8)).toBeLessThan(0.03);
  expect(Math.abs(narrow - 0.6)).toBeLessThan(0.04);
});

test('each horizon is corrected for itself', () => {
  const corrected = bands();
  for (let i = 0; i < 200; i++) corrected.learn(of(80, 8), 120 * minuteMs);
  expect(corrected.correct(of(80, 8))[2]).toBeGreaterThan(85 * minuteMs);
  expect(corrected.correct(of(20, 4))).toEqual(of(20, 4));
});

test('a corrected band is in order, and no wait stays no wait', () => {
  const corrected = bands();
  for (let i = 0; i < 300; i++) corrected.learn(of(20, 6), i % 2 === 0 ? 0 : 60 * minuteMs);
  const said = corrected.correct([0, 0, 5 * minuteMs, 12 * minuteMs, 15 * minuteMs]);
  expect(said).toEqual([...said].sort((one, other) => one - other));
  expect(said[0]).toBe(0);
  expect(corrected.correct([0, 0, 0, 0, 1_000])).toEqual([0, 0, 0, 0, 1_000]);
});
