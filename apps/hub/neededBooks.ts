import type { BusinessDay, CommandKey, TicketId } from '../../shared/ids.ts';
import type { Command, CommandOf } from '../../shared/protocol/commands.ts';
import { ticketNamed, type Books } from './books.ts';
import { addDays, daysBetween } from './domain/hours.ts';
import type { Journal } from './journal/journal.ts';
import type { Restoring } from './restoring.ts';

export interface NeededParts {
  readonly books: Books;
  readonly journal: Pick<Journal, 'dayOf'>;
  readonly restoring: Pick<Restoring, 'loadSince'>;
  readonly today: () => BusinessDay;
  /** D6. */
  readonly correctForDays: () => number;
  /** K1: in memory. */
  readonly isBound: (key: CommandKey) => boolean;
  readonly dayOf: (ticket: TicketId) => BusinessDay | undefined;
  /** D5: opens the book of a past day that never was, before what is asked next is decided. */
  readonly openLate: (day: BusinessDay) => void;
}

/** Books that are not in memory, and that a command cannot be decided without. */
export function createNeededBooks({
  books,
  journal,
  restoring,
  today,
  correctForDays,
  isBound,
  dayOf,
  openLate,
}: NeededParts) {
  /** D5, D6, K3: the book of an earlier day is read, or opened late, before what needs it enters the inbox. */
  function prepare(command: Command): Promise<unknown> | undefined {
    if (command.type === 'Correct') return findBook(command.ticket);
    if (command.type === 'ReportBrought' || command.type === 'EndRestore')
      return restoring.loadSince(command.restore, correctForDays());
    if (command.type === 'UploadTickets') return books.floors.has(command.day) ? undefined : findDay(command);
    if (command.type !== 'TakeTicket' || isBound(command.key)) return undefined;
    const day = dayOf(ticketNamed(command));
    return day === undefined || books.floors.has(day) ? undefined : books.load(day);
  }

  async function findDay({ day, tickets }: CommandOf<'UploadTickets'>): Promise<void> {
    const age = daysBetween(day, today());
    const isTooOld = age > correctForDays();
    if (age < 0 || (isTooOld && !tickets.some(({ ticket }) => journal.dayOf(ticket) === day))) return;
    if ((await books.load(day)) || isTooOld) return;
    openLate(day);
  }

  async function findBook(ticket: TicketId): Promise<void> {
    const isKnown = () => [...books.floors.values()].some(({ visits }) => visits.has(ticket));
    const day = today();
    for (let back = 1; back <= correctForDays() && !isKnown(); back++) await books.load(addDays(day, -back));
  }

  return { prepare };
}
