import { expect, test } from 'vitest';
import { minuteMs, ServiceId } from '../../../shared/ids.ts';
import { openHall, type Hall } from '../domain/testing/hall.test-kit.ts';
import { followWaits, laneOf, type Follower } from './waits.ts';

const passport = ServiceId.parse('passport');

function follow(follower: Follower, hall: Hall): void {
  for (const recorded of hall.journal) follower.follow(recorded);
}

function dayOf(day: string, visitors: number): Hall {
  const hall = openHall({ day }).opens('c1', 'ani');
  for (let i = 0; i < visitors; i++) {
    hall.takes(`${day}-${i}`).calls('c1');
    hall
      .starts('c1')
      .pass(300 + (i % 5) * 30)
      .finishes('c1');
  }
  return hall;
}

test('F2 a promise to newcomers is whole five minutes of the clock around the middle of what may come', () => {
  const past = dayOf('2026-03-02', 40);
  const today = openHall({ day: '2026-03-03' }).opens('c1', 'ani').takes('t1 t2 t3 t4 t5 t6');
  const follower = followWaits(past.shelf, 1);
  follow(follower, past);
  follow(follower, today);
  const { at, newcomers } = follower.waits(today.now());
  expect(at).toBe(today.now());
  const { low, high } = newcomers.get(laneOf(passport, 'regular'))!;
  expect([low % (5 * minuteMs), high % (5 * minuteMs)]).toEqual([0, 0]);
  expect(low - at).toBeLessThanOrEqual(36 * minuteMs);
  expect(high - at).toBeGreaterThanOrEqual(36 * minuteMs);
  expect(high - low).toBeLessThanOrEqual(25 * minuteMs);
});

test('F3 nothing is promised of a service nobody was seen in, nor by an office that closes', () => {
  const past = dayOf('2026-03-02', 40);
  const follower = followWaits(past.shelf, 1);
  follow(follower, past);
  expect([...follower.waits(past.now()).newcomers.keys()]).toEqual([
    'passport/appointment',
    'passport/priority',
    'passport/regular',
  ]);
  past.does({ type: 'CloseDay', reason: 'enough' });
  follower.follow(past.journal.at(-1)!);
  expect(follower.waits(past.now()).newcomers.size).toBe(0);
});

test('what is still written in the book of a day before changes nothing, nor does a day without a beginning', () => {
  const past = dayOf('2026-03-02', 40);
  const today = openHall({ day: '2026-03-03' }).opens('c1', 'ani').takes('t1 t2');
  const follower = followWaits(past.shelf, 1);
  follow(follower, past);
  follow(follower, today);
  const before = follower.waits(today.now());
  past.takes('late');
  follower.follow(past.journal.at(-1)!);
  follower.follow({ ...past.journal.at(-1)!, day: '2026-03-09' as never });
  expect(follower.waits(today.now())).toEqual(before);
});
