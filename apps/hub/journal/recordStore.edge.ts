import Sqlite, { type Database } from 'better-sqlite3';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../../shared/basics.ts';
import type { BusinessDay } from '../../../shared/ids.ts';
import type { Change, Entry } from '../record/entry.ts';
import type { Remembered } from '../record/recorder.ts';
import { changesOf, entryOf, rememberedOf, type EntryRow, type RememberedRow } from './recordRows.ts';

/**
 * The record of forecasts, a file of its own beside the journal. Nothing else stands on it: it is written without
 * waiting for the disk (a power cut may lose its last seconds), is not in a backup, and one that is damaged is put aside.
 */
export interface RecordStore {
  /** One transaction; the error is a sentence for the log, and the batch is lost. */
  write(changes: readonly Change[]): Result<undefined, string>;
  /** Entries that are open, and all of `day` and later. */
  remembered(day: BusinessDay): readonly Remembered[];
  /** Of days `from` to `to`, in the order of their forecasts. */
  entries(from: BusinessDay, to: BusinessDay): readonly Entry[];
  /** Of the calls of visitors whose slip named a time, on `from` and later: how many, and how many came within it. */
  kept(from: BusinessDay): Result<{ readonly promised: number; readonly kept: number }, string>;
  /** Forgets days before. */
  prune(before: BusinessDay): Result<undefined, string>;
  close(): void;
}

const fileName = 'record.db';
/** 'ANTF': says that a file is a record of forecasts. */
const applicationId = 0x414e5446;
const shape = 1;
const noRoom = 'its disk is almost full';
const tables = `
  CREATE TABLE forecast(
    ticket TEXT NOT NULL PRIMARY KEY, day TEXT NOT NULL, service TEXT NOT NULL, lane TEXT NOT NULL,
    issued_at INTEGER NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL,
    p10 INTEGER NOT NULL, p20 INTEGER NOT NULL, p50 INTEGER NOT NULL, p80 INTEGER NOT NULL, p90 INTEGER NOT NULL,
    basis TEXT NOT NULL, ql_live INTEGER NOT NULL, les INTEGER NOT NULL, shown_low INTEGER, shown_high INTEGER,
    ended_at INTEGER, ended_seq INTEGER, how TEXT) STRICT, WITHOUT ROWID;
  CREATE INDEX forecast_of_day ON forecast(day);
  CREATE INDEX forecast_open ON forecast(ticket) WHERE ended_at IS NULL;
  CREATE TABLE revision(
    ticket TEXT NOT NULL, at INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL,
    PRIMARY KEY (ticket, at)) STRICT, WITHOUT ROWID;`;

/**
 * Opens the record of a data folder, made where it is missing. One that cannot be read is renamed to
 * `record.db.damaged` and a new one begun, which `say` is told. While `hasRoom` is false nothing is written: what a disk
 * has left is for the journal. Throws where none can be made.
 */
export function openRecord(dir: string, say: (line: string) => void, hasRoom = () => true): RecordStore {
  const file = join(dir, fileName);
  if (!hasRoom()) throw new Error(noRoom);
  let db = openOrRenew(file, say);
  let statements = prepare(db);

  /** Answers why no new one could be made; then nothing is recorded until the next start. */
  function renew(error: unknown): unknown {
    try {
      db.close();
      putAside(file, error, say);
      db = connect(file);
      statements = prepare(db);
      return undefined;
    } catch (why) {
      return why;
    }
  }

  /** A file that is found damaged in use is put aside too. */
  function attempt<T>(what: string, work: () => T): Result<T, string> {
    try {
      return ok(db.transaction(work)());
    } catch (error) {
      const trouble = isDamaged(error) ? (renew(error) ?? error) : error;
      return err(`The record of forecasts could not be ${what}: ${textOf(trouble)}`);
    }
  }

  return {
    write: (changes) =>
      hasRoom()
        ? attempt('written', () => {
            for (const { statement, values } of changesOf(changes)) statements[statement].run(...values);
            return undefined;
          })
        : err(`The record of forecasts could not be written: ${noRoom}`),
    remembered: (day) => statements.remembered.all(day).map(rememberedOf),
    entries: (from, to) => statements.entries.all(from, to).map(entryOf),
    kept: (from) =>
      attempt('read', () => {
        const { promised, kept } = statements.kept.get(from) ?? { promised: 0, kept: null };
        return { promised, kept: kept ?? 0 };
      }),
    prune: (before) =>
      attempt('pruned', () => {
        statements.pruneRevisions.run(before);
        statements.prune.run(before);
        return undefined;
      }),
    close: () => db.close(),
  };
}

/** The entries of some days, for one question; of a record that is not there or cannot be read there are none. */
export function readRecord(dir: string, from: BusinessDay, to: BusinessDay): readonly Entry[] {
  const file = join(dir, fileName);
  if (!existsSync(file)) return [];
  const db = new Sqlite(file, { fileMustExist: true, timeout: 2_000 });
  try {
    db.pragma('query_only = ON');
    return prepareReads(db).entries.all(from, to).map(entryOf);
  } catch (error) {
    if (isDamaged(error)) return [];
    throw error;
  } finally {
    db.close();
  }
}

/** A file that opens and is not a sound record of this shape. */
class OddRecord extends Error {}

function connect(file: string): Database {
  const db = new Sqlite(file, { timeout: 2_000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('trusted_schema = OFF');
    db.pragma('journal_size_limit = 1048576');
    const id: unknown = db.pragma('application_id', { simple: true });
    const version: unknown = db.pragma('user_version', { simple: true });
    const isNew = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
    if (isNew)
      db.transaction(() => {
        db.pragma(`application_id = ${applicationId}`);
        db.pragma(`user_version = ${shape}`);
        db.exec(tables);
      })();
    else if (id !== applicationId || version !== shape)
      throw new OddRecord(`it has the shape ${String(version)} of ${String(id)}, not ${shape} of ${applicationId}`);
    else {
      const [verdict] = db.prepare<[], string>('PRAGMA quick_check(1)').pluck().all();
      if (verdict !== 'ok') throw new OddRecord(verdict ?? 'its check says nothing');
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function openOrRenew(file: string, say: (line: string) => void): Database {
  try {
    return connect(file);
  } catch (error) {
    // What the disk or another process refuses says nothing of the file.
    const isItself = isDamaged(error) || error instanceof OddRecord;
    if (!existsSync(file) || !isItself) throw error;
    putAside(file, error, say);
    return connect(file);
  }
}

function putAside(file: string, error: unknown, say: (line: string) => void): void {
  const aside = `${file}.damaged`;
  for (const part of ['-wal', '-shm']) rmSync(`${file}${part}`, { force: true });
  renameSync(file, aside);
  say(`The record of forecasts could not be read (${textOf(error)}): it is now ${aside}, and a new one was begun.`);
}

const entryColumns = `forecast.*, (SELECT count(*) FROM revision WHERE revision.ticket = forecast.ticket) AS revisions`;

function prepareReads(db: Database) {
  return {
    entries: db.prepare<[string, string], EntryRow>(
      `SELECT ${entryColumns} FROM forecast WHERE day BETWEEN ? AND ? ORDER BY at, ticket`,
    ),
  };
}

function prepare(db: Database) {
  return {
    ...prepareReads(db),
    forecast: db.prepare(
      `INSERT OR IGNORE INTO forecast VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)`,
    ),
    revised: db.prepare('INSERT OR REPLACE INTO revision VALUES (?, ?, ?, ?)'),
    ended: db.prepare('UPDATE forecast SET ended_at = ?, ended_seq = ?, how = ? WHERE ticket = ?'),
    remembered: db.prepare<[string], RememberedRow>(
      `SELECT ticket, day, seq, ended_at, ended_seq, how, coalesce(last.low, shown_low) AS low,
         coalesce(last.high, shown_high) AS high
       FROM forecast LEFT JOIN (SELECT ticket, max(at), low, high FROM revision GROUP BY ticket) AS last USING (ticket)
       WHERE ended_at IS NULL OR day >= ?`,
    ),
    kept: db.prepare<[string], { readonly promised: number; readonly kept: number | null }>(
      `SELECT count(*) AS promised, sum(ended_at BETWEEN shown_low AND shown_high) AS kept
       FROM forecast WHERE day >= ? AND how = 'called' AND shown_low IS NOT NULL`,
    ),
    pruneRevisions: db.prepare('DELETE FROM revision WHERE ticket IN (SELECT ticket FROM forecast WHERE day < ?)'),
    prune: db.prepare('DELETE FROM forecast WHERE day < ?'),
  };
}

function isDamaged(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
