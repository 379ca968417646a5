import { expect, test } from 'vitest';
import { minuteMs, ServiceId, TicketId } from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import { openHall, type Hall } from '../domain/testing/hall.test-kit.ts';
import { followWaits, laneOf, type Follower } from './waits.ts';

const passport = ServiceId.parse('passport');

function follow(follower: Follower, hall: Hall): void {
  for (const recorded of hall.journal) follower.follow(recorded);
}

function dayOf(day: string, visitors: number, change = (office: Office) => office): Hall {
  const hall = openHall({ day, change }).opens('c1', 'ani');
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

test('F3 nobody is told a time past the end of the day, where an office that is open at all hours has no counter open any more', () => {
  const allDay = [{ from: '00:00', to: '24:00' }];
  const always = (office: Office) => ({ ...office, hours: { ...office.hours, weekly: { mon: allDay, tue: allDay } } });
  const past = dayOf('2026-03-02', 40, always).does({ type: 'CloseCounter', counter: 'c1' });
  const today = openHall({ day: '2026-03-03', from: '20:00', change: always }).takes('t1 t2');
  const follower = followWaits(past.shelf, 1);
  follow(follower, past);
  follow(follower, today);
  const evening = follower.waits(today.now());
  expect([...evening.tickets, ...evening.newcomers]).toEqual([]);
  const from = today.journal.length;
  today.opens('c1', 'ani');
  for (const recorded of today.journal.slice(from)) follower.follow(recorded);
  const open = follower.waits(today.now());
  expect(open.tickets.size).toBe(2);
  expect(open.newcomers.get(laneOf(passport, 'regular'))!.high - open.at).toBeLessThan(60 * minuteMs);
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

test('F2 told first of a ticket is what its slip says; where that moves by more than 10 min it is later, and not where it postponed', () => {
  const past = dayOf('2026-03-02', 40);
  const today = openHall({ day: '2026-03-03' }).opens('c1', 'ani').opens('c4', 'budi').takes('t1 t2 t3 t4 t5 t6 t7');
  const shown = { low: today.now() + 15 * minuteMs, high: today.now() + 30 * minuteMs };
  today.knows({ estimate: shown }).takes('t8 t9');
  const follower = followWaits(past.shelf, 1);
  follow(follower, past);
  follow(follower, today);
  const told = () => follower.waits(today.now()).tickets.get(TicketId.parse('t8'));
  const hears = (from: number) => today.journal.slice(from).forEach((recorded) => follower.follow(recorded));
  expect(told()).toEqual({ ...shown, later: false });
  let from = today.journal.length;
  today.does({ type: 'CloseCounter', counter: 'c4' });
  hears(from);
  const late = told()!;
  expect(late).toMatchObject({ later: true });
  expect(late.high).toBeGreaterThan(shown.high + 10 * minuteMs);
  from = today.journal.length;
  today.does({ type: 'Postpone', ticket: 't8' });
  hears(from);
  expect(told()).toMatchObject({ later: false });
});

test('D4, F1 who is out of reach is told no time, and the hub is asked to tell them so', () => {
  const past = dayOf('2026-03-02', 40);
  const many = Array.from({ length: 45 }, (_, i) => `n${i}`);
  const today = openHall({ day: '2026-03-03' }).opens('c1', 'ani').takes(many.join(' ')).at('11:30');
  const follower = followWaits(past.shelf, 1);
  follow(follower, past);
  follow(follower, today);
  const { tickets, newcomers } = follower.waits(today.now());
  expect([...newcomers.keys()], 'nor a newcomer of the same lane').toEqual([
    'passport/appointment',
    'passport/priority',
  ]);
  const asks = follower.proposals();
  const [tell] = asks.filter(({ type }) => type === 'TellNotToday');
  const told = tell?.type === 'TellNotToday' ? tell.tickets.map(({ ticket }) => ticket) : [];
  expect(told).toContain('n44');
  expect(told).not.toContain('n5');
  expect(many.filter((ticket) => !tickets.has(TicketId.parse(ticket)))).toEqual(told);
  expect(asks.map(({ type }) => type)).toEqual(['StopIntake', 'TellNotToday']);
});
