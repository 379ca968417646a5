import { expect, test } from 'vitest';
import { BusinessDay, Numbering, Prefix, ServiceId, TicketId } from '../../../shared/ids.ts';
import { AgentBook } from './book.ts';
import type { KioskRecord } from '../journalFrames.ts';

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

const bookOf = (...records: KioskRecord[]) => new AgentBook(records, 'g1');

test('N6 a count never falls, whatever was taken by the hub, and each day has its own', () => {
  const book = bookOf(pressed('a'), own('a', 1), pressed('b'), own('b', 2));
  book.apply({ kind: 'uploaded', tickets: [id('a'), id('b')].map((ticket) => ({ ticket, number: 'A-5001' })) });
  expect(book.own()).toEqual([]);
  expect(book.nextCount(today, prefix)).toBe(3);
  expect(book.nextCount(BusinessDay.parse('2026-11-25'), prefix)).toBe(1);
});

test('C7, I27 only a fence is printed; after a power cut a slip that was being sent is uncertain, one that was not is failed, and neither is printed again', () => {
  const book = bookOf(
    pressed('asked'),
    pressed('sending'),
    { kind: 'hubNumber', ticket: id('sending'), number: 'A-001', ahead: 0, estimate: null },
    { kind: 'sending', ticket: id('sending') },
    pressed('sent'),
    { kind: 'hubNumber', ticket: id('sent'), number: 'A-002', ahead: 0, estimate: null },
    { kind: 'sending', ticket: id('sent') },
    { kind: 'sent', ticket: id('sent') },
    pressed('fenced'),
    { kind: 'hubNumber', ticket: id('fenced'), number: 'A-003', ahead: 0, estimate: null },
    { kind: 'sending', ticket: id('fenced') },
    { kind: 'fenced', ticket: id('fenced') },
  );
  expect(book.interrupted()).toEqual([
    { kind: 'failed', ticket: 'asked', why: 'interrupted' },
    { kind: 'uncertain', ticket: 'sending', why: 'interrupted' },
  ]);
  for (const record of book.interrupted()) book.apply(record);
  expect(book.unconfirmed().map(({ slip }) => slip)).toEqual(['failed', 'uncertain', 'uncertain', 'printed']);
});

test('an upload is of one day, in the order of the numbers, and waits for the slip', () => {
  const tomorrow = BusinessDay.parse('2026-11-25');
  const done = (name: string): KioskRecord => ({ kind: 'fenced', ticket: id(name) });
  const book = bookOf(
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
  );
  expect(book.nextUpload(1)?.presses.map(({ ticket }) => ticket)).toEqual(['a']);
  expect(book.nextUpload(100)).toMatchObject({ day: today, presses: [{ ticket: 'a' }, { ticket: 'b' }] });
});

test('I27 the visitor’s word settles an uncertain slip, and the printer’s later silence does not unsettle it', () => {
  const ticket = id('a');
  const book = bookOf(
    pressed('a'),
    { kind: 'hubNumber', ticket, number: 'A-001', ahead: 0, estimate: null },
    { kind: 'sending', ticket },
    { kind: 'uncertain', ticket, why: 'silent' },
    { kind: 'confirmed', ticket, outcome: 'uncertain' },
  );
  expect(book.unconfirmed()).toEqual([]);
  book.apply({ kind: 'said', ticket, came: true });
  expect(book.unconfirmed()).toMatchObject([{ ticket, slip: 'printed' }]);
  book.apply({ kind: 'uncertain', ticket, why: 'later' });
  expect(book.unconfirmed()).toMatchObject([{ ticket, slip: 'printed' }]);
  book.apply({ kind: 'confirmed', ticket, outcome: 'printed' });
  expect(book.unconfirmed()).toEqual([]);
});

test('I25 copies are numbered on over all records, and one that came out is the visitor’s slip', () => {
  const ticket = id('a');
  const book = bookOf(
    pressed('a'),
    own('a', 1),
    { kind: 'uncertain', ticket, why: 'silent' },
    { kind: 'said', ticket, came: false },
    { kind: 'copy', ticket, copy: 1, at: 1 },
    { kind: 'copied', ticket, copy: 1, outcome: 'sent' },
  );
  expect(book.presses.get(ticket)?.slip).toBe('uncertain');
  expect(book.nextCopy(ticket)).toBe(2);
  book.apply({ kind: 'copy', ticket, copy: 2, at: 2 });
  book.apply({ kind: 'copied', ticket, copy: 2, outcome: 'fenced' });
  expect(book.presses.get(ticket)?.slip).toBe('printed');
  expect(book.nextCopy(id('b'))).toBe(1);
});

test('N6 a number of a lost generation is sent under its own, and this one’s counts do not know it', () => {
  const of = { generation: 'g0', service: ServiceId.parse('s'), lane: 'priority', language: 'en', people: 2 } as const;
  const book = bookOf(
    { ...own('old', 7), of } as KioskRecord,
    { kind: 'uncertain', ticket: id('old'), why: 'damaged' },
    pressed('new'),
    own('new', 1),
    { kind: 'fenced', ticket: id('new') },
  );
  expect(book.nextUpload(100)).toMatchObject({
    generation: 'g0',
    presses: [{ ticket: 'old', lane: 'priority', people: 2 }],
  });
  book.apply({ kind: 'uploaded', tickets: [{ ticket: id('old'), number: 'A-5007' }] });
  expect(book.nextUpload(100)).toMatchObject({ generation: 'g1', presses: [{ ticket: 'new' }] });
  expect(book.nextCount(today, prefix)).toBe(2);
});
