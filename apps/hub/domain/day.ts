import { invariant, present } from '../../../shared/basics.ts';
import {
  minuteMs,
  secondMs,
  type BusinessDay,
  type Instant,
  type ServiceId,
  type TicketId,
} from '../../../shared/ids.ts';
import { announcementEnd } from './decide/calling.ts';
import type { Event, EventOf } from './events.ts';
import { dueAt, isExtended, type ReadonlyFloor, type ReadonlyVisit } from './floor.ts';
import { addDays, daysBetween } from './hours.ts';
import { isPrinted, keepsCode, lastCallOf } from './notToday.ts';
import { bindingHolds, isCallable, isPaused, leastLeft, limitLeft, slipReadyAt } from './waits.ts';

/** N4, D4: the first event of a book, with the expired tickets of earlier days that still give the appointment lane. */
export function openingOf(
  day: BusinessDay,
  document: string,
  before: ReadonlyFloor | undefined,
  restore?: EventOf<'DayOpened'>['restore'],
): EventOf<'DayOpened'> {
  return {
    type: 'DayOpened',
    document,
    carryOver: before ? carriedOver(before, day) : [],
    ...(restore && { restore }),
  };
}

/** D4: for `carryOverDays`, whichever earlier day it is from. */
function carriedOver(before: ReadonlyFloor, day: BusinessDay): EventOf<'DayOpened'>['carryOver'] {
  const known = [...before.carryOver].map(([ticket, issued]) => ({ ticket, day: issued }));
  const expired = [...before.visits.values()]
    .filter((visit) => hasCarryOver(visit, before))
    .map(({ ticket }) => ({ ticket, day: before.day }));
  return [...known, ...expired].filter(
    (one) => daysBetween(one.day, day) <= before.lines.office.document.carryOverDays,
  );
}

/** D4: what codes that are given in an earlier book, after that of `today` has opened, mean for today's. */
export function lateCodes(events: readonly Event[], { day, lines }: ReadonlyFloor, today: BusinessDay): Event[] {
  const age = daysBetween(day, today);
  if (age <= 0 || age > lines.office.document.carryOverDays) return [];
  return events.flatMap((event) =>
    event.type === 'VisitEnded' && event.carryOver === true
      ? [{ type: 'CarryOverGiven', ticket: event.ticket, day } as const]
      : [],
  );
}

/** D4: expired with a printed number, or told that it will hardly be reached, and not served. */
function hasCarryOver(visit: ReadonlyVisit, floor: ReadonlyFloor): boolean {
  if (visit.stay.is !== 'ended') return false;
  const { ending } = visit.stay;
  if (ending === 'expired') return isPrinted(visit);
  return (ending === 'cancelled' || ending === 'noShow') && keepsCode(visit, floor);
}

/** T3: what the clock alone writes into this book at `now`: IntakeStopped, VisitEnded, DayClosed. */
export function advance(floor: ReadonlyFloor, now: Instant): readonly Event[] {
  if (floor.state === 'closed') return [];
  if (now >= floor.cutOffAt) return unfinished(floor);
  const events: Event[] = floor.reopened ? [] : closings(floor, now);
  const expired = expiries(floor, now);
  events.push(...expired);
  const over =
    floor.state === 'closing' ||
    (!floor.reopened && [...floor.lines.days.keys()].every((service) => isOver(service, floor, now)));
  if (over && ![...floor.counters.values()].some(({ visit }) => visit !== undefined))
    events.push({ type: 'DayClosed', unfinished: 0 });
  return events;
}

/** D1, D2: nobody of this service is called any more. */
function isOver(service: ServiceId, floor: ReadonlyFloor, now: Instant): boolean {
  if (isExtended(floor, service)) return floor.stopped.has(service) && !isWaitedFor(service, floor);
  return lastCallOf(service, floor) <= now;
}

function isWaitedFor(service: ServiceId, { visits }: ReadonlyFloor): boolean {
  for (const visit of visits.values())
    if (visit.service === service && visit.stay.is === 'waiting' && !visit.away) return true;
  return false;
}

function graceMs({ lines }: ReadonlyFloor): number {
  return lines.office.document.serveAfterCloseMinutes * minuteMs;
}

function closings(floor: ReadonlyFloor, now: Instant): Event[] {
  const { lines, stopped } = floor;
  const events: Event[] = [];
  for (const [service, { open, closesAt }] of lines.days)
    if (open.length > 0 && closesAt <= now && stopped.get(service)?.why !== 'closed' && !isExtended(floor, service))
      events.push({ type: 'IntakeStopped', service, why: 'closed' });
  return events;
}

function expiries(floor: ReadonlyFloor, now: Instant): Event[] {
  if (floor.state === 'closing') return expireAll(floor);
  if (floor.reopened) return [];
  const due = new Set([...floor.lines.days.keys()].filter((service) => isOver(service, floor, now)));
  return due.size === 0 ? [] : endWaiting(floor, (visit) => due.has(visit.service));
}

/** D1: everybody who waits, is parked, away or missed ends as expired. */
export function expireAll(floor: ReadonlyFloor): Event[] {
  return endWaiting(floor, () => true);
}

function endWaiting({ visits }: ReadonlyFloor, which: (visit: ReadonlyVisit) => boolean): Event[] {
  const events: Event[] = [];
  for (const visit of visits.values()) {
    if (visit.stay.is === 'ended' || visit.stay.is === 'called' || visit.stay.is === 'serving' || !which(visit))
      continue;
    events.push({
      type: 'VisitEnded',
      ticket: visit.ticket,
      ending: 'expired',
      ...(isPrinted(visit) ? { carryOver: true } : {}),
    });
  }
  return events;
}

/** D1: cut-off; who is still at a counter was forgotten there. */
function unfinished(floor: ReadonlyFloor): Event[] {
  const events = endWaiting(floor, () => true);
  const waiting = events.length;
  for (const { id, visit } of floor.counters.values())
    if (visit) events.push({ type: 'VisitEnded', ticket: visit.ticket, ending: 'unfinished', counter: id });
  return [...events, { type: 'DayClosed', unfinished: events.length - waiting }];
}

/** T4: the next instant after `now` at which anything changes by itself, for the book or for a screen. */
export function nextInstant(floor: ReadonlyFloor, now: Instant): Instant {
  let next = floor.cutOffAt;
  const at = (instant: Instant) => {
    if (instant > now && instant < next) next = instant;
  };
  if (floor.state === 'closed') return next;
  for (const { open, intakeFrom, closesAt } of floor.lines.days.values()) {
    at(intakeFrom);
    at(closesAt);
    at(closesAt + graceMs(floor));
    for (const { from, to } of open) {
      at(from);
      at(to);
    }
  }
  const { lines } = floor;
  const { policy } = lines.office;
  for (const queue of floor.lines.queues.values())
    for (const line of Object.values(queue.lines))
      for (const visit of line) waitingInstants(visit, floor, now, at, next);
  crossings(floor, now, at);
  for (const { visit, zone } of floor.counters.values())
    if (visit?.stay.is === 'called') {
      at(dueAt(lines, visit.stay.at, policy.withdrawWithinSeconds * secondMs) + 1);
      at(dueAt(lines, announcementEnd(visit.stay, { zone }, floor), policy.noShowAfterSeconds * secondMs));
    }
  for (const ticket of floor.missed)
    at(dueAt(lines, stayOf(floor, ticket, 'missed').at, policy.missedForMinutes * minuteMs));
  for (const ticket of floor.parked) {
    const { until } = stayOf(floor, ticket, 'parked');
    if (until === undefined) continue;
    at(until);
    at(dueAt(lines, until, policy.parkedGraceMinutes * minuteMs) + 1);
  }
  return next;
}

type StayOf<Is extends ReadonlyVisit['stay']['is']> = Extract<ReadonlyVisit['stay'], { is: Is }>;

/** The stay of a visit that a list of the floor names. */
function stayOf<Is extends 'missed' | 'parked'>({ visits }: ReadonlyFloor, ticket: TicketId, is: Is): StayOf<Is> {
  const { stay } = present(visits.get(ticket), ticket);
  invariant(stay.is === is, `Visit ${ticket} is listed as ${is} and is ${stay.is}`);
  return stay as StayOf<Is>;
}

function waitingInstants(
  visit: ReadonlyVisit,
  floor: ReadonlyFloor,
  now: Instant,
  at: (instant: Instant) => void,
  soonest: Instant,
): void {
  const { lines } = floor;
  const { policy } = lines.office;
  if (visit.slip !== 'printed' && visit.slip !== 'shown') at(slipReadyAt(visit, lines));
  if (visit.lane === 'appointment' && visit.slot !== undefined) {
    at(visit.slot - policy.slotEarlyMinutes * minuteMs);
    at(visit.slot);
  }
  if (visit.bound) at(dueAt(lines, visit.bound.at, policy.boundForMinutes * minuteMs));
  if (now + leastLeft(visit, lines, now) >= soonest || !waitCounts(visit, floor, now)) return;
  const left = limitLeft(visit, lines, now);
  if (left >= 0) at(now + left + 1);
}

/**
 * L4, L5: when a visit whose wait counts gets as near to its limit as one whose wait stands still, and when it is nearer:
 * by that alone another one may be next.
 */
function crossings(floor: ReadonlyFloor, now: Instant, at: (instant: Instant) => void): void {
  const { lines } = floor;
  const standsStill = (visit: ReadonlyVisit) => !waitCounts(visit, floor, now);
  const someone = [...lines.queues.values()].some(({ lines: ofQueue }) =>
    Object.values(ofQueue).some((line) => line.some(standsStill)),
  );
  if (!someone) return;
  // Who is bound stands before all rules that look at limits (L6, L7).
  const isCompared = (visit: ReadonlyVisit) => isCallable(visit, lines, now) && !bindingHolds(visit, lines, now);
  const queues = [...lines.queues.values()].map(({ lines: ofQueue }) =>
    Object.values(ofQueue).flatMap((line) => line.filter(isCompared)),
  );
  /** Of each queue that has one. */
  const leastLeftWhere = (counts: boolean) =>
    queues
      .map((visits) => visits.filter((visit) => standsStill(visit) !== counts))
      .filter((visits) => visits.length > 0)
      .map((visits) => Math.min(...visits.map((visit) => limitLeft(visit, lines, now))));
  const still = leastLeftWhere(false);
  for (const counting of leastLeftWhere(true))
    for (const left of still) {
      at(now + counting - left);
      at(now + counting - left + 1);
    }
}

/** T5: does the time that passes now count as waiting? */
function waitCounts({ waitingSince, service, slot }: ReadonlyVisit, { lines }: ReadonlyFloor, now: Instant): boolean {
  if (waitingSince === undefined || isPaused(service, lines) || (slot !== undefined && now < slot)) return false;
  return present(lines.days.get(service), service).open.some(({ from, to }) => from <= now && now < to);
}

/** N4: when the next business day starts. */
export function nextDayOf(day: BusinessDay): BusinessDay {
  return addDays(day, 1);
}
