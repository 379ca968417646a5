import type { DisplayView } from '../../../shared/protocol/views.ts';

export type Kept = NonNullable<DisplayView['kept']>;

/** The TVs speak of so many days. */
export const daysTold = 30;
const leastCases = 50;

/** `N of 10` of promises that held, rounded down, so that it is never better than true; null below 50 cases. */
export function keptOf({ promised, kept }: { readonly promised: number; readonly kept: number }): Kept | null {
  if (promised < leastCases) return null;
  return { days: daysTold, of: Math.floor((kept * 10) / promised), in: 10 };
}
