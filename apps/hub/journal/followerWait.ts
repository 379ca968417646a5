import type { Instant, Ms, Seq } from '../../../shared/ids.ts';
import { mostRows, type Followers } from './followers.ts';
import type { Journal } from './journal.ts';

/** A batch waits so long at most for a follower's disk: over the 2 s after which a kiosk's copy dials again. */
export const patienceMs: Ms = 4_000;
/** Waiting is taken up again only for a follower that answers within this, so that a slow one stops nobody twice. */
export const quickMs: Ms = 2_000;

export interface FollowerWaitEdges {
  /** Calls back after so many Ms; the answer cancels it. */
  readonly wakeIn: (ms: Ms, work: () => void) => () => void;
  readonly now: () => Instant;
  /** The hub has gone on alone, or waits again. */
  readonly onChange: (state: FollowerWaitState) => void;
}

export interface FollowerWaitState {
  /** Since when replies leave without a follower; undefined while each waits for one. */
  readonly aloneSince: Instant | undefined;
  /** How often since the start. */
  readonly times: number;
}

/**
 * A journal whose append is done once the batch is on this disk and on that of at least one follower: no reply leaves
 * before (`--sync-follower`). A batch without events waits too, when what it speaks of is not yet confirmed. Where no
 * follower answers within `patienceMs` the office goes on alone, which `onChange` tells, until one has caught up.
 */
export interface FollowerWait {
  readonly journal: Journal;
  /** The doors are open, so that followers can come: from here on replies wait. */
  begin(): void;
  /** The doors are shut: nobody hears what still waits. */
  end(): void;
  state(): FollowerWaitState;
}

export function waitForFollower(
  journal: Journal,
  followers: Followers,
  { wakeIn, now, onChange }: FollowerWaitEdges,
): FollowerWait {
  let state: FollowerWaitState = { aloneSince: undefined, times: 0 };
  let open = false;
  let waiting: { readonly seq: Seq; readonly done: () => void } | undefined;

  function goAlone(): void {
    state = { aloneSince: now(), times: state.times + 1 };
    onChange(state);
    waiting?.done();
  }

  followers.onConfirmed(({ seq, took }) => {
    const { seq: head } = journal.head();
    const caughtUp = took === undefined ? seq === head : took <= quickMs && head - seq <= mostRows;
    if (state.aloneSince !== undefined && caughtUp) {
      state = { ...state, aloneSince: undefined };
      onChange(state);
    }
    if (waiting && seq >= waiting.seq) waiting.done();
  });

  function confirmed(): void | Promise<void> {
    followers.grown();
    const { seq } = journal.head();
    if (!open || state.aloneSince !== undefined || followers.confirmed() >= seq) return;
    return new Promise((resolve) => {
      const cancel = wakeIn(patienceMs, goAlone);
      waiting = {
        seq,
        done() {
          waiting = undefined;
          cancel();
          resolve();
        },
      };
    });
  }
  return {
    journal: {
      ...journal,
      append(turns) {
        const appended = journal.append(turns);
        return appended ? appended.then(confirmed) : confirmed();
      },
    },
    begin() {
      open = true;
    },
    end() {
      open = false;
      waiting?.done();
    },
    state: () => state,
  };
}
