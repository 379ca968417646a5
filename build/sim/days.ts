import type { Truth } from '../../apps/hub/forecast/given.ts';
import { secondMs, type BusinessDay, type CounterId, type ServiceId } from '../../shared/ids.ts';
import type { Lane } from '../../shared/protocol/office.ts';
import { chanceOf, type Chance } from '../day/chance.ts';
import { dateAfter, openSpans } from '../oracle/calendar.ts';
import type { Shift, Visitor } from './dayFile.ts';
import { gamma, normal, type Draw } from './lengthsOf.ts';
import { kinds, type Kind, type KindName } from './offices.ts';

/** A day of a generated office: what happens, and what only its maker knows. */
export interface MadeDay {
  readonly day: BusinessDay;
  readonly visitors: readonly Visitor[];
  readonly staff: readonly Shift[];
  /** Both know of a change from when it happens; on days without one the roster is that of all days. */
  readonly roster: readonly Shift[];
  readonly truth: Truth;
}

export interface MadeOffice {
  readonly kind: Kind;
  /** The roster, the same on all days; nobody keeps it to the minute. */
  readonly plan: readonly Shift[];
  readonly days: readonly MadeDay[];
}

/** What is otherwise than on all days before, from a time of the day on (seconds after midnight). */
export const changeNames = ['opens', 'closes', 'faster', 'crowd'] as const;
export type ChangeName = (typeof changeNames)[number];
export interface Change {
  readonly what: ChangeName;
  readonly at: number;
}

const minute = 60;
const hour = 60 * minute;
/** Shares of the day's arrivals by half hours from half past seven on: a crowd at the door, a rush, and a calm end. */
const profile = [11, 13, 12, 11, 9, 8, 7, 6, 5, 4, 4, 4, 3, 2, 1];
const profileFrom = 7.5 * hour;
const step = 0.5 * hour;
const opens = 8 * hour;
const closes = 18.5 * hour;
/** Days differ by so much in their number of visitors. */
const dayEffect = 0.08;
/** And by so much in how long everything takes, which nobody can know in the morning. */
const slowness = 0.03;
const officerSpread = 0.18;
/** Whoever waits leaves unseen at such a rate, an hour. */
const leaves = 0.1;
const pauseShare = 0.06;
const shutShare = 0.7;
/** No service takes less, seconds. */
const shortest = 20;

const walk: Draw = (chance) => Math.min(90, 4 + gamma(2, 12)(chance));
const turn: Draw = (chance) =>
  chance.happens(pauseShare) ? minute * (2 + 6 * chance.next()) : Math.min(60, 2 + gamma(1.5, 8)(chance));

/**
 * An office of this kind over so many working days, from one seed: officers of different speed, a morning rush by a
 * Poisson process whose rate changes, a day's own effect, breaks one after the other, service of a mixture of gamma and
 * Pareto, short pauses that the hub is not told of, people who do not come and people who leave. `change` happens on
 * the last day.
 */
export function makeOffice(
  name: KindName,
  seed: number,
  { days, first = '2026-03-02', change }: { readonly days: number; readonly first?: string; readonly change?: Change },
): MadeOffice {
  const kind = kindOf(name, change);
  const chance = chanceOf(seed);
  const speeds = kind.office.counters.map(() => Math.exp(officerSpread * normal(chance)));
  const plan = rosterOf(kind, change);
  const lengths = lengthsOf(kind);
  const made: MadeDay[] = [];
  for (let date = first; made.length < days; date = dateAfter(date, 1)) {
    if (openSpans(kind.office, '', date).length === 0) continue;
    const isLast = made.length === days - 1;
    const ofDay = chanceOf(seed * 1009 + made.length + 1);
    made.push(makeDay({ kind, speeds, lengths, plan }, date as BusinessDay, ofDay, isLast ? change : undefined));
  }
  return { kind, plan, days: made };
}

/** An office whose last counter the roster leaves shut has fewer visitors. */
function kindOf(name: KindName, change: Change | undefined): Kind {
  const kind = kinds[name];
  return change?.what === 'opens' ? { ...kind, tickets: Math.round(kind.tickets * shutShare) } : kind;
}

/** With a counter to open, the roster leaves the last one shut. */
function rosterOf({ office, breaks }: Kind, change: Change | undefined): readonly Shift[] {
  return office.counters.flatMap(({ id }, i): Shift[] => {
    if (change?.what === 'opens' && i === office.counters.length - 1) return [];
    const rest = breaks[i] ?? { from: 12 * 60, to: 13 * 60 };
    return [
      { counter: id, from: opens, to: rest.from * minute },
      { counter: id, from: rest.to * minute, to: closes },
    ];
  });
}

interface Ground {
  readonly kind: Kind;
  readonly speeds: readonly number[];
  readonly lengths: Lengths;
  readonly plan: readonly Shift[];
}

function makeDay(
  { kind, speeds, lengths, plan }: Ground,
  day: BusinessDay,
  chance: Chance,
  change: Change | undefined,
): MadeDay {
  const crowd = 1 + dayEffect * normal(chance);
  const slow = 1 + slowness * normal(chance);
  const absent = 0.02 + 0.04 * chance.next();
  const visitors = comers(kind, crowd, chance, change).map((arrival) => visitorAt(kind, arrival, slow, absent, chance));
  const ids = kind.office.counters.map(({ id }) => id);
  const inForce = change && change.at < closes ? change : undefined;
  return {
    day,
    visitors,
    staff: staffOf(kind, speeds, plan, chance, change),
    roster: inForce ? changed(ids, plan, inForce) : plan,
    truth: truthOf(kind, lengths, { speeds, crowd, slow, change: inForce }, visitors),
  };
}

/** Seconds after midnight, in order: a Poisson process by thinning. */
function comers(kind: Kind, crowd: number, chance: Chance, change: Change | undefined): readonly number[] {
  const rateAt = (at: number) => {
    const share = (profile[Math.floor((at - profileFrom) / step)] ?? 0) / profile.reduce((sum, one) => sum + one, 0);
    const grows = change?.what === 'crowd' && at >= change.at ? 2 : 1;
    return (kind.tickets * crowd * share * grows) / step;
  };
  const times: number[] = [];
  const most = 2 * Math.max(...profile.map((_, i) => rateAt(profileFrom + i * step)));
  const end = profileFrom + profile.length * step - 1;
  for (let at = profileFrom; ;) {
    at -= Math.log(1 - chance.next()) / most;
    if (at >= end) return times;
    if (chance.next() * most < rateAt(at)) times.push(round(at));
  }
}

function visitorAt(kind: Kind, arrival: number, slow: number, absent: number, chance: Chance): Visitor {
  const service = chance.weighted(kind.services.map((one) => [one, one.share] as const));
  const lane = chance.weighted(kind.lanes);
  const waits = Math.max(0, (kind.tickets / 240) * (1 - Math.abs(arrival - 10 * hour) / (5 * hour)));
  const gone = lane === 'regular' ? 1 - Math.exp(-leaves * waits) : 0;
  return {
    arrival,
    service: service.id as ServiceId,
    lane,
    seconds: service.stages.map(({ lasts }) => round(Math.max(shortest, lasts(chance) * minute * slow))),
    shows: !chance.happens(absent + gone),
    walk: service.stages.map(() => round(walk(chance))),
    turn: service.stages.map(() => round(turn(chance))),
  };
}

/** Officers come, rest and return some minutes off the roster. */
function staffOf(
  { office }: Kind,
  speeds: readonly number[],
  plan: readonly Shift[],
  chance: Chance,
  change: Change | undefined,
): readonly Shift[] {
  const kept = plan.map((shift, i) => {
    const isMorning = plan[i - 1]?.counter !== shift.counter;
    const speed = Number((speeds[office.counters.findIndex(({ id }) => id === shift.counter)] ?? 1).toFixed(4));
    const from = round(
      isMorning ? opens + minute * (-1 + 4 * chance.next()) : shift.from + 4 * minute * normal(chance),
    );
    return { ...shift, from, to: round(isMorning ? shift.to + 4 * minute * normal(chance) : shift.to), speed };
  });
  return change
    ? changed(
        office.counters.map(({ id }) => id),
        kept,
        change,
      )
    : kept;
}

function changed(counters: readonly CounterId[], shifts: readonly Shift[], { what, at }: Change): readonly Shift[] {
  const last = counters.at(-1);
  const [first] = counters;
  switch (what) {
    case 'opens':
      return last && at < closes ? [...shifts, { counter: last, from: at, to: closes }] : shifts;
    case 'closes':
      return shifts.flatMap((shift) =>
        shift.counter !== last ? [shift] : shift.from < at ? [{ ...shift, to: Math.min(shift.to, at) }] : [],
      );
    case 'faster':
      return shifts.flatMap((shift): Shift[] => {
        const twice = { ...shift, speed: (shift.speed ?? 1) * 2 };
        if (shift.counter !== first || shift.to <= at) return [shift];
        return shift.from >= at
          ? [twice]
          : [
              { ...shift, to: at },
              { ...twice, from: at },
            ];
      });
    case 'crowd':
      return shifts;
  }
}

/** Quantiles of each stage, before an officer's speed and a day's slowness, seconds; and of what is the same for all. */
interface Lengths {
  readonly stages: ReadonlyMap<string, readonly number[]>;
  readonly walk: readonly number[];
  readonly turn: readonly number[];
}

function lengthsOf({ services }: Kind): Lengths {
  return {
    stages: new Map(
      services.flatMap(({ stages }) =>
        stages.map(({ id, lasts }) => [id, quantilesOf((chance) => lasts(chance) * minute)] as const),
      ),
    ),
    walk: quantilesOf(walk),
    turn: quantilesOf(turn),
  };
}

/** The same in the learner's terms; of an officer who changes speed, from then on. */
function truthOf(
  { office, services, lanes, tickets }: Kind,
  lengths: Lengths,
  {
    speeds,
    crowd,
    slow,
    change,
  }: {
    readonly speeds: readonly number[];
    readonly crowd: number;
    readonly slow: number;
    readonly change: Change | undefined;
  },
  visitors: readonly Visitor[],
): Truth {
  const speedOf = (i: number) => (speeds[i] ?? 1) * (change?.what === 'faster' && i === 0 ? 2 : 1);
  const grows = (from: number) => (change?.what === 'crowd' && from >= change.at ? 2 : 1);
  const { minCalls, silentAnnouncementSeconds, noShowAfterSeconds } = office.policy;
  const inMs = (seconds: readonly number[]) => seconds.map((one) => Math.round(one * secondMs));
  const whole = profile.reduce((sum, one) => sum + one, 0);
  const shareOf = (lane: Lane) => {
    const mine = visitors.filter((one) => one.lane === lane);
    return mine.length === 0 ? 0 : mine.filter(({ shows }) => !shows).length / mine.length;
  };
  return {
    service: office.stages.flatMap(({ id }) =>
      office.officers.map((officer, i) => ({
        stage: id,
        officer: officer.id,
        lengths: inMs((lengths.stages.get(id) ?? []).map((one) => Math.max(shortest, one * slow) / speedOf(i))),
      })),
    ),
    walk: inMs(lengths.walk),
    turn: inMs(lengths.turn),
    miss: [minCalls * (silentAnnouncementSeconds + noShowAfterSeconds) * secondMs],
    noShow: lanes.map(([lane]) => ({ lane, share: shareOf(lane) })),
    arrivals: services.flatMap(({ id, share }) =>
      lanes.flatMap(([lane, part]) =>
        profile.map((weight, i) => ({
          service: id as ServiceId,
          lane,
          from: (profileFrom + i * step) * secondMs,
          to: (profileFrom + (i + 1) * step) * secondMs,
          perHour: (tickets * crowd * share * part * weight * grows(profileFrom + i * step) * hour) / whole / step,
        })),
      ),
    ),
  };
}

const quantiles = 200;

/** Equally likely values of many draws. */
function quantilesOf(draw: Draw): readonly number[] {
  const chance = chanceOf(97);
  const drawn = Array.from({ length: quantiles * 50 }, () => draw(chance)).toSorted((one, other) => one - other);
  return Array.from({ length: quantiles }, (_, i) => drawn[i * 50 + 25] ?? 0);
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
