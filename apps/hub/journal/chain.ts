import { createHash } from 'node:crypto';
import { genesis, hex, link } from '../../../shared/follow/chain.ts';
import type { Seq } from '../../../shared/ids.ts';
import type { Verdict } from './journal.ts';

export { genesis, hex, link };

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
