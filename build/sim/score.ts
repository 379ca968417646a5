import { minuteMs, type Ms } from '../../shared/ids.ts';
import { shares, type Five } from './forecasts.ts';

/** One ticket's wait for its first call and what was said of it, Ms from the issue. */
export interface Scored {
  readonly wait: Ms;
  /** The look-ahead, and the same given the truth. */
  readonly band: Five;
  readonly oracle: Five | undefined;
  readonly qlLive: Ms;
  readonly les: Ms;
}

/** How far off a single number was; minutes and shares. */
export interface PointScore {
  readonly n: number;
  /** Mean absolute error, and the mean of forecast less outcome. */
  readonly mae: number;
  readonly bias: number;
  /** Median of the error over the wait, a wait below 5 minutes counting as 5. */
  readonly medianRelative: number;
  /** Off by 5 minutes or by 20 %, whichever is more, at most. */
  readonly near: number;
  /** Called more than 10 minutes later than said. */
  readonly late: number;
}

/** How well five numbers say what may come. */
export interface BandScore {
  /** Mean pinball loss at P20, P50 and P80, minutes. */
  readonly pinball: readonly [number, number, number];
  /** Shares of outcomes in P20-P80 and in P10-P90, and the mean widths, minutes. */
  readonly inner: { readonly covered: number; readonly width: number };
  readonly outer: { readonly covered: number; readonly width: number };
}

/** Who was called at once tells no estimator from another. */
const leastWait: Ms = 0.5 * minuteMs;
const leastRelative: Ms = 5 * minuteMs;
/** domain.md 7.5: horizons are told apart by what was forecast, minutes. */
export const horizons = [
  { name: '0-10', from: 0, to: 10 },
  { name: '10-30', from: 10, to: 30 },
  { name: '30-60', from: 30, to: 60 },
  { name: 'over 60', from: 60, to: Infinity },
] as const;

/** Those whom the protocol counts. */
export function counted(all: readonly Scored[]): readonly Scored[] {
  return all.filter(({ wait }) => wait > leastWait);
}

export function ofHorizon(all: readonly Scored[], { from, to }: (typeof horizons)[number]): readonly Scored[] {
  return all.filter(({ band }) => band[2] / minuteMs >= from && band[2] / minuteMs < to);
}

/** Scores what `said` picks of each; of nobody everything is NaN. */
export function pointScore(all: readonly Scored[], said: (one: Scored) => Ms): PointScore {
  const errors = all.map((one) => ({ wait: one.wait, off: said(one) - one.wait }));
  const relative = errors.map(({ wait, off }) => Math.abs(off) / Math.max(leastRelative, wait));
  return {
    n: all.length,
    mae: mean(errors.map(({ off }) => Math.abs(off))) / minuteMs,
    bias: mean(errors.map(({ off }) => off)) / minuteMs,
    medianRelative: median(relative),
    near: share(errors, ({ wait, off }) => Math.abs(off) <= Math.max(leastRelative, 0.2 * wait)),
    late: share(errors, ({ off }) => off < -10 * minuteMs),
  };
}

export function bandScore(all: readonly Scored[], said: (one: Scored) => Five): BandScore {
  const pinball = (at: 1 | 2 | 3) =>
    mean(
      all.map((one) => {
        const under = one.wait - said(one)[at];
        return under >= 0 ? shares[at] * under : (shares[at] - 1) * under;
      }),
    ) / minuteMs;
  const band = (low: 0 | 1, high: 3 | 4) => ({
    covered: share(all, (one) => said(one)[low] <= one.wait && one.wait <= said(one)[high]),
    width: mean(all.map((one) => said(one)[high] - said(one)[low])) / minuteMs,
  });
  return { pinball: [pinball(1), pinball(2), pinball(3)], inner: band(1, 3), outer: band(0, 4) };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.filter(holds).length / items.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}
