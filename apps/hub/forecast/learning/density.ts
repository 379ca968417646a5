import type { Table } from '../lengths.ts';
import { linearPercentile } from '../vectors/percentiles.ts';

/** How likely a value is beside others; nowhere 0. */
export type Density = (value: number) => number;

const step = 0.02;
const least = -4;
const count = 401;
/** The share of what is like nothing seen before: Student's t with 5 degrees, so that one strange value says little. */
const strange = 0.05;

/**
 * The density of what was seen, from -4 to 4: a Gaussian kernel of Silverman's width (1986, eq. 3.31) over all values, and
 * a long tail. `spread` is their standard deviation.
 */
export function densityOf(seen: Table, spread: number): Density {
  const quarters = linearPercentile(seen, 0.75) - linearPercentile(seen, 0.25);
  const width = 0.9 * Math.max(0.1, Math.min(spread, quarters / 1.34)) * seen.length ** -0.2;
  const bins = new Float64Array(count);
  for (const value of seen) bins[binOf(value)] = (bins[binOf(value)] ?? 0) + 1 / seen.length;
  const reach = Math.ceil((4 * width) / step);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => normal(((i - reach) * step) / width) / width);
  const values = Float64Array.from({ length: count }, (_, i) => {
    const near = kernel.reduce((sum, weight, k) => sum + weight * (bins[i + k - reach] ?? 0), 0);
    return (1 - strange) * near + (strange * student((least + i * step) / spread)) / spread;
  });
  return (value) => values[binOf(value)] ?? 0;
}

function binOf(value: number): number {
  return Math.max(0, Math.min(count - 1, Math.round((value - least) / step)));
}

function normal(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

function student(t: number): number {
  return 0.379_606_689_822_494_5 * (1 + t ** 2 / 5) ** -3;
}
