import { invariant, present } from '../../../shared/basics.ts';
import { minuteMs, secondMs, type BusinessDay, type Instant, type Seq, type TicketId } from '../../../shared/ids.ts';
import type { Recorded } from '../domain/events.ts';
import { addDays, instantOf } from '../domain/hours.ts';
import { chanceOf, type Chance } from '../forecast/chance.ts';
import { arrivals as learnArrivals, halfHourMs, type Stream } from '../forecast/learning/arrivals.ts';
import { player, type Arrival, type DayInputs, type Sitting } from './pastDay.ts';
import { seedOf } from './turns.ts';

/** What a coming day is drawn from. */
export interface Known {
  /** Past days, the oldest first; at least one. */
  readonly past: readonly DayInputs[];
  readonly streams: readonly Stream[];
  /** Turns of all those days. */
  readonly pool: readonly Sitting[];
  /** The day whose roster and officers' pace is taken: the last with the same weekday, else the last. */
  readonly like: DayInputs;
}

/** What past days say of one to come: how many come in each half hour, learned as the forecast learns it, and how turns go. */
export function knownFor(day: BusinessDay, past: readonly DayInputs[]): Known {
  const comers = learnArrivals();
  for (const one of past) {
    const midnight = midnightOf(one.day, one);
    for (const { recorded } of one.arrivals)
      comers.add(recorded.event.service, recorded.event.lane, recorded.event.arrivedAt - midnight);
    comers.newDay();
  }
  const sameWeekday = past.findLast((one) => (Date.parse(day) - Date.parse(one.day)) % (7 * 24 * 60 * minuteMs) === 0);
  return {
    past,
    streams: comers.streams(),
    pool: past.flatMap(({ sittings }) => [...sittings.values()].flat()),
    like: present(sameWeekday ?? past.at(-1), 'a past day'),
  };
}

function midnightOf(day: BusinessDay, { office }: Pick<DayInputs, 'office'>): Instant {
  return instantOf(day, office.dayStart, office.timeZone);
}

/** One way the day may go: visitors drawn by half hours, the roster of the day it is like, and no turn of anybody yet. */
export function drawnDay(day: BusinessDay, { streams, like, past }: Known, seed: number): DayInputs {
  const office = present(past.at(-1), 'a past day');
  const newest = lastDocumentOf(office);
  const midnight = midnightOf(day, office);
  const chance = chanceOf(seedOf(seed, day));
  const later = midnight - midnightOf(like.day, like);
  const comers = streams
    .flatMap(({ service, lane, perHalfHour }) =>
      [...perHalfHour].flatMap((mean, half) =>
        Array.from({ length: poisson(mean, chance) }, () => ({
          service,
          lane,
          at: Math.round(midnight + (half + chance.next()) * halfHourMs),
        })),
      ),
    )
    .filter(({ service }) => newest.services.some(({ id }) => id === service))
    .toSorted((one, other) => one.at - other.at);
  const arrivals = comers.map(({ service, lane, at }, i): Arrival => {
    const { stages } = present(
      newest.services.find(({ id }) => id === service),
      service,
    );
    const event = {
      type: 'TicketIssued' as const,
      ticket: `${day}-${seed}-${i + 1}` as TicketId,
      number: { prefix: 'A', source: 'hub', count: i + 1 } as Arrival['recorded']['event']['number'],
      service,
      lane,
      language: 'id' as const,
      people: 1,
      stages,
      arrivedAt: at,
      slip: 'pending' as const,
      shown: null,
      ahead: null,
    };
    return { recorded: { ...envelope(day, office, at, 2 * i), event } };
  });
  return {
    day,
    office: newest,
    documents: office.documents,
    opensAt: midnight,
    carryOver: [],
    endsAt: Math.max(midnight, ...like.spans.map(({ to }) => to + later), ...comers.map(({ at }) => at)),
    arrivals,
    fixed: arrivals.map(({ recorded }, i) => [
      {
        ...envelope(day, office, recorded.at + slipMs, 2 * i + 1),
        event: { type: 'SlipReported', ticket: recorded.event.ticket, outcome: 'printed' },
      },
    ]),
    spans: like.spans.map((span) => ({ ...span, from: span.from + later, to: span.to + later })),
    sittings: new Map(),
    gaps: like.gaps,
  };
}

/** From the issue of a number to its slip. */
const slipMs = 4 * secondMs;

function lastDocumentOf({ documents, office }: DayInputs): DayInputs['office'] {
  return [...documents.values()].at(-1) ?? office;
}

function envelope(day: BusinessDay, { office }: DayInputs, at: Instant, order: number): Omit<Recorded, 'event'> {
  return {
    office: office.id,
    day,
    epoch: 1 as Recorded['epoch'],
    seq: (order + 1) as Seq,
    at,
    v: 1,
    by: player,
    key: `drawn-${order}` as Recorded['key'],
  };
}

/** A number of visitors with this mean (Knuth's product of uniforms; means of half an hour are small). */
export function poisson(mean: number, chance: Chance): number {
  invariant(mean < 500, `${mean} visitors of one service in half an hour`);
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = chance.next(); product > least; product *= chance.next()) count++;
  return count;
}

/** How many days before a coming one are drawn from. */
export const daysDrawnFrom = 10;

/** The days before `day` that may be drawn from, the oldest first. */
export function daysBefore(day: BusinessDay, kept: readonly BusinessDay[]): readonly BusinessDay[] {
  const earliest = addDays(day, -60);
  return kept.filter((one) => one < day && one >= earliest).slice(-daysDrawnFrom);
}
