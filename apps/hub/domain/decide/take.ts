import { minuteMs, numberText, type Instant } from '../../../../shared/ids.ts';
import type { CommandOf } from '../../../../shared/protocol/commands.ts';
import type { Lane, Service } from '../../../../shared/protocol/office.ts';
import type { Refusal } from '../../../../shared/protocol/refusals.ts';
import { present, type DeepReadonly, type Result } from '../../../../shared/basics.ts';
import { aheadOfNewcomer, callOrder } from '../ahead.ts';
import type { EventOf } from '../events.ts';
import { isExtended, type ReadonlyFloor, type ReadonlyVisit } from '../floor.ts';
import { nextOpening } from '../hours.ts';
import { stageOf } from '../lines.ts';
import { quotaRest } from '../quota.ts';
import { isRestoring } from '../restore.ts';
import { isPaused } from '../waits.ts';
import { accept, optional, refuse, visitOf, type Context, type Decided } from './context.ts';

/**
 * N1-N5, N7, L3, D2, V2, V4, F2, I19: one press, one number. A key that already is a ticket answers with it. One that was
 * long on its way gives no number of a day it was not for: its kiosk may have counted by itself for that day.
 */
export function takeTicket(command: CommandOf<'TakeTicket'>, floor: ReadonlyFloor, context: Context): Decided {
  const known = floor.visits.get(command.key as string as ReadonlyVisit['ticket']);
  if (known)
    return known.service === command.service ? accept([], answerOf(known, floor, context)) : refuse('keyReused');
  if (command.day !== undefined && command.day !== floor.day) return refuse('otherDay', { day: floor.day });
  if (isRestoring(floor, context.by)) return refuse('restoring');
  const service = floor.lines.office.services.get(command.service);
  if (!service) return refuse('unknownService', { service: command.service });
  const people = command.people ?? 1;
  const intake = intakeOf(service, people, floor, context);
  if (!intake.ok) return intake;
  if (people > service.maxPeople) return refuse('tooManyPeople', { max: service.maxPeople });
  if (command.lane === 'priority' && !service.priority) return refuse('priorityNotOffered');
  if (command.carryOver !== undefined && !floor.carryOver.has(command.carryOver)) return refuse('carryOverUnknown');
  if (command.holder && openOf(command.holder.mark, floor) >= floor.lines.office.policy.perHolder)
    return refuse('holderLimit', { limit: floor.lines.office.policy.perHolder });
  const count = (floor.series.get(`${service.prefix}/hub`) ?? 0) + 1;
  if (count > floor.lines.office.policy.hubTop) return refuse('seriesFull', { prefix: service.prefix });
  const event = issuedBy(command, service, people, count, floor, context);
  return accept([event], {
    ticket: event.ticket,
    number: numberText(event.number),
    ahead: event.ahead,
    estimate: event.shown,
  });
}

function issuedBy(
  command: CommandOf<'TakeTicket'>,
  service: DeepReadonly<Service>,
  people: number,
  count: number,
  floor: ReadonlyFloor,
  { now, by, estimate, nextSeq }: Context,
): EventOf<'TicketIssued'> & { readonly ahead: number } {
  const ticket = command.key as string as ReadonlyVisit['ticket'];
  const { lane, slot } = laneFor(command, floor, now);
  const newcomer = { ticket, lane, slot, place: now, joined: nextSeq };
  return {
    type: 'TicketIssued',
    ticket,
    number: { prefix: service.prefix, source: 'hub', count },
    service: service.id,
    lane,
    language: command.language ?? 'id',
    people,
    stages: [...service.stages],
    arrivedAt: now,
    slip: command.remote === true ? 'shown' : 'pending',
    shown: estimate,
    ahead: aheadOfNewcomer(floor.lines, stageOf(service), newcomer, now),
    ...optional('slot', slot),
    ...optional('kiosk', by.role === 'kiosk' ? by.device : undefined),
    ...optional('remote', command.remote),
    ...optional('holder', command.holder),
    ...optional('carryOver', command.carryOver),
  };
}

/** L3, D4: the lane a ticket has for good; whether an appointment's window has come is computed later. */
export function laneFor(
  { lane, slot, carryOver }: CommandOf<'TakeTicket'>,
  { lines }: ReadonlyFloor,
  now: Instant,
): { readonly lane: Lane; readonly slot: Instant | undefined } {
  if (lane === 'priority') return { lane, slot };
  const from = slot ?? (lane === 'appointment' || carryOver !== undefined ? now : undefined);
  if (from === undefined || now > from + lines.office.policy.slotLateMinutes * minuteMs)
    return { lane: 'regular', slot };
  return { lane: 'appointment', slot: from };
}

/** D1, D2: may this service take `people` more now? The refusal says when it opens again, where that is known. */
export function intakeOf(
  service: DeepReadonly<Service>,
  people: number,
  floor: ReadonlyFloor,
  { now }: Context,
): Result<undefined, Refusal> {
  if (floor.state !== 'open') return refuse('dayClosed');
  const opens = () => optional('opens', nextOpening(floor.day, service, floor.lines.office.document));
  const day = present(floor.lines.days.get(service.id), service.id);
  if (!floor.reopened) {
    const isPast = now >= day.closesAt && !isExtended(floor, service.id);
    if (day.open.length === 0 || isPast) return refuse('serviceClosed', opens());
    if (now < day.intakeFrom) return refuse('serviceClosed', { opens: day.intakeFrom });
  }
  if (isPaused(service.id, floor.lines)) return refuse('servicePaused');
  const stopped = floor.stopped.get(service.id);
  if (stopped) return refuse('intakeStopped', opens());
  return quotaRest(service, floor) < people ? refuse('quotaUsed', opens()) : { ok: true, value: undefined };
}

/** V4: a ticket that was only linked to the holder's (C2) is not the holder's. */
function openOf(mark: string, { holders, visits }: ReadonlyFloor): number {
  const party = (holders.get(mark)?.members ?? []).map((ticket) => present(visits.get(ticket), ticket));
  return party.filter(({ holder, stay }) => holder === mark && stay.is !== 'ended').length;
}

function answerOf(
  visit: ReadonlyVisit,
  floor: ReadonlyFloor,
  { now }: Context,
): {
  ticket: ReadonlyVisit['ticket'];
  number: string;
  ahead: number;
  estimate: { low: Instant; high: Instant } | null;
} {
  const order = visit.stay.is === 'waiting' ? callOrder(floor.lines, stageOf(visit), now) : [];
  const place = order.findIndex(({ ticket }) => ticket === visit.ticket);
  return { ticket: visit.ticket, number: numberText(visit.number), ahead: Math.max(0, place), estimate: visit.shown };
}

/** C7: what became of the slip. A later word replaces an earlier one, except that paper once seen stays seen. */
export function confirmSlip({ ticket, outcome }: CommandOf<'ConfirmSlip'>, floor: ReadonlyFloor): Decided {
  const found = visitOf(floor, ticket);
  if (!found.ok) return found;
  const { slip } = found.value;
  return accept(slip === outcome || slip === 'printed' ? [] : [{ type: 'SlipReported', ticket, outcome }]);
}
