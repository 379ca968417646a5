import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { err, ok, type Result } from '../../../shared/basics.ts';
import type { BusinessDay } from '../../../shared/ids.ts';
import type { Sealed } from '../../../shared/protocol/commands.ts';
import type { SecretName, Secrets } from './journal.ts';

/** Personal words in and out of the journal (P1). Keys are made when first needed and end with `KeyDestroyed` (P2). */
export interface Sealer {
  /** Throws when the key of that day and class was destroyed: nothing new belongs there. */
  seal(text: string, of: Sealed['class'], day: BusinessDay): Sealed;
  /** `destroyed`: retention is over, or the key is not in this journal; `damaged`: not a text that was sealed here. */
  open(sealed: Sealed): Result<string, 'destroyed' | 'damaged'>;
  /** V4: 32 hex digits by which a holder is recognised within one day, and no longer than its day key. */
  mark(text: string, day: BusinessDay): string;
  /** K2: digest of a command's body; keyed, so that a short text cannot be guessed from it. */
  digest(body: string): string;
}

const ivBytes = 12;
const tagBytes = 16;

/** A sealer over the keys of a journal; `random` makes keys and nonces (bytes in, that many random bytes out). */
export function createSealer(secrets: Secrets, random: (bytes: number) => Uint8Array = randomBytes): Sealer {
  const derived = new WeakMap<Uint8Array, KeyObject>();

  function keyOf(name: SecretName): Uint8Array {
    const known = secrets.find(name);
    if (known) return known;
    const key = random(32);
    secrets.keep(name, key);
    return key;
  }
  /** Hashing has a key of its own, so that no key serves two purposes. */
  function hashKey(name: SecretName): KeyObject {
    const key = keyOf(name);
    const known = derived.get(key);
    if (known) return known;
    // A key object: importing raw bytes anew for each digest costs six times the digest itself.
    const made = createSecretKey(new Uint8Array(hkdfSync('sha256', key, '', 'antrean hash', 32)));
    derived.set(key, made);
    return made;
  }
  const hash = (name: SecretName, text: string) => createHmac('sha256', hashKey(name)).update(text, 'utf8').digest();

  return {
    seal(text, of, day) {
      const iv = random(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', keyOf({ class: of, day }), iv);
      cipher.setAAD(placeOf(of, day));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return { class: of, day, iv: Buffer.from(iv).toString('base64url'), text: sealed.toString('base64url') };
    },
    open(sealed) {
      const key = secrets.find({ class: sealed.class, day: sealed.day });
      if (!key) return err('destroyed');
      const bytes = Buffer.from(sealed.text, 'base64url');
      const iv = Buffer.from(sealed.iv, 'base64url');
      if (bytes.length < tagBytes || iv.length !== ivBytes) return err('damaged');
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
      decipher.setAAD(placeOf(sealed.class, sealed.day));
      decipher.setAuthTag(bytes.subarray(-tagBytes));
      const text = decipher.update(bytes.subarray(0, -tagBytes));
      try {
        return ok(Buffer.concat([text, decipher.final()]).toString('utf8'));
      } catch {
        return err('damaged');
      }
    },
    mark: (text, day) => hash({ class: 'day', day }, text).subarray(0, 16).toString('hex'),
    digest: (body) => hash({ class: 'install' }, body).toString('hex'),
  };
}

function placeOf(of: Sealed['class'], day: BusinessDay): Buffer {
  return Buffer.from(`${of}/${day}`);
}
