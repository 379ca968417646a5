import type { BusinessDay, CounterId, TicketId } from '../../shared/ids.ts';
import type { Command } from '../../shared/protocol/commands.ts';
import { Office } from '../../shared/protocol/office.ts';
import { present } from '../../shared/basics.ts';
import { evolve, openFloor } from './domain/evolve.ts';
import type { Book, Event, Recorded } from './domain/events.ts';
import type { DocumentShelf, Floor } from './domain/floor.ts';
import { indexOffice, type OfficeIndex } from './domain/officeIndex.ts';
import type { Journal } from './journal/journal.ts';

/** The floors of the open books, of the newest one, and of the few closed ones that a correction or upload asked for. */
export interface Books {
  readonly shelf: Map<string, OfficeIndex>;
  readonly floors: Map<BusinessDay, Floor>;
  /** The newest day's floor; undefined before the first day ever. */
  current(): Floor | undefined;
  /** Folds a book from the journal; undefined when it has no events. */
  load(day: BusinessDay): Promise<Floor | undefined>;
  /** Follows one event that was just decided. */
  follow(recorded: Recorded): Floor;
  /** The floor a command is about: where its ticket or its counter's visitor is, else today's. */
  about(command: Command): Floor;
}

/** An event, and the book it is for. */
export interface BookEvent {
  readonly event: Event;
  readonly book: Book;
}
export const inBook =
  (book: Book) =>
  (event: Event): BookEvent => ({ event, book });

/** Closed books kept beside the open ones (I40). */
const closedKept = 8;
/** Office documents held at most beside those of the books in memory; an older one is read again when it is asked for (I40). */
export const officesKept = 32;

export function createBooks(journal: Journal): Books {
  const shelf = new Map<string, OfficeIndex>();
  const documents: DocumentShelf = {
    get(hash) {
      const known = shelf.get(hash);
      if (known) return known;
      const body = journal.document(hash);
      if (body === undefined) return undefined;
      const index = indexOffice(hash, Office.parse(JSON.parse(body)));
      shelf.set(hash, index);
      return index;
    },
  };
  const floors = new Map<BusinessDay, Floor>();
  let newest: Floor | undefined;

  function keep(floor: Floor): void {
    floors.set(floor.day, floor);
    if (newest === undefined || floor.day > newest.day) newest = floor;
    const closed = [...floors.values()].filter((one) => one.state === 'closed' && one !== newest && one !== floor);
    for (const one of closed.slice(0, Math.max(0, closed.length - closedKept))) floors.delete(one.day);
  }

  function clearShelf(): void {
    const used = new Set([...floors.values()].map(({ lines }) => lines.office.hash));
    for (const hash of shelf.keys()) {
      if (shelf.size <= officesKept) return;
      if (!used.has(hash)) shelf.delete(hash);
    }
  }

  function follow(recorded: Recorded): Floor {
    const day = recorded.day as BusinessDay;
    const known = floors.get(day);
    if (shelf.size > officesKept) clearShelf();
    if (!known) {
      const floor = openFloor(recorded, documents);
      keep(floor);
      return floor;
    }
    evolve(known, recorded);
    return known;
  }

  return {
    shelf,
    floors,
    current: () => newest,
    follow,
    async load(day) {
      const known = floors.get(day);
      if (known) return known;
      let floor: Floor | undefined;
      for await (const recorded of journal.read(day)) {
        if (floor) evolve(floor, recorded);
        else floor = openFloor(recorded, documents);
      }
      const meanwhile = floors.get(day);
      if (meanwhile) return meanwhile;
      if (floor) keep(floor);
      return floor;
    },
    about(command) {
      const today = present(newest, 'floor of today');
      if (command.type === 'UploadTickets') return floors.get(command.day) ?? today;
      const { ticket, counter } = namesOf(command);
      if (ticket !== undefined && today.visits.has(ticket)) return today;
      for (const floor of floors.values()) {
        if (ticket !== undefined && floor.visits.has(ticket)) return floor;
        if (floor.state !== 'closed' && counter !== undefined && floor.counters.get(counter)?.visit !== undefined)
          return floor;
      }
      return today;
    },
  };
}

/** K3: the key of a press is the id of its ticket. */
export function ticketNamed({ key }: Pick<Command, 'key'>): TicketId {
  return key as string as TicketId;
}

function namesOf(command: Command): {
  readonly ticket?: TicketId | undefined;
  readonly counter?: CounterId | undefined;
} {
  return {
    ticket: 'ticket' in command ? command.ticket : command.type === 'TakeTicket' ? ticketNamed(command) : undefined,
    counter: 'counter' in command ? command.counter : undefined,
  };
}
