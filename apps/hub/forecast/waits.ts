import { minuteMs, type BusinessDay, type Instant, type ServiceId } from '../../../shared/ids.ts';
import type { Recorded } from '../domain/events.ts';
import { evolve, openFloor } from '../domain/evolve.ts';
import type { DocumentShelf, Floor } from '../domain/floor.ts';
import { createForecaster } from './forecast.ts';

/** What is promised to a newcomer of the regular lane, as instants, by service; nothing where nothing is known (F3). */
export interface Waits {
  readonly at: Instant;
  readonly services: ReadonlyMap<ServiceId, { readonly low: Instant; readonly high: Instant }>;
}

/** Follows an office with a floor of its own (design.md 1.4), so that the hub's is never asked. */
export interface Follower {
  /** Each event of each day in order; of a day whose beginning was not told nothing is heard. */
  follow(recorded: Recorded): void;
  waits(now: Instant): Waits;
}

/** Promises are whole five minutes of the clock. */
const stepMs = 5 * minuteMs;

export function followWaits(documents: DocumentShelf, seed: number): Follower {
  const forecaster = createForecaster({ seed });
  let floor: Floor | undefined;

  function hear(recorded: Recorded): Floor | undefined {
    if (recorded.event.type === 'DayOpened' && (floor === undefined || recorded.day > floor.day))
      floor = openFloor(recorded, documents);
    if (floor?.day !== (recorded.day as BusinessDay)) return undefined;
    evolve(floor, recorded);
    return floor;
  }

  return {
    follow(recorded) {
      const followed = hear(recorded);
      if (followed) forecaster.follow(recorded, followed);
    },
    waits(now) {
      const services = new Map<ServiceId, { low: Instant; high: Instant }>();
      if (floor?.state === 'open')
        for (const service of floor.lines.office.services.keys()) {
          const band = forecaster.newcomer(service, 'regular', floor, now);
          if (band) services.set(service, promised(now + band.p20, now + band.p80));
        }
      return { at: now, services };
    },
  };
}

function promised(low: Instant, high: Instant): { readonly low: Instant; readonly high: Instant } {
  return { low: Math.floor(low / stepMs) * stepMs, high: Math.ceil(high / stepMs) * stepMs };
}
