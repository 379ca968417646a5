import { expect, test } from 'vitest';
import { minuteMs, ServiceId } from '../../../../shared/ids.ts';
import { arrivals } from './arrivals.ts';

const passport = ServiceId.parse('passport');
const hour = 60 * minuteMs;
const every = (minutes: number, from: number, to: number, act: (at: number) => void) => {
  for (let at = from; at < to; at += minutes * minuteMs) act(at);
};

test('past days are remembered by half hours, each lane for itself', () => {
  const comers = arrivals();
  for (let day = 0; day < 3; day++) {
    comers.newDay();
    every(5, 8 * hour, 9 * hour, (at) => comers.add(passport, 'regular', at));
    comers.add(passport, 'priority', 8.6 * hour);
  }
  comers.newDay();
  const [regular, priority] = comers.streams();
  expect([regular?.perHalfHour[15], regular?.perHalfHour[16], regular?.perHalfHour[17]]).toEqual([0, 6, 6]);
  expect([priority?.lane, priority?.perHalfHour[16], priority?.perHalfHour[17]]).toEqual(['priority', 0, 1]);
});

test('a closed day is no day without visitors', () => {
  const comers = arrivals();
  every(5, 8 * hour, 9 * hour, (at) => comers.add(passport, 'regular', at));
  for (let day = 0; day < 4; day++) comers.newDay();
  expect(comers.streams()[0]?.perHalfHour[16]).toBe(6);
});

test('twice as many as usual are seen within the hour', () => {
  const comers = arrivals();
  for (let day = 0; day < 5; day++) {
    every(2, 8 * hour, 12 * hour, (at) => comers.add(passport, 'regular', at));
    comers.newDay();
  }
  every(2, 8 * hour, 10 * hour, (at) => comers.add(passport, 'regular', at));
  expect(comers.factor(10 * hour)).toBeCloseTo(1, 1);
  every(1, 10 * hour, 11 * hour, (at) => comers.add(passport, 'regular', at));
  expect(comers.factor(11 * hour)).toBeGreaterThan(1.4);
});
