import type { CounterId, Instant, Ms, OfficerId, ServiceId, StageId, TicketId } from '../../../shared/ids.ts';
import type { Lane } from '../../../shared/protocol/office.ts';
import type { Recorded } from '../domain/events.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';

/**
 * Ms from now to the next call of a ticket (its first one, where it was just issued): with 10, 20, 50, 80 and 90 in a
 * hundred of all outcomes below. `few` says that too little was seen of the service and a formula spoke, not the
 * look-ahead. The horizon of a forecast is its own `p50`.
 */
export interface Band {
  readonly p10: Ms;
  readonly p20: Ms;
  readonly p50: Ms;
  readonly p80: Ms;
  readonly p90: Ms;
  readonly basis: 'lookAhead' | 'few';
}

/** What the roster says of this and other days; a counter without a shift at an instant is meant to be closed then. */
export interface Plan {
  readonly shifts: readonly {
    readonly counter: CounterId;
    readonly officer?: OfficerId;
    readonly from: Instant;
    readonly to: Instant;
  }[];
}

/** A distribution as equally likely lengths, Ms; 200 quantiles are plenty. */
export type Lengths = readonly Ms[];

/** The parameters of a generated office in the learner's own terms; with them nothing is learned but shifts and bands. */
export interface Truth {
  /** Start to finish at a counter; a row with the officer wins over one without. */
  readonly service: readonly { readonly stage: StageId; readonly officer?: OfficerId; readonly lengths: Lengths }[];
  /** Call to start, of those who come. */
  readonly walk: Lengths;
  /** From a free counter that has somebody to call to its call; pauses nobody sees are in here. */
  readonly turn: Lengths;
  /** Call to the mark of absence, of those who do not come. */
  readonly miss: Lengths;
  /** Share of calls that nobody answers. */
  readonly noShow: readonly { readonly lane: Lane; readonly share: number }[];
  /** Visitors an hour that this day expects, its own effect included; `from` and `to` are Ms since local midnight. */
  readonly arrivals: readonly {
    readonly service: ServiceId;
    readonly lane: Lane;
    readonly from: Ms;
    readonly to: Ms;
    readonly perHour: number;
  }[];
}

export interface Forecaster {
  /** To be told each event of past and present days in order, after `evolve` had it; learns and corrects its bands. */
  follow(recorded: Recorded, floor: ReadonlyFloor): void;
  /** One waiting ticket; undefined where it does not wait or nothing can be said (F3). */
  estimate(ticket: TicketId, floor: ReadonlyFloor, now: Instant): Band | undefined;
  /** Every waiting ticket, in one pass. */
  all(floor: ReadonlyFloor, now: Instant): ReadonlyMap<TicketId, Band>;
  /** Who would join the first stage of the service in this lane now. */
  newcomer(service: ServiceId, lane: Lane, floor: ReadonlyFloor, now: Instant): Band | undefined;
}

export interface ForecasterOptions {
  /** The same seed and events give the same forecasts. */
  readonly seed: number;
  /** Runs of the look-ahead; chosen by load where it is not given. */
  readonly runs?: number;
  readonly plan?: Plan;
  readonly truth?: Truth;
}
