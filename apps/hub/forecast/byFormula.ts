import { present } from '../../../shared/basics.ts';
import type { Instant, Ms, StageId, TicketId } from '../../../shared/ids.ts';
import { callOrder } from '../domain/ahead.ts';
import { callerOf } from '../domain/decide/context.ts';
import type { ReadonlyFloor, ReadonlyVisit } from '../domain/floor.ts';
import { chanceOf } from './chance.ts';
import type { Learning } from './learning/learning.ts';
import { closingOf } from './learning/staffing.ts';
import { shares, type Quantiles } from './lookAhead/lookAhead.ts';
import { gammaQuantile } from './vectors/gamma.ts';
import { queueLength } from './vectors/queueLength.ts';

/** How many would be called before a waiting visit of its queue (L10). */
function aheadOf(visit: ReadonlyVisit, stage: StageId, floor: ReadonlyFloor, now: Instant): number {
  const order = callOrder(floor.lines, stage, now);
  const at = order.findIndex(({ ticket }) => ticket === visit.ticket);
  return at === -1 ? order.length : at;
}

/** Counters open now whose officer may call for the stage; at least one, as a formula cannot divide by none. */
function countersNow(stage: StageId, floor: ReadonlyFloor): number {
  let open = 0;
  for (const counter of floor.counters.values()) {
    const caller = callerOf(floor, counter, undefined);
    if (caller.ok && caller.value.tiers.some((stages) => stages.includes(stage))) open++;
  }
  return Math.max(1, open);
}

function waitingAt(
  ticket: TicketId,
  floor: ReadonlyFloor,
): { readonly visit: ReadonlyVisit; readonly stage: StageId } | undefined {
  const visit = floor.visits.get(ticket);
  const stage = visit?.stages[0];
  return visit?.stay.is === 'waiting' && stage !== undefined ? { visit, stage } : undefined;
}

/** QL with the counters open now: Ms to the call of a waiting ticket, the mean; undefined where it does not wait. */
export function qlLive(learning: Learning, ticket: TicketId, floor: ReadonlyFloor, now: Instant): Ms | undefined {
  const waiting = waitingAt(ticket, floor);
  if (!waiting) return undefined;
  const { visit, stage } = waiting;
  const ahead = aheadOf(visit, stage, floor, now);
  return queueLength({ ahead, counters: countersNow(stage, floor), service: learning.occupied(stage) }).mean;
}

/**
 * LES: the wait of the last of the queue who was called today, Ms; before the first call what the first in line has
 * waited so far (HOL); undefined where the ticket does not wait.
 */
export function les(learning: Learning, ticket: TicketId, floor: ReadonlyFloor, now: Instant): Ms | undefined {
  const waiting = waitingAt(ticket, floor);
  if (!waiting) return undefined;
  const { stage } = waiting;
  const last = learning.lastWait(stage);
  if (last !== undefined) return last;
  const { lines } = present(floor.lines.queues.get(stage), stage);
  return Math.max(0, ...Object.values(lines).flatMap(([first]) => (first ? [now - first.place] : [])));
}

/** How many days' worth of shifts the formula looks at. */
const draws = 15;

/** What the counters of a stage get done from now on, by when they will be open. */
export interface Capacity {
  /** Ms from now until the counters have worked so many Ms together; to the end of the day where they never will. */
  readonly worked: (work: Ms) => Ms;
  /** Ms of a counter that one visitor takes. */
  readonly service: Ms;
}

export function capacityOf(
  learning: Learning,
  stage: StageId,
  floor: ReadonlyFloor,
  now: Instant,
  seed: number,
): Capacity {
  const endsAt = closingOf(floor, now);
  const model = learning.model(floor, now);
  const chance = chanceOf(seed);
  const changes: { readonly at: Instant; readonly by: number }[] = [];
  for (const counter of floor.counters.values()) {
    if (!counter.tiers.some((stages) => stages.includes(stage))) continue;
    const outlook = model.outlook(counter);
    for (let i = 0; i < draws; i++)
      for (const { from, to } of outlook(chance)) {
        changes.push({ at: Math.max(now, from), by: 1 / draws });
        changes.push({ at: Math.min(endsAt, to), by: -1 / draws });
      }
  }
  changes.sort((one, other) => one.at - other.at);
  return {
    service: learning.occupied(stage),
    worked(work) {
      let left = work;
      let open = 0;
      let from = now;
      for (const { at, by } of changes) {
        const done = open * (at - from);
        if (open > 1e-9 && done >= left) return from + left / open - now;
        left -= done;
        from = at;
        open += by;
      }
      return endsAt - now;
    },
  };
}

/** QL over the counters that will be open: what is said of a service of which little was seen (domain.md 7.5). */
export function scheduledQl({ worked, service }: Capacity, ahead: number): Quantiles {
  const at = (share: number) => worked(gammaQuantile(share, ahead + 1, service));
  return [at(shares[0]), at(shares[1]), at(shares[2]), at(shares[3]), at(shares[4])];
}
