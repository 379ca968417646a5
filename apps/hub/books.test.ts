import { expect, test } from 'vitest';
import { createBooks, officesKept } from './books.ts';
import { memoryDisk, openMemory } from './journal/memory.ts';
import { createScribe, opening } from './journal/scribe.ts';

test('I40 of office documents so many are held, that of a book in memory always, and an older one is read again', async () => {
  const journal = openMemory(memoryDisk());
  const turn = opening(createScribe(journal));
  await journal.append([turn]);
  const [opened] = turn.events;
  const books = createBooks(journal);
  const floor = books.follow(opened!);
  const { office } = floor.lines;
  const changes = Array.from({ length: officesKept + 10 }, (_, i) => `of change ${i}`);
  for (const hash of changes) books.shelf.set(hash, office);
  const closed = { ...opened!, day: '2026-03-04', seq: opened!.seq + 1 } as typeof opened;
  books.follow(closed!);
  expect([...books.shelf.keys()]).toEqual([office.hash, ...changes.slice(11)]);
  books.shelf.delete(office.hash);
  expect(books.follow({ ...closed!, day: '2026-03-05' } as never).lines.office.hash).toBe(office.hash);
});
