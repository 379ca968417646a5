import type { BusinessDay, Seq } from '../../../shared/ids.ts';
import type { Book } from '../domain/events.ts';
import type { EventRow } from './batch.ts';
import { followChain, genesis, wrong } from './chain.ts';
import { guardsOf } from './guards.ts';
import { createKeyCheck, type KeySource } from './keyCheck.ts';
import type { Guard, Verdict } from './journal.ts';
import { recordedOf } from './lift.ts';
import { rebuildBook, type BookSource, type KeptDay } from './rebuild.ts';

/** What the full check reads; each call is one short read. */
export interface CheckSource extends BookSource, KeySource {
  /** Damage the database itself finds, in its words. */
  damage(): string | undefined;
  events(after: Seq, limit: number): readonly EventRow[];
  days(): readonly KeptDay[];
  /** Facts of days that are not kept. */
  strayFacts(): number;
  numberTicket(guard: Extract<Guard, { guard: 'number' }>): string | undefined;
  numberCount(): number;
  seats(): readonly { readonly counter: string; readonly ticket: string }[];
  /** Everything read within sees one moment. */
  atOneMoment<T>(look: () => T): T;
}

const page = 1_000;

/**
 * The whole journal against itself: the file, the chain with unbroken seqs, every column against the text beside it,
 * keys against the events of their turns, and every projection (days, facts, numbers, seats) against one rebuilt from
 * the events (I14, I15, I35). `breathe` is awaited between pages. Answers with the head checked, or the first wrong
 * seq found and what is wrong there (seq 0: the file itself).
 */
export async function fullCheck(source: CheckSource, breathe: () => Promise<void>): Promise<Verdict> {
  const damage = source.damage();
  if (damage !== undefined) return wrong(0, `the file is damaged: ${damage}`);
  const events = createEventCheck(source);
  while (events.next()) await breathe();
  if (!events.verdict().ok) return events.verdict();
  const checked = events.verdict().seq;
  for (const kept of source.days()) {
    if (!kept.closed) continue;
    const { verdict } = rebuildBook(source, kept);
    if (!verdict.ok) return verdict;
    await breathe();
  }
  return source.atOneMoment(() => {
    while (events.next());
    return events.verdict().ok ? checkPresent(source, checked, events) : events.verdict();
  });
}

/** Walks the events page by page; `next` is false at the end or at the first wrong one. */
function createEventCheck(source: CheckSource) {
  let state = followChain({ seq: 0, hash: genesis }, []);
  let numbers = 0;
  const keys = createKeyCheck(source);
  let days = new Set<Book>(['house']);
  const isKept = (book: Book) => {
    if (!days.has(book)) days = new Set(['house', ...source.days().map(({ day }) => day)]);
    return days.has(book);
  };
  function next(): boolean {
    if (!state.verdict.ok) return false;
    const rows = source.events(state.verdict.seq, page);
    state = followChain({ seq: state.verdict.seq, hash: state.hash }, rows);
    if (!state.verdict.ok) return false;
    keys.refresh();
    for (const row of rows) {
      const what = wrongEvent(row);
      if (what !== undefined) {
        state = { ...state, verdict: wrong(row.seq, what) };
        return false;
      }
    }
    return rows.length === page;
  }
  function wrongEvent(row: EventRow): string | undefined {
    const recorded = recordedOf(row.body);
    for (const [column, text] of [
      ['seq', recorded.seq],
      ['epoch', recorded.epoch],
      ['book', recorded.day],
      ['at', recorded.at],
      ['type', recorded.event.type],
    ] as const)
      if (row[column] !== text) return `its column ${column} says ${row[column]}, its text ${text}`;
    if (!isKept(row.book)) return `its book ${row.book} is not kept among the days`;
    for (const guard of guardsOf(recorded)) {
      if (guard.guard !== 'number') continue;
      numbers++;
      const ticket = source.numberTicket(guard);
      if (ticket !== guard.ticket)
        return `the number ${guard.number} of ${guard.day} is kept for ${ticket ?? 'nobody'}, not for ${guard.ticket}`;
    }
    return keys.wrongKey(recorded);
  }
  return { next, verdict: () => state.verdict, numbers: () => numbers };
}

/** What may change while the check runs, seen at one moment: the days open or touched since `checked`, and all counts. */
function checkPresent(source: CheckSource, checked: Seq, events: ReturnType<typeof createEventCheck>): Verdict {
  const head = events.verdict();
  const touched = new Set<BusinessDay | 'house'>();
  for (let seq = checked, rows = source.events(seq, page); rows.length > 0; rows = source.events(seq, page))
    for (const row of rows) {
      touched.add(row.book);
      seq = row.seq;
    }
  const seats = new Map<string, string>();
  for (const kept of source.days()) {
    if (kept.closed && !touched.has(kept.day)) continue;
    const { verdict, floor } = rebuildBook(source, kept);
    if (!verdict.ok) return verdict;
    for (const { id, visit } of floor?.counters.values() ?? []) if (visit) seats.set(id, visit.ticket);
  }
  const stored = source.seats();
  const odd = stored.find(({ counter, ticket }) => seats.get(counter) !== ticket);
  if (odd)
    return wrong(
      head.seq,
      `counter ${odd.counter} is kept with ${odd.ticket}, by its events with ${seats.get(odd.counter) ?? 'nobody'}`,
    );
  if (stored.length !== seats.size)
    return wrong(head.seq, `${stored.length} counters are kept as taken, by their events ${seats.size}`);
  if (source.strayFacts() > 0) return wrong(head.seq, `${source.strayFacts()} facts belong to no day`);
  if (events.numbers() !== source.numberCount())
    return wrong(head.seq, `${source.numberCount()} numbers are kept, by their events ${events.numbers()}`);
  return head;
}
