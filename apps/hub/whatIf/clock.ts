import type { MachineClock } from '../hubTime.ts';

/** Both clocks of a machine, standing still until they are moved, and the one call that waits for a later time. */
export interface ManualClock extends MachineClock {
  /** Lets time pass; whether the hub was woken by it. */
  pass(ms: number): boolean;
  /** The wall jumps, nothing having passed. */
  jump(ms: number): void;
  /** By the wall, when the hub is to be woken. */
  wakesAt(): number;
  readonly wakeIn: (ms: number, work: () => void) => () => void;
  /** The hub has failed; `check` throws it. */
  readonly fail: (error: unknown) => void;
  check(): void;
}

export function manualClock(start: number): ManualClock {
  let wall = start;
  let monotonic = 0;
  let failure: { readonly error: unknown } | undefined;
  let waiting: { readonly at: number; readonly work: () => void } | undefined;
  return {
    wall: () => wall,
    monotonic: () => monotonic,
    pass(ms) {
      wall += ms;
      monotonic += ms;
      if (!waiting || waiting.at > monotonic) return false;
      const { work } = waiting;
      waiting = undefined;
      work();
      return true;
    },
    jump(ms) {
      wall += ms;
    },
    wakesAt: () => (waiting ? wall + waiting.at - monotonic : Infinity),
    wakeIn(ms, work) {
      const mine = { at: monotonic + ms, work };
      waiting = mine;
      return () => {
        if (waiting === mine) waiting = undefined;
      };
    },
    fail: (error) => {
      failure = { error };
    },
    check() {
      if (failure) throw failure.error;
    },
  };
}
