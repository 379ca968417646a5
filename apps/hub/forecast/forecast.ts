import {
  minuteMs,
  secondMs,
  type BusinessDay,
  type Instant,
  type Ms,
  type ServiceId,
  type TicketId,
} from '../../../shared/ids.ts';
import type { Lane } from '../../../shared/protocol/office.ts';
import type { Recorded } from '../domain/events.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';
import { answers, type Answer } from './answers.ts';
import { bands } from './bands.ts';
import { les, qlLive } from './byFormula.ts';
import type { Plan, Truth } from './given.ts';
import { learning } from './learning/learning.ts';
import type { Quantiles } from './lookAhead/lookAhead.ts';

/**
 * Ms from now to the next call of a ticket (its first one, where it was just issued): with 10, 20, 50, 80 and 90 in a
 * hundred of all outcomes below. `few` says that too little was seen of the service and a formula spoke, not the
 * look-ahead. The horizon of a forecast is its own `p50`.
 */
export interface Band {
  readonly p10: Ms;
  readonly p20: Ms;
  readonly p50: Ms;
  readonly p80: Ms;
  readonly p90: Ms;
  readonly basis: 'lookAhead' | 'few';
}

export interface Forecaster {
  /** To be told each event of past and present days in order, after `evolve` had it; learns and corrects its bands. */
  follow(recorded: Recorded, floor: ReadonlyFloor): void;
  /** One waiting ticket; undefined where it does not wait or nothing can be said (F3). */
  estimate(ticket: TicketId, floor: ReadonlyFloor, now: Instant): Band | undefined;
  /** Every waiting ticket, in one pass. */
  all(floor: ReadonlyFloor, now: Instant): ReadonlyMap<TicketId, Band>;
  /** Who would join the first stage of the service in this lane now. */
  newcomer(service: ServiceId, lane: Lane, floor: ReadonlyFloor, now: Instant): Band | undefined;
  /** Baselines to compare with: Ms from now to the call of a waiting ticket (see byFormula.ts). */
  qlLive(ticket: TicketId, floor: ReadonlyFloor, now: Instant): Ms | undefined;
  les(ticket: TicketId, floor: ReadonlyFloor, now: Instant): Ms | undefined;
}

export interface ForecasterOptions {
  /** The same seed and events give the same forecasts. */
  readonly seed: number;
  /** Runs of the look-ahead; chosen by load where it is not given. */
  readonly runs?: number;
  readonly plan?: Plan;
  /** One for all days, or each day's own. */
  readonly truth?: Truth | ((day: BusinessDay) => Truth);
}

/** Of tickets nobody asks about, every so many-th is forecast at its issue, so that the bands learn; not more often than this. */
const practiseEvery = 4;
const practiseAgainMs = 2 * minuteMs;
/** A forecast made so soon after the issue is one of the whole wait. */
const atIssueMs = 5 * secondMs;

/** The waits of an office, learned from its events and looked ahead by its own rules. */
export function createForecaster({ seed, runs, plan, truth }: ForecasterOptions): Forecaster {
  const known = learning(plan);
  const asked = answers(known, { seed, runs, truth });
  const corrected = bands();
  /** What was looked ahead for each ticket at its issue, until it is called. */
  const open = new Map<TicketId, { readonly at: Instant; readonly raw: Quantiles }>();
  let issued = 0;
  let practised: Instant = 0;

  function remember(ticket: TicketId, { raw, basis }: Answer, at: Instant): void {
    if (basis === 'lookAhead') open.set(ticket, { at, raw });
  }

  function bandOf({ raw, basis }: Answer): Band {
    const [p10, p20, p50, p80, p90] = basis === 'lookAhead' ? corrected.correct(raw) : raw;
    return { p10, p20, p50, p80, p90, basis };
  }

  return {
    follow(recorded, floor) {
      known.follow(recorded, floor);
      const { event, at } = recorded;
      if (event.type === 'DayOpened') open.clear();
      if (event.type === 'TicketIssued' && event.remote !== true && issued++ % practiseEvery === 0) {
        if (at - practised < practiseAgainMs) return;
        practised = at;
        const answer = asked.ticket(event.ticket, floor, at);
        if (answer) remember(event.ticket, answer, at);
      }
      if (event.type === 'VisitCalled') {
        const was = open.get(event.ticket);
        if (was && event.why.rule !== 'C12') corrected.learn(was.raw, at - was.at);
        open.delete(event.ticket);
      }
      if (event.type === 'VisitPostponed') open.delete(event.ticket);
    },
    estimate(ticket, floor, now) {
      const answer = asked.ticket(ticket, floor, now);
      if (!answer) return undefined;
      const visit = floor.visits.get(ticket);
      if (visit && !visit.away && now - visit.issuedAt <= atIssueMs) remember(ticket, answer, now);
      return bandOf(answer);
    },
    all(floor, now) {
      return new Map([...asked.all(floor, now)].map(([ticket, answer]) => [ticket, bandOf(answer)]));
    },
    newcomer(service, lane, floor, now) {
      const answer = asked.newcomer(service, lane, floor, now);
      return answer && bandOf(answer);
    },
    qlLive: (ticket, floor, now) => qlLive(known, ticket, floor, now),
    les: (ticket, floor, now) => les(known, ticket, floor, now),
  };
}
