import { Worker } from 'node:worker_threads';

export interface CopySettings {
  /** Folder of the copy. */
  readonly dir: string;
  readonly url: string;
  readonly token: string;
  /** The follower's name at the hub, the same over all its connections. */
  readonly name: string;
}

const againMs = 60_000;

/**
 * Keeps a checked copy of the hub's journal (design.md 1.11), beside the agent's own loop: checking a long copy at the
 * start, and the disk, must not make a visitor wait. What it needs a person for goes to `log`. Returns what ends it; a
 * write cut by that end is dropped at the next opening.
 */
export function keepCopy(settings: CopySettings, log: (line: string) => void): () => Promise<void> {
  let worker: Worker | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  function start() {
    worker = new Worker(new URL('./copyWorker.edge.ts', import.meta.url), { workerData: settings });
    worker.on('message', (line: string) => log(line));
    worker.on('error', (error) => log(`The copy of the hub's journal is not kept: ${String(error)}.`));
    worker.on('exit', () => {
      worker = undefined;
      if (!closed) again = setTimeout(start, againMs).unref();
    });
  }
  start();
  return async () => {
    closed = true;
    clearTimeout(again);
    await worker?.terminate();
  };
}
