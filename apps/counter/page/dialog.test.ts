import { expect, test } from 'vitest';
import { instantOfTyped, follow, type Answer } from './dialog.ts';
import { dialogs, type DialogName } from './dialogs/dialogs.ts';
import { override } from './dialogs/help.ts';
import { allowableOf } from './overrides.ts';
import { deskWith, family } from './desk.test-kit.ts';

/** What a dialog asks the hub for in the end, given these answers. */
function ends(name: DialogName, answers: readonly Answer[], change = {}) {
  const end = follow(dialogs[name](deskWith(change)), answers);
  return 'ask' in end ? end.ask : end.step.title;
}
const there = { counter: 'loket-3', ticket: 't-1', call: 40 };
const picked = (...ids: string[]): Answer[] => ids.map((id) => ({ picked: id }));
const minutes = 60_000;
const whole = (instant: number) => instant - (instant % minutes);

test('S6 incomplete documents carry every reason that was marked', () => {
  expect(ends('incomplete', [{ marked: ['asli', 'bayar'] }])).toEqual({
    type: 'Finish',
    ...there,
    outcome: 'incomplete',
    reasons: ['asli', 'bayar'],
  });
});

test('S2 a park has a return time of 30 minutes, or none', () => {
  const { now } = deskWith({});
  expect(ends('park', picked('30'))).toEqual({ type: 'Park', ...there, until: whole(now + 30 * minutes) });
  expect(ends('park', [{ skipped: true }])).toEqual({ type: 'Park', ...there });
});

test('S2 a return time may be typed', () => {
  const { now } = deskWith({});
  expect(ends('park', [...picked('other'), { time: now + minutes }])).toEqual({
    type: 'Park',
    ...there,
    until: now + minutes,
  });
});

test('S3 a transfer asks whether the mistake was ours, and offers only counters that serve the visitor', () => {
  expect(ends('transfer', [...picked('loket-4'), { skipped: true }, ...picked('yes')])).toEqual({
    type: 'Transfer',
    ...there,
    to: { counter: 'loket-4' },
    ourMistake: true,
  });
  expect(ends('transfer', picked('to service', 'ganti', 'keliru', 'no'))).toEqual({
    type: 'Transfer',
    ...there,
    to: { service: 'ganti' },
    ourMistake: false,
    reason: 'keliru',
  });
  const first = follow(dialogs.transfer(deskWith({})), []);
  const offered = 'step' in first && first.step.is === 'pick' ? first.step.choices.map(({ id }) => id) : [];
  expect(offered).toEqual(['loket-4', 'to stage', 'to service', 'to officer']);
});

test('S1 a stage is skipped or added with a reason, S7 a group is served in part', () => {
  const finish = { type: 'Finish', ...there, outcome: 'done' };
  expect(ends('change', picked('skip', 'wawancara', 'keliru'))).toEqual({
    ...finish,
    reason: 'keliru',
    skip: ['wawancara'],
  });
  expect(ends('change', [...picked('add', 'bap', 'own'), { text: 'Nama berubah' }])).toEqual({
    ...finish,
    reason: 'Nama berubah',
    add: ['bap'],
  });
  expect(ends('change', [...picked('part'), { count: 2 }], { visitor: family })).toEqual({ ...finish, served: 2 });
});

test('C14 the next call carries what the present visitor came to', () => {
  const call = { type: 'CallNext', ...there };
  expect(ends('nextAsks', picked('continues'))).toEqual({ ...call, outcome: 'continues' });
  expect(ends('nextAsks', [...picked('incomplete'), { marked: ['bayar'] }])).toEqual({
    ...call,
    outcome: 'incomplete',
    reasons: ['bayar'],
  });
});

test('S4 the next call is not offered as done while the checklist is open', () => {
  const first = follow(dialogs.nextAsks(deskWith({})), []);
  const done = 'step' in first && first.step.is === 'pick' ? first.step.choices[0] : undefined;
  expect([done?.id, done?.closed]).toEqual(['done', 'centang 2 butir SOP dulu']);
});

test('C12 a chosen call says why only where the office asks', () => {
  const found: Answer = { visitor: { ticket: 't-9' as never, number: 'A-009', note: '' } };
  const call = { type: 'CallTicket', counter: 'loket-3', ticket: 't-9' };
  expect(ends('choose', [found], { visitor: null })).toEqual(call);
  expect(ends('choose', [found], { visitor: null, reasonForChosen: true })).toBe('Mengapa A-009 didahulukan?');
  expect(ends('choose', [found, ...picked('chosenTold')], { visitor: null, reasonForChosen: true })).toEqual({
    ...call,
    reason: 'Diminta penyelia',
  });
});

test('S2 C6 a parked one returns, a missed one is reinstated', () => {
  const aside = {
    parked: [{ ticket: 't-5', number: 'A-005', overstayed: false }],
    missed: [{ ticket: 't-6', number: 'A-006', at: 0 }],
  };
  expect(ends('lists', picked('t-5', 'back'), aside)).toEqual({ type: 'Return', ticket: 't-5' });
  expect(ends('lists', picked('t-6', 'back'), aside)).toEqual({ type: 'Reinstate', ticket: 't-6' });
  expect(ends('lists', picked('t-6', 'cancel'), aside)).toEqual({ type: 'Cancel', ticket: 't-6' });
});

test('V3 a ticket taken by an officer holds its lane and people, never a reason', () => {
  expect(ends('take', [...picked('baru', 'priority'), { count: 3 }])).toEqual({
    type: 'TakeTicket',
    service: 'baru',
    lane: 'priority',
    people: 3,
  });
  const slot = deskWith({}).now + 60 * minutes;
  expect(ends('take', [...picked('ganti', 'slot'), { time: slot }])).toEqual({
    type: 'TakeTicket',
    service: 'ganti',
    lane: 'appointment',
    people: 1,
    slot,
  });
});

test('an emergency is asked twice, and the same digit twice raises none', () => {
  expect(ends('emergency', picked('yes', 'send'))).toEqual({ type: 'RaiseEmergency', counter: 'loket-3' });
  expect(ends('emergency', picked('yes', 'no'))).toBeUndefined();
  const orders = [[], picked('yes')].map((answers) => {
    const at = follow(dialogs.emergency(deskWith({})), answers);
    return 'step' in at && at.step.is === 'pick' ? at.step.choices.findIndex(({ value }) => value === true) : -1;
  });
  expect(orders).toEqual([0, 1]);
});

test('P1 a note and a reference are sealed words, and a reference may be left out', () => {
  expect(ends('note', [{ text: 'ejaan lama' }])).toEqual({ type: 'Note', ticket: 't-1', note: 'ejaan lama' });
  expect(ends('continues', [{ skipped: true }])).toEqual({ type: 'Finish', ...there, outcome: 'continues' });
  expect(ends('referred', [{ text: 'Disdukcapil' }])).toEqual({
    type: 'Finish',
    ...there,
    outcome: 'referred',
    reference: 'Disdukcapil',
  });
});

test('C8 C9 who leaves with a visitor here closes afterwards, or leaves the visitor to another officer', () => {
  expect(ends('leave', picked('after'))).toEqual({ type: 'CloseCounter', counter: 'loket-3' });
  expect(ends('leave', picked('now'))).toEqual({ type: 'SignOut', counter: 'loket-3' });
  expect(ends('leave', picked('after'), { visitor: null })).toBe('Tutup loket 3?');
});

test('a dialog about a visitor who has gone asks for nothing', () => {
  expect(ends('park', [], { visitor: null })).toBeUndefined();
});

test('an answer that is no longer in the list is asked for again', () => {
  expect(ends('transfer', picked('loket-99'))).toBe('Alihkan A-001 ke mana?');
});

test('C13 only whom the rules allow may set one aside, and only those that may be', () => {
  const recall = { type: 'Recall', ...there } as never;
  expect(allowableOf(recall, 'recallLimit', 'officer')).toBeUndefined();
  expect(allowableOf(recall, 'movedOn', 'supervisor')).toBeUndefined();
  expect(allowableOf({ type: 'SignOut', counter: there.counter } as never, 'notSkilled', 'supervisor')).toBeUndefined();
  const allowed = allowableOf(recall, 'recallLimit', 'supervisor');
  expect(allowed && follow(override(allowed)(deskWith({})), picked('overrideNow'))).toEqual({
    ask: { type: 'Recall', ...there, override: { reason: 'Tamu harus dilayani sekarang' } },
  });
});

test('a time is typed in three or four digits and lies ahead', () => {
  const now = 1_795_000_025_000;
  const whole = 1_795_000_020_000 - (1_795_000_020_000 % minutes);
  expect(instantOfTyped('1130', now, '10.42')).toBe(whole + 48 * minutes);
  expect(instantOfTyped('930', now, '10.42')).toBe('past');
  expect(instantOfTyped('2460', now, '10.42')).toBe('wrong');
  expect(instantOfTyped('11', now, '10.42')).toBe('wrong');
});

test('I19 who really sits here is put right with the keys there are, and the question goes when it is', () => {
  expect(ends('seatWrong', picked('done'))).toEqual({ type: 'Finish', ...there, outcome: 'done' });
  expect(ends('seatWrong', picked('away'))).toEqual({ type: 'Park', ...there });
  const led = follow(dialogs.seatWrong({ ...deskWith({}), role: 'supervisor' }), picked('away'));
  expect(led).toEqual({ ask: { type: 'Release', ...there } });
  const checked = { type: 'CheckSeat', counter: 'loket-3', right: false };
  expect(ends('seatWrong', picked('checked'))).toEqual(checked);
  expect(ends('seatWrong', picked('checked'), { visitor: null })).toEqual(checked);
  const found: Answer = { visitor: { ticket: 't-9' as never, number: 'A-009', note: '' } };
  expect(ends('seatWrong', [...picked('find'), found], { visitor: null })).toMatchObject({
    type: 'CallTicket',
    ticket: 't-9',
  });
});

test('I19 a supervisor goes on without a kiosk that is gone, and says why', () => {
  const restored = { id: 7, at: 1, awaits: ['k1', 'k2'], unchecked: false };
  expect(ends('goOnWithout', picked('k2', 'goOnBroken'), { restored })).toEqual({
    type: 'EndRestore',
    restore: 7,
    device: 'k2',
    reason: 'Mesin rusak',
  });
  expect(ends('goOnWithout', [])).toBeUndefined();
});
