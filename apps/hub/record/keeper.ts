import type { Result } from '../../../shared/basics.ts';
import type { BusinessDay } from '../../../shared/ids.ts';
import { addDays } from '../domain/hours.ts';
import type { Witness } from '../forecast/waits.ts';
import type { RecordStore } from '../journal/recordStore.edge.ts';
import { daysTold, keptOf, type Kept } from './kept.ts';
import { createRecorder } from './recorder.ts';

/** Keeps the record: what the recorder says is written, what is old forgotten, and of the last days told what was kept. */
export interface Keeper extends Witness {
  /** Writes what came since the last time. */
  flush(): void;
  /** Of the last 30 days up to today, null below 50 cases; undefined where nothing changed since it was last asked. */
  news(): Kept | null | undefined;
  close(): void;
}

/** Days kept; a year and a month, so that a month can be set beside the same one of the year before. */
const daysKept = 400;

/** `firstDay`: the first of those whose events are told again. */
export function createKeeper(store: RecordStore, firstDay: BusinessDay, say: (line: string) => void): Keeper {
  const recorder = createRecorder(store.remembered(firstDay));
  let day: BusinessDay | undefined;
  let pruned: BusinessDay | undefined;
  let failed = false;
  let isNew = true;
  let last: Kept | null = null;

  /** The first of a row of failures is said. */
  function told<T>(result: Result<T, string>): Result<T, string> {
    if (!result.ok && !failed) say(result.error);
    failed = !result.ok;
    return result;
  }

  return {
    heard(recorded) {
      if (recorded.event.type === 'DayOpened') day = recorded.day as BusinessDay;
      recorder.heard(recorded);
    },
    foreseen: (foresight) => recorder.foreseen(foresight),
    flush() {
      if (day !== undefined && day !== pruned) {
        told(store.prune(addDays(day, -daysKept)));
        pruned = day;
        isNew = true;
      }
      const changes = recorder.take();
      if (changes.length === 0) return;
      told(store.write(changes));
      isNew ||= changes.some(({ kind }) => kind === 'ended');
    },
    news() {
      if (!isNew || day === undefined) return undefined;
      isNew = false;
      const found = told(store.kept(addDays(day, 1 - daysTold)));
      const kept = found.ok ? keptOf(found.value) : null;
      if (kept?.of === last?.of) return undefined;
      last = kept;
      return kept;
    },
    close: () => store.close(),
  };
}
