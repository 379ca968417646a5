import { checkOffice } from '../../apps/hub/domain/officeCheck.ts';
import type { Lane, Office } from '../../shared/protocol/office.ts';
import { gamma, mixed, pareto, type Draw } from './lengthsOf.ts';

/** What a generated office is like; the estimator is told none of it. */
export interface Kind {
  readonly office: Office;
  /** Tickets of a mean day. */
  readonly tickets: number;
  /** Share of the tickets of each service, and minutes of each of its stages. */
  readonly services: readonly {
    readonly id: string;
    readonly share: number;
    readonly stages: readonly { readonly id: string; readonly lasts: Draw }[];
  }[];
  readonly lanes: readonly (readonly [Lane, number])[];
  /** Counter by counter: minutes after midnight of its break. */
  readonly breaks: readonly { readonly from: number; readonly to: number }[];
}

export const kindNames = ['one', 'four', 'journey'] as const;
export type KindName = (typeof kindNames)[number];

const text = (words: string) => ({ id: words, en: words });

interface Shape {
  readonly id: string;
  readonly stages: readonly string[];
  readonly services: readonly (readonly [id: string, stages: readonly string[]])[];
  /** Tiers of each counter; its officer has the skills of them all. */
  readonly counters: readonly (readonly (readonly string[])[])[];
}

/** Open from 8 to 15 on every day but Sunday; who came in time is served. */
function officeOf({ id, stages, services, counters }: Shape): Office {
  const open = [{ from: '08:00', to: '15:00' }];
  const checked = checkOffice({
    format: 1,
    id,
    name: text(id),
    monogram: 'KS',
    address: '-',
    town: '-',
    timeZone: 'Asia/Jakarta',
    hours: { weekly: { mon: open, tue: open, wed: open, thu: open, fri: open, sat: open } },
    intakeBeforeMinutes: 30,
    serveAfterCloseMinutes: 240,
    groups: [{ id: 'semua', name: text('semua') }],
    zones: [{ id: 'hall', name: text('hall'), voice: false }],
    stages: stages.map((stage) => ({ id: stage, name: text(stage) })),
    services: services.map(([service, way], i) => ({
      id: service,
      prefix: 'ABCDEF'[i],
      name: text(service),
      short: text(service),
      purpose: text(service),
      group: 'semua',
      stages: way,
    })),
    counters: counters.map((tiers, i) => ({ id: `c${i + 1}`, number: i + 1, zone: 'hall', tiers })),
    officers: counters.map((tiers, i) => ({
      id: `o${i + 1}`,
      name: `O${i + 1}`,
      skills: tiers.flat().map((stage) => ({ stage })),
    })),
  });
  if (!checked.ok) throw new Error(`The office ${id} does not pass: ${JSON.stringify(checked.error)}`);
  return checked.value.office;
}

/** Minutes: mostly a gamma, and one in ten much longer, with a heavy tail that is cut at five times the mean. */
function lasting(mean: number): Draw {
  return mixed(gamma(2.6, mean * 0.86), pareto(mean * 1.3, 2.2, mean * 5), 0.1);
}

const hour = 60;

/** The three offices of domain.md 7.5 and a third with a journey of two stages. */
export const kinds: { readonly [Name in KindName]: Kind } = {
  one: {
    office: officeOf({
      id: 'one',
      stages: ['paspor'],
      services: [['paspor', ['paspor']]],
      counters: [[['paspor']], [['paspor']], [['paspor']]],
    }),
    tickets: 80,
    services: [{ id: 'paspor', share: 1, stages: [{ id: 'paspor', lasts: lasting(10.6) }] }],
    lanes: [['regular', 1]],
    breaks: [
      { from: 11.5 * hour, to: 12.25 * hour },
      { from: 12.25 * hour, to: 13 * hour },
      { from: 13 * hour, to: 13.75 * hour },
    ],
  },
  four: {
    office: officeOf({
      id: 'four',
      stages: ['paspor', 'izin', 'ambil', 'info'],
      services: [
        ['paspor', ['paspor']],
        ['izin', ['izin']],
        ['ambil', ['ambil']],
        ['info', ['info']],
      ],
      counters: [[['paspor'], ['ambil']], [['paspor', 'info']], [['izin'], ['paspor']], [['ambil', 'info'], ['izin']]],
    }),
    tickets: 130,
    services: [
      { id: 'paspor', share: 0.45, stages: [{ id: 'paspor', lasts: lasting(11) }] },
      { id: 'izin', share: 0.12, stages: [{ id: 'izin', lasts: lasting(14) }] },
      { id: 'ambil', share: 0.28, stages: [{ id: 'ambil', lasts: lasting(4) }] },
      { id: 'info', share: 0.15, stages: [{ id: 'info', lasts: lasting(5) }] },
    ],
    lanes: [
      ['regular', 0.88],
      ['priority', 0.12],
    ],
    breaks: [
      { from: 11.5 * hour, to: 12.25 * hour },
      { from: 12.25 * hour, to: 13 * hour },
      { from: 12.25 * hour, to: 13 * hour },
      { from: 11.5 * hour, to: 12.25 * hour },
    ],
  },
  journey: {
    office: officeOf({
      id: 'journey',
      stages: ['berkas', 'foto'],
      services: [
        ['baru', ['berkas', 'foto']],
        ['ganti', ['foto']],
      ],
      counters: [[['berkas']], [['berkas'], ['foto']], [['foto']], [['foto'], ['berkas']]],
    }),
    tickets: 95,
    services: [
      {
        id: 'baru',
        share: 0.7,
        stages: [
          { id: 'berkas', lasts: lasting(7.5) },
          { id: 'foto', lasts: lasting(8) },
        ],
      },
      { id: 'ganti', share: 0.3, stages: [{ id: 'foto', lasts: lasting(8) }] },
    ],
    lanes: [
      ['regular', 0.9],
      ['priority', 0.1],
    ],
    breaks: [
      { from: 11.5 * hour, to: 12.25 * hour },
      { from: 12.25 * hour, to: 13 * hour },
      { from: 11.5 * hour, to: 12.25 * hour },
      { from: 12.25 * hour, to: 13 * hour },
    ],
  },
};
