/** A steady queue: `arrivals` and `serves` (of one counter) an hour, `counters` of them. */
export interface Steady {
  readonly arrivals: number;
  readonly serves: number;
  readonly counters: number;
}

/** What Erlang C says of a steady queue; waits in minutes. */
export interface Waiting {
  /** Share of time a counter is busy. */
  readonly busy: number;
  /** Share of visitors who wait at all. */
  readonly waits: number;
  /** Average speed of answer: the mean wait of all visitors, minutes. */
  readonly mean: number;
  /** Share of visitors served within so many minutes. */
  readonly within: (minutes: number) => number;
  /** The wait that this share of all visitors does not exceed, minutes. */
  readonly percentile: (share: number) => number;
}

/** Erlang B: the share of visitors turned away where nobody can wait (domain.md 7.4: B(0)=1, B(k)=aB/(k+aB)). */
export function erlangB({ arrivals, serves, counters }: Steady): number {
  const load = arrivals / serves;
  let blocked = 1;
  for (let k = 1; k <= counters; k++) blocked = (load * blocked) / (k + load * blocked);
  return blocked;
}

/** Erlang C of a steady queue, or `unstable` where more come than can be served (domain.md 7.4). */
export function erlangC(steady: Steady): Waiting | 'unstable' {
  const { arrivals, serves, counters } = steady;
  const spare = counters * serves - arrivals;
  if (spare <= 0) return 'unstable';
  const busy = arrivals / (counters * serves);
  const blocked = erlangB(steady);
  const waits = blocked / (1 - busy * (1 - blocked));
  return {
    busy,
    waits,
    mean: (60 * waits) / spare,
    within: (minutes) => 1 - waits * Math.exp((-spare * minutes) / 60),
    percentile: (share) => (share <= 1 - waits ? 0 : (60 * Math.log(waits / (1 - share))) / spare),
  };
}

/** The least number of counters with which the share `served` waits at most `minutes` (domain.md 7.4). */
export function leastCounters(
  { arrivals, serves }: Omit<Steady, 'counters'>,
  { served, minutes }: { readonly served: number; readonly minutes: number },
): number {
  for (let counters = Math.floor(arrivals / serves) + 1; ; counters++) {
    const waiting = erlangC({ arrivals, serves, counters });
    if (waiting !== 'unstable' && waiting.within(minutes) >= served) return counters;
  }
}

/** Allen-Cunneen: an Erlang C wait where service times vary otherwise than exponential ones (domain.md 7.4). */
export function allenCunneen(wait: number, cvOfService: number): number {
  return (wait * (1 + cvOfService ** 2)) / 2;
}

/** Erlang A: who waits loses patience at a rate of `leaves` (over 0) an hour; shares of all visitors, mean wait in minutes. */
export function erlangA({ arrivals, serves, counters, leaves }: Steady & { readonly leaves: number }): {
  readonly waits: number;
  readonly left: number;
  readonly mean: number;
} {
  let weight = 1;
  let total = 1;
  let atLeastAll = counters === 0 ? 1 : 0;
  let inLine = 0;
  for (let k = 1; k <= counters || weight > total * 1e-18; k++) {
    weight *= arrivals / (Math.min(k, counters) * serves + Math.max(0, k - counters) * leaves);
    total += weight;
    if (k >= counters) atLeastAll += weight;
    inLine += Math.max(0, k - counters) * weight;
  }
  return {
    waits: atLeastAll / total,
    left: (leaves * inLine) / total / arrivals,
    mean: (60 * inLine) / total / arrivals,
  };
}
