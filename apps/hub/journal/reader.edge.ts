import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Result } from '../../../shared/basics.ts';
import type { Instant, Seq } from '../../../shared/ids.ts';
import type { Book, Recorded } from '../domain/events.ts';
import type { Fact } from '../domain/facts.ts';
import type { Backup } from './backup.edge.ts';
import { journalFile } from './connect.edge.ts';
import type { Verdict } from './journal.ts';
import { recordedOf } from './lift.ts';
import type { Answered, Ask, Asked, Asks } from './readerProtocol.ts';

/** The one reader thread: everything slow that is asked of the journal (design.md 1.8). */
export interface Reader {
  /** The full check of design.md 1.3; on a verdict that is not ok the hub stops acknowledging. */
  check(): Promise<Verdict>;
  read(book: Book, after?: Seq): AsyncIterable<Recorded>;
  facts(from: string, to: string): Promise<readonly Fact[]>;
  /** A verified backup in a folder, or the sentence why there is none (I20). */
  backup(folder: string, at: Instant): Promise<Result<Backup, string>>;
  close(): Promise<void>;
}

const page = 1_000;
/** Questions waiting for the thread; more than this is a mistake of ours (I40). */
const mostWaiting = 1_000;

/** Starts the reader thread over a journal that is open in this process. Its questions fail once the thread has ended. */
export function openReader({ dir }: { readonly dir: string }): Reader {
  const worker = new Worker(new URL('./readerWorker.edge.ts', import.meta.url), {
    workerData: { file: journalFile(dir) },
  });
  const waiting = new Map<
    number,
    { readonly resolve: (answer: never) => void; readonly reject: (error: Error) => void }
  >();
  let ended: Error | undefined;
  let lastId = 0;

  function end(error: Error): void {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  }
  worker.on('message', (answered: Answered) => {
    const asked = waiting.get(answered.id);
    waiting.delete(answered.id);
    if (waiting.size === 0) worker.unref();
    if (answered.ok) asked?.resolve(answered.answer as never);
    else asked?.reject(new Error(answered.error));
  });
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => end(new Error('The reader thread has ended')));
  worker.unref();

  function ask<A extends Ask>(name: A, asked: Asks[A]['asked']): Promise<Asks[A]['answer']> {
    if (ended) return Promise.reject(ended);
    if (waiting.size >= mostWaiting) return Promise.reject(new Error('Too many questions wait for the reader thread'));
    const id = ++lastId;
    worker.ref(); // An idle thread does not keep the process alive, a question does.
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ask: name, ...asked } as Asked);
    });
  }

  async function* read(book: Book, after: Seq = 0) {
    for (let from = after; ;) {
      const texts = await ask('read', { book, after: from, limit: page });
      for (const text of texts) {
        const recorded = recordedOf(text);
        from = recorded.seq;
        yield recorded;
      }
      if (texts.length < page) return;
    }
  }

  return {
    check: () => ask('check', {}),
    read,
    facts: (from, to) => ask('facts', { from, to }),
    backup: (folder, at) => ask('backup', { folder, at }),
    close: async () => {
      if (ended) return;
      worker.ref();
      const exit = once(worker, 'exit');
      worker.postMessage('close');
      await exit;
    },
  };
}
