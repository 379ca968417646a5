import { present } from '../../../shared/basics.ts';
import { minuteMs, type Instant, type ServiceId, type StageId, type TicketId } from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import type { EventOf, Recorded } from '../domain/events.ts';
import { instantOf } from '../domain/hours.ts';

/** How long one visitor waited for the first call, from the issue or the slot; undefined who was never called. */
export interface Waited {
  readonly service: ServiceId;
  /** The half hour after local midnight in which the number was given. */
  readonly half: number;
  /** Minutes. */
  readonly wait: number | undefined;
}

/** Visitors who were still to be served when the book ended, by the stage they stood at. */
export function leftIn(book: readonly Recorded[]): ReadonlyMap<StageId, number> {
  const at = new Map<TicketId, StageId>();
  for (const { event } of book) {
    if (event.type === 'TicketIssued' || event.type === 'StageFinished') {
      const [stage] = event.type === 'TicketIssued' ? event.stages : event.next;
      if (stage === undefined) at.delete(event.ticket);
      else at.set(event.ticket, stage);
    }
    if (event.type === 'VisitEnded' && event.ending !== 'expired' && event.ending !== 'unfinished')
      at.delete(event.ticket);
  }
  const left = new Map<StageId, number>();
  for (const stage of at.values()) left.set(stage, (left.get(stage) ?? 0) + 1);
  return left;
}

/** The waits of a book, one for each number that was given in its day. */
export function waitsOf(book: readonly Recorded[], documents: ReadonlyMap<string, Office>): readonly Waited[] {
  const opening = present(book[0], 'first event of the day');
  if (opening.event.type !== 'DayOpened') throw new Error(`A book begins with DayOpened, not ${opening.event.type}`);
  const { timeZone } = present(documents.get(opening.event.document), opening.event.document);
  const midnight = instantOf(opening.day, '00:00', timeZone);
  const issued = new Map<TicketId, { readonly event: EventOf<'TicketIssued'>; readonly at: Instant }>();
  const called = new Map<TicketId, Instant>();
  for (const { event, at } of book) {
    if (event.type === 'TicketIssued') issued.set(event.ticket, { event, at });
    if (event.type === 'VisitCalled' && !called.has(event.ticket)) called.set(event.ticket, at);
  }
  return [...issued].map(([ticket, { event, at }]) => {
    const call = called.get(ticket);
    const from = Math.max(at, event.slot ?? 0);
    return {
      service: event.service,
      half: Math.floor((at - midnight) / (30 * minuteMs)),
      wait: call === undefined ? undefined : Math.max(0, call - from) / minuteMs,
    };
  });
}
