import { expect, test } from 'vitest';
import { minuteMs } from '../../../shared/ids.ts';
import { chanceOf } from './chance.ts';
import { isLater, promised, toldNext, type Expected, type Range } from './promises.ts';

const ten = Date.parse('2026-03-02T03:00:00Z');
const clock = (minutes: number) => ten + minutes * minuteMs;
const expected = (p20: number, p50: number, p80: number): Expected => ({
  p20: clock(p20),
  p50: clock(p50),
  p80: clock(p80),
});
const range = (low: number, high: number): Range => ({ low: clock(low), high: clock(high) });

/** How often what is told changes, and what is told last, while a forecast wanders by `noise` minutes each time. */
function wander(middle: (refresh: number) => number, half: number, noise: number) {
  const chance = chanceOf(7);
  chance.seed(7);
  const off = () => (chance.next() * 2 - 1) * noise;
  let told: Range | undefined;
  let naive: Range | undefined;
  const count = { told: 0, naive: 0 };
  for (let refresh = 0; refresh < 200; refresh++) {
    const at = middle(refresh);
    const now = expected(at - half + off(), at + off(), at + half + off());
    const next = toldNext(told, now);
    const plain = promised(now);
    if (told && next.low !== told.low) count.told++;
    if (naive && plain.low !== naive.low) count.naive++;
    told = next;
    naive = plain;
  }
  return { ...count, last: told };
}

test('F2 a promise is whole five minutes of the clock, and never none at all', () => {
  expect(promised(expected(26, 30, 38))).toEqual(range(25, 40));
  expect(promised(expected(25, 27, 30))).toEqual(range(25, 30));
  expect(promised(expected(0, 0, 0))).toEqual(range(0, 5));
});

test('F2 what is told does not go back and forth with a forecast that wanders on the edge of five minutes', () => {
  const steady = wander(() => 35, 10, 2);
  expect(steady.naive, 'what rounding alone would do').toBeGreaterThan(60);
  expect(steady.told).toBe(0);
  expect(wander(() => 35, 25, 6).told).toBeLessThanOrEqual(1);
});

test('F2 what is told follows a forecast that moves, in few steps', () => {
  const moved = wander((refresh) => 35 + refresh * 0.2, 10, 2);
  expect(moved.told).toBeLessThanOrEqual(8);
  expect(moved.last!.low).toBeLessThanOrEqual(clock(75 - 10));
  expect(moved.last!.high).toBeGreaterThanOrEqual(clock(75));
});

test('F2 what is told changes where the middle lies outside, an end far beyond, or it is much narrower', () => {
  const told = range(25, 45);
  expect(toldNext(told, expected(31, 37, 44))).toBe(told);
  expect(toldNext(told, expected(21, 30, 44))).toBe(told);
  expect(toldNext(told, expected(44, 46, 49)), 'the middle').toEqual(range(40, 50));
  expect(toldNext(told, expected(30, 40, 51)), 'the end').toEqual(range(30, 55));
  expect(toldNext(told, expected(19, 30, 44)), 'the beginning').toEqual(range(15, 45));
  expect(toldNext(told, expected(31, 33, 39)), 'narrower').toEqual(range(30, 40));
});

test('F2 later is a middle more than 10 min after that of the promise, until it is within 5 again', () => {
  const promise = range(25, 40);
  expect(isLater(promise, range(35, 50), false)).toBe(false);
  expect(isLater(promise, range(35, 55), false)).toBe(true);
  expect(isLater(promise, range(30, 50), true)).toBe(true);
  expect(isLater(promise, range(30, 45), true)).toBe(false);
  expect(isLater(promise, range(10, 20), false)).toBe(false);
});
