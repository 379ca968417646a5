import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BusinessDay, Numbering, TicketId } from '../../shared/ids.ts';
import { journalName, openKioskJournal } from './journal.edge.ts';
import type { KioskRecord } from './journalFrames.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'antrean-kiosk-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const file = () => join(dir, journalName);
const own = (count: number): KioskRecord => ({
  kind: 'ownNumber',
  ticket: TicketId.parse(`t-${count}`),
  day: BusinessDay.parse('2026-11-24'),
  number: Numbering.parse({ prefix: 'A', source: 5, count }),
  arrivedAt: 1_795_000_000_000 + count,
});

function written(...records: KioskRecord[]) {
  const journal = openKioskJournal(dir);
  for (const record of records) journal.append(record);
  journal.close();
  return journal.generation;
}

test('what was appended is read again, in the same generation', () => {
  const generation = written(own(1), own(2));
  const again = openKioskJournal(dir);
  expect(again.generation).toBe(generation);
  expect(again.records.slice(1)).toEqual([own(1), own(2)]);
  again.append(own(3));
  again.close();
  expect(openKioskJournal(dir).records).toHaveLength(4);
});

test('a last record cut at any byte is dropped, and the rest goes on in the same generation', () => {
  const generation = written(own(1));
  const whole = readFileSync(file()).length;
  written(own(2));
  const bytes = readFileSync(file());
  for (let length = whole; length < bytes.length; length++) {
    writeFileSync(file(), bytes.subarray(0, length));
    const journal = openKioskJournal(dir);
    expect(journal).toMatchObject({ generation, setAside: undefined });
    expect(journal.records.slice(1)).toEqual([own(1)]);
    journal.append(own(2));
    journal.close();
    expect(readFileSync(file())).toEqual(bytes);
  }
});

test('a tail the file system filled with zeros is dropped', () => {
  const generation = written(own(1));
  const kept = readFileSync(file());
  for (const zeros of [1, 15, 16, 400]) {
    writeFileSync(file(), Buffer.concat([kept, Buffer.alloc(zeros)]));
    const journal = openKioskJournal(dir);
    journal.close();
    expect(journal.generation).toBe(generation);
    expect(readFileSync(file())).toEqual(kept);
  }
});

test('N6 a wrong byte anywhere in what was kept sets the file aside, whole, and begins a new generation', () => {
  const generation = written(own(1), own(2));
  const bytes = readFileSync(file());
  for (let at = 0; at < bytes.length; at += 7) {
    const wrong = Buffer.from(bytes);
    wrong[at]! ^= 0x41;
    writeFileSync(file(), wrong);
    const journal = openKioskJournal(dir);
    journal.close();
    expect(journal.generation, `byte ${at}`).not.toBe(generation);
    expect(journal.records[0]).toMatchObject({ kind: 'begun', generation: journal.generation });
    expect(readFileSync(journal.setAside!.file)).toEqual(wrong);
  }
});

test('a first record that was never finished leaves no damaged file behind', () => {
  written();
  truncateSync(file(), 9);
  const journal = openKioskJournal(dir);
  journal.close();
  expect(journal.setAside).toBeUndefined();
  expect(readdirSync(dir)).toEqual([journalName]);
});

test('a record taken out of the middle is noticed by the hash link', () => {
  written();
  const first = readFileSync(file()).length;
  written(own(1));
  const second = readFileSync(file()).length;
  written(own(2));
  const bytes = readFileSync(file());
  writeFileSync(file(), Buffer.concat([bytes.subarray(0, first), bytes.subarray(second)]));
  expect(openKioskJournal(dir).setAside?.what).toContain('does not follow');
});
