import type { Instant } from '../../../../shared/ids.ts';
import type { ReadonlyVisit } from '../../domain/floor.ts';
import type { Chance } from '../chance.ts';
import { halfHourMs, halfHours } from '../learning/arrivals.ts';
import type { Hall } from './hall.ts';

/** When the next visitor of any stream comes: a Poisson process with the pace of each half hour. Infinity after the last. */
export function nextArrival({ perHalfHour, midnight }: Hall, after: Instant, chance: Chance): Instant {
  let rest = -Math.log(1 - chance.next());
  let at = after;
  for (let i = Math.max(0, Math.floor((after - midnight) / halfHourMs)); i < halfHours; i++) {
    const until = midnight + (i + 1) * halfHourMs;
    const perMs = (perHalfHour[i] ?? 0) / halfHourMs;
    if (perMs * (until - at) > rest) return at + rest / perMs;
    rest -= perMs * (until - at);
    at = until;
  }
  return Infinity;
}

/** Who comes at `at`: of a stream by its part of that half hour. */
export function comerAt(
  { streams, perHalfHour, midnight }: Hall,
  at: Instant,
  joined: number,
  chance: Chance,
): ReadonlyVisit | undefined {
  const half = Math.min(halfHours - 1, Math.floor((at - midnight) / halfHourMs));
  let rest = chance.next() * (perHalfHour[half] ?? 0);
  const found = streams.find((stream) => (rest -= stream.perHalfHour[half] ?? 0) < 0);
  if (!found) return undefined;
  const { template } = found;
  const slot = template.slot === undefined ? undefined : at;
  return { ...template, place: at, issuedAt: at, arrivedAt: at, waitingSince: at, slot, joined };
}
