import type { CounterId, Instant, Ms, OfficerId, ServiceId, StageId } from '../../../shared/ids.ts';
import type { Lane } from '../../../shared/protocol/office.ts';

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
