import { connectToRead, journalFile } from './connect.edge.ts';
import { recordedOf } from './lift.ts';
import { prepareReads } from './statements.ts';
import type { Recorded } from '../domain/events.ts';
import type { BusinessDay } from '../../../shared/ids.ts';
import { Office } from '../../../shared/protocol/office.ts';

/** The book of one day and the office documents it names, by their hash. */
export interface DayBook {
  readonly day: BusinessDay;
  readonly book: readonly Recorded[];
  readonly documents: ReadonlyMap<string, Office>;
}

const all = -1;

/**
 * Reads a day out of a hub's data folder, which may be in use; the newest where none is named. Undefined where the
 * folder has no such day; throws where it has no journal that this program may read.
 */
export function readBook(dir: string, asked?: BusinessDay): DayBook | undefined {
  const db = connectToRead(journalFile(dir), 'live');
  try {
    const reads = prepareReads(db);
    const days = reads.days.all().map(({ day }) => day);
    const day = asked ?? days.at(-1);
    if (day === undefined || !days.includes(day)) return undefined;
    const book = reads.ofBook.all(day, 0, all).map(({ body }) => recordedOf(body));
    const hashes = book.flatMap(({ event }) =>
      event.type === 'DayOpened' || event.type === 'OfficeAdopted' ? [event.document] : [],
    );
    const documents = new Map<string, Office>();
    for (const hash of hashes) {
      const body = reads.document.get(hash);
      if (body !== undefined) documents.set(hash, Office.parse(JSON.parse(body)));
    }
    return { day, book, documents };
  } finally {
    db.close();
  }
}

/** The days of a hub's data folder on which somebody was called, the oldest first, and whether their books are closed. */
export function daysOf(dir: string): readonly { readonly day: BusinessDay; readonly closed: boolean }[] {
  const db = connectToRead(journalFile(dir), 'live');
  try {
    const aCall = db.prepare<[BusinessDay], 1>("SELECT 1 FROM event WHERE book = ? AND type = 'VisitCalled' LIMIT 1");
    return prepareReads(db)
      .days.all()
      .filter(({ day }) => aCall.get(day) !== undefined)
      .map(({ day, closed }) => ({ day, closed: closed === 1 }));
  } finally {
    db.close();
  }
}
