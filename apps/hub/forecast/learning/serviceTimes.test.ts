import { expect, test } from 'vitest';
import { minuteMs, OfficerId, StageId } from '../../../../shared/ids.ts';
import { chanceOf, normal } from '../chance.ts';
import { mean } from '../lengths.ts';
import { linearPercentile } from '../vectors/percentiles.ts';
import { serviceTimes } from './serviceTimes.ts';

const [photo, papers] = ['photo', 'papers'].map((one) => StageId.parse(one)) as [StageId, StageId];
const [ani, budi, citra] = ['ani', 'budi', 'citra'].map((one) => OfficerId.parse(one)) as [
  OfficerId,
  OfficerId,
  OfficerId,
];
const opened = () => {
  const services = serviceTimes();
  services.newDay(new Map([[photo, { targetMinutes: 8 }]]));
  return services;
};

test('before anything was seen a stage takes its target, or ten minutes', () => {
  const services = opened();
  expect(Math.abs(mean(services.table(photo, ani)) / (8 * minuteMs) - 1)).toBeLessThan(0.05);
  expect(Math.abs(mean(services.table(papers, ani)) / (10 * minuteMs) - 1)).toBeLessThan(0.05);
});

test('officers are told apart, and whom nobody has seen yet works like all of them together', () => {
  const services = opened();
  const chance = chanceOf(3);
  for (let i = 0; i < 300; i++) {
    services.add(photo, ani, 6 * minuteMs * Math.exp(0.4 * normal(chance)));
    services.add(photo, budi, 12 * minuteMs * Math.exp(0.4 * normal(chance)));
    if (i % 30 === 29) services.newDay(new Map());
  }
  const middle = (officer: OfficerId) => linearPercentile(services.table(photo, officer), 0.5) / minuteMs;
  expect(middle(ani)).toBeGreaterThan(5.2);
  expect(middle(ani)).toBeLessThan(6.8);
  expect(middle(budi)).toBeGreaterThan(10.5);
  expect(middle(budi)).toBeLessThan(13.5);
  expect(middle(citra)).toBeGreaterThan(7.5);
  expect(middle(citra)).toBeLessThan(9.5);
});

test('the shape is that of what was seen, not of a formula', () => {
  const services = opened();
  const chance = chanceOf(5);
  // Half take five minutes, half fifteen, to the second.
  for (let i = 0; i < 400; i++) services.add(photo, ani, (chance.next() < 0.5 ? 5 : 15) * minuteMs);
  const table = services.table(photo, ani);
  const between = [...table].filter((length) => length > 8 * minuteMs && length < 10.5 * minuteMs).length;
  expect(between / table.length).toBeLessThan(0.05);
});

test('a forgotten finish is not a service time', () => {
  const services = opened();
  for (let i = 0; i < 100; i++) services.add(photo, ani, 8 * minuteMs);
  const before = mean(services.table(photo, ani));
  services.add(photo, ani, 240 * minuteMs);
  expect(mean(services.table(photo, ani))).toBe(before);
});
