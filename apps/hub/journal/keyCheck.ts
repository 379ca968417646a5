import type { Seq } from '../../../shared/ids.ts';
import type { Book, Recorded } from '../domain/events.ts';
import { rottenKey, type KeyTableRow } from './statements.ts';

/** Bound keys in the order they were bound, after a place. */
export interface KeySource {
  keys(after: number, limit: number): readonly KeyTableRow[];
}

const page = 1_000;

/**
 * Walks the keys beside the events: a key names the last event of its turn, that event carries the key, and one event
 * of the turn is in the key's book; and each is as it was written. `refresh` comes with each page of events, `wrongKey` with each event in order.
 */
export function createKeyCheck(source: KeySource) {
  let waiting: readonly KeyTableRow[] = [];
  let used = 0;
  let place = 0;
  let isDry = false;
  let rotten: string | undefined;
  const turn = { key: '', books: new Set<Book>() };

  function peek(): { readonly key: string; readonly book: Book; readonly seq: Seq } | undefined {
    for (;;) {
      const { key, book, seq } = waiting[used] ?? {};
      if (key !== undefined && book !== undefined && seq !== null && seq !== undefined) return { key, book, seq };
      if (used < waiting.length) used++;
      else if (isDry) return undefined;
      else {
        waiting = source.keys(place, page);
        used = 0;
        place = waiting.at(-1)?.place ?? place;
        isDry = waiting.length < page;
        for (const row of waiting) rotten ??= rottenKey(row);
      }
    }
  }
  return {
    refresh: () => {
      isDry = false;
    },
    wrongKey: ({ key, day, seq }: Recorded): string | undefined => {
      if (turn.key !== key) {
        turn.key = key;
        turn.books.clear();
      }
      turn.books.add(day);
      for (let bound = peek(); bound && bound.seq <= seq; bound = peek()) {
        if (bound.seq < seq || bound.key !== key) return `the key ${bound.key} is bound to an event of another key`;
        if (!turn.books.has(bound.book) && !isOfHouse(turn.books))
          return `the key ${bound.key} is bound in ${bound.book}, its events are not`;
        used++;
      }
      return rotten;
    },
  };
}

/** Journals of before 2026-11-24 bind the key of an office changed at night in the book that was closed by then. */
function isOfHouse(books: ReadonlySet<Book>): boolean {
  return books.size === 1 && books.has('house');
}
