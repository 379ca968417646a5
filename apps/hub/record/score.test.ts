import { expect, test } from 'vitest';
import { bandScore, calibration, counted, horizons, ipcw, ofHorizon, pointScore, type Outcome } from './score.ts';

const minutes = (...list: readonly [number, number, number, number, number]) =>
  list.map((one) => one * 60_000) as unknown as Outcome['band'];
const ticket = (wait: number, band: Outcome['band'], weight?: number): Outcome => ({
  wait: wait * 60_000,
  band,
  ...(weight === undefined ? {} : { weight }),
});
const median = ({ band }: Outcome) => band[2];

test('a single number is scored by its error, its bias, its relative error with a floor of 5 minutes, and how late it was', () => {
  const all = [
    ticket(10, minutes(0, 0, 12, 0, 0)),
    ticket(2, minutes(0, 0, 3, 0, 0)),
    ticket(50, minutes(0, 0, 39, 0, 0)),
    ticket(30, minutes(0, 0, 20, 0, 0)),
  ];
  const score = pointScore(all, median);
  expect(score.n).toBe(4);
  expect(score.mae).toBeCloseTo((2 + 1 + 11 + 10) / 4, 12);
  expect(score.bias).toBeCloseTo((2 + 1 - 11 - 10) / 4, 12);
  expect(score.medianRelative).toBeCloseTo((0.2 + 11 / 50) / 2, 12);
  expect(score.near).toBe(0.5);
  expect(score.late).toBe(0.25);
  expect(pointScore(all.slice(0, 3), median).medianRelative).toBeCloseTo(0.2, 12);
});

test('a band is scored by what it holds, how wide it is, and its pinball loss', () => {
  const band = minutes(5, 10, 20, 30, 40);
  const score = bandScore([ticket(10, band), ticket(35, band), ticket(41, band), ticket(40, band)], median5);
  expect(score.inner).toEqual({ covered: 0.25, width: 20 });
  expect(score.outer).toEqual({ covered: 0.75, width: 35 });
  expect(score.pinball[0]).toBeCloseTo((0.2 * (0 + 25 + 31 + 30)) / 4, 12);
  expect(score.pinball[1]).toBeCloseTo((0.5 * (10 + 15 + 21 + 20)) / 4, 12);
  expect(score.pinball[2]).toBeCloseTo((0.2 * 20 + 0.8 * (5 + 11 + 10)) / 4, 12);
});
const median5 = ({ band }: Outcome) => band;

test('only who waited more than half a minute counts, and horizons go by what was said', () => {
  const all = [
    ticket(0.5, minutes(0, 0, 5, 0, 0)),
    ticket(0.51, minutes(0, 0, 10, 0, 0)),
    ticket(9, minutes(0, 0, 60, 0, 0)),
  ];
  expect(counted(all)).toEqual(all.slice(1));
  expect(horizons.map((horizon) => ofHorizon(all, horizon).length)).toEqual([1, 1, 0, 1]);
});

test('a weight counts as so many of the same', () => {
  const wide = minutes(5, 10, 20, 30, 40);
  const narrow = minutes(8, 9, 10, 11, 12);
  const twice = [ticket(15, wide, 2), ticket(30, narrow, 1)];
  const each = [ticket(15, wide), ticket(15, wide), ticket(30, narrow)];
  expect(pointScore(twice, median)).toEqual({ ...pointScore(each, median), n: 2 });
  expect(bandScore(twice, median5)).toEqual(bandScore(each, median5));
  expect(calibration(twice)).toEqual(calibration(each));
  expect(pointScore([ticket(10, wide, 3), ticket(30, wide, 1)], median).medianRelative).toBe(1);
});

test('calibration is the share of outcomes at or below each number', () => {
  const band = minutes(5, 10, 20, 30, 40);
  expect(calibration([5, 15, 20, 41].map((wait) => ticket(wait, band)))).toEqual([0.25, 0.25, 0.75, 0.75, 0.75]);
});

/** domain.md 7.2, vector C: 4 7 7 10+ 12 15 18+ 20 22+ 25+. */
test('F4 who was not seen to the end is carried by those who waited longer: the jumps of Kaplan-Meier', () => {
  const waits = [4, 7, 7, 10, 12, 15, 18, 20, 22, 25];
  const gone = new Set([10, 18, 22, 25]);
  const weights = ipcw(waits.map((length) => ({ length, ended: !gone.has(length) })));
  const hand = [1, 1, 1, 0, 7 / 6, 7 / 6, 0, 14 / 9, 0, 0];
  for (const [i, weight] of weights.entries()) expect(weight).toBeCloseTo(hand[i]!, 12);
  const all = waits.map((length) => ({ length, ended: true }));
  expect(ipcw(all).every((weight) => Math.abs(weight - 1) < 1e-12)).toBe(true);
});
