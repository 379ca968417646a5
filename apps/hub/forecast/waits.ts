import type { BusinessDay, Instant, ServiceId, TicketId } from '../../../shared/ids.ts';
import { lanes, type Lane } from '../../../shared/protocol/office.ts';
import type { Recorded } from '../domain/events.ts';
import { evolve, openFloor } from '../domain/evolve.ts';
import type { DocumentShelf, Floor, ReadonlyFloor, ReadonlyVisit } from '../domain/floor.ts';
import { createAdvisor } from './advice.ts';
import { createForecaster, type Band, type Forecaster } from './forecast.ts';
import { dayEndOf, isOutOfReach, proposalsOf, type Proposal } from './proposals.ts';
import { isLater, toldNext, type Expected, type Range } from './promises.ts';
import { visitLengths } from './visitLengths.ts';

/** What is told of a ticket that waits; `later`: by more than 10 min than its slip says. */
export interface TicketWait extends Range {
  readonly later: boolean;
}

/** A service and a lane of it. */
export type LaneOf = `${ServiceId}/${Lane}`;
export const laneOf = (service: ServiceId, lane: Lane): LaneOf => `${service}/${lane}`;

/** What is told of calls at an instant; nothing where nothing is known (F3). */
export interface Waits {
  readonly at: Instant;
  /** Who would join the first stage of a service in this lane now. */
  readonly newcomers: ReadonlyMap<LaneOf, Range>;
  readonly tickets: ReadonlyMap<TicketId, TicketWait>;
}

/** Follows an office with a floor of its own (design.md 1.4), so that the hub's is never asked. */
export interface Follower {
  /** Each event of each day in order; of a day whose beginning was not told nothing is heard. */
  follow(recorded: Recorded): void;
  /** What is told from now on; what was told stays, until it is wrong (`toldNext`). */
  waits(now: Instant): Waits;
  /** F1: what the last waits ask the hub to do. */
  proposals(): readonly Proposal[];
}

/** What is foreseen at an instant: what each wait was worked out from, what is told of it, and what simpler ways would say. */
export interface Foresight {
  readonly now: Instant;
  readonly floor: ReadonlyFloor;
  readonly bands: ReadonlyMap<TicketId, Band>;
  readonly told: ReadonlyMap<TicketId, Range>;
  readonly baselines: Pick<Forecaster, 'qlLive' | 'les'>;
}

/** Looks on: each event once the floor had it, and each foresight. */
export interface Witness {
  heard(recorded: Recorded): void;
  foreseen(foresight: Foresight): void;
}

/** The forecasts and what is told of them, from the events of an office; `witness` hears and sees the same. */
export function followWaits(documents: DocumentShelf, seed: number, witness?: Witness): Follower {
  const forecaster = createForecaster({ seed });
  const lengths = visitLengths();
  const advisor = createAdvisor();
  let proposed: readonly Proposal[] = [];
  let floor: Floor | undefined;
  let told: Waits = { at: -Infinity, newcomers: new Map(), tickets: new Map() };

  function hear(recorded: Recorded): Floor | undefined {
    if (recorded.event.type === 'DayOpened' && (floor === undefined || recorded.day > floor.day))
      floor = openFloor(recorded, documents);
    if (floor?.day !== (recorded.day as BusinessDay)) return undefined;
    evolve(floor, recorded);
    return floor;
  }

  function ticketsAt(
    today: Floor,
    bands: ReadonlyMap<TicketId, Band>,
    expectedOf: (service: ServiceId, band: Band) => Expected | undefined,
  ): Waits['tickets'] {
    const tickets = new Map<TicketId, TicketWait>();
    for (const [ticket, band] of bands) {
      const visit = today.visits.get(ticket);
      const expected = visit && expectedOf(visit.service, band);
      if (expected) tickets.set(ticket, ticketWait(visit, told.tickets.get(ticket), expected));
    }
    return tickets;
  }

  return {
    follow(recorded) {
      const followed = hear(recorded);
      if (!followed) return;
      forecaster.follow(recorded, followed);
      lengths.follow(recorded, followed);
      witness?.heard(recorded);
    },
    waits(now) {
      const newcomers = new Map<LaneOf, Range>();
      let tickets: Waits['tickets'] = new Map();
      proposed = [];
      if (floor?.state === 'open') {
        const today = floor;
        const dayEnds = dayEndOf(today);
        /** D4, F3: who is out of reach today is told no time, and of who is not called before the day ends nobody knows one. */
        const expectedOf = (service: ServiceId, { p20, p50, p80 }: Band): Expected | undefined =>
          now + p20 >= dayEnds || isOutOfReach(service, now + p20, today, dayEnds)
            ? undefined
            : { p20: now + p20, p50: now + p50, p80: now + p80 };
        const bands = forecaster.all(today, now);
        tickets = ticketsAt(today, bands, expectedOf);
        witness?.foreseen({ now, floor: today, bands, told: tickets, baselines: forecaster });
        for (const service of today.lines.office.services.keys())
          for (const lane of lanes) {
            const band = forecaster.newcomer(service, lane, today, now);
            const key = laneOf(service, lane);
            const expected = band && expectedOf(service, band);
            if (expected) newcomers.set(key, toldNext(told.newcomers.get(key), expected));
          }
        const newcomer = (service: ServiceId) => forecaster.newcomer(service, 'regular', today, now);
        const { afterCall } = lengths;
        proposed = [
          ...proposalsOf(today, { now, dayEnds, newcomer, tickets: bands, afterCall }),
          ...advisor(today, now, newcomer),
        ];
      }
      told = { at: now, newcomers, tickets };
      return told;
    },
    proposals: () => proposed,
  };
}

/** Told first is what the slip says, as long as the visit stands where it was put at its issue (F2). */
function ticketWait(visit: ReadonlyVisit, was: TicketWait | undefined, expected: Expected): TicketWait {
  const promise = visit.joined === visit.issued ? (visit.shown ?? undefined) : undefined;
  const { low, high } = toldNext(was ?? promise, expected);
  return { low, high, later: promise !== undefined && isLater(promise, { low, high }, was?.later ?? false) };
}
