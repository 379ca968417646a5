import type { Ms, ServiceId } from '../../../shared/ids.ts';
import type { Recorded } from '../domain/events.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';
import { linearPercentile } from './vectors/percentiles.ts';

/** How long visits of a service last, the waits between their stages included, as far as was seen. */
export interface VisitLengths {
  /** To be told each event in order, after `evolve` had it. */
  follow(recorded: Recorded, floor: ReadonlyFloor): void;
  /** From the first call to the end, Ms: the median of the last visits; undefined where fewer than 5 were seen (F3). */
  readonly afterCall: (service: ServiceId) => Ms | undefined;
}

const remembered = 40;
const leastSeen = 5;

export function visitLengths(): VisitLengths {
  const seen = new Map<ServiceId, Ms[]>();
  return {
    follow({ event, at }, floor) {
      if (event.type !== 'VisitEnded' || event.ending !== 'finished') return;
      const visit = floor.visits.get(event.ticket);
      const [first] = visit?.done ?? [];
      if (!visit || !first) return;
      const lengths = seen.get(visit.service) ?? [];
      seen.set(visit.service, [...lengths.slice(1 - remembered), at - first.calledAt]);
    },
    afterCall(service) {
      const lengths = seen.get(service) ?? [];
      return lengths.length < leastSeen
        ? undefined
        : linearPercentile(
            lengths.toSorted((a, b) => a - b),
            0.5,
          );
    },
  };
}
