import { expect, test } from 'vitest';
import { chanceOf } from '../chance.ts';
import { paceOf } from './pace.ts';

const spread = 0.55;
const times = (count: number, act: () => void) => {
  for (let i = 0; i < count; i++) act();
};

test('an officer who doubles in speed is seen after six visitors, and who goes back too', () => {
  const pace = paceOf();
  times(40, () => pace.see(0, spread));
  expect(Math.abs(pace.expected())).toBeLessThan(0.02);
  times(6, () => pace.see(-Math.log(2), spread));
  expect(pace.expected()).toBeLessThan(-0.3);
  times(12, () => pace.see(0, spread));
  expect(Math.abs(pace.expected())).toBeLessThan(0.15);
});

test('one strange visitor says little of an officer', () => {
  const pace = paceOf();
  times(10, () => pace.see(0, spread));
  pace.see(2, spread);
  expect(pace.expected()).toBeLessThan(0.12);
});

test('overnight most of a strange day is forgotten', () => {
  const pace = paceOf();
  times(20, () => pace.see(-Math.log(2), spread));
  const evening = pace.expected();
  pace.newDay();
  expect(pace.expected()).toBeCloseTo(0.3 * evening, 2);
});

test('a drawn pace is as often off as it is not known', () => {
  const chance = chanceOf(1);
  const meanOf = (pace: ReturnType<typeof paceOf>) =>
    Array.from({ length: 4_000 }, () => Math.log(pace.draw(chance))).reduce((sum, log) => sum + log, 0) / 4_000;
  const pace = paceOf();
  times(5, () => pace.see(0.4, spread));
  expect(Math.abs(meanOf(pace) - pace.expected())).toBeLessThan(0.02);
});
