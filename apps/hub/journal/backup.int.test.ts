import Sqlite from 'better-sqlite3';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupsIn } from '../backups.ts';
import { openFollowFile } from '../../../shared/follow/followFile.edge.ts';
import { restore } from '../restore.edge.ts';
import { checkBackup } from './backup.edge.ts';
import { journalFile } from './connect.edge.ts';
import { batchAfter } from './followers.ts';
import type { Journal } from './journal.ts';
import { openReader } from './reader.edge.ts';
import { createScribe, dayClosed, dayOne, dayTwo, opening, visit, type Scribe } from './scribe.ts';
import { spoil } from './spoil.ts';
import { openJournal } from './sqlite.edge.ts';

let root: string;
let journal: Journal;
let scribe: Scribe;
const at = (name: string) => join(root, name);
const noon = Date.UTC(2026, 10, 24, 5);

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'backup-'));
  journal = openJournal({ dir: at('data') });
  scribe = createScribe(journal);
  await journal.append([opening(scribe), ...visit(scribe, 1), ...visit(scribe, 2)]);
});
afterEach(async () => {
  await journal.close();
  rmSync(root, { recursive: true });
});

async function backUp(time = noon) {
  const reader = openReader({ dir: at('data') });
  try {
    return await reader.backup(at('backups'), time);
  } finally {
    await reader.close();
  }
}

/** A follower's copy that holds all the journal has. */
function copyAll(name = 'copy') {
  const file = openFollowFile(at(name));
  if (!file.ok) throw new Error(file.error.what);
  for (
    let batch = batchAfter(journal, file.value.position().seq);
    batch;
    batch = batchAfter(journal, file.value.position().seq)
  )
    file.value.append(batch);
  file.value.close();
}

const dump = (dir: string) => {
  const db = new Sqlite(journalFile(dir), { readonly: true });
  const tables = ['event', 'key', 'document', 'number', 'at_counter', 'fact', 'book'];
  const found = tables.map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]);
  db.close();
  return found;
};

test('I20 a backup is one file that reads back whole, up to the event and hash of the source', async () => {
  const { seq, hash } = journal.head();
  const made = await backUp();
  expect(made).toMatchObject({ ok: true, value: { seq, hash } });
  expect(readdirSync(at('backups'))).toEqual(['journal-000000000010-20261124T050000Z.db']);
  await journal.append(visit(scribe, 3));
  const { ok, value } = await backUp(noon + 1_000).then((again) => ({
    ok: again.ok,
    value: again.ok && again.value.seq,
  }));
  expect([ok, value]).toEqual([true, 14]);
  expect(backupsIn(readdirSync(at('backups'))).length, 'two of one hour: the newer is kept').toBe(1);
});

test('I20 a journal that does not read back whole leaves no backup', async () => {
  await journal.close();
  spoil(
    journalFile(at('data')),
    "UPDATE event SET body = replace(body, 'regular', 'priority') WHERE type = 'TicketIssued'",
  );
  const made = await backUp();
  expect(made).toEqual({ ok: false, error: expect.stringContaining('event 3') });
  expect(readdirSync(at('backups'))).toEqual([]);
});

test('I20 a restore of the newest backup and the tail of a copy is the journal as it was, keys and facts too', async () => {
  await backUp();
  await journal.append([...visit(scribe, 3), scribe.turn(dayOne, 'close', dayClosed), opening(scribe, dayTwo)]);
  await journal.append(visit(scribe, 1, dayTwo));
  copyAll();
  const restored = await restore({ data: at('new'), backups: at('backups'), copies: [at('copy')] });
  expect(restored).toMatchObject({
    ok: true,
    value: {
      copy: at('copy'),
      position: journal.head().seq > 0 && { seq: journal.head().seq, hash: journal.head().hash },
    },
  });
  expect(dump(at('new'))).toEqual(dump(at('data')));
  const again = openJournal({ dir: at('new') });
  expect(again.restored).toBe(true);
  expect(again.epoch, 'seconds of the restore, above every epoch that may have been').toBeGreaterThan(1_790_000_000);
  const resumed = createScribe(again, 60_000);
  expect(resumed.seq()).toBe(journal.head().seq);
  await again.close();
});

test('I20 without a backup a copy from the first event is enough', async () => {
  copyAll();
  const restored = await restore({ data: at('new'), backups: undefined, copies: [at('copy'), at('nowhere')] });
  expect(restored).toMatchObject({
    ok: true,
    value: { backup: undefined, passedOver: [expect.stringContaining('nowhere')] },
  });
  expect(dump(at('new'))).toEqual(dump(at('data')));
});

test('I20 a damaged backup is passed over for the one before it, and said', async () => {
  await backUp();
  await journal.append(visit(scribe, 3));
  await backUp(noon + 3_600_000);
  const [newest] = backupsIn(readdirSync(at('backups')));
  spoil(join(at('backups'), newest!.name), 'DELETE FROM number');
  const restored = await restore({ data: at('new'), backups: at('backups'), copies: [] });
  expect(restored).toMatchObject({
    ok: true,
    value: { position: { seq: 10 }, passedOver: [expect.stringContaining(newest!.name)] },
  });
});

test('I20 a copy of another journal is passed over', async () => {
  await backUp();
  const other = openJournal({ dir: at('other') });
  const strange = createScribe(other);
  await other.append([opening(strange), ...visit(strange, 7), ...visit(strange, 8), ...visit(strange, 9)]);
  const file = openFollowFile(at('copy'));
  if (file.ok) for (let batch = batchAfter(other, 0); batch; batch = undefined) file.value.append(batch);
  await other.close();
  const restored = await restore({ data: at('new'), backups: at('backups'), copies: [at('copy')] });
  expect(restored).toMatchObject({ ok: true, value: { copy: undefined, position: { seq: 10 } } });
});

test('a restore never writes over a journal, and says when there is nothing to restore from', async () => {
  await backUp();
  expect(await restore({ data: at('data'), backups: at('backups'), copies: [] })).toEqual({
    ok: false,
    error: expect.stringContaining('holds a journal'),
  });
  expect(await restore({ data: at('new'), backups: at('empty'), copies: [] })).toEqual({
    ok: false,
    error: expect.stringContaining('nothing to restore from'),
  });
});

test('P3 a destruction recorded after the backup is applied by the restore', async () => {
  const secret = { class: 'day', day: dayOne } as const;
  journal.secrets.keep(secret, new Uint8Array(32).fill(7));
  await backUp();
  await journal.append([scribe.turn('house', 'destroy', { type: 'KeyDestroyed', ...secret })]);
  copyAll();
  await restore({ data: at('new'), backups: at('backups'), copies: [at('copy')] });
  const again = openJournal({ dir: at('new') });
  expect([again.secrets.find(secret), again.secrets.isDestroyed(secret)]).toEqual([undefined, true]);
  await again.close();
});

test('a backup file that is no database is told as such', async () => {
  expect(await checkBackup(at('nothing.db'), nextTurn)).toMatchObject({ ok: false });
});
