import { dirname } from 'node:path';

/** One change of the log that the shim writes. */
export type Change =
  | { readonly kind: 'opened'; readonly inode: bigint; readonly path: string }
  | { readonly kind: 'written'; readonly inode: bigint; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'synced'; readonly inode: bigint }
  | { readonly kind: 'truncated'; readonly inode: bigint; readonly length: number }
  | { readonly kind: 'removed'; readonly path: string }
  | { readonly kind: 'renamed'; readonly from: string; readonly to: string }
  | { readonly kind: 'folderSynced'; readonly path: string };

const headBytes = 21;

/** The log as changes, in order; a record that was cut off at the end is left out. */
export function changesIn(log: Buffer): Change[] {
  const changes: Change[] = [];
  for (let at = 0; at + headBytes <= log.length;) {
    const kind = log.readUInt8(at);
    const inode = log.readBigUInt64LE(at + 1);
    const offset = Number(log.readBigUInt64LE(at + 9));
    const length = log.readUInt32LE(at + 17);
    const bytes = log.subarray(at + headBytes, at + headBytes + length);
    at += headBytes + length;
    if (bytes.length < length) break;
    changes.push(changeOf(kind, inode, offset, bytes));
  }
  return changes;
}

function changeOf(kind: number, inode: bigint, offset: number, bytes: Buffer): Change {
  switch (kind) {
    case 1:
      return { kind: 'opened', inode, path: bytes.toString() };
    case 2:
      return { kind: 'written', inode, offset, bytes };
    case 3:
      return { kind: 'synced', inode };
    case 4:
      return { kind: 'truncated', inode, length: offset };
    case 5:
      return { kind: 'removed', path: bytes.toString() };
    case 6: {
      const [from = '', to = ''] = bytes.toString().split('\0');
      return { kind: 'renamed', from, to };
    }
    case 7:
      return { kind: 'folderSynced', path: bytes.toString() };
    default:
      throw new Error(`The log holds a change of kind ${kind}`);
  }
}

type Write = { readonly offset: number; readonly bytes: Buffer } | { readonly length: number };
interface File {
  /** What the last flush left on the disk. */
  readonly synced: Content;
  /** Since then, in order. */
  readonly pending: Write[];
  /** Writes there ever were. */
  count: number;
}
type Naming = { readonly folder: string; readonly apply: (names: Map<string, File>) => void };

/** How a cut treats what was not flushed. */
export interface Fate {
  /** Chance from 0 to 1 (below 1), seeded. */
  readonly random: () => number;
  /** Of each write that was not flushed: kept, dropped or torn at a sector; `all` and `none` decide for all at once. */
  readonly keep: 'all' | 'none' | 'some';
}

const sector = 512;

/**
 * A disk as a power cut leaves it: flushed bytes stay; bytes that were not flushed stay, go or are torn at 512 bytes, in
 * any order; a name is there once its folder was flushed, and names that were not come in the order they were made, up
 * to some point.
 */
export class Disk {
  readonly #files = new Map<bigint, File>();
  /** What the program sees. */
  readonly #names = new Map<string, File>();
  /** What is on the disk for certain. */
  readonly #durable = new Map<string, File>();
  #naming: Naming[] = [];
  /** Flushes the program was told are done. */
  readonly #told: (() => void)[] = [];
  readonly #lies: number;

  /** `lies`: how many of the last flushes the disk has not done though it said so. */
  constructor({ lies = 0 }: { readonly lies?: number } = {}) {
    this.#lies = lies;
  }

  apply(change: Change): void {
    switch (change.kind) {
      case 'opened':
        return this.#open(change.path, change.inode);
      case 'written':
        return this.#write(change.inode, { offset: change.offset, bytes: change.bytes });
      case 'truncated':
        return this.#write(change.inode, { length: change.length });
      case 'synced': {
        const file = this.#files.get(change.inode);
        if (!file) return;
        const { count } = file;
        return this.#flush(() => {
          const still = Math.max(0, file.pending.length - (file.count - count));
          for (const write of file.pending.splice(0, still)) file.synced.take(write);
        });
      }
      case 'removed':
        return this.#name(dirname(change.path), (names) => names.delete(change.path));
      case 'renamed': {
        const file = this.#names.get(change.from);
        return this.#name(dirname(change.to), (names) => {
          names.delete(change.from);
          if (file) names.set(change.to, file);
        });
      }
      case 'folderSynced': {
        const seen = new Set(this.#naming.filter(({ folder }) => folder === change.path));
        return this.#flush(() => {
          for (const naming of this.#naming) if (seen.has(naming)) naming.apply(this.#durable);
          this.#naming = this.#naming.filter((naming) => !seen.has(naming));
        });
      }
    }
  }

  #write(inode: bigint, write: Write): void {
    const file = this.#files.get(inode);
    if (!file) return;
    file.pending.push(write);
    file.count++;
  }

  #flush(flush: () => void): void {
    this.#told.push(flush);
    if (this.#told.length > this.#lies) this.#told.shift()?.();
  }

  #open(path: string, inode: bigint): void {
    const known = this.#names.get(path);
    if (known && this.#files.get(inode) === known) return;
    const file: File = { synced: new Content(), pending: [], count: 0 };
    this.#files.set(inode, file);
    this.#name(dirname(path), (names) => names.set(path, file));
  }

  #name(folder: string, apply: Naming['apply']): void {
    apply(this.#names);
    this.#naming.push({ folder, apply });
  }

  /** The files a cut now would leave, by path. */
  image({ random, keep }: Fate): Map<string, Buffer> {
    const names = new Map(this.#durable);
    const most =
      keep === 'all' ? this.#naming.length : keep === 'none' ? 0 : Math.floor(random() * (this.#naming.length + 1));
    for (const { apply } of this.#naming.slice(0, most)) apply(names);
    return new Map(
      [...names].map(([path, { synced, pending }]) => [path, this.#torn(synced, pending, { random, keep })]),
    );
  }

  #torn(synced: Content, pending: readonly Write[], { random, keep }: Fate): Buffer {
    const content = synced.copy();
    const bias = random();
    for (const write of keep === 'none' ? [] : pending) {
      const luck = keep === 'all' ? 0 : random();
      if (luck < bias * 0.8 || keep === 'all') content.take(write);
      else if (luck < bias && 'bytes' in write) content.take(tearing(write, random));
    }
    return content.bytes();
  }
}

/** Part of a write, cut at a sector of the disk. */
function tearing({ offset, bytes }: Extract<Write, { bytes: Buffer }>, random: () => number): Write {
  const sectors = Math.ceil((offset + bytes.length) / sector) - Math.floor(offset / sector);
  const edge = (Math.floor(offset / sector) + 1 + Math.floor(random() * sectors)) * sector - offset;
  const at = Math.min(bytes.length, edge);
  return random() < 0.5 ? { offset, bytes: bytes.subarray(0, at) } : { offset: offset + at, bytes: bytes.subarray(at) };
}

/** Bytes of a file that grow in place. */
class Content {
  #room = Buffer.alloc(0);
  #length = 0;

  take(write: Write): void {
    if ('length' in write) {
      this.#fit(write.length);
      this.#room.fill(0, Math.min(this.#length, write.length), Math.max(this.#length, write.length));
      this.#length = write.length;
      return;
    }
    if (write.bytes.length === 0) return;
    this.#fit(write.offset + write.bytes.length);
    write.bytes.copy(this.#room, write.offset);
    this.#length = Math.max(this.#length, write.offset + write.bytes.length);
  }
  #fit(length: number): void {
    if (length <= this.#room.length) return;
    const room = Buffer.alloc(Math.max(length, this.#room.length * 2));
    this.#room.copy(room, 0, 0, this.#length);
    this.#room = room;
  }
  bytes(): Buffer {
    return this.#room.subarray(0, this.#length);
  }
  copy(): Content {
    const other = new Content();
    other.#room = Buffer.from(this.bytes());
    other.#length = this.#length;
    return other;
  }
}
