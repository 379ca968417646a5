import { minuteMs, type Ms } from '../../../shared/ids.ts';
import type { Found } from '../../../shared/protocol/agent.ts';

/** Who comes by the slip's time would be missed. */
const earlierMs: Ms = 10 * minuteMs;

/**
 * What of a ticket is not as its slip says: that it may not be called today and is good for another day (D4), only the
 * latter once it has ended, or that its time has moved (F2); undefined where the slip holds, or the call itself is more.
 */
export function movedOf({
  state,
  notToday,
  later,
  promised,
  estimate,
}: Pick<Found, 'state' | 'notToday' | 'later' | 'promised' | 'estimate'>):
  'keep' | 'notToday' | 'later' | 'earlier' | undefined {
  if (state === 'called') return undefined;
  if (notToday) return state === 'ended' ? 'keep' : 'notToday';
  if (!promised) return undefined;
  if (later) return 'later';
  return estimate && promised.low - estimate.low >= earlierMs ? 'earlier' : undefined;
}
