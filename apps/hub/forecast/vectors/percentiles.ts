/** Nearest-rank percentile of values in ascending order, as reports say it; NaN of none. */
export function nearestRank(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)] ?? NaN;
}

/** Percentile of values in ascending order, linear between them (Hyndman and Fan's type 7); NaN of none. */
export function linearPercentile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? NaN;
  const high = sorted[below + 1] ?? low;
  return low + (at - below) * (high - low);
}
