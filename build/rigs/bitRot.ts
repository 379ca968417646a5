import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { checkBackup } from '../../apps/hub/journal/backup.edge.ts';
import { journalFile } from '../../apps/hub/journal/connect.edge.ts';
import { isJournalError } from '../../apps/hub/journal/journalError.ts';
import { openJournal } from '../../apps/hub/journal/sqlite.edge.ts';
import { chanceOf, type Chance } from '../day/chance.ts';
import type { RigResult } from './rig.ts';

const page = 4096;
const tables = ['event', 'key', 'document', 'number', 'at_counter', 'fact', 'book'];

/**
 * Spoils a journal at rest (1 to 64 bits, or a page of zeros) and starts on it: either the start or the full check finds
 * it, or nothing that can be read is other than it was (I14, I15, I35).
 */
export async function rotBits({
  trials,
  seed,
}: {
  readonly trials: number;
  readonly seed: number;
}): Promise<RigResult> {
  const root = mkdtempSync(join(process.platform === 'linux' ? '/dev/shm' : tmpdir(), 'antrean-rot-'));
  const violations: string[] = [];
  try {
    const whole = join(root, 'whole');
    mkdirSync(whole);
    execFileSync(process.execPath, [join(import.meta.dirname, 'powerCut/hubWriter.ts'), whole, String(seed), '300']);
    const truth = readAll(whole);
    for (let trial = 0; trial < trials; trial++) {
      const dir = join(root, 'spoilt');
      rmSync(dir, { recursive: true, force: true });
      cpSync(whole, dir, { recursive: true });
      const what = spoil(journalFile(dir), chanceOf(seed * 100_000 + trial));
      if (await isNoticed(dir)) continue;
      if (readAll(dir) !== truth) violations.push(`bitRot seed ${seed} trial ${trial}: ${what} was not noticed`);
    }
    return { rig: 'bitRot hub', trials, violations };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function spoil(file: string, chance: Chance): string {
  const bytes = readFileSync(file);
  if (chance.happens(0.2)) {
    const at = chance.int(0, statSync(file).size / page - 1) * page;
    writeFileSync(file, bytes.fill(0, at, at + page));
    return `the page at ${at}`;
  }
  const bits = chance.int(1, 64);
  const first = chance.int(0, bytes.length - 1);
  for (let bit = 0; bit < bits; bit++) {
    const at = chance.happens(0.5) ? first : chance.int(0, bytes.length - 1);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.int(0, 7));
  }
  writeFileSync(file, bytes);
  return `${bits} bits from ${first}`;
}

async function isNoticed(dir: string): Promise<boolean> {
  try {
    await openJournal({ dir }).close();
  } catch (error) {
    if (isJournalError(error)) return true;
    throw error;
  }
  return !(await checkBackup(journalFile(dir), nextTurn)).ok;
}

/** Everything a hub would go on with, as one text. */
function readAll(dir: string): string {
  const db = new Sqlite(journalFile(dir), { readonly: true });
  try {
    return JSON.stringify(tables.map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()));
  } finally {
    db.close();
  }
}
