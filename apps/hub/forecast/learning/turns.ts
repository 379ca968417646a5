import { present } from '../../../../shared/basics.ts';
import { secondMs, type CounterId, type Instant, type Ms } from '../../../../shared/ids.ts';
import { callerOf } from '../../domain/decide/context.ts';
import type { Recorded } from '../../domain/events.ts';
import { elapsed, type ReadonlyCounter, type ReadonlyFloor } from '../../domain/floor.ts';
import { nextUp } from '../../domain/nextUp.ts';
import { sampleOf, type Table } from '../lengths.ts';
import { linearPercentile } from '../vectors/percentiles.ts';

/**
 * How long a counter that could call takes until it does. A pause that nobody is told of is seen here and nowhere else,
 * so the longest of these lengths are such pauses.
 */
export interface Turns {
  /** To be told each event, after `evolve` had it. */
  hear(recorded: Recorded, floor: ReadonlyFloor): void;
  newDay(): void;
  /** From the visitor before, or the opening, to the call. */
  turn(): Table;
  /** From somebody's coming to the call, where nobody waited before. */
  react(): Table;
  /** Issue of a ticket to the report that its slip is out, in the middle (C7). */
  slip(): Ms;
  /** Since when a counter that has not called could have. */
  readySince(counter: CounterId): Instant | undefined;
}

const seconds = (...lengths: readonly number[]) => lengths.map((length) => length * secondMs);

export function turns(): Turns {
  const turn = sampleOf(500, seconds(1, 2, 3, 5, 5, 10, 15, 30));
  const react = sampleOf(200, seconds(2, 3, 5, 5, 10, 15, 30));
  const slip = sampleOf(50, seconds(5));
  const ready = new Map<CounterId, { readonly since: Instant; readonly wasIdle: boolean }>();
  const idle = new Set<CounterId>();

  function watch(counter: ReadonlyCounter, floor: ReadonlyFloor, at: Instant): void {
    const isFree = counter.state === 'open' && counter.visit === undefined && counter.pending === undefined;
    if (!isFree) {
      ready.delete(counter.id);
      idle.delete(counter.id);
    } else if (!hasNext(counter, floor, at)) {
      ready.delete(counter.id);
      idle.add(counter.id);
    } else if (!ready.has(counter.id)) ready.set(counter.id, { since: at, wasIdle: idle.has(counter.id) });
  }

  return {
    hear({ event, at }, floor) {
      if (event.type === 'VisitCalled') {
        const was = ready.get(event.counter);
        // A chosen call says nothing of how long a counter takes to call the next.
        if (was && event.why.rule !== 'C12') (was.wasIdle ? react : turn).add(elapsed(floor.lines, was.since, at));
      }
      if (event.type === 'SlipReported') {
        const { issuedAt } = present(floor.visits.get(event.ticket), event.ticket);
        slip.add(elapsed(floor.lines, issuedAt, at));
      }
      for (const counter of floor.counters.values()) watch(counter, floor, at);
    },
    newDay() {
      ready.clear();
      idle.clear();
    },
    turn: () => turn.table(),
    react: () => react.table(),
    slip: () => linearPercentile(slip.table(), 0.5),
    readySince: (counter) => ready.get(counter)?.since,
  };
}

function hasNext(counter: ReadonlyCounter, floor: ReadonlyFloor, at: Instant): boolean {
  const somebodyIn = (lines: ReadonlyFloor['lines']) =>
    counter.tiers.some((stages) =>
      stages.some((stage) => Object.values(lines.queues.get(stage)?.lines ?? {}).some((line) => line.length > 0)),
    );
  if (!somebodyIn(floor.lines)) return false;
  const caller = callerOf(floor, counter, undefined);
  return caller.ok && nextUp(floor.lines, caller.value, at) !== undefined;
}
