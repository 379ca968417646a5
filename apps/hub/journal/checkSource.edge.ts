import type { Database } from 'better-sqlite3';
import type { BusinessDay, Seq } from '../../../shared/ids.ts';
import type { Book } from '../domain/events.ts';
import type { Fact } from '../domain/facts.ts';
import type { EventRow } from './batch.ts';
import type { CheckSource } from './fullCheck.ts';
import { prepareReads, selectFacts } from './statements.ts';

/** What the full check reads, from a connection of its own. */
export function checkSource(db: Database): CheckSource {
  const reads = prepareReads(db);
  const columns = 'SELECT seq, epoch, book, at, type, body, hash FROM event';
  const events = db.prepare<[Seq, number], EventRow>(`${columns} WHERE seq > ? ORDER BY seq LIMIT ?`);
  const eventsOf = db.prepare<[Book, Seq, number], EventRow>(
    `${columns} WHERE book = ? AND seq > ? ORDER BY seq LIMIT ?`,
  );
  const facts = db.prepare<[BusinessDay], Fact>(`${selectFacts} WHERE day = ? ORDER BY seq, kind`);
  const stray = db.prepare<[], number>('SELECT count(*) FROM fact WHERE day NOT IN (SELECT day FROM book)').pluck();
  const number = db
    .prepare<string[], string>('SELECT ticket FROM number WHERE office = ? AND day = ? AND prefix = ? AND number = ?')
    .pluck();
  const numbers = db.prepare<[], number>('SELECT count(*) FROM number').pluck();
  const seats = db.prepare<[], { readonly counter: string; readonly ticket: string }>(
    'SELECT counter, ticket FROM at_counter',
  );
  return {
    damage: () => {
      const found: unknown = db.pragma('quick_check(1)', { simple: true });
      if (found !== 'ok') return String(found);
      const orphans = db.pragma('foreign_key_check') as readonly { readonly table: string }[];
      return orphans[0] && `rows of ${orphans[0].table} name no event`;
    },
    events: (after, limit) => events.all(after, limit),
    eventsOf: (book, after, limit) => eventsOf.all(book, after, limit),
    keys: (after, limit) => reads.keysFrom.all(after + 1, limit),
    days: () => reads.days.all().map(({ day, opened, closed }) => ({ day, opened, closed: closed === 1 })),
    facts: (day) => facts.all(day),
    strayFacts: () => stray.get() ?? 0,
    numberTicket: ({ office, day, prefix, number: name }) => number.get(office, day, prefix, name),
    numberCount: () => numbers.get() ?? 0,
    seats: () => seats.all(),
    document: (hash) => reads.document.get(hash),
    atOneMoment: (look) => db.transaction(look).deferred(),
  };
}
