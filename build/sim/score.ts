import type { Outcome } from '../../apps/hub/record/score.ts';
import type { Ms } from '../../shared/ids.ts';
import type { Five } from './forecasts.ts';

export {
  bandScore,
  counted,
  horizons,
  mean,
  ofHorizon,
  pointScore,
  type PointScore,
} from '../../apps/hub/record/score.ts';

/** One ticket's wait for its first call and what was said of it, Ms from the issue. */
export interface Scored extends Outcome {
  /** The look-ahead's own look when it is given the truth. */
  readonly oracle: Five | undefined;
  readonly qlLive: Ms;
  readonly les: Ms;
}
