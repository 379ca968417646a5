import { numberText } from '../../../../shared/ids.ts';
import type { CommandOf, UploadedTicket } from '../../../../shared/protocol/commands.ts';
import { daysBetween } from '../hours.ts';
import type { Event } from '../events.ts';
import type { ReadonlyFloor, ReadonlyVisit } from '../floor.ts';
import { accept, optional, refuse, type Context, type Decided } from './context.ts';

/**
 * N6, N7, D5, D7: what a kiosk issued by itself joins the book of its day. Tickets the hub already has are answered
 * again, however old (K3); a number the hub gave to the same key is voided; after DayClosed a ticket enters as expired
 * and late.
 */
export function uploadTickets(command: CommandOf<'UploadTickets'>, floor: ReadonlyFloor, context: Context): Decided {
  if (context.digit === undefined) return refuse('generationUnknown');
  const isTooOld = daysBetween(floor.day, context.today) > floor.lines.office.document.correctForDays;
  const events: Event[] = [];
  const given = new Set<string>();
  for (const uploaded of command.tickets) {
    const number = numberText(uploaded.number);
    if (uploaded.number.source !== context.digit) return refuse('sourceMismatch', { number });
    const service = floor.lines.office.services.get(uploaded.service);
    if (!service || service.prefix !== uploaded.number.prefix)
      return refuse('unknownService', { service: uploaded.service });
    const holder = floor.numbers.get(number);
    if (given.has(number) || (holder !== undefined && holder !== uploaded.ticket))
      return refuse('numberTaken', { number });
    if (given.has(uploaded.ticket)) return refuse('keyReused', { number });
    given.add(number).add(uploaded.ticket);
    const known = floor.visits.get(uploaded.ticket);
    if (isTooOld && (!known || numberText(known.number) !== number)) return refuse('dayTooOld');
    events.push(...(known ? merged(known, uploaded, floor) : issued(uploaded, service.stages, floor, context)));
  }
  return accept(events, {
    merged: command.tickets.map(({ ticket, number }) => ({ ticket, number: numberText(number) })),
  });
}

/** N7: the printed number is the ticket's; a call on the other one is withdrawn and marks nobody absent. */
function merged(known: ReadonlyVisit, uploaded: UploadedTicket, { state }: ReadonlyFloor): readonly Event[] {
  if (numberText(known.number) === numberText(uploaded.number)) return [];
  const { ticket } = uploaded;
  const { stay } = known;
  return [
    ...(stay.is === 'called'
      ? [{ type: 'CallWithdrawn', ticket, counter: stay.counter, reason: 'numberVoided' } as const]
      : []),
    { type: 'NumberVoided', ticket, number: known.number, replacedBy: uploaded.number, reason: 'printedElsewhere' },
    ...(state === 'closed' ? [] : [{ type: 'SlipReported', ticket, outcome: uploaded.slip } as const]),
  ];
}

function issued(
  uploaded: UploadedTicket,
  stages: ReadonlyVisit['stages'],
  floor: ReadonlyFloor,
  { now, by, today }: Context,
): readonly Event[] {
  const { ticket, number, service, lane, language, people, slip } = uploaded;
  const late = floor.state === 'closed';
  const { carryOverDays } = floor.lines.office.document;
  const events: Event[] = [
    {
      type: 'TicketIssued',
      ticket,
      number,
      service,
      lane,
      language,
      people,
      stages: [...stages],
      arrivedAt: Math.min(uploaded.arrivedAt, now),
      slip,
      shown: null,
      kiosk: by.device,
      ahead: null,
      ...optional('late', late ? true : undefined),
    },
  ];
  if (late)
    events.push({
      type: 'VisitEnded',
      ticket,
      ending: 'expired',
      late: true,
      ...optional('carryOver', slip === 'failed' || daysBetween(floor.day, today) > carryOverDays ? undefined : true),
    });
  return events;
}
