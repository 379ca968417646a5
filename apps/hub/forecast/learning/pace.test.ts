import { expect, test } from 'vitest';
import { OfficerId } from '../../../../shared/ids.ts';
import { chanceOf, normal } from '../chance.ts';
import { tableOf } from '../lengths.ts';
import { densityOf } from './density.ts';
import { pacesOf, type Paces } from './pace.ts';

const [ani, budi] = ['ani', 'budi'].map((one) => OfficerId.parse(one)) as [OfficerId, OfficerId];
const spread = 0.55;
const chance = chanceOf(11);
const rests = Array.from({ length: 1_000 }, () => spread * normal(chance));
const density = densityOf(tableOf(rests), spread);
const times = (count: number, act: (i: number) => void) => {
  for (let i = 0; i < count; i++) act(i);
};
const doubled = -Math.log(2);
/** Visitors as they are usual at all officers, and who takes the usual time. */
const steady = (paces: Paces, days: number) =>
  times(days, (day) => {
    paces.newDay();
    times(25, (i) => paces.see(budi, rests[(day * 25 + i) % rests.length] ?? 0, density));
  });
const fresh = () => pacesOf();

test('an officer who doubles in speed is seen after ten visitors, and who goes back too', () => {
  const paces = fresh();
  times(20, () => paces.see(ani, 0, density));
  expect(Math.abs(paces.expected(ani))).toBeLessThan(0.02);
  times(10, () => paces.see(ani, doubled, density));
  expect(paces.expected(ani)).toBeLessThan(-0.3);
  times(16, () => paces.see(ani, 0, density));
  expect(Math.abs(paces.expected(ani))).toBeLessThan(0.15);
});

test('where officers never change, less is read into a few quick visits than where they often do', () => {
  const calm = fresh();
  steady(calm, 20);
  const restless = fresh();
  times(40, (i) => times(10, () => restless.see(budi, i % 2 === 0 ? doubled : -doubled, density)));
  for (const paces of [calm, restless]) times(4, () => paces.see(ani, doubled, density));
  expect(calm.expected(ani)).toBeGreaterThan(-0.1);
  expect(restless.expected(ani)).toBeLessThan(1.8 * calm.expected(ani));
});

test('an office of steady officers that becomes restless is seen to', () => {
  const paces = fresh();
  steady(paces, 160);
  const seenIn = () => {
    let visits = 0;
    for (paces.newDay(); paces.expected(ani) > -0.3; visits++) paces.see(ani, doubled, density);
    return visits;
  };
  const before = seenIn();
  times(6, (i) => times(10, () => paces.see(budi, i % 2 === 0 ? doubled : -doubled, density)));
  times(40, () => paces.see(ani, 0, density));
  expect(seenIn()).toBeLessThan(before);
});

test('one strange visitor says little of an officer', () => {
  const paces = fresh();
  steady(paces, 20);
  times(10, () => paces.see(ani, 0, density));
  paces.see(ani, 2.5, density);
  expect(Math.abs(paces.expected(ani))).toBeLessThan(0.12);
});

test('overnight most of a strange day is forgotten', () => {
  const paces = fresh();
  times(20, () => paces.see(ani, doubled, density));
  const evening = paces.expected(ani);
  expect(evening).toBeLessThan(-0.4);
  paces.newDay();
  expect(paces.expected(ani)).toBeCloseTo(0.3 * evening, 2);
});

test('a drawn pace is as often off as it is not known', () => {
  const draws = chanceOf(1);
  const paces = fresh();
  times(5, () => paces.see(ani, 0.4, density));
  const logs = Array.from({ length: 4_000 }, () => Math.log(paces.draw(ani, draws)));
  expect(Math.abs(logs.reduce((sum, log) => sum + log, 0) / logs.length - paces.expected(ani))).toBeLessThan(0.02);
});
