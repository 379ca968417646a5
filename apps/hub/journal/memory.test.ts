import { expect, test } from 'vitest';
import { contract } from './contract.ts';
import { memoryDisk, openMemory, type MemoryJournal } from './memory.ts';
import { createScribe, opening, visit } from './scribe.ts';

contract('memory', () => {
  const disk = memoryDisk();
  let last: MemoryJournal | undefined;
  const open = (least = 0) => {
    last = openMemory(disk, { least });
    return last;
  };
  return {
    open,
    cutAndOpen: () => {
      last?.cut();
      return open();
    },
    stealEpoch: () => {
      disk.epoch++;
    },
    clear: () => last?.cut(),
  };
});

function slowJournal() {
  const commits: (() => void)[] = [];
  const disk = memoryDisk();
  const journal = openMemory(disk, { later: (commit) => commits.push(commit) });
  return { disk, journal, answer: () => commits.shift()?.() };
}

test('an answer may come late: nothing is kept before it', async () => {
  const { journal, answer } = slowJournal();
  const scribe = createScribe(journal);
  const kept = journal.append([opening(scribe)]);
  expect(journal.head().seq).toBe(0);
  expect(() => journal.append([scribe.empty()])).toThrow('in flight');
  answer();
  await kept;
  expect(journal.head().seq).toBe(2);
});

test('an append cut off is lost and stays unanswered', async () => {
  const { disk, journal, answer } = slowJournal();
  const scribe = createScribe(journal);
  const first = journal.append([opening(scribe)]);
  answer();
  await first;
  let answered = false;
  void Promise.resolve(journal.append(visit(scribe, 1))).finally(() => {
    answered = true;
  });
  journal.cut();
  answer();
  await new Promise(setImmediate);
  expect(answered).toBe(false);
  expect(openMemory(disk).head().seq).toBe(2);
  expect(() => journal.append([scribe.empty()])).toThrow('cut');
});

test('a planned failure keeps nothing and ends the journal', async () => {
  const { disk, journal, answer } = slowJournal();
  const scribe = createScribe(journal);
  journal.failNext(new Error('disk full'));
  const failing = journal.append([opening(scribe)]);
  answer();
  await expect(failing).rejects.toThrow('disk full');
  const next = journal.append([scribe.empty()]);
  answer();
  await expect(next).rejects.toThrow('failed');
  expect(openMemory(disk).head().seq).toBe(0);
});
