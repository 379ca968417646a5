import type { BusinessDay, Instant, ServiceId, StageId, TicketId } from '../../../shared/ids.ts';
import type { Lane } from '../../../shared/protocol/office.ts';
import { aheadOfNewcomer, callOrder } from '../domain/ahead.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';
import { capacityOf, scheduledQl, type Capacity } from './byFormula.ts';
import type { Truth } from './given.ts';
import type { Learning } from './learning/learning.ts';
import { ghostOf, isGhostId, newcomerOf, type Wanted } from './lookAhead/hall.ts';
import { lookAhead, type Quantiles } from './lookAhead/lookAhead.ts';
import type { Model } from './lookAhead/model.ts';
import { truthOf } from './lookAhead/truth.ts';

/** What is said of a wait before any correction, and what says it. */
export interface Answer {
  readonly raw: Quantiles;
  readonly basis: 'lookAhead' | 'few';
}

/** Asks the look-ahead, or the formula where too little was seen of a stage; what was just played is not played again. */
export interface Answers {
  /** Undefined where the ticket does not wait or too little was seen of its stage. */
  ticket(ticket: TicketId, floor: ReadonlyFloor, now: Instant): Answer | undefined;
  all(floor: ReadonlyFloor, now: Instant): ReadonlyMap<TicketId, Answer>;
  newcomer(service: ServiceId, lane: Lane, floor: ReadonlyFloor, now: Instant): Answer | undefined;
}

/** Service times of a stage below which a formula speaks. */
const fewSeen = 30;
/** And below which nothing is said (F3): a default of ours is no knowledge of this office. */
const leastSeen = 5;
/** Calls that all runs of a look-ahead may play: some 100 ms of one core. */
const callsAtOnce = 10_000;
const fewestRuns = 30;
const mostRuns = 200;

/** A floor as it stood at an instant, and what was worked out of it. */
interface Moment {
  readonly floor: ReadonlyFloor;
  readonly seq: number;
  readonly now: Instant;
  played: ReadonlyMap<TicketId, Quantiles> | undefined;
  readonly orders: Map<StageId, readonly TicketId[]>;
  readonly capacities: Map<StageId, Capacity>;
}

export function answers(
  known: Learning,
  options: {
    readonly seed: number;
    readonly runs: number | undefined;
    readonly truth: Truth | ((day: BusinessDay) => Truth) | undefined;
  },
): Answers {
  const { seed, truth } = options;
  const truths = new Map<BusinessDay, ReturnType<typeof truthOf>>();
  let latest: Moment | undefined;

  function momentOf(floor: ReadonlyFloor, now: Instant): Moment {
    if (latest?.floor !== floor || latest.seq !== floor.seq || latest.now !== now)
      latest = { floor, seq: floor.seq, now, played: undefined, orders: new Map(), capacities: new Map() };
    return latest;
  }

  function modelOf({ floor, now }: Moment): Model {
    const model = known.model(floor, now);
    if (truth === undefined) return model;
    const made = truths.get(floor.day) ?? truthOf(typeof truth === 'function' ? truth(floor.day) : truth);
    truths.set(floor.day, made);
    return made(model);
  }

  const isFew = (stage: StageId) => truth === undefined && known.seen(stage) < fewSeen;
  const isUnknown = (stage: StageId) => truth === undefined && known.seen(stage) < leastSeen;

  function play(moment: Moment, wanted: Wanted): ReadonlyMap<TicketId, Quantiles> {
    const runs = options.runs ?? runsFor(moment.floor);
    return lookAhead(moment.floor, modelOf(moment), wanted, moment.now, { runs, seed });
  }

  function playAll(moment: Moment): ReadonlyMap<TicketId, Quantiles> {
    moment.played ??= play(moment, { tickets: 'all', newcomers: true });
    return moment.played;
  }

  function byFormula(moment: Moment, stage: StageId, ahead: number): Answer {
    const { floor, now, capacities } = moment;
    const capacity = capacities.get(stage) ?? capacityOf(known, stage, floor, now, seed);
    capacities.set(stage, capacity);
    return { raw: scheduledQl(capacity, ahead), basis: 'few' };
  }

  function waiting(moment: Moment, ticket: TicketId): Answer | undefined {
    const { floor, now, orders } = moment;
    const visit = floor.visits.get(ticket);
    const stage = visit?.stages[0];
    if (visit?.stay.is !== 'waiting' || stage === undefined || isUnknown(stage)) return undefined;
    if (isFew(stage)) {
      const order = orders.get(stage) ?? callOrder(floor.lines, stage, now).map((one) => one.ticket);
      orders.set(stage, order);
      return byFormula(moment, stage, order.includes(ticket) ? order.indexOf(ticket) : order.length);
    }
    const raw = (moment.played ?? play(moment, { tickets: new Set([ticket]) })).get(ticket);
    return raw && { raw, basis: 'lookAhead' };
  }

  return {
    ticket: (ticket, floor, now) => waiting(momentOf(floor, now), ticket),
    all(floor, now) {
      const moment = momentOf(floor, now);
      const said = new Map<TicketId, Answer>();
      for (const ticket of playAll(moment).keys()) {
        const answer = isGhostId(ticket) ? undefined : waiting(moment, ticket);
        if (answer) said.set(ticket, answer);
      }
      return said;
    },
    newcomer(service, lane, floor, now) {
      const moment = momentOf(floor, now);
      const stage = floor.lines.office.services.get(service)?.stages[0];
      if (stage === undefined || isUnknown(stage)) return undefined;
      const ghost = ghostOf(service, lane);
      if (isFew(stage)) {
        const visit = newcomerOf(floor, service, lane, now, ghost);
        return byFormula(moment, stage, aheadOfNewcomer(floor.lines, stage, visit, now));
      }
      const raw = playAll(moment).get(ghost);
      return raw && { raw, basis: 'lookAhead' };
    },
  };
}

/** The more wait, the longer a run and the fewer of them. */
function runsFor(floor: ReadonlyFloor): number {
  let waiting = 1;
  for (const { lines } of floor.lines.queues.values())
    waiting += lines.appointment.length + lines.priority.length + lines.regular.length;
  return Math.round(Math.max(fewestRuns, Math.min(mostRuns, callsAtOnce / waiting)));
}
