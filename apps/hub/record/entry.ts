import type { BusinessDay, Instant, Ms, Seq, ServiceId, TicketId } from '../../../shared/ids.ts';
import type { Lane } from '../../../shared/protocol/office.ts';
import type { Quantiles } from '../forecast/lookAhead/lookAhead.ts';
import type { Range } from '../forecast/promises.ts';

/** How the wait for a first call ended; all but `called` say only that it was longer than that (domain.md 7.5). */
export const endings = ['called', 'cancelled', 'expired', 'postponed', 'voided', 'other'] as const;
export type Ended = (typeof endings)[number];

/** The first forecast of a ticket that waits, as it was made. No personal data (P1): a ticket's id names nobody. */
export interface Forecast {
  readonly ticket: TicketId;
  readonly day: BusinessDay;
  readonly service: ServiceId;
  readonly lane: Lane;
  readonly issuedAt: Instant;
  /** When it was forecast, and the last event it was worked out from. */
  readonly at: Instant;
  readonly seq: Seq;
  /** P10, P20, P50, P80 and P90 of the call, Ms from `at`; the horizon is P50. */
  readonly band: Quantiles;
  /** `few`: a formula spoke, as too little was seen of the stage. */
  readonly basis: 'lookAhead' | 'few';
  /** The baselines at the same instant, Ms from `at` (domain.md 7.5). */
  readonly qlLive: Ms;
  readonly les: Ms;
  /** F2: what the slip said; null where it said nothing. */
  readonly shown: Range | null;
}

/** How it came out, by which event. */
export interface Ending {
  readonly at: Instant;
  readonly seq: Seq;
  readonly how: Ended;
}

/** A forecast with all that is known of it by now. */
export interface Entry extends Forecast {
  readonly ended: Ending | null;
  /** How many times what is told of the ticket has changed since. */
  readonly revisions: number;
}

/** What a batch of the record consists of. */
export type Change =
  | { readonly kind: 'forecast'; readonly forecast: Forecast }
  /** What is told of a ticket from `at` on is another than before. */
  | { readonly kind: 'revised'; readonly ticket: TicketId; readonly at: Instant; readonly told: Range }
  /** Null: it waits again, as the call was withdrawn or the ending undone. */
  | { readonly kind: 'ended'; readonly ticket: TicketId; readonly ended: Ending | null };
