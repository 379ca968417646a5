import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../../shared/follow/folder.edge.ts';
import { ballastGrowth, diskState, isBallastNeeded, isDiskFull, type DiskLimits, type DiskState } from './disk.ts';

const lookMs = 1_000;
const ballastFile = (dir: string) => join(dir, 'ballast');
/** A file system that packs its files would make nothing of zeros. */
const weight = randomBytes(256 * 1024);

/** Bytes that this user may still write on the disk of a folder. */
export function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}

/**
 * Before the journal is opened: where the disk is full the ballast is deleted, so that the hub can start, check its
 * journal and close the day's work. Answers whether it was.
 */
export function giveUpBallast(dir: string, limits: DiskLimits): boolean {
  const has = ballastBytes(dir);
  if (has === 0 || !isBallastNeeded(freeBytes(dir), limits)) return false;
  rmSync(ballastFile(dir));
  syncFolder(dir);
  return true;
}

function ballastBytes(dir: string): number {
  return statSync(ballastFile(dir), { throwIfNoEntry: false })?.size ?? 0;
}

export interface DiskWatch {
  state(): DiskState;
  /** At the last look, bytes. */
  free(): number;
  close(): Promise<void>;
}

/**
 * Looks at the disk of a data folder every second, tells each change of its state, and lets the ballast grow bit by bit
 * while there is plenty, so that no start is held up by it.
 */
export function watchDisk({
  dir,
  limits,
  onState,
  onTrouble,
}: {
  readonly dir: string;
  readonly limits: DiskLimits;
  readonly onState: (state: DiskState, free: number) => void;
  /** The folder is not there any more, or the ballast cannot be written though there is room. */
  readonly onTrouble: (error: unknown) => void;
}): DiskWatch {
  let free = Infinity;
  let state: DiskState = 'enough';
  let growing: Promise<void> | undefined;

  function look(): void {
    try {
      free = freeBytes(dir);
    } catch (error) {
      return onTrouble(new Error(`The data folder ${dir} cannot be reached any more (${codeOf(error)})`));
    }
    const before = state;
    state = diskState(free, limits, before);
    if (state !== before) onState(state, free);
    if (state !== 'enough') return;
    const more = ballastGrowth(free, ballastBytes(dir), limits);
    if (more > 0)
      growing ??= grow(dir, more)
        .catch(onTrouble)
        .finally(() => {
          growing = undefined;
        });
  }
  mkdirSync(dir, { recursive: true });
  look();
  const looking = setInterval(look, lookMs);
  return {
    state: () => state,
    free: () => free,
    async close() {
      clearInterval(looking);
      await growing;
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Written out and flushed: room that is only promised is none. */
async function grow(dir: string, bytes: number): Promise<void> {
  const file = await open(ballastFile(dir), 'a', 0o600);
  try {
    for (let left = bytes; left > 0; left -= weight.length) await file.write(weight, 0, Math.min(left, weight.length));
    await file.sync();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
  } finally {
    await file.close();
  }
}
