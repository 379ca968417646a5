import { describe, expect, test } from 'vitest';
import { allenCunneen, erlangA, erlangB, erlangC, leastCounters } from './erlang.ts';

/** domain.md 7.4: arrivals, serves, counters, busy, Erlang B, P(W>0), ASA, SL 5, SL 15, P90. */
const table = [
  [4, 6, 1, 0.666667, 0.4, 0.666667, 20, 0.435679, 0.595646, 56.9136],
  [14, 6, 3, 0.777778, 0.259063, 0.611408, 9.171123, 0.561907, 0.775075, 27.15892],
  [21, 6, 4, 0.875, 0.260271, 0.737861, 14.757222, 0.425353, 0.651459, 39.971708],
  [21, 6, 5, 0.7, 0.154112, 0.377838, 2.518922, 0.821522, 0.960176, 8.861973],
  [30, 12, 3, 0.833333, 0.282167, 0.702247, 7.022472, 0.574066, 0.843307, 19.491153],
  [40, 4, 12, 0.833333, 0.119739, 0.449388, 3.370412, 0.769276, 0.939182, 11.270377],
  [360, 10, 40, 0.9, 0.06537, 0.411562, 0.617344, 0.985318, 0.999981, 2.122186],
] as const;

test.each(table)(
  'Erlang C of %d an hour, %d served an hour at each of %d counters',
  (arrivals, serves, counters, busy, blocked, waits, mean, within5, within15, p90) => {
    const steady = { arrivals, serves, counters };
    const waiting = erlangC(steady);
    if (waiting === 'unstable') throw new Error('is stable');
    expect(erlangB(steady)).toBeCloseTo(blocked, 6);
    expect(waiting.busy).toBeCloseTo(busy, 6);
    expect(waiting.waits).toBeCloseTo(waits, 6);
    expect(waiting.mean).toBeCloseTo(mean, 6);
    expect(waiting.within(5)).toBeCloseTo(within5, 6);
    expect(waiting.within(15)).toBeCloseTo(within15, 6);
    expect(waiting.percentile(0.9)).toBeCloseTo(p90, 6);
  },
);

test('a queue that gets as many as it serves is unstable', () => {
  expect(erlangB({ arrivals: 24, serves: 6, counters: 4 })).toBeCloseTo(0.31068, 6);
  expect(erlangC({ arrivals: 24, serves: 6, counters: 4 })).toBe('unstable');
});

test('who is not among those who wait, waits no time', () => {
  const waiting = erlangC({ arrivals: 21, serves: 6, counters: 5 });
  expect(waiting !== 'unstable' && waiting.percentile(0.5)).toBe(0);
});

test.each([
  [6, 2],
  [12, 3],
  [18, 4],
  [21, 5],
  [24, 5],
  [30, 6],
  [42, 8],
  [60, 11],
  [84, 15],
])('%d an hour of ten minutes each need %d counters for 80 in 100 within 15 minutes', (arrivals, counters) => {
  expect(leastCounters({ arrivals, serves: 6 }, { served: 0.8, minutes: 15 })).toBe(counters);
});

describe('Erlang A', () => {
  test.each([
    [21, 6, 3, 1, 0.874345, 0.197343, 11.840576],
    [21, 6, 4, 1, 0.601747, 0.074178, 4.450679],
    [14, 6, 3, 0.5, 0.552452, 0.043348, 5.201715],
    [40, 4, 10, 2, 0.619655, 0.103913, 3.117396],
  ])('of %d an hour, %d served, %d counters, %d leaving', (arrivals, serves, counters, leaves, waits, left, mean) => {
    const of = erlangA({ arrivals, serves, counters, leaves });
    expect(of.waits).toBeCloseTo(waits, 6);
    expect(of.left).toBeCloseTo(left, 6);
    expect(of.mean).toBeCloseTo(mean, 6);
  });
});

test('Allen-Cunneen leaves exponential service alone and halves the wait of a constant one', () => {
  expect(allenCunneen(9.171123, 1)).toBeCloseTo(9.171123, 6);
  expect(allenCunneen(9.171123, 0)).toBeCloseTo(4.5855615, 6);
});
