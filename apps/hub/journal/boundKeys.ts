import type { BusinessDay, CommandKey, Instant } from '../../../shared/ids.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Book } from '../domain/events.ts';
import type { BoundKey } from './journal.ts';
import { rottenKey, type KeyTableRow, type prepareReads } from './statements.ts';

type Reads = ReturnType<typeof prepareReads>;

const page = 1_000;

/** A key as it comes from the table. A class, as 150,000 of them are made at each start, and a closure in each takes twice as long. */
export class StoredKey implements BoundKey {
  readonly key: CommandKey;
  readonly digest: string;
  readonly at: Instant;
  readonly ticket: boolean;
  readonly day: Book;
  private readonly row: KeyTableRow;

  constructor(row: KeyTableRow) {
    const { key, digest, at, ticket, book } = row;
    this.key = key as CommandKey;
    this.digest = digest;
    this.at = at;
    this.ticket = ticket === 1;
    this.day = book;
    this.row = row;
  }
  /** Throws for a row that has rotted: its answer must not be given again. */
  get reply(): Reply {
    const rotten = rottenKey(this.row);
    if (rotten !== undefined) throw new Error(`The journal is damaged: ${rotten}. Restore the newest backup.`);
    return JSON.parse(this.row.reply) as Reply;
  }
}

/** K3: the keys not older than `since`, and those of tickets of the open days. */
export function* boundKeysSince(
  reads: Reads,
  since: Instant,
  openDays: readonly { readonly day: BusinessDay; readonly openedAt: Instant }[],
): Iterable<BoundKey> {
  const open = new Set<Book>(openDays.map(({ day }) => day));
  let place = firstKeyAt(reads, Math.min(since, ...openDays.map(({ openedAt }) => openedAt)));
  for (;;) {
    const rows = reads.keysFrom.all(place, page);
    for (const row of rows) if (row.at >= since || (row.ticket === 1 && open.has(row.book))) yield new StoredKey(row);
    const last = rows.at(-1);
    if (!last || rows.length < page) return;
    place = last.place + 1;
  }
}

/** The keys were bound in order of time (T1), and none is ever deleted: their places are looked up by halving. */
function firstKeyAt({ keyPlaces, keyTime }: Reads, at: Instant): number {
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
