import type { CounterId, Instant, Ms, OfficerId, StageId } from '../../../../shared/ids.ts';
import type { Lane } from '../../../../shared/protocol/office.ts';
import type { ReadonlyCounter } from '../../domain/floor.ts';
import type { Chance } from '../chance.ts';
import type { Stream } from '../learning/arrivals.ts';
import type { Outlook } from '../learning/staffing.ts';
import type { Table } from '../lengths.ts';

/** All that a look-ahead assumes of people, at one instant: learned from events, or the truth of a generated office. */
export interface Model {
  readonly service: (stage: StageId, officer: OfficerId | undefined) => Table;
  /** Factors on all lengths of one run: of an officer, and of the day. */
  readonly pace: (officer: OfficerId, chance: Chance) => number;
  readonly dayPace: (chance: Chance) => number;
  /** Call to start; free with somebody to call to call; the same for who had nobody to call before; call to no-show. */
  readonly walk: Table;
  readonly turn: Table;
  readonly react: Table;
  readonly miss: Table;
  /** Issue of a ticket to its slip. */
  readonly slip: Ms;
  readonly noShow: (lane: Lane, waited: Ms) => number;
  /** Share of those who wait that leaves in a Ms. */
  readonly leaving: number;
  /** Share that goes on to the next stage, of those who have one. */
  readonly goesOn: (stage: StageId) => number;
  readonly streams: readonly Stream[];
  /** Times as many visitors as in the streams. */
  readonly factor: number;
  readonly midnight: Instant;
  /** Since when an open counter had somebody to call and did not. */
  readonly readySince: (counter: CounterId) => Instant | undefined;
  readonly outlook: (counter: ReadonlyCounter) => Outlook;
}
