import type { Result } from '../../../shared/basics.ts';
import type { Instant, Seq } from '../../../shared/ids.ts';
import type { Book } from '../domain/events.ts';
import type { Fact } from '../domain/facts.ts';
import type { Backup } from './backup.edge.ts';
import type { Verdict } from './journal.ts';

/** What the reader thread can be asked, and what it answers. A new report is one more line here. */
export interface Asks {
  readonly check: { readonly asked: Record<never, never>; readonly answer: Verdict };
  /** Stored texts of a book's events after a seq, at most `limit`. */
  readonly read: {
    readonly asked: { readonly book: Book; readonly after: Seq; readonly limit: number };
    readonly answer: readonly string[];
  };
  /** A verified copy in a folder (I20); the answer or the sentence why there is none. */
  readonly backup: {
    readonly asked: { readonly folder: string; readonly at: Instant };
    readonly answer: Result<Backup, string>;
  };
  /** Facts of the days `from` to `to`, both included, in the order they were made. */
  readonly facts: { readonly asked: { readonly from: string; readonly to: string }; readonly answer: readonly Fact[] };
}
export type Ask = keyof Asks;
export type Asked = { [A in Ask]: { readonly id: number; readonly ask: A } & Asks[A]['asked'] }[Ask];
export type Answered =
  | { readonly id: number; readonly ok: true; readonly answer: Asks[Ask]['answer'] }
  | { readonly id: number; readonly ok: false; readonly error: string };
