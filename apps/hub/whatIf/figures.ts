import { present } from '../../../shared/basics.ts';
import { minuteMs, type CounterId, type Instant, type Ms, type ServiceId } from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import type { Recorded } from '../domain/events.ts';
import { evolve, openFloor } from '../domain/evolve.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';
import { instantOf } from '../domain/hours.ts';
import { indexOffice } from '../domain/officeIndex.ts';
import { nearestRank } from '../forecast/vectors/percentiles.ts';
import type { Figures, ServiceFigures } from './asks.ts';

const halfHour: Ms = 30 * minuteMs;

interface Stretch {
  waiting: number;
  open: number;
}

/** The figures of a book, followed from its opening; of the half hours in which somebody came, waited or sat there. */
export function figuresOf(book: readonly Recorded[], documents: ReadonlyMap<string, Office>): Figures {
  const opening = present(book[0], 'first event of the day');
  const floor = openFloor(opening, new Map([...documents].map(([hash, office]) => [hash, indexOffice(hash, office)])));
  const { timeZone } = floor.lines.office.document;
  const midnight = instantOf(floor.day, '00:00', timeZone);
  const firstCall = new Map<string, Instant>();
  const halves = new Map<number, Stretch>();
  const counters = new Map<string, { open: Ms; idle: Ms; calls: number }>();
  let at = opening.at;

  function pass(to: Instant): void {
    const waiting = waitingIn(floor);
    let open = 0;
    for (const { id, state, visit } of floor.counters.values()) {
      if (state !== 'open') continue;
      open++;
      const mine = counters.get(id) ?? { open: 0, idle: 0, calls: 0 };
      mine.open += to - at;
      if (visit === undefined) mine.idle += to - at;
      counters.set(id, mine);
    }
    for (let from = at; from < to;) {
      const half = Math.floor((from - midnight) / halfHour);
      const until = Math.min(to, midnight + (half + 1) * halfHour);
      const stretch = halves.get(half) ?? { waiting: 0, open: 0 };
      stretch.waiting += waiting * (until - from);
      stretch.open += open * (until - from);
      halves.set(half, stretch);
      from = until;
    }
    at = Math.max(at, to);
  }

  for (const recorded of book) {
    pass(recorded.at);
    evolve(floor, recorded);
    const { event } = recorded;
    if (event.type !== 'VisitCalled') continue;
    if (!firstCall.has(event.ticket)) firstCall.set(event.ticket, recorded.at);
    const mine = counters.get(event.counter);
    if (mine) mine.calls++;
  }

  const visits = [...floor.visits.values()].map((visit) => {
    const called = firstCall.get(visit.ticket);
    const from = Math.max(visit.issuedAt, visit.slot ?? 0);
    const { stay } = visit;
    return {
      service: visit.service,
      half: Math.floor((visit.issuedAt - midnight) / halfHour),
      wait: called === undefined ? undefined : Math.max(0, called - from) / minuteMs,
      stay: stay.is === 'ended' && stay.ending === 'finished' ? (stay.at - visit.issuedAt) / minuteMs : undefined,
    };
  });
  const { services } = floor.lines.office.document;
  const busy = [...halves].filter(
    ([half, { waiting, open }]) => waiting > 0 || open > 0 || visits.some((visit) => visit.half === half),
  );
  return {
    services: [undefined, ...services].map((service) => {
      const mine = visits.filter((visit) => service === undefined || visit.service === service.id);
      return serviceFigures(service?.id ?? null, service?.promiseMinutes ?? null, mine);
    }),
    halfHours: busy
      .toSorted(([one], [other]) => one - other)
      .map(([half, { waiting, open }]) => {
        const mine = visits.filter((visit) => visit.half === half);
        return {
          from: half * 30,
          p80: rank(waitsOf(mine), 0.8),
          queue: waiting / halfHour,
          open: open / halfHour,
          came: mine.length,
        };
      }),
    counters: [...counters].map(([counter, { open, idle, calls }]) => ({
      counter: counter as CounterId,
      openMinutes: open / minuteMs,
      idleMinutes: idle / minuteMs,
      calls,
    })),
  };
}

interface Seen {
  readonly wait: number | undefined;
  readonly stay: number | undefined;
}

const defined = (values: readonly (number | undefined)[]) =>
  values.filter((value) => value !== undefined).toSorted((one, other) => one - other);
const waitsOf = (visits: readonly Seen[]) => defined(visits.map(({ wait }) => wait));
const rank = (sorted: readonly number[], share: number) => (sorted.length === 0 ? null : nearestRank(sorted, share));

function serviceFigures(service: ServiceId | null, promise: number | null, visits: readonly Seen[]): ServiceFigures {
  const waits = waitsOf(visits);
  const kept = promise === null ? 0 : waits.filter((wait) => wait <= promise).length;
  return {
    service,
    came: visits.length,
    called: waits.length,
    notCalled: visits.length - waits.length,
    median: rank(waits, 0.5),
    p80: rank(waits, 0.8),
    p90: rank(waits, 0.9),
    promiseMinutes: promise,
    within: promise === null || waits.length === 0 ? null : kept / waits.length,
    stay: rank(defined(visits.map(({ stay }) => stay)), 0.5),
  };
}

function waitingIn(floor: ReadonlyFloor): number {
  let waiting = 0;
  for (const { lines } of floor.lines.queues.values())
    waiting += lines.appointment.length + lines.priority.length + lines.regular.length;
  return waiting;
}
