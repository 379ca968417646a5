import type {
  BusinessDay,
  CommandKey,
  CounterId,
  Epoch,
  Instant,
  OfficeId,
  Prefix,
  Seq,
  TicketId,
} from '../../../shared/ids.ts';
import type { FollowKey } from '../../../shared/protocol/follow.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Book, EventType, Recorded } from '../domain/events.ts';
import type { Fact } from '../domain/facts.ts';

/** What the database itself refuses to double, whatever the code forgot (reliability.md 3.4). `guards.ts` derives them. */
export type Guard =
  | {
      readonly guard: 'number';
      readonly office: OfficeId;
      readonly day: BusinessDay;
      readonly prefix: Prefix;
      readonly number: string;
      readonly ticket: TicketId;
    }
  | { readonly guard: 'seat'; readonly counter: CounterId; readonly ticket: TicketId }
  | { readonly guard: 'leave'; readonly counter: CounterId };

/** An office document under the hex SHA-256 of exactly this text. */
export interface StoredDocument {
  readonly hash: string;
  readonly body: string;
}

/** One settled command: all of it is committed with its batch, or nothing. */
export interface Turn {
  /** Undefined for a refusal, a hello, and what the clock wrote: they bind no key (K1). */
  readonly bound?:
    | {
        readonly key: CommandKey;
        readonly digest: string;
        readonly reply: Reply;
        readonly ticket: boolean;
        readonly day: Book;
      }
    | undefined;
  /** P2: a `KeyDestroyed` among them deletes that key in the same transaction. */
  readonly events: readonly Recorded[];
  readonly guards: readonly Guard[];
  readonly facts: readonly Fact[];
  /** Office documents named by these events, by hash. */
  readonly documents: readonly StoredDocument[];
  readonly reply: () => void;
}

/** K1, K2: an accepted key, the digest of its body and its answer. `ticket` keys live with the ticket (K3). */
export interface BoundKey {
  readonly key: CommandKey;
  readonly digest: string;
  /** Parsed when first asked for: at boot some 170,000 of them come in, and few are ever asked for. */
  readonly reply: Reply;
  readonly at: Instant;
  readonly ticket: boolean;
  readonly day: Book;
}

/** An event as it is stored, for followers and backups. `hash` is the chain's value there, hex. */
export interface Row {
  readonly seq: Seq;
  readonly type: EventType;
  readonly body: string;
  readonly hash: string;
  /** K1: the key bound by the turn that this event ends. */
  readonly bound?: FollowKey | undefined;
}

/** Whether what was looked at is what was written; if not, the first wrong seq and what is wrong there. */
export type Verdict =
  { readonly ok: true; readonly seq: Seq } | { readonly ok: false; readonly seq: Seq; readonly what: string };

/** A key of one (day, class), which retention destroys (P2); `install` outlives all days. */
export type SecretName =
  | { readonly class: 'day' | 'case'; readonly day: BusinessDay }
  | { readonly class: 'install'; readonly day?: undefined };

/** Where the sealer's keys are kept: beside the journal, so that one transaction records and does their destruction. */
export interface Secrets {
  find(name: SecretName): Uint8Array | undefined;
  /** Durable when it returns. Throws for a key that exists, and for one that was destroyed. */
  keep(name: SecretName, key: Uint8Array): void;
  /** Whether a `KeyDestroyed` of this name is in the journal. */
  isDestroyed(name: SecretName): boolean;
}

/**
 * The one store of facts. `append` is all or nothing and durable when it returns (or its promise resolves); it throws
 * when the batch is not kept for any reason, and on a foreign epoch, and the process then ends (I17): after one failure
 * every later append fails too.
 */
export interface Journal {
  /** Epoch of this start, durable before the first append (I18). */
  readonly epoch: Epoch;
  /** I19: the journal was set back, and no `HubRestored` in it says so yet. */
  readonly restored: boolean;
  /** I18: the next opening begins at this epoch or above, and is `restored`; durable when it returns. */
  markRestored(least: Epoch): void;
  readonly secrets: Secrets;
  append(turns: readonly Turn[]): void | Promise<void>;
  /** Events of one book in order, after a seq. */
  read(book: Book, after?: Seq): AsyncIterable<Recorded>;
  /** Where the journal stands: last seq, time of the last event, hash of the chain there (hex). */
  head(): { readonly seq: Seq; readonly at: Instant; readonly hash: string };
  /** Days whose book has not been closed, oldest first, and the newest day of all. */
  openDays(): readonly BusinessDay[];
  lastDay(): BusinessDay | undefined;
  /** Every bound key not older than `since`, and those of tickets of the open days. */
  boundKeys(since: Instant): Iterable<BoundKey>;
  /** K3: one key of any age; used before an old upload enters the inbox. */
  boundKey(key: CommandKey): BoundKey | undefined;
  /** K3: the day whose book has a ticket, of any age. */
  dayOf(ticket: TicketId): BusinessDay | undefined;
  /** Office documents by hash. */
  document(hash: string): string | undefined;
  /** Hash of the office document adopted last, by `DayOpened` or `OfficeAdopted` of any book. */
  adopted(): string | undefined;
  /** I35: the chain from a seq to the head; without it from the first event of the oldest open book. Done before listening. */
  verifyTail(from?: Seq): Verdict;
  /** Stored events after a seq, at most `limit`; and the chain's hash at a seq (hex), undefined beyond the head. */
  rows(after: Seq, limit: number): readonly Row[];
  hashAt(seq: Seq): string | undefined;
  close(): void | Promise<void>;
}
