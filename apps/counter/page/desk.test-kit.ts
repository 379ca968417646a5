import { CounterId, OfficerId, ServiceId, StageId, TicketId } from '../../../shared/ids.ts';
import { Office, Policy } from '../../../shared/protocol/office.ts';
import type { CounterView } from '../../../shared/protocol/views.ts';
import { clockOf } from '../../../shared/ui/time.ts';
import type { DialogDesk, Visitor } from './dialogs/parts.ts';
import { counterSpeaker } from './texts.ts';

/** A moment of a working day. */
export const at = 1_795_000_000_000;
const text = { id: 'x', en: 'x' };
const service = { name: text, short: text, purpose: text, group: 'g' };

export const office = Office.parse({
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
    { id: 'bap', name: text },
  ],
  services: [
    { ...service, id: 'baru', prefix: 'A', stages: ['foto', 'wawancara'], maxPeople: 5 },
    { ...service, id: 'ganti', prefix: 'B', stages: ['foto'] },
  ],
  counters: [
    { id: 'loket-3', number: 3, zone: 'paspor', tiers: [['foto']] },
    { id: 'loket-4', number: 4, zone: 'paspor', tiers: [['wawancara'], ['foto']] },
    { id: 'loket-5', number: 5, zone: 'paspor', tiers: [['bap']] },
  ],
  officers: [{ id: 'siti', name: 'Siti', skills: [{ stage: 'foto' }] }],
  reasons: {
    break: [{ id: 'salat', text }],
    incomplete: [
      { id: 'asli', text },
      { id: 'bayar', text },
    ],
    transfer: [{ id: 'keliru', text }],
    pause: [],
  },
});

export const visitor: Visitor = {
  ticket: TicketId.parse('t-1'),
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
/** Three people on one number. */
export const family: Visitor = { ...visitor, people: 3 };

export const idle: CounterView = {
  audience: 'counter',
  document: 'h',
  day: '2026-11-24' as never,
  counter: CounterId.parse('loket-3'),
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
  emergencies: [],
  staffCalls: [],
  alarms: [],
};

/** A desk with the visitor there, unless told otherwise. */
export function deskWith({
  reasonForChosen = false,
  ...view
}: Partial<CounterView> & { readonly reasonForChosen?: boolean }): DialogDesk {
  return {
    view: { ...idle, visitor, ...view },
    office: { ...office, policy: Policy.parse({ reasonForChosen }) },
    say: counterSpeaker('id'),
    language: 'id',
    now: at,
    clock: clockOf('Asia/Jakarta', 'id'),
    counterNumber: 3,
  };
}
