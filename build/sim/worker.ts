import { parentPort } from 'node:worker_threads';
import { runTask, type Task } from './task.ts';

/** One task at a time, as the thread that hands them out sends them. */
parentPort?.on('message', (task: Task) => {
  void runTask(task).then((result) => parentPort?.postMessage(result));
});
