import type { DeepReadonly } from '../../../../shared/basics.ts';
import { minuteMs, secondMs } from '../../../../shared/ids.ts';
import type { CommandOf } from '../../../../shared/protocol/commands.ts';
import { mayOverride } from '../../../../shared/protocol/roles.ts';
import type { Progress } from '../events.ts';
import { actorOf } from '../touched.ts';
import { dueAt, type Act, type ReadonlyFloor, type ReadonlyVisit } from '../floor.ts';
import { daysBetween } from '../hours.ts';
import { keepsCode } from '../notToday.ts';
import { accept, optional, refuse, since, visitOf, type Context, type Decided } from './context.ts';

/** S2: a parked visitor whose return time passed by more than 30 min is listed as missed; computed, never stored (T3). */
export function isOverstayed(visit: ReadonlyVisit, { lines }: Pick<ReadonlyFloor, 'lines'>, now: number): boolean {
  const { stay } = visit;
  const grace = lines.office.policy.parkedGraceMinutes * minuteMs;
  return stay.is === 'parked' && stay.until !== undefined && now > dueAt(lines, stay.until, grace);
}

/** S2: back in line at the place it kept. */
export function comeBack({ ticket }: CommandOf<'Return'>, floor: ReadonlyFloor): Decided {
  const found = visitOf(floor, ticket);
  if (!found.ok) return found;
  return found.value.stay.is === 'parked' ? accept([{ type: 'VisitReturned', ticket }]) : refuse('notParked');
}

/** C6: back in line with place now; D6: in a reopened day also who had expired. */
export function reinstate({ ticket }: CommandOf<'Reinstate'>, floor: ReadonlyFloor, { by }: Context): Decided {
  const found = visitOf(floor, ticket);
  if (!found.ok) return found;
  const { stay } = found.value;
  const expired = stay.is === 'ended' && stay.ending === 'expired' && floor.reopened && mayOverride(by.role);
  if (stay.is !== 'missed' && !expired) return refuse(stay.is === 'ended' ? 'alreadyEnded' : 'notMissed');
  return accept([{ type: 'VisitReinstated', ticket }]);
}

/** The visitor gives up; D4: with the code, if they were told that they will hardly be reached. */
export function cancel({ ticket, reason }: CommandOf<'Cancel'>, floor: ReadonlyFloor): Decided {
  const found = visitOf(floor, ticket);
  if (!found.ok) return found;
  const { stay } = found.value;
  if (stay.is === 'ended') return refuse('alreadyEnded');
  const counter = stay.is === 'called' || stay.is === 'serving' ? stay.counter : undefined;
  return accept([
    {
      type: 'VisitEnded',
      ticket,
      ending: 'cancelled',
      ...optional('counter', counter),
      ...optional('reason', reason),
      ...optional('carryOver', keepsCode(found.value, floor) || undefined),
    },
  ]);
}

/** V1: to the end of the own lane, once. */
export function postpone({ ticket }: CommandOf<'Postpone'>, floor: ReadonlyFloor): Decided {
  const found = visitOf(floor, ticket);
  if (!found.ok) return found;
  const { stay, postponed } = found.value;
  if (stay.is !== 'waiting') return refuse(stay.is === 'ended' ? 'alreadyEnded' : 'notWaiting');
  return postponed ? refuse('alreadyPostponed') : accept([{ type: 'VisitPostponed', ticket }]);
}

/** V2: the holder of a phone ticket is on site. */
export function confirmPresence({ ticket }: CommandOf<'ConfirmPresence'>, floor: ReadonlyFloor): Decided {
  const found = visitOf(floor, ticket);
  if (!found.ok) return found;
  return found.value.away && found.value.stay.is === 'waiting'
    ? accept([{ type: 'PresenceConfirmed', ticket }])
    : refuse('notAway');
}

/** S8: the own last act on this visit, within 5 s, unless something came after it or the next day has begun. */
export function undo({ ticket }: CommandOf<'Undo'>, floor: ReadonlyFloor, context: Context): Decided {
  const found = visitOf(floor, ticket);
  if (!found.ok) return found;
  const act = floor.acts.get(actorOf(context.by));
  if (!act || act.ticket !== ticket || floor.day < context.today) return refuse('nothingToUndo');
  const seconds = floor.lines.office.policy.undoWithinSeconds;
  if (since(floor, act.at, context) > seconds * secondMs) return refuse('tooLate', { seconds });
  if (found.value.touched > act.seq || !stillFree(act, floor)) return refuse('movedOn');
  if (act.counter !== undefined && (found.value.party?.atCounter ?? 0) > 0) return refuse('linkedAtCounter');
  return accept([{ type: 'VisitRestored', ticket, undoes: act.seq, was: structuredClone(act.was) as Progress }]);
}

/** C1, C11: nothing came to the counter since, and its officer sits nowhere else. */
function stillFree({ counter: id, seat, seq }: DeepReadonly<Act>, { counters, seats }: ReadonlyFloor): boolean {
  if (id === undefined) return true;
  const counter = counters.get(id);
  const seated = seat?.officer === undefined ? undefined : seats.get(seat.officer);
  return counter !== undefined && counter.touched <= seq && (seated === undefined || seated === id);
}

/** D3, D6: the recorded outcome was wrong; history stays as it was written. */
export function correct(
  { ticket, outcome, reason }: CommandOf<'Correct'>,
  floor: ReadonlyFloor,
  { today }: Context,
): Decided {
  const found = visitOf(floor, ticket);
  if (!found.ok) return found;
  if (daysBetween(floor.day, today) > floor.lines.office.document.correctForDays) return refuse('dayTooOld');
  if (found.value.stay.is !== 'ended') return refuse('dayNotOpen');
  return accept([{ type: 'OutcomeCorrected', ticket, outcome: outcome === 'done' ? 'finished' : outcome, reason }]);
}
