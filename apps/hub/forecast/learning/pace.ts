import type { Chance } from '../chance.ts';

/**
 * How an officer's lengths today differ from usual: a filter over log factors -1.5 to 1.5 that follows slow drift and
 * expects a sudden change now and then, so that an officer who doubles in speed is seen after a few visitors.
 */
export interface Pace {
  /** `rest` is the log of a length less the usual; `spread` the standard deviation of such a rest. */
  see(rest: number, spread: number): void;
  newDay(): void;
  /** Mean log factor. */
  expected(): number;
  /** A factor for one run, as likely as it is. */
  draw(chance: Chance): number;
}

const cells = 31;
const step = 0.1;
const middle = (cells - 1) / 2;
const offsetOf = (cell: number) => (cell - middle) * step;
/** Chance of a sudden change with each visitor. */
const change = 0.015;
/** Share of the weight that drifts to each neighbour with each visitor. */
const drift = 0.003;
/** How much of what was learned of an officer today holds tomorrow. */
const overnight = 0.3;

const bell = (spread: number): readonly number[] => {
  const weights = Array.from({ length: cells }, (_, cell) => Math.exp(-0.5 * (offsetOf(cell) / spread) ** 2));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
};
const usual = bell(0.05);
const anywhere = bell(0.6);

export function paceOf(): Pace {
  let weights: number[] = [...usual];
  const at = (cell: number) => weights[cell] ?? 0;
  const expected = () => weights.reduce((sum, weight, cell) => sum + weight * offsetOf(cell), 0);
  return {
    see(rest, spread) {
      const moved = weights.map((weight, cell) => {
        const drifted = (1 - 2 * drift) * weight + drift * (at(cell - 1) + at(cell + 1));
        const error = (rest - offsetOf(cell)) / spread;
        // Student's t with 5 degrees: one strange visitor says little.
        return ((1 - change) * drifted + change * (anywhere[cell] ?? 0)) * (1 + error ** 2 / 5) ** -3;
      });
      const sum = moved.reduce((all, weight) => all + weight, 0);
      weights = moved.map((weight) => weight / sum);
    },
    newDay() {
      weights = weights.map((weight, cell) => overnight * weight + (1 - overnight) * (usual[cell] ?? 0));
    },
    expected,
    draw(chance) {
      let rest = chance.next();
      for (let cell = 0; cell < cells; cell++) {
        rest -= at(cell);
        if (rest < 0) return Math.exp(offsetOf(cell));
      }
      return 1;
    },
  };
}
