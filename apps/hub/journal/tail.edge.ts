import type { Database } from 'better-sqlite3';
import { present } from '../../../shared/basics.ts';
import type { BusinessDay, Epoch, Instant, Seq } from '../../../shared/ids.ts';
import type { FollowBatch, Position } from '../../../shared/protocol/follow.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import type { Book, Recorded } from '../domain/events.ts';
import { evolve, openFloor } from '../domain/evolve.ts';
import { factsOf, type Fact } from '../domain/facts.ts';
import type { Floor } from '../domain/floor.ts';
import { indexOffice } from '../domain/officeIndex.ts';
import { bookChange, type Batch, type EventRow, type KeyRow } from './batch.ts';
import { genesis, hex, link, textHash } from './chain.ts';
import { lockFolder, makeFolder } from './connect.edge.ts';
import { guardsOf } from './guards.ts';
import type { SecretName } from './journal.ts';
import { recordedOf } from './lift.ts';
import { openFile } from './sqlite.edge.ts';
import { prepareReads, prepareWrites } from './statements.ts';

/**
 * Appends what a follower kept to a journal that no hub has open, from where the journal ends: events as they were,
 * under the epochs they had, with the keys, numbers, seats, facts and documents that go with them. Events the journal
 * has already are passed over. Answers where it then stands. Throws, with nothing of that batch written, when an event
 * does not fit the chain or the floor cannot follow it. Before all else the journal is marked as restored, its next epoch
 * as `least` at least (I18).
 */
export function importTail(dir: string, batches: Iterable<FollowBatch>, least: Epoch): Position {
  makeFolder(dir);
  const lock = lockFolder(dir);
  const db = openFile(dir);
  try {
    db.prepare('UPDATE meta SET restored = ?').run(least);
    const importer = createImporter(db);
    for (const batch of batches) importer.take(batch);
    return importer.position();
  } finally {
    db.close();
    lock.release();
  }
}

/** Where a journal that no hub has open ends. */
export function positionOf(db: Database): Position {
  const reads = prepareReads(db);
  const seq = reads.lastSeq.get() ?? 0;
  return { seq: seq as Seq, hash: hex(reads.eventAt.get(seq as Seq)?.hash ?? genesis) };
}

function createImporter(db: Database) {
  const reads = prepareReads(db);
  const { write } = prepareWrites(db);
  const raiseEpoch = db.prepare<[number]>('UPDATE meta SET epoch = max(epoch, ?)');
  const floors = new Map<Book, Floor>();
  let { seq, hash } = positionOf(db);
  let at: Instant = reads.eventAt.get(seq)?.at ?? 0;

  const shelfWith = ({ documents }: FollowBatch) => ({
    get: (name: string) => {
      const body = documents.find((one) => one.hash === name)?.body ?? reads.document.get(name);
      return body === undefined || textHash(body) !== name ? undefined : indexOffice(name, JSON.parse(body) as Office);
    },
  });

  /** A correction may come to the book of a day long closed. */
  function floorOf(book: BusinessDay, batch: FollowBatch): Floor | undefined {
    const known = floors.get(book);
    if (known) return known;
    let floor: Floor | undefined;
    for (const { body } of reads.ofBook.all(book, 0 as Seq, -1)) {
      const recorded = recordedOf(body);
      floor ??= openFloor(recorded, shelfWith(batch));
      evolve(floor, recorded);
    }
    if (floor) floors.set(book, floor);
    return floor;
  }

  function factsAfter(recorded: Recorded, batch: FollowBatch): readonly Fact[] {
    const { day } = recorded;
    if (day === 'house') return [];
    const floor =
      recorded.event.type === 'DayOpened'
        ? openFloor(recorded, shelfWith(batch))
        : present(floorOf(day, batch), `the book ${day}`);
    floors.set(day, floor);
    evolve(floor, recorded);
    return factsOf(recorded, floor);
  }

  const commit = db.transaction((batch: FollowBatch) => {
    const events: EventRow[] = [];
    const keys: KeyRow[] = [];
    const destroyed: SecretName[] = [];
    const recorded: Recorded[] = [];
    const facts: Fact[] = [];
    for (const row of batch.rows) {
      if (row.seq <= seq) continue;
      if (row.seq !== seq + 1) throw new Error(`Event ${row.seq} of the copy cannot follow event ${seq}`);
      const next = link(Buffer.from(hash, 'hex'), row.body);
      if (hex(next) !== row.hash) throw new Error(`Event ${row.seq} of the copy does not fit the chain`);
      const one = recordedOf(row.body);
      if (one.event.type === 'KeyDestroyed') destroyed.push({ class: one.event.class, day: one.event.day });
      if (row.bound) keys.push({ ...row.bound, book: row.bound.book as Book, seq: row.seq });
      const { epoch, day, at: time, event } = one;
      events.push({ seq: row.seq, epoch, book: day, at: time, type: event.type, body: row.body, hash: next });
      facts.push(...factsAfter(one, batch));
      recorded.push(one);
      ({ seq, hash } = row);
      at = one.at;
    }
    const last = events.at(-1);
    if (!last) return;
    const written: Batch = {
      head: { seq, at, hash: last.hash },
      events,
      keys,
      guards: recorded.flatMap(guardsOf),
      facts,
      documents: batch.documents,
      books: recorded.flatMap((one) => bookChange(one) ?? []),
      destroyed,
      restored: false,
    };
    write(written);
    raiseEpoch.run(last.epoch);
  });
  return { take: (batch: FollowBatch) => commit.immediate(batch), position: (): Position => ({ seq, hash }) };
}
