import { crc32 } from 'node:zlib';
import { Framed, headBytes, mark, mostTextBytes, type KioskRecord } from './journalFrames.ts';

/** What can still be read of a damaged file. */
export interface Salvaged {
  /** In the order they were written. */
  readonly records: readonly KioskRecord[];
  /** Whose numbers these are; undefined where the file no longer says it. */
  readonly generation: string | undefined;
}

/**
 * Reads every record that is whole, before the damage and after it: behind a place that cannot be read the next frame
 * mark is looked for. A record in which one single bit is wrong is put right, as its checksum then names that bit.
 */
export function salvage(damaged: Buffer): Salvaged {
  const bytes = Buffer.from(damaged);
  const records: KioskRecord[] = [];
  let at = 0;
  while (at + headBytes <= bytes.length) {
    const found = frameAt(bytes, at);
    if (found) {
      records.push(found.record);
      at = found.end;
    } else {
      const next = bytes.indexOf(mark, at + 1);
      if (next < 0) break;
      at = next;
    }
  }
  return { records, generation: generationIn(records) };
}

function generationIn(records: readonly KioskRecord[]): string | undefined {
  for (const record of records) if (record.kind === 'begun') return record.generation;
  for (const record of records)
    if (record.kind === 'digit' && record.generation !== undefined) return record.generation;
  return undefined;
}

function frameAt(bytes: Buffer, at: number): { readonly record: KioskRecord; readonly end: number } | undefined {
  const head = mended(Buffer.from(bytes.subarray(at, at + headBytes)), isHead);
  if (!head) return undefined;
  const end = at + headBytes + head.readUInt32BE(4);
  const crc = head.readUInt32BE(8);
  const text =
    end <= bytes.length
      ? mended(Buffer.from(bytes.subarray(at + headBytes, end)), (one) => crc32(one) === crc)
      : undefined;
  if (!text) return undefined;
  try {
    return { record: Framed.parse(JSON.parse(text.toString('utf8'))).record, end };
  } catch {
    return undefined;
  }
}

function isHead(head: Buffer): boolean {
  return (
    head.subarray(0, 4).equals(mark) &&
    head.readUInt32BE(4) <= mostTextBytes &&
    head.readUInt32BE(12) === crc32(head.subarray(0, 12))
  );
}

/** Past this a search for one wrong bit takes longer than a record is worth; ours have a few hundred bytes. */
const mostMended = 4_096;

/** As it is, or with the one bit turned that makes it right. */
function mended(bytes: Buffer, isRight: (bytes: Buffer) => boolean): Buffer | undefined {
  if (isRight(bytes)) return bytes;
  if (bytes.length > mostMended) return undefined;
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const byte = bit >> 3;
    const was = bytes.readUInt8(byte);
    bytes.writeUInt8(was ^ (1 << (bit & 7)), byte);
    if (isRight(bytes)) return bytes;
    bytes.writeUInt8(was, byte);
  }
  return undefined;
}

/**
 * What a new generation's file takes over: all but what belonged to the old generation's counting (N6). A number whose
 * slip is not told of any more may well be in somebody's hand.
 */
export function takenOver({ records, generation }: Salvaged): readonly KioskRecord[] {
  const presses = new Map(records.flatMap((one) => (one.kind === 'pressed' ? [[one.ticket, one] as const] : [])));
  const told = new Set(records.flatMap((one) => (slipKinds.has(one.kind) && 'ticket' in one ? [one.ticket] : [])));
  return records.flatMap((record): KioskRecord[] => {
    if (record.kind === 'begun' || record.kind === 'digit' || record.kind === 'counts') return [];
    if (record.kind !== 'ownNumber' && record.kind !== 'hubNumber') return [record];
    const { ticket } = record;
    const lost: KioskRecord[] = told.has(ticket) ? [] : [{ kind: 'uncertain', ticket, why: 'the journal was damaged' }];
    if (record.kind === 'hubNumber' || record.of) return [record, ...lost];
    const press = presses.get(ticket);
    if (!press || generation === undefined) return [];
    const { service, lane, language, people } = press;
    return [{ ...record, of: { generation, service, lane, language, people } }, ...lost];
  });
}

const slipKinds: ReadonlySet<KioskRecord['kind']> = new Set([
  'sending',
  'sent',
  'fenced',
  'uncertain',
  'failed',
  'shown',
]);
