import { err, ok, type Result } from '../../../shared/basics.ts';
import type { Instant, Ms, Seq } from '../../../shared/ids.ts';
import type { Follow, FollowBatch, FollowRefusal, Position } from '../../../shared/protocol/follow.ts';
import type { Journal, Row, StoredDocument } from './journal.ts';
import { recordedOf } from './lift.ts';

/** How far a follower is; `behind` in events. What the supervisor's page shows (design.md 1.11). */
export interface FollowerState {
  readonly follower: string;
  readonly seq: Seq;
  readonly behind: number;
  readonly connected: boolean;
  /** When it last answered, or joined. */
  readonly at: Instant;
}

/** What a follower has on its disk, and how long it took to say so; undefined for one that only came back with it. */
export interface Confirmed {
  readonly seq: Seq;
  readonly took: Ms | undefined;
}

/** The hub's side of the continuous copy; knows nothing of sockets. One batch is under way per follower. */
export interface Followers {
  /** A follower has connected; it goes on from its own position, which the hub checks against its chain (I19). */
  join(follow: Follow, at: Instant): Result<void, FollowRefusal>;
  /** What to send it now; undefined while a batch is under way, at the head, and for one that is not connected. */
  next(follower: string, at: Instant): FollowBatch | undefined;
  /** Its answer. False for one that does not fit what was sent: the connection is then to be closed. */
  acked(follower: string, position: Position, at: Instant): boolean;
  left(follower: string): void;
  /** The journal has grown: whoever sends batches is called. */
  grown(): void;
  onGrown(listener: () => void): void;
  /** The furthest event that any follower is known to have on its disk since this start. */
  confirmed(): Seq;
  onConfirmed(listener: (confirmed: Confirmed) => void): void;
  states(): readonly FollowerState[];
}

export const mostRows = 200;
export const mostBytes = 256 * 1024;
/** I40; a follower that has left makes room for a new one. */
const mostFollowers = 64;

interface Follower {
  readonly position: Position;
  readonly underWay: (Position & { readonly sent: Instant }) | undefined;
  readonly connected: boolean;
  readonly at: Instant;
}

export function createFollowers(journal: Pick<Journal, 'head' | 'rows' | 'hashAt' | 'document'>): Followers {
  const known = new Map<string, Follower>();
  const onGrown: (() => void)[] = [];
  const onConfirmed: ((confirmed: Confirmed) => void)[] = [];
  let furthest = 0;

  function confirm(confirmed: Confirmed): void {
    furthest = Math.max(furthest, confirmed.seq);
    for (const listener of onConfirmed) listener(confirmed);
  }

  function makeRoom(follower: string): boolean {
    if (known.has(follower) || known.size < mostFollowers) return true;
    const gone = [...known].find(([, { connected }]) => !connected);
    return gone !== undefined && known.delete(gone[0]);
  }
  return {
    join: ({ follower, after }, at) => {
      if (after.seq > journal.head().seq) return err('ahead');
      if (journal.hashAt(after.seq) !== after.hash) return err('diverged');
      if (!makeRoom(follower)) return err('tooMany');
      known.set(follower, { position: after, underWay: undefined, connected: true, at });
      confirm({ seq: after.seq, took: undefined });
      return ok(undefined);
    },
    next: (follower, at) => {
      const state = known.get(follower);
      if (!state?.connected || state.underWay) return undefined;
      const batch = batchAfter(journal, state.position.seq);
      const last = batch?.rows.at(-1);
      if (last) known.set(follower, { ...state, underWay: { seq: last.seq, hash: last.hash, sent: at } });
      return batch;
    },
    acked: (follower, position, at) => {
      const state = known.get(follower);
      const expected = state?.underWay;
      if (!state?.connected || expected?.seq !== position.seq || expected.hash !== position.hash) return false;
      known.set(follower, { ...state, position, underWay: undefined, at });
      confirm({ seq: position.seq, took: at - expected.sent });
      return true;
    },
    left: (follower) => {
      const state = known.get(follower);
      if (state) known.set(follower, { ...state, connected: false, underWay: undefined });
    },
    grown: () => {
      for (const listener of onGrown) listener();
    },
    onGrown: (listener) => void onGrown.push(listener),
    confirmed: () => furthest,
    onConfirmed: (listener) => void onConfirmed.push(listener),
    states: () =>
      [...known].map(
        ([
          follower,
          {
            position: { seq },
            connected,
            at,
          },
        ]) => ({
          follower,
          seq,
          behind: journal.head().seq - seq,
          connected,
          at,
        }),
      ),
  };
}

/** The rows after a seq with their documents: at most `mostRows` and `mostBytes`, but always one row when there is one. */
export function batchAfter(journal: Pick<Journal, 'rows' | 'document'>, after: Seq): FollowBatch | undefined {
  const rows: FollowBatch['rows'] = [];
  const documents = new Map<string, StoredDocument>();
  let bytes = 0;
  for (const row of journal.rows(after, mostRows)) {
    const named = documentOf(journal, row);
    const fresh = named && !documents.has(named.hash) ? named : undefined;
    bytes += sizeOf(row) + (fresh ? sizeOf(fresh) : 0);
    if (rows.length > 0 && bytes > mostBytes) break;
    const { seq, body, hash, bound } = row;
    rows.push(bound ? { seq, body, hash, bound } : { seq, body, hash });
    if (fresh) documents.set(fresh.hash, fresh);
  }
  const [from, to] = [rows[0]?.seq, rows.at(-1)?.seq];
  return from === undefined || to === undefined ? undefined : { from, to, rows, documents: [...documents.values()] };
}

/** Bytes on the wire. */
function sizeOf(sent: Row | StoredDocument): number {
  return Buffer.byteLength(JSON.stringify(sent));
}

/** Events name their office document by hash only; a copy without it could not be folded. */
function documentOf(journal: Pick<Journal, 'document'>, { type, body }: Row): StoredDocument | undefined {
  if (type !== 'DayOpened' && type !== 'OfficeAdopted') return undefined;
  const { event } = recordedOf(body);
  const hash = event.type === 'DayOpened' || event.type === 'OfficeAdopted' ? event.document : '';
  const text = journal.document(hash);
  return text === undefined ? undefined : { hash, body: text };
}
