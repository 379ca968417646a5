import { createHash } from 'node:crypto';
import type { Seq } from '../../../shared/ids.ts';
import type { Verdict } from './journal.ts';

/** Hash of the chain before its first event. */
export const genesis: Uint8Array = new Uint8Array(32);

/** I35: hash(n) = SHA-256(hash(n-1), text of event n); the text is the stored one, so nothing needs a canonical form. */
export function link(previous: Uint8Array, body: string): Uint8Array {
  return createHash('sha256').update(previous).update(body, 'utf8').digest();
}

export function hex(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('hex');
}

/** Hex SHA-256 of a text: the name of an office document. */
export function textHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

export interface ChainRow {
  readonly seq: Seq;
  readonly body: string;
  readonly hash: Uint8Array;
}

/**
 * Follows the chain over rows that must come right after `from`; stops at the first that does not fit. A torn chain
 * cannot tell which of its two sides was changed: the seq named is the first whose stored hash is not the computed one.
 */
export function followChain(from: { readonly seq: Seq; readonly hash: Uint8Array }, rows: Iterable<ChainRow>) {
  let { seq, hash } = from;
  for (const row of rows) {
    const expected = seq + 1;
    if (row.seq !== expected)
      return { verdict: wrong(expected, `event ${expected} is missing: ${row.seq} follows ${seq}`), hash };
    const computed = link(hash, row.body);
    if (Buffer.compare(computed, row.hash) !== 0)
      return { verdict: wrong(row.seq, 'the text is not the one the chain was made of'), hash };
    seq = row.seq;
    hash = row.hash;
  }
  const verdict: Verdict = { ok: true, seq };
  return { verdict, hash };
}

export function wrong(seq: Seq, what: string): Verdict {
  return { ok: false, seq, what };
}
