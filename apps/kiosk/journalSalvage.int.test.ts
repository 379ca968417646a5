import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BusinessDay, Numbering, ServiceId, TicketId } from '../../shared/ids.ts';
import { AgentBook } from './agent/book.ts';
import { journalName, openKioskJournal } from './journal.edge.ts';
import type { KioskRecord } from './journalFrames.ts';

const runs = Number(process.env['ANTREAN_FLIPS'] ?? 60);

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'antrean-salvage-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const file = () => join(dir, journalName);
const day = BusinessDay.parse('2026-11-24');
const about = { service: ServiceId.parse('s'), lane: 'regular', language: 'id', people: 1 } as const;
const ticketOf = (count: number) => TicketId.parse(`t-${count}`);

/** One number given without the hub; every third is with the hub already. */
function press(generation: string, count: number): KioskRecord[] {
  const ticket = ticketOf(count);
  const records: KioskRecord[] = [
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
  return count % 3 === 0 ? [...records, { kind: 'uploaded', tickets: [{ ticket, number: `A-500${count}` }] }] : records;
}

/** A journal of so many numbers: its generation, its bytes, and which tickets the hub has yet to hear of. */
function written(count: number): { generation: string; bytes: Buffer; open: TicketId[] } {
  rmSync(dir, { recursive: true, force: true });
  const journal = openKioskJournal(dir);
  const { generation } = journal;
  journal.append({ kind: 'digit', digit: 5, generation });
  for (let i = 1; i <= count; i++) for (const record of press(generation, i)) journal.append(record);
  const open = new AgentBook([], generation);
  journal.close();
  const again = openKioskJournal(dir);
  for (const record of again.records) open.apply(record);
  again.close();
  return { generation, bytes: readFileSync(file()), open: open.own().map(({ ticket }) => ticket) };
}

function opened() {
  const journal = openKioskJournal(dir);
  journal.close();
  return { journal, book: new AgentBook(journal.records, journal.generation) };
}

test('N6, I03 one wrong bit anywhere loses no number: each open ticket goes on under the old generation, the new one counts anew', () => {
  const { generation, bytes, open } = written(9);
  expect(open).toHaveLength(6);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), (bit) => {
      const wrong = Buffer.from(bytes);
      wrong[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(file(), wrong);
      const { journal, book } = opened();
      expect(journal.generation).not.toBe(generation);
      expect(book.digit).toBeUndefined();
      expect(book.nextCount(day, 'A' as never)).toBe(1);
      expect(book.own().map(({ ticket }) => ticket)).toEqual(open);
      expect(book.own().every(({ own }) => own?.generation === generation)).toBe(true);
    }),
    { numRuns: runs },
  );
});

test('I03 after any damage every number whose own record can be read is there, before the damage and after it', () => {
  const { generation, bytes, open } = written(12);
  const damage = fc.record({
    at: fc.integer({ min: 0, max: bytes.length - 1 }),
    over: fc.uint8Array({ minLength: 1, maxLength: 600 }),
  });
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (wounds) => {
      const wrong = Buffer.from(bytes);
      for (const { at, over } of wounds) wrong.set(over.slice(0, wrong.length - at), at);
      fc.pre(!wrong.equals(bytes));
      writeFileSync(file(), wrong);
      const { journal, book } = opened();
      fc.pre(journal.setAside !== undefined);
      const isHit = (from: number, to: number) => wounds.some(({ at, over }) => at < to && at + over.length > from);
      const whole = open.filter((ticket) => {
        const name = bytes.indexOf(`"kind":"ownNumber","ticket":"${ticket}"`);
        const next = bytes.indexOf('ANTK', name);
        return !isHit(bytes.lastIndexOf('ANTK', name), next < 0 ? bytes.length : next);
      });
      const kept = book.own().filter(({ own }) => own?.generation === generation);
      expect(kept.map(({ ticket }) => ticket)).toEqual(expect.arrayContaining(whole));
    }),
    { numRuns: runs },
  );
});

test('C7 a salvaged number whose slip is not told of any more is uncertain, not failed', () => {
  const { bytes } = written(1);
  const fenced = bytes.lastIndexOf('ANTK');
  const sending = bytes.lastIndexOf('ANTK', fenced - 1);
  writeFileSync(
    file(),
    Buffer.concat([bytes.subarray(0, sending), Buffer.alloc(fenced - sending, 7), Buffer.from('?')]),
  );
  expect(opened().book.own()).toMatchObject([{ ticket: 't-1', slip: 'uncertain' }]);
});

test('a damaged file is kept whole, once, however often the opening is cut short', () => {
  const { bytes } = written(2);
  bytes[40]! ^= 1;
  writeFileSync(file(), bytes);
  const first = opened().journal;
  writeFileSync(file(), bytes);
  const second = opened().journal;
  expect(second.setAside?.file).toBe(first.setAside?.file);
  expect(readFileSync(second.setAside!.file)).toEqual(bytes);
  expect(second.generation).not.toBe(first.generation);
});
