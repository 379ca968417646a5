/** What is to happen, in order of time; things of one instant happen side by side. */
export interface Agenda {
  readonly now: number;
  /** Runs `act` after so many milliseconds, rounded to the grain so that things meet. */
  after(ms: number, act: () => Promise<void> | void): void;
  at(instant: number, act: () => Promise<void> | void): void;
  /** The next instant at which something happens. */
  next(): number | undefined;
  /** Moves on to an instant and takes what happens there. */
  take(instant: number): readonly (() => Promise<void> | void)[];
}

interface Entry {
  readonly at: number;
  readonly act: () => Promise<void> | void;
}

/** `grainMs` is a whole second where people act; a day from a file keeps its fractions. */
export function agendaFrom(start: number, grainMs = 1000): Agenda {
  let now = start;
  const entries: Entry[] = [];
  const at = (instant: number, act: Entry['act']) => {
    const due = Math.max(now, Math.round(instant / grainMs) * grainMs);
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((entries[middle]?.at ?? 0) <= due) low = middle + 1;
      else high = middle;
    }
    entries.splice(low, 0, { at: due, act });
  };
  return {
    get now() {
      return now;
    },
    at,
    after: (ms, act) => at(now + Math.max(0, ms), act),
    next: () => entries[0]?.at,
    take: (instant) => {
      now = instant;
      const due = entries.findIndex((entry) => entry.at > instant);
      return entries.splice(0, due < 0 ? entries.length : due).map(({ act }) => act);
    },
  };
}
