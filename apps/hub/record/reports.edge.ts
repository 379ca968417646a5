import { Worker } from 'node:worker_threads';
import type { BusinessDay } from '../../../shared/ids.ts';

/** Two days, both included, and what is made of them: the report as JSON or its rows as CSV. */
export interface ReportAsked {
  readonly from: BusinessDay;
  readonly to: BusinessDay;
  readonly as: 'json' | 'csv';
}

/** What the thread of one report is started with. */
export interface ReportStart extends ReportAsked {
  readonly dir: string;
}

export interface Reports {
  /** The text of the answer; undefined while too many wait already. Rejects where the thread failed. */
  accuracy(asked: ReportAsked): Promise<string | undefined>;
}

/** Questions waiting for their turn (I40). */
const mostWaiting = 8;

/** Reports on the record of a data folder, each from a thread of its own, one at a time, so that the hub's waits for none. */
export function openReports(dir: string): Reports {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    async accuracy(asked) {
      if (waiting >= mostWaiting) return undefined;
      waiting++;
      const answer = last.then(() => reportOf({ dir, ...asked }));
      last = answer.catch(() => undefined);
      try {
        return await answer;
      } finally {
        waiting--;
      }
    },
  };
}

function reportOf(workerData: ReportStart): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./reportWorker.edge.ts', import.meta.url), { workerData });
    worker.once('message', (text: string) => resolve(text));
    worker.once('error', (error) => reject(error instanceof Error ? error : new Error(String(error))));
    worker.once('exit', (code) => reject(new Error(`The thread of a report has ended (${code})`)));
  });
}
