import Sqlite from 'better-sqlite3';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFollowFile } from '../../../shared/follow/followFile.edge.ts';
import { checkBackup, makeBackup } from './backup.edge.ts';
import { connect, connectToRead, journalFile } from './connect.edge.ts';
import { sayDisk, saySqlite } from './fixtures/machine.edge.ts';
import { schemaVersion } from './migrations.ts';
import { openReader } from './reader.edge.ts';
import { openJournal } from './sqlite.edge.ts';

let dir: string;
/** What the machine is made to say of itself, until the test is over. */
const saying: (() => void)[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'connect-'));
});
afterEach(() => {
  for (const end of saying.splice(0).toReversed()) end();
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
  saying.push(saySqlite('3.51.2'));
  const says = 'SQLite 3.51.2 can damage';
  expect(() => openJournal({ dir })).toThrow(says);
  expect(() => connect(journalFile(dir), { readonly: false })).toThrow(says);
  expect(() => connectToRead(journalFile(dir), 'live')).toThrow(says);
  saying.pop()?.();
  saying.push(saySqlite('3.51.3'));
  const journal = openJournal({ dir });
  expect(journal.epoch, 'the refused start left no epoch').toBe(2);
  void journal.close();
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
  saying.push(sayDisk(0xff534d42));
  expect(() => openJournal({ dir: at('data') })).toThrow('is on a network share');
  mkdirSync(at('backups'));
  expect(await makeBackup(db, at('backups'), 0, nextTurn)).toEqual({
    ok: false,
    error: expect.stringContaining('backups is on a network share') as string,
  });
  db.close();
  expect(() => openFollowFile(at('copy'))).toThrow('copy is on a network share');
  saying.push(sayDisk(0xef53));
  expect(openFollowFile(at('copy')), 'on ext4').toMatchObject({ ok: true });
});
