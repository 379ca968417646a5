import type { Ms } from '../../../shared/ids.ts';
import { TaskId, type CoachView, type SlipId, type TaskTime } from '../../../shared/protocol/practice.ts';

/** Points off for each time. */
const costs: { readonly [Slip in SlipId]: number } = {
  wrongKey: 1,
  hurried: 1,
  withdrawn: 2,
  outOfTurn: 4,
  nobodyThere: 4,
  stillThere: 4,
  wrongOutcome: 4,
};
/** Free to next call: so long costs nothing, each two seconds more a point, so many points at most. */
const pace = { freeMs: 20_000, perPointMs: 2_000, most: 20 };

/** The middle of these values, the mean of the middle two where they are even in number; whole. Throws without any. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new Error('The median of nothing');
  return Math.round((low + high) / 2);
}

/** Each task that was done, how often, and the median of its times (Ms). */
export function taskTimes(times: Iterable<{ readonly task: TaskId; readonly ms: Ms }>): readonly TaskTime[] {
  const all = [...times];
  return TaskId.options.flatMap((task) => {
    const own = all.filter((one) => one.task === task).map(({ ms }) => ms);
    return own.length === 0 ? [] : [{ task, times: own.length, medianMs: median(own) }];
  });
}

/**
 * R5: 100 for the share of the steps that were done (a step to be done n times counts n), less a point for each refused
 * key and each visitor who was sent off before the work was done, two for each call withdrawn, four for each call out of
 * turn, service begun with nobody there, visitor marked absent who stood there, and wrong outcome; and less a point for
 * each two seconds by which the median from free to the next call is over 20 s, 20 at most. Never below 0.
 */
export function scoreOf({ steps, slips, tasks }: Pick<CoachView, 'steps' | 'slips' | 'tasks'>): number {
  const of = steps.reduce((sum, step) => sum + step.of, 0);
  const done = steps.reduce((sum, step) => sum + Math.min(step.done, step.of), 0);
  const off = slips.reduce((sum, { slip, times }) => sum + costs[slip] * times, 0);
  const next = tasks.find(({ task }) => task === 'nextCall')?.medianMs ?? 0;
  const slow = Math.min(pace.most, Math.ceil(Math.max(0, next - pace.freeMs) / pace.perPointMs));
  return Math.max(0, Math.round((100 * done) / of) - off - slow);
}
