import Sqlite from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { journalFile } from './connect.edge.ts';
import type { Journal } from './journal.ts';
import { migrate, migrations, schemaVersion } from './migrations.ts';
import { openReader } from './reader.edge.ts';
import { counterTwo, dayClosed, dayOne, dayTwo, finished, resumeScribe, visit } from './scribe.ts';
import { openJournal } from './sqlite.edge.ts';

let dir: string;
let journal: Journal | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(async () => {
  await journal?.close();
  rmSync(dir, { recursive: true });
});

function oldFile(version: number): void {
  const db = new Sqlite(journalFile(dir));
  db.exec(readFileSync(join(import.meta.dirname, 'fixtures', `schema${version}.sql`), 'utf8'));
  db.close();
}

test('the migrations are numbered 1, 2, 3 ...', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1));
});

test('a file of schema 1 is brought to today, and a day goes on in it', async () => {
  oldFile(1);
  journal = openJournal({ dir });
  expect(journal.epoch).toBe(4);
  expect(journal.head().seq).toBe(15);
  expect([journal.openDays(), journal.lastDay()]).toEqual([[dayTwo], dayTwo]);
  const scribe = await resumeScribe(journal);
  await journal.append([
    scribe.turn(dayTwo, 'finish-old', ...finished(1, counterTwo, dayTwo)),
    ...visit(scribe, 2, dayTwo),
  ]);
  await journal.append([scribe.turn(dayTwo, 'close', dayClosed)]);
  expect(journal.openDays()).toEqual([]);
  const reader = openReader({ dir });
  expect(await reader.check()).toEqual({ ok: true, seq: 22 });
  expect((await reader.facts(dayOne, dayTwo)).map(({ day, kind, lane, people }) => [day, kind, lane, people])).toEqual(
    [dayOne, dayOne, dayTwo, dayTwo].flatMap((day) => [
      [day, 'stage', 'regular', 1],
      [day, 'visit', 'regular', 1],
    ]),
  );
  await reader.close();
});

test('a file brought to today has the shape of a new one', async () => {
  const shapeOf = (at: string) => {
    const db = new Sqlite(journalFile(at), { readonly: true });
    const shape = db
      .prepare<[], string>("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
      .pluck()
      .all()
      .map((sql) => sql.replaceAll(/\s+/g, ' '));
    expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion);
    db.close();
    return shape;
  };
  oldFile(1);
  await openJournal({ dir }).close();
  const fresh = mkdtempSync(join(dir, 'fresh-'));
  await openJournal({ dir: fresh }).close();
  expect(shapeOf(dir)).toEqual(shapeOf(fresh));
});

test('a migration that fails leaves the file as it was', () => {
  oldFile(1);
  const db = new Sqlite(journalFile(dir));
  db.exec("DROP TRIGGER fact_no_update; UPDATE fact SET ticket = 'nobody' WHERE kind = 'visit'");
  expect(() => migrate(db, 'file')).toThrow('NOT NULL');
  expect(db.pragma('user_version', { simple: true })).toBe(1);
  expect(
    db.prepare("SELECT count(*) FROM sqlite_schema WHERE name IN ('book', 'secret', 'fact_2')").pluck().get(),
  ).toBe(0);
  db.close();
});
