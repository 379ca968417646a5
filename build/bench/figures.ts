/** One line of the result: our figure beside its baseline of the same run, and the goal it is held to. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly baseline?: number | undefined;
  /** What the baseline is, where it is not the one the bench is named for. */
  readonly against?: string;
  /** Goals that hold together; without one the figure is only told. */
  readonly goals?: readonly Goal[];
}
export type Goal =
  | { readonly ratio: 'most' | 'least'; readonly limit: number }
  | { readonly figure: 'most' | 'least'; readonly limit: number };

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Medians of the rounds' p50 and p99. */
export function p50And99(rounds: readonly (readonly number[])[]): { readonly p50: number; readonly p99: number } {
  return {
    p50: median(rounds.map((round) => percentile(round, 0.5))),
    p99: median(rounds.map((round) => percentile(round, 0.99))),
  };
}

const ratioOf = ({ ours, baseline }: Figure) => (baseline === undefined ? undefined : ours / baseline);

function isMet(figure: Figure): boolean {
  return (figure.goals ?? []).every((goal) => {
    const [value, side] = 'ratio' in goal ? [ratioOf(figure) ?? NaN, goal.ratio] : [figure.ours, goal.figure];
    return side === 'most' ? value <= goal.limit : value >= goal.limit;
  });
}

function shown(value: number | undefined): string {
  if (value === undefined) return '';
  return value >= 100 ? String(Math.round(value)) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function goalText(goals: readonly Goal[]): string {
  return goals
    .map((goal) =>
      'ratio' in goal
        ? `${goal.ratio === 'most' ? '<=' : '>='} ${goal.limit}x`
        : `${goal.figure === 'most' ? '<=' : '>='} ${goal.limit}`,
    )
    .join(', ');
}

/** One row of the table, as it is printed and as docs/bench.md keeps it. */
export function row(figure: Figure): string {
  const goals = figure.goals ?? [];
  const ratio = ratioOf(figure);
  const cells = [
    figure.name.padEnd(44),
    shown(figure.ours).padStart(8),
    figure.unit.padEnd(5),
    shown(figure.baseline).padStart(8),
    (ratio === undefined ? '' : `${ratio.toFixed(2)}x`).padStart(7),
    goalText(goals).padEnd(18),
    goals.length === 0 ? '' : isMet(figure) ? 'ok' : 'MISSED',
  ];
  return `| ${cells.join(' | ')} | ${figure.against ?? ''}`.trimEnd();
}

export const heading = `| ${'figure'.padEnd(44)} | ${'ours'.padStart(8)} | unit  | baseline |   ratio | ${'goal'.padEnd(18)} |`;
export const missed = (figures: readonly Figure[]): number => figures.filter((figure) => !isMet(figure)).length;
