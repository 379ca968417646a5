import type { Instant, Ms } from '../../shared/ids.ts';

/** The two clocks of a machine: what the wall says, and what cannot jump. */
export interface MachineClock {
  wall(): Instant;
  monotonic(): Ms;
}

export interface HubTime {
  /** T1: wall anchor plus monotonic clock, never below `floor`. */
  now(floor: Instant): Instant;
  /**
   * T2: how far the wall is from the hub's now, Ms, when that is more than 2 s; else 0. `follow` anchors anew at the wall.
   */
  drift(): Ms;
  follow(): void;
}

/** T2: below this a difference is nobody's business. */
export const toleratedDriftMs = 2_000;

/** T1: the anchor is the wall at start, or the last event's time where the wall lies before it. */
export function createHubTime(clock: MachineClock, lastEventAt: Instant): HubTime {
  let anchor = Math.max(clock.wall(), lastEventAt);
  let since = clock.monotonic();
  const running = () => Math.floor(anchor + clock.monotonic() - since);
  return {
    now: (floor) => Math.max(running(), floor),
    drift() {
      const drift = clock.wall() - running();
      return Math.abs(drift) > toleratedDriftMs ? drift : 0;
    },
    follow() {
      anchor = clock.wall();
      since = clock.monotonic();
    },
  };
}
