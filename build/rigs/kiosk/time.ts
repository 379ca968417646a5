import { setImmediate as turn } from 'node:timers/promises';
import { present } from '../../../shared/basics.ts';

/** Time that passes only from one appointment to the next; all machines of a rig share it. */
export interface VirtualTime {
  /** Milliseconds since 1970, the true time. */
  now(): number;
  after(ms: number, work: () => void): () => void;
  /** Lets everything happen up to this instant. */
  run(until: number): Promise<void>;
}

interface Appointment {
  readonly at: number;
  readonly order: number;
  work: (() => void) | undefined;
}

export function virtualTime(start: number): VirtualTime {
  let now = start;
  let order = 0;
  const heap: Appointment[] = [];
  const entry = (i: number) => present(heap[i], `appointment ${i}`);
  const isBefore = (one: Appointment, other: Appointment) =>
    one.at === other.at ? one.order < other.order : one.at < other.at;
  function swap(i: number, j: number) {
    [heap[i], heap[j]] = [entry(j), entry(i)];
  }
  function put(one: Appointment) {
    heap.push(one);
    for (let i = heap.length - 1; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!isBefore(entry(i), entry(parent))) return;
      swap(i, parent);
      i = parent;
    }
  }
  function take(): Appointment {
    const first = entry(0);
    const last = present(heap.pop(), 'last appointment');
    if (heap.length > 0) {
      heap[0] = last;
      for (let i = 0; ;) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2])
          if (child < heap.length && isBefore(entry(child), entry(least))) least = child;
        if (least === i) break;
        swap(i, least);
        i = least;
      }
    }
    return first;
  }
  return {
    now: () => now,
    after(ms, work) {
      const one: Appointment = { at: now + Math.max(0, ms), order: order++, work };
      put(one);
      return () => {
        one.work = undefined;
      };
    },
    async run(until) {
      await turn();
      while (heap.length > 0 && entry(0).at <= until) {
        const { at, work } = take();
        if (!work) continue;
        now = at;
        work();
        // All that follows at once from it is done before time goes on.
        await turn();
      }
      now = until;
    },
  };
}
