import { assertNever } from '../basics.ts';
import { tokenAt } from './escposTokens.ts';

/** What may befall a printer once it has worked through so many bytes of what it was sent, or sent so many itself. */
export type Fault =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'paperOut' | 'coverOpen' | 'cutterJam' | 'offline' | 'nearEnd' | 'powerCycle';
      readonly atByte: number;
    }
  | { readonly kind: 'statusLost'; readonly atReply: number }
  /** These bits arrive turned round. */
  | { readonly kind: 'statusGarbled'; readonly atReply: number; readonly mask: number };

export interface PrinterNature {
  /** Answers the real-time requests. */
  readonly answersLooks: boolean;
  /** Answers `GS r`. */
  readonly answersCount: boolean;
  /** Knows `GS ( H`; a printer that does not keeps its letters in the line. */
  readonly answersName: boolean;
  /** Tells every change of state unasked (ASB). */
  readonly tellsChanges: boolean;
  /** Says so on connecting and on every piece of data, too. */
  readonly chatty: boolean;
  /** Bytes it takes before it is full. */
  readonly bufferBytes: number;
}
export const goodPrinter: PrinterNature = {
  answersLooks: true,
  answersCount: true,
  answersName: true,
  tellsChanges: false,
  chatty: false,
  bufferBytes: 4_096,
};

const isCut = (name: string) => name === '1d56';
const nameOf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 2)).toString('hex');

/**
 * A receipt printer as it is met, without time or wires: bytes go in, replies come out, and `work` moves paper. It knows
 * which slips physically came out.
 */
export class EscPosPrinter {
  /** The bytes printed on each whole piece of paper that was cut off. */
  readonly slips: Buffer[] = [];
  /** Pieces with a gap in them: the paper ended, or the power, and another roll begins where this one stopped. */
  readonly torn: Buffer[] = [];
  /** It lost power since this was last asked: connections end, and what it held is gone. */
  private lostPower = false;
  private readonly nature: PrinterNature;
  private fault: Fault = { kind: 'none' };
  private isPending = false;
  private worked = 0;
  private replied = 0;
  private strip: Uint8Array[] = [];
  private isTorn = false;
  private held: Uint8Array = new Uint8Array();
  private realTime: number[] = [];
  private out: number[] = [];
  private stopped: 'paperOut' | 'coverOpen' | 'cutterJam' | 'offline' | undefined;
  private nearEnd = false;

  constructor(nature: PrinterNature = goodPrinter) {
    this.nature = nature;
  }

  /** From now on, bytes and replies are counted for this one. */
  befall(fault: Fault) {
    this.fault = fault;
    this.isPending = 'atByte' in fault;
    this.worked = 0;
    this.replied = 0;
  }

  /** How many more bytes fit. */
  room(): number {
    return Math.max(0, this.nature.bufferBytes - this.held.length);
  }

  /** Has it anything left to do? */
  isBusy(): boolean {
    return this.held.length > 0 && !this.stopped;
  }

  /** Has a slip been begun that is not cut off yet? */
  isBegun(): boolean {
    return this.strip.length > 0;
  }

  connected() {
    if (this.nature.chatty) this.tell();
  }

  /** Takes bytes in; real-time requests pass the buffer, wherever they stand. */
  receive(bytes: Uint8Array) {
    const kept: number[] = [];
    for (const byte of bytes) {
      const request = [...this.realTime, byte];
      if (request.every((one, i) => (i === 2 ? one >= 1 && one <= 4 : one === [0x10, 0x04][i]))) {
        this.realTime = request.length === 3 ? [] : request;
        if (request.length === 3 && this.nature.answersLooks) this.reply(this.lookAt(byte));
      } else {
        kept.push(...request);
        this.realTime = [];
      }
    }
    this.held = Buffer.concat([this.held, Uint8Array.from(kept)]);
    if (this.nature.chatty) this.tell();
  }

  /** Works through about so many bytes. */
  work(most: number) {
    let rest = most;
    while (!this.stopped && rest > 0) {
      if (this.isDue()) {
        this.strike();
        continue;
      }
      if (this.held.length === 0) return;
      const token = tokenAt(this.held, 0);
      if (token === 'half') {
        if (this.room() === 0) throw new Error('A command is larger than the buffer of the printer');
        this.strikeInside(this.held.length);
        return;
      }
      const size = token.bytes.length;
      if (this.strikeInside(size)) continue;
      this.held = this.held.subarray(size);
      this.worked += size;
      rest -= size;
      this.does(token.name, token.bytes);
    }
  }

  /** Paper put in, cover closed, cutter freed: it goes on with what it holds. */
  mend() {
    this.stopped = undefined;
    this.nearEnd = false;
  }

  /** What it says, once. */
  takeReplies(): Uint8Array {
    const said = Uint8Array.from(this.out);
    this.out = [];
    return said;
  }

  takeLostPower(): boolean {
    const was = this.lostPower;
    this.lostPower = false;
    return was;
  }

  private isDue(): boolean {
    if (!this.isPending || !('atByte' in this.fault) || this.worked < this.fault.atByte) return false;
    return this.fault.kind !== 'cutterJam' || isCut(nameOf(this.held));
  }

  /** In the middle of a line or a picture, too. */
  private strikeInside(size: number): boolean {
    const { fault } = this;
    if (!this.isPending || !('atByte' in fault) || fault.kind === 'cutterJam') return false;
    if (fault.atByte - this.worked >= size) return false;
    this.worked = fault.atByte;
    return true;
  }

  private strike() {
    const { fault } = this;
    this.isPending = false;
    switch (fault.kind) {
      case 'nearEnd':
        this.nearEnd = true;
        break;
      case 'powerCycle':
        this.held = new Uint8Array();
        this.realTime = [];
        this.out = [];
        this.tear();
        this.lostPower = true;
        return;
      case 'paperOut':
        this.isTorn = this.strip.length > 0;
        this.stopped = 'paperOut';
        break;
      case 'coverOpen':
      case 'cutterJam':
      case 'offline':
        this.stopped = fault.kind;
        break;
      case 'none':
      case 'statusLost':
      case 'statusGarbled':
        return;
      default:
        assertNever(fault);
    }
    if (this.nature.tellsChanges) this.tell();
  }

  private does(name: string, bytes: Uint8Array) {
    if (name === '1d72') {
      if (this.nature.answersCount) this.reply(this.nearEnd ? 0x03 : 0x00);
    } else if (name === '1d28' && bytes[2] === 0x48) {
      if (this.nature.answersName) for (const byte of [0x37, 0x22, ...bytes.subarray(7, 11), 0x00]) this.reply(byte);
    } else if (name === '1b40') this.tear();
    else {
      this.strip.push(bytes);
      if (isCut(name)) this.cut();
    }
  }

  /** What was begun hangs on the paper before the next slip. */
  private tear() {
    if (this.strip.length > 0) this.torn.push(Buffer.concat(this.strip));
    this.strip = [];
    this.isTorn = false;
  }

  private cut() {
    (this.isTorn ? this.torn : this.slips).push(Buffer.concat(this.strip));
    this.strip = [];
    this.isTorn = false;
  }

  private lookAt(look: number): number {
    const { stopped } = this;
    const bits: readonly (readonly [on: boolean, look: number, bit: number])[] = [
      [stopped !== undefined, 1, 0x08],
      [stopped === 'coverOpen', 2, 0x04],
      [stopped === 'paperOut', 2, 0x20],
      [stopped === 'cutterJam', 2, 0x40],
      [stopped === 'cutterJam', 3, 0x08],
      [this.nearEnd, 4, 0x0c],
      [stopped === 'paperOut', 4, 0x60],
    ];
    return bits.reduce((byte, [on, of, bit]) => (on && of === look ? byte | bit : byte), 0x12);
  }

  private tell() {
    const { stopped } = this;
    this.reply(0x10 | (stopped ? 0x08 : 0) | (stopped === 'coverOpen' ? 0x20 : 0));
    this.reply(stopped === 'cutterJam' ? 0x08 : 0x00);
    this.reply((this.nearEnd ? 0x03 : 0) | (stopped === 'paperOut' ? 0x0c : 0));
    this.reply(0x00);
  }

  private reply(byte: number) {
    const { fault } = this;
    const isHit = 'atReply' in fault && fault.atReply === this.replied;
    this.replied += 1;
    if (!isHit) this.out.push(byte);
    else if (fault.kind === 'statusGarbled') this.out.push(byte ^ fault.mask);
  }
}

/** The slip as it is on the paper: what stands before the first cut, without the reset at its head. */
export function onPaper(slip: Uint8Array): Buffer {
  const printer = new EscPosPrinter({ ...goodPrinter, bufferBytes: Infinity });
  printer.receive(slip);
  printer.work(Infinity);
  return printer.slips[0] ?? Buffer.alloc(0);
}
