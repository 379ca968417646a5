import { expect, test } from 'vitest';
import { CounterId } from '../../../shared/ids.ts';
import type { CounterView } from '../../../shared/protocol/views.ts';
import { at, idle, office, visitor } from './desk.test-kit.ts';
import { keysOf, type KeysDesk } from './keys.ts';
import { counterSpeaker } from './texts.ts';

const counter = CounterId.parse('loket-3');
const there = { counter, ticket: visitor.ticket, call: visitor.call };

function keys(view: Partial<CounterView>, now = at, role: KeysDesk['role'] = 'officer') {
  const desk = { view: { ...idle, ...view }, office, say: counterSpeaker('id'), language: 'id', now, role } as const;
  const { main, next, row, actions } = keysOf(desk);
  const open = [main, next, ...row].flatMap((key) => (key.does ? [key.cap] : []));
  const all = [main, next, ...actions];
  return { main, next, row, actions, open, does: (cap: string) => all.find((key) => key.cap === cap)?.does };
}

test('K4 every key for a visitor names the visit and the call', () => {
  expect(keys({ visitor }).does('Enter')).toEqual({ ask: { type: 'StartService', ...there } });
  expect(keys({ visitor: { ...visitor, phase: 'serving', checked: ['ktp', 'sidik'] } }).does('+')).toEqual({
    ask: { type: 'CallNext', ...there, outcome: 'done' },
  });
});

test('C5 a no-show is open after the second call and its 20 s only', () => {
  const twice = { ...visitor, calls: 2 };
  expect(keys({ visitor }, at + 30_000).does('T')).toBeUndefined();
  expect(keys({ visitor: twice }, at + 19_000).does('T')).toBeUndefined();
  expect(keys({ visitor: twice }, at + 20_000).does('T')).toEqual({ ask: { type: 'MarkNoShow', ...there } });
});

test('C4 three recalls, then no more', () => {
  expect([1, 2, 3, 4].map((calls) => keys({ visitor: { ...visitor, calls } }).open.includes('U'))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test('C10 a call may be withdrawn for 10 s', () => {
  expect(keys({ visitor }, at + 9_000).open).toContain('W');
  expect(keys({ visitor }, at + 10_000).open).not.toContain('W');
});

test('S8 undo stands where withdraw stood, while it is offered', () => {
  const undo = { ticket: there.ticket, number: 'A-001', until: at + 5_000 };
  expect(keys({ undo }, at + 1_000).does('Z')).toEqual({ ask: { type: 'Undo', ticket: there.ticket } });
  expect(keys({ undo }, at + 5_000).does('Z')).toBeUndefined();
});

test('S4 finish says how many ticks it lacks, and where the visit goes on', () => {
  const { main } = keys({ visitor: { ...visitor, phase: 'serving', checked: ['ktp'] } });
  expect([main.label, main.help, main.notYet]).toEqual(['Selesai, ke wawancara', 'centang 1 butir SOP lagi', true]);
});

test('with nobody to call and nobody here, no key of the row is open', () => {
  expect(keys({}).open).toEqual([]);
});

test('C14 one press ends and calls; where something would be lost it asks first', () => {
  const serving = { ...visitor, phase: 'serving' } as const;
  expect(keys({ visitor }).does('+')).toEqual({ dialog: 'nextAsks' });
  expect(keys({ visitor: serving }).does('+')).toEqual({ dialog: 'nextAsks' });
  expect(keys({}).does('+')).toBeUndefined();
  expect(keys({ visitor: serving, pending: 'closed' }).does('+')).toBeUndefined();
});

test('S2 S3 S5 S6 a visitor who was called may be parked, transferred or sent home before service begins', () => {
  const { does } = keys({ visitor });
  expect(['P', 'A', 'L', 'B', 'R', 'C'].map(does)).toEqual([
    { dialog: 'park' },
    { dialog: 'transfer' },
    { dialog: 'continues' },
    { dialog: 'incomplete' },
    { dialog: 'referred' },
    { dialog: 'note' },
  ]);
});

test('C13 to a supervisor the keys of rules that may be set aside stand open', () => {
  const worn = { ...visitor, calls: 4 };
  expect(keys({ visitor: worn }).does('U')).toBeUndefined();
  expect(keys({ visitor: worn }, at, 'supervisor').does('U')).toEqual({ ask: { type: 'Recall', ...there } });
  expect(keys({ visitor }, at, 'supervisor').does('T')).toEqual({ ask: { type: 'MarkNoShow', ...there } });
});

test('every action has a letter and two digits of its own, and says why it is closed', () => {
  const { actions } = keys({});
  expect(new Set(actions.map(({ cap }) => cap)).size).toBe(actions.length);
  expect(new Set(actions.map(({ code }) => code)).size).toBe(actions.length);
  expect(actions.filter(({ does, why }) => (does === undefined) === (why === undefined))).toEqual([]);
});

test('C8 a break or a close that is still to come is taken back by the key of the break', () => {
  expect(keys({ visitor, pending: 'closed' }).does('F8')).toEqual({ ask: { type: 'OpenCounter', counter } });
  expect(keys({ visitor }).does('F8')).toEqual({ dialog: 'takeBreak' });
});

test('one call for help is answered at once, of several one is chosen', () => {
  const call = (device: string) => ({ device: device as never, since: at });
  expect(keys({ staffCalls: [call('kiosk-1')] }).does('J')).toEqual({
    ask: { type: 'AnswerStaff', device: 'kiosk-1' },
  });
  expect(keys({ staffCalls: [call('kiosk-1'), call('kiosk-2')] }).does('J')).toEqual({ dialog: 'answerStaff' });
});

test('I19 after a restore one key says yes and one no, until the seat is checked; only a supervisor goes on without a kiosk', () => {
  const restored = { id: 7, at, awaits: ['k1' as never], unchecked: true };
  expect(keys({ restored }).does('Y')).toEqual({ ask: { type: 'CheckSeat', counter, right: true } });
  expect(keys({ restored }).does('Q')).toEqual({ dialog: 'seatWrong' });
  expect(keys({ restored: { ...restored, unchecked: false } }).does('Y')).toBeUndefined();
  expect(keys({ restored }).does('V')).toBeUndefined();
  expect(keys({ restored }, at, 'supervisor').does('V')).toEqual({ dialog: 'goOnWithout' });
  expect(keys({ restored: { ...restored, awaits: [] } }, at, 'supervisor').does('V')).toBeUndefined();
});
