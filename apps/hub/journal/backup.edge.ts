import Sqlite, { type Database } from 'better-sqlite3';
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../../shared/basics.ts';
import type { Instant, Seq } from '../../../shared/ids.ts';
import { backupName, backupsIn, surplus } from '../backups.ts';
import { hex } from './chain.ts';
import { checkSource } from './checkSource.edge.ts';
import { connectToRead, makeFolder, syncFolder, troubleOf } from './connect.edge.ts';
import { fullCheck } from './fullCheck.ts';
import { isJournalError } from './journalError.ts';
import { prepareReads } from './statements.ts';

/** A backup that was read back whole: its last event, and the chain's hash there (hex). */
export interface Backup {
  readonly file: string;
  readonly seq: Seq;
  readonly hash: string;
  readonly bytes: number;
}

/** Room that stays free on the disk of the backups. */
const marginBytes = 64 * 1024 * 1024;

/**
 * Copies the journal behind a connection to a new file in `folder`, reads the copy back whole (I20: its events fold to
 * what is kept beside them, and its chain ends where the source stood), and only then gives it its name; older ones
 * that are surplus go. An error is one sentence for the person who looks after the hub; a half-made file is removed.
 */
export async function makeBackup(
  db: Database,
  folder: string,
  at: Instant,
  breathe: () => Promise<void>,
): Promise<Result<Backup, string>> {
  const half = join(folder, `.journal-${process.pid}-${at}.part`);
  try {
    makeFolder(folder);
    const bytes = db.pragma('page_count', { simple: true }) as number;
    const size = bytes * (db.pragma('page_size', { simple: true }) as number);
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < size + marginBytes)
      return err(
        `The backup folder ${folder} has no room for ${Math.ceil(size / 1024 ** 2)} MB: free it, or choose another with --backup.`,
      );
    // In one step, as a copy made in several starts anew whenever the hub writes in between.
    await db.backup(half, { progress: () => 2 ** 31 - 1 });
    asOneFile(half);
    const checked = await checkBackup(half, breathe);
    if (!checked.ok)
      return err(`The backup in ${folder} is not as the journal was: ${checked.error}. It was not kept.`);
    const { seq, hash } = checked.value;
    const source = prepareReads(db).eventAt.get(seq)?.hash;
    if (seq > 0 && (source === undefined || hex(source) !== hash))
      return err(`The backup in ${folder} ends with another event ${seq} than the journal. It was not kept.`);
    const file = join(folder, backupName(seq, at));
    flush(half);
    renameSync(half, file);
    syncFolder(folder);
    for (const { name } of surplus(backupsIn(readdirSync(folder)))) rmSync(join(folder, name));
    return ok({ file, seq, hash, bytes: statSync(file).size });
  } catch (error) {
    const trouble = troubleOf(error, folder);
    if (isJournalError(trouble)) return err(trouble.message);
    throw error;
  } finally {
    for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${half}${ending}`, { force: true });
  }
}

/** The copy comes as a WAL database; a backup is one file that can be carried away. */
function asOneFile(file: string): void {
  const db = new Sqlite(file);
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

function flush(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

/** Reads a backup back whole. An error says what is wrong with it; a file that cannot be opened is an error too. */
export async function checkBackup(
  file: string,
  breathe: () => Promise<void>,
): Promise<Result<{ readonly seq: Seq; readonly hash: string }, string>> {
  let db: Database | undefined;
  try {
    db = connectToRead(file, 'backup');
    const verdict = await fullCheck(checkSource(db), breathe);
    if (!verdict.ok) return err(`event ${verdict.seq}: ${verdict.what}`);
    const last = prepareReads(db).eventAt.get(verdict.seq);
    return ok({ seq: verdict.seq, hash: last ? hex(last.hash) : '0'.repeat(64) });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  } finally {
    db?.close();
  }
}
