import Sqlite, { type Database } from 'better-sqlite3';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isOnNetworkShare, syncFolder } from '../../../shared/follow/folder.edge.ts';
import { isJournalError, journalError } from './journalError.ts';
import { refuseForeign, refuseNewer } from './migrations.ts';

export { syncFolder };

/** The journal within the data folder; beside it SQLite keeps its -wal and -shm. */
export function journalFile(dir: string): string {
  return join(dir, 'journal.db');
}

/** SQLite before this has the WAL-reset race (reliability.md 0.2). */
const oldestSafe = [3, 51, 3] as const;

export function isSafeSqlite(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [i, least] of oldestSafe.entries()) {
    const part = parts[i] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

/** The SQLite this program runs with, and whether it may write a journal (I16). */
export function sqliteVersion(): { readonly version: string; readonly isSafe: boolean } {
  const db = new Sqlite(':memory:');
  try {
    const version = versionOf(db);
    return { version, isSafe: isSafeSqlite(version) };
  } finally {
    db.close();
  }
}

const versionOf = (db: Database) => db.prepare<[], string>('SELECT sqlite_version()').pluck().get() as string;

/** Name of pragma, what it is set to, what it must read back (I16). */
const settings: readonly (readonly [name: string, value: string, readsBack: string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  // A re-opened WAL file comes back with NORMAL, which loses acknowledged tickets at a power cut (reliability.md 0.1).
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  // Else INSERT OR REPLACE deletes without the delete triggers.
  ['recursive_triggers', 'ON', 1],
  ['secure_delete', 'ON', 1],
  ['mmap_size', '0', 0],
  ['wal_autocheckpoint', '1000', 1000],
  // Bound of the WAL once it has been checkpointed (I40: under 16 MB).
  ['journal_size_limit', '8388608', 8388608],
];
const readerSettings = [...settings.filter(([name]) => name !== 'journal_mode'), ['query_only', 'ON', 1] as const];

/**
 * One connection with every setting set and read back. Throws a JournalError when SQLite is too old or a setting does
 * not hold; other SQLite errors as they are (see `troubleOf`).
 */
export function connect(file: string, { readonly }: { readonly readonly: boolean }): Database {
  const db = new Sqlite(file, { readonly, fileMustExist: readonly, timeout: 2_000 });
  try {
    const version = versionOf(db);
    if (!isSafeSqlite(version))
      throw journalError(
        'unsafe',
        `SQLite ${version} can damage ${file}: install the locked dependencies again (npm ci).`,
      );
    for (const [name, value, readsBack] of readonly ? readerSettings : settings) {
      db.pragma(`${name} = ${value}`);
      const found: unknown = db.pragma(name, { simple: true });
      if (found !== readsBack)
        throw journalError(
          'unsafe',
          `${file}: ${name} reads back ${String(found)}, not ${readsBack}: move the data folder to a local disk.`,
        );
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * A connection that only reads, to a journal that is there: the live one of a hub, or a backup, which is one file without
 * a WAL. Throws as `connect` does, and where the file is another program's or a newer hub's (I16).
 */
export function connectToRead(file: string, what: 'live' | 'backup'): Database {
  const db = connect(file, { readonly: true });
  try {
    refuseForeign(db, file);
    refuseNewer(db, file);
    const mode: unknown = db.pragma('journal_mode', { simple: true });
    if (what === 'live' && mode !== 'wal')
      throw journalError(
        'unsafe',
        `${file}: journal_mode reads back ${String(mode)}, not wal: move the data folder to a local disk.`,
      );
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Holds the data folder for this process until it ends, however it ends: an exclusive lock of the operating system on
 * a file of its own, so that readers of the journal are not shut out.
 */
export function lockFolder(dir: string): { readonly release: () => void } {
  const db = new Sqlite(join(dir, 'hub.lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (codeOf(error).startsWith('SQLITE_BUSY'))
      throw journalError(
        'inUse',
        `Another hub already runs on the data folder ${dir}: stop it first, or start this one with another --data.`,
        error,
      );
    throw error;
  }
  return { release: () => db.close() };
}

/** The folder, made when missing and kept on disk; refuses network shares, whose locks and flushes cannot be trusted. */
export function makeFolder(dir: string): void {
  // Level by level: the recursive mkdir of Node never ends where a folder exists but takes no other, as in /proc.
  const missing: string[] = [];
  for (let at = resolve(dir); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const at of missing) {
    mkdirSync(at, { mode: 0o700 });
    syncFolder(dirname(at));
  }
  if (isOnNetworkShare(dir))
    throw journalError(
      'unsafe',
      `${dir} is on a network share, where a journal can be lost: choose a folder on a local disk.`,
    );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What an error at opening means to the person who starts the hub; one that means nothing to them stays as it is. */
export function troubleOf(error: unknown, dir: string): unknown {
  if (isJournalError(error)) return error;
  const code = codeOf(error);
  // A plain SQL error while opening is a table or trigger whose text has rotted: our own statements are tested.
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_ERROR')
    return damaged(dir, code, error);
  const unwritable =
    /^(EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EEXIST|ENOSPC|EIO)$/.test(code) ||
    /^SQLITE_(CANTOPEN|READONLY|FULL|IOERR|PERM|AUTH)/.test(code);
  if (!unwritable) return error;
  return journalError(
    'notWritable',
    `The data folder ${dir} cannot be written (${code}): free the disk or give this user the folder, or choose another with --data.`,
    error,
  );
}

export function damaged(dir: string, found: string, cause?: unknown) {
  return journalError(
    'damaged',
    `${journalFile(dir)} is damaged (${found}): move the folder ${dir} aside, put the newest backup in its place, and start again; do not start on a damaged file.`,
    cause,
  );
}
