import type { OfficerId } from '../../../../shared/ids.ts';
import type { Chance } from '../chance.ts';
import type { Density } from './density.ts';

/**
 * How officers' lengths today differ from usual: of each a filter over log factors -1.5 to 1.5 that follows slow drift
 * and expects a sudden change now and then. How often that is differs from office to office, so it is learned: filters
 * that expect it seldom and often run side by side and count by how well they foretold all that was seen (Bayesian
 * model averaging; Adams and MacKay 2007 for the filter). Where officers are steady little is read into chance, where they
 * are not a change is seen after a few visitors.
 */
export interface Paces {
  /** `rest` is the log of a length less the usual, `density` how such rests are spread. */
  see(officer: OfficerId, rest: number, density: Density): void;
  newDay(): void;
  /** Mean log factor of an officer. */
  expected(officer: OfficerId): number;
  /** A factor for one run, as likely as it is. */
  draw(officer: OfficerId, chance: Chance): number;
}

const cells = 31;
const step = 0.1;
const middle = (cells - 1) / 2;
const offsetOf = (cell: number) => (cell - middle) * step;
/** Chances of a sudden change with each visitor that an office may have. */
const changes = [0.001, 0.006, 0.03] as const;
/** With each visitor so much of what is held of them is given up, so that an office may become another. */
const forgotten = 0.001;
/** Share of the weight that drifts to each neighbour with each visitor. */
const drift = 0.001;
/** How much of what was learned of an officer today holds tomorrow. */
const overnight = 0.3;

type Weights = readonly number[];
const scaled = (weights: Weights): Weights => {
  const sum = sumOf(weights);
  return weights.map((weight) => weight / sum);
};
const bell = (spread: number): Weights =>
  scaled(Array.from({ length: cells }, (_, cell) => Math.exp(-0.5 * (offsetOf(cell) / spread) ** 2)));
const usual = bell(0.05);
const anywhere = bell(0.6);

export function pacesOf(): Paces {
  /** How likely each of the chances of a change is, and what each makes of an officer. */
  let likely: Weights = changes.map(() => 1 / changes.length);
  const officers = new Map<OfficerId, readonly Weights[]>();
  const filtersOf = (officer: OfficerId) => officers.get(officer) ?? changes.map(() => usual);

  return {
    see(officer, rest, density) {
      const seen = anywhere.map((_, cell) => density(rest - offsetOf(cell)));
      const moved = filtersOf(officer).map((weights, i) => after(weights, changes[i] ?? 0, seen));
      officers.set(officer, moved.map(scaled));
      const foretold = scaled(moved.map((weights, i) => (likely[i] ?? 0) * sumOf(weights)));
      likely = foretold.map((weight) => (1 - forgotten) * weight + forgotten / changes.length);
    },
    newDay() {
      for (const [officer, filters] of officers)
        officers.set(
          officer,
          filters.map((weights) =>
            weights.map((weight, cell) => overnight * weight + (1 - overnight) * (usual[cell] ?? 0)),
          ),
        );
    },
    expected: (officer) => sumOf(filtersOf(officer).map((weights, i) => (likely[i] ?? 0) * meanOf(weights))),
    draw(officer, chance) {
      const weights = filtersOf(officer)[pick(likely, chance)] ?? usual;
      return Math.exp(offsetOf(pick(weights, chance)));
    },
  };
}

/** What a filter holds after a visitor, not scaled: its sum is how likely it held that visitor to be. */
function after(weights: Weights, change: number, seen: Weights): Weights {
  const at = (cell: number) => weights[cell] ?? 0;
  return weights.map((weight, cell) => {
    const drifted = (1 - 2 * drift) * weight + drift * (at(cell - 1) + at(cell + 1));
    return ((1 - change) * drifted + change * (anywhere[cell] ?? 0)) * (seen[cell] ?? 0);
  });
}

function pick(weights: Weights, chance: Chance): number {
  let rest = chance.next();
  const found = weights.findIndex((weight) => (rest -= weight) < 0);
  return found === -1 ? weights.length - 1 : found;
}

function meanOf(weights: Weights): number {
  return weights.reduce((sum, weight, cell) => sum + weight * offsetOf(cell), 0);
}

function sumOf(values: Weights): number {
  return values.reduce((sum, value) => sum + value, 0);
}
