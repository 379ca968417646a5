import { present } from '../../../shared/basics.ts';
import { minuteMs, type BusinessDay, type Instant, type Ms } from '../../../shared/ids.ts';
import type { EventOf } from '../domain/events.ts';
import { evolve, openFloor } from '../domain/evolve.ts';
import { indexOffice } from '../domain/officeIndex.ts';
import { nearestRank } from '../forecast/vectors/percentiles.ts';
import type { Advised } from './asks.ts';
import type { Day } from './compare.ts';

/** F5: opened within this, an advice was followed. */
const followedWithin: Ms = 15 * minuteMs;
/** Calls up to the advice, and as many minutes of calls once whoever followed it has opened. */
const measuredFor: Ms = 30 * minuteMs;

interface Waited {
  readonly at: Instant;
  readonly stage: string;
  /** Minutes from joining the stage's queue to the call. */
  readonly wait: number;
}

/** F5: what was advised in a day's book, whether it was followed, and the waits at that stage before and after. */
export function advisedIn({ book, documents }: Day): readonly Advised[] {
  const opening = present(book[0], 'first event of the day');
  const floor = openFloor(opening, new Map([...documents].map(([hash, office]) => [hash, indexOffice(hash, office)])));
  const advices: {
    readonly event: EventOf<'CounterAdvised'>;
    readonly at: Instant;
    followed?: Instant;
    withdrawn?: Instant;
  }[] = [];
  const waits: Waited[] = [];
  for (const recorded of book) {
    const { event, at } = recorded;
    if (event.type === 'VisitCalled') {
      const joined = floor.visits.get(event.ticket)?.stay;
      if (joined?.is === 'waiting') waits.push({ at, stage: event.stage, wait: (at - joined.since) / minuteMs });
    }
    evolve(floor, recorded);
    if (event.type === 'CounterAdvised') advices.push({ event, at });
    if (event.type === 'CounterOpened') {
      const serves = floor.counters.get(event.counter)?.tiers.flat() ?? [];
      for (const advice of advices)
        if (advice.followed === undefined && at - advice.at <= followedWithin && serves.includes(advice.event.stage))
          advice.followed = at;
    }
    if (event.type === 'AdviceWithdrawn') {
      const advice = advices.findLast((one) => one.event.stage === event.stage);
      if (advice) advice.withdrawn = at;
    }
  }
  return advices.map(({ event, at, followed, withdrawn }) => ({
    day: opening.day as BusinessDay,
    at,
    service: event.service,
    stage: event.stage,
    helper: event.helper,
    p80Minutes: event.p80Minutes,
    promiseMinutes: event.promiseMinutes,
    followedAt: followed ?? null,
    withdrawnAt: withdrawn ?? null,
    before: p80(waits, event.stage, at - measuredFor, at),
    after: p80(waits, event.stage, at + followedWithin, at + followedWithin + measuredFor),
  }));
}

function p80(waits: readonly Waited[], stage: string, from: Instant, to: Instant): number | null {
  const mine = waits.filter((one) => one.stage === stage && from < one.at && one.at <= to).map(({ wait }) => wait);
  return mine.length === 0
    ? null
    : nearestRank(
        mine.toSorted((one, other) => one - other),
        0.8,
      );
}
