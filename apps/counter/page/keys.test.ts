import { expect, test } from 'vitest';
import { CounterId, OfficerId, ServiceId, StageId, TicketId } from '../../../shared/ids.ts';
import { Office } from '../../../shared/protocol/office.ts';
import type { CounterView } from '../../../shared/protocol/views.ts';
import { speaker } from '../../../shared/ui/texts.ts';
import { keysOf } from './keys.ts';

const at = 1_795_000_000_000;
const text = { id: 'x', en: 'x' };
const counter = CounterId.parse('loket-3');
const there = { counter, ticket: TicketId.parse('t-1'), call: 40 };
const office = Office.parse({
  format: 1,
  id: 'kantor',
  name: text,
  monogram: 'LT',
  address: '',
  town: '',
  timeZone: 'Asia/Jakarta',
  hours: { weekly: {} },
  groups: [],
  zones: [{ id: 'paspor', name: text }],
  stages: [
    {
      id: 'foto',
      name: text,
      checklist: [
        { id: 'ktp', text },
        { id: 'sidik', text },
      ],
    },
    { id: 'wawancara', name: { id: 'Wawancara', en: 'Interview' } },
  ],
  services: [
    { id: 'baru', prefix: 'A', name: text, short: text, purpose: text, group: 'g', stages: ['foto', 'wawancara'] },
  ],
  counters: [{ id: 'loket-3', number: 3, zone: 'paspor', tiers: [['foto']] }],
  officers: [{ id: 'siti', name: 'Siti', skills: [{ stage: 'foto' }] }],
});
const visitor: NonNullable<CounterView['visitor']> = {
  ticket: there.ticket,
  number: 'A-001',
  service: ServiceId.parse('baru'),
  stage: StageId.parse('foto'),
  ahead: [StageId.parse('wawancara')],
  done: [],
  lane: 'regular',
  people: 1,
  language: 'id',
  slip: 'printed',
  unconfirmed: false,
  waited: 4,
  call: 40,
  phase: 'called',
  calledAt: at,
  since: at,
  calls: 1,
  checked: [],
  spoken: null,
  withdrawUntil: at + 10_000,
  noShowFrom: at + 20_000,
};
const idle: CounterView = {
  audience: 'counter',
  document: 'h',
  day: '2026-11-24' as never,
  counter,
  state: 'open',
  since: at,
  officer: OfficerId.parse('siti'),
  pending: null,
  dayState: 'open',
  visitor: null,
  next: null,
  waiting: [],
  total: 0,
  lanes: { appointment: 0, priority: 0, regular: 0 },
  parked: [],
  missed: [],
  undo: null,
  printers: [],
  sound: null,
  emergencies: 0,
};

function keys(view: Partial<CounterView>, now = at) {
  const { main, others, pause, leave } = keysOf({ ...idle, ...view }, office, speaker('id'), 'id', now);
  const open = [main, ...others].flatMap((key) => (key.does ? [key.cap] : []));
  return { main, open, asks: (cap: string) => [main, ...others, pause, leave].find((key) => key.cap === cap)?.does };
}

test('K4 every key for a visitor names the visit and the call', () => {
  expect(keys({ visitor }).asks('Enter')).toEqual({ ask: { type: 'StartService', ...there } });
  expect(keys({ visitor: { ...visitor, phase: 'serving' } }).asks('P')).toEqual({ ask: { type: 'Park', ...there } });
});

test('C5 a no-show is open after the second call and its 20 s only', () => {
  const twice = { ...visitor, calls: 2 };
  expect(keys({ visitor }, at + 30_000).asks('T')).toBeUndefined();
  expect(keys({ visitor: twice }, at + 19_000).asks('T')).toBeUndefined();
  expect(keys({ visitor: twice }, at + 20_000).asks('T')).toEqual({ ask: { type: 'MarkNoShow', ...there } });
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
  expect(keys({ undo }, at + 1_000).asks('Z')).toEqual({ ask: { type: 'Undo', ticket: there.ticket } });
  expect(keys({ undo }, at + 5_000).asks('Z')).toBeUndefined();
});

test('S4 finish says how many ticks it lacks, and where the visit goes on', () => {
  const { main } = keys({ visitor: { ...visitor, phase: 'serving', checked: ['ktp'] } });
  expect([main.label, main.help, main.notYet]).toEqual(['Selesai, ke wawancara', 'centang 1 butir SOP lagi', true]);
});

test('with nobody to call and nobody here, no key of the row is open', () => {
  expect(keys({}).open).toEqual([]);
});

test('C8 who signs out with a visitor here closes after that visitor', () => {
  expect(keys({}).asks('F9')).toEqual({ ask: { type: 'SignOut', counter } });
  expect(keys({ visitor }).asks('F9')).toEqual({ ask: { type: 'CloseCounter', counter } });
});
