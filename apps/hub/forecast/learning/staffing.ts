import { minuteMs, type CounterId, type Instant, type Ms, type OfficerId } from '../../../../shared/ids.ts';
import type { ReadonlyCounter, ReadonlyFloor } from '../../domain/floor.ts';
import type { Chance } from '../chance.ts';
import type { Plan } from '../given.ts';
import { draw, drawBeyond, sampleOf, type Sample } from '../lengths.ts';

/** A stretch in which a counter is open; the officer where known. */
export interface Shift {
  readonly from: Instant;
  readonly to: Instant;
  readonly officer: OfficerId | undefined;
}

/** When counters are open: what the roster says, or what past days show, corrected by how it was kept. */
export interface Staffing {
  /** To be told of the floor after each event. */
  see(floor: ReadonlyFloor, at: Instant): void;
  /** The floor's day begins at this local midnight; the day before is over. */
  newDay(midnight: Instant): void;
  /** All that is known of a counter's rest of the day at `now`; each draw is one way it may go, in order. */
  outlook(counter: ReadonlyCounter, floor: ReadonlyFloor, now: Instant): Outlook;
}

/** Draws the shifts of one run; the first begins at `now` or before where the counter is open now. */
export type Outlook = (chance: Chance) => readonly Shift[];

type Hours = readonly Shift[];

/** A stretch of today; `isEarly`: it ended before services closed. */
interface Stretch {
  readonly from: Instant;
  to: Instant | undefined;
  isEarly: boolean;
  officer: OfficerId | undefined;
}

const daysKept = 20;
/** A shift that begins or ends this near to the planned time is that one. */
const nearMs = 25 * minuteMs;
const pausesAssumed = [2, 3, 5, 7, 10, 12, 15, 20, 30, 45].map((minutes) => minutes * minuteMs);
/** A counter that was closed without being planned so may stay closed: for the day, whatever the roster has it do later. */
const closuresAssumed = [5, 10, 20, 40]
  .map((minutes) => minutes * minuteMs)
  .concat(Array(6).fill(Infinity) as number[]);

export function staffing(plan: Plan | undefined): Staffing {
  const today = new Map<CounterId, Stretch[]>();
  const past: { readonly midnight: Instant; readonly counters: ReadonlyMap<CounterId, Hours> }[] = [];
  /** How much later than planned shifts began and ended, Ms. */
  const begins = sampleOf(150, [0]);
  const ends = sampleOf(150, [0]);
  const pauses = sampleOf(100, pausesAssumed);
  const closures = sampleOf(60, closuresAssumed);
  const unplanned = { gaps: 0, openMs: 0 };
  const lastOfficer = new Map<CounterId, OfficerId>();
  const wasPaused = new Map<CounterId, boolean>();
  let day: Instant | undefined;
  /** When services close today. */
  let closing: Instant = 0;

  const plannedOn = (counter: CounterId, midnight: Instant): Hours | undefined => {
    if (!plan) return undefined;
    const to = midnight + 24 * 60 * minuteMs;
    return plan.shifts
      .filter((shift) => shift.counter === counter && shift.from < to && shift.to > midnight)
      .map((shift) => ({ from: shift.from, to: shift.to, officer: shift.officer }))
      .sort((one, other) => one.from - other.from);
  };
  const isPlannedAt = (counter: CounterId, at: Instant) =>
    plan === undefined || day === undefined
      ? undefined
      : plannedOn(counter, day)?.some(({ from, to }) => from <= at && at < to);

  function opened(counter: ReadonlyCounter, at: Instant): void {
    const hours = today.get(counter.id) ?? [];
    const last = hours.at(-1);
    if (last?.to !== undefined && isPlannedAt(counter.id, last.to) !== false) {
      const gap = at - last.to;
      (wasPaused.get(counter.id) ? pauses : closures).add(gap);
      if (isPlannedAt(counter.id, last.to + gap / 2)) unplanned.gaps++;
    }
    hours.push({ from: at, to: undefined, isEarly: false, officer: counter.officer });
    today.set(counter.id, hours);
  }

  function endDay(): void {
    if (day === undefined || today.size === 0) return;
    const midnight = day;
    const counters = new Map<CounterId, Hours>();
    for (const [id, hours] of today) {
      const last = hours.at(-1);
      const leftAt = last?.isEarly && wasPaused.get(id) === false ? last.to : undefined;
      if (leftAt !== undefined && isPlannedAt(id, leftAt + nearMs)) closures.add(Infinity);
      counters.set(
        id,
        // A book may close before its counters do: nobody was left to be served.
        hours.map(({ from, to, officer }) => ({ from, to: to ?? Math.max(from, closing), officer })),
      );
    }
    past.unshift({ midnight, counters });
    if (past.length > daysKept) past.pop();
    for (const [id, hours] of counters) {
      unplanned.openMs += hours.reduce((sum, { from, to }) => sum + to - from, 0);
      for (const shift of plannedOn(id, midnight) ?? []) {
        const kept = hours.filter(({ from, to }) => from < shift.to && to > shift.from);
        const first = kept[0];
        const last = kept.at(-1);
        if (first && Math.abs(first.from - shift.from) < nearMs) begins.add(first.from - shift.from);
        if (last && Math.abs(last.to - shift.to) < nearMs) ends.add(last.to - shift.to);
      }
    }
  }

  /** The ways a counter's day may go by roster or past days, as instants of today. */
  function waysOf(counter: ReadonlyCounter, floor: ReadonlyFloor, now: Instant): readonly Hours[] {
    if (day === undefined) return [];
    const planned = plannedOn(counter.id, day);
    if (planned) return [planned];
    const midnight = day;
    const ways = past.map((one) =>
      (one.counters.get(counter.id) ?? []).map(({ from, to, officer }) => ({
        from: from - one.midnight + midnight,
        to: to - one.midnight + midnight,
        officer,
      })),
    );
    if (ways.length === 0) return [openingHours(floor)];
    const alike = ways.filter((way) => way.some(({ from, to }) => from <= now && now < to) === isOpen(counter));
    return alike.length > 0 ? alike : ways;
  }

  return {
    see(floor, at) {
      closing = lastClose(floor);
      for (const counter of floor.counters.values()) {
        const hours = today.get(counter.id);
        const last = hours?.at(-1);
        const isOpenInBook = last !== undefined && last.to === undefined;
        if (isOpen(counter)) {
          if (counter.officer !== undefined) lastOfficer.set(counter.id, counter.officer);
          if (!isOpenInBook) opened(counter, at);
          else last.officer = counter.officer;
        } else if (isOpenInBook) {
          last.to = at;
          last.isEarly = at < lastClose(floor);
          wasPaused.set(counter.id, (counter.pending?.to ?? counter.state) === 'paused');
        }
      }
    },
    newDay(midnight) {
      endDay();
      today.clear();
      wasPaused.clear();
      day = midnight;
    },
    outlook(counter, floor, now) {
      const ways = waysOf(counter, floor, now);
      const closesAt = closingOf(floor, now);
      const officer = counter.officer ?? lastOfficer.get(counter.id);
      const last = today.get(counter.id)?.at(-1);
      const pool: Sample = (counter.pending?.to ?? counter.state) === 'paused' ? pauses : closures;
      const gapsPerMs = plan && unplanned.openMs > 0 ? unplanned.gaps / unplanned.openMs : 0;
      const kept = { begins, ends, isPlanned: plan !== undefined };
      return (chance) => {
        const way = ways[Math.floor(chance.next() * ways.length)] ?? [];
        const shifts = isOpen(counter)
          ? openNow(way, { officer, now, closesAt }, kept, chance)
          : closedNow(way, { counter, last, officer, now }, kept, pool, chance);
        return gapsPerMs === 0 ? shifts : withGaps(shifts, gapsPerMs, pauses, now, chance);
      };
    },
  };
}

interface Kept {
  readonly begins: Sample;
  readonly ends: Sample;
  readonly isPlanned: boolean;
}

/** It calls: one that only ends its last visitor does not any more (C8). */
function isOpen(counter: ReadonlyCounter): boolean {
  return counter.state === 'open' && counter.pending === undefined;
}

const late = (sample: Sample, { isPlanned }: Kept, chance: Chance): Ms =>
  isPlanned ? draw(sample.table(), chance) : 0;
/** The planned instant with what it is usually late by, but after `now`. */
function afterNow(planned: Instant, sample: Sample, now: Instant, chance: Chance): Instant {
  return planned + drawBeyond(sample.table(), now - planned, chance);
}

function openNow(
  way: Hours,
  {
    officer,
    now,
    closesAt,
  }: { readonly officer: OfficerId | undefined; readonly now: Instant; readonly closesAt: Instant },
  kept: Kept,
  chance: Chance,
): readonly Shift[] {
  const running = way.find(({ from, to }) => from <= now && now < to);
  const soon = way.find(({ from }) => from > now && from - now < nearMs);
  const over = way.findLast(({ to }) => to <= now && now - to < nearMs);
  const rest = (after: Instant) => way.filter(({ from }) => from > after).map((shift) => later(shift, kept, chance));
  const until = (to: Instant) => ({ from: now, to, officer });
  if (running) {
    const to = kept.isPlanned && running.to - now < nearMs ? afterNow(running.to, kept.ends, now, chance) : running.to;
    return [until(to + (running.to - now < nearMs ? 0 : late(kept.ends, kept, chance))), ...rest(running.from)];
  }
  if (soon) return [until(soon.to + late(kept.ends, kept, chance)), ...rest(soon.from)];
  if (over) return [until(afterNow(over.to, kept.ends, now, chance)), ...rest(now)];
  return [until(closesAt)];
}

function later(shift: Shift, kept: Kept, chance: Chance): Shift {
  return kept.isPlanned
    ? { ...shift, from: shift.from + late(kept.begins, kept, chance), to: shift.to + late(kept.ends, kept, chance) }
    : shift;
}

function closedNow(
  way: Hours,
  {
    counter,
    last,
    officer,
    now,
  }: {
    readonly counter: ReadonlyCounter;
    readonly last: { readonly from: Instant; readonly to: Instant | undefined } | undefined;
    readonly officer: OfficerId | undefined;
    readonly now: Instant;
  },
  kept: Kept,
  pool: Sample,
  chance: Chance,
): readonly Shift[] {
  const closedAt = last?.to ?? counter.since;
  const until = counter.pending ? counter.pending.until : counter.state === 'paused' ? counter.until : undefined;
  const running = way.find(({ from, to }) => from <= now && now < to);
  const rest = way.filter(({ from }) => from > now).map((shift) => later(shift, kept, chance));
  const named = (shift: Shift): Shift => ({ ...shift, officer: shift.officer ?? officer });
  if (running) {
    const isLate = last === undefined || (last.to ?? 0) <= running.from + 1;
    let from = isLate
      ? afterNow(running.from, kept.begins, now, chance)
      : closedAt + drawBeyond(pool.table(), now - closedAt, chance);
    if (until !== undefined) from = Math.max(now, until);
    if (from === Infinity) return [];
    return [...(from < running.to ? [named({ ...running, from })] : []), ...rest.map(named)];
  }
  const [first, ...others] = rest;
  if (!first) return [];
  let { from } = first;
  const before = way.findLast(({ to }) => to <= now);
  if (!kept.isPlanned && before && last?.to !== undefined && Math.abs(before.to - last.to) < 2 * nearMs) {
    // The same break on another day began earlier or later; half of them keep its length, half its end.
    const shifted = last.to + (first.from - before.to);
    if (shifted > now && chance.next() < 0.5) from = shifted;
  }
  if (until !== undefined) from = Math.max(now, until);
  return [named({ ...first, from: Math.max(now, from) }), ...others.map(named)];
}

/** Pauses nobody planned, as often and as long as they were on past days. */
function withGaps(
  shifts: readonly Shift[],
  perMs: number,
  lengths: Sample,
  now: Instant,
  chance: Chance,
): readonly Shift[] {
  return shifts.flatMap((shift) => {
    const parts: Shift[] = [];
    let from = shift.from;
    for (;;) {
      const at = Math.max(from, now) - Math.log(1 - chance.next()) / perMs;
      if (at >= shift.to) break;
      parts.push({ ...shift, from, to: at });
      from = at + draw(lengths.table(), chance);
      if (from >= shift.to) return parts;
    }
    parts.push({ ...shift, from });
    return parts;
  });
}

function lastClose({ lines }: ReadonlyFloor): Instant {
  return Math.max(...[...lines.days.values()].map(({ closesAt }) => closesAt));
}

/** When all services have closed; where that is past, a good while after now. */
export function closingOf(floor: ReadonlyFloor, now: Instant): Instant {
  const after = floor.lines.office.document.serveAfterCloseMinutes * minuteMs;
  const closing = lastClose(floor) + after;
  return closing > now ? closing : now + 180 * minuteMs;
}

/** Where nothing else is known a counter is open when services are. */
function openingHours(floor: ReadonlyFloor): Hours {
  const [first] = floor.lines.days.values();
  return (first?.open ?? []).map(({ from, to }) => ({ from, to, officer: undefined }));
}
