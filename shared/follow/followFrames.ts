import { crc32 } from 'node:zlib';
import { err, ok, type Result } from '../basics.ts';
import { FollowBatch, type Position } from '../protocol/follow.ts';
import { genesis, hex, link } from './chain.ts';

/** Marks the start of a frame, so that whole frames are found again behind a wrong one. */
const mark = Buffer.from('ANTF');
const headBytes = mark.length + 8;
/** No frame is longer: a batch of 256 KiB as JSON, a single document of any size it may have, and room. */
export const mostFrameBytes = 8 * 1024 * 1024;

export const nothing: Position = { seq: 0, hash: hex(genesis) };

/** A batch as it stands in the file: `ANTF`, length and CRC32 of the text (both 4 bytes, big-endian), the text as JSON. */
export function frameOf(batch: FollowBatch): Buffer {
  const text = Buffer.from(JSON.stringify(batch));
  const head = Buffer.alloc(headBytes);
  mark.copy(head);
  head.writeUInt32BE(text.length, mark.length);
  head.writeUInt32BE(crc32(text), mark.length + 4);
  return Buffer.concat([head, text]);
}

/** The frame at an offset and where it ends; undefined when there is none that is whole. */
function frameAt(bytes: Buffer, offset: number): { readonly batch: FollowBatch; readonly end: number } | undefined {
  if (bytes.length < offset + headBytes || !bytes.subarray(offset, offset + mark.length).equals(mark)) return undefined;
  const length = bytes.readUInt32BE(offset + mark.length);
  const start = offset + headBytes;
  const end = start + length;
  if (length > mostFrameBytes || end > bytes.length) return undefined;
  const text = bytes.subarray(start, end);
  if (crc32(text) !== bytes.readUInt32BE(offset + mark.length + 4)) return undefined;
  const batch = FollowBatch.safeParse(JSON.parse(text.toString('utf8')));
  return batch.success ? { batch: batch.data, end } : undefined;
}

/** Whether a batch goes on from a position: unbroken seqs, and a chain that fits; then the position after it. */
export function follows(after: Position, { from, to, rows }: FollowBatch): Result<Position, string> {
  let { seq, hash } = after;
  if (from !== seq + 1) return err(`events ${from} to ${to} cannot follow event ${seq}`);
  for (const row of rows) {
    if (row.seq !== seq + 1) return err(`event ${row.seq} cannot follow event ${seq}`);
    if (hex(link(Buffer.from(hash, 'hex'), row.body)) !== row.hash)
      return err(`event ${row.seq} does not fit the chain`);
    seq = row.seq;
    hash = row.hash;
  }
  return to === seq ? ok({ seq, hash }) : err(`events ${from} to ${to} end with event ${seq}`);
}

/**
 * What a file of frames holds. `end` is where its whole frames end; what stands behind is a tail that was being written
 * when the power went, and may be dropped. An error is a wrong frame with a whole one behind it, or a frame that does
 * not go on from the one before: that is damage, and names the offset.
 */
export function framesIn(
  bytes: Buffer,
  after: Position,
): Result<
  { readonly batches: readonly FollowBatch[]; readonly position: Position; readonly end: number },
  { readonly offset: number; readonly what: string }
> {
  const batches: FollowBatch[] = [];
  let position = after;
  let end = 0;
  for (let frame = frameAt(bytes, end); frame; frame = frameAt(bytes, end)) {
    const next = follows(position, frame.batch);
    if (!next.ok) return err({ offset: end, what: next.error });
    batches.push(frame.batch);
    position = next.value;
    end = frame.end;
  }
  for (let at = bytes.indexOf(mark, end + 1); at >= 0; at = bytes.indexOf(mark, at + 1))
    if (frameAt(bytes, at)) return err({ offset: end, what: `the frame after event ${position.seq} is damaged` });
  return ok({ batches, position, end });
}
