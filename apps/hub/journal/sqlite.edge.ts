import type { Database } from 'better-sqlite3';
import { existsSync, statSync } from 'node:fs';
import type { BusinessDay, Epoch, Instant, Seq } from '../../../shared/ids.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Book, EventType } from '../domain/events.ts';
import { batchOf, isEmpty, secretId, type Batch, type Head } from './batch.ts';
import { followChain, genesis, hex, wrong } from './chain.ts';
import { connect, damaged, journalFile, lockFolder, makeFolder, syncFolder, troubleOf } from './connect.edge.ts';
import type { BoundKey, Journal, SecretName, Secrets, Verdict } from './journal.ts';
import { journalError } from './journalError.ts';
import { recordedOf } from './lift.ts';
import { applicationId, migrate } from './migrations.ts';
import { prepareReads, prepareWrites, type KeyTableRow } from './statements.ts';

/** Rows fetched at a time, so that no read lasts. */
const page = 1_000;
/** A larger file is only checked in part before listening; the reader thread checks the rest (design.md 1.3). */
const wholeCheckBytes = 256 * 1024 * 1024;

/**
 * Opens the journal of a data folder, making it when there is none, and begins the next epoch. Throws a JournalError
 * whose sentence is for the person who starts the hub: folder not writable, in use by another hub, file damaged,
 * written by a newer hub, or not ours. Nothing is changed in a file that is refused.
 */
export function openJournal({ dir }: { readonly dir: string }): Journal {
  let lock: { readonly release: () => void } | undefined;
  let db: Database | undefined;
  try {
    makeFolder(dir);
    lock = lockFolder(dir);
    db = openFile(dir);
    return journalOver(db, lock.release);
  } catch (error) {
    db?.close();
    lock?.release();
    throw troubleOf(error, dir);
  }
}

function openFile(dir: string): Database {
  const file = journalFile(dir);
  const isNew = !existsSync(file) || statSync(file).size === 0;
  if (!isNew) refuseForeign(file);
  const db = connect(file, { readonly: false });
  try {
    if (isNew) syncFolder(dir);
    else quickCheck(db, dir);
    migrate(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Looks at the file before anything of ours is set in it. */
function refuseForeign(file: string): void {
  const db = connect(file, { readonly: true });
  try {
    const found = db.pragma('application_id', { simple: true });
    const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
    // A crash between the making of the file and its first transaction leaves it without a table.
    if (found !== applicationId && !(found === 0 && tables === 0))
      throw journalError('foreign', `${file} belongs to another program: choose another folder with --data.`);
  } finally {
    db.close();
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

function journalOver(db: Database, release: () => void): Journal {
  const epoch = db.prepare<[], Epoch>('UPDATE meta SET epoch = epoch + 1 RETURNING epoch').pluck().get() as Epoch;
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

  function* boundKeys(since: Instant): Iterable<BoundKey> {
    const open = new Map(openDays().map((day) => [day.day as Book, day]));
    const oldest = Math.min(since, ...[...open.values()].map(({ openedAt }) => openedAt));
    let place = firstKeyAt(reads, oldest);
    for (;;) {
      const rows = reads.keysFrom.all(place, page);
      for (const row of rows) if (row.at >= since || (row.ticket === 1 && open.has(row.book))) yield boundOf(row);
      const last = rows.at(-1);
      if (!last || rows.length < page) return;
      place = last.place + 1;
    }
  }

  return {
    epoch,
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
    boundKeys,
    boundKey: (key) => {
      const row = reads.keyNamed.get(key);
      return row && boundOf(row);
    },
    document: (hash) => reads.document.get(hash),
    adopted: () => reads.adopted.get(),
    verifyTail,
    rows: (after, limit) =>
      reads.after
        .all(after, limit)
        .map(({ seq, type, body, hash }) => ({ seq, type: type as EventType, body, hash: hex(hash) })),
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

/** I12: another hub has opened this file since, so nothing of ours may be written any more. */
function fence(ours: Epoch, now: Epoch | undefined): void {
  if (now !== ours) throw new Error(`Epoch ${ours} is over: the journal is at epoch ${String(now)}`);
}

function headOf({ lastSeq, eventAt }: ReturnType<typeof prepareReads>): Head {
  const seq = lastSeq.get() ?? 0;
  const last = eventAt.get(seq);
  return last ? { seq, at: last.at, hash: last.hash } : { seq: 0, at: 0, hash: genesis };
}

/** The keys were bound in order of time (T1), and none is ever deleted: their places are looked up by halving. */
function firstKeyAt({ keyPlaces, keyTime }: ReturnType<typeof prepareReads>, at: Instant): number {
  const places = keyPlaces.get();
  let low = places?.first ?? 1;
  let high = (places?.last ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((keyTime.get(middle) ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function boundOf({ key, digest, reply, at, ticket, book }: KeyTableRow): BoundKey {
  return {
    key: key as BoundKey['key'],
    digest,
    get reply() {
      return JSON.parse(reply) as Reply;
    },
    at,
    ticket: ticket === 1,
    day: book,
  };
}

/** The keys of sealed values. P3: what the journal says is destroyed is destroyed again at each opening. */
function openSecrets(db: Database, destructions: readonly string[]) {
  const put = db.prepare('INSERT INTO secret(class, day, key) VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM secret WHERE class = ? AND day = ?');
  const destroyed = new Map<string, SecretName>();
  for (const body of destructions) {
    const { event } = recordedOf(body);
    if (event.type === 'KeyDestroyed') destroyed.set(secretId(event), event);
  }
  const again = db.transaction(() => {
    let changes = 0;
    for (const { class: kind, day } of destroyed.values()) changes += remove.run(kind, day).changes;
    return changes;
  });
  let mustScrub = again.immediate() > 0;
  const all = db
    .prepare<[], { class: SecretName['class']; day: BusinessDay; key: Uint8Array }>(
      'SELECT class, day, key FROM secret',
    )
    .all();
  const known = new Map(
    all.map((secret): [string, Uint8Array] => [secretId(secret as SecretName), new Uint8Array(secret.key)]),
  );
  scrub();

  /** The deleted page may still stand in the WAL; a reader may hold it for a moment, then the next append tries again. */
  function scrub(): void {
    if (mustScrub) mustScrub = !checkpoint(db);
  }
  const secrets: Secrets = {
    find: (name) => known.get(secretId(name)),
    isDestroyed: (name) => destroyed.has(secretId(name)),
    keep: (name, key) => {
      if (destroyed.has(secretId(name)))
        throw new Error(`The key ${secretId(name)} was destroyed and is not made again`);
      put.run(name.class, name.day ?? '', key);
      known.set(secretId(name), key);
    },
  };
  function drop(names: readonly SecretName[]): void {
    for (const name of names) {
      destroyed.set(secretId(name), name);
      known.delete(secretId(name));
      mustScrub = true;
    }
    scrub();
  }
  return { secrets, drop };
}

/** Moves the whole WAL into the file and empties it; false when a reader is in the way. Never waits. */
function checkpoint(db: Database): boolean {
  db.pragma('busy_timeout = 0');
  const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
  db.pragma('busy_timeout = 2000');
  return result?.busy === 0;
}
