import { gammaQuantile } from './gamma.ts';

/** A line seen from its end: how many are called before, the counters, and the mean service time of one, in any unit. */
export interface Line {
  readonly ahead: number;
  readonly counters: number;
  readonly service: number;
}

/** QL (Whitt 1999): the wait behind a line where service is exponential, in the unit of the service time. */
export function queueLength({ ahead, counters, service }: Line): {
  readonly mean: number;
  readonly sd: number;
  readonly quantile: (share: number) => number;
} {
  const pace = service / counters;
  return {
    mean: (ahead + 1) * pace,
    sd: Math.sqrt(ahead + 1) * pace,
    quantile: (share) => gammaQuantile(share, ahead + 1, pace),
  };
}

/** QLa (Ibrahim and Whitt 2009): the mean wait where who waits leaves at a rate of `leaves` an hour; minutes. */
export function queueLengthLeaving({
  ahead,
  counters,
  serves,
  leaves,
}: {
  readonly ahead: number;
  readonly counters: number;
  /** One counter, an hour. */
  readonly serves: number;
  readonly leaves: number;
}): number {
  let minutes = 0;
  for (let i = 0; i <= ahead; i++) minutes += 60 / (counters * serves + i * leaves);
  return minutes;
}
