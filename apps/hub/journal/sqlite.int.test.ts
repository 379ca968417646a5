import Sqlite from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandKey } from '../../../shared/ids.ts';
import { isNetworkDisk } from '../../../shared/follow/folder.edge.ts';
import { connect, isSafeSqlite, journalFile } from './connect.edge.ts';
import { contract } from './contract.ts';
import type { Journal } from './journal.ts';
import { isJournalError } from './journalError.ts';
import { schemaVersion } from './migrations.ts';
import { createScribe, dayOne, issued, opening, ticketId, visit } from './scribe.ts';
import { spoil } from './spoil.ts';
import { openJournal } from './sqlite.edge.ts';

let dir: string;
let opened: Journal[] = [];
const open = (at = dir, least = 0) => {
  const journal = openJournal({ dir: at, least });
  opened.push(journal);
  return journal;
};
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(async () => {
  for (const journal of opened) await journal.close();
  opened = [];
  rmSync(dir, { recursive: true });
});

/** The files as a power cut would leave them. */
function image(from: string, to: string): string {
  const copy = mkdtempSync(join(to, 'cut-'));
  for (const name of readdirSync(from))
    if (/^journal\.db(-wal)?$/.test(name)) copyFileSync(join(from, name), join(copy, name));
  return copy;
}

contract('sqlite', () => {
  let at = dir;
  return {
    open: (least) => open(at, least),
    cutAndOpen: () => {
      at = image(at, dir);
      return open(at);
    },
    stealEpoch: () => {
      const other = new Sqlite(journalFile(at));
      other.exec('UPDATE meta SET epoch = epoch + 1');
      other.close();
    },
    clear: () => {},
  };
});

function troubleAt(start: () => unknown) {
  try {
    start();
  } catch (error) {
    if (isJournalError(error)) return { trouble: error.trouble, says: error.message };
    throw error;
  }
  return undefined;
}

describe('what the file itself refuses', () => {
  async function filled() {
    const journal = open();
    const scribe = createScribe(journal);
    await journal.append([opening(scribe), ...visit(scribe, 1)]);
    await journal.close();
    return connect(journalFile(dir), { readonly: false });
  }
  const writes = [
    `UPDATE event SET body = '{}' WHERE seq = 1`,
    'DELETE FROM event WHERE seq = 6',
    `INSERT OR REPLACE INTO event SELECT seq, epoch, book, at, type, '{}', hash FROM event WHERE seq = 6`,
    `UPDATE key SET digest = 'x'`,
    'DELETE FROM key',
    `INSERT OR REPLACE INTO key(key, digest, reply, ticket, at, book) SELECT key, 'x', reply, ticket, at, book FROM key WHERE ticket = 1`,
    `UPDATE document SET body = '{}'`,
    'DELETE FROM document',
    `INSERT OR REPLACE INTO document SELECT hash, '{}' FROM document`,
    `UPDATE number SET ticket = 'x'`,
    'DELETE FROM number',
    `INSERT OR REPLACE INTO number SELECT office, day, prefix, number, 'x' FROM number`,
    'UPDATE fact SET people = 2',
    'DELETE FROM fact',
    'INSERT OR REPLACE INTO fact SELECT * FROM fact',
  ];
  test.each(writes)('%s', async (sql) => {
    const db = await filled();
    const count = () =>
      db
        .prepare('SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM key) + (SELECT count(*) FROM number)')
        .pluck()
        .get();
    const before = count();
    expect(() => db.exec(sql)).toThrow('append-only');
    expect(count()).toBe(before);
    db.close();
  });

  test('each table is STRICT, and no text becomes a number', async () => {
    const db = await filled();
    const tables = db
      .prepare<[], { name: string; strict: number }>(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
      )
      .all();
    expect(tables.map(({ name }) => name).toSorted()).toEqual([
      'at_counter',
      'book',
      'document',
      'event',
      'fact',
      'key',
      'meta',
      'number',
      'secret',
    ]);
    expect(tables.filter(({ strict }) => strict !== 1)).toEqual([]);
    expect(() => db.exec(`INSERT INTO event VALUES ('seven', 1, 'house', 1, 'x', '{}', zeroblob(32))`)).toThrow(
      'datatype mismatch',
    );
    db.close();
  });
});

describe('I16 each connection', () => {
  const readBack = (readonly: boolean) => {
    const db = connect(journalFile(dir), { readonly });
    const names = [
      'journal_mode',
      'synchronous',
      'foreign_keys',
      'trusted_schema',
      'cell_size_check',
      'recursive_triggers',
      'secure_delete',
      'mmap_size',
      'busy_timeout',
      'query_only',
    ];
    const found = Object.fromEntries(names.map((name) => [name, db.pragma(name, { simple: true })]));
    db.close();
    return found;
  };
  const wanted = {
    journal_mode: 'wal',
    synchronous: 2,
    foreign_keys: 1,
    trusted_schema: 0,
    cell_size_check: 1,
    recursive_triggers: 1,
    secure_delete: 1,
    mmap_size: 0,
    busy_timeout: 2000,
    query_only: 0,
  };

  test('has FULL and the other settings after re-opening, where a plain one comes back with NORMAL', async () => {
    await open().close();
    const plain = new Sqlite(journalFile(dir));
    expect(plain.pragma('synchronous', { simple: true }), 'the trap').toBe(1);
    plain.close();
    expect(readBack(false)).toEqual(wanted);
    expect(readBack(true)).toEqual({ ...wanted, query_only: 1 });
  });

  test('cannot write when it reads', async () => {
    await open().close();
    const db = connect(journalFile(dir), { readonly: true });
    expect(() => db.exec('UPDATE meta SET epoch = 9')).toThrow('readonly');
    db.close();
  });

  test('needs SQLite 3.51.3', () => {
    expect(['3.51.2', '3.50.9', '2.99.9', '3.51'].map(isSafeSqlite)).toEqual([false, false, false, false]);
    expect(['3.51.3', '3.51.10', '3.54.1', '4.0.0'].map(isSafeSqlite)).toEqual([true, true, true, true]);
  });

  test('is on a local disk', () => {
    expect([0x6969, 0xff534d42, 0xfe534d42, -11317950].map(isNetworkDisk)).toEqual([true, true, true, true]);
    expect(isNetworkDisk(statSync(dir).dev) || isNetworkDisk(0xef53)).toBe(false);
  });
});

describe('a start that ends with one sentence', () => {
  test('a second hub on the same folder', async () => {
    const first = open();
    expect(troubleAt(open)).toEqual({
      trouble: 'inUse',
      says: `Another hub already runs on the data folder ${dir}: stop it first, or start this one with another --data.`,
    });
    expect(first.epoch, 'the first goes on').toBe(1);
    await first.append([opening(createScribe(first))]);
    await first.close();
    expect(open().epoch).toBe(2);
  });

  test('a folder that cannot be written', () => {
    const file = join(dir, 'a-file');
    writeFileSync(file, '');
    for (const at of [file, join(file, 'below'), '/proc/none']) {
      const found = troubleAt(() => open(at));
      expect(found?.trouble).toBe('notWritable');
      expect(found?.says).toContain(at);
    }
  });

  test('a damaged file: not a database, or one with a wrong page', async () => {
    writeFileSync(journalFile(dir), 'what is this? '.repeat(500));
    expect(troubleAt(open)).toMatchObject({ trouble: 'damaged', says: expect.stringContaining('newest backup') });
    rmSync(journalFile(dir));
    const journal = open();
    const scribe = createScribe(journal);
    await journal.append([opening(scribe)]);
    for (let count = 1; count <= 50; count++) await journal.append(visit(scribe, count));
    await journal.close();
    const bytes = readFileSync(journalFile(dir));
    bytes.fill(0xff, bytes.length - 3 * 4096, bytes.length - 2 * 4096);
    writeFileSync(journalFile(dir), bytes);
    const found = troubleAt(open);
    expect(found?.trouble).toBe('damaged');
    expect(found?.says).toContain(journalFile(dir));
    expect(readFileSync(journalFile(dir)).equals(bytes), 'nothing is changed in it').toBe(true);
  });

  test('a newer file', async () => {
    await open().close();
    const db = new Sqlite(journalFile(dir));
    db.pragma(`user_version = ${schemaVersion + 1}`);
    db.close();
    expect(troubleAt(open)).toMatchObject({ trouble: 'newer', says: expect.stringContaining(journalFile(dir)) });
    const after = new Sqlite(journalFile(dir));
    expect(after.prepare('SELECT epoch FROM meta').pluck().get()).toBe(1);
    after.close();
  });

  test('a file of another program', () => {
    const db = new Sqlite(journalFile(dir));
    db.exec('CREATE TABLE theirs(x)');
    db.close();
    const before = readFileSync(journalFile(dir));
    expect(troubleAt(open)).toMatchObject({ trouble: 'foreign', says: expect.stringContaining(journalFile(dir)) });
    expect(readFileSync(journalFile(dir)).equals(before), 'nothing is changed in it').toBe(true);
  });

  test('a crash in the middle of the first start is no trouble', () => {
    new Sqlite(journalFile(dir)).pragma('journal_mode = WAL');
    expect(open().epoch).toBe(1);
  });

  test('a folder that is not there is made, for this user alone', async () => {
    const at = join(dir, 'new', 'data');
    await open(at).append([]);
    expect(statSync(at).mode & 0o777).toBe(0o700);
    chmodSync(at, 0o755);
  });
});

test('I13 a hub killed at any moment has kept what it answered', async () => {
  for (let round = 0; round < 4; round++) {
    const at = join(dir, `killed-${round}`);
    const child = spawn(process.execPath, [join(import.meta.dirname, 'fixtures', 'appendForEver.edge.ts'), at], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let answered = 0;
    let rest = '';
    for await (const chunk of child.stdout) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      answered = Number(lines.at(-1) ?? answered);
      if (answered > 100 * (round + 1)) break;
    }
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    const journal = open(at);
    expect(journal.head().seq).toBeGreaterThanOrEqual(answered);
    expect(answered).toBeGreaterThan(100);
    expect(journal.epoch).toBe(2);
    expect(journal.verifyTail(1)).toEqual({ ok: true, seq: journal.head().seq });
  }
});

test('a lost trigger is damage: the database would no longer refuse what code forgot', async () => {
  await open().close();
  const db = new Sqlite(journalFile(dir));
  db.exec('DROP TRIGGER event_no_delete');
  db.close();
  expect(() => open()).toThrow('event_no_delete is not as this hub makes it');
});

test('a table whose text has rotted is told as damage', async () => {
  await open().close();
  const bytes = readFileSync(journalFile(dir));
  bytes.write('lenwth', bytes.indexOf('length(hash)'));
  writeFileSync(journalFile(dir), bytes);
  expect(() => open()).toThrow('is damaged');
});

test('I02 an answer that has rotted is not given again', async () => {
  const journal = open();
  const scribe = createScribe(journal);
  await journal.append([opening(scribe), ...visit(scribe, 1)]);
  await journal.close();
  spoil(journalFile(dir), "UPDATE key SET reply = replace(reply, 'true', 'trve')");
  const bound = open().boundKey(ticketId(1) as string as CommandKey);
  expect(() => bound?.reply).toThrow('is damaged');
});

test('I16 a file the power went from while it was being made is begun again', () => {
  const half = new Sqlite(join(dir, 'making.db'));
  half.pragma('cache_size = 1');
  half.exec('BEGIN; CREATE TABLE t(x)');
  for (let i = 0; i < 200; i++) half.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(2_000));
  for (const ending of ['', '-journal']) copyFileSync(join(dir, `making.db${ending}`), `${journalFile(dir)}${ending}`);
  half.close();
  const journal = open();
  expect([journal.epoch, journal.head().seq]).toEqual([1, 0]);
});

test('verifyTail names the first event whose text was changed', async () => {
  const journal = open();
  const scribe = createScribe(journal);
  await journal.append([opening(scribe), ...visit(scribe, 1), ...visit(scribe, 2)]);
  await journal.close();
  spoil(journalFile(dir), "UPDATE event SET body = replace(body, 'bambang', 'dewi') WHERE seq = 4");
  const again = open();
  expect(again.verifyTail()).toMatchObject({ ok: false, seq: 4 });
  expect(again.verifyTail(5)).toEqual({ ok: true, seq: 10 });
});

test('I40 the WAL stays under 16 MB, and is empty after closing', async () => {
  const journal = open();
  const scribe = createScribe(journal, 1_000);
  const wal = `${journalFile(dir)}-wal`;
  await journal.append([opening(scribe)]);
  let largest = 0;
  for (let batch = 0; batch < 300; batch++) {
    await journal.append(
      Array.from({ length: 64 }, (_, i) =>
        scribe.turn(dayOne, ticketId(batch * 64 + i + 1), issued(batch * 64 + i + 1)),
      ),
    );
    largest = Math.max(largest, statSync(wal).size);
  }
  expect(statSync(journalFile(dir)).size).toBeGreaterThan(10_000_000);
  expect(largest).toBeLessThan(16_000_000);
  await journal.close();
  expect(existsSync(wal)).toBe(false);
});
