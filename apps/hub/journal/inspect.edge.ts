import Sqlite from 'better-sqlite3';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { err, ok, type Result } from '../../../shared/basics.ts';
import type { Epoch, Instant, Seq } from '../../../shared/ids.ts';
import { Office } from '../../../shared/protocol/office.ts';
import { hex } from './chain.ts';
import { checkSource } from './checkSource.edge.ts';
import { connectToRead, journalFile, troubleOf } from './connect.edge.ts';
import { fullCheck } from './fullCheck.ts';
import type { Verdict } from './journal.ts';
import { isJournalError } from './journalError.ts';
import { prepareReads } from './statements.ts';

/** What is known of a journal without a word of what is written in it. */
export interface JournalFacts {
  readonly bytes: number;
  readonly walBytes: number;
  readonly schema: number;
  readonly epoch: Epoch;
  readonly head: { readonly seq: Seq; readonly at: Instant; readonly hash: string } | undefined;
  /** Time of its first event. */
  readonly begun: Instant | undefined;
  readonly events: { readonly [type: string]: number };
  readonly days: { readonly all: number; readonly open: number };
  readonly office:
    { readonly hash: string; readonly timeZone: string; readonly services: readonly string[] } | undefined;
  /** `large`: only the file was checked, and it is sound. */
  readonly check: Verdict | 'large';
  /** The chain's hash at the event that was asked for. */
  readonly hashThere: string | undefined;
}

/** A larger file is not read back whole beside a hub at work. */
const wholeCheckBytes = 256 * 1024 * 1024;

/**
 * Looks at the journal of a folder over a connection that cannot write, beside a running hub too. Undefined where there
 * is none; an error is one sentence that says the way out.
 */
export async function inspectJournal(
  dir: string,
  { there = 0 }: { readonly there?: Seq } = {},
): Promise<Result<JournalFacts | undefined, string>> {
  const file = journalFile(dir);
  if (!existsSync(file) || statSync(file).size === 0) return ok(undefined);
  try {
    const db = connectToRead(file, 'live');
    try {
      const reads = prepareReads(db);
      const bytes = statSync(file).size;
      const isLarge = bytes > wholeCheckBytes;
      const whole = isLarge ? undefined : await fullCheck(checkSource(db), () => nextTurn());
      const damage = isLarge ? checkSource(db).damage() : undefined;
      const seq = reads.lastSeq.get() ?? 0;
      const last = reads.eventAt.get(seq);
      const days = reads.days.all();
      const thereHash = reads.eventAt.get(there)?.hash;
      const hash = reads.adopted.get();
      const document = hash === undefined ? undefined : reads.document.get(hash);
      const office = document === undefined ? undefined : Office.safeParse(JSON.parse(document)).data;
      const counts = db.prepare<[], { type: string; n: number }>('SELECT type, count(*) AS n FROM event GROUP BY type');
      return ok({
        bytes,
        walBytes: statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0,
        schema: db.pragma('user_version', { simple: true }) as number,
        epoch: db.prepare<[], Epoch>('SELECT epoch FROM meta').pluck().get() as Epoch,
        head: last && { seq, at: last.at, hash: hex(last.hash) },
        begun: reads.eventAt.get(1)?.at,
        events: Object.fromEntries(counts.all().map(({ type, n }) => [type, n])),
        days: { all: days.length, open: days.filter(({ closed }) => closed === 0).length },
        office:
          hash === undefined || office === undefined
            ? undefined
            : { hash, timeZone: office.timeZone, services: office.services.map(({ id }) => id) },
        check: whole ?? (damage === undefined ? 'large' : { ok: false, seq: 0, what: damage }),
        hashThere: thereHash && hex(thereHash),
      });
    } finally {
      db.close();
    }
  } catch (error) {
    const trouble = troubleOf(error, dir);
    if (isJournalError(trouble)) return err(trouble.message);
    throw error;
  }
}

/** Whether a hub holds the folder now; asks without making anything there. */
export function isFolderHeld(dir: string): boolean {
  const file = join(dir, 'hub.lock');
  if (!existsSync(file)) return false;
  const db = new Sqlite(file, { readonly: true, timeout: 0 });
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return true;
    throw error;
  } finally {
    db.close();
  }
}
