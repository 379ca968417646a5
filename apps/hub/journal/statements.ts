import type { Database } from 'better-sqlite3';
import { crc32 } from 'node:zlib';
import type { BusinessDay, Instant, Seq } from '../../../shared/ids.ts';
import type { Book } from '../domain/events.ts';
import type { Fact } from '../domain/facts.ts';
import type { Batch, BookChange } from './batch.ts';
import type { Guard } from './journal.ts';

export interface KeyTableRow {
  readonly place: number;
  readonly key: string;
  readonly digest: string;
  readonly reply: string;
  readonly ticket: 0 | 1;
  readonly at: Instant;
  readonly book: Book;
  readonly seq: Seq | null;
  /** CRC32 of the rest (`keySum`); null in rows older than sums. */
  readonly sum: number | null;
}

/** Says whether a key's row is as it was written: the chain covers events only, and bits rot. */
export function keySum({ key, digest, reply, ticket, at, book, seq }: Omit<KeyTableRow, 'place' | 'sum'>): number {
  return crc32(JSON.stringify([key, digest, reply, ticket, at, book, seq]));
}

/** What is wrong with a key's row; undefined when it is as it was written. */
export function rottenKey(row: Omit<KeyTableRow, 'place'>): string | undefined {
  return row.sum === null || row.sum === keySum(row) ? undefined : `the key ${row.key} is not as it was written`;
}

const factColumns =
  'seq, kind, day, ticket, number, service, stage, lane, counter, officer, people, since, called_at, started_at, ended_at, outcome';

/** A fact in the order of its columns. */
export function factValues(fact: Fact): readonly (string | number | null)[] {
  const { seq, kind, day, ticket, number, service, stage, lane, counter, officer, people } = fact;
  const { from, calledAt, startedAt, endedAt, outcome } = fact;
  return [
    seq,
    kind,
    day,
    ticket,
    number,
    service,
    stage,
    lane,
    counter,
    officer,
    people,
    from,
    calledAt,
    startedAt,
    endedAt,
    outcome,
  ];
}

/** Selects facts as `Fact`, in the order they were made. */
export const selectFacts = `SELECT seq, kind, day, ticket, number, service, stage, lane, counter, officer, people, since AS "from",
  called_at AS calledAt, started_at AS startedAt, ended_at AS endedAt, outcome FROM fact`;

/** The statements of an append, prepared once; `write` runs them for one batch and belongs inside a transaction. */
export function prepareWrites(db: Database) {
  const epoch = db.prepare<[], number>('SELECT epoch FROM meta').pluck();
  const event = db.prepare('INSERT INTO event(seq, epoch, book, at, type, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const key = db.prepare(
    'INSERT INTO key(key, digest, reply, ticket, at, book, seq, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const document = db.prepare('INSERT INTO document(hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const number = db.prepare('INSERT INTO number(office, day, prefix, number, ticket) VALUES (?, ?, ?, ?, ?)');
  const seat = db.prepare('INSERT INTO at_counter(counter, ticket) VALUES (?, ?)');
  const leave = db.prepare('DELETE FROM at_counter WHERE counter = ?');
  const fact = db.prepare(`INSERT INTO fact(${factColumns}) VALUES (${factColumns.replaceAll(/\w+/g, '?')})`);
  const opened = db.prepare('INSERT INTO book(day, opened, opened_at, closed) VALUES (?, ?, ?, 0)');
  const closed = db.prepare('UPDATE book SET closed = ? WHERE day = ?');
  const restored = db.prepare('UPDATE meta SET restored = NULL');
  const forget = db.prepare('DELETE FROM secret WHERE class = ? AND day = ?');

  function hold(guard: Guard): void {
    if (guard.guard === 'number') number.run(guard.office, guard.day, guard.prefix, guard.number, guard.ticket);
    else if (guard.guard === 'seat') seat.run(guard.counter, guard.ticket);
    else leave.run(guard.counter);
  }
  function turn({ day, seq, at, to }: BookChange): void {
    if (to === 'opened') opened.run(day, seq, at);
    else closed.run(to === 'closed' ? 1 : 0, day);
  }
  function write(batch: Batch): void {
    for (const { seq, epoch: of, book, at, type, body, hash } of batch.events)
      event.run(seq, of, book, at, type, body, hash);
    for (const one of batch.keys) {
      const row = { ...one, ticket: one.ticket ? (1 as const) : (0 as const) };
      key.run(row.key, row.digest, row.reply, row.ticket, row.at, row.book, row.seq, keySum(row));
    }
    for (const guard of batch.guards) hold(guard);
    for (const one of batch.facts) fact.run(...factValues(one));
    for (const { hash, body } of batch.documents) document.run(hash, body);
    for (const change of batch.books) turn(change);
    for (const { class: kind, day } of batch.destroyed) forget.run(kind, day);
    if (batch.restored) restored.run();
  }
  return { epochNow: () => epoch.get(), write };
}

/** The look-ups of a journal, prepared once; each is one short read. */
export function prepareReads(db: Database) {
  const boundBy = 'SELECT place, key, digest, reply, ticket, at, book, seq, sum FROM key';
  const text = (sql: string) => db.prepare<[], string>(sql).pluck();
  const eventAt = db.prepare<[Seq], { readonly at: Instant; readonly hash: Uint8Array }>(
    'SELECT at, hash FROM event WHERE seq = ?',
  );
  return {
    lastSeq: db.prepare<[], number | null>('SELECT max(seq) FROM event').pluck(),
    eventAt,
    ofBook: db.prepare<[Book, Seq, number], { readonly seq: Seq; readonly body: string }>(
      'SELECT seq, body FROM event WHERE book = ? AND seq > ? ORDER BY seq LIMIT ?',
    ),
    after: db.prepare<
      [Seq, number],
      { readonly seq: Seq; readonly type: string; readonly body: string; readonly hash: Uint8Array }
    >('SELECT seq, type, body, hash FROM event WHERE seq > ? ORDER BY seq LIMIT ?'),
    keysBetween: db.prepare<[Seq, Seq], KeyTableRow & { readonly seq: Seq }>(
      `${boundBy} WHERE seq BETWEEN ? AND ? ORDER BY seq`,
    ),
    days: db.prepare<
      [],
      { readonly day: BusinessDay; readonly opened: Seq; readonly openedAt: Instant; readonly closed: 0 | 1 }
    >('SELECT day, opened, opened_at AS openedAt, closed FROM book ORDER BY day'),
    document: db.prepare<[string], string>('SELECT body FROM document WHERE hash = ?').pluck(),
    adopted: text(
      "SELECT body ->> '$.event.document' FROM event WHERE type IN ('DayOpened', 'OfficeAdopted') ORDER BY seq DESC LIMIT 1",
    ),
    keyNamed: db.prepare<[string], KeyTableRow>(`${boundBy} WHERE key = ?`),
    dayOf: db.prepare<[string], string>('SELECT day FROM number WHERE ticket = ? LIMIT 1').pluck(),
    keysFrom: db.prepare<[number, number], KeyTableRow>(`${boundBy} WHERE place >= ? ORDER BY place LIMIT ?`),
    keyPlaces: db.prepare<[], { readonly first: number | null; readonly last: number | null }>(
      'SELECT (SELECT min(place) FROM key) AS first, (SELECT max(place) FROM key) AS last',
    ),
    keyTime: db.prepare<[number], Instant>('SELECT at FROM key WHERE place = ?').pluck(),
    destroyed: text("SELECT body FROM event WHERE type = 'KeyDestroyed' ORDER BY seq"),
  };
}
