import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../basics.ts';
import type { FollowBatch, Position } from '../protocol/follow.ts';
import { follows, frameOf, framesIn, nothing } from './followFrames.ts';
import { isOnNetworkShare, syncFolder } from './folder.edge.ts';

/** A follower's copy of the journal: files of frames, each named for its first event, only ever appended to. */
export interface FollowFile {
  position(): Position;
  /** On disk when it returns. Throws when the batch does not go on from the position, and after a failed write. */
  append(batch: FollowBatch): Position;
  close(): void;
}

/** Where a copy is damaged; it is kept as it is for a person to look at, and a new one is started in another folder. */
export interface FollowDamage {
  readonly file: string;
  readonly offset: number;
  readonly what: string;
}

/** A file is closed when it is larger than this, so that a check never holds more of it in memory. */
const segmentBytes = 64 * 1024 * 1024;

/**
 * Opens a copy and checks all of it; `dropped` is how many bytes of a torn last write were cut off. The answer names
 * the file and offset of damage that no torn write explains. Throws when the folder cannot be written or is on a network
 * share (I16).
 */
export function openFollowFile(
  dir: string,
  { mostBytes = segmentBytes }: { readonly mostBytes?: number } = {},
): Result<FollowFile & { readonly dropped: number }, FollowDamage> {
  if (!existsSync(dir)) {
    mkdirSync(dir, { mode: 0o700 });
    syncFolder(join(dir, '..'));
  }
  if (isOnNetworkShare(dir)) throw new Error(`${dir} is on a network share, where a copy can be lost`);
  const names = segmentsOf(dir);
  let position = nothing;
  let end = 0;
  let dropped = 0;
  for (const [i, name] of names.entries()) {
    const file = join(dir, name);
    const bytes = readFileSync(file);
    const found = framesIn(bytes, position);
    if (!found.ok) return err({ file, ...found.error });
    ({ position, end } = found.value);
    dropped = bytes.length - end;
    if (dropped > 0 && i < names.length - 1)
      return err({ file, offset: end, what: `the frame after event ${position.seq} is damaged` });
  }
  return ok({ ...writer(dir, { position, end, mostBytes }, names.at(-1)), dropped });
}

/** The batches of a copy in order, for a restore; ends where the copy ends or is damaged. */
export function* batchesOf(dir: string): Iterable<FollowBatch> {
  let position = nothing;
  for (const name of segmentsOf(dir)) {
    const found = framesIn(readFileSync(join(dir, name)), position);
    if (!found.ok) return;
    yield* found.value.batches;
    position = found.value.position;
  }
}

function segmentsOf(dir: string): readonly string[] {
  return readdirSync(dir)
    .filter((name) => /^from-\d{12}\.antf$/.test(name))
    .toSorted();
}

function writer(
  dir: string,
  from: { readonly position: Position; readonly end: number; readonly mostBytes: number },
  last: string | undefined,
): FollowFile {
  let { position, end } = from;
  let file = last === undefined ? undefined : openAt(join(dir, last), end);
  let failed: unknown;

  function begin(seq: number): number {
    if (file !== undefined) closeSync(file);
    end = 0;
    const made = openSync(join(dir, `from-${String(seq).padStart(12, '0')}.antf`), 'ax', 0o600);
    syncFolder(dir);
    return made;
  }
  return {
    position: () => position,
    append: (batch) => {
      if (failed !== undefined) throw new Error('The copy has failed and takes nothing more', { cause: failed });
      try {
        const next = follows(position, batch);
        if (!next.ok) throw new Error(`This batch is not kept: ${next.error}`);
        const frame = frameOf(batch);
        if (file === undefined || (end > 0 && end + frame.length > from.mostBytes)) file = begin(batch.from);
        for (let written = 0; written < frame.length;) written += writeSync(file, frame, written);
        fsyncSync(file);
        end += frame.length;
        position = next.value;
        return position;
      } catch (error) {
        // A failed flush may have dropped what was written before: only a new opening knows what is there (I17).
        failed = error;
        throw error;
      }
    },
    close: () => {
      if (file !== undefined) closeSync(file);
      file = undefined;
      failed ??= new Error('The copy was closed');
    },
  };
}

/** Opens for appending, with what stands behind the last whole frame cut off. */
function openAt(path: string, end: number): number {
  const file = openSync(path, 'r+');
  ftruncateSync(file, end);
  fsyncSync(file);
  closeSync(file);
  return openSync(path, 'a');
}
