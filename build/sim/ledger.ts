import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Task, TaskResult } from './task.ts';

export interface Done {
  readonly task: Task;
  readonly result: TaskResult;
}

interface Entry extends Done {
  readonly sources: string;
}

const root = join(import.meta.dirname, '../..');
/** What a result depends on besides its task. */
const folders = ['apps/hub/forecast', 'apps/hub/domain'];
const files = ['days', 'duties', 'forecasts', 'lengthsOf', 'offices', 'play', 'task'].map(
  (name) => `build/sim/${name}.ts`,
);

/** Changes with the estimator, the core and the makers of days, so that old figures are not mixed with new ones. */
export function sourcesHash(): string {
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const sources = [...inFolders, ...files].filter((name) => /(?<!\.test|\.test-kit)\.ts$/.test(name)).toSorted();
  const hash = createHash('sha256');
  for (const name of sources) hash.update(`${name}\n`).update(readFileSync(join(root, name)));
  return hash.digest('hex').slice(0, 16);
}

/**
 * Runs all tasks by so many threads and answers in their order. What the ledger holds of the same sources is not run
 * again; each result is added to it as it comes, so an interrupted run goes on where it was.
 */
export async function runAll(
  tasks: readonly Task[],
  {
    sources,
    ledger,
    workers,
    tell,
  }: {
    /** What the results are of: `sourcesHash()`. */
    readonly sources: string;
    readonly ledger: string;
    readonly workers: number;
    readonly tell: (line: string) => void;
  },
): Promise<readonly Done[]> {
  const done = new Map<string, Done>();
  for (const line of existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n') : []) {
    const entry = line.endsWith('}') ? (JSON.parse(line) as Entry) : undefined;
    if (entry?.sources === sources) done.set(JSON.stringify(entry.task), entry);
  }
  const left = tasks.filter((task) => !done.has(JSON.stringify(task)));
  tell(`${tasks.length} tasks, ${left.length} of them to run`);
  await Promise.all(
    Array.from({ length: Math.min(workers, left.length) }, async () => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url));
      for (let task = left.shift(); task; task = left.shift()) {
        const result = await answerTo(worker, task);
        done.set(JSON.stringify(task), { task, result });
        appendFileSync(ledger, `${JSON.stringify({ sources, task, result } satisfies Entry)}\n`);
        tell(
          `${task.office}, seed ${task.seed}${task.change ? `, ${task.change.what} at ${task.change.at}` : ''}: done`,
        );
      }
      await worker.terminate();
    }),
  );
  return tasks.flatMap((task) => done.get(JSON.stringify(task)) ?? []);
}

function answerTo(worker: Worker, task: Task): Promise<TaskResult> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (result: TaskResult) => {
      worker.off('error', reject);
      resolve(result);
    });
    worker.postMessage(task);
  });
}
