import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BusinessDay, Numbering, ServiceId, TicketId } from '../../shared/ids.ts';
import { AgentBook } from './agent/book.ts';
import { journalName, openKioskJournal, type KioskJournal } from './journal.edge.ts';
import type { KioskRecord } from './journalFrames.ts';
import { pruned } from './journalPrune.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'antrean-prune-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const file = () => join(dir, journalName);
const day = BusinessDay.parse('2026-11-24');
const about = { service: ServiceId.parse('s'), lane: 'regular', language: 'id', people: 1 } as const;
const prefix = 'A' as never;

function press(generation: string, count: number): KioskRecord[] {
  const ticket = TicketId.parse(`t-${count}`);
  return [
    { kind: 'pressed', ticket, at: count, wall: count, monotonic: count, boot: 'b', ...about },
    {
      kind: 'ownNumber',
      ticket,
      day,
      number: Numbering.parse({ prefix: 'A', source: 5, count }),
      arrivedAt: count,
      of: { generation, ...about },
    },
    { kind: 'sending', ticket },
    { kind: 'fenced', ticket },
  ];
}
const uploaded = (at: number, ...counts: number[]): KioskRecord => ({
  kind: 'uploaded',
  at,
  tickets: counts.map((count) => ({ ticket: TicketId.parse(`t-${count}`), number: `A-500${count}`, slip: 'printed' })),
});

/** Three numbers: the hub has had the first since 10, the second since 20, the third it has not. */
function written(): KioskJournal {
  const journal = openKioskJournal(dir);
  journal.append({ kind: 'digit', digit: 5, generation: journal.generation });
  for (const count of [1, 2, 3]) for (const record of press(journal.generation, count)) journal.append(record);
  journal.append(uploaded(10, 1));
  journal.append(uploaded(20, 2));
  return journal;
}
const bookOf = ({ records, generation }: Pick<KioskJournal, 'records' | 'generation'>) =>
  new AgentBook(records, generation);
function reopened() {
  const journal = openKioskJournal(dir);
  journal.close();
  return journal;
}
function prune(journal: KioskJournal, then: number) {
  return journal.prune((records) => pruned(records, bookOf({ records, generation: journal.generation }), then));
}

test('N6 what the hub has long had is dropped; generation, digit and counts stay, and the file goes on', () => {
  const journal = written();
  expect(prune(journal, 15)).toBeGreaterThan(0);
  journal.append({ kind: 'said', ticket: TicketId.parse('t-3'), came: true });
  journal.close();
  const again = reopened();
  const book = bookOf(again);
  expect(again.generation).toBe(journal.generation);
  expect(again.setAside).toBeUndefined();
  expect([...book.presses.keys()]).toEqual(['t-2', 't-3']);
  expect(book.digit).toBe(5);
  expect(book.nextCount(day, prefix)).toBe(4);
  expect(book.own().map(({ ticket }) => ticket)).toEqual(['t-3']);
});

test('N6 with everything dropped the counts still do not fall, over a second pruning too', () => {
  const journal = written();
  journal.append(uploaded(30, 3));
  prune(journal, 100);
  prune(journal, 100);
  journal.close();
  expect(bookOf(reopened()).nextCount(day, prefix)).toBe(4);
  expect(bookOf(reopened()).presses.size).toBe(0);
});

test('I03 a number the hub has not taken is never dropped, nor one whose slip it has not heard of', () => {
  const journal = written();
  journal.append({ kind: 'uncertain', ticket: TicketId.parse('t-1'), why: 'silent' });
  prune(journal, 1_000_000);
  journal.close();
  expect([...bookOf(reopened()).presses.keys()]).toEqual(['t-1', 't-3']);
});

test('a pruning cut at any step leaves the old file or the new one, whole', () => {
  const journal = written();
  const old = readFileSync(file());
  prune(journal, 15);
  journal.close();
  const fresh = readFileSync(file());
  const half = `${file()}.new`;
  // The new file is being written: any part of it may be there, the old one is untouched.
  for (let length = 0; length <= fresh.length; length += 37) {
    writeFileSync(file(), old);
    writeFileSync(half, fresh.subarray(0, length));
    const again = openKioskJournal(dir);
    expect(bookOf(again).presses.size, `${length} bytes of the new file`).toBe(3);
    // A later pruning is not disturbed by what was left.
    expect(prune(again, 15)).toBeGreaterThan(0);
    again.close();
    expect(readFileSync(file())).toEqual(fresh);
    expect(existsSync(half)).toBe(false);
  }
});

test('a file that is not as it was written is not pruned, and left for the next opening to judge', () => {
  const journal = written();
  const wrong = readFileSync(file());
  wrong[wrong.length - 30]! ^= 1;
  writeFileSync(file(), wrong);
  expect(prune(journal, 15)).toBe(0);
  journal.close();
  expect(readFileSync(file())).toEqual(wrong);
});
