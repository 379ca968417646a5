import { expect, test } from 'vitest';
import { kaplanMeier } from './kaplanMeier.ts';

/** domain.md 7.2, minutes; + is who left or still waits. */
const seen = ['4', '7', '7', '10+', '12', '15', '18+', '20', '22+', '25+'].map((text) => ({
  length: Number.parseFloat(text),
  ended: !text.endsWith('+'),
}));

test('Kaplan-Meier counts those who left as waiting until they did', () => {
  const { steps, median, restrictedMean } = kaplanMeier(seen);
  expect(steps.map(({ at }) => at)).toEqual([4, 7, 12, 15, 20]);
  for (const [i, share] of [0.9, 0.7, 0.583333, 0.466667, 0.311111].entries())
    expect(steps[i]?.share).toBeCloseTo(share, 6);
  expect(median).toBe(15);
  expect(restrictedMean(25)).toBeCloseTo(15.838889, 6);
});

test('a mean of those served only is too short', () => {
  const served = seen.filter(({ ended }) => ended).map(({ length }) => length);
  expect(served.reduce((sum, length) => sum + length, 0) / served.length).toBeCloseTo(10.8333, 4);
  expect(kaplanMeier(seen).restrictedMean(25)).toBeGreaterThan(10.8333);
});

test('where more than half were not seen to end there is no median, and a mean is cut where it was asked', () => {
  const { median, restrictedMean } = kaplanMeier([
    { length: 5, ended: true },
    { length: 6, ended: false },
    { length: 6, ended: false },
  ]);
  expect(median).toBeUndefined();
  expect(restrictedMean(5)).toBe(5);
});
