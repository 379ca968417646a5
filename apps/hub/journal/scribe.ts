import { present } from '../../../shared/basics.ts';
import type {
  BusinessDay,
  CommandKey,
  CounterId,
  DeviceId,
  Numbering,
  OfficeId,
  OfficerId,
  Seq,
  ServiceId,
  StageId,
  TicketId,
} from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import { demoOffice } from '../demo/office.ts';
import type { Book, Event, Recorded } from '../domain/events.ts';
import { evolve, openFloor } from '../domain/evolve.ts';
import { factsOf, type Fact } from '../domain/facts.ts';
import type { DocumentShelf, Floor } from '../domain/floor.ts';
import { indexOffice } from '../domain/officeIndex.ts';
import { textHash } from './chain.ts';
import { guardsOf } from './guards.ts';
import type { Journal, StoredDocument, Turn } from './journal.ts';

/** What the tests of the journal write: true events of a small day in the demo office, made into turns as the hub does. */
const body = JSON.stringify(demoOffice());
export const office: StoredDocument = { hash: textHash(body), body };
const index = indexOffice(office.hash, demoOffice());
export const officeId = index.document.id;
export const dayOne = '2026-03-02' as BusinessDay;
export const dayTwo = '2026-03-03' as BusinessDay;
export const morning = Date.UTC(2026, 2, 2, 1);
const by = { device: 'loket-2' as DeviceId, role: 'officer', door: 'socket' } as const;

export interface Scribe {
  /** The next turn, not appended. Events follow on from all turns made before. */
  turn(book: Book, key: string, ...events: readonly Event[]): Turn;
  /** A refusal or a hello. */
  empty(): Turn;
  seq(): Seq;
}

/** Turns for a journal from where it stands; `minuteMs` is how far the clock moves with each event. */
export function createScribe(journal: Journal, minuteMs = 60_000, floors = new Map<Book, Floor>()): Scribe {
  let { seq, at } = journal.head();
  if (at === 0) at = morning;
  const shelf = shelfOf(journal);

  function follow(recorded: Recorded): readonly Fact[] {
    if (recorded.event.type === 'DayOpened') floors.set(recorded.day, openFloor(recorded, shelf));
    const floor = floors.get(recorded.day);
    if (!floor) return [];
    evolve(floor, recorded);
    return factsOf(recorded, floor);
  }
  return {
    turn: (book, key, ...events) => {
      const recorded = events.map((event): Recorded => {
        at += minuteMs;
        return {
          office: officeId as OfficeId,
          day: book,
          epoch: journal.epoch,
          seq: ++seq,
          at,
          v: 1,
          by,
          key: key as CommandKey,
          event,
        };
      });
      const issues = events.some(({ type }) => type === 'TicketIssued');
      return {
        bound: {
          key: key as CommandKey,
          digest: `digest of ${key}`,
          reply: { ok: true, seq, result: {} },
          ticket: issues,
          day: book,
        },
        events: recorded,
        guards: recorded.flatMap(guardsOf),
        facts: recorded.flatMap(follow),
        documents: events.some(({ type }) => type === 'DayOpened' || type === 'OfficeAdopted') ? [office] : [],
        reply: () => {},
      };
    },
    empty: () => ({ events: [], guards: [], facts: [], documents: [], reply: () => {} }),
    seq: () => seq,
  };
}

function shelfOf(journal: Journal): DocumentShelf {
  return {
    get: (hash) => {
      if (hash === office.hash) return index;
      const stored = journal.document(hash);
      return stored === undefined ? undefined : indexOffice(hash, JSON.parse(stored) as Office);
    },
  };
}

/** A scribe for a journal that has open days already: their floors are folded as the hub does at its start. */
export async function resumeScribe(journal: Journal): Promise<Scribe> {
  const floors = new Map<Book, Floor>();
  for (const day of journal.openDays())
    for await (const recorded of journal.read(day)) {
      const floor = floors.get(day) ?? openFloor(recorded, shelfOf(journal));
      floors.set(day, floor);
      evolve(floor, recorded);
    }
  return createScribe(journal, 60_000, floors);
}

export const ticketId = (count: number, day: BusinessDay = dayOne) => `ticket-${day}-${count}` as TicketId;
export const counterTwo = 'loket-2' as CounterId;
const stage = 'ambil' as StageId;
const service = present(
  index.document.services.find(({ stages }) => stages.join() === stage),
  'a service of one stage',
);
export const serviceId: ServiceId = service.id;
const numbered = (count: number): Numbering => ({ prefix: service.prefix, source: 'hub', count });

export const dayOpened: Event = { type: 'DayOpened', document: office.hash, carryOver: [] };
export const dayClosed: Event = { type: 'DayClosed', unfinished: 0 };

export function issued(count: number, day: BusinessDay = dayOne): Event {
  return {
    type: 'TicketIssued',
    ticket: ticketId(count, day),
    number: numbered(count),
    service: serviceId,
    lane: 'regular',
    language: 'id',
    people: 1,
    stages: [stage],
    arrivedAt: morning,
    slip: 'printed',
    shown: null,
    ahead: 0,
  };
}

export function opensCounter(counter = counterTwo): Event {
  return { type: 'CounterOpened', counter, officer: 'bambang' as OfficerId };
}

export function called(count: number, counter = counterTwo, day: BusinessDay = dayOne): Event {
  return {
    type: 'VisitCalled',
    ticket: ticketId(count, day),
    counter,
    officer: 'bambang' as OfficerId,
    stage,
    why: { rule: 'L2', queue: stage, lane: 'regular', tier: 0, hand: 0, passed: { count: 0, first: [] } },
  };
}

export function finished(count: number, counter = counterTwo, day: BusinessDay = dayOne): readonly Event[] {
  const ticket = ticketId(count, day);
  return [
    { type: 'StageFinished', ticket, counter, stage, outcome: 'done', next: [] },
    { type: 'VisitEnded', ticket, ending: 'finished' },
  ];
}

/** A visitor's whole day as three turns: taken, called, finished. */
export function visit(scribe: Scribe, count: number, day: BusinessDay = dayOne): readonly Turn[] {
  return [
    scribe.turn(day, ticketId(count, day), issued(count, day)),
    scribe.turn(day, `call-${day}-${count}`, called(count, counterTwo, day)),
    scribe.turn(day, `finish-${day}-${count}`, ...finished(count, counterTwo, day)),
  ];
}

/** The first turn of a day: its book and a counter are opened. */
export function opening(scribe: Scribe, day: BusinessDay = dayOne): Turn {
  return scribe.turn(day, `open-${day}`, dayOpened, opensCounter());
}
