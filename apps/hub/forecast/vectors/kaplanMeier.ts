/** One wait as far as it was seen; `ended` is false for who left or still waits. */
export interface Seen {
  readonly length: number;
  readonly ended: boolean;
}

export interface Survival {
  /** The share that waits longer, after each length at which a wait ended. */
  readonly steps: readonly { readonly at: number; readonly share: number }[];
  /** The first length that at most half outlast; undefined where more than half were never seen to end. */
  readonly median: number | undefined;
  /** Mean of the waits cut at `until`. */
  readonly restrictedMean: (until: number) => number;
}

/** Kaplan-Meier (1958): the waits of people of whom some were only seen waiting. */
export function kaplanMeier(waits: readonly Seen[]): Survival {
  const sorted = waits.toSorted((one, other) => one.length - other.length);
  const steps: { at: number; share: number }[] = [];
  let share = 1;
  for (let i = 0; i < sorted.length;) {
    const at = (sorted[i] as Seen).length;
    const atRisk = sorted.length - i;
    let ended = 0;
    for (; i < sorted.length && (sorted[i] as Seen).length === at; i++) if ((sorted[i] as Seen).ended) ended++;
    if (ended === 0) continue;
    share *= 1 - ended / atRisk;
    steps.push({ at, share });
  }
  return {
    steps,
    median: steps.find((step) => step.share <= 0.5 + 1e-12)?.at,
    restrictedMean(until) {
      let mean = 0;
      let from = 0;
      let outlast = 1;
      for (const step of steps) {
        if (step.at >= until) break;
        mean += (step.at - from) * outlast;
        from = step.at;
        outlast = step.share;
      }
      return mean + (until - from) * outlast;
    },
  };
}
