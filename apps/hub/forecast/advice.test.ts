import { expect, test } from 'vitest';
import { minuteMs } from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import { as, openHall } from '../domain/testing/hall.test-kit.ts';
import { createAdvisor } from './advice.ts';
import type { Band } from './forecast.ts';
import { followWaits } from './waits.ts';

const promising = (office: Office): Office => ({
  ...office,
  services: office.services.map((service) =>
    service.id === 'passport' ? { ...service, promiseMinutes: 40 } : service,
  ),
});
const band = (minutes: number, basis: Band['basis'] = 'lookAhead'): Band => {
  const p80 = minutes * minuteMs;
  return { p10: 0, p20: 0, p50: 0, p80, p90: p80, basis };
};

test('F5 ten minutes running, once, and withdrawn when the promise holds again', () => {
  const hall = openHall({ change: promising }).opens('c1', 'ani');
  const advisor = createAdvisor();
  const see = (p80: number | undefined, basis?: Band['basis']) =>
    advisor(hall.floor, hall.now(), (service) =>
      service === 'passport' && p80 !== undefined ? band(p80, basis) : undefined,
    );
  expect(see(41)).toEqual([]);
  hall.pass(9 * 60);
  expect(see(60)).toEqual([]);
  // Within the promise for a moment, and the ten minutes begin anew.
  expect(see(40)).toEqual([]);
  expect(see(60)).toEqual([]);
  hall.pass(9 * 60);
  expect(see(55)).toEqual([]);
  // A formula, or nothing at all, is no ground for advice.
  for (const nothingKnown of [() => see(55, 'few'), () => see(undefined)]) {
    expect(nothingKnown()).toEqual([]);
    expect(see(55)).toEqual([]);
    hall.pass(9 * 60);
    expect(see(55)).toEqual([]);
  }
  hall.pass(60);
  const [advice] = see(55);
  expect(advice).toEqual({ type: 'AdviseCounter', service: 'passport', p80Minutes: 55 });
  hall.does({ type: 'AdviseCounter', service: 'passport', p80Minutes: 55 }, as.hub);
  expect(see(58)).toEqual([]);
  expect(see(39)).toEqual([{ type: 'WithdrawAdvice', stage: 'data', p80Minutes: 39 }]);
});

test('F5 nothing is asked for that no counter could do', () => {
  const hall = openHall({ change: promising }).opens('c1', 'ani').opens('c2', 'budi').opens('c4', 'citra');
  const advisor = createAdvisor();
  expect(advisor(hall.floor, hall.now(), () => band(90))).toEqual([]);
  hall.pass(20 * 60);
  expect(advisor(hall.floor, hall.now(), () => band(90))).toEqual([]);
  hall.does({ type: 'CloseCounter', counter: 'c4' });
  expect(advisor(hall.floor, hall.now(), () => band(90))).toMatchObject([
    { type: 'AdviseCounter', service: 'passport' },
  ]);
});

test('F5 the forecasts themselves ask for it: many wait for one counter, and another could be opened', () => {
  const past = openHall({ change: promising, day: '2026-03-02' }).opens('c1', 'ani');
  for (let i = 0; i < 40; i++) {
    past.takes(`past-${i}`).calls('c1');
    past
      .starts('c1')
      .pass(300 + (i % 5) * 30)
      .finishes('c1');
  }
  const many = Array.from({ length: 12 }, (_, i) => `t${i}`).join(' ');
  const today = openHall({ change: promising, day: '2026-03-03' }).opens('c1', 'ani').takes(many);
  const follower = followWaits(past.shelf, 1);
  for (const recorded of [...past.journal, ...today.journal]) follower.follow(recorded);
  const asks = (at: number) => {
    follower.waits(at);
    return follower.proposals().filter(({ type }) => type === 'AdviseCounter');
  };
  expect(asks(today.now())).toEqual([]);
  const [advice, ...others] = asks(today.now() + 10 * minuteMs);
  expect(others).toEqual([]);
  expect(advice).toMatchObject({ type: 'AdviseCounter', service: 'passport' });
  expect(advice?.type === 'AdviseCounter' ? advice.p80Minutes : 0).toBeGreaterThan(60);
});
