import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { err, ok, type Result } from '../../shared/basics.ts';
import type { FollowBatch, Position } from '../../shared/protocol/follow.ts';
import { backupsIn } from './backups.ts';
import { batchesOf } from '../../shared/follow/followFile.edge.ts';
import { nothing } from '../../shared/follow/followFrames.ts';
import { checkBackup } from './journal/backup.edge.ts';
import { journalFile, makeFolder, syncFolder, troubleOf } from './journal/connect.edge.ts';
import { isJournalError } from './journal/journalError.ts';
import { importTail } from './journal/tail.edge.ts';
import { epochAt } from './restoring.ts';

export interface RestoreFrom {
  /** A data folder that holds no journal yet. */
  readonly data: string;
  readonly backups: string | undefined;
  /** Copies that followers kept. */
  readonly copies: readonly string[];
}

export interface Restored {
  /** The backup it began with; undefined where only a copy was there. */
  readonly backup: string | undefined;
  /** The copy that led furthest, if any led further than the backup. */
  readonly copy: string | undefined;
  readonly position: Position;
  /** What was found and could not be used, each in one sentence. */
  readonly passedOver: readonly string[];
}

/**
 * Makes a journal of the newest backup that reads back whole and the copy that leads furthest from it (design.md 1.11),
 * and reads the result back whole. Nothing that is there is changed: an error is one sentence that says what to do, and
 * a folder that holds a journal already is refused. What kiosks still hold, they bring at their next contact (I19).
 */
export async function restore({ data, backups, copies }: RestoreFrom): Promise<Result<Restored, string>> {
  if (existsSync(journalFile(data)))
    return err(
      `The folder ${data} holds a journal: choose an empty folder with --data; a journal is never written over.`,
    );
  const passedOver: string[] = [];
  try {
    const backup = await newestWhole(backups, passedOver);
    const from = backup?.position ?? nothing;
    const copy = furthest(copies, from, passedOver);
    if (!backup && !copy)
      return err(
        [
          ...passedOver,
          `There is nothing to restore from: name a folder of backups with --backup, or a copy with --copy.`,
        ].join(' '),
      );
    makeFolder(data);
    if (backup) {
      copyFileSync(backup.file, journalFile(data));
      flush(journalFile(data));
      syncFolder(data);
    }
    const position = importTail(data, copy ? batchesOf(copy.dir) : [], epochAt(Date.now()));
    const whole = await checkBackup(journalFile(data), nextTurn);
    if (!whole.ok)
      return err(
        `What was restored does not read back whole: ${whole.error}. Restore without ${copy?.dir ?? 'this backup'}, into another folder.`,
      );
    return ok({ backup: backup?.file, copy: copy?.dir, position, passedOver });
  } catch (error) {
    const trouble = troubleOf(error, data);
    if (isJournalError(trouble)) return err(trouble.message);
    throw error;
  }
}

async function newestWhole(folder: string | undefined, passedOver: string[]) {
  if (folder === undefined) return undefined;
  const found = existsSync(folder) ? backupsIn(readdirSync(folder)) : [];
  if (found.length === 0) passedOver.push(`${folder} holds no backup.`);
  for (const { name } of found) {
    const file = join(folder, name);
    const checked = await checkBackup(file, nextTurn);
    if (checked.ok) return { file, position: checked.value };
    passedOver.push(`The backup ${file} was passed over (${checked.error}).`);
  }
  return undefined;
}

/** The copy with the newest event among those that pass through the position the backup ends at. */
function furthest(dirs: readonly string[], from: Position, passedOver: string[]) {
  let best: { readonly dir: string; readonly seq: number } | undefined;
  for (const dir of dirs) {
    const end = existsSync(dir) ? endFrom(batchesOf(dir), from) : undefined;
    if (end === undefined)
      passedOver.push(`The copy ${dir} does not go on from event ${from.seq}, and was passed over.`);
    else if (end > (best?.seq ?? from.seq)) best = { dir, seq: end };
  }
  return best;
}

function endFrom(batches: Iterable<FollowBatch>, { seq, hash }: Position): number | undefined {
  let meets = seq === 0;
  let end: number | undefined;
  for (const { rows, to } of batches) {
    meets ||= rows.some((row) => row.seq === seq && row.hash === hash);
    end = to;
  }
  return meets ? end : undefined;
}

function flush(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
