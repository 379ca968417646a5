import { invariant } from '../../../shared/basics.ts';
import type { BusinessDay, Epoch, Instant, Seq } from '../../../shared/ids.ts';
import type { Book, EventType, Recorded } from '../domain/events.ts';
import { link, textHash } from './chain.ts';
import type { Guard, SecretName, StoredDocument, Turn } from './journal.ts';
import type { Fact } from '../domain/facts.ts';

/** Where a journal stands. */
export interface Head {
  readonly seq: Seq;
  readonly at: Instant;
  readonly hash: Uint8Array;
}

export interface EventRow {
  readonly seq: Seq;
  readonly epoch: Epoch;
  readonly book: Book;
  readonly at: Instant;
  readonly type: EventType;
  readonly body: string;
  readonly hash: Uint8Array;
}

export interface KeyRow {
  readonly key: string;
  readonly digest: string;
  readonly reply: string;
  readonly ticket: boolean;
  readonly at: Instant;
  readonly book: Book;
  /** The last event of its turn; null for an accepted command that changed nothing. */
  readonly seq: Seq | null;
}

export interface BookChange {
  readonly day: BusinessDay;
  readonly seq: Seq;
  readonly at: Instant;
  readonly to: 'opened' | 'closed' | 'reopened';
}

/** Everything an append writes, in its order; the same for every kind of journal. */
export interface Batch {
  readonly head: Head;
  readonly events: readonly EventRow[];
  readonly keys: readonly KeyRow[];
  readonly guards: readonly Guard[];
  readonly facts: readonly Fact[];
  readonly documents: readonly StoredDocument[];
  readonly books: readonly BookChange[];
  readonly destroyed: readonly SecretName[];
  /** I19: that the journal was set back is now in its books. */
  readonly restored: boolean;
}

/**
 * Turns as rows. Throws on what only our own code can get wrong: a gap in the seqs, a foreign epoch, a time that falls
 * (T1), an event in a book that was not opened, a document under a name that is not its hash.
 */
export function batchOf(
  turns: readonly Turn[],
  from: Head,
  epoch: Epoch,
  opened: (day: BusinessDay) => boolean,
): Batch {
  const events: EventRow[] = [];
  const keys: KeyRow[] = [];
  const books: BookChange[] = [];
  const destroyed: SecretName[] = [];
  let head = from;
  for (const { bound, events: recorded, documents } of turns) {
    for (const event of recorded) {
      const row = rowOf(event, head, epoch);
      const change = bookChange(event);
      if (change) books.push(change);
      const known = row.book === 'house' || opened(row.book) || books.some(({ day }) => day === row.book);
      invariant(known, `Event ${row.seq} is written in the book ${row.book}, which was not opened`);
      if (event.event.type === 'KeyDestroyed') destroyed.push({ class: event.event.class, day: event.event.day });
      events.push(row);
      head = row;
    }
    for (const { hash, body } of documents)
      invariant(textHash(body) === hash, `Office document ${hash} has another text`);
    if (bound) {
      const { key, digest, ticket, day } = bound;
      const seq = recorded.at(-1)?.seq ?? null;
      keys.push({ key, digest, reply: JSON.stringify(bound.reply), ticket, at: head.at, book: day, seq });
    }
  }
  return {
    head,
    events,
    keys,
    guards: turns.flatMap((turn) => turn.guards),
    facts: turns.flatMap((turn) => turn.facts),
    documents: turns.flatMap((turn) => turn.documents),
    books,
    destroyed,
    restored: turns.some((turn) => turn.events.some(({ event }) => event.type === 'HubRestored')),
  };
}

function rowOf(recorded: Recorded, head: Head, epoch: Epoch): EventRow {
  const { seq, at, day, event } = recorded;
  invariant(seq === head.seq + 1, `Event ${seq} cannot follow event ${head.seq}`);
  invariant(recorded.epoch === epoch, `Event ${seq} is of epoch ${recorded.epoch}, this journal of ${epoch}`);
  invariant(at >= head.at, `Event ${seq} is earlier than the one before: ${at} < ${head.at}`);
  const body = JSON.stringify(recorded);
  return { seq, epoch, book: day, at, type: event.type, body, hash: link(head.hash, body) };
}

/** What an event does to the list of days. Throws for one in the wrong book. */
export function bookChange({ day, seq, at, event }: Recorded): BookChange | undefined {
  if (event.type !== 'DayOpened' && event.type !== 'DayClosed' && event.type !== 'DayReopened') return undefined;
  invariant(day !== 'house', `${event.type} is written in the house book`);
  const to = event.type === 'DayOpened' ? 'opened' : event.type === 'DayClosed' ? 'closed' : 'reopened';
  return { day, seq, at, to };
}

export function isEmpty({ events, keys, guards, facts, documents }: Batch): boolean {
  return events.length + keys.length + guards.length + facts.length + documents.length === 0;
}

export function secretId({ class: kind, day = '' as BusinessDay }: SecretName): string {
  return `${kind}/${day}`;
}
