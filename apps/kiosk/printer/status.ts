import type { PrinterState } from '../../../shared/protocol/commands.ts';

/** What a printer says, told apart by the fixed bits of its bytes; pieces may be split, lost or garbled. */
export type Said =
  /** Answer to a real-time request: 0xx1xx10. Which one it answers, only the order tells. */
  | { readonly kind: 'now'; readonly byte: number }
  /** Answer to `GS r`, 0xx0xxxx: all that was sent before the request has been worked through. */
  | { readonly kind: 'done'; readonly byte: number }
  /** Answer to `GS ( H`: the same, and it names the job. */
  | { readonly kind: 'named'; readonly name: string }
  /** Four bytes the printer sends of itself at a change (ASB): 0xx1xx00 and three of the form 0xx0xxxx. */
  | { readonly kind: 'unasked' }
  | { readonly kind: 'noise' };

/** Real-time requests: printer, cause of offline, cause of error, paper. They pass everything that waits. */
export const looks = [1, 2, 3, 4] as const;
export type Look = (typeof looks)[number];
export const lookBytes = (look: Look): Uint8Array => Uint8Array.of(0x10, 0x04, look);

const nameHead = [0x37, 0x22] as const;
const nameLength = 4;
const isDone = (byte: number) => (byte & 0x90) === 0;

/** Reads on where the last piece ended. */
export class StatusReader {
  private tail = 0;
  private name: number[] | undefined;

  read(bytes: Uint8Array): Said[] {
    return [...bytes].flatMap((byte) => this.readByte(byte));
  }

  private readByte(byte: number): readonly Said[] {
    if (this.name) return this.readName(this.name, byte);
    if (this.tail > 0 && isDone(byte)) {
      this.tail -= 1;
      return this.tail === 0 ? [{ kind: 'unasked' }] : [];
    }
    this.tail = 0;
    if (byte === nameHead[0]) {
      this.name = [byte];
      return [];
    }
    if ((byte & 0x93) === 0x12) return [{ kind: 'now', byte }];
    if ((byte & 0x93) === 0x10) {
      this.tail = 3;
      return [];
    }
    return [isDone(byte) ? { kind: 'done', byte } : { kind: 'noise' }];
  }

  private readName(name: number[], byte: number): readonly Said[] {
    if (name.length === 1 && byte !== nameHead[1]) {
      this.name = undefined;
      return [{ kind: 'noise' }, ...this.readByte(byte)];
    }
    name.push(byte);
    if (name.length < nameHead.length + nameLength + 1) return [];
    this.name = undefined;
    return byte === 0
      ? [{ kind: 'named', name: String.fromCharCode(...name.slice(nameHead.length, -1)) }]
      : [{ kind: 'noise' }];
  }
}

/** Answers to the real-time requests, as far as they came. */
export type Answers = { readonly [L in Look]?: number };

/** The fault a person can mend comes first; `unknown` where nothing was answered. */
export function stateOf(answers: Answers): PrinterState {
  const isSet = (look: Look, mask: number) => ((answers[look] ?? 0) & mask) !== 0;
  if (isSet(2, 0x04)) return 'coverOpen';
  if (isSet(4, 0x60) || isSet(2, 0x20)) return 'paperOut';
  if (isSet(3, 0x08)) return 'cutterError';
  if (isSet(1, 0x08) || isSet(2, 0x40) || isSet(3, 0x60)) return 'offline';
  if (isSet(4, 0x0c)) return 'nearEnd';
  return answers[1] === undefined ? 'unknown' : 'ready';
}

/** Can a slip be begun? An unknown printer gets the benefit of the doubt (I24: it still ends in one of three states). */
export function canPrint(state: PrinterState): boolean {
  return state === 'ready' || state === 'nearEnd' || state === 'unknown';
}

/**
 * `GS r` is asked this often, and so many answers are enough: more than the four bytes of one unasked message (ASB), whose
 * head may be lost or arrive as what looks like an answer.
 */
const askedTimes = 6;
const enoughTimes = 5;

/**
 * The question behind the cut. Both forms are buffered: they are answered when all before them has been worked through,
 * and not at all when paper, cover or cutter stopped the job. The vendors' process id (`GS ( H`, function 48) names the
 * job, so it cannot be mistaken; printers that do not know it keep a few letters in their line, which `ESC @` drops
 * unprinted. For those there is `GS r 1`.
 */
export function fenceBytes(name: string): Uint8Array {
  const ask = Array.from({ length: askedTimes }, () => [0x1d, 0x72, 0x01]).flat();
  const letters = Buffer.from(name, 'latin1');
  return Uint8Array.of(...ask, 0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...letters, 0x1b, 0x40);
}

/** The four letters of a job's fence, 0 to 9999. */
export const fenceName = (count: number): string => String(count % 10_000).padStart(nameLength, '0');

/** Has the question behind the cut been answered? */
export class Fence {
  private times = 0;
  private readonly name: string;
  /** The printer may still answer for the job before: then only more answers than that job asked for count. */
  private readonly owes: boolean;

  constructor(name: string, owes: boolean) {
    this.name = name;
    this.owes = owes;
  }

  hears(said: Said): boolean {
    if (said.kind === 'named') return said.name === this.name;
    if (said.kind === 'noise') this.times = 0;
    if (said.kind !== 'done' || (said.byte & 0x0c) !== 0) return false;
    this.times += 1;
    return this.times >= (this.owes ? askedTimes + enoughTimes : enoughTimes);
  }

  /** Answers of one job came, this one's or the last one's; none is owed after that. */
  isPaid(): boolean {
    return this.times >= enoughTimes;
  }
}
