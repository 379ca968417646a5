import { expect, test } from 'vitest';
import { check } from '../../build/oracle/check.ts';
import { floorEqual } from '../../build/oracle/floorEqual.ts';
import { checkedSmall, handHub, quiet, type HandHub } from '../../build/e2e/support/handHub.ts';
import type { BusinessDay, DeviceId, TicketId } from '../../shared/ids.ts';
import type { Office } from '../../shared/protocol/office.ts';
import type { Reply } from '../../shared/protocol/replies.ts';
import { as } from './domain/testing/hall.test-kit.ts';
import { monday } from './domain/testing/office.test-kit.ts';
import { addDays, instantOf } from './domain/hours.ts';
import { nextInstant } from './domain/day.ts';
import { guardsOf } from './journal/guards.ts';
import { memoryDisk } from './journal/memory.ts';
import { createSealer } from './journal/seal.edge.ts';

const tuesday = '2026-03-03';
const wednesday = '2026-03-04';
const hourMs = 60 * 60_000;
const take = (key: string, more: object = {}) => ({ type: 'TakeTicket', key, service: 'passport', ...more }) as const;
const uploaded = (day: string, ...tickets: string[]) =>
  ({
    type: 'UploadTickets',
    day,
    generation: 'g1',
    tickets: tickets.map((ticket, i) => ({
      ticket,
      number: { prefix: 'A', source: 5 as const, count: Number(ticket.split('-')[1] ?? i + 1) },
      service: 'passport',
      lane: 'regular' as const,
      language: 'id' as const,
      people: 1,
      arrivedAt: instantOf(day, '09:00', 'Asia/Jakarta'),
      slip: 'printed' as const,
    })),
  }) as const;
const seen = (device: string, generation: string) =>
  ({ type: 'ReportDevice', device, role: 'kiosk', connected: true, generation }) as const;
const bookOf = ({ hub }: HandHub, day: string) => hub.floors().find((floor) => floor.day === day);
const numberOf = (reply: Reply) => (reply.ok && 'number' in reply.result ? reply.result.number : undefined);

// One loop

test('a reply leaves after its commit, and no view is read before it', async () => {
  const hand = await handHub({ late: true });
  const said: string[] = [];
  const { seq } = hand.hub.floor();
  void hand.send(take('t-1')).then((reply) => said.push(`reply ${numberOf(reply)}`));
  void hand.hub.settled().then(() => said.push(`view of ${hand.disk.events.length}`));
  hand.hub.onCommit(() => said.push('published'));
  await quiet();
  expect([said, hand.disk.events.length]).toEqual([[], seq]);
  await hand.commit();
  expect(said.toSorted()).toEqual(['published', 'reply A-001', `view of ${seq + 1}`]);
});

test('I09 nobody hears of an event before it is on the disk: the hub’s seq is the last one written', async () => {
  const hand = await handHub({ late: true });
  const before = hand.hub.seq();
  const reply = hand.send(take('t-1'));
  await quiet();
  expect([hand.pending(), hand.hub.seq()]).toEqual([1, before]);
  await hand.commit();
  expect((await reply).seq).toBe(hand.hub.seq());
  expect(hand.hub.seq()).toBe(hand.disk.events.length);
});

test('one batch is in flight; what comes meanwhile is the next one', async () => {
  const hand = await handHub({ late: true });
  const first = hand.send(take('t-1'));
  await quiet();
  const rest = ['t-2', 't-3', 't-4'].map((key) => hand.send(take(key)));
  await quiet();
  expect(hand.pending()).toBe(1);
  await hand.commit();
  expect(numberOf(await first)).toBe('A-001');
  expect(hand.pending()).toBe(1);
  await hand.commit();
  expect((await Promise.all(rest)).map(numberOf)).toEqual(['A-002', 'A-003', 'A-004']);
  expect(hand.batches.map(({ turns }) => turns.length)).toEqual([1, 3]);
});

test('what was settled between two batches is read before the second is decided', async () => {
  const hand = await handHub({ late: true });
  const first = hand.send(take('t-1'));
  await quiet();
  const view = hand.hub.settled().then(() => hand.hub.floor().visits.size);
  for (let i = 2; i < 300; i++) void hand.send(take(`t-${i}`));
  await quiet();
  await hand.commit();
  await first;
  await hand.commit();
  expect(await view).toBe(hand.disk.keys.size);
});

test('I17 a batch that is not kept ends the hub: nothing of it or after it is answered as done', async () => {
  const hand = await handHub();
  await hand.does(take('t-1'));
  const kept = hand.disk.events.length;
  hand.journal.failNext(new Error('the disk is full'));
  const answered: Reply[] = [];
  void hand.send(take('t-2')).then((reply) => answered.push(reply));
  hand.hub.onCommit(() => expect.unreachable('a batch that was not kept was published'));
  await quiet();
  expect(hand.failures).toEqual([new Error('the disk is full')]);
  expect(await hand.refusal(take('t-3'))).toBe('notReady');
  await hand.hub.settled();
  expect([answered, hand.disk.events.length]).toEqual([[], kept]);
  await hand.hub.close();
});

test('I17 what waits behind a write that fails is never decided', async () => {
  const hand = await handHub();
  hand.journal.failNext(new Error('the disk is full'));
  const kept = hand.disk.events.length;
  const answered: Reply[] = [];
  for (let i = 0; i < 40; i++) void hand.send(take(`t-${i}`)).then((reply) => answered.push(reply));
  await quiet();
  expect([hand.failures.length, answered, hand.disk.events.length]).toEqual([1, [], kept]);
  await hand.hub.close();
});

test('a hub whose disk has no room gives no new number, but answers a known key, calls and finishes', async () => {
  let room = true;
  const hand = await handHub({ hasRoom: () => room });
  const given = await hand.does(take('t-1'));
  room = false;
  expect(await hand.refusal(take('t-2'))).toBe('diskAlmostFull');
  expect(await hand.does(take('t-1'))).toEqual(given);
  await hand.does({ type: 'ConfirmSlip', ticket: 't-1', outcome: 'printed' });
  await hand.does({ type: 'OpenCounter', counter: 'c1', officer: 'ani' });
  expect(numberOf(await hand.does({ type: 'CallNext', counter: 'c1' }))).toBe('A-001');
  room = true;
  expect(numberOf(await hand.does(take('t-2')))).toBe('A-002');
});

// Keys

test('K1 a refusal binds nothing: the same key is decided anew', async () => {
  const hand = await handHub();
  await hand.does({ type: 'PauseService', service: 'passport' });
  expect(await hand.refusal(take('t-1'))).toBe('servicePaused');
  expect(hand.journal.boundKey('t-1' as never)).toBeUndefined();
  await hand.does({ type: 'ResumeService', service: 'passport' });
  expect(numberOf(await hand.does(take('t-1')))).toBe('A-001');
});

test('K1 a key sent again, twice in one batch too, has one result and one event', async () => {
  const hand = await handHub();
  const [one, other] = await Promise.all([hand.send(take('t-1')), hand.send(take('t-1'))]);
  const seq = hand.hub.seq();
  expect(other).toEqual(one);
  expect(await hand.send(take('t-1'))).toEqual(one);
  expect(hand.hub.seq()).toBe(seq);
  const again = await handHub({ disk: hand.disk });
  expect(await again.send(take('t-1'))).toEqual(one);
  expect(again.hub.seq()).toBe(seq);
});

test('K2 a bound key with another body is refused', async () => {
  const hand = await handHub();
  await hand.does(take('t-1'));
  expect(await hand.refusal(take('t-1', { lane: 'priority' }))).toBe('keyReused');
  expect(await hand.refusal({ type: 'PauseService', key: 't-1', service: 'passport' })).toBe('keyReused');
});

test('K3 after 7 days a key is refused as too old, and that of a ticket still gives the ticket', async () => {
  const hand = await handHub();
  const ticket = await hand.does(take('t-1'));
  await hand.does({ type: 'PauseService', key: 'pause', service: 'passport' });
  await hand.until('2026-03-09', '07:59');
  expect(await hand.refusal({ type: 'PauseService', key: 'pause', service: 'passport' })).toBeUndefined();
  await hand.until('2026-03-09', '08:01');
  for (const open of [() => hand, () => handHub({ disk: hand.disk, wall: hand.clock.wall() })]) {
    const hub = await open();
    expect(await hub.refusal({ type: 'PauseService', key: 'pause', service: 'passport' })).toBe('keyTooOld');
    expect(await hub.send(take('t-1'))).toEqual(ticket);
  }
});

test('K5 every reply, a refusal too, carries the seq at which it was decided', async () => {
  const hand = await handHub();
  const [taken, refused, next] = await Promise.all([
    hand.send(take('t-1')),
    hand.send({ type: 'CallNext', counter: 'c1' }),
    hand.send(take('t-2')),
  ]);
  expect([taken.seq, refused.seq, next.seq]).toEqual([2, 2, 3]);
  expect(refused).toMatchObject({ ok: false, error: { code: 'counterClosed' } });
});

// Days

test('N4 the new day opens at midnight, and who is still at a counter is finished in the book of yesterday', async () => {
  const hand = await handHub({ from: '14:58' });
  await hand.takes('t-1', 't-2');
  await hand.does({ type: 'SignIn', counter: 'c1', officer: 'ani' });
  await hand.does({ type: 'CallNext', counter: 'c1' });
  await hand.until(tuesday, '00:00');
  expect(hand.hub.floor().day).toBe(tuesday);
  expect(hand.recorded().findLast(({ event }) => event.type === 'DayOpened')?.at).toBe(
    instantOf(tuesday, '00:00', 'Asia/Jakarta'),
  );
  expect(bookOf(hand, monday)?.state).not.toBe('closed');
  const before = hand.hub.seq();
  await hand.does({ type: 'Finish', counter: 'c1', ticket: 't-1' });
  const after = hand.recorded().slice(before);
  expect(after.map(({ event, day }) => [event.type, day])).toEqual([
    ['StageFinished', monday],
    ['VisitEnded', monday],
    ['DayClosed', monday],
  ]);
  expect(bookOf(hand, monday)?.visits.get('t-1' as TicketId)?.stay).toMatchObject({ ending: 'finished' });
});

test('D1 the clock stops intake, ends who waits and closes the book; D1 at cut-off whoever was forgotten', async () => {
  const hand = await handHub({ from: '14:58' });
  await hand.takes('t-1', 't-2');
  await hand.does({ type: 'SignIn', counter: 'c1', officer: 'ani' });
  await hand.does({ type: 'CallNext', counter: 'c1' });
  const before = hand.hub.seq();
  await hand.until(monday, '15:00');
  expect(hand.types(before).toSorted()).toEqual(['IntakeStopped', 'IntakeStopped', 'IntakeStopped', 'VisitEnded']);
  expect(await hand.refusal(take('t-3'))).toBe('serviceClosed');
  await hand.until(tuesday, '03:01');
  expect(hand.recorded().findLast(({ day }) => day === monday)).toMatchObject({
    at: instantOf(tuesday, '03:00', 'Asia/Jakarta'),
    event: { type: 'DayClosed', unfinished: 1 },
  });
});

test('T4 the hub wakes at the next instant of the floor, and at no other time', async () => {
  const hand = await handHub();
  await hand.takes('t-1');
  await hand.does(take('t-2'));
  for (let woken = 0; woken < 12; woken++) {
    const next = nextInstant(hand.hub.floor(), hand.hub.now()) - hand.hub.now();
    expect(hand.clock.alarmIn()).toBe(Math.min(next, instantOf(tuesday, '00:00', 'Asia/Jakarta') - hand.hub.now()));
    const [set, batches] = [hand.clock.alarmsSet(), hand.batches.length];
    expect(hand.clock.pass(next - 1)).toBe(false);
    expect(hand.clock.pass(1)).toBe(true);
    await quiet();
    expect(hand.clock.alarmsSet() - set).toBe(1);
    expect(hand.batches.length - batches).toBe(1);
    if (hand.hub.floor().state === 'closed') return;
  }
  expect.unreachable('the day closed within twelve instants');
});

test('T4 what the clock alone changes is told, though somebody looks in the same batch', async () => {
  const hand = await handHub();
  await hand.takes('t-1');
  await quiet();
  const before = hand.batches.length;
  expect(hand.clock.pass(hand.clock.alarmIn())).toBe(true);
  await hand.hub.settled();
  await quiet();
  expect(hand.batches.length).toBe(before + 1);
});

test('D5 a ticket of a closed day enters its book as expired and late, after a restart too', async () => {
  const first = await handHub();
  await first.does(seen('k1', 'g1'), as.kiosk('k1'));
  await first.until(tuesday, '08:00');
  for (const ticket of ['u-1', 'u-2']) {
    const hand = ticket === 'u-1' ? first : await handHub({ disk: first.disk, wall: first.clock.wall() });
    const before = hand.hub.seq();
    await hand.does(uploaded(monday, ticket), as.kiosk('k1'));
    expect(hand.recorded().slice(before)).toMatchObject([
      { day: monday, event: { type: 'TicketIssued', ticket, late: true } },
      { day: monday, event: { type: 'VisitEnded', ticket, ending: 'expired', late: true } },
      { day: tuesday, event: { type: 'CarryOverGiven', ticket, day: monday } },
    ]);
  }
});

test('D5 a day on which the hub was off is opened, closed and filled by the upload that brings it', async () => {
  const first = await handHub();
  await first.does(seen('k1', 'g1'), as.kiosk('k1'));
  await first.until(monday, '16:00');
  const hand = await handHub({ disk: first.disk, day: wednesday });
  const before = hand.hub.seq();
  await Promise.all([
    hand.does(uploaded(tuesday, 'u-1'), as.kiosk('k1')),
    hand.does(uploaded(tuesday, 'u-2'), as.kiosk('k1')),
  ]);
  await hand.does(uploaded(tuesday, 'u-3'), as.kiosk('k1'));
  const written = hand.recorded().slice(before);
  const types = (of: string) => written.flatMap(({ day, event }) => (day === of ? [event.type] : []));
  expect(types(tuesday).filter((type) => type !== 'IntakeStopped')).toEqual([
    'DayOpened',
    'DayClosed',
    ...['u-1', 'u-2', 'u-3'].flatMap(() => ['TicketIssued', 'VisitEnded']),
  ]);
  expect(types(wednesday)).toEqual(['CarryOverGiven', 'CarryOverGiven', 'CarryOverGiven']);
  expect(hand.hub.floor().day).toBe(wednesday);
  expect([...(bookOf(hand, tuesday)?.visits.keys() ?? [])]).toEqual(['u-1', 'u-2', 'u-3']);
});

test('D5 two uploads that ask for the same closed book at once both find what the other wrote', async () => {
  const first = await handHub();
  await first.does(seen('k1', 'g1'), as.kiosk('k1'));
  await first.until(tuesday, '16:00');
  const hand = await handHub({ disk: first.disk, day: wednesday });
  await Promise.all(['u-1', 'u-2', 'u-3'].map((ticket) => hand.does(uploaded(monday, ticket), as.kiosk('k1'))));
  expect([...(bookOf(hand, monday)?.visits.keys() ?? [])]).toEqual(['u-1', 'u-2', 'u-3']);
  expect(await hand.refusal({ ...uploaded(monday, 'x-1') }, as.kiosk('k1'))).toBe('numberTaken');
});

test('D5 an upload of tomorrow or of a book past correction is refused', async () => {
  const hand = await handHub();
  await hand.does(seen('k1', 'g1'), as.kiosk('k1'));
  expect(await hand.refusal(uploaded(tuesday, 'u-1'), as.kiosk('k1'))).toBe('dayInFuture');
  expect(await hand.refusal(uploaded('2026-02-20', 'u-1'), as.kiosk('k1'))).toBe('dayTooOld');
  expect(hand.hub.floors().map(({ day }) => day)).toEqual([monday]);
});

test('D4 the code of a late ticket of an earlier day gives the appointment lane today, and after a restart', async () => {
  const first = await handHub();
  await first.does(seen('k1', 'g1'), as.kiosk('k1'));
  await first.until(tuesday, '08:00');
  await first.does(uploaded(monday, 'u-1', 'u-2'), as.kiosk('k1'));
  await first.does(take('t-1', { carryOver: 'u-1' }));
  expect(first.hub.floor().visits.get('t-1' as TicketId)).toMatchObject({ lane: 'appointment', carryOver: 'u-1' });
  expect(await first.refusal(take('t-2', { carryOver: 'u-1' }))).toBe('carryOverUnknown');
  const hand = await handHub({ disk: first.disk, wall: first.clock.wall() });
  await hand.until(wednesday, '08:00');
  expect([...hand.hub.floor().carryOver]).toEqual([['u-2', monday]]);
  expect(await hand.refusal(take('w-1', { carryOver: 'u-2' }))).toBeUndefined();
});

test('D4 who expires at the cut-off of a day opened anew has a code in the next day’s book', async () => {
  const hand = await handHub({ from: '14:58' });
  await hand.takes('t-1');
  await hand.until(monday, '15:00');
  await hand.does({ type: 'ReopenDay' }, as.supervisor('dewi'));
  await hand.does({ type: 'Reinstate', ticket: 't-1' }, as.supervisor('dewi'));
  await hand.until(tuesday, '08:00');
  expect([...hand.hub.floor().carryOver]).toEqual([['t-1', monday]]);
});

/** A hub on the Tuesday of the week after, with no book of the Monday in memory, that had `u-1` of a kiosk. */
async function weeksLater() {
  const first = await handHub();
  await first.does(seen('k1', 'g1'), as.kiosk('k1'));
  await first.does(uploaded(monday, 'u-1'), as.kiosk('k1'));
  const hand = await handHub({ disk: first.disk, day: '2026-03-24' });
  expect(bookOf(hand, monday)?.state ?? 'not read').not.toBe('open');
  return handHub({ disk: hand.disk, day: '2026-03-24', from: '09:00' });
}

test('K3 an uploaded ticket’s id is bound for good: pressed again on a later day it is that ticket', async () => {
  const hand = await weeksLater();
  expect(bookOf(hand, monday)).toBeUndefined();
  const { seq } = hand.hub.floor();
  expect(numberOf(await hand.does(take('u-1')))).toBe('A-5001');
  expect(await hand.refusal(take('u-1', { service: 'permit' }))).toBe('keyReused');
  expect([hand.hub.seq(), hand.hub.floor().visits.size]).toEqual([seq, 0]);
});

test('K3 an upload sent again past correction is answered where the hub has all of it, and writes nothing', async () => {
  const hand = await weeksLater();
  const { seq } = hand.hub.floor();
  const reply = await hand.does(uploaded(monday, 'u-1'), as.kiosk('k1'));
  expect(reply.result).toEqual({ merged: [{ ticket: 'u-1', number: 'A-5001' }] });
  expect(await hand.refusal(uploaded(monday, 'u-1', 'u-2'), as.kiosk('k1'))).toBe('dayTooOld');
  expect(hand.hub.seq()).toBe(seq);
});

test('K3 a ticket of one day is not uploaded for another, and a split does not take its key', async () => {
  const hand = await handHub();
  await hand.does(seen('k1', 'g1'), as.kiosk('k1'));
  await hand.takes('t-1');
  const later = await handHub({ disk: hand.disk, day: wednesday });
  await later.does(seen('k1', 'g1'), as.kiosk('k1'));
  const upload = uploaded(wednesday, 't-1');
  expect(await later.refusal(upload, as.kiosk('k1'))).toBe('keyReused');
  await later.does({ type: 'TakeTicket', key: 'l-1', service: 'legal', people: 3 });
  expect(await later.refusal({ type: 'Split', key: 't-1', ticket: 'l-1', people: 1 })).toBe('keyReused');
  expect(later.hub.floor().visits.size).toBe(1);
});

test('N7 a press that was on its way over midnight gets no second number: its kiosk’s own is the ticket’s', async () => {
  const first = await handHub();
  await first.does(seen('k1', 'g1'), as.kiosk('k1'));
  const early = await first.does(take('t-9', { day: monday }), as.kiosk('k1'));
  await first.until(tuesday, '00:00');
  for (const open of [() => first, () => handHub({ disk: first.disk, wall: first.clock.wall() })]) {
    const hand = await open();
    const { seq } = hand.hub.floor();
    expect(await hand.send(take('t-1', { day: monday }), as.kiosk('k1'))).toMatchObject({
      ok: false,
      error: { code: 'otherDay', about: { day: tuesday } },
    });
    expect([hand.hub.floor().seq, hand.hub.floor().visits.size]).toEqual([seq, 0]);
    expect(await hand.send(take('t-9', { day: monday }), as.kiosk('k1'))).toEqual(early);
  }
  const hand = await handHub({ disk: first.disk, wall: first.clock.wall() });
  await hand.does(seen('k1', 'g1'), as.kiosk('k1'));
  await hand.does(uploaded(monday, 't-1'), as.kiosk('k1'));
  expect(bookOf(hand, monday)?.visits.get('t-1' as TicketId)).toMatchObject({ number: { source: 5, count: 1 } });
  expect(await hand.refusal(take('t-1', { day: tuesday }), as.kiosk('k1'))).toBeUndefined();
  expect(hand.hub.floor().visits.size).toBe(0);
});

test('T3 who was connected when the hub stopped is lost 5 s after the start unless it reports', async () => {
  const first = await handHub();
  for (const kiosk of ['k1', 'k2', 'k3']) await first.does(seen(kiosk, 'g'), as.kiosk(kiosk));
  const hand = await handHub({ disk: first.disk, wall: first.clock.wall() });
  await hand.does(seen('k2', 'g'), as.kiosk('k2'));
  const seq = hand.hub.seq();
  hand.clock.pass(4_999);
  await hand.hub.settled();
  expect(hand.hub.seq()).toBe(seq);
  hand.clock.pass(1);
  await hand.hub.settled();
  expect(hand.recorded().slice(seq)).toMatchObject([
    { by: { role: 'clock' }, at: hand.clock.wall(), event: { type: 'DeviceLost', device: 'k1', held: { legal: 3 } } },
    { by: { role: 'clock' }, event: { type: 'DeviceLost', device: 'k3', held: { legal: 3 } } },
  ]);
  expect([...hand.hub.floor().devices.values()].map(({ id, connected }) => [id, connected])).toEqual([
    ['k1', false],
    ['k2', true],
    ['k3', false],
  ]);
  await hand.does(seen('k1', 'g'), as.kiosk('k1'));
  expect(hand.hub.floor().devices.get('k1' as DeviceId)?.connected).toBe(true);
});

test('D6 the outcome of a closed book is corrected, after a restart too, for 7 days', async () => {
  const first = await handHub();
  await first.takes('t-1', 't-2');
  await first.until(monday, '16:00');
  const correct = (ticket: string) => ({ type: 'Correct', ticket, outcome: 'noShow', reason: 'was called' }) as const;
  await first.does(correct('t-1'), as.supervisor('dewi'));
  const second = await handHub({ disk: first.disk, day: wednesday });
  await second.takes('w-1');
  await second.until('2026-03-05', '09:00');
  const later = await handHub({ disk: second.disk, wall: second.clock.wall() });
  await later.does(correct('t-2'), as.supervisor('dewi'));
  expect(later.recorded().at(-1)).toMatchObject({ day: monday, event: { type: 'OutcomeCorrected', ticket: 't-2' } });
  await later.until('2026-03-10', '09:00');
  expect(await later.refusal(correct('t-1'), as.supervisor('dewi'))).toBe('dayTooOld');
  const much = await handHub({ disk: later.disk, wall: later.clock.wall() });
  expect(await much.refusal(correct('nobody'), as.supervisor('dewi'))).toBe('unknownTicket');
});

// Clocks

test('T2 a wall that jumped ahead is followed at once, and recorded', async () => {
  const hand = await handHub();
  await hand.takes('t-1');
  hand.clock.jump(2_000);
  expect(hand.hub.checkClock()).toBe(false);
  await hand.hub.settled();
  expect(hand.types()).not.toContain('ClockCorrected');
  hand.clock.jump(hourMs);
  expect(hand.hub.checkClock()).toBe(false);
  await hand.hub.settled();
  expect(hand.recorded().at(-1)).toMatchObject({
    at: hand.clock.wall(),
    event: { type: 'ClockCorrected', by: hourMs + 2_000 },
  });
  expect(hand.hub.now()).toBe(hand.clock.wall());
});

test('T2 a jump over closing time closes the day, and over midnight opens the next', async () => {
  const hand = await handHub();
  await hand.takes('t-1');
  hand.clock.jump(7 * hourMs);
  hand.hub.checkClock();
  await hand.hub.settled();
  await hand.hub.settled();
  expect(hand.hub.floor().state).toBe('closed');
  hand.clock.jump(24 * hourMs);
  hand.hub.checkClock();
  await hand.hub.settled();
  await hand.hub.settled();
  expect(hand.hub.floor().day).toBe(tuesday);
});

test('T1, T2 a wall that fell back is waited out with an alarm, and followed once nobody is in the office', async () => {
  const hand = await handHub();
  await hand.takes('t-1');
  const at = hand.hub.now();
  hand.clock.jump(-hourMs);
  expect(hand.hub.checkClock()).toBe(true);
  expect(hand.hub.now()).toBe(at);
  hand.clock.pass(5_000);
  expect(hand.hub.now()).toBe(at + 5_000);
  await hand.does({ type: 'Cancel', ticket: 't-1' });
  expect(hand.hub.checkClock()).toBe(true);
  hand.clock.pass(hourMs);
  expect(hand.hub.checkClock()).toBe(false);
  await hand.hub.settled();
  expect(hand.hub.now()).toBe(hand.clock.wall());
  await hand.does(take('t-2'));
  const times = hand.recorded().map((recorded) => recorded.at);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
});

test('T1 a start with the wall before the last event goes on from that event, on the same day', async () => {
  const first = await handHub({ day: tuesday });
  await first.takes('t-1');
  const last = first.hub.now();
  const hand = await handHub({ disk: first.disk, wall: last - 30 * hourMs });
  expect([hand.hub.now(), hand.hub.floor().day]).toEqual([last, tuesday]);
  expect(numberOf(await hand.does(take('t-2')))).toBe('A-002');
  expect(hand.hub.checkClock()).toBe(true);
});

test('T1, L9 what is recorded of a call is so at the instant of its event, though the clock runs on while it is decided', async () => {
  const hand = await handHub();
  await hand.does({ type: 'OpenCounter', counter: 'c2', officer: 'ani' });
  await hand.takes('t-1');
  hand.clock.pass(2 * hourMs);
  const { clock } = hand.clock;
  const standing = clock.monotonic;
  let readings = 0;
  clock.monotonic = () => standing() + ++readings;
  await hand.does({ type: 'CallNext', counter: 'c2' });
  const events = hand.recorded().filter(({ day }) => day === monday);
  expect(events.at(-1)?.event).toMatchObject({ type: 'VisitCalled', why: { rule: 'L4' } });
  const office = hand.hub.floor().lines.office;
  expect(check(events, new Map([[office.hash, office.document as Office]])).violations).toEqual([]);
});

// What outlives a day

test('I40, K3 the answers of a day are held in memory, those of the week before it are asked of the journal', async () => {
  const hand = await handHub();
  const boundKey = hand.journal.boundKey.bind(hand.journal);
  let asked: string[] = [];
  hand.journal.boundKey = (key) => {
    asked.push(key);
    return boundKey(key);
  };
  const pause = { type: 'PauseService', key: 'pause', service: 'passport' } as const;
  const first = await hand.does(pause);
  asked = [];
  await hand.until(tuesday, '07:59');
  expect(await hand.does(pause)).toEqual(first);
  expect(asked).toEqual([]);
  await hand.until(wednesday, '08:00');
  expect(await hand.does(pause)).toEqual(first);
  expect(asked).toEqual(['pause']);
  await hand.until(addDays(monday as BusinessDay, 8), '08:00');
  expect(await hand.refusal(pause)).toBe('keyTooOld');
});

test('I40 of closed books eight are held beside the newest, however long the hub runs', async () => {
  const hand = await handHub();
  const held: number[] = [];
  for (let i = 1; i <= 15; i++) {
    await hand.until(addDays(monday as BusinessDay, i), '08:00');
    held.push(hand.hub.floors().filter(({ state }) => state === 'closed').length);
  }
  expect(Math.max(...held)).toBe(9);
  expect(hand.hub.floors().map(({ day }) => day)).toContain(addDays(monday as BusinessDay, 15));
  expect(hand.hub.floors().map(({ day }) => day)).not.toContain(monday);
});

test('P2 the words of a closed day are destroyed at the next opening', async () => {
  const hand = await handHub();
  const sealer = createSealer(hand.journal.secrets);
  const words = sealer.seal('Bu Sari', 'day', monday as BusinessDay);
  await hand.takes('t-1');
  await hand.does({ type: 'Note', ticket: 't-1', note: words });
  await hand.until(monday, '23:00');
  expect(sealer.open(words)).toMatchObject({ ok: true });
  await hand.until(tuesday, '00:00');
  expect(hand.recorded().findLast(({ day }) => day === 'house')?.event).toEqual({
    type: 'KeyDestroyed',
    class: 'day',
    day: monday,
  });
  expect(sealer.open(words)).toEqual({ ok: false, error: 'destroyed' });
});

test('P2 a book that closed after midnight loses its words at the opening after that, though the hub was restarted', async () => {
  const first = await handHub({ from: '14:58' });
  const words = createSealer(first.journal.secrets).seal('Bu Sari', 'day', monday as BusinessDay);
  await first.takes('t-1');
  await first.does({ type: 'SignIn', counter: 'c1', officer: 'ani' });
  await first.does({ type: 'CallNext', counter: 'c1' });
  await first.until(tuesday, '09:00');
  expect(createSealer(first.journal.secrets).open(words)).toMatchObject({ ok: true });
  const hand = await handHub({ disk: first.disk, wall: first.clock.wall() });
  await hand.until(wednesday, '00:00');
  expect(createSealer(hand.journal.secrets).open(words)).toEqual({ ok: false, error: 'destroyed' });
});

test('N6 each kiosk generation has its own digit, the sixth is refused, and a restart forgets none', async () => {
  const hand = await handHub();
  const digit = async (kiosk: string, generation: string) => {
    const reply = await hand.does(seen(kiosk, generation), as.kiosk(kiosk));
    return 'digit' in reply.result ? reply.result.digit : undefined;
  };
  expect([await digit('k1', 'a'), await digit('k1', 'a'), await digit('k2', 'a')]).toEqual([5, 5, 6]);
  expect([await digit('k1', 'b'), await digit('k3', 'a'), await digit('k4', 'a')]).toEqual([7, 8, 9]);
  expect(await hand.refusal(seen('k5', 'a'), as.kiosk('k5'))).toBe('noDigitFree');
  const again = await handHub({ disk: hand.disk });
  expect(await again.refusal(seen('k5', 'a'), as.kiosk('k5'))).toBe('noDigitFree');
  expect(await again.does(seen('k1', 'a'), as.kiosk('k1'))).toMatchObject({ result: { digit: 5 } });
  expect(await again.refusal({ ...uploaded(monday, 'u-1'), generation: 'nobody' }, as.kiosk('k1'))).toBe(
    'generationUnknown',
  );
});

const renamed = checkedSmall((office) => ({ ...office, town: 'Bogor' }));
const change = { type: 'ChangeOffice', document: {} } as const;

test('a changed office counts from now on and after a restart; one with faults changes nothing', async () => {
  const hand = await handHub();
  const { seq } = await hand.does(take('t-1'));
  const before = hand.hub.floor().lines.office.hash;
  expect(await hand.refusal(change, as.api, { faults: 3 })).toBe('officeInvalid');
  expect([hand.hub.seq(), hand.hub.floor().lines.office.hash]).toEqual([seq, before]);
  await hand.does(change, as.api, renamed);
  expect(hand.hub.floor().lines.office.document.town).toBe('Bogor');
  const again = await handHub({ disk: hand.disk });
  expect(again.hub.floor().lines.office.document.town).toBe('Bogor');
});

test('D6 an office changed at night leaves the closed book as it is and counts from the next day on', async () => {
  const hand = await handHub();
  await hand.until(monday, '20:00');
  const before = hand.hub.seq();
  await hand.does(change, as.api, renamed);
  expect(hand.recorded().slice(before)).toMatchObject([{ day: 'house', event: { type: 'OfficeAdopted' } }]);
  // The full check takes a key that is bound in another book than its events for damage.
  expect([...hand.disk.keys.values()].at(-1)).toMatchObject({ book: 'house' });
  const again = await handHub({ disk: hand.disk, wall: hand.clock.wall() });
  expect(again.hub.floor().lines.office.document.town).toBe('');
  await again.until(tuesday, '00:00');
  expect(again.hub.floor().lines.office.document.town).toBe('Bogor');
});

test('I15 a restart gives the same floor, with visitors in every state', async () => {
  const hand = await handHub({ disk: memoryDisk() });
  await hand.does(seen('k1', 'a'), as.kiosk('k1'));
  await hand.takes('t-1', 't-2', 't-3', 't-4', 't-5');
  for (const [counter, officer] of [
    ['c1', 'ani'],
    ['c4', 'budi'],
  ] as const)
    await hand.does({ type: 'SignIn', counter, officer });
  await hand.does({ type: 'CallNext', counter: 'c1' });
  await hand.does({ type: 'StartService', counter: 'c1', ticket: 't-1' });
  await hand.does({ type: 'CallNext', counter: 'c4' });
  await hand.does({ type: 'Park', counter: 'c4', ticket: 't-2' });
  await hand.does({ type: 'CallNext', counter: 'c4' });
  await hand.does({ type: 'Cancel', ticket: 't-4' });
  await hand.does({ type: 'TakeTicket', key: 'p-1', service: 'permit', lane: 'priority' });
  const again = await handHub({ disk: hand.disk, wall: hand.clock.wall() });
  const plain = (one: HandHub) => ({ ...one.hub.floor(), documents: undefined });
  expect(floorEqual(plain(again), plain(hand))).toEqual([]);
  expect(again.recorded().flatMap(guardsOf)).toHaveLength(again.disk.numbers.size + 3 + 1);
  await again.does(seen('k1', 'a'), as.kiosk('k1'));
  expect(again.clock.alarmIn()).toBe(5_000);
  again.clock.pass(5_000);
  await quiet();
  expect(again.clock.alarmIn()).toBe(hand.clock.alarmIn() - 5_000);
  await again.does({ type: 'Finish', counter: 'c1', ticket: 't-1' });
});

test('F2 what is promised is the time of the lane that the ticket gets, be it asked for another', async () => {
  const hand = await handHub({ from: '10:00' });
  const at = hand.hub.now();
  const lows = { regular: at + 50, priority: at + 5, appointment: at + 10 };
  hand.hub.estimateFor = (_service, lane) => ({ low: lows[lane], high: lows[lane] + 5 });
  const promised = async (key: string, more: object) => {
    const reply = await hand.send(take(key, more));
    return reply.ok && 'estimate' in reply.result && reply.result.estimate?.low;
  };
  expect(await promised('t-1', {})).toBe(lows.regular);
  expect(await promised('t-2', { lane: 'priority' })).toBe(lows.priority);
  expect(await promised('t-3', { lane: 'appointment' })).toBe(lows.appointment);
  expect(await promised('t-4', { lane: 'appointment', slot: at - 2 * hourMs }), 'too late for it').toBe(lows.regular);
});
