import { minuteMs, type Ms } from '../../../shared/ids.ts';
import { shares, type Quantiles } from './lookAhead/lookAhead.ts';

/**
 * Corrects quantiles so that they turn out true: after each outcome, each of the five moves a little, in units of the
 * forecast's own spread, until as many outcomes fall below it as it says (on-line quantile tracking; Gibbs and Candes
 * 2021). Each horizon, by the median forecast, has its own correction.
 */
export interface Bands {
  /** The corrected quantiles, in order and not below 0. */
  correct(quantiles: Quantiles): Quantiles;
  /** What came of uncorrected quantiles: Ms to the call. */
  learn(quantiles: Quantiles, outcome: Ms): void;
}

/** Upper ends of the horizons of domain.md 7.5. */
const horizons: readonly Ms[] = [10, 30, 60, Infinity].map((minutes) => minutes * minuteMs);
/** How far a correction moves with an outcome at first, and after many. */
const firstStep = 0.12;
const lastStep = 0.025;
/** A spread is not taken to be less, so that a band that has none can grow. */
const leastSpread = 0.5 * minuteMs;

export function bands(): Bands {
  const corrections = horizons.map(() => ({ shifts: shares.map(() => 0), outcomes: 0 }));
  const of = (quantiles: Quantiles) => {
    const found = corrections[horizons.findIndex((end) => quantiles[2] <= end)];
    if (!found) throw new Error(`No horizon for ${quantiles[2]}`);
    return found;
  };
  return {
    correct(quantiles) {
      if (quantiles[4] < leastSpread) return quantiles;
      const { shifts } = of(quantiles);
      const spread = spreadOf(quantiles);
      const moved = quantiles.map((value, i) => shifted(value, shifts[i] ?? 0, spread));
      return moved.sort((one, other) => one - other) as unknown as Quantiles;
    },
    learn(quantiles, outcome) {
      if (quantiles[4] < leastSpread) return;
      const correction = of(quantiles);
      const spread = spreadOf(quantiles);
      correction.outcomes++;
      const step = Math.max(lastStep, firstStep / Math.sqrt(1 + correction.outcomes / 10));
      for (const [i, share] of shares.entries()) {
        const shift = correction.shifts[i] ?? 0;
        const isBelow = outcome <= shifted(quantiles[i as 0], shift, spread);
        correction.shifts[i] = shift + step * (share - (isBelow ? 1 : 0));
      }
    },
  };
}

/** No wait at all is what an idle counter gives: that stays as it is. */
function shifted(value: Ms, shift: number, spread: Ms): Ms {
  return value === 0 ? 0 : Math.max(0, value + shift * spread);
}

function spreadOf(quantiles: Quantiles): Ms {
  return Math.max(leastSpread, (quantiles[4] - quantiles[0]) / 2);
}
