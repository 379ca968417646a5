import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBackups } from './backupClock.edge.ts';
import { createScribe, opening } from './journal/scribe.ts';
import { openJournal } from './journal/sqlite.edge.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'antrean-backups-'));
  const journal = openJournal({ dir: root });
  void journal.append([opening(createScribe(journal))]);
  void journal.close();
});
afterEach(() => rmSync(root, { recursive: true }));

/** The first backup, made when the test says so. */
async function firstBackup(keepFree: number) {
  const folder = join(root, 'backups');
  const said: string[] = [];
  let due = () => {};
  const backups = startBackups({
    data: root,
    folder,
    keepFree,
    now: () => 1_795_000_000_000,
    wakeIn: (_ms, work) => {
      due = work;
      return () => {};
    },
    log: (line) => said.push(line),
  });
  due();
  await backups.close();
  return { state: backups.state(), said, kept: existsSync(folder) ? readdirSync(folder).length : 0 };
}

test('I17 a backup is never what fills the disk: without room none is made, and that is told', async () => {
  const { state, said, kept } = await firstBackup(Infinity);
  expect([kept, said]).toEqual([0, [state.trouble]]);
  expect(state.trouble).toContain('too little room');
});

test('I20 with room it is made, and its time is known', async () => {
  expect(await firstBackup(0)).toMatchObject({ state: { at: 1_795_000_000_000 }, said: [], kept: 1 });
});
