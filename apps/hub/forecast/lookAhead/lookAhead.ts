import type { Instant, Ms, TicketId } from '../../../../shared/ids.ts';
import type { ReadonlyFloor } from '../../domain/floor.ts';
import { chanceOf } from '../chance.ts';
import { linearPercentile } from '../vectors/percentiles.ts';
import { hallOf, type Wanted } from './hall.ts';
import type { Model } from './model.ts';
import { run } from './run.ts';

/** Shares of outcomes below, in the order of a band. */
export const shares = [0.1, 0.2, 0.5, 0.8, 0.9] as const;
/** Ms from now at each of the shares. */
export type Quantiles = readonly [Ms, Ms, Ms, Ms, Ms];

/**
 * Plays the rest of the day `runs` times and tells of each who is looked for when the call comes. The same floor, model,
 * seed and runs give the same answer; runs have common random numbers, so answers of two instants compare.
 */
export function lookAhead(
  floor: ReadonlyFloor,
  model: Model,
  wanted: Wanted,
  now: Instant,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): ReadonlyMap<TicketId, Quantiles> {
  const hall = hallOf(floor, model, wanted, now);
  const size = hall.targets.size;
  if (size === 0) return new Map();
  const times = new Float64Array(runs * size);
  const chance = chanceOf(seed);
  for (let i = 0; i < runs; i++) {
    chance.seed(seed * 65_537 + i);
    run(hall, model, chance, times, i * size);
  }
  const answers = new Map<TicketId, Quantiles>();
  const column = new Float64Array(runs);
  for (const [visit, at] of hall.targets) {
    for (let i = 0; i < runs; i++) column[i] = times[i * size + at] ?? 0;
    column.sort();
    const quantile = (share: number) => linearPercentile(column, share);
    answers.set(visit.ticket, [quantile(0.1), quantile(0.2), quantile(0.5), quantile(0.8), quantile(0.9)]);
  }
  return answers;
}
