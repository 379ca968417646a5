import { present } from '../../../shared/basics.ts';
import type { BusinessDay, Instant, Ms, ServiceId, StageId, TicketId } from '../../../shared/ids.ts';
import type { Lane } from '../../../shared/protocol/office.ts';
import type { Recorded } from '../domain/events.ts';
import { aheadOfNewcomer, callOrder } from '../domain/ahead.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';
import { bands, type Open } from './bands.ts';
import { les, qlLive, scheduledQl } from './byFormula.ts';
import type { Plan, Truth } from './given.ts';
import { learning } from './learning/learning.ts';
import { ghostOf, newcomerOf, type Wanted } from './lookAhead/hall.ts';
import { lookAhead, type Quantiles } from './lookAhead/lookAhead.ts';
import type { Model } from './lookAhead/model.ts';
import { truthOf } from './lookAhead/truth.ts';

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

/** Service times of a stage below which a formula speaks. */
const fewSeen = 30;
/** Calls that a look-ahead may play in all its runs: some 100 ms of one core. */
const callsAtOnce = 14_000;
const fewestRuns = 40;
const mostRuns = 200;
/** Of tickets nobody asks about, every so many-th is forecast at its issue, so that the bands learn. */
const practiseEvery = 4;

/** What one look-ahead answered, for as long as nothing happens. */
interface Answered {
  readonly floor: ReadonlyFloor;
  readonly seq: number;
  readonly now: Instant;
  readonly answers: ReadonlyMap<TicketId, Quantiles>;
}

/** The waits of an office, learned from its events and looked ahead by its own rules. */
export function createForecaster({ seed, runs, plan, truth }: ForecasterOptions): Forecaster {
  const truths = new Map<BusinessDay, ReturnType<typeof truthOf>>();
  const known = learning(plan);
  const corrected = bands();
  /** What was forecast of each at its issue. */
  const open = new Map<TicketId, Open>();
  let issued = 0;
  const kept: { all?: Answered; one?: Answered; newcomers?: Answered } = {};

  const modelOf = (floor: ReadonlyFloor, now: Instant): Model => {
    const model = known.model(floor, now);
    if (truth === undefined) return model;
    const made = truths.get(floor.day) ?? truthOf(typeof truth === 'function' ? truth(floor.day) : truth);
    truths.set(floor.day, made);
    return made(model);
  };
  const isFew = (stage: StageId) => truth === undefined && known.seen(stage) < fewSeen;

  function runsFor(floor: ReadonlyFloor): number {
    if (runs !== undefined) return runs;
    let waiting = 0;
    for (const { lines } of floor.lines.queues.values())
      waiting += lines.appointment.length + lines.priority.length + lines.regular.length;
    return Math.round(Math.max(fewestRuns, Math.min(mostRuns, callsAtOnce / (waiting + 1))));
  }

  function answer(what: keyof typeof kept, wanted: Wanted, floor: ReadonlyFloor, now: Instant): Answered['answers'] {
    const last = kept[what];
    if (last && last.floor === floor && last.seq === floor.seq && last.now === now && what !== 'one')
      return last.answers;
    const answers = lookAhead(floor, modelOf(floor, now), wanted, now, { runs: runsFor(floor), seed });
    kept[what] = { floor, seq: floor.seq, now, answers };
    return answers;
  }

  /** What the look-ahead or the formula says of a waiting ticket, and which. */
  function rawOf(
    ticket: TicketId,
    floor: ReadonlyFloor,
    now: Instant,
  ): { raw: Quantiles; basis: Band['basis'] } | undefined {
    const visit = floor.visits.get(ticket);
    if (visit?.stay.is !== 'waiting') return undefined;
    const stage = present(visit.stages[0], ticket);
    if (isFew(stage)) {
      const order = callOrder(floor.lines, stage, now).findIndex((one) => one.ticket === ticket);
      const ahead = order === -1 ? callOrder(floor.lines, stage, now).length : order;
      return { raw: scheduledQl(known, { ahead, stage }, floor, now, seed), basis: 'few' };
    }
    const last = kept.all;
    const raw =
      last && last.floor === floor && last.seq === floor.seq && last.now === now
        ? last.answers.get(ticket)
        : answer('one', { tickets: new Set([ticket]) }, floor, now).get(ticket);
    return raw && { raw, basis: 'lookAhead' };
  }

  function bandOf(raw: Quantiles, basis: Band['basis']): Band {
    const [p10, p20, p50, p80, p90] = corrected.correct(raw);
    return { p10, p20, p50, p80, p90, basis };
  }

  return {
    follow(recorded, floor) {
      known.follow(recorded, floor);
      const { event, at } = recorded;
      if (event.type === 'DayOpened') open.clear();
      if (event.type === 'TicketIssued' && issued++ % practiseEvery === 0 && event.remote !== true) {
        const said = rawOf(event.ticket, floor, at);
        if (said?.basis === 'lookAhead') open.set(event.ticket, { at, raw: said.raw });
      }
      if (event.type === 'VisitCalled') {
        const was = open.get(event.ticket);
        if (was && event.why.rule !== 'C12') corrected.learn(was.raw, at - was.at);
        open.delete(event.ticket);
      }
      if (event.type === 'VisitPostponed' || event.type === 'VisitTransferred') open.delete(event.ticket);
    },
    estimate(ticket, floor, now) {
      const said = rawOf(ticket, floor, now);
      if (!said) return undefined;
      const visit = present(floor.visits.get(ticket), ticket);
      if (said.basis === 'lookAhead' && visit.issued === floor.seq && !visit.away)
        open.set(ticket, { at: now, raw: said.raw });
      return bandOf(said.raw, said.basis);
    },
    all(floor, now) {
      const answers = answer('all', { tickets: 'all' }, floor, now);
      const said = new Map<TicketId, Band>();
      for (const ticket of answers.keys()) {
        const one = rawOf(ticket, floor, now);
        if (one) said.set(ticket, bandOf(one.raw, one.basis));
      }
      return said;
    },
    newcomer(service, lane, floor, now) {
      const stage = floor.lines.office.services.get(service)?.stages[0];
      if (stage === undefined) return undefined;
      if (isFew(stage)) {
        const visit = newcomerOf(floor, service, lane, now, ghostOf(service, lane));
        const ahead = aheadOfNewcomer(floor.lines, stage, visit, now);
        return bandOf(scheduledQl(known, { ahead, stage }, floor, now, seed), 'few');
      }
      const raw = answer('newcomers', { newcomers: true }, floor, now).get(ghostOf(service, lane));
      return raw && bandOf(raw, 'lookAhead');
    },
    qlLive: (ticket, floor, now) => qlLive(known, ticket, floor, now),
    les: (ticket, floor, now) => les(known, ticket, floor, now),
  };
}
