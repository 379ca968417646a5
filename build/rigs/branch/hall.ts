import type { Recorded } from '../../../apps/hub/domain/events.ts';
import { numberText } from '../../../shared/ids.ts';
import type { CounterView, DisplayView } from '../../../shared/protocol/views.ts';
import { leaving } from '../../oracle/history.ts';

/** Who is where by the committed events, and since when: what screens must show. It knows nothing of the core. */
export function createHall(now: () => number) {
  const numbers = new Map<string, string>();
  /** By counter; without a ticket it is empty since then. */
  const seats = new Map<string, { readonly ticket: string | undefined; readonly since: number }>();
  const outcomes = new Map<number, number>();
  /** Screens show the newest book. */
  let today = '';

  function empty(ticket: string): void {
    for (const [counter, seat] of seats)
      if (seat.ticket === ticket) seats.set(counter, { ticket: undefined, since: now() });
  }
  return {
    follow: ({ event, day }: Recorded): void => {
      if (day === 'house' || day < today) return;
      if (day > today) seats.clear();
      today = day;
      if (event.type === 'TicketIssued') numbers.set(event.ticket, numberText(event.number));
      if (event.type === 'NumberVoided' && event.replacedBy) {
        numbers.set(event.ticket, numberText(event.replacedBy));
        for (const [counter, seat] of seats)
          if (seat.ticket === event.ticket) seats.set(counter, { ...seat, since: now() });
      }
      if (event.type === 'CallAnnounced') outcomes.set(event.announcement, now());
      if ('ticket' in event && leaving.includes(event.type)) empty(event.ticket);
      if (event.type === 'VisitCalled') seats.set(event.counter, { ticket: event.ticket, since: now() });
      if (event.type !== 'VisitRestored') return;
      const { stay } = event.was;
      empty(event.ticket);
      if (stay.is === 'called' || stay.is === 'serving')
        seats.set(stay.counter, { ticket: event.ticket, since: now() });
    },
    /** When the outcome of an announcement was committed. */
    announcedAt: (announcement: number) => outcomes.get(announcement),
    numberOf: (ticket: string) => numbers.get(ticket),
    /** I21: what a screen that claims to be live lacks of what has been so for over `ms`. */
    lacksOnDisplay({ counters }: DisplayView, ms: number): string | undefined {
      for (const { id, ticket } of counters) {
        const seat = seats.get(id);
        if (!seat || seat.since > now() - ms) continue;
        const wanted = seat.ticket === undefined ? undefined : numbers.get(seat.ticket);
        if (wanted !== ticket)
          return `${ticket ?? 'nobody'} at ${id}, where ${wanted ?? 'nobody'} is for ${now() - seat.since} ms`;
      }
      return undefined;
    },
    lacksAtCounter({ counter, visitor }: CounterView, ms: number): string | undefined {
      const seat = seats.get(counter);
      if (!seat || seat.since > now() - ms || visitor?.ticket === seat.ticket) return undefined;
      return `${visitor?.ticket ?? 'nobody'} at ${counter}, where ${seat.ticket ?? 'nobody'} is for ${now() - seat.since} ms`;
    },
    /** I22: a number on a screen that the journal never gave. */
    isKnown: (ticket: string) => numbers.has(ticket),
  };
}
export type Hall = ReturnType<typeof createHall>;
