import type { Ms } from '../../../shared/ids.ts';
import type { Chance } from './chance.ts';

/** Equally likely lengths in ascending order, Ms; at least one. */
export type Table = Float64Array;

export function tableOf(lengths: Iterable<number>): Table {
  return Float64Array.from(lengths).sort();
}

/** One of these lengths. */
export function draw(table: Table, chance: Chance): Ms {
  return table[Math.floor(chance.next() * table.length)] ?? 0;
}

/**
 * One of these lengths that is over `elapsed`, each divided by `pace` beforehand: how long what has lasted `elapsed`
 * lasts in all. Where it has outlasted them all, what is left is drawn as for a long tail: half of `elapsed` on average.
 */
export function drawBeyond(table: Table, elapsed: Ms, chance: Chance, factor = 1): Ms {
  const first = firstAbove(table, elapsed / factor);
  if (first === table.length) return elapsed * (1 - Math.log(1 - chance.next()) / 2);
  return (table[first + Math.floor(chance.next() * (table.length - first))] ?? 0) * factor;
}

function firstAbove(table: Table, value: number): number {
  let low = 0;
  let high = table.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function mean(table: Table): Ms {
  let sum = 0;
  for (const length of table) sum += length;
  return sum / table.length;
}

/** The newest values that were seen, as a table; what was assumed beforehand fades as they come. */
export interface Sample {
  readonly seen: number;
  add(value: number): void;
  table(): Table;
}

export function sampleOf(capacity: number, assumed: readonly number[]): Sample {
  const kept: number[] = [];
  let seen = 0;
  let made: Table | undefined;
  return {
    get seen() {
      return seen;
    },
    add(value) {
      kept[seen % capacity] = value;
      seen++;
      made = undefined;
    },
    table() {
      const left = Math.max(0, assumed.length - seen);
      made ??= tableOf([...kept, ...Array.from({ length: left }, (_, i) => assumed[spread(i, left, assumed)] ?? 0)]);
      return made;
    },
  };
}

/** The i-th of `left` picks that lie evenly over the assumed values. */
function spread(i: number, left: number, assumed: readonly number[]): number {
  return Math.floor(((i + 0.5) * assumed.length) / left);
}

/** Quantiles of a log-normal length of this mean and coefficient of variation, `count` of them. */
export function logNormal(mean: number, cv: number, count: number): readonly number[] {
  const variance = Math.log(1 + cv * cv);
  return Array.from(
    { length: count },
    (_, i) => mean * Math.exp(Math.sqrt(variance) * normalQuantile((i + 0.5) / count) - variance / 2),
  );
}

/** Inverse of the normal distribution (Acklam's rational approximation; off by at most 1.2e-9 of the value). */
export function normalQuantile(share: number): number {
  if (share > 0.5) return -normalQuantile(1 - share);
  if (share < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(share));
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
    );
  }
  const q = share - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
}
