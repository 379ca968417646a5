import { checkOffice } from '../../../apps/hub/domain/officeCheck.ts';
import { invariant } from '../../../shared/basics.ts';
import type { Office } from '../../../shared/protocol/office.ts';

/** How large an office is, and whether it shuts at night. */
export interface OfficeSize {
  readonly counters: number;
  readonly zones: number;
  /** Open 06:00 to 22:00 on every day of the week, else at all hours. */
  readonly shuts: boolean;
}

const text = (words: string) => ({ id: words, en: words });
/** Of twelve counters so many are first for this stage; a visit is some 5 minutes of service, so 60 counters carry 6,000. */
const desks = [
  'check',
  'check',
  'photo',
  'check',
  'photo',
  'collect',
  'check',
  'info',
  'photo',
  'check',
  'collect',
  'talk',
];
const stages = ['check', 'photo', 'talk', 'collect', 'info'];
const ways: readonly (readonly [id: string, prefix: string, stages: readonly string[]])[] = [
  ['paspor', 'A', ['check', 'photo']],
  ['ganti', 'B', ['check', 'photo']],
  ['berkas', 'C', ['check']],
  ['ambil', 'K', ['collect']],
  ['hilang', 'L', ['check', 'talk']],
  ['info', 'U', ['info']],
];
/** Of a hundred visitors. */
export const shares: readonly (readonly [service: string, weight: number])[] = [
  ['paspor', 20],
  ['ganti', 20],
  ['berkas', 15],
  ['ambil', 25],
  ['hilang', 3],
  ['info', 17],
];

/** An office of any size for runs that last: every counter has its officer, who knows every stage. */
export function bigOffice({ counters, zones, shuts }: OfficeSize): Office {
  const spans = shuts ? [{ from: '06:00', to: '22:00' }] : [{ from: '00:00', to: '24:00' }];
  const weekly = Object.fromEntries(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, spans]));
  const checked = checkOffice({
    format: 1,
    id: 'besar',
    name: text('Kantor besar'),
    monogram: 'KB',
    address: '-',
    town: '-',
    timeZone: 'Asia/Jakarta',
    hours: { weekly },
    serveAfterCloseMinutes: 60,
    groups: [{ id: 'all', name: text('Semua') }],
    zones: Array.from({ length: zones }, (_, i) => ({ id: zoneOf(i, zones), name: text(`Ruang ${i + 1}`) })),
    stages: stages.map((id) => ({ id, name: text(id) })),
    services: ways.map(([id, prefix, way]) => ({
      id,
      prefix,
      name: text(id),
      short: text(id),
      purpose: text(id),
      group: 'all',
      stages: way,
    })),
    counters: Array.from({ length: counters }, (_, i) => {
      const first = desks[i % desks.length] ?? 'check';
      const others = stages.filter((stage) => stage !== first);
      return { id: counterOf(i), number: i + 1, zone: zoneOf(i, zones), tiers: [[first], others] };
    }),
    officers: Array.from({ length: counters }, (_, i) => ({
      id: officerOf(i),
      name: `Petugas ${i + 1}`,
      skills: stages.map((stage) => ({ stage })),
    })),
  });
  invariant(checked.ok, `The big office does not pass the check: ${JSON.stringify(checked.ok || checked.error[0])}`);
  return checked.value.office;
}

export const counterOf = (i: number) => `loket-${i + 1}`;
export const officerOf = (i: number) => `petugas-${i + 1}`;
export const zoneOf = (i: number, zones: number) => `ruang-${(i % zones) + 1}`;

export const tokenOf = (device: string) => `token-of-the-${device}-0123456789`;

/** Every device its own pass. */
export function passesFor({
  counters,
  displays,
  kiosks,
}: {
  readonly counters: number;
  readonly displays: number;
  readonly kiosks: number;
}) {
  const named = (count: number, role: string) =>
    Array.from({ length: count }, (_, i) => ({ token: tokenOf(`${role}-${i + 1}`), role, device: `${role}-${i + 1}` }));
  return [
    ...named(displays, 'display'),
    ...named(kiosks, 'kiosk'),
    ...Array.from({ length: counters }, (_, i) => ({
      token: tokenOf(`pc-${i + 1}`),
      role: 'officer',
      device: `pc-${i + 1}`,
      person: officerOf(i),
    })),
    { token: tokenOf('watcher'), role: 'api', device: 'watcher' },
  ];
}
