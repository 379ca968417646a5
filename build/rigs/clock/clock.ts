import type { Chance } from '../../day/chance.ts';
import { chanceOf } from '../../day/chance.ts';
import type { RigResult } from '../rig.ts';
import { kioskDay } from './kioskDay.ts';
import { playDay, type Day, type Jump } from './play.ts';

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;
const jumpsOfDay = 10;
/** When a day begins to be played: plain, at the end of a year, around a leap day, and where clocks are put on or back. */
const starts = [
  { at: '2026-11-24T01:00:00+07:00', timeZone: 'Asia/Jakarta' },
  { at: '2026-12-31T23:40:00+07:00', timeZone: 'Asia/Jakarta' },
  { at: '2028-02-28T23:40:00+07:00', timeZone: 'Asia/Jakarta' },
  { at: '2028-02-29T12:00:00+07:00', timeZone: 'Asia/Jakarta' },
  { at: '2027-03-28T01:40:00+01:00', timeZone: 'Europe/Berlin' },
  { at: '2027-10-31T02:40:00+02:00', timeZone: 'Europe/Berlin' },
] as const;

/** The hub of kiosks goes a quarter of an hour before midnight. */
const evenings = ['2026-11-24T23:00:00+07:00', '2026-12-31T23:00:00+07:00', '2028-02-28T23:00:00+07:00'];

/**
 * Days of work over the real core and loop with both clocks in hand, ten jumps of the wall in each. Where the jumps stay
 * within the business day, the order of events and every counted wait are those of the same day without them (T2, I29);
 * where they go anywhere, up to ten years either way, with starts of the hub in between, no time is negative, no day is
 * opened twice, no number is given twice (I01, I05, I07, I14, I29). Then kiosks, with and without their hub (I06).
 * A trial is a jump.
 */
export async function clock({ trials, seed }: { readonly trials: number; readonly seed: number }): Promise<RigResult> {
  const violations: string[] = [];
  for (let done = 0, day = 0; done < trials; day++) {
    const chance = chanceOf(seed * 10_000 + day);
    const jumps = Math.min(jumpsOfDay, trials - done);
    done += jumps;
    const kinds = [withinTheDay, anywhere, ofKiosks];
    const kind = kinds[day % kinds.length] as (typeof kinds)[number];
    const found = await kind(chance, jumps, seed * 10_000 + day);
    violations.push(...found.map((what) => `${kind.name}, seed ${seed} day ${day}: ${what}`));
  }
  return { rig: 'clock', trials, violations };
}

const aLength = (chance: Chance) =>
  chance.pick([1_000, 2_500, 5_000, 15_000, 60_000, hourMs, 26 * hourMs, yearMs, 10 * yearMs]);
const momentsOf = (chance: Chance, jumps: number, lengthMs: number) =>
  Array.from({ length: jumps }, () => chance.int(0, lengthMs)).toSorted((one, other) => one - other);

/** Back as far as you like, and forward again; never further on than the day lasts. */
async function withinTheDay(chance: Chance, jumps: number, seed: number): Promise<readonly string[]> {
  const day: Day = { start: Date.parse(starts[0].at), timeZone: starts[0].timeZone, lengthMs: 40 * 60_000, seed };
  let ahead = 0;
  const list = momentsOf(chance, jumps, day.lengthMs).map((at): Jump => {
    const far = Math.round(aLength(chance) * chance.next());
    const by =
      ahead < 0 || (ahead + far < 20 * hourMs && chance.happens(0.5)) ? Math.min(far, 20 * hourMs - ahead) : -far;
    // What is behind the hub comes back to it, or a little past it; the hub has followed what is ahead of it.
    ahead = by > 0 && ahead < 0 ? Math.max(ahead + by, ahead) : ahead + by;
    return { at, by };
  });
  const driftPpm = chance.pick([0, 0, 200, -200, 10_000]);
  const [plain, jumped] = [await playDay(day), await playDay({ ...day, jumps: list, driftPpm, waitsAreTrue: true })];
  const apart = plain.order.findIndex((event, i) => event !== jumped.order[i]);
  return [
    ...plain.violations,
    ...jumped.violations,
    ...(apart < 0 && plain.order.length === jumped.order.length
      ? []
      : [
          `I29 event ${apart} is ${jumped.order[apart]}, without jumps ${plain.order[apart]} (${JSON.stringify({ list, driftPpm })})`,
        ]),
  ];
}

async function anywhere(chance: Chance, jumps: number, seed: number): Promise<readonly string[]> {
  const start = chance.pick(starts);
  const lengthMs = 40 * 60_000;
  const list = momentsOf(chance, jumps, lengthMs).map((at): Jump => {
    const by = Math.round(aLength(chance) * chance.next()) * (chance.happens(0.5) ? 1 : -1);
    return { at, by, restart: chance.happens(0.3) };
  });
  const day: Day = { start: Date.parse(start.at), timeZone: start.timeZone, lengthMs, seed, jumps: list };
  const { violations } = await playDay({ ...day, driftPpm: chance.pick([0, 500, -500, 20_000]) });
  return violations.map((what) => `${what} (from ${start.at}, ${JSON.stringify(list)})`);
}

async function ofKiosks(chance: Chance, jumps: number, seed: number): Promise<readonly string[]> {
  const lengthMs = 2 * hourMs;
  const list = momentsOf(chance, jumps, lengthMs).map((at): Jump => {
    const by = Math.round(aLength(chance) * chance.next()) * (chance.happens(0.5) ? 1 : -1);
    return { at, by };
  });
  const start = Date.parse(chance.pick(evenings));
  const found = await kioskDay({ seed, start, lengthMs, jumps: list });
  return found.map((what) => `${what} (${JSON.stringify(list)})`);
}
