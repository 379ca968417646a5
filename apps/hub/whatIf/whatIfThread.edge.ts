import { parentPort, workerData } from 'node:worker_threads';
import { present } from '../../../shared/basics.ts';
import { daysOf, readBook } from '../journal/bookFile.ts';
import { answerOf } from './answer.ts';
import type { Ask } from './asks.ts';

/** One question to stored days, answered in a thread of its own, which then ends (design.md 1.8). */
const port = present(parentPort, 'the port of the what-if thread');
const { dir, ask, drawsForMs } = workerData as {
  readonly dir: string;
  readonly ask: Ask;
  readonly drawsForMs: number;
};
const begun = performance.now();
const answered = await answerOf(
  ask,
  { days: () => daysOf(dir), read: (day) => readBook(dir, day) },
  () => performance.now() - begun < drawsForMs,
);
port.postMessage(answered);
port.close();
