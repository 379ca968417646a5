import Sqlite, { type Database } from 'better-sqlite3';
import { existsSync, statSync } from 'node:fs';
import type { BusinessDay, Epoch, Seq } from '../../../shared/ids.ts';
import type { FollowKey } from '../../../shared/protocol/follow.ts';
import type { Book, EventType } from '../domain/events.ts';
import { batchOf, isEmpty, type Batch, type Head } from './batch.ts';
import { boundKeysSince, StoredKey } from './boundKeys.ts';
import { followChain, genesis, hex, wrong } from './chain.ts';
import { connect, damaged, journalFile, lockFolder, makeFolder, syncFolder, troubleOf } from './connect.edge.ts';
import type { Journal, Verdict } from './journal.ts';
import { recordedOf } from './lift.ts';
import { migrate, refuseForeign, refuseNewer } from './migrations.ts';
import { checkpoint, openSecrets } from './secrets.ts';
import { prepareReads, prepareWrites, type KeyTableRow } from './statements.ts';

/** Rows fetched at a time, so that no read lasts. */
const page = 1_000;
/** A larger file is only checked in part before listening; the reader thread checks the rest (design.md 1.3). */
const wholeCheckBytes = 256 * 1024 * 1024;

/**
 * Opens the journal of a data folder, making it when there is none, and begins the next epoch, `least` at least: by the
 * clock, a file that was set back begins none that was before (I18). Throws a JournalError
 * whose sentence is for the person who starts the hub: folder not writable, in use by another hub, file damaged,
 * written by a newer hub, or not ours. Nothing is changed in a file that is refused.
 */
export function openJournal({
  dir,
  least = 0,
  free,
}: {
  readonly dir: string;
  readonly least?: number;
  /** Bytes free on its disk, where that is nearly full: the log is not copied into the file until all of it has room there. */
  readonly free?: () => number;
}): Journal {
  let lock: { readonly release: () => void } | undefined;
  let db: Database | undefined;
  try {
    makeFolder(dir);
    lock = lockFolder(dir);
    db = openFile(dir);
    return journalOver(db, lock.release, least, free && (() => free() > logBytes(dir)));
  } catch (error) {
    db?.close();
    lock?.release();
    throw troubleOf(error, dir);
  }
}

/** The journal file of a folder that this process holds, made or brought to today's shape; throws as `openJournal` does. */
export function openFile(dir: string): Database {
  const file = journalFile(dir);
  const isNew = !existsSync(file) || statSync(file).size === 0;
  if (!isNew) lookFirst(file);
  const db = connect(file, { readonly: false });
  try {
    if (isNew) syncFolder(dir);
    else quickCheck(db, dir);
    migrate(db, file);
    const odd = oddShape(db);
    if (odd !== undefined) throw damaged(dir, `${odd} is not as this hub makes it`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Looks at the file before anything of ours is set in it. */
function lookFirst(file: string): void {
  const db = connectToLook(file);
  try {
    // A crash between the making of the file and its first transaction leaves it without a table.
    const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
    if (tables === 0 && db.pragma('application_id', { simple: true }) === 0) return;
    refuseForeign(db, file);
    refuseNewer(db, file);
  } finally {
    db.close();
  }
}

/** A file the power went from while it was being made: opening it puts it back to before, which a reader may not do. */
function connectToLook(file: string): Database {
  try {
    return connect(file, { readonly: true });
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError) || error.code !== 'SQLITE_READONLY_ROLLBACK') throw error;
  }
  const repaired = new Sqlite(file);
  repaired.prepare('SELECT count(*) FROM sqlite_schema').get();
  repaired.close();
  return connect(file, { readonly: true });
}

/** A table, index or trigger that is not as a new file has it: `quick_check` does not look at their texts. */
function oddShape(db: Database): string | undefined {
  const shapeOf = (of: Database) =>
    of
      .prepare<[], { readonly name: string; readonly sql: string | null }>(
        "SELECT CAST(name AS TEXT) AS name, CAST(sql AS TEXT) AS sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .all()
      // Files begun under an older shape are laid out otherwise.
      .map(({ name, sql }) => ({ name, sql: sql?.replaceAll(/\s+/g, ' ') }));
  const fresh = new Sqlite(':memory:');
  try {
    migrate(fresh, 'a new file');
    const wanted = new Map(shapeOf(fresh).map(({ name, sql }) => [name, sql]));
    const odd = shapeOf(db).find(({ name, sql }) => wanted.get(name) !== sql);
    if (odd) return odd.name;
    const found = new Set(shapeOf(db).map(({ name }) => name));
    return [...wanted.keys()].find((name) => !found.has(name));
  } finally {
    fresh.close();
  }
}

function quickCheck(db: Database, dir: string): void {
  const whole = statSync(journalFile(dir)).size <= wholeCheckBytes;
  const checks = whole
    ? ['quick_check(1)']
    : ['meta', 'book', 'at_counter', 'secret', 'document'].map((table) => `quick_check(${table})`);
  for (const check of checks) {
    const found: unknown = db.pragma(check, { simple: true });
    if (found !== 'ok') throw damaged(dir, String(found).replaceAll('\n', ' '));
  }
  const orphans = whole ? (db.pragma('foreign_key_check') as readonly { readonly table: string }[]) : [];
  if (orphans[0]) throw damaged(dir, `rows of ${orphans[0].table} name no event`);
}

/** Bytes of the log beside the file. */
function logBytes(dir: string): number {
  return statSync(`${journalFile(dir)}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

function journalOver(db: Database, release: () => void, least: number, hasRoom?: () => boolean): Journal {
  // Copied halfway it would take what a full disk has left, and the next commit would find no room.
  let isHeld = hasRoom?.() === false;
  if (isHeld) db.pragma('wal_autocheckpoint = 0');
  const begin = db.prepare<[number], { readonly epoch: Epoch; readonly restored: number | null }>(
    'UPDATE meta SET epoch = max(epoch + 1, coalesce(restored, 0), ?) RETURNING epoch, restored',
  );
  // Alone, a get() that writes hides that its commit failed: on a full disk the epoch would not be durable (I18).
  const { epoch, restored } = db.transaction(() => begin.get(least)).immediate() as {
    readonly epoch: Epoch;
    readonly restored: number | null;
  };
  const mark = db.prepare<[number]>('UPDATE meta SET restored = max(coalesce(restored, 0), ?)');
  const { epochNow, write } = prepareWrites(db);
  const reads = prepareReads(db);
  const days = new Map(reads.days.all().map((day) => [day.day, day]));
  let head = headOf(reads);
  let failed: unknown;
  const { secrets, drop } = openSecrets(db, reads.destroyed.all());
  const opened = (day: BusinessDay) => days.has(day);

  const commit = db.transaction((batch: Batch) => {
    fence(epoch, epochNow());
    write(batch);
  });

  function append(turns: Parameters<Journal['append']>[0]): void {
    if (failed !== undefined) throw new Error('The journal has failed and takes nothing more', { cause: failed });
    try {
      const batch = batchOf(turns, head, epoch, opened);
      if (isEmpty(batch)) return fence(epoch, epochNow());
      commit.immediate(batch);
      head = batch.head;
      for (const { day, seq, at, to } of batch.books) {
        const known = days.get(day) ?? { day, opened: seq, openedAt: at, closed: 0 };
        days.set(day, { ...known, closed: to === 'closed' ? 1 : 0 });
      }
      drop(batch.destroyed);
      if (isHeld && hasRoom?.() === true) {
        isHeld = false;
        db.pragma('wal_autocheckpoint = 1000');
      }
    } catch (error) {
      failed = error;
      throw error;
    }
  }

  async function* read(book: Book, after: Seq = 0) {
    let from = after;
    for (;;) {
      const rows = reads.ofBook.all(book, from, page);
      for (const { body } of rows) yield recordedOf(body);
      const last = rows.at(-1);
      if (!last || rows.length < page) return;
      from = last.seq;
    }
  }

  const openDays = () => [...days.values()].filter(({ closed }) => closed === 0);

  function verifyTail(from?: Seq): Verdict {
    const first = from ?? Math.min(head.seq + 1, ...openDays().map((day) => day.opened));
    const before = first <= 1 ? { at: 0, hash: genesis } : reads.eventAt.get(first - 1);
    if (!before) return wrong(first - 1, `event ${first - 1} is missing`);
    let state = followChain({ seq: first - 1, hash: before.hash }, []);
    for (;;) {
      const rows = reads.after.all(state.verdict.seq, page);
      state = followChain({ seq: state.verdict.seq, hash: state.hash }, rows);
      if (!state.verdict.ok || rows.length < page) return state.verdict;
    }
  }

  return {
    epoch,
    restored: restored !== null,
    markRestored: (at) => void mark.run(at),
    secrets,
    append,
    read,
    head: () => ({ seq: head.seq, at: head.at, hash: hex(head.hash) }),
    openDays: () => openDays().map(({ day }) => day),
    lastDay: () =>
      [...days.keys()].reduce<BusinessDay | undefined>(
        (last, day) => (last === undefined || day > last ? day : last),
        undefined,
      ),
    boundKeys: (since) => boundKeysSince(reads, since, openDays()),
    boundKey: (key) => {
      const row = reads.keyNamed.get(key);
      return row && new StoredKey(row);
    },
    dayOf: (ticket) => reads.dayOf.get(ticket) as BusinessDay | undefined,
    document: (hash) => reads.document.get(hash),
    adopted: () => reads.adopted.get(),
    verifyTail,
    rows: (after, limit) => {
      const bound = new Map(reads.keysBetween.all(after + 1, after + limit).map((key) => [key.seq, followKey(key)]));
      return reads.after.all(after, limit).map(({ seq, type, body, hash }) => {
        return { seq, type: type as EventType, body, hash: hex(hash), bound: bound.get(seq) };
      });
    },
    hashAt: (seq) => {
      const hash = seq === 0 ? genesis : reads.eventAt.get(seq)?.hash;
      return hash && hex(hash);
    },
    close: () => {
      if (!db.open) return;
      checkpoint(db);
      db.close();
      release();
    },
  };
}

function followKey({ key, digest, reply, ticket, at, book }: KeyTableRow): FollowKey {
  return { key, digest, reply, ticket: ticket === 1, at, book };
}

/** I12: another hub has opened this file since, so nothing of ours may be written any more. */
function fence(ours: Epoch, now: Epoch | undefined): void {
  if (now !== ours) throw new Error(`Epoch ${ours} is over: the journal is at epoch ${String(now)}`);
}

function headOf({ lastSeq, eventAt }: ReturnType<typeof prepareReads>): Head {
  const seq = lastSeq.get() ?? 0;
  const last = eventAt.get(seq);
  return last ? { seq, at: last.at, hash: last.hash } : { seq: 0, at: 0, hash: genesis };
}
