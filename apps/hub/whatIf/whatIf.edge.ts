import { Worker } from 'node:worker_threads';
import { secondMs, type Ms } from '../../../shared/ids.ts';
import type { Answered, Answers, Ask } from './asks.ts';

/** Plays days for the head of office, in one thread at a time and never on the hub's own. */
export interface WhatIf {
  /**
   * Undefined while another question is played. The answer is undefined where it was stopped, took too long, or failed;
   * why is said in the log.
   */
  begin<A extends Ask>(
    ask: A,
  ): { readonly answer: Promise<Answered<Answers[A['ask']]> | undefined>; readonly stop: () => void } | undefined;
  close(): Promise<void>;
}

/** Draws begin no later than this; one that has begun is played to its end. */
const drawsForMs: Ms = 7 * secondMs;
const mostMs: Ms = 30 * secondMs;

/** Over the journal in a folder, which the hub goes on writing. */
export function createWhatIf({ dir, say }: { readonly dir: string; readonly say: (line: string) => void }): WhatIf {
  /** The one that plays a day; a list is short, and no reason to wait. */
  let running: Worker | undefined;
  const threads = new Set<Worker>();
  return {
    begin(ask) {
      const isLong = ask.ask === 'compare' || ask.ask === 'staffing';
      if (isLong && running) return undefined;
      const worker = new Worker(new URL('./whatIfThread.edge.ts', import.meta.url), {
        workerData: { dir, ask, drawsForMs },
      });
      const over = () => {
        clearTimeout(timer);
        threads.delete(worker);
        if (running === worker) running = undefined;
      };
      if (isLong) running = worker;
      threads.add(worker);
      worker.unref();
      const stop = () => void worker.terminate();
      const timer = setTimeout(() => {
        say(`A day that was played was not over after ${mostMs / secondMs} seconds, and was stopped.`);
        stop();
      }, mostMs).unref();
      const answer = new Promise<never>((resolve) => {
        worker.on('message', (answered: unknown) => {
          over();
          resolve(answered as never);
        });
        worker.on('error', (error) => {
          say(`A day could not be played: ${String(error)}`);
          resolve(undefined as never);
        });
        worker.on('exit', () => {
          over();
          resolve(undefined as never);
        });
      });
      return { answer, stop };
    },
    async close() {
      await Promise.all([...threads].map((thread) => thread.terminate()));
    },
  };
}
