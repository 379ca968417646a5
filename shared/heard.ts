import type { Ms } from './ids.ts';

/** How old the hub's last beat is. `mark` is this machine's monotonic clock, `up` the hub's. */
export interface Heard {
  /** A beat said at `up` came in. */
  beat(up: Ms, mark: Ms): void;
  /** An answer to a question asked just now came in. */
  welcome(mark: Ms): void;
  /** How long ago the last beat was said, Ms; never less than how long ago it came. */
  silence(mark: Ms): Ms;
}

/** Two clocks part by less than this, Ms in each second. */
const drift = 1 / 1_000;

/**
 * One hub, met at `mark`. On a bad line beats come late and in bundles; one that was two seconds on its way is two
 * seconds old when it comes (I21), which is told by the quickest beats of late.
 */
export function createHeard(mark: Ms): Heard {
  let saidAt = mark;
  let came = mark;
  /** The least that a beat's coming was behind its saying, in this machine's time less the hub's. */
  let quickest = Infinity;
  return {
    beat(up, now) {
      quickest = Math.min(now - up, quickest + (now - came) * drift);
      came = now;
      saidAt = up + quickest;
    },
    welcome(now) {
      saidAt = now;
    },
    silence: (now) => now - saidAt,
  };
}
