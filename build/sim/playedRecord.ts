import { demoOffice } from '../../apps/hub/demo/office.ts';
import { openSpans } from '../oracle/calendar.ts';
import { chanceOf, normal, type Chance } from '../../apps/hub/forecast/chance.ts';
import { followWaits, laneOf } from '../../apps/hub/forecast/waits.ts';
import { indexOffice } from '../../apps/hub/domain/officeIndex.ts';
import { openRecord } from '../../apps/hub/journal/recordStore.edge.ts';
import type { Journal } from '../../apps/hub/journal/journal.ts';
import { createKeeper } from '../../apps/hub/record/keeper.ts';
import type { Foreseen } from '../../apps/hub/views/services.ts';
import { openHall } from '../../apps/hub/whatIf/hall.ts';
import type { BusinessDay } from '../../shared/ids.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { api, commandOf } from '../day/world.ts';
import { dateAfter, instantAt } from '../oracle/calendar.ts';
import type { ShiftLine, VisitorLine } from './dayFile.ts';
import { playDay } from './play.ts';

/** Days of the demo office, played through the real core and forecast, with the record that came of them. */
export interface PlayedRecord {
  readonly office: Office;
  readonly days: readonly BusinessDay[];
}

export interface PlayedPlan {
  /** Where the record is written. */
  readonly dir: string;
  readonly first: BusinessDay;
  /** Days learned from before the first forecast, and days on which every ticket is forecast at its issue. */
  readonly history: number;
  readonly days: number;
  /** How many come on a day, or who. */
  readonly visitors: number | ((day: BusinessDay) => readonly VisitorLine[]);
  readonly seed: number;
  /** Where the days themselves are written; else nowhere. */
  readonly journal?: Journal;
  /** Adopted once the last day is over. */
  readonly adopts?: Office;
  /** Told of each day that was played. */
  readonly onDay?: (day: BusinessDay) => void;
}

const hour = 3600;
/** How many of a hundred visitors come for a service; the others of the demo office are too rare to fill a picture. */
const shares: readonly (readonly [service: string, share: number])[] = [
  ['paspor-baru', 30],
  ['paspor-ganti', 22],
  ['paspor-ambil', 26],
  ['izin-kunjungan', 12],
  ['informasi', 10],
];

export async function playRecord({
  dir,
  first,
  history,
  days,
  visitors,
  seed,
  journal,
  adopts,
  onDay,
}: PlayedPlan): Promise<PlayedRecord> {
  // Nobody ticks boxes in a day of files.
  const demo = demoOffice();
  const office: Office = { ...demo, stages: demo.stages.map((stage) => ({ ...stage, checklist: [] })) };
  const dates: BusinessDay[] = [];
  for (let date: string = first; dates.length < history + days; date = dateAfter(date, 1))
    if (openSpans(office, '', date).length > 0) dates.push(date as BusinessDay);
  const fails = (line: string): never => {
    throw new Error(line);
  };
  const keeper = createKeeper(openRecord(dir, fails), first, fails);
  let isScored = false;
  const start = instantAt(first, '00:00', office.timeZone);
  const foreseen: Partial<Foreseen> = {
    estimateFor: (service, lane) =>
      (isScored ? follower.waits(hall.now()).newcomers.get(laneOf(service, lane)) : undefined) ?? null,
  };
  const hall = await openHall(office, start, foreseen, journal);
  const { hash } = hall.floor().lines.office;
  const follower = followWaits(new Map([[hash, indexOffice(hash, office)]]), seed, keeper);
  hall.onEvents((recorded) => {
    for (const one of recorded) if (one.day !== 'house') follower.follow(one);
  });
  for (const [i, day] of dates.entries()) {
    const chance = chanceOf(seed * 1009 + i);
    const comes = typeof visitors === 'number' ? visitorsOf(office, visitors, chance) : visitors(day);
    const files = { day, visitors: comes, staff: staffOf(office, chance) };
    isScored = i >= history;
    await playDay(hall, files, () => {
      if (isScored) follower.waits(hall.now());
    });
    keeper.flush();
    onDay?.(day);
  }
  if (adopts) {
    const change = commandOf({ type: 'ChangeOffice', document: {} }, `adopts-${first}`);
    const adopted = await hall.send(change, api, adopts);
    if (!adopted.ok) throw new Error(adopted.error.message.en);
  }
  keeper.close();
  await hall.close();
  return { office, days: dates.slice(history) };
}

/** Most come early; each stage takes its target on average, now and then far more. */
function visitorsOf(office: Office, count: number, chance: Chance): readonly VisitorLine[] {
  const arrivals = Array.from({ length: count }, () => arrivalOf(chance)).toSorted((one, other) => one - other);
  return arrivals.map((arrival, i) => {
    const service = pick(shares, chance);
    const stages = office.services.find(({ id }) => id === service)?.stages ?? [];
    const minutesOf = (stage: string) => office.stages.find(({ id }) => id === stage)?.targetMinutes ?? 5;
    return {
      file: 'visitors',
      line: i + 2,
      row: {
        arrival,
        service: service as VisitorLine['row']['service'],
        lane: chance.next() < 0.1 ? 'priority' : 'regular',
        seconds: stages.map((stage) => Math.round(minutesOf(stage) * 60 * Math.exp(0.5 * normal(chance) - 0.125))),
        shows: chance.next() > 0.03,
      },
    };
  });
}

/** From 7.45 to 14.45, two thirds of them before ten. */
function arrivalOf(chance: Chance): number {
  const early = chance.next() < 0.67;
  return Math.round((7.75 + (early ? 2.25 * chance.next() : 2.25 + 4.75 * chance.next())) * hour);
}

/** Everybody from eight to half past four, with an hour of rest at noon, some a little early or late. */
function staffOf(office: Office, chance: Chance): readonly ShiftLine[] {
  return office.counters.flatMap(({ id }, i) => {
    const rest = (11.5 + (i % 2)) * hour + Math.round(600 * chance.next());
    const spans = [
      [8 * hour + Math.round(300 * chance.next()), rest],
      [rest + hour, 16.5 * hour],
    ] as const;
    return spans.map(([from, to], k) => ({ file: 'staff', line: 2 * i + k + 2, row: { counter: id, from, to } }));
  });
}

function pick(from: readonly (readonly [name: string, share: number])[], chance: Chance): string {
  let left = chance.next() * from.reduce((sum, [, share]) => sum + share, 0);
  for (const [name, share] of from) {
    left -= share;
    if (left < 0) return name;
  }
  return from[0]?.[0] ?? '';
}
