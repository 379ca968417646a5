import Sqlite from 'better-sqlite3';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { journalFile } from './connect.edge.ts';
import type { Journal } from './journal.ts';
import { memoryDisk, openMemory } from './memory.ts';
import { createScribe, dayOne, dayTwo, opening } from './scribe.ts';
import { createSealer } from './seal.edge.ts';
import { openJournal } from './sqlite.edge.ts';

const words = 'Ibu Sri, 0812-3456-7890, paspor anak';
let dir: string;
let journal: Journal;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'journal-'));
  journal = openJournal({ dir });
});
afterEach(async () => {
  await journal.close();
  rmSync(dir, { recursive: true });
});
const sealer = () => createSealer(journal.secrets);
async function reopen() {
  await journal.close();
  journal = openJournal({ dir });
}
const onDisk = (bytes: Uint8Array) =>
  readdirSync(dir).filter((name) => readFileSync(join(dir, name)).includes(Buffer.from(bytes)));

test('P1 a sealed text opens after reopening, and shows nothing of itself', async () => {
  const sealed = sealer().seal(words, 'day', dayOne);
  expect(JSON.stringify(sealed)).not.toMatch(/Sri|0812/);
  expect(Buffer.from(sealed.text, 'base64url').includes('Sri')).toBe(false);
  expect(sealer().seal(words, 'day', dayOne)).not.toEqual(sealed);
  await reopen();
  expect(sealer().open(sealed)).toEqual({ ok: true, value: words });
});

test('P1 a changed text, nonce, day or class does not open', () => {
  const one = sealer();
  const sealed = one.seal(words, 'day', dayOne);
  one.seal(words, 'day', dayTwo);
  one.seal(words, 'case', dayOne);
  const flipped = Buffer.from(sealed.text, 'base64url');
  flipped[3] = (flipped[3] ?? 0) ^ 1;
  const damaged = { ok: false, error: 'damaged' };
  expect(one.open({ ...sealed, text: flipped.toString('base64url') })).toEqual(damaged);
  expect(one.open({ ...sealed, text: 'AAAA' })).toEqual(damaged);
  expect(one.open({ ...sealed, iv: one.seal('x', 'day', dayOne).iv })).toEqual(damaged);
  expect(one.open({ ...sealed, iv: '' })).toEqual(damaged);
  expect(one.open({ ...sealed, day: dayTwo })).toEqual(damaged);
  expect(one.open({ ...sealed, class: 'case' })).toEqual(damaged);
});

test('P2 after KeyDestroyed the text is lost, its key is in no file, and other keys stay', async () => {
  const scribe = createScribe(journal);
  await journal.append([opening(scribe)]);
  const sealed = { day: sealer().seal(words, 'day', dayOne), case: sealer().seal(words, 'case', dayOne) };
  const key = journal.secrets.find({ class: 'day', day: dayOne })?.slice() ?? new Uint8Array();
  expect(onDisk(key).length, 'the key is on disk before').toBeGreaterThan(0);
  await journal.append([scribe.turn('house', 'destroy', { type: 'KeyDestroyed', class: 'day', day: dayOne })]);
  expect(onDisk(key)).toEqual([]);
  expect(sealer().open(sealed.day)).toEqual({ ok: false, error: 'destroyed' });
  expect(sealer().open(sealed.case)).toEqual({ ok: true, value: words });
  expect(() => sealer().seal(words, 'day', dayOne)).toThrow('destroyed');
  expect(() => sealer().mark(words, dayOne)).toThrow('destroyed');
  await reopen();
  expect(sealer().open(sealed.day)).toEqual({ ok: false, error: 'destroyed' });
});

test('P2 a destruction that is not kept destroys nothing', async () => {
  const scribe = createScribe(journal);
  await journal.append([opening(scribe)]);
  const sealed = sealer().seal(words, 'day', dayOne);
  const destroy = scribe.turn('house', 'destroy', { type: 'KeyDestroyed', class: 'day', day: dayOne });
  expect(() => journal.append([destroy, opening(scribe)])).toThrow('UNIQUE');
  await reopen();
  expect(sealer().open(sealed)).toEqual({ ok: true, value: words });
});

test('P3 a key that a restore brought back is destroyed again before the hub serves', async () => {
  const scribe = createScribe(journal);
  await journal.append([opening(scribe)]);
  const sealed = sealer().seal(words, 'day', dayOne);
  const key = journal.secrets.find({ class: 'day', day: dayOne })?.slice() ?? new Uint8Array();
  await journal.append([scribe.turn('house', 'destroy', { type: 'KeyDestroyed', class: 'day', day: dayOne })]);
  await journal.close();
  const db = new Sqlite(journalFile(dir));
  db.prepare('INSERT INTO secret(class, day, key) VALUES (?, ?, ?)').run('day', dayOne, key);
  db.close();
  expect(onDisk(key).length).toBeGreaterThan(0);
  journal = openJournal({ dir });
  expect(sealer().open(sealed)).toEqual({ ok: false, error: 'destroyed' });
  expect(onDisk(key)).toEqual([]);
});

test('V4 a mark is the same within a day, another on another day, and not the text', async () => {
  const mark = sealer().mark('081234567890', dayOne);
  expect(mark).toMatch(/^[0-9a-f]{32}$/);
  expect(sealer().mark('081234567891', dayOne)).not.toBe(mark);
  expect(sealer().mark('081234567890', dayTwo)).not.toBe(mark);
  await reopen();
  expect(sealer().mark('081234567890', dayOne)).toBe(mark);
});

test('K2 a digest is the same for ever here, and another in another office', async () => {
  const digest = sealer().digest('{"note":"x"}');
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(sealer().digest('{"note":"y"}')).not.toBe(digest);
  expect(createSealer(openMemory(memoryDisk()).secrets).digest('{"note":"x"}')).not.toBe(digest);
  await reopen();
  expect(sealer().digest('{"note":"x"}')).toBe(digest);
});
