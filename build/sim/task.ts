import { present } from '../../shared/basics.ts';
import type { Plan, Truth } from '../../apps/hub/forecast/given.ts';
import { secondMs, type BusinessDay, type Instant } from '../../shared/ids.ts';
import { instantAt } from '../oracle/calendar.ts';
import { makeOffice, type Change, type MadeDay, type MadeOffice } from './days.ts';
import { planOf, seerOf, type Said } from './forecasts.ts';
import { openHall } from '../../apps/hub/whatIf/hall.ts';
import type { KindName } from './offices.ts';
import type { DayFiles } from './play.ts';
import type { Scored } from './score.ts';

/** Some days of one made office, scored one after the other behind its days of history; `change` happens on the last. */
export interface Task {
  readonly office: KindName;
  readonly seed: number;
  readonly history: number;
  readonly days: number;
  readonly change?: Change;
  /** The same is asked of a look-ahead that is given the truth. */
  readonly oracle: boolean;
}

export interface TaskResult {
  /** Tickets in order of issue, with the time of it, seconds after midnight. */
  readonly scored: readonly (Scored & { readonly issued: number })[];
  /** Tickets that nobody called, and those of which an estimator said nothing. */
  readonly never: number;
  readonly unsaid: number;
}

/** Everything comes from the task alone: the same task gives the same result. */
export async function runTask({ office: name, seed, history, days, change, oracle }: Task): Promise<TaskResult> {
  const made = makeOffice(name, seed, { days: history + days, ...(change ? { change } : {}) });
  const { office } = made.kind;
  const hall = await openHall(office, midnightOf(made, present(made.days[0], `days of ${name}`)));
  const seer = seerOf(hall, {
    seed,
    plan: rosterOf(made),
    oracle: oracle ? { truth: truthOn(made), plan: toldOf(made) } : undefined,
  });
  const result = { scored: [] as TaskResult['scored'][number][], never: 0, unsaid: 0 };
  for (const day of made.days.slice(0, history)) await seer.learn(linesOf(day));
  for (const day of made.days.slice(history)) {
    const { said } = await seer.score(linesOf(day));
    for (const one of said) {
      const scored = scoredOf(one, midnightOf(made, day));
      if (one.course.called === undefined) result.never++;
      else if (scored === undefined) result.unsaid++;
      else result.scored.push(scored);
    }
  }
  await hall.close();
  return result;
}

function scoredOf(
  { course, band, oracle, qlLive, les }: Said,
  midnight: Instant,
): TaskResult['scored'][number] | undefined {
  if (course.called === undefined || !band || qlLive === undefined || les === undefined) return undefined;
  const issued = (course.issued - midnight) / secondMs;
  return { issued, wait: course.called - course.issued, band, oracle, qlLive, les };
}

function rosterOf({ kind, days, plan }: MadeOffice): Plan {
  return planOf(
    kind.office,
    days.map(({ day }) => day),
    plan.map((row, i) => ({ file: 'plan', line: i + 2, row })),
  );
}

/** The roster with the change of the last day in it. */
function toldOf({ kind, days }: MadeOffice): Plan {
  return {
    shifts: days.flatMap(
      ({ day, roster }) =>
        planOf(
          kind.office,
          [day],
          roster.map((row, i) => ({ file: 'plan', line: i + 2, row })),
        ).shifts,
    ),
  };
}

function truthOn({ days }: MadeOffice): (day: BusinessDay) => Truth {
  const truths = new Map(days.map(({ day, truth }) => [day, truth]));
  return (day) => present(truths.get(day), day);
}

export function midnightOf({ kind }: MadeOffice, { day }: MadeDay): number {
  return instantAt(day, '00:00', kind.office.timeZone);
}

export function linesOf({ day, visitors, staff }: MadeDay): DayFiles {
  return {
    day,
    visitors: visitors.map((row, i) => ({ file: `visitors of ${day}`, line: i + 2, row })),
    staff: staff.map((row, i) => ({ file: `staff of ${day}`, line: i + 2, row })),
  };
}
