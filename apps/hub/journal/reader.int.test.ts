import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { journalFile } from './connect.edge.ts';
import type { Journal } from './journal.ts';
import { openReader, type Reader } from './reader.edge.ts';
import {
  called,
  createScribe,
  dayClosed,
  dayOne,
  dayTwo,
  issued,
  office,
  opening,
  ticketId,
  visit,
  type Scribe,
} from './scribe.ts';
import { spoil } from './spoil.ts';
import { openJournal } from './sqlite.edge.ts';

let dir: string;
let journal: Journal;
let reader: Reader;
let scribe: Scribe;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'journal-'));
  journal = openJournal({ dir });
  scribe = createScribe(journal);
  await journal.append([
    opening(scribe),
    scribe.turn('house', 'adopt', { type: 'OfficeAdopted', document: office.hash }),
  ]);
  for (let count = 1; count <= 5; count++) await journal.append(visit(scribe, count));
  await journal.append([scribe.turn(dayOne, 'close', dayClosed), opening(scribe, dayTwo), ...visit(scribe, 1, dayTwo)]);
  await journal.append([
    scribe.turn(dayTwo, ticketId(2, dayTwo), issued(2, dayTwo)),
    scribe.turn(dayTwo, 'call', called(2, undefined, dayTwo)),
  ]);
  reader = openReader({ dir });
});
afterEach(async () => {
  await reader.close();
  await journal.close();
  rmSync(dir, { recursive: true });
});

test('a journal that is as it was written passes, while it grows', async () => {
  const checks = [reader.check(), reader.check()];
  for (let count = 3; count <= 60; count++)
    await journal.append([scribe.turn(dayTwo, ticketId(count, dayTwo), issued(count, dayTwo))]);
  for (const verdict of await Promise.all(checks)) expect(verdict.ok).toBe(true);
  expect(await reader.check()).toEqual({ ok: true, seq: journal.head().seq });
});

describe('the full check names the first wrong seq', () => {
  const wrongs: readonly (readonly [what: string, sql: string, seq: number, says: string])[] = [
    ['I35 a changed text', `UPDATE event SET body = replace(body, 'bambang', 'dewi') WHERE seq = 5`, 5, 'chain'],
    ['I35 a changed hash', 'UPDATE event SET hash = zeroblob(32) WHERE seq = 7', 7, 'chain'],
    ['I14 a missing event', 'DELETE FROM event WHERE seq = 11', 0, 'no event'],
    [
      'I14 a missing event that nothing names',
      'DELETE FROM event WHERE seq = 1; UPDATE book SET opened = 2 WHERE opened = 1',
      1,
      'missing',
    ],
    ['a column beside its text', `UPDATE event SET type = 'StageFinished' WHERE seq = 4`, 4, 'column type'],
    ['a day that is not kept', `DELETE FROM book WHERE day = '${dayOne}'`, 1, 'not kept among the days'],
    ['I01 a number kept for another', `UPDATE number SET ticket = 'x' WHERE ticket = '${ticketId(3)}'`, 12, 'not for'],
    ['I01 a number that is not kept', `DELETE FROM number WHERE ticket = '${ticketId(1)}'`, 4, 'nobody'],
    [
      'I01 a number that nobody was given',
      `INSERT INTO number VALUES ('o', '${dayOne}', 'A', 'A-999', 'x')`,
      32,
      'numbers are kept',
    ],
    [
      'a key bound to another event',
      `UPDATE key SET seq = 6, sum = NULL WHERE key = '${ticketId(1)}'`,
      6,
      'another key',
    ],
    [
      'a key bound in another day',
      `UPDATE key SET book = '${dayTwo}', sum = NULL WHERE key = '${ticketId(1)}'`,
      4,
      'bound in',
    ],
    [
      'I02 an answer that has rotted',
      `UPDATE key SET reply = replace(reply, 'true', 'trve') WHERE key = '${ticketId(4)}'`,
      1,
      'as it was written',
    ],
    ['I15 a changed fact', `UPDATE fact SET outcome = 'noShow' WHERE seq = 11`, 11, 'facts'],
    ['I15 a lost fact', 'DELETE FROM fact WHERE seq = 11', 11, 'facts'],
    [
      'I15 an invented fact',
      `INSERT INTO fact SELECT 8, 'visit', day, ticket, number, service, stage, lane, counter, officer, people, since, called_at, started_at, ended_at, outcome FROM fact WHERE seq = 7`,
      8,
      'facts',
    ],
    [
      'I15 a fact of no day',
      `INSERT INTO fact SELECT 9, 'visit', '2001-01-01', ticket, number, service, stage, lane, counter, officer, people, since, called_at, started_at, ended_at, outcome FROM fact WHERE seq = 7`,
      32,
      'no day',
    ],
    ['a closed day kept as open', `UPDATE book SET closed = 0 WHERE day = '${dayOne}'`, 24, 'kept as open'],
    ['an open day kept as closed', `UPDATE book SET closed = 1 WHERE day = '${dayTwo}'`, 32, 'kept as closed'],
    ['C1 a seat kept for another', `UPDATE at_counter SET ticket = 'x'`, 32, 'kept with x'],
    ['C1 a seat that is not kept', 'DELETE FROM at_counter', 32, 'by their events 1'],
    ['a lost document', 'DELETE FROM document', 1, 'cannot follow'],
    ['a changed document', `UPDATE document SET body = replace(body, 'loket', 'tekol')`, 1, 'cannot follow'],
  ];
  test.each(wrongs)('%s', async (_, sql, seq, says) => {
    expect(journal.head().seq).toBe(32);
    expect(await reader.check()).toEqual({ ok: true, seq: 32 });
    spoil(journalFile(dir), sql);
    expect(await reader.check()).toEqual({ ok: false, seq, what: expect.stringContaining(says) });
  });
});

test('D6 the key of an office changed at night may be bound in the book that was closed, as it once was', async () => {
  spoil(journalFile(dir), `UPDATE key SET book = '${dayOne}', sum = NULL WHERE key = 'adopt' AND book = 'house'`);
  expect(await reader.check()).toEqual({ ok: true, seq: 32 });
});

test('events are read as the journal reads them, while a check runs too', async () => {
  for (let batch = 0; batch < 3; batch++)
    await journal.append(
      Array.from({ length: 900 }, (_, i) => scribe.turn(dayTwo, `${batch}-${i}`, issued(batch * 900 + i + 10, dayTwo))),
    );
  const collect = async (events: ReturnType<Journal['read']>) => {
    const found = [];
    for await (const event of events) found.push(event);
    return found;
  };
  const check = reader.check();
  const read = await collect(reader.read(dayTwo));
  expect(read.length).toBe(2708);
  expect(read).toEqual(await collect(journal.read(dayTwo)));
  expect((await collect(reader.read(dayTwo, 2000))).length).toBe(732);
  expect((await check).ok).toBe(true);
});

test('facts come by days', async () => {
  const facts = await reader.facts(dayOne, dayOne);
  expect(facts.length).toBe(10);
  expect(facts[0]).toMatchObject({
    kind: 'stage',
    day: dayOne,
    ticket: ticketId(1),
    stage: 'ambil',
    lane: 'regular',
    people: 1,
    outcome: 'done',
  });
  expect((await reader.facts(dayOne, dayTwo)).length).toBe(12);
  expect(await reader.facts('2001-01-01', '2001-12-31')).toEqual([]);
});

test('a thread that has ended answers nothing more', async () => {
  await reader.close();
  await expect(reader.check()).rejects.toThrow('ended');
});
