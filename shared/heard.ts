import type { Instant, Ms } from './ids.ts';

/** The hub's last word, and how old it is by now. `mark` is this machine's monotonic clock. */
export interface Heard {
  /** A word said at `at`, hub time, came in. */
  word(at: Instant, mark: Ms): void;
  /** How long ago the last word was said, Ms; never less than how long ago it came. */
  silence(mark: Ms): Ms;
  /** The hub's time. */
  now(mark: Ms): Instant;
}

/** Two clocks part by less than this, Ms in each second. */
const drift = 1 / 1_000;

/**
 * Before the first word the hub's time is taken to be `at`. On a bad line words come late and in bundles; one that was
 * two seconds on its way is two seconds old when it comes (I21), which is told by the quickest words of late.
 */
export function createHeard(at: Instant, mark: Ms): Heard {
  let said = at;
  let saidAt = mark;
  let came = mark;
  /** The least that a word's coming was behind its saying, in this machine's time less the hub's. */
  let quickest = Infinity;
  return {
    word(next, now) {
      quickest = Math.min(now - next, quickest + (now - came) * drift);
      said = next;
      came = now;
      saidAt = next + quickest;
    },
    silence: (now) => now - saidAt,
    now: (now) => Math.round(said + now - saidAt),
  };
}
