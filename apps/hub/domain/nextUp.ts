import { present } from '../../../shared/basics.ts';
import type { CounterId, Instant, OfficerId, StageId, TicketId } from '../../../shared/ids.ts';
import { lanes, type Lane } from '../../../shared/protocol/office.ts';
import type { Why } from './events.ts';
import type { ReadonlyLines, ReadonlyQueue, ReadonlyVisit } from './floor.ts';
import { bindingHolds, isCallable, laneAt, leastLeft, limitLeft, placeAt } from './waits.ts';

/** What the order of rules must know of a counter: its queues tier by tier, as far as its officer is skilled for them (C3). */
export interface Caller {
  readonly id: CounterId;
  readonly officer: OfficerId;
  readonly tiers: readonly (readonly StageId[])[];
  /** L4: calls of this counter since its last overdue one. */
  readonly sinceOverdue: number;
}

export interface Next {
  readonly visit: ReadonlyVisit;
  readonly why: Why;
}

/** C14: the visitor who leaves the counter in the same press: where it waits next, and that its party is free again. */
export interface Leaving {
  readonly visit: ReadonlyVisit;
  readonly joins: ReadonlyVisit | undefined;
}

/** How many of those passed over a call names; the others are counted (L9). */
export const passedNamed = 5;

/**
 * L7: whom a counter calls next, and why; undefined when nobody may be called. The order is L6, L4, L5, L2, L1 and
 * nothing else orders; the same lines, counter and now always give the same answer.
 */
export function nextUp(lines: ReadonlyLines, counter: Caller, now: Instant, leaving?: Leaving): Next | undefined {
  const hall = hallOf(lines, counter, now, leaving);
  const bound = firstBound(hall);
  if (bound) return because('L6', bound, hall);
  if (counter.sinceOverdue >= lines.office.policy.overdueEvery - 1) {
    const overdue = longestOver(hall);
    if (overdue) return because('L4', overdue, hall);
  }
  for (const [tier, stages] of counter.tiers.entries()) {
    const queue = dueFirst(hall, stages);
    if (!queue) continue;
    const { lane, hand } = takeTurn(lines.office.wheel, queue.hand, (one) => queue.first[one] !== undefined);
    return because('L2', { visit: present(queue.first[lane], lane), lane, queue }, hall, { tier, hand });
  }
  return undefined;
}

/** One queue as a caller sees it at `now`. */
interface Standing {
  readonly id: StageId;
  readonly tier: number;
  readonly hand: number;
  readonly callable: readonly ReadonlyVisit[];
  /** L6: callable too, but by this caller only. */
  readonly bound: readonly ReadonlyVisit[];
  /** L1: the first callable of each lane. */
  readonly first: { readonly [L in Lane]: ReadonlyVisit | undefined };
}

interface Hall {
  readonly standings: readonly Standing[];
  readonly lines: ReadonlyLines;
  readonly now: Instant;
}

interface Choice {
  readonly visit: ReadonlyVisit;
  readonly lane: Lane;
  readonly queue: Standing;
  readonly overBy?: number;
}

type Seat = Pick<Caller, 'id' | 'officer' | 'tiers'>;

function hallOf(lines: ReadonlyLines, seat: Seat, now: Instant, leaving: Leaving | undefined): Hall {
  const standings: Standing[] = [];
  for (const [tier, stages] of seat.tiers.entries())
    for (const stage of stages) {
      if (standings.some((one) => one.id === stage)) continue;
      const queue = present(lines.queues.get(stage), stage);
      standings.push(standingOf(queue, tier, seat, lines, now, leaving));
    }
  return { standings, lines, now };
}

function standingOf(
  queue: ReadonlyQueue,
  tier: number,
  seat: Seat,
  lines: ReadonlyLines,
  now: Instant,
  leaving: Leaving | undefined,
): Standing {
  const callable: ReadonlyVisit[] = [];
  const bound: ReadonlyVisit[] = [];
  const first: { [L in Lane]: ReadonlyVisit | undefined } = {
    appointment: undefined,
    priority: undefined,
    regular: undefined,
  };
  const see = (visit: ReadonlyVisit) => {
    if (bindingHolds(visit, lines, now)) {
      if (visit.bound?.counter === seat.id || visit.bound?.officer === seat.officer) bound.push(visit);
      return;
    }
    callable.push(visit);
    const lane = laneAt(visit, lines, now);
    const leader = first[lane];
    if (!leader || isBefore(visit, leader, lines, now)) first[lane] = visit;
  };
  for (const lane of lanes)
    for (const visit of queue.lines[lane])
      if (isCallable(visit, lines, now) || freedBy(leaving, visit, lines, now)) see(visit);
  if (leaving?.joins?.stages[0] === queue.id && isCallable(leaving.joins, lines, now)) see(leaving.joins);
  return { id: queue.id, tier, hand: queue.hand, callable, bound, first };
}

/** C2: with the visitor at the counter gone, the others of the party may be called. */
function freedBy(leaving: Leaving | undefined, visit: ReadonlyVisit, lines: ReadonlyLines, now: Instant): boolean {
  return (
    leaving?.visit.party !== undefined &&
    visit.party === leaving.visit.party &&
    visit.party.atCounter === 1 &&
    isCallable({ ...visit, party: undefined }, lines, now)
  );
}

/** L1: the smaller (place, seq of joining). */
function isBefore(visit: ReadonlyVisit, other: ReadonlyVisit, lines: ReadonlyLines, now: Instant): boolean {
  const one = placeAt(visit, lines, now);
  const two = placeAt(other, lines, now);
  return one < two || (one === two && visit.joined < other.joined);
}

/** L6: the first of those this counter or its officer has first call on. */
function firstBound({ standings, lines, now }: Hall): Choice | undefined {
  let found: Choice | undefined;
  for (const queue of standings)
    for (const visit of queue.bound)
      if (!found || isBefore(visit, found.visit, lines, now)) found = { visit, lane: laneAt(visit, lines, now), queue };
  return found;
}

/** L4: the one longest over its limit, of all the counter's queues. */
function longestOver({ standings, lines, now }: Hall): Choice | undefined {
  let found: Choice | undefined;
  let least = 0;
  for (const queue of standings)
    for (const visit of queue.callable) {
      if (leastLeft(visit, lines, now) > least) continue;
      const left = limitLeft(visit, lines, now);
      if (left < least || (found && left === least && isBefore(visit, found.visit, lines, now))) {
        least = left;
        found = { visit, lane: laneAt(visit, lines, now), queue, overBy: -left };
      }
    }
  return found;
}

/** L5: in a tier, the queue that holds the visit with the least of its limit left; equal ones as in the document. */
function dueFirst({ standings, lines, now }: Hall, stages: readonly StageId[]): Standing | undefined {
  const candidates = standings.filter((one) => one.callable.length > 0 && stages.includes(one.id));
  if (candidates.length <= 1) return candidates[0];
  const order = [...lines.office.stages.keys()];
  candidates.sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
  const least = candidates.map(({ callable }) =>
    callable.reduce((left, visit) => Math.min(left, limitLeft(visit, lines, now)), Infinity),
  );
  return candidates[least.indexOf(Math.min(...least))];
}

/** L2, L8: the first turn from the hand whose line has somebody; the hand moves past it. */
export function takeTurn(
  wheel: readonly Lane[],
  hand: number,
  has: (lane: Lane) => boolean,
): { readonly lane: Lane; readonly hand: number } {
  for (let step = 0; step < wheel.length; step++) {
    const turn = (hand + step) % wheel.length;
    const lane = wheel[turn] as Lane;
    if (has(lane)) return { lane, hand: (turn + 1) % wheel.length };
  }
  throw new Error('A turn is only taken from a queue that has somebody');
}

/** L9: the reason as data. Passed over are the callable visits of the counter's queues with a smaller place. */
function because(
  rule: Why['rule'],
  { visit, lane, queue, overBy }: Choice,
  hall: Hall,
  turn?: { readonly tier: number; readonly hand: number },
): Next {
  const why = {
    rule,
    queue: queue.id,
    lane,
    tier: turn?.tier ?? queue.tier,
    hand: turn?.hand ?? queue.hand,
    passed: passedBy(visit, hall),
  };
  return { visit, why: overBy === undefined ? why : { ...why, overBy } };
}

function passedBy(visit: ReadonlyVisit, { standings, lines, now }: Hall): Why['passed'] {
  const passed: ReadonlyVisit[] = [];
  let count = 0;
  for (const { callable, bound } of standings)
    for (const other of [...callable, ...bound]) {
      if (other === visit || !isBefore(other, visit, lines, now)) continue;
      count++;
      insertFirst(passed, other, lines, now);
    }
  return { count, first: passed.map((other): TicketId => other.ticket) };
}

/** Keeps the `passedNamed` visits with the smallest places, in order. */
function insertFirst(kept: ReadonlyVisit[], visit: ReadonlyVisit, lines: ReadonlyLines, now: Instant): void {
  let at = kept.length;
  while (at > 0 && isBefore(visit, kept[at - 1] as ReadonlyVisit, lines, now)) at--;
  if (at >= passedNamed) return;
  kept.splice(at, 0, visit);
  if (kept.length > passedNamed) kept.pop();
}

/** C12: the reason of a chosen call; the hand stays (L8). */
export function chosen(
  lines: ReadonlyLines,
  seat: Seat,
  visit: ReadonlyVisit,
  stage: StageId,
  now: Instant,
  reason: string | undefined,
): Why {
  const why: Why = {
    rule: 'C12',
    queue: stage,
    lane: laneAt(visit, lines, now),
    tier: Math.max(
      0,
      seat.tiers.findIndex((stages) => stages.includes(stage)),
    ),
    hand: present(lines.queues.get(stage), stage).hand,
    passed: passedBy(visit, hallOf(lines, seat, now, undefined)),
  };
  return reason === undefined ? why : { ...why, reason };
}
