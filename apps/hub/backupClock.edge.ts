import { existsSync, readdirSync, statSync } from 'node:fs';
import type { Instant, Ms, Seq } from '../../shared/ids.ts';
import { backupsIn } from './backups.ts';
import { freeBytes } from './ballast.edge.ts';
import { journalFile } from './journal/connect.edge.ts';
import { openReader } from './journal/reader.edge.ts';

/** What is known of backups: the newest verified one, and why the last try made none. */
export interface BackupState {
  readonly at?: Instant;
  readonly seq?: Seq;
  readonly trouble?: string;
}

export interface BackupPlan {
  /** The hub's data folder. */
  readonly data: string;
  readonly folder: string;
  /** Bytes that must stay free where the backup goes: it is never what fills the disk. */
  readonly keepFree: number;
  readonly now: () => Instant;
  /** Ms of the same clock; the answer cancels it. */
  readonly wakeIn: (ms: Ms, work: () => void) => () => void;
  /** One sentence for the person who looks after the hub. */
  readonly log: (line: string) => void;
}

const everyMs: Ms = 60 * 60 * 1_000;
/** After a start the office comes first. */
const firstMs: Ms = 60 * 1_000;

/** A verified backup every hour (reliability.md 6.7), the first soon after a start whose newest is older. */
export function startBackups({ data, folder, keepFree, now, wakeIn, log }: BackupPlan): {
  readonly state: () => BackupState;
  readonly close: () => Promise<void>;
} {
  const newest = existsSync(folder) ? backupsIn(readdirSync(folder))[0] : undefined;
  let state: BackupState = newest ? { at: newest.at, seq: newest.seq } : {};
  let running: Promise<void> = Promise.resolve();
  let cancel = wait(newest ? Math.max(firstMs, newest.at + everyMs - now()) : firstMs);

  function wait(ms: Ms) {
    return wakeIn(ms, () => {
      running = make().finally(() => {
        cancel = wait(everyMs);
      });
    });
  }

  async function make(): Promise<void> {
    const at = now();
    if (!hasRoom()) {
      const trouble = `No backup was made in ${folder}, whose disk has too little room: free some, or name another with --backup.`;
      state = { ...state, trouble };
      return log(trouble);
    }
    const reader = openReader({ dir: data });
    try {
      const made = await reader.backup(folder, at);
      if (made.ok) state = { at, seq: made.value.seq };
      else {
        state = { ...state, trouble: made.error };
        log(made.error);
      }
    } catch (error) {
      state = { ...state, trouble: String(error) };
      log(`No backup could be made in ${folder} (${String(error)}): look at that disk.`);
    } finally {
      await reader.close();
    }
  }

  function hasRoom(): boolean {
    try {
      const disk = existsSync(folder) ? folder : data;
      return freeBytes(disk) - statSync(journalFile(data)).size >= keepFree;
    } catch {
      // What cannot even be looked at is told by the backup that fails there.
      return true;
    }
  }

  return {
    state: () => state,
    async close() {
      cancel();
      await running;
      cancel();
    },
  };
}
