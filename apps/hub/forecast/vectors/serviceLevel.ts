import type { Seen } from './kaplanMeier.ts';

/** The three service levels in use (domain.md 7.2); they differ in who is counted. */
export interface ServiceLevel {
  /** Served in time, of those served. */
  readonly ofServed: number;
  /** Served in time, of all. */
  readonly ofAll: number;
  /** Served in time, of all but those who left in time. */
  readonly ofAllButEarlyLeavers: number;
}

/** Service levels of these waits for `within`, in the unit of the waits; NaN where nobody is counted. */
export function serviceLevel(waits: readonly Seen[], within: number): ServiceLevel {
  const count = (counts: (wait: Seen) => boolean) => waits.filter(counts).length;
  const inTime = count(({ length, ended }) => ended && length <= within);
  const leftEarly = count(({ length, ended }) => !ended && length <= within);
  return {
    ofServed: inTime / count(({ ended }) => ended),
    ofAll: inTime / waits.length,
    ofAllButEarlyLeavers: inTime / (waits.length - leftEarly),
  };
}
