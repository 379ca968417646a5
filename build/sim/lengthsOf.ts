import type { Chance } from '../day/chance.ts';

/** A length in seconds, drawn. */
export type Draw = (chance: Chance) => number;

/** Gamma by Marsaglia and Tsang (2000), of this shape and mean. */
export function gamma(shape: number, mean: number): Draw {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  return (chance) => {
    for (;;) {
      const x = normal(chance);
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - chance.next()) < x * x * 0.5 + d - d * v + d * Math.log(v))
        return (d * v * mean) / shape;
    }
  };
}

/** A standard normal number (Box and Muller). */
export function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
}

/** One of two: `share` of them from the second. */
export function mixed(first: Draw, second: Draw, share: number): Draw {
  return (chance) => (chance.happens(share) ? second(chance) : first(chance));
}

/** Pareto with this least length and tail index, cut off at `most`. */
export function pareto(least: number, index: number, most: number): Draw {
  return (chance) => Math.min(most, least / (1 - chance.next()) ** (1 / index));
}

/** Exponential, the case of the formulas. */
export function exponential(mean: number): Draw {
  return (chance) => -mean * Math.log(1 - chance.next());
}
