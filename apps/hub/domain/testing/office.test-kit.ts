import { CounterId, StageId } from '../../../../shared/ids.ts';
import { Office } from '../../../../shared/protocol/office.ts';
import type { OfficeIndex } from '../officeIndex.ts';
import { indexOffice } from '../officeIndex.ts';
import { frozenForEver } from './freeze.test-kit.ts';

/** The Monday on which the tests play. */
export const monday = '2026-03-02';
const text = (id: string) => ({ id, en: id });
const working = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '15:00' },
];
const all = ['data', 'papers', 'photo', 'legal'].map((stage) => ({ stage }));
const service = (id: string, prefix: string, stages: readonly string[], more: object = {}) => ({
  id,
  prefix,
  name: text(id),
  short: text(id),
  purpose: text(id),
  group: 'all',
  stages,
  ...more,
});

/** A small office: one plain service, one of two stages, one with a checklist, a quota and groups; four counters. */
const small = {
  format: 1,
  id: 'small',
  name: text('Kantor'),
  monogram: 'KK',
  address: '',
  town: '',
  timeZone: 'Asia/Jakarta',
  hours: { weekly: { mon: working, tue: working, wed: working, thu: working, fri: working } },
  groups: [{ id: 'all', name: text('all') }],
  zones: [
    { id: 'hall', name: text('hall') },
    { id: 'upstairs', name: text('upstairs') },
  ],
  stages: [
    { id: 'data', name: text('data') },
    { id: 'papers', name: text('papers') },
    { id: 'photo', name: text('photo') },
    {
      id: 'legal',
      name: text('legal'),
      checklist: [
        { id: 'form', text: text('form') },
        { id: 'stamp', text: text('stamp') },
      ],
    },
  ],
  services: [
    service('passport', 'A', ['data']),
    service('permit', 'B', ['papers', 'photo']),
    service('legal', 'C', ['legal'], { quota: 10, maxPeople: 6, priority: false }),
  ],
  counters: [
    { id: 'c1', number: 1, zone: 'hall', tiers: [['data']] },
    { id: 'c2', number: 2, zone: 'hall', tiers: [['papers', 'photo'], ['data']] },
    { id: 'c3', number: 3, zone: 'upstairs', tiers: [['legal']] },
    { id: 'c4', number: 4, zone: 'hall', tiers: [['data']] },
  ],
  officers: [
    { id: 'ani', name: 'Ani', skills: all },
    { id: 'budi', name: 'Budi', skills: all },
    { id: 'citra', name: 'Citra', skills: [{ stage: 'data' }, { stage: 'papers', until: '2026-03-01' }] },
    { id: 'dewi', name: 'Dewi', role: 'supervisor', skills: all },
  ],
};

export type Change = (office: Office) => Office;

/** The small office, changed; its hash is its own text. */
export function smallOffice(change: Change = (office) => office): OfficeIndex {
  const document = Office.parse(change(Office.parse(small)));
  return frozenForEver(indexOffice(JSON.stringify(document), document));
}

/** A change of the settings that the rules name. */
export function policy(settings: Partial<Office['policy']>): Change {
  return (office) => ({ ...office, policy: { ...office.policy, ...settings } });
}

/** A change of what a counter serves, tier by tier. */
export function tiers(counter: string, ...list: readonly (readonly string[])[]): Change {
  return (office) => ({
    ...office,
    counters: office.counters.map((one) =>
      one.id === counter ? { ...one, tiers: list.map((stages) => stages.map(id.stage)) } : one,
    ),
  });
}

export const id = {
  counter: (name: string) => CounterId.parse(name),
  stage: (name: string) => StageId.parse(name),
};
