import { minuteMs, type Instant, type Ms } from '../../../../shared/ids.ts';
import type { CommandOf } from '../../../../shared/protocol/commands.ts';
import type { EventOf } from '../events.ts';
import { isExtended, type ReadonlyFloor } from '../floor.ts';
import { instantOf } from '../hours.ts';
import { isNotReached, lastCallOf } from '../notToday.ts';
import { accept, refuse, visitOf, type Context, type Decided } from './context.ts';

/** D4: it is told again when it got worse, so much later at the soonest, and then no more. */
const tellAgainMs: Ms = 60 * minuteMs;
const tellings = 2;

/** D4, F1: may it be told now that some will not be reached? From `notTodayAt` on, and once more. */
export function mayTellNotToday({ day, lines, notToday, state, reopened }: ReadonlyFloor, now: Instant): boolean {
  const { notTodayAt, timeZone } = lines.office.document;
  if (state !== 'open' || reopened || now < instantOf(day, notTodayAt, timeZone)) return false;
  const told = new Set(notToday.values());
  return told.size < tellings && now >= Math.max(-Infinity, ...told) + (told.size === 0 ? 0 : tellAgainMs);
}

/** D4, F1: who waits and is forecast to be called no sooner than the last call of the day is told so, by its figures. */
export function tellNotToday({ tickets }: CommandOf<'TellNotToday'>, floor: ReadonlyFloor, { now }: Context): Decided {
  if (!mayTellNotToday(floor, now)) return refuse('notTimeToTell');
  const events: EventOf<'NotTodayTold'>[] = [];
  for (const { ticket, calledFrom } of tickets) {
    const found = visitOf(floor, ticket);
    if (!found.ok) return found;
    const { service, stay } = found.value;
    const lastCall = lastCallOf(service, floor);
    if (!isNotReached(calledFrom, lastCall)) return refuse('predictionUnclear');
    const isTold = floor.notToday.has(ticket) || events.some((event) => event.ticket === ticket);
    if (stay.is !== 'waiting' || isTold || isExtended(floor, service)) continue;
    events.push({ type: 'NotTodayTold', ticket, predicted: { calledFrom, lastCall } });
  }
  return accept(events);
}
