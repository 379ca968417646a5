import { expect, test } from 'vitest';
import { chanceOf } from '../day/chance.ts';
import { makeOffice } from './days.ts';
import { exponential, gamma, pareto } from './lengthsOf.ts';
import { kindNames, kinds } from './offices.ts';
import { mean } from './score.ts';

const nine = 9 * 3600;
const noon = 12 * 3600;

test('the same seed makes the same days, another one others, and no day is like the one before', () => {
  const made = makeOffice('four', 3, { days: 3 });
  expect(makeOffice('four', 3, { days: 3 }).days).toEqual(made.days);
  expect(makeOffice('four', 4, { days: 3 }).days[0]?.visitors).not.toEqual(made.days[0]?.visitors);
  const [one, two] = made.days;
  expect(one?.visitors).not.toEqual(two?.visitors);
  expect(one?.staff).not.toEqual(two?.staff);
  expect(made.days.map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-03', '2026-03-04']);
});

test('an office has as many visitors as it should, most of them in the morning, and some do not come when called', () => {
  for (const name of kindNames) {
    const { days } = makeOffice(name, 1, { days: 60 });
    const visitors = days.flatMap((day) => day.visitors);
    const { tickets } = kinds[name];
    // Poisson, and 8 % from day to day: 3.3 standard errors
    const error = Math.sqrt((tickets + (0.08 * tickets) ** 2) / 60);
    expect(Math.abs(visitors.length / 60 - tickets)).toBeLessThan(3.3 * error);
    const before = (at: number) => visitors.filter(({ arrival }) => arrival < at).length / visitors.length;
    expect(before(nine)).toBeGreaterThan(0.3);
    expect(before(noon)).toBeGreaterThan(0.7);
    const absent = visitors.filter(({ shows }) => !shows).length / visitors.length;
    expect(absent).toBeGreaterThan(0.03);
    expect(absent).toBeLessThan(0.1);
  }
});

test('days differ by more than chance: 8 % of their visitors', () => {
  const counts = makeOffice('four', 2, { days: 200 }).days.map(({ visitors }) => visitors.length);
  const middle = mean(counts);
  const variance = mean(counts.map((count) => (count - middle) ** 2));
  const effect = Math.sqrt(variance - middle) / middle;
  expect(effect).toBeGreaterThan(0.05);
  expect(effect).toBeLessThan(0.11);
});

test('the truth is that of the day: what it says of a service is what its visitors get', () => {
  const { kind, days } = makeOffice('one', 5, { days: 40 });
  const speeds = new Map(days[0]?.staff.map(({ counter, speed }) => [counter, speed ?? 1]));
  const seconds = days.flatMap(({ visitors }) => visitors.map(({ seconds: [first = 0] }) => first));
  for (const [i, { id }] of kind.office.counters.entries()) {
    const row = days[0]?.truth.service.find(({ officer }) => officer === `o${i + 1}`);
    const said = (mean(row?.lengths ?? []) / 1000) * (speeds.get(id) ?? 1);
    expect(said / mean(seconds)).toBeGreaterThan(0.92);
    expect(said / mean(seconds)).toBeLessThan(1.08);
  }
  const perDay = mean(
    days.map(({ truth }) =>
      truth.arrivals.reduce((sum, { perHour, from, to }) => sum + (perHour * (to - from)) / 3_600_000, 0),
    ),
  );
  expect(Math.abs(perDay - kind.tickets)).toBeLessThan(0.05 * kind.tickets);
});

test('lengths have the mean they are asked for, and a Pareto tail ends where it is cut', () => {
  const chance = chanceOf(1);
  const draws = (draw: ReturnType<typeof gamma>) => Array.from({ length: 20_000 }, () => draw(chance));
  expect(mean(draws(gamma(2.6, 10)))).toBeCloseTo(10, 0);
  expect(mean(draws(gamma(2.6, 10)).map((one) => (one - 10) ** 2))).toBeGreaterThan((0.95 * 100) / 2.6);
  expect(mean(draws(gamma(2.6, 10)).map((one) => (one - 10) ** 2))).toBeLessThan((1.05 * 100) / 2.6);
  expect(mean(draws(exponential(7)))).toBeCloseTo(7, 0);
  const long = draws(pareto(2, 2.2, 9));
  expect([Math.min(...long) >= 2, Math.max(...long)]).toEqual([true, 9]);
  expect(long.filter((one) => one > 4).length / long.length).toBeCloseTo(2 ** -2.2, 1);
});

test('a change comes on the last day alone, and leaves what was before it as it is', () => {
  const ten = 10 * 3600;
  const plain = makeOffice('one', 6, { days: 2 });
  const of = (what: 'opens' | 'closes' | 'faster' | 'crowd') =>
    makeOffice('one', 6, { days: 2, change: { what, at: ten } });
  expect(of('closes').days[0]).toEqual(plain.days[0]);
  const [, closed] = of('closes').days;
  expect(Math.max(...(closed?.staff ?? []).filter(({ counter }) => counter === 'c3').map(({ to }) => to))).toBe(ten);
  const [before, opened] = of('opens').days;
  expect(before?.staff.some(({ counter }) => counter === 'c3')).toBe(false);
  expect(opened?.staff.filter(({ counter }) => counter === 'c3').map(({ from }) => from)).toEqual([ten]);
  const [, faster] = of('faster').days;
  const speed = plain.days[1]?.staff[0]?.speed ?? 1;
  expect(faster?.staff.filter(({ counter }) => counter === 'c1').map((shift) => shift.speed)).toEqual([
    speed,
    2 * speed,
    2 * speed,
  ]);
  expect(before?.roster.some(({ counter }) => counter === 'c3')).toBe(false);
  expect(opened?.roster.filter(({ counter }) => counter === 'c3').map(({ from }) => from)).toEqual([ten]);
  expect(closed?.roster.filter(({ counter }) => counter === 'c3').map(({ to }) => to)).toEqual([ten]);
  const [usual, told] = [plain, of('faster')].map(({ days }) =>
    days[1]?.truth.service.map(({ lengths }) => lengths[50]),
  );
  expect((usual?.[0] ?? NaN) / (told?.[0] ?? NaN)).toBeCloseTo(2, 3);
  expect(told?.[1]).toBe(usual?.[1]);
  const expected = (days: typeof plain.days, from: number) =>
    mean(days[1]?.truth.arrivals.flatMap((row) => (row.from === from * 1000 ? [row.perHour] : [])) ?? []);
  expect(expected(of('crowd').days, ten) / expected(plain.days, ten)).toBeCloseTo(2, 12);
  expect(expected(of('crowd').days, 9 * 3600)).toBe(expected(plain.days, 9 * 3600));
  const late = (visitors: readonly { readonly arrival: number }[] = []) =>
    visitors.filter(({ arrival }) => arrival >= ten).length;
  expect(late(of('crowd').days[1]?.visitors)).toBeGreaterThan(1.4 * late(plain.days[1]?.visitors));
});
