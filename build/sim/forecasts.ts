import type { Plan, Truth } from '../../apps/hub/forecast/given.ts';
import { createForecaster, type Band, type ForecasterOptions } from '../../apps/hub/forecast/forecast.ts';
import { secondMs, type BusinessDay, type Ms } from '../../shared/ids.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { instantAt } from '../oracle/calendar.ts';
import type { ShiftLine } from './dayFile.ts';
import { dutiesOf } from './duties.ts';
import type { Hall } from '../../apps/hub/whatIf/hall.ts';
import { playDay, type Course, type DayFiles } from './play.ts';

/** The shares of outcomes that lie below the five numbers of a forecast. */
export const shares = [0.1, 0.2, 0.5, 0.8, 0.9] as const;
export type Five = readonly [Ms, Ms, Ms, Ms, Ms];

/** A visitor's course and what was said of the first call at the issue, Ms from then on; undefined where nothing was said. */
export interface Said {
  readonly course: Course;
  readonly band: Five | undefined;
  /** The same look-ahead given the truth, where there is one beside. */
  readonly oracle: Five | undefined;
  readonly qlLive: Ms | undefined;
  readonly les: Ms | undefined;
}

/** The roster of several days that all have the same one. */
export function planOf(office: Office, days: readonly BusinessDay[], roster: readonly ShiftLine[]): Plan {
  const duties = dutiesOf(office, roster);
  return {
    shifts: days.flatMap((day) => {
      const midnight = instantAt(day, '00:00', office.timeZone);
      return duties.map(({ counter, officer, from, to }) => ({
        counter,
        officer,
        from: midnight + Math.round(from * secondMs),
        to: midnight + Math.round(to * secondMs),
      }));
    }),
  };
}

export interface Seer {
  /** Plays a day of the past; it is learned from, and nobody is told anything. */
  learn(day: DayFiles): Promise<void>;
  /** Plays a day and asks once a ticket, at its issue; later forecasts of it do not count. */
  score(day: DayFiles): Promise<{ readonly said: readonly Said[]; readonly refused: Refused }>;
}
type Refused = Awaited<ReturnType<typeof playDay>>['refused'];

export interface SeerOptions {
  readonly seed: number;
  readonly plan?: Plan | undefined;
  /** Given to the estimator itself. */
  readonly truth?: Truth | undefined;
  /** Given to a second estimator, that hears and is asked the same. */
  readonly oracle?: { readonly truth: (day: BusinessDay) => Truth; readonly plan: Plan } | undefined;
}

/**
 * An estimator that sees the events of a hall and nothing else, but for the roster and the truth it is given. It must be
 * made before the hall's first day is played.
 */
export function seerOf(hall: Hall, { seed, plan, truth, oracle }: SeerOptions): Seer {
  const made = (given: Pick<ForecasterOptions, 'truth'>, roster: Plan | undefined) =>
    createForecaster({ seed, ...(roster ? { plan: roster } : {}), ...given });
  const forecaster = made(truth ? { truth } : {}, plan);
  const knowing = oracle && made({ truth: oracle.truth }, oracle.plan);
  hall.onEvents((recorded) => {
    for (const one of recorded) {
      if (one.day === 'house') continue;
      forecaster.follow(one, hall.floor());
      knowing?.follow(one, hall.floor());
    }
  });
  return {
    async learn(day) {
      await playDay(hall, day);
    },
    async score(day) {
      const said: Said[] = [];
      const { refused } = await playDay(hall, day, (course) => {
        const floor = hall.floor();
        said.push({
          course,
          band: fiveOf(forecaster.estimate(course.ticket, floor, course.issued)),
          oracle: fiveOf(knowing?.estimate(course.ticket, floor, course.issued)),
          qlLive: forecaster.qlLive(course.ticket, floor, course.issued),
          les: forecaster.les(course.ticket, floor, course.issued),
        });
      });
      return { said, refused };
    },
  };
}

function fiveOf(band: Band | undefined): Five | undefined {
  return band && [band.p10, band.p20, band.p50, band.p80, band.p90];
}
