import { invariant } from '../../../shared/basics.ts';
import type { BusinessDay, Instant, Seq } from '../../../shared/ids.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Fact } from '../domain/facts.ts';
import { batchOf, isEmpty, secretId, type Batch, type EventRow, type Head, type KeyRow } from './batch.ts';
import { followChain, genesis, hex, wrong } from './chain.ts';
import type { BoundKey, Guard, Journal, SecretName, Turn } from './journal.ts';
import { recordedOf } from './lift.ts';

/** What outlives a journal held in memory: a disk that keeps exactly what was committed. */
export interface MemoryDisk {
  epoch: number;
  /** I19. */
  restored: number | undefined;
  readonly events: EventRow[];
  readonly keys: Map<string, KeyRow>;
  readonly keysAt: Map<Seq, KeyRow>;
  readonly numbers: Map<string, string>;
  /** K3: the day of each ticket. */
  readonly days: Map<string, BusinessDay>;
  readonly seats: Map<string, string>;
  readonly documents: Map<string, string>;
  readonly facts: Fact[];
  readonly books: Map<BusinessDay, { readonly opened: Seq; readonly openedAt: Instant; readonly closed: boolean }>;
  readonly secrets: Map<string, Uint8Array>;
  readonly destroyed: Set<string>;
}

export function memoryDisk(): MemoryDisk {
  return {
    epoch: 0,
    restored: undefined,
    events: [],
    keys: new Map(),
    keysAt: new Map(),
    numbers: new Map(),
    days: new Map(),
    seats: new Map(),
    documents: new Map(),
    facts: [],
    books: new Map(),
    secrets: new Map(),
    destroyed: new Set(),
  };
}

export interface MemoryJournal extends Journal {
  /** The next append keeps nothing and fails with this. */
  failNext(error: Error): void;
  /** The power is gone: an append not yet answered is lost and stays unanswered, and nothing more is kept. */
  cut(): void;
}

/**
 * The journal without a disk, for tests and the simulator. With `later` an append answers by a promise, and is
 * committed when the function given to `later` is called; without it at once. The epoch is `least` at least.
 */
export function openMemory(
  disk: MemoryDisk,
  { later, least = 0 }: { readonly later?: (commit: () => void) => void; readonly least?: number } = {},
): MemoryJournal {
  disk.epoch = Math.max(disk.epoch + 1, disk.restored ?? 0, least);
  const { epoch } = disk;
  const restored = disk.restored !== undefined;
  let head = headOf(disk);
  let failed: unknown;
  let planned: Error | undefined;
  let isCut = false;
  let inFlight = false;

  function commit(turns: readonly Turn[]): void {
    if (failed !== undefined) throw new Error('The journal has failed and takes nothing more', { cause: failed });
    try {
      const batch = batchOf(turns, head, epoch, (day) => disk.books.has(day));
      if (planned) throw planned;
      invariant(disk.epoch === epoch, `Epoch ${epoch} is over: the journal is at epoch ${disk.epoch}`);
      if (!isEmpty(batch)) keep(disk, batch);
      head = batch.head;
    } catch (error) {
      failed = error;
      throw error;
    }
  }

  function append(turns: readonly Turn[]): void | Promise<void> {
    invariant(!isCut, 'The journal was cut');
    if (!later) return commit(turns);
    invariant(!inFlight, 'One batch is in flight (design.md 1.2)');
    inFlight = true;
    return new Promise((resolve, reject) => {
      later(() => {
        if (isCut) return;
        inFlight = false;
        try {
          commit(turns);
          resolve();
        } catch (error) {
          reject(error as Error);
        }
      });
    });
  }

  const open = () => [...disk.books].filter(([, { closed }]) => !closed);
  const isOpen = (book: KeyRow['book']) => book !== 'house' && disk.books.get(book)?.closed === false;
  return {
    epoch,
    restored,
    markRestored: (at) => {
      disk.restored = Math.max(at, disk.restored ?? 0);
    },
    append,
    failNext: (error) => {
      planned = error;
    },
    cut: () => {
      isCut = true;
    },
    async *read(book, after = 0) {
      for (const row of disk.events.slice(after)) if (row.book === book) yield recordedOf(row.body);
    },
    head: () => ({ seq: head.seq, at: head.at, hash: hex(head.hash) }),
    openDays: () =>
      open()
        .map(([day]) => day)
        .toSorted(),
    lastDay: () => [...disk.books.keys()].toSorted().at(-1),
    boundKeys: (since) =>
      [...disk.keys.values()].filter(({ at, ticket, book }) => at >= since || (ticket && isOpen(book))).map(boundOf),
    boundKey: (key) => {
      const row = disk.keys.get(key);
      return row && boundOf(row);
    },
    dayOf: (ticket) => disk.days.get(ticket),
    document: (hash) => disk.documents.get(hash),
    adopted: () => {
      const row = disk.events.findLast(({ type }) => type === 'DayOpened' || type === 'OfficeAdopted');
      const event = row && recordedOf(row.body).event;
      return event?.type === 'DayOpened' || event?.type === 'OfficeAdopted' ? event.document : undefined;
    },
    verifyTail: (from) => {
      const first = Math.max(1, from ?? Math.min(head.seq + 1, ...open().map(([, { opened }]) => opened)));
      const before = first === 1 ? genesis : disk.events[first - 2]?.hash;
      return before
        ? followChain({ seq: first - 1, hash: before }, disk.events.slice(first - 1)).verdict
        : wrong(first - 1, `event ${first - 1} is missing`);
    },
    rows: (after, limit) =>
      disk.events.slice(after, after + limit).map(({ seq, type, body, hash }) => {
        const { seq: _, ...bound } = disk.keysAt.get(seq) ?? { seq };
        return { seq, type, body, hash: hex(hash), bound: 'key' in bound ? bound : undefined };
      }),
    hashAt: (seq) => {
      const hash = seq === 0 ? genesis : disk.events[seq - 1]?.hash;
      return hash && hex(hash);
    },
    secrets: {
      find: (name) => disk.secrets.get(secretId(name)),
      isDestroyed: (name) => disk.destroyed.has(secretId(name)),
      keep: (name, key) => {
        invariant(!disk.destroyed.has(secretId(name)), `The key ${secretId(name)} was destroyed and is not made again`);
        invariant(!disk.secrets.has(secretId(name)), `The key ${secretId(name)} exists`);
        disk.secrets.set(secretId(name), key);
      },
    },
    close: () => {
      isCut = true;
    },
  };
}

function headOf({ events }: MemoryDisk): Head {
  return events.at(-1) ?? { seq: 0, at: 0, hash: genesis };
}

function boundOf({ key, digest, reply, at, ticket, book }: KeyRow): BoundKey {
  return { key: key as BoundKey['key'], digest, reply: JSON.parse(reply) as Reply, at, ticket, day: book };
}

/** What a database refuses is refused before anything is changed, but for the guards, which are undone. */
function keep(disk: MemoryDisk, batch: Batch): void {
  refuseDoubles(
    batch.keys.map(({ key }) => key),
    disk.keys,
    'key',
  );
  refuseDoubles(
    batch.books.filter(({ to }) => to === 'opened').map(({ day }) => day),
    disk.books,
    'book',
  );
  hold(disk, batch.guards);
  for (const row of batch.events) disk.events.push(row);
  for (const row of batch.keys) {
    disk.keys.set(row.key, row);
    if (row.seq !== null) disk.keysAt.set(row.seq, row);
  }
  for (const { hash, body } of batch.documents) disk.documents.set(hash, body);
  for (const fact of batch.facts) disk.facts.push(fact);
  for (const { day, seq, at, to } of batch.books)
    disk.books.set(day, { ...(disk.books.get(day) ?? { opened: seq, openedAt: at }), closed: to === 'closed' });
  for (const name of batch.destroyed) destroy(disk, name);
  if (batch.restored) disk.restored = undefined;
}

function refuseDoubles(names: readonly string[], known: ReadonlyMap<string, unknown>, what: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    invariant(!known.has(name) && !seen.has(name), `The ${what} ${name} exists`);
    seen.add(name);
  }
}

function destroy(disk: MemoryDisk, name: SecretName): void {
  disk.destroyed.add(secretId(name));
  disk.secrets.delete(secretId(name));
}

/** N1, C1, C2: all guards of a batch, or none. */
function hold({ numbers, days, seats }: MemoryDisk, guards: readonly Guard[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const guard of guards) {
      if (guard.guard === 'number') {
        const name = [guard.office, guard.day, guard.prefix, guard.number].join();
        invariant(!numbers.has(name), `The number ${name} was given`);
        numbers.set(name, guard.ticket);
        undo.push(() => numbers.delete(name));
        if (days.has(guard.ticket)) continue;
        days.set(guard.ticket, guard.day);
        undo.push(() => days.delete(guard.ticket));
      } else if (guard.guard === 'seat') {
        invariant(!seats.has(guard.counter), `The counter ${guard.counter} has a visitor`);
        invariant(![...seats.values()].includes(guard.ticket), `The visitor ${guard.ticket} is at a counter`);
        seats.set(guard.counter, guard.ticket);
        undo.push(() => seats.delete(guard.counter));
      } else {
        const left = seats.get(guard.counter);
        seats.delete(guard.counter);
        if (left !== undefined) undo.push(() => seats.set(guard.counter, left));
      }
    }
  } catch (error) {
    for (const back of undo.toReversed()) back();
    throw error;
  }
}
