import { numberText } from '../../../../shared/ids.ts';
import type { CommandOf, UploadedTicket } from '../../../../shared/protocol/commands.ts';
import { daysBetween } from '../hours.ts';
import type { Event } from '../events.ts';
import type { ReadonlyFloor, ReadonlyVisit } from '../floor.ts';
import { accept, optional, refuse, type Context, type Decided } from './context.ts';

/**
 * N6, N7, D5, D7: what a kiosk issued by itself joins the book of its day. Tickets the hub already has are answered
 * again, however old (K3); a number the hub gave to the same key is voided; after DayClosed a ticket enters as expired
 * and late. I19: to a hub that was restored a kiosk brings all it printed, under whatever number that was.
 */
export function uploadTickets(command: CommandOf<'UploadTickets'>, floor: ReadonlyFloor, context: Context): Decided {
  const isBringing = command.restore !== undefined;
  if (isBringing && command.restore !== context.restore) return refuse('noRestore');
  if (!isBringing && context.digit === undefined) return refuse('generationUnknown');
  const isTooOld = daysBetween(floor.day, context.today) > floor.lines.office.document.correctForDays;
  const events: Event[] = [];
  const given = new Set<string>();
  for (const uploaded of command.tickets) {
    const number = numberText(uploaded.number);
    const isOwn = isBringing ? isPossible(uploaded, floor) : uploaded.number.source === context.digit;
    if (!isOwn) return refuse('sourceMismatch', { number });
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
    events.push(
      ...(known ? merged(known, uploaded, floor, isBringing) : issued(uploaded, service.stages, floor, context)),
    );
  }
  return accept(events, {
    merged: command.tickets.map(({ ticket, number }) => ({ ticket, number: numberText(number) })),
  });
}

/** N2: the hub never gave a number above the top of its series. */
function isPossible({ number }: UploadedTicket, { lines }: ReadonlyFloor): boolean {
  return number.source !== 'hub' || number.count <= lines.office.policy.hubTop;
}

/**
 * N7: the printed number is the ticket's; a call on the other one is withdrawn and marks nobody absent. I19: what the
 * lost journal had heard of a slip is said again.
 */
function merged(
  known: ReadonlyVisit,
  uploaded: UploadedTicket,
  { state }: ReadonlyFloor,
  isBringing: boolean,
): readonly Event[] {
  const { ticket, slip } = uploaded;
  const told: readonly Event[] = state === 'closed' ? [] : [{ type: 'SlipReported', ticket, outcome: slip }];
  if (numberText(known.number) === numberText(uploaded.number))
    return !isBringing || known.slip === 'printed' || known.slip === slip ? [] : told;
  const { stay } = known;
  return [
    ...(stay.is === 'called'
      ? [{ type: 'CallWithdrawn', ticket, counter: stay.counter, reason: 'numberVoided' } as const]
      : []),
    { type: 'NumberVoided', ticket, number: known.number, replacedBy: uploaded.number, reason: 'printedElsewhere' },
    ...told,
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
  const arrivedAt = Math.min(uploaded.arrivedAt, now);
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
      arrivedAt,
      slip,
      shown: null,
      kiosk: by.device,
      ahead: null,
      ...optional('slot', lane === 'appointment' ? arrivedAt : undefined),
      ...optional('late', late ? true : undefined),
      ...optional('brought', number.source === 'hub' ? true : undefined),
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
