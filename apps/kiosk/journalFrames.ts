import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import * as z from 'zod/mini';
import { BusinessDay, Epoch, Instant, Numbering, Prefix, Seq, ServiceId, TicketId } from '../../shared/ids.ts';
import { SlipOutcome } from '../../shared/protocol/commands.ts';
import { Lane, Language } from '../../shared/protocol/office.ts';
import { Estimate } from '../../shared/protocol/replies.ts';

const record = <Kind extends string, Shape extends z.core.$ZodLooseShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ kind: z.literal(kind), ...shape });
const ofTicket = { ticket: TicketId };
const Generation = z.string().check(z.minLength(1), z.maxLength(64));
/** I19: how far the hub was when it said so. */
const seen = z.optional(z.strictObject({ epoch: Epoch, seq: Seq }));
const about = { service: ServiceId, lane: Lane, language: Language, people: z.int() };

/** What a kiosk writes down, each before it acts on it. `at` is the hub's time as far as the kiosk knows it. */
export const KioskRecord = z.discriminatedUnion('kind', [
  /** Always the first record of a file. */
  record('begun', { generation: Generation, wall: z.int() }),
  /** N6: the digit the hub gave to this generation. */
  record('digit', { digit: z.int().check(z.minimum(5), z.maximum(9)), generation: z.optional(Generation) }),
  /** N6: what a pruned file must not forget: the highest own count of each day, prefix and digit. */
  record('counts', {
    counts: z.array(z.strictObject({ day: BusinessDay, prefix: Prefix, count: z.int(), digit: z.optional(z.int()) })),
  }),
  record('pressed', {
    ...ofTicket,
    at: Instant,
    wall: z.int(),
    monotonic: z.number(),
    boot: z.string(),
    ...about,
  }),
  record('hubNumber', {
    ...ofTicket,
    number: z.string(),
    ahead: z.int(),
    estimate: Estimate,
    /** N4: whose book it is in. */
    day: z.optional(BusinessDay),
    seen,
  }),
  /** Says all the hub must know, so that the number outlives every other record of the file. */
  record('ownNumber', {
    ...ofTicket,
    day: BusinessDay,
    number: Numbering,
    arrivedAt: Instant,
    of: z.optional(z.strictObject({ generation: Generation, ...about })),
  }),
  /** The hub refused the press, or nothing came of it before the power went: no number was given. */
  record('refused', { ...ofTicket, code: z.string() }),
  record('sending', ofTicket),
  /** Handed to the printer whole; nothing is known beyond that. */
  record('sent', ofTicket),
  /** The printer answered behind the cut. */
  record('fenced', ofTicket),
  record('uncertain', { ...ofTicket, why: z.string() }),
  record('failed', { ...ofTicket, why: z.string() }),
  record('shown', ofTicket),
  /** What the visitor said of an uncertain slip. */
  record('said', { ...ofTicket, came: z.boolean() }),
  /** I25: a copy so marked is on its way to the printer, and what became of it. */
  record('copy', { ...ofTicket, copy: z.int(), at: Instant }),
  record('copied', { ...ofTicket, copy: z.int(), outcome: z.enum(['fenced', 'sent', 'uncertain', 'failed']) }),
  /** The hub has heard the slip's outcome. */
  record('confirmed', { ...ofTicket, outcome: z.optional(SlipOutcome), at: z.optional(Instant) }),
  /** The hub has taken these own tickets, and calls them so. */
  record('uploaded', {
    tickets: z.array(z.strictObject({ ...ofTicket, number: z.string(), slip: z.optional(SlipOutcome) })),
    at: z.optional(Instant),
    seen,
  }),
  /** I19: the hub was restored as it was at `knownAt`: what it had heard since is owed to it again. */
  record('restored', { id: Epoch, knownAt: Instant }),
  /** I19: that hub has all of it. */
  record('brought', { id: Epoch }),
]);
export type KioskRecord = z.infer<typeof KioskRecord>;

export const mark = Buffer.from('ANTK');
/** Mark, length of the text, CRC32 of the text, CRC32 of these twelve bytes. */
export const headBytes = 16;
export const mostTextBytes = 64 * 1024;

export interface Position {
  /** Records so far. */
  readonly count: number;
  /** SHA-256 of the last record's text. */
  readonly hash: string;
}
export const nothing: Position = { count: 0, hash: '0'.repeat(64) };

export const Framed = z.strictObject({ n: z.int(), after: z.string(), record: KioskRecord });

/** A record as it stands in the file: its text names its place and the hash of the text before it. */
export function frameOf(after: Position, entry: KioskRecord): { readonly bytes: Buffer; readonly position: Position } {
  const text = Buffer.from(JSON.stringify({ n: after.count + 1, after: after.hash, record: entry }));
  const head = Buffer.alloc(headBytes);
  mark.copy(head);
  head.writeUInt32BE(text.length, 4);
  head.writeUInt32BE(crc32(text), 8);
  head.writeUInt32BE(crc32(head.subarray(0, 12)), 12);
  return { bytes: Buffer.concat([head, text]), position: { count: after.count + 1, hash: hashOf(text) } };
}

const hashOf = (text: Buffer) => createHash('sha256').update(text).digest('hex');

export interface Found {
  readonly records: readonly KioskRecord[];
  readonly position: Position;
  /** Where the whole records end. */
  readonly end: number;
  /** What stands behind `end` is not a record that was being written: the file is damaged there. */
  readonly damage: string | undefined;
}

/**
 * Reads a file from its start. A tail that is short, or that the file system filled with zeros, was being written when
 * the power went: nobody has acted on it and it may be dropped. Anything else that cannot be read may have been a number
 * on a visitor's slip, so it is damage even at the very end: dropping it could give that number twice.
 */
export function recordsIn(bytes: Buffer): Found {
  const records: KioskRecord[] = [];
  let position = nothing;
  let end = 0;
  const found = (damage?: string): Found => ({ records, position, end, damage });
  for (;;) {
    const rest = bytes.subarray(end);
    if (rest.every((byte) => byte === 0)) return found();
    if (rest.length < headBytes) {
      const isStart = rest.subarray(0, 4).equals(mark.subarray(0, rest.length));
      return found(isStart ? undefined : 'it ends with bytes that belong to no record');
    }
    const length = rest.readUInt32BE(4);
    const isHead =
      rest.subarray(0, 4).equals(mark) &&
      rest.readUInt32BE(12) === crc32(rest.subarray(0, 12)) &&
      length <= mostTextBytes;
    if (!isHead) return found(`no record begins at byte ${end}`);
    const text = rest.subarray(headBytes, headBytes + length);
    if (text.length < length) return found();
    if (crc32(text) !== rest.readUInt32BE(8)) {
      const filledWithZeros = isLast(bytes, end + headBytes + length) && text.at(-1) === 0;
      return found(filledWithZeros ? undefined : `the record at byte ${end} is not as it was written`);
    }
    const framed = Framed.safeParse(JSON.parse(text.toString('utf8')));
    if (!framed.success) return found(`the record at byte ${end} is of no known kind`);
    const { n, after, record: entry } = framed.data;
    if (n !== position.count + 1 || after !== position.hash)
      return found(`the record at byte ${end} does not follow the one before it`);
    if ((n === 1) !== (entry.kind === 'begun')) return found(`the record at byte ${end} is out of place`);
    records.push(entry);
    position = { count: n, hash: hashOf(text) };
    end += headBytes + length;
  }
}

function isLast(bytes: Buffer, end: number): boolean {
  return bytes.subarray(end).every((byte) => byte === 0);
}
