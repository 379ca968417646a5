import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { frameOf, nothing, recordsIn, type Found, type KioskRecord, type Position } from './journalFrames.ts';

/** A kiosk's own book: one file, one writer, only ever appended to, each record on the disk before it is acted on. */
export interface KioskJournal {
  /** A new one for each file: the digit of another generation is never used again (N6). */
  readonly generation: string;
  /** What was in the file when it was opened. */
  readonly records: readonly KioskRecord[];
  /** A damaged file that was set aside at this opening, for a person to look at. */
  readonly setAside: { readonly file: string; readonly what: string } | undefined;
  /** On disk when it returns. Throws after a failed write, and then for good. */
  append(record: KioskRecord): void;
  close(): void;
}

export const journalName = 'kiosk.antk';

/** Throws when the folder cannot be written. */
export function openKioskJournal(dir: string): KioskJournal {
  if (!existsSync(dir)) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    syncFolder(dirname(dir));
  }
  const path = join(dir, journalName);
  const found = existsSync(path) ? recordsIn(readFileSync(path)) : undefined;
  const begun = found?.records[0];
  if (found && begun?.kind === 'begun' && found.damage === undefined)
    return writer(openAt(path, found.end), { ...found, generation: begun.generation, setAside: undefined });
  const setAside = found && found.damage !== undefined ? aside(dir, path, found.damage) : undefined;
  // What remains here is nothing, or a first record that was never finished.
  const generation = randomUUID();
  const file = openSync(path, 'w', 0o600);
  syncFolder(dir);
  const journal = writer(file, { ...empty, generation, setAside });
  const first: KioskRecord = { kind: 'begun', generation, wall: Date.now() };
  journal.append(first);
  return { ...journal, records: [first] };
}

const empty: Found = { records: [], position: nothing, end: 0, damage: undefined };

function aside(dir: string, path: string, what: string): { readonly file: string; readonly what: string } {
  const file = join(dir, `kiosk-damaged-${randomUUID()}.antk`);
  renameSync(path, file);
  syncFolder(dir);
  return { file, what };
}

function writer(file: number, from: Found & Pick<KioskJournal, 'generation' | 'setAside'>): KioskJournal {
  let position: Position = from.position;
  let failed: unknown;
  return {
    generation: from.generation,
    records: from.records,
    setAside: from.setAside,
    append(record) {
      if (failed !== undefined)
        throw new Error('The kiosk journal has failed and takes nothing more', { cause: failed });
      try {
        const frame = frameOf(position, record);
        for (let written = 0; written < frame.bytes.length;) written += writeSync(file, frame.bytes, written);
        fsyncSync(file);
        position = frame.position;
      } catch (error) {
        // A failed flush may have dropped what was written before: only a new opening knows what is there (I17).
        failed = error;
        throw error;
      }
    },
    close() {
      if (failed === undefined) closeSync(file);
      failed ??= new Error('The kiosk journal was closed');
    },
  };
}

/** Opens for appending, with what stands behind the last whole record cut off. */
function openAt(path: string, end: number): number {
  const file = openSync(path, 'r+');
  ftruncateSync(file, end);
  fsyncSync(file);
  closeSync(file);
  return openSync(path, 'a');
}

export function syncFolder(dir: string): void {
  const folder = openSync(dir, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
