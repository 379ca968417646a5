import { present } from '../../../shared/basics.ts';
import type { Instant, StageId, TicketId } from '../../../shared/ids.ts';
import { orderOf, type Floor, type Lines, type Queue, type ReadonlyVisit, type Visit } from './floor.ts';

/** Puts a visit where its stay says it is: in a line, at a counter, or on a list. `detach` is the way back. */
export function attach(floor: Floor, visit: Visit): void {
  const { stay } = visit;
  if (stay.is === 'waiting') {
    const queue = queueOf(floor.lines, stageOf(visit));
    const line = queue.lines[visit.lane];
    line.splice(rank(line, visit), 0, visit);
    if (visit.away) queue.away++;
    if (visit.bound) floor.lines.bound.push(visit);
  } else if (stay.is === 'called' || stay.is === 'serving') {
    present(floor.counters.get(stay.counter), stay.counter).visit = visit;
    if (visit.party) visit.party.atCounter++;
  } else {
    listOf(floor, stay.is)?.add(visit.ticket);
  }
}

/** Takes a visit out of the place its stay names; T5: its open interval of waiting is closed at `at`. */
export function detach(floor: Floor, visit: Visit, at: Instant): void {
  const { stay } = visit;
  if (stay.is === 'waiting') {
    const queue = queueOf(floor.lines, stageOf(visit));
    const line = queue.lines[visit.lane];
    line.splice(rank(line, visit) - 1, 1);
    if (visit.away) queue.away--;
    if (visit.bound) floor.lines.bound.splice(floor.lines.bound.indexOf(visit), 1);
    stopWaiting(visit, at);
  } else if (stay.is === 'called' || stay.is === 'serving') {
    leaveCounter(floor, visit, stay.counter, at);
  } else {
    listOf(floor, stay.is)?.delete(visit.ticket);
  }
}

/** Who steps aside is on a list; who has left is on none. */
function listOf({ parked, missed }: Floor, is: 'parked' | 'missed' | 'ended'): Set<TicketId> | undefined {
  return { parked, missed, ended: undefined }[is];
}

/** Waiting from `at` on; with `afresh` the place is `at` and what was waited before counts no more (C6, S1, S3, V1). */
export function waitAgain(floor: Floor, visit: Visit, at: Instant, afresh?: { readonly seq: number }): void {
  if (afresh) {
    visit.place = at;
    visit.joined = afresh.seq;
    visit.waits = [];
    visit.firstPassedAt = undefined;
  }
  visit.stay = { is: 'waiting', since: at };
  visit.waitingSince = visit.away ? undefined : at;
  attach(floor, visit);
}

/** C8: a pause or close that waited for the visitor takes effect now. */
function leaveCounter(
  floor: Floor,
  visit: Visit,
  id: Extract<Visit['stay'], { is: 'called' }>['counter'],
  at: Instant,
): void {
  const counter = present(floor.counters.get(id), id);
  counter.visit = undefined;
  if (visit.party) visit.party.atCounter--;
  if (!counter.pending) return;
  const { to, reason, until } = counter.pending;
  counter.pending = undefined;
  counter.state = to;
  counter.since = at;
  counter.reason = reason;
  counter.until = until;
  if (to === 'closed') vacate(floor, id);
}

/** The officer leaves and the counter closes; L6: bindings to either end. */
export function vacate(floor: Floor, id: Extract<Visit['stay'], { is: 'called' }>['counter']): void {
  const counter = present(floor.counters.get(id), id);
  const officer = present(counter.officer, `officer of ${id}`);
  floor.seats.delete(officer);
  counter.officer = undefined;
  counter.device = undefined;
  unbind(floor.lines, (binding) => binding.counter === id || binding.officer === officer);
}

/** L6: ends bindings; the visits fall back to their queues with their places. */
export function unbind({ bound }: Lines, ends: (binding: NonNullable<Visit['bound']>) => boolean): void {
  const ended = bound.filter((visit) => ends(present(visit.bound, 'binding of a bound visit')));
  for (const visit of ended) {
    visit.bound = undefined;
    bound.splice(bound.indexOf(visit), 1);
  }
}

export function queueOf(lines: Lines, stage: StageId): Queue {
  return present(lines.queues.get(stage), stage);
}

export function newQueue(id: StageId): Queue {
  return { id, lines: { appointment: [], priority: [], regular: [] }, hand: 0, away: 0 };
}

export function stageOf(visit: { readonly stages: readonly StageId[] }): StageId {
  return present(visit.stages[0], 'stage of a waiting visit');
}

function stopWaiting(visit: Visit, at: Instant): void {
  if (visit.waitingSince !== undefined && visit.waitingSince < at)
    visit.waits = [...visit.waits, visit.waitingSince, at];
  visit.waitingSince = undefined;
}

/** L1: how many of a line stand at or before this visit, by (place, seq of joining). */
export function rank(line: readonly ReadonlyVisit[], visit: ReadonlyVisit): number {
  const place = orderOf(visit);
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = line[middle] as ReadonlyVisit;
    const otherPlace = orderOf(other);
    if (otherPlace < place || (otherPlace === place && other.joined <= visit.joined)) low = middle + 1;
    else high = middle;
  }
  return low;
}
