import { expect, test } from 'vitest';
import type { BusinessDay, CounterId } from '../../../shared/ids.ts';
import { addDays } from '../domain/hours.ts';
import type { Event } from '../domain/events.ts';
import type { Journal, Turn } from './journal.ts';
import { memoryDisk, openMemory } from './memory.ts';
import { called, counterTwo, createScribe, dayOne, issued, opening, ticketId, visit } from './scribe.ts';
import { watched } from './watch.ts';

/** A journal that keeps whatever it is given, as a database without its guards would. */
async function lax() {
  const disk = memoryDisk();
  const memory = openMemory(disk);
  const scribe = createScribe(memory);
  await memory.append([opening(scribe), ...visit(scribe, 1)]);
  await memory.append([scribe.turn(dayOne, 'at', issued(9)), scribe.turn(dayOne, 'call-9', called(9))]);
  const without = (turns: readonly Turn[]) => turns.map((turn) => ({ ...turn, guards: [] }));
  const journal: Journal = { ...memory, append: (turns) => memory.append(without(turns)) };
  return { memory, scribe, journal };
}

test('a true day passes', async () => {
  const { scribe, journal } = await lax();
  const watch = await watched(journal);
  await watch.append([scribe.turn(dayOne, 'two', issued(2))]);
  await watch.append([scribe.empty()]);
  expect(watch.head().seq).toBe(scribe.seq());
});

test('I01 a number that was given before this start is not given again', async () => {
  const { scribe, journal } = await lax();
  const watch = await watched(journal);
  expect(() => watch.append([scribe.turn(dayOne, 'again', { ...issued(1), ticket: ticketId(77) } as Event)])).toThrow(
    'I01',
  );
});

test('I02 a key bound twice ends the hub before a second answer leaves', async () => {
  const { scribe, memory } = await lax();
  const watch = await watched({
    ...memory,
    append: (turns) => memory.append(turns.map(({ bound: _, ...turn }) => turn)),
  });
  await watch.append([scribe.turn(dayOne, 'k', issued(2))]);
  expect(() => watch.append([scribe.turn(dayOne, 'k', issued(3))])).toThrow('I02');
  expect(() => watch.append([scribe.turn(dayOne, 'k-4', issued(4))]), 'nothing is kept after it').toThrow('I02');
});

test('I07 a counter that has a visitor is not given another, and a visitor at a counter no second one', async () => {
  const first = await lax();
  await first.journal.append([first.scribe.turn(dayOne, 'two', issued(2))]);
  const watch = await watched(first.journal);
  expect(() => watch.append([first.scribe.turn(dayOne, 'call-2', called(2))])).toThrow('I07');
  const second = await lax();
  const other = await watched(second.journal);
  const elsewhere = 'loket-1' as CounterId;
  expect(counterTwo).not.toBe(elsewhere);
  expect(() => other.append([second.scribe.turn(dayOne, 'call-9b', called(9, elsewhere))])).toThrow('I07');
});

test('I35 a journal that kept another text, or not all, is noticed at once', async () => {
  const { scribe, journal, memory } = await lax();
  const hash = memory.head().hash;
  const stale = await watched({ ...journal, head: () => ({ ...memory.head(), hash }) });
  expect(() => stale.append([scribe.turn(dayOne, 'two', issued(2))])).toThrow('I35');
  const again = await lax();
  const lazy = await watched({ ...again.journal, append: () => {} });
  expect(() => lazy.append([again.scribe.turn(dayOne, 'two', issued(2))])).toThrow('stands at event');
});

test('a gap in the seqs is noticed', async () => {
  const { scribe, journal } = await lax();
  const watch = await watched({ ...journal, append: () => {} });
  scribe.turn(dayOne, 'lost', issued(2));
  expect(() => watch.append([scribe.turn(dayOne, 'three', issued(3))])).toThrow('follows event');
});

test('I40 numbers of days over a week past are left to the database', async () => {
  const { scribe, journal } = await lax();
  const watch = await watched(journal);
  const open = async (day: string) => watch.append([opening(scribe, day as BusinessDay)]);
  const again = (count: number) => () =>
    watch.append([scribe.turn(dayOne, `again-${count}`, { ...issued(count), ticket: ticketId(70 + count) } as Event)]);
  await watch.append([scribe.turn(dayOne, 'two', issued(2))]);
  await open(addDays(dayOne, 9));
  expect(again(1)).not.toThrow();
  await watch.append([scribe.turn(dayOne, 'three', issued(3))]);
  await open(addDays(dayOne, 8));
  expect(again(3)).toThrow('I01');
});

test('I40 of keys at least the newest 50,000 are held, and 100,000 at most', async () => {
  const { scribe, memory } = await lax();
  const watch = await watched({
    ...memory,
    append: (turns) => memory.append(turns.map(({ bound: _, ...turn }) => turn)),
  });
  const batch = (from: number, count: number) =>
    watch.append(Array.from({ length: count }, (_, i) => scribe.turn(dayOne, `k-${from + i}`)));
  const bound = (key: string) => () => watch.append([scribe.turn(dayOne, key)]);
  for (let from = 0; from < 100_000; from += 1_000) await batch(from, 1_000);
  expect(bound('k-0')).not.toThrow();
  expect(bound('k-50001')).toThrow('I02');
});
