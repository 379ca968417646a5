import { present } from '../../../shared/basics.ts';
import {
  minuteMs,
  type CounterId,
  type Instant,
  type OfficerId,
  type ServiceId,
  type StageId,
} from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import { instantOf } from '../domain/hours.ts';
import { leastCounters } from '../forecast/vectors/erlang.ts';
import { nearestRank } from '../forecast/vectors/percentiles.ts';
import type { Staffing, StaffingAsk } from './asks.ts';
import { addedOfficer, Change } from './change.ts';
import type { HasTime } from './compare.ts';
import { drawnDay, type Known } from './coming.ts';
import { playFreed } from './freed.ts';
import type { DayInputs, Sitting, Span } from './pastDay.ts';
import { leftIn, waitsOf, type Waited } from './waited.ts';

/** The share of visitors that a promise is kept to. */
const promisedShare = 0.8;
const promiseAssumed = 30;
const draws = 3;
const mostRounds = 8;
const halfMinutes = 30;
/** Visitors of one service in one half hour, over all draws, below which no promise is judged by that half hour alone. */
const leastJudged = 3;

/** Counters that are open, by half hours after local midnight. */
export type Roster = Map<number, Set<CounterId>>;

/**
 * The counters a coming day needs by half hours: a first roster by Erlang C (domain.md 7.4) of each stage, as Erlang A would
 * count on visitors who give up; then as long as drawn days break a promise in a half hour, one more counter that can help
 * there and in the half hour before it; and as long as somebody is left at a stage at the end, one more counter for that
 * stage all day.
 */
export async function staffingFor(ask: StaffingAsk, known: Known, hasTime: HasTime): Promise<Staffing> {
  const days = Array.from({ length: draws }, (_, i) => drawnDay(ask.day, known, i + 1));
  const first = present(days[0], 'a drawn day');
  const { office } = first;
  const promises = promisesOf(office, ask.promiseMinutes);
  const erlang = erlangRoster(days, known.pool, promises);
  const roster: Roster = new Map([...erlang].map(([half, counters]) => [half, new Set(counters)]));
  const beyond = new Set<number>();
  const midnight = instantOf(ask.day, '00:00', office.timeZone);
  const halves = [...erlang.keys(), ...openedHalves(first.spans, midnight)];
  const start = Math.min(...halves);
  const allDay = Array.from({ length: Math.max(...halves) - start + 1 }, (_, i) => start + i);
  let rounds = 0;
  let result: Played = { waited: [], left: new Map() };
  let broken: readonly Broken[] = [];
  for (;;) {
    result = await played(days, known, (day) => spansOf(roster, day, known.like.spans));
    rounds++;
    broken = brokenIn(result.waited, promises);
    if ((broken.length === 0 && result.left.size === 0) || rounds >= mostRounds || !hasTime()) break;
    let helped = helpsAllDay(office, roster, result.left.keys(), allDay);
    for (const { half, service } of broken)
      for (const at of [half, half - 1]) {
        const counter = helper(office, roster.get(at) ?? new Set(), stageOf(office, service));
        if (counter === undefined) {
          if (at === half) beyond.add(half);
          continue;
        }
        roster.set(at, new Set([...(roster.get(at) ?? []), counter]));
        helped = true;
      }
    if (!helped) break;
  }
  const asOpened = await played(days, known, ({ spans }) => spans);
  return {
    day: ask.day,
    learnedFrom: known.past.length,
    draws,
    rosterOf: known.like.day,
    ...figures({ days, roster, erlang, result, asOpened, promises, broken, beyond }),
    rounds,
  };
}

type Promises = ReadonlyMap<ServiceId, number>;

function promisesOf({ services }: Office, all: number | undefined): Promises {
  return new Map(services.map(({ id, promiseMinutes }) => [id, all ?? promiseMinutes ?? promiseAssumed]));
}

const stageOf = ({ services }: Office, service: ServiceId): StageId =>
  present(services.find(({ id }) => id === service)?.stages[0], service);

/** What all drawn days together came to. */
interface Played {
  readonly waited: readonly Waited[];
  /** Not served to the end, by stage. */
  readonly left: ReadonlyMap<StageId, number>;
}

async function played(
  days: readonly DayInputs[],
  { pool }: Known,
  spansFor: (day: DayInputs) => readonly Span[],
): Promise<Played> {
  const waited: Waited[] = [];
  const left = new Map<StageId, number>();
  for (const [i, day] of days.entries()) {
    const spans = spansFor(day);
    const added = new Set(
      spans.filter(({ officer, counter }) => officer === addedOfficer(counter)).map((one) => one.counter),
    );
    const change = Change.parse({
      staff: [...added].map((counter) => ({ does: 'open', counter, from: '00:00', to: '00:01' })),
    });
    const { book, documents } = await playFreed({ ...day, spans }, change, i + 1, pool);
    waited.push(...waitsOf(book, documents));
    for (const [stage, count] of leftIn(book)) left.set(stage, (left.get(stage) ?? 0) + count);
  }
  return { waited, left };
}

/** One more counter all day long for each stage at which somebody was left; whether any counter could. */
function helpsAllDay(office: Office, roster: Roster, stages: Iterable<StageId>, halves: readonly number[]): boolean {
  let helped = false;
  for (const stage of stages)
    for (const half of halves) {
      const open = roster.get(half) ?? new Set();
      const counter = helper(office, open, stage);
      if (counter === undefined) continue;
      roster.set(half, new Set([...open, counter]));
      helped = true;
    }
  return helped;
}

interface Broken {
  readonly half: number;
  readonly service: ServiceId;
}

const over = ({ wait }: Waited, promise: number) => wait === undefined || wait > promise;

/** Half hours in which the promise of a service does not hold for those who come then. */
function brokenIn(waited: readonly Waited[], promises: Promises): readonly Broken[] {
  const broken: Broken[] = [];
  for (const [service, promise] of promises)
    for (const [half, mine] of Map.groupBy(
      waited.filter((one) => one.service === service),
      ({ half }) => half,
    )) {
      const late = mine.filter((one) => over(one, promise)).length;
      if (mine.length >= leastJudged && late > (1 - promisedShare) * mine.length) broken.push({ half, service });
    }
  return broken;
}

/** The counter that may help a stage and is not open yet: one whose first tier it is before others. */
function helper({ counters }: Office, open: ReadonlySet<CounterId>, stage: StageId): CounterId | undefined {
  const tierOf = (tiers: readonly (readonly StageId[])[]) => tiers.findIndex((tier) => tier.includes(stage));
  return counters
    .filter(({ id, tiers }) => !open.has(id) && tierOf(tiers) >= 0)
    .toSorted((one, other) => tierOf(one.tiers) - tierOf(other.tiers))[0]?.id;
}

/** Mean minutes a turn of a stage keeps a counter; of all stages where that one was never seen. */
function minutesAt(pool: readonly Sitting[], stage: StageId): number {
  const of = (turns: readonly Sitting[]) =>
    turns.reduce((sum, { served }) => sum + served.to, 0) / turns.length / minuteMs;
  const mine = pool.filter((sitting) => sitting.stage === stage);
  return Math.max(0.5, mine.length > 0 ? of(mine) : pool.length > 0 ? of(pool) : promiseAssumed / 3);
}

/** Erlang C for each stage and half hour; a visitor comes to a later stage once those before it have taken their mean. */
export function erlangRoster(days: readonly DayInputs[], pool: readonly Sitting[], promises: Promises): Roster {
  const { office } = present(days[0], 'a drawn day');
  const lasts = new Map(office.stages.map(({ id }) => [id, minutesAt(pool, id)]));
  const load = new Map<StageId, Map<number, number>>();
  for (const day of days) {
    const midnight = instantOf(day.day, '00:00', office.timeZone);
    for (const { recorded } of day.arrivals) {
      let minutes = (recorded.at - midnight) / minuteMs;
      for (const stage of recorded.event.stages) {
        const half = Math.floor(minutes / halfMinutes);
        const mine = load.get(stage) ?? new Map<number, number>();
        mine.set(half, (mine.get(half) ?? 0) + 1 / days.length);
        load.set(stage, mine);
        minutes += present(lasts.get(stage), stage);
      }
    }
  }
  const roster: Roster = new Map();
  for (const [stage, halves] of load)
    for (const [half, comes] of halves) {
      const served = { arrivals: comes * 2, serves: 60 / present(lasts.get(stage), stage) };
      const need = leastCounters(served, { served: promisedShare, minutes: strictest(office, stage, promises) });
      const open = roster.get(half) ?? new Set();
      const tiers = (id: CounterId) => office.counters.find((counter) => counter.id === id)?.tiers.flat() ?? [];
      while ([...open].filter((id) => tiers(id).includes(stage)).length < need) {
        const counter = helper(office, open, stage);
        if (counter === undefined) break;
        open.add(counter);
      }
      roster.set(half, open);
    }
  return roster;
}

/** The shortest promise of the services that pass through a stage, minutes. */
function strictest({ services }: Office, stage: StageId, promises: Promises): number {
  return Math.min(
    ...services.filter(({ stages }) => stages.includes(stage)).map(({ id }) => promises.get(id) ?? promiseAssumed),
  );
}

/** The roster as spans: each counter by who was seen there, else by who is added; nobody sits at two counters at once. */
function spansOf(roster: Roster, { day, office, spans }: DayInputs, seen: readonly Span[]): readonly Span[] {
  const midnight = instantOf(day, '00:00', office.timeZone);
  const usual = new Map<CounterId, OfficerId>();
  for (const { counter, officer } of [...spans, ...seen])
    if (
      !usual.has(counter) &&
      ![...usual.values()].includes(officer) &&
      office.officers.some(({ id }) => id === officer)
    )
      usual.set(counter, officer);
  return stretches(roster).map(({ counter, from, to }) => ({
    counter,
    officer: usual.get(counter) ?? addedOfficer(counter),
    from: (midnight + from * minuteMs) as Instant,
    to: (midnight + to * minuteMs) as Instant,
    ends: 'closed',
  }));
}

/** Half hours of one counter that touch, as one stretch; minutes after midnight. */
function stretches(
  roster: Roster,
): readonly { readonly counter: CounterId; readonly from: number; readonly to: number }[] {
  const found: { counter: CounterId; from: number; to: number }[] = [];
  for (const half of [...roster.keys()].toSorted((one, other) => one - other))
    for (const counter of roster.get(half) ?? []) {
      const last = found.findLast((one) => one.counter === counter);
      if (last && last.to === half * halfMinutes) last.to += halfMinutes;
      else found.push({ counter, from: half * halfMinutes, to: (half + 1) * halfMinutes });
    }
  return found;
}

function figures({
  days,
  roster,
  erlang,
  result,
  asOpened,
  promises,
  broken,
  beyond,
}: {
  readonly days: readonly DayInputs[];
  readonly roster: Roster;
  readonly erlang: Roster;
  readonly result: Played;
  readonly asOpened: Played;
  readonly promises: Promises;
  readonly broken: readonly Broken[];
  readonly beyond: ReadonlySet<number>;
}): Pick<Staffing, 'halfHours' | 'services' | 'counters' | 'holds' | 'left'> {
  const { waited } = result;
  const leftOf = ({ left }: Played) => [...left.values()].reduce((sum, count) => sum + count, 0) / days.length;
  const first = present(days[0], 'a drawn day');
  const midnight = instantOf(first.day, '00:00', first.office.timeZone);
  const halves = new Set([...roster.keys(), ...openedHalves(first.spans, midnight)]);
  const p80 = (ones: readonly Waited[]) => {
    const waits = ones.flatMap(({ wait }) => (wait === undefined ? [] : [wait])).toSorted((one, other) => one - other);
    return waits.length === 0 ? null : nearestRank(waits, promisedShare);
  };
  const spans = Map.groupBy(stretches(roster), ({ counter }) => counter);
  const services = [...promises].map(([service, promise]) => {
    const mine = waited.filter((one) => one.service === service);
    return {
      service,
      promiseMinutes: promise,
      needed: p80(mine),
      roster: p80(asOpened.waited.filter((one) => one.service === service)),
      holds: mine.filter((one) => over(one, promise)).length <= (1 - promisedShare) * mine.length,
    };
  });
  return {
    halfHours: [...halves]
      .toSorted((one, other) => one - other)
      .map((half) => ({
        from: half * halfMinutes,
        erlang: erlang.get(half)?.size ?? 0,
        needed: roster.get(half)?.size ?? 0,
        opened: openedIn(first.spans, midnight, half),
        comes: waited.filter((one) => one.half === half).length / days.length,
        p80: p80(waited.filter((one) => one.half === half)),
        broken: broken.some((one) => one.half === half) || beyond.has(half),
      })),
    services,
    counters: [...spans].map(([counter, ones]) => ({ counter, spans: ones.map(({ from, to }) => ({ from, to })) })),
    holds: broken.length === 0 && result.left.size === 0 && services.every(({ holds }) => holds),
    left: { needed: leftOf(result), roster: leftOf(asOpened) },
  };
}

const halfMs = halfMinutes * minuteMs;

function openedHalves(spans: readonly Span[], midnight: Instant): readonly number[] {
  return spans.flatMap(({ from, to }) => {
    const first = Math.floor((from - midnight) / halfMs);
    return Array.from({ length: Math.ceil((to - midnight) / halfMs) - first }, (_, i) => first + i);
  });
}

/** Mean number of counters that were open in a half hour. */
function openedIn(spans: readonly Span[], midnight: Instant, half: number): number {
  const from = midnight + half * halfMs;
  return (
    spans.reduce((sum, span) => sum + Math.max(0, Math.min(span.to, from + halfMs) - Math.max(span.from, from)), 0) /
    halfMs
  );
}
