import type { Database } from 'better-sqlite3';
import type { BusinessDay } from '../../../shared/ids.ts';
import { secretId } from './batch.ts';
import type { SecretName, Secrets } from './journal.ts';
import { recordedOf } from './lift.ts';

/** The keys of sealed values. P3: what the journal says is destroyed is destroyed again at each opening. */
export function openSecrets(db: Database, destructions: readonly string[]) {
  const put = db.prepare('INSERT INTO secret(class, day, key) VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM secret WHERE class = ? AND day = ?');
  const destroyed = new Map<string, SecretName>();
  for (const body of destructions) {
    const { event } = recordedOf(body);
    if (event.type === 'KeyDestroyed') destroyed.set(secretId(event), event);
  }
  const again = db.transaction(() => {
    let changes = 0;
    for (const { class: kind, day } of destroyed.values()) changes += remove.run(kind, day).changes;
    return changes;
  });
  let mustScrub = again.immediate() > 0;
  const all = db
    .prepare<[], { class: SecretName['class']; day: BusinessDay; key: Uint8Array }>(
      'SELECT class, day, key FROM secret',
    )
    .all();
  const known = new Map(
    all.map((secret): [string, Uint8Array] => [secretId(secret as SecretName), new Uint8Array(secret.key)]),
  );
  scrub();

  /** The deleted page may still stand in the WAL; a reader may hold it for a moment, then the next append tries again. */
  function scrub(): void {
    if (mustScrub) mustScrub = !checkpoint(db);
  }
  const secrets: Secrets = {
    find: (name) => known.get(secretId(name)),
    isDestroyed: (name) => destroyed.has(secretId(name)),
    keep: (name, key) => {
      if (destroyed.has(secretId(name)))
        throw new Error(`The key ${secretId(name)} was destroyed and is not made again`);
      put.run(name.class, name.day ?? '', key);
      known.set(secretId(name), key);
    },
  };
  function drop(names: readonly SecretName[]): void {
    for (const name of names) {
      destroyed.set(secretId(name), name);
      known.delete(secretId(name));
      mustScrub = true;
    }
    scrub();
  }
  return { secrets, drop };
}

/** Moves the whole WAL into the file and empties it; false when a reader is in the way. Never waits. */
export function checkpoint(db: Database): boolean {
  db.pragma('busy_timeout = 0');
  const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
  db.pragma('busy_timeout = 2000');
  return result?.busy === 0;
}
