import { createHash } from 'node:crypto';

/** Hash of the chain before its first event. */
export const genesis: Uint8Array = new Uint8Array(32);

/** I35: hash(n) = SHA-256(hash(n-1), text of event n); the text is the stored one, so nothing needs a canonical form. */
export function link(previous: Uint8Array, body: string): Uint8Array {
  return createHash('sha256').update(previous).update(body, 'utf8').digest();
}

export function hex(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('hex');
}
