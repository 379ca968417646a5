import { minuteMs, type Ms } from '../../../shared/ids.ts';
import { shares, type Quantiles } from '../forecast/lookAhead/lookAhead.ts';
import { kaplanMeier, type Seen } from '../forecast/vectors/kaplanMeier.ts';

/** One wait and what was forecast of it, both Ms from the moment of the forecast. */
export interface Outcome {
  readonly wait: Ms;
  readonly band: Quantiles;
  /** How many it stands for where others were not seen to their end (`ipcw`); 1 where it is not given. */
  readonly weight?: number;
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
  /** Mean pinball loss at P20, P50 and P80, minutes (Koenker and Bassett 1978). */
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
export type HorizonName = (typeof horizons)[number]['name'];

/** Those whom the protocol counts. */
export function counted<One extends Outcome>(all: readonly One[]): readonly One[] {
  return all.filter(({ wait }) => wait > leastWait);
}

export function ofHorizon<One extends Pick<Outcome, 'band'>>(
  all: readonly One[],
  { from, to }: (typeof horizons)[number],
): readonly One[] {
  return all.filter(({ band }) => band[2] / minuteMs >= from && band[2] / minuteMs < to);
}

/** Scores what `said` picks of each; of nobody everything but `n` is NaN. */
export function pointScore<One extends Outcome>(all: readonly One[], said: (one: One) => Ms): PointScore {
  const weights = weightsOf(all);
  const errors = all.map((one) => ({ wait: one.wait, off: said(one) - one.wait }));
  const relative = errors.map(({ wait, off }) => Math.abs(off) / Math.max(leastRelative, wait));
  const share = (holds: (error: (typeof errors)[number]) => boolean) =>
    mean(
      errors.map((error) => Number(holds(error))),
      weights,
    );
  return {
    n: all.length,
    mae:
      mean(
        errors.map(({ off }) => Math.abs(off)),
        weights,
      ) / minuteMs,
    bias:
      mean(
        errors.map(({ off }) => off),
        weights,
      ) / minuteMs,
    medianRelative: median(relative, weights),
    near: share(({ wait, off }) => Math.abs(off) <= Math.max(leastRelative, 0.2 * wait)),
    late: share(({ off }) => off < -10 * minuteMs),
  };
}

/** Scores what `said` picks of each; of nobody everything is NaN. */
export function bandScore<One extends Outcome>(all: readonly One[], said: (one: One) => Quantiles): BandScore {
  const weights = weightsOf(all);
  const pinball = (at: 1 | 2 | 3) =>
    mean(
      all.map((one) => {
        const under = one.wait - said(one)[at];
        return under >= 0 ? shares[at] * under : (shares[at] - 1) * under;
      }),
      weights,
    ) / minuteMs;
  const band = (low: 0 | 1, high: 3 | 4) => ({
    covered: mean(
      all.map((one) => Number(said(one)[low] <= one.wait && one.wait <= said(one)[high])),
      weights,
    ),
    width:
      mean(
        all.map((one) => said(one)[high] - said(one)[low]),
        weights,
      ) / minuteMs,
  });
  return { pinball: [pinball(1), pinball(2), pinball(3)], inner: band(1, 3), outer: band(0, 4) };
}

/** Shares of outcomes at or below P10, P20, P50, P80 and P90; of a forecast that is right they are 0.1 to 0.9. */
export function calibration(all: readonly Outcome[]): readonly [number, number, number, number, number] {
  const weights = weightsOf(all);
  const below = (at: 0 | 1 | 2 | 3 | 4) =>
    mean(
      all.map(({ wait, band }) => Number(wait <= band[at])),
      weights,
    );
  return [below(0), below(1), below(2), below(3), below(4)];
}

/**
 * Inverse probability of censoring weights (Robins and Rotnitzky 1992) for scores that must not forget who left before
 * the call: what each wait that was seen to end stands for, those not seen to end 0. They are n times the jumps of the
 * Kaplan-Meier curve, shared by the waits that end at one length.
 */
export function ipcw(seen: readonly Seen[]): readonly number[] {
  const ended = new Map<number, number>();
  for (const one of seen) if (one.ended) ended.set(one.length, (ended.get(one.length) ?? 0) + 1);
  const each = new Map<number, number>();
  let before = 1;
  for (const { at, share } of kaplanMeier(seen).steps) {
    each.set(at, (seen.length * (before - share)) / (ended.get(at) ?? 1));
    before = share;
  }
  return seen.map((one) => (one.ended ? (each.get(one.length) ?? 0) : 0));
}

/** Weighted where weights are given; NaN of none. */
export function mean(values: readonly number[], weights?: readonly number[]): number {
  let sum = 0;
  let of = 0;
  for (const [i, value] of values.entries()) {
    const weight = weights?.[i] ?? 1;
    sum += weight * value;
    of += weight;
  }
  return sum / of;
}

function weightsOf(all: readonly Outcome[]): readonly number[] {
  return all.map(({ weight }) => weight ?? 1);
}

/** The least value that half of the weight does not pass; the middle to the next one where exactly half does not. */
function median(values: readonly number[], weights: readonly number[]): number {
  const sorted = values
    .map((value, i) => ({ value, weight: weights[i] ?? 1 }))
    .toSorted((one, other) => one.value - other.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let below = 0;
  for (const [i, { value, weight }] of sorted.entries()) {
    below += weight;
    if (below > half * (1 + 1e-12)) return value;
    if (below >= half * (1 - 1e-12)) return (value + (sorted[i + 1]?.value ?? value)) / 2;
  }
  return NaN;
}
