import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { demoOffice, openAllHours } from '../../apps/hub/demo/office.ts';
import type { Journal, Turn } from '../../apps/hub/journal/journal.ts';
import { memoryDisk, openMemory } from '../../apps/hub/journal/memory.ts';
import { openJournal } from '../../apps/hub/journal/sqlite.edge.ts';
import { minuteMs, secondMs, type BusinessDay, type Instant, type ServiceId } from '../../shared/ids.ts';
import type { Office, Text } from '../../shared/protocol/office.ts';
import { arrivals, habitOf } from '../day/arrivals.ts';
import { chanceOf } from '../day/chance.ts';
import { businessDayAt, dateAfter, instantAt, openSpans } from '../oracle/calendar.ts';
import type { VisitorLine } from '../sim/dayFile.ts';
import { playRecord } from '../sim/playedRecord.ts';

export interface PastPlan {
  /** The last day is the working day before this instant's. */
  readonly now: Instant;
  readonly seed: number;
  /** Working days that are learned from, and after them those on which every number is forecast. */
  readonly history: number;
  readonly days: number;
  /** Visitors a day, before those whom the office turns away. */
  readonly tickets: number;
  readonly say: (line: Text) => void;
}

/** Some forty passports a day (domain.md 2.1) and what comes beside them; more forecast days would cost a first start over ten seconds. */
export const demoPast = { seed: 20, history: 4, days: 2, tickets: 72 } as const satisfies Partial<PastPlan>;

/** domain.md 2.8: minutes of a stage whose document names no target. */
const usualMinutes = 5;
/** From the call to the counter, seconds. */
const walk = { least: 8, most: 40 };
/** So much of a day is written at once. */
const turnsAtOnce = 500;

/**
 * Makes a hub's folder with the last working days of the demo office in its journal and their forecasts in its record:
 * made visitors, played through the real core, foreseen by the real look-ahead. The office of the folder is the demo's,
 * open at all hours. A folder that is there is left as it is, and false answered; one that was begun and not finished is
 * begun anew. The same seed and day make the same visitors.
 */
export async function makePast(
  hubData: string,
  { now, seed, history, days, tickets, say }: PastPlan,
): Promise<boolean> {
  if (existsSync(hubData)) return false;
  const side = `${hubData}.past`;
  rmSync(side, { recursive: true, force: true });
  mkdirSync(side, { recursive: true });
  const office = demoOffice();
  const all = history + days;
  say({
    id: `Kantor contoh mendapat masa lalu buatan: ${all} hari kerja dengan pengunjung karangan (sekali saja, beberapa detik) ...`,
    en: `The demo office is given a made past: ${all} working days of invented visitors (once, some seconds) ...`,
  });
  let played = 0;
  await playRecord({
    dir: side,
    first: firstOf(office, now, all),
    history,
    days,
    visitors: (day) => comers(office, day, tickets, seed),
    seed,
    journal: writtenAtTheEnd(side),
    adopts: openAllHours(office),
    onDay(day) {
      played += 1;
      say({ id: `hari buatan ${played} dari ${all}: ${day}`, en: `made day ${played} of ${all}` });
    },
  });
  renameSync(side, hubData);
  return true;
}

/** The first of so many working days that end before the business day of an instant. */
function firstOf(office: Office, now: Instant, count: number): BusinessDay {
  let date = businessDayAt(now, office);
  for (let left = count; left > 0;) {
    date = dateAfter(date, -1);
    if (openSpans(office, '', date).length > 0) left -= 1;
  }
  return date as BusinessDay;
}

/** Who comes on a day, as domain.md 2.8 has it; each stage takes the office's own target on average. */
function comers(office: Office, day: BusinessDay, tickets: number, seed: number): readonly VisitorLine[] {
  const midnight = instantAt(day, '00:00', office.timeZone);
  const chance = chanceOf(seed * 1009 + midnight / minuteMs);
  const spans = openSpans(office, '', day);
  const shape = {
    tickets,
    from: Math.min(...spans.map(({ from }) => from)) - office.intakeBeforeMinutes * minuteMs,
    to: Math.max(...spans.map(({ to }) => to)),
    kiosks: ['kiosk-1'],
    mischief: 0,
    carryOver: [],
  };
  return arrivals(office, chance, shape)
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, plan }, i) => {
      const { stages, prefix } = office.services.find(({ id }) => id === plan.service) ?? { stages: [], prefix: '' };
      const { cv, noShow } = habitOf(prefix);
      const minutesOf = (stage: string) => office.stages.find(({ id }) => id === stage)?.targetMinutes ?? usualMinutes;
      return {
        file: 'made',
        line: i + 1,
        row: {
          arrival: Math.round((at - midnight) / secondMs),
          service: plan.service as ServiceId,
          lane: plan.lane,
          seconds: stages.map((stage) => Math.round(chance.length(minutesOf(stage) * 60, cv))),
          shows: !chance.happens(noShow),
          walk: stages.map(() => chance.int(walk.least, walk.most)),
        },
      };
    });
}

/** Days are kept in memory and written into the folder as the journal is closed: a thousand commits a day would each wait for the disk. */
function writtenAtTheEnd(dir: string): Journal {
  const memory = openMemory(memoryDisk());
  const turns: Turn[] = [];
  return {
    ...memory,
    append(batch) {
      const done = memory.append(batch);
      turns.push(...batch);
      return done;
    },
    async close() {
      const journal = openJournal({ dir });
      for (let i = 0; i < turns.length; i += turnsAtOnce) await journal.append(turns.slice(i, i + turnsAtOnce));
      await journal.close();
    },
  };
}
