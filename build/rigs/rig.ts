/** What a rig reports: how many trials, and each violation with its seed. */
export interface RigResult {
  readonly rig: string;
  readonly trials: number;
  readonly violations: readonly string[];
}

export type Size = 'commit' | 'night' | 'release';
export interface Rig {
  readonly run: (slice: { readonly trials: number; readonly seed: number }) => Promise<RigResult>;
  /** Why it cannot run on this machine; undefined where it can. */
  readonly whyNot?: () => string | undefined;
  /** It judges how long things take: its test runs beside no other. */
  readonly paced?: true;
  /** Trials of one slice at most. */
  readonly slice: number;
  readonly sizes: { readonly [S in Size]: number };
}

/** With none seen in n independent trials the chance of one is below 3/n (95 %; rule of three). */
export function bound({ trials, violations }: Pick<RigResult, 'trials' | 'violations'>): string {
  return violations.length === 0 ? `below ${((3 / trials) * 100).toPrecision(2)} % a trial` : 'violated';
}

/** One line for a person. */
export function lineOf(result: RigResult): string {
  return `${result.rig}: ${result.trials} trials, ${result.violations.length} violations, ${bound(result)}`;
}
