import { present } from '../../../shared/basics.ts';
import { minuteMs, type Instant, type Ms, type ServiceId } from '../../../shared/ids.ts';
import type { ReadonlyFloor, ReadonlyVisit } from './floor.ts';

/** D1: until when those who wait for a service are called. */
export function lastCallOf(service: ServiceId, { lines }: Pick<ReadonlyFloor, 'lines'>): Instant {
  const { closesAt } = present(lines.days.get(service), service);
  return closesAt + lines.office.document.serveAfterCloseMinutes * minuteMs;
}

/** D4: what is as near to the last call is told as not reached; promises are no finer. */
const nearMs: Ms = 5 * minuteMs;

/** D4: would who is called no sooner than this hardly be reached today? */
export function isNotReached(calledFrom: Instant, lastCall: Instant): boolean {
  return calledFrom > lastCall - nearMs;
}

/** D4: its number is in somebody's hand. */
export function isPrinted({ slip }: Pick<ReadonlyVisit, 'slip'>): boolean {
  return slip !== 'pending' && slip !== 'failed';
}

/** D4: who was told that they will hardly be reached today keeps the code whether they leave or are not there. */
export function keepsCode(visit: ReadonlyVisit, { notToday }: Pick<ReadonlyFloor, 'notToday'>): boolean {
  return notToday.has(visit.ticket) && isPrinted(visit);
}
