import { present } from '../../shared/basics.ts';
import {
  numberText,
  type BusinessDay,
  type Instant,
  type Numbering,
  type Seq,
  type TicketId,
} from '../../shared/ids.ts';
import type { Command } from '../../shared/protocol/commands.ts';
import { ticketNamed, type Books } from './books.ts';
import type { Decided } from './domain/decide/context.ts';
import { decide } from './domain/decide/decide.ts';
import { laneFor } from './domain/decide/take.ts';
import type { By, Event } from './domain/events.ts';
import type { Floor, ReadonlyFloor } from './domain/floor.ts';
import { digitOf, freeDigit, type House } from './house.ts';
import type { Request } from './hub.ts';
import type { Journal } from './journal/journal.ts';
import type { Foreseen } from './views/services.ts';

export interface DecisionParts {
  readonly books: Books;
  readonly house: House;
  readonly journal: Pick<Journal, 'dayOf'>;
  /** Whether the disk takes new numbers. */
  readonly hasRoom: () => boolean;
  readonly nextSeq: () => Seq;
  readonly today: () => BusinessDay;
  readonly estimateFor: Foreseen['estimateFor'];
  /** The office document of later days, by its hash; `body` until the journal has it. */
  readonly adopted: { hash: string; body?: string };
}

/** What the hub itself knows beside a floor, put to each command before and after the rules: room, digits (N6), days of tickets (K3), office documents. */
export function createDecisions({
  books,
  house,
  journal,
  hasRoom,
  nextSeq,
  today,
  estimateFor,
  adopted,
}: DecisionParts) {
  /** What the rules answer to a command about this floor, once the hub itself has nothing against it. */
  function decideHere(
    command: Command,
    floor: Floor,
    { by, at, office }: Pick<Request, 'by' | 'office'> & { readonly at: Instant },
  ): Decided {
    if (command.type === 'TakeTicket' && !hasRoom()) return { ok: false, error: { code: 'diskAlmostFull' } };
    const generation = 'generation' in command ? command.generation : undefined;
    const device = command.type === 'ReportDevice' ? command.device : by.device;
    const digit =
      generation === undefined
        ? undefined
        : (digitOf(house, device, generation) ??
          (command.type === 'ReportDevice' && command.role === 'kiosk' ? freeDigit(house, command.digit) : undefined));
    if (command.type === 'ReportDevice' && command.role === 'kiosk' && generation !== undefined && digit === undefined)
      return { ok: false, error: { code: 'noDigitFree' } };
    if (office && 'faults' in office)
      return { ok: false, error: { code: 'officeInvalid', about: { count: office.faults } } };
    if (command.type === 'UploadTickets' && floor.day !== command.day)
      return { ok: false, error: { code: command.day > floor.day ? 'dayInFuture' : 'dayTooOld' } };
    const stranger = newTickets(command).find(({ ticket }) => !floor.visits.has(ticket) && dayOf(ticket) !== undefined);
    if (stranger)
      return {
        ok: false,
        error: { code: 'keyReused', ...(stranger.number && { about: { number: numberText(stranger.number) } }) },
      };
    if (office) books.shelf.set(office.index.hash, office.index);
    return decide(command, floor, {
      now: at,
      by,
      nextSeq: nextSeq(),
      today: today(),
      estimate:
        command.type === 'TakeTicket' ? estimateFor(command.service, laneFor(command, floor, at).lane, floor) : null,
      ...(digit === undefined ? {} : { digit }),
      ...(house.restore ? { restore: house.restore.id } : {}),
      ...(office ? { adopting: office.index } : {}),
    });
  }

  /** K3: the day of a ticket, whose book need not be in memory. */
  function dayOf(ticket: TicketId): BusinessDay | undefined {
    for (const { day, visits } of books.floors.values()) if (visits.has(ticket)) return day;
    return journal.dayOf(ticket);
  }

  /** What a decision also means for the house book: a new kiosk generation's digit (N6), the office document of later days. */
  function besides(command: Command, floor: Floor, by: By, office: Request['office']): Event[] {
    if (command.type === 'ChangeOffice' && office && 'index' in office) {
      adopted.hash = office.index.hash;
      delete adopted.body;
      return [{ type: 'OfficeAdopted', document: office.index.hash }];
    }
    if (
      command.type !== 'ReportDevice' ||
      command.role !== 'kiosk' ||
      command.generation === undefined ||
      digitOf(house, command.device, command.generation) !== undefined
    )
      return [];
    const digit = present(freeDigit(house, command.digit), `digit for ${by.device} on ${floor.day}`);
    return [{ type: 'DeviceSeen', device: command.device, role: 'kiosk', generation: command.generation, digit }];
  }

  return { decideHere, dayOf, besides };
}

/** K3: ids that a command makes tickets of in its own book; none may be a ticket of another. */
function newTickets(command: Command): readonly { readonly ticket: TicketId; readonly number?: Numbering }[] {
  if (command.type === 'UploadTickets') return command.tickets;
  return command.type === 'Split' ? [{ ticket: ticketNamed(command) }] : [];
}

/** D6: an office changed while the book is closed is the next day's. */
export function isForLater({ type }: Command, { state }: ReadonlyFloor): boolean {
  return type === 'ChangeOffice' && state === 'closed';
}
