import { minuteMs, type Instant, type Ms, type ServiceId, type TicketId } from '../../../shared/ids.ts';
import type { CommandOf } from '../../../shared/protocol/commands.ts';
import { aheadOfNewcomer } from '../domain/ahead.ts';
import { mayTellNotToday } from '../domain/decide/notToday.ts';
import { isExtended, type ReadonlyFloor } from '../domain/floor.ts';
import { addDays, instantOf } from '../domain/hours.ts';
import { isNotReached, lastCallOf } from '../domain/notToday.ts';
import { isPaused } from '../domain/waits.ts';
import type { Advice } from './advice.ts';
import type { Band } from './forecast.ts';
import { ghostOf, newcomerOf } from './lookAhead/hall.ts';

/** F1: a command that a forecast asks for, with the figures it is recorded with; its key is who sends it's. */
export type Proposal =
  | Omit<CommandOf<'StopIntake'>, 'key'>
  | Omit<CommandOf<'ResumeIntake'>, 'key'>
  | Omit<CommandOf<'TellNotToday'>, 'key'>
  | Advice;

/** What the proposals of an instant are made from. */
export interface Outlook {
  readonly now: Instant;
  /** `dayEndOf` the floor. */
  readonly dayEnds: Instant;
  /** Who would join the service's first stage now, in the regular lane. */
  readonly newcomer: (service: ServiceId) => Band | undefined;
  readonly tickets: ReadonlyMap<TicketId, Band>;
  /** Ms from the first call of a visit to its end. */
  readonly afterCall: (service: ServiceId) => Ms | undefined;
}

/** Tickets in one TellNotToday at most. */
const mostTold = 200;

/** D2, D4: what follows of the forecasts for the floor. */
export function proposalsOf(floor: ReadonlyFloor, outlook: Outlook): readonly Proposal[] {
  if (floor.state !== 'open' || floor.reopened) return [];
  return [...intakes(floor, outlook), ...notReached(floor, outlook)];
}

/** D2: the finish of a newcomer: four fifths of the outcomes of the call lie before, and a usual visit follows. */
function intakes(floor: ReadonlyFloor, { now, dayEnds, newcomer, afterCall }: Outlook): readonly Proposal[] {
  const hysteresis = floor.lines.office.policy.stopHysteresisMinutes * minuteMs;
  return [...floor.lines.days].flatMap(([service, { open, intakeFrom, closesAt }]): readonly Proposal[] => {
    if (open.length === 0 || now < intakeFrom || now >= closesAt) return [];
    if (!isBounded(service, floor, dayEnds) || isPaused(service, floor.lines)) return [];
    const stopped = floor.stopped.get(service);
    if (stopped ? stopped.why !== 'predicted' : floor.heldOpen.has(service)) return [];
    const band = newcomer(service);
    const rest = afterCall(service);
    if (band?.basis !== 'lookAhead' || rest === undefined) return [];
    const finishAt = Math.round(now + band.p80 + rest);
    const lastCall = lastCallOf(service, floor);
    if (stopped ? finishAt > lastCall - hysteresis : finishAt <= lastCall) return [];
    const predicted = { finishAt, ahead: aheadOf(service, floor, now) };
    return [{ type: stopped ? 'ResumeIntake' : 'StopIntake', service, predicted }];
  });
}

function aheadOf(service: ServiceId, floor: ReadonlyFloor, now: Instant): number {
  const visit = newcomerOf(floor, service, 'regular', now, ghostOf(service, 'regular'));
  const [stage] = visit.stages;
  return stage === undefined ? 0 : aheadOfNewcomer(floor.lines, stage, visit, now);
}

/** D4: all who wait and would be called no sooner than the last call of the day. */
function notReached(floor: ReadonlyFloor, { now, dayEnds, tickets }: Outlook): readonly Proposal[] {
  if (!mayTellNotToday(floor, now)) return [];
  const told = [...tickets].flatMap(([ticket, band]) => {
    const service = floor.visits.get(ticket)?.service;
    const calledFrom = Math.round(now + band.p20);
    if (service === undefined || band.basis !== 'lookAhead' || floor.notToday.has(ticket)) return [];
    return isOutOfReach(service, calledFrom, floor, dayEnds) ? [{ ticket, calledFrom }] : [];
  });
  return told.length === 0 ? [] : [{ type: 'TellNotToday', tickets: told.slice(0, mostTold) }];
}

/** D4: is who is called for a service at this time called at its last call of the day or later, if the day has one? */
export function isOutOfReach(service: ServiceId, calledFrom: Instant, floor: ReadonlyFloor, dayEnds: Instant): boolean {
  if (!isBounded(service, floor, dayEnds) || isExtended(floor, service)) return false;
  return isNotReached(calledFrom, lastCallOf(service, floor));
}

/** A service that is open to the end of the business day closes in name only. */
function isBounded(service: ServiceId, floor: ReadonlyFloor, dayEnds: Instant): boolean {
  return lastCallOf(service, floor) < dayEnds;
}

/** When the business day ends (N4); the calendar of a time zone is slow to ask. */
export function dayEndOf({ day, lines }: ReadonlyFloor): Instant {
  const { dayStart, timeZone } = lines.office.document;
  return instantOf(addDays(day, 1), dayStart, timeZone);
}
