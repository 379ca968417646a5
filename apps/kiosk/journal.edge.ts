import { createHash, randomUUID } from 'node:crypto';
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
import { isOnNetworkShare, syncFolder } from '../../shared/follow/folder.edge.ts';
import { frameOf, nothing, recordsIn, type Found, type KioskRecord, type Position } from './journalFrames.ts';
import { salvage, takenOver } from './journalSalvage.ts';

/** A kiosk's own book: one file, one writer, only ever appended to, each record on the disk before it is acted on. */
export interface KioskJournal {
  /** A new one for each file: the digit of another generation is never used again (N6). */
  readonly generation: string;
  /** What was in the file when it was opened. */
  readonly records: readonly KioskRecord[];
  /** A damaged file that was set aside at this opening, for a person to look at; */
  readonly setAside: { readonly file: string; readonly what: string } | undefined;
  /** On disk when it returns. Throws after a failed write, and then for good. */
  append(record: KioskRecord): void;
  /**
   * Puts a file of the records that `keep` leaves in the place of this one, in the same generation; after a power cut
   * at any step either file is there, whole. Answers how many records were dropped; none where the file is not as it was
   * written, which is for the next opening to judge. Throws where there is no room, and then goes on with what it has.
   */
  prune(keep: (records: readonly KioskRecord[]) => readonly KioskRecord[]): number;
  close(): void;
}

export const journalName = 'kiosk.antk';

/** Throws when the folder cannot be written or is on a network share (I16). */
export function openKioskJournal(dir: string): KioskJournal {
  if (!existsSync(dir)) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    syncFolder(dirname(dir));
  }
  if (isOnNetworkShare(dir)) throw new Error('it is on a network share, where numbers can be lost');
  const path = join(dir, journalName);
  const bytes = existsSync(path) ? readFileSync(path) : undefined;
  const found = bytes && recordsIn(bytes);
  const begun = found?.records[0];
  if (found && begun?.kind === 'begun' && found.damage === undefined)
    return writer(dir, openAt(path, found.end), { ...found, generation: begun.generation, setAside: undefined });
  // What is no damage here is nothing, or a first record that was never finished.
  const damage = found?.damage;
  const setAside = bytes && damage !== undefined ? { file: keepAside(dir, bytes), what: damage } : undefined;
  const generation = randomUUID();
  const first: KioskRecord = { kind: 'begun', generation, wall: Date.now() };
  const records = [first, ...(bytes && setAside ? takenOver(salvage(bytes)) : [])];
  const { file, position } = writeBeside(dir, records);
  putInPlace(dir);
  return writer(dir, file, { records, position, generation, setAside });
}

/** A copy under the name of its content, on the disk before the file itself is given up. */
function keepAside(dir: string, bytes: Buffer): string {
  const file = join(dir, `kiosk-damaged-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.antk`);
  const half = `${file}.new`;
  const copy = openSync(half, 'w', 0o600);
  writeWhole(copy, bytes);
  fsyncSync(copy);
  closeSync(copy);
  renameSync(half, file);
  syncFolder(dir);
  return file;
}

interface Written {
  readonly file: number;
  readonly position: Position;
}

/** A whole new file beside the present one, on the disk and open for appending. */
function writeBeside(dir: string, records: readonly KioskRecord[]): Written {
  let position = nothing;
  const frames = records.map((record) => {
    const frame = frameOf(position, record);
    ({ position } = frame);
    return frame.bytes;
  });
  const file = openSync(besideOf(dir), 'w', 0o600);
  writeWhole(file, Buffer.concat(frames));
  fsyncSync(file);
  return { file, position };
}

function putInPlace(dir: string): void {
  renameSync(besideOf(dir), join(dir, journalName));
  syncFolder(dir);
}

const besideOf = (dir: string) => join(dir, `${journalName}.new`);

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}

function writer(
  dir: string,
  begun: number,
  from: Pick<Found, 'records' | 'position'> & Pick<KioskJournal, 'generation' | 'setAside'>,
): KioskJournal {
  let file = begun;
  let position: Position = from.position;
  let failed: unknown;
  function guarded<Value>(work: () => Value): Value {
    if (failed !== undefined) throw new Error('The kiosk journal has failed and takes nothing more', { cause: failed });
    try {
      return work();
    } catch (error) {
      // A failed flush may have dropped what was written before: only a new opening knows what is there (I17).
      failed = error;
      throw error;
    }
  }
  return {
    generation: from.generation,
    records: from.records,
    setAside: from.setAside,
    append: (record) =>
      guarded(() => {
        const frame = frameOf(position, record);
        writeWhole(file, frame.bytes);
        fsyncSync(file);
        position = frame.position;
      }),
    prune(keep) {
      const found = recordsIn(readFileSync(join(dir, journalName)));
      const kept = keep(found.records);
      if (failed !== undefined || found.position.hash !== position.hash || kept.length === found.records.length)
        return 0;
      const next = writeBeside(dir, kept);
      guarded(() => putInPlace(dir));
      closeSync(file);
      ({ file, position } = next);
      return found.records.length - kept.length;
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
