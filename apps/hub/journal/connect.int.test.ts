import Sqlite from 'better-sqlite3';
import { mkdirSync, mkdtempSync, rmSync, type StatsFs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openFollowFile } from '../../../shared/follow/followFile.edge.ts';
import { checkBackup, makeBackup } from './backup.edge.ts';
import { connect, connectToRead, journalFile } from './connect.edge.ts';
import { schemaVersion } from './migrations.ts';
import { openReader } from './reader.edge.ts';
import { openJournal } from './sqlite.edge.ts';

/** What the machine says of itself, where a test would have it say something else. */
const machine = vi.hoisted((): { sqlite: string | undefined; disk: number | undefined } => ({
  sqlite: undefined,
  disk: undefined,
}));
vi.mock('better-sqlite3', async (original) => {
  const { default: Real } = await original<{ readonly default: typeof Sqlite }>();
  class Said extends Real {
    constructor(...given: ConstructorParameters<typeof Real>) {
      super(...given);
      if (machine.sqlite !== undefined) this.function('sqlite_version', () => machine.sqlite);
    }
  }
  return { default: Said };
});
vi.mock('node:fs', async (original) => {
  const real = await original<{ readonly statfsSync: (dir: string) => StatsFs }>();
  const statfsSync = (dir: string): StatsFs => {
    const found = real.statfsSync(dir);
    return machine.disk === undefined ? found : Object.assign(found, { type: machine.disk });
  };
  return { ...real, statfsSync };
});

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'connect-'));
});
afterEach(() => {
  machine.sqlite = undefined;
  machine.disk = undefined;
  rmSync(dir, { recursive: true });
});

function edited(sql: string): string {
  void openJournal({ dir }).close();
  const db = new Sqlite(journalFile(dir));
  db.exec(sql);
  db.close();
  return journalFile(dir);
}

test('I16 no connection goes on over a SQLite that can damage the file', () => {
  void openJournal({ dir }).close();
  machine.sqlite = '3.51.2';
  const says = 'SQLite 3.51.2 can damage';
  expect(() => openJournal({ dir })).toThrow(says);
  expect(() => connect(journalFile(dir), { readonly: false })).toThrow(says);
  expect(() => connectToRead(journalFile(dir), 'live')).toThrow(says);
  machine.sqlite = '3.51.3';
  expect(openJournal({ dir }).epoch, 'the refused start left no epoch').toBe(2);
});

test.each([
  ['another program', 'PRAGMA application_id = 7', 'belongs to another program'],
  ['a newer hub', `PRAGMA user_version = ${schemaVersion + 1}`, `written by a newer hub (schema ${schemaVersion + 1}`],
])('I16 no reader, check or start goes on over a file of %s', async (_whose, sql, says) => {
  const file = edited(sql);
  expect(() => openJournal({ dir })).toThrow(says);
  expect(() => connectToRead(file, 'live')).toThrow(says);
  expect(await checkBackup(file, nextTurn)).toEqual({ ok: false, error: expect.stringContaining(says) });
  const reader = openReader({ dir });
  await expect(reader.check()).rejects.toThrow(says);
});

test('I16 a reader beside a journal that is not in WAL mode does not go on; a backup is one file and is read', async () => {
  const file = edited('PRAGMA journal_mode = DELETE');
  expect(() => connectToRead(file, 'live')).toThrow('journal_mode reads back delete, not wal');
  expect(await checkBackup(file, nextTurn)).toMatchObject({ ok: true });
});

test('I16 journal, backups and copies are refused on a network share', async () => {
  const at = (name: string) => join(dir, name);
  void openJournal({ dir: at('data') }).close();
  const db = connectToRead(journalFile(at('data')), 'live');
  machine.disk = 0xff534d42;
  expect(() => openJournal({ dir: at('data') })).toThrow('is on a network share');
  mkdirSync(at('backups'));
  expect(await makeBackup(db, at('backups'), 0, nextTurn)).toEqual({
    ok: false,
    error: expect.stringContaining('backups is on a network share') as string,
  });
  db.close();
  expect(() => openFollowFile(at('copy'))).toThrow('copy is on a network share');
  machine.disk = 0xef53;
  expect(openFollowFile(at('copy'))).toMatchObject({ ok: true });
});
