import type { BusinessDay, Seq } from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import type { Book } from '../domain/events.ts';
import { evolve, openFloor } from '../domain/evolve.ts';
import { factsOf, type Fact } from '../domain/facts.ts';
import type { DocumentShelf, Floor } from '../domain/floor.ts';
import { indexOffice, type OfficeIndex } from '../domain/officeIndex.ts';
import type { EventRow } from './batch.ts';
import { textHash, wrong } from './chain.ts';
import type { Verdict } from './journal.ts';
import { recordedOf } from './lift.ts';

/** What a book and its projections are read from. */
export interface BookSource {
  eventsOf(book: Book, after: Seq, limit: number): readonly EventRow[];
  facts(day: BusinessDay): readonly Fact[];
  document(hash: string): string | undefined;
}

export interface KeptDay {
  readonly day: BusinessDay;
  readonly opened: Seq;
  readonly closed: boolean;
}

const page = 1_000;

/**
 * Folds one book anew and compares what is kept of it: its row among the days and its facts. The floor comes back for
 * what is compared over all books; it is undefined for a book without an event.
 */
export function rebuildBook(source: BookSource, kept: KeptDay): { readonly verdict: Verdict; readonly floor?: Floor } {
  const documents = shelfOf(source);
  const facts: Fact[] = [];
  let floor: Floor | undefined;
  let seq = kept.opened;
  try {
    for (let rows = source.eventsOf(kept.day, 0, page); rows.length > 0; rows = source.eventsOf(kept.day, seq, page))
      for (const row of rows) {
        seq = row.seq;
        const recorded = recordedOf(row.body);
        if (!floor && seq !== kept.opened)
          return { verdict: wrong(seq, `the day ${kept.day} is kept as opened by event ${kept.opened}`) };
        floor ??= openFloor(recorded, documents);
        evolve(floor, recorded);
        facts.push(...factsOf(recorded, floor));
      }
  } catch (error) {
    return {
      verdict: wrong(seq, `the floor cannot follow: ${error instanceof Error ? error.message : String(error)}`),
    };
  }
  if (!floor) return { verdict: wrong(seq, `the day ${kept.day} is kept, but has no event`) };
  const stored = source.facts(kept.day);
  const first = firstDifference(facts, stored);
  if (first !== undefined)
    return { verdict: wrong(first, `the facts kept of ${kept.day} are not those its events make`), floor };
  if (kept.closed !== (floor.state === 'closed'))
    return {
      verdict: wrong(
        seq,
        `the day ${kept.day} is kept as ${kept.closed ? 'closed' : 'open'}, by its events it is ${floor.state}`,
      ),
      floor,
    };
  return { verdict: { ok: true, seq }, floor };
}

function firstDifference(made: readonly Fact[], stored: readonly Fact[]): Seq | undefined {
  for (let i = 0; i < Math.max(made.length, stored.length); i++) {
    const [ours, theirs] = [made[i], stored[i]];
    if (!ours || !theirs || !sameFact(ours, theirs)) return Math.min(ours?.seq ?? Infinity, theirs?.seq ?? Infinity);
  }
  return undefined;
}

function sameFact(made: Fact, stored: Fact): boolean {
  return Object.entries(made).every(([field, value]) => stored[field as keyof Fact] === value);
}

/** Documents by hash, parsed once; one whose text is not the hash's is as good as missing. */
function shelfOf(source: BookSource): DocumentShelf {
  const known = new Map<string, OfficeIndex>();
  return {
    get: (hash) => {
      const found = known.get(hash);
      if (found) return found;
      const body = source.document(hash);
      if (body === undefined || textHash(body) !== hash) return undefined;
      const index = indexOffice(hash, JSON.parse(body) as Office);
      known.set(hash, index);
      return index;
    },
  };
}
