import { describe, expect, test } from 'vitest';
import { gammaBelow, logGamma } from './gamma.ts';
import { queueLength, queueLengthLeaving } from './queueLength.ts';

describe('QL', () => {
  test.each([
    [6, 3, 23.333333, 8.819171, 12.982556, 22.232124, 30.251284, 35.106907],
    [12, 4, 32.5, 9.013878, 21.614856, 31.670573, 39.743263, 44.453964],
  ])('%d ahead, %d counters, ten minutes each', (ahead, counters, mean, sd, p10, p50, p80, p90) => {
    const line = queueLength({ ahead, counters, service: 10 });
    expect(line.mean).toBeCloseTo(mean, 6);
    expect(line.sd).toBeCloseTo(sd, 6);
    for (const [share, value] of [
      [0.1, p10],
      [0.5, p50],
      [0.8, p80],
      [0.9, p90],
    ] as const)
      expect(line.quantile(share)).toBeCloseTo(value, 6);
  });

  test('is shorter where people leave', () => {
    expect(queueLengthLeaving({ ahead: 6, counters: 3, serves: 6, leaves: 1 })).toBeCloseTo(20.184339, 6);
    expect(queueLengthLeaving({ ahead: 6, counters: 3, serves: 6, leaves: 0 })).toBeCloseTo(23.333333, 6);
  });
});

test('the gamma function is a factorial, and its share below x that of a Poisson sum', () => {
  expect(Math.exp(logGamma(6))).toBeCloseTo(120, 9);
  expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 12);
  for (const x of [0.3, 2, 3.9, 4.1, 9, 30])
    expect(gammaBelow(3, x)).toBeCloseTo(1 - Math.exp(-x) * (1 + x + (x * x) / 2), 12);
  expect(gammaBelow(3, 0)).toBe(0);
});
