const megabyte = 1024 * 1024;
/** Megabytes kept free of new numbers where nothing else is set (reliability.md 3.3: 200 MB is days of an office's work). */
export const usualKeepFree = 200;

/** Bytes free on the disk of the data folder, at which something changes; all of them follow from one setting. */
export interface DiskLimits {
  /** Below it staff are warned: 1 GB usually. */
  readonly warn: number;
  /** Below it no new numbers are given: 200 MB usually. */
  readonly stop: number;
  /** Size of the file that is given up when the disk is full: 64 MB usually. */
  readonly ballast: number;
}

/** From the megabytes to be kept free of new numbers. */
export function diskLimits(keepFree: number): DiskLimits {
  const stop = keepFree * megabyte;
  return { warn: 5 * stop, stop, ballast: Math.round(0.32 * stop) };
}

export type DiskState = 'enough' | 'low' | 'almostFull';

/** A tenth more must be free to come out of a state than to come into it, so that intake does not flicker. */
const comeBack = (bytes: number) => bytes + bytes / 10;

/** How the disk stands with so many bytes free, after how it stood before. */
export function diskState(free: number, { warn, stop }: DiskLimits, before: DiskState): DiskState {
  if (free < (before === 'almostFull' ? comeBack(stop) : stop)) return 'almostFull';
  return free < (before === 'enough' ? warn : comeBack(warn)) ? 'low' : 'enough';
}

/** So little at once that no answer waits for it; 64 MB are there some four minutes after the first start. */
const mostGrowth = 256 * 1024;

/** Bytes by which the ballast may grow at one look: it must never be what fills the disk. */
export function ballastGrowth(free: number, has: number, { warn, ballast }: DiskLimits): number {
  return Math.max(0, Math.min(mostGrowth, ballast - has, free - warn));
}

/** At a start: so little is free that the work of the day needs the room of the ballast. */
export function isBallastNeeded(free: number, { ballast }: DiskLimits): boolean {
  return free < ballast;
}

/** Whether a write failed because the disk is full, by the code of SQLite or of the system. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(SQLITE_FULL|ENOSPC|EDQUOT)$/.test(String(error.code));
}
