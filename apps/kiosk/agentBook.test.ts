import { expect, test } from 'vitest';
import { BusinessDay, Numbering, Prefix, ServiceId, TicketId } from '../../shared/ids.ts';
import { AgentBook } from './agentBook.ts';
import type { KioskRecord } from './journalFrames.ts';

const id = (name: string) => TicketId.parse(name);
const today = BusinessDay.parse('2026-11-24');
const prefix = Prefix.parse('A');
const pressed = (name: string): KioskRecord => ({
  kind: 'pressed',
  ticket: id(name),
  at: 1,
  wall: 1,
  monotonic: 1,
  boot: 'b',
  service: ServiceId.parse('s'),
  lane: 'regular',
  language: 'id',
  people: 1,
});
const own = (name: string, count: number, day = today): KioskRecord => ({
  kind: 'ownNumber',
  ticket: id(name),
  day,
  number: Numbering.parse({ prefix: 'A', source: 5, count }),
  arrivedAt: 1,
});

test('N6 a count never falls, whatever was taken by the hub, and each day has its own', () => {
  const book = new AgentBook([pressed('a'), own('a', 1), pressed('b'), own('b', 2)]);
  book.apply({ kind: 'uploaded', tickets: [id('a'), id('b')].map((ticket) => ({ ticket, number: 'A-5001' })) });
  expect(book.own()).toEqual([]);
  expect(book.nextCount(today, prefix)).toBe(3);
  expect(book.nextCount(BusinessDay.parse('2026-11-25'), prefix)).toBe(1);
});

test('C7 after a power cut a slip that was being sent is uncertain, one that was not is failed, and neither is printed again', () => {
  const book = new AgentBook([
    pressed('asked'),
    pressed('sending'),
    { kind: 'hubNumber', ticket: id('sending'), number: 'A-001', ahead: 0, estimate: null },
    { kind: 'sending', ticket: id('sending') },
    pressed('sent'),
    { kind: 'hubNumber', ticket: id('sent'), number: 'A-002', ahead: 0, estimate: null },
    { kind: 'sending', ticket: id('sent') },
    { kind: 'sent', ticket: id('sent') },
  ]);
  expect(book.interrupted()).toEqual([
    { kind: 'failed', ticket: 'asked', why: 'interrupted' },
    { kind: 'uncertain', ticket: 'sending', why: 'interrupted' },
  ]);
  for (const record of book.interrupted()) book.apply(record);
  expect(book.unconfirmed().map(({ slip }) => slip)).toEqual(['failed', 'uncertain', 'printed']);
});

test('an upload is of one day, in the order of the numbers, and waits for the slip', () => {
  const tomorrow = BusinessDay.parse('2026-11-25');
  const done = (name: string): KioskRecord => ({ kind: 'sent', ticket: id(name) });
  const book = new AgentBook([
    pressed('a'),
    own('a', 1),
    done('a'),
    pressed('b'),
    own('b', 2),
    done('b'),
    pressed('c'),
    own('c', 1, tomorrow),
    done('c'),
    pressed('d'),
    own('d', 3),
  ]);
  expect(book.nextUpload(1)?.presses.map(({ ticket }) => ticket)).toEqual(['a']);
  expect(book.nextUpload(100)).toMatchObject({ day: today, presses: [{ ticket: 'a' }, { ticket: 'b' }] });
});
