import type { Database } from 'better-sqlite3';
import { journalError } from './journalError.ts';

/** 'ANTR': says that a database file is ours. */
export const applicationId = 0x414e5452;

const appendOnly = (table: string) => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`;

/**
 * The shapes the journal file has had, oldest first; the last is today's. Forward only, each in one transaction.
 * A step never changes once it was released: its text is what old files were made of. The delete triggers also stop
 * INSERT OR REPLACE, as every connection of ours has `recursive_triggers` on.
 */
export const migrations: readonly { readonly version: number; readonly sql: string }[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE meta(one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL) STRICT;
      INSERT INTO meta VALUES (1, 0);
      CREATE TABLE event(
        seq INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, book TEXT NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL,
        body TEXT NOT NULL, hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT;
      CREATE INDEX event_of_book ON event(book);
      CREATE TABLE key(
        place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, reply TEXT NOT NULL,
        ticket INTEGER NOT NULL CHECK (ticket IN (0, 1)), at INTEGER NOT NULL, book TEXT NOT NULL,
        seq INTEGER REFERENCES event(seq)) STRICT;
      CREATE TABLE document(hash TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT;
      CREATE TABLE number(
        office TEXT NOT NULL, day TEXT NOT NULL, prefix TEXT NOT NULL, number TEXT NOT NULL, ticket TEXT NOT NULL,
        PRIMARY KEY (office, day, prefix, number)) STRICT, WITHOUT ROWID;
      CREATE TABLE at_counter(counter TEXT NOT NULL PRIMARY KEY, ticket TEXT NOT NULL UNIQUE) STRICT;
      CREATE TABLE fact(
        seq INTEGER NOT NULL REFERENCES event(seq), kind TEXT NOT NULL, day TEXT NOT NULL, ticket TEXT NOT NULL,
        number TEXT NOT NULL, service TEXT NOT NULL, stage TEXT, counter TEXT, officer TEXT, since INTEGER NOT NULL,
        called_at INTEGER, started_at INTEGER, ended_at INTEGER NOT NULL, outcome TEXT NOT NULL,
        PRIMARY KEY (seq, kind)) STRICT, WITHOUT ROWID;
      CREATE INDEX fact_of_day ON fact(day);
      ${['event', 'key', 'document', 'number', 'fact'].map(appendOnly).join('')}`,
  },
  {
    // Boot in a second over millions of events (book, event_of_office); sealed values (secret); reports by lane and people.
    version: 2,
    sql: `
      CREATE TABLE book(
        day TEXT NOT NULL PRIMARY KEY, opened INTEGER NOT NULL UNIQUE REFERENCES event(seq), opened_at INTEGER NOT NULL,
        closed INTEGER NOT NULL CHECK (closed IN (0, 1))) STRICT;
      INSERT INTO book SELECT book, seq, at, 0 FROM event WHERE type = 'DayOpened';
      UPDATE book SET closed = 'DayClosed' IS (
        SELECT type FROM event WHERE event.book = book.day AND type IN ('DayClosed', 'DayReopened') ORDER BY seq DESC LIMIT 1);
      CREATE INDEX event_of_office ON event(seq) WHERE type IN ('DayOpened', 'OfficeAdopted');
      CREATE INDEX event_of_key ON event(seq) WHERE type = 'KeyDestroyed';
      CREATE TABLE secret(
        class TEXT NOT NULL, day TEXT NOT NULL, key BLOB NOT NULL CHECK (length(key) = 32),
        PRIMARY KEY (class, day)) STRICT, WITHOUT ROWID;
      CREATE TRIGGER secret_no_update BEFORE UPDATE ON secret BEGIN SELECT RAISE(ABORT, 'a secret is made once'); END;
      CREATE TABLE fact_2(
        seq INTEGER NOT NULL REFERENCES event(seq), kind TEXT NOT NULL, day TEXT NOT NULL, ticket TEXT NOT NULL,
        number TEXT NOT NULL, service TEXT NOT NULL, stage TEXT, lane TEXT NOT NULL, counter TEXT, officer TEXT,
        people INTEGER NOT NULL, since INTEGER NOT NULL, called_at INTEGER, started_at INTEGER, ended_at INTEGER NOT NULL,
        outcome TEXT NOT NULL, PRIMARY KEY (seq, kind)) STRICT, WITHOUT ROWID;
      CREATE TEMP TABLE issued AS
        SELECT body ->> '$.event.ticket' AS ticket, body ->> '$.event.lane' AS lane, body ->> '$.event.people' AS people
        FROM event WHERE type = 'TicketIssued';
      CREATE INDEX temp.issued_ticket ON issued(ticket);
      INSERT INTO fact_2
        SELECT seq, kind, day, fact.ticket, number, service, stage, lane, counter, officer, people, since, called_at,
          started_at, ended_at, outcome
        FROM fact LEFT JOIN issued USING (ticket);
      DROP TABLE issued;
      DROP TABLE fact;
      ALTER TABLE fact_2 RENAME TO fact;
      CREATE INDEX fact_of_day ON fact(day);
      ${appendOnly('fact')}`,
  },
  {
    // A follower is sent the keys beside the events that bound them; the chain does not cover them, so each has a sum.
    version: 3,
    sql: `
      CREATE UNIQUE INDEX key_of_event ON key(seq) WHERE seq IS NOT NULL;
      ALTER TABLE key ADD COLUMN sum INTEGER;`,
  },
  {
    // K3: a ticket is found by its id, of whatever day.
    version: 4,
    sql: 'CREATE INDEX number_of_ticket ON number(ticket);',
  },
  {
    // I18, I19: the least epoch of the next opening of a journal that was set back; until that is in its books.
    version: 5,
    sql: 'ALTER TABLE meta ADD COLUMN restored INTEGER;',
  },
];

export const schemaVersion = migrations.length;

/** Throws `foreign` where a file is another program's, whatever its name. */
export function refuseForeign(db: Database, file: string): void {
  if (db.pragma('application_id', { simple: true }) !== applicationId)
    throw journalError('foreign', `${file} belongs to another program: choose another folder with --data.`);
}

/** Throws `newer` for a file that a newer hub has written: an old hub does not know what is in it. */
export function refuseNewer(db: Database, file: string): void {
  const found = db.pragma('user_version', { simple: true }) as number;
  if (found > schemaVersion)
    throw journalError(
      'newer',
      `${file} was written by a newer hub (schema ${found}, this hub knows ${schemaVersion}): start that hub, or restore a backup made before the update.`,
    );
}

/** Brings a file to today's shape. Throws `newer` for a file of a newer hub: no step leads back. */
export function migrate(db: Database, file: string): void {
  refuseNewer(db, file);
  const found = db.pragma('user_version', { simple: true }) as number;
  for (const { version, sql } of migrations.slice(found))
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${version}`);
    }).immediate();
}
