import type { CounterId, StageId } from '../../../../shared/ids.ts';
import type { CommandOf } from '../../../../shared/protocol/commands.ts';
import type { ReadonlyCounter, ReadonlyFloor } from '../floor.ts';
import { accept, refuse, skillsOf, type Decided } from './context.ts';

/** F5: one more counter, for the first stage of a service whose newcomers would wait longer than promised. */
export function adviseCounter({ service, p80Minutes }: CommandOf<'AdviseCounter'>, floor: ReadonlyFloor): Decided {
  const known = floor.lines.office.services.get(service);
  const [stage] = known?.stages ?? [];
  if (!known || stage === undefined) return refuse('unknownService', { service });
  if (floor.state !== 'open') return refuse('dayClosed');
  if (floor.advice.has(stage)) return refuse('alreadyAdvised');
  const { promiseMinutes } = known;
  if (promiseMinutes === undefined || p80Minutes <= promiseMinutes) return refuse('predictionUnclear');
  const helper = helperFor(stage, floor);
  if (helper === undefined) return refuse('noCounterHelps');
  return accept([{ type: 'CounterAdvised', service, stage, helper, p80Minutes, promiseMinutes }]);
}

/** F5: the promise holds again. */
export function withdrawAdvice({ stage, p80Minutes }: CommandOf<'WithdrawAdvice'>, floor: ReadonlyFloor): Decided {
  const advice = floor.advice.get(stage);
  if (!advice) return refuse('notAdvised');
  if (p80Minutes > advice.promiseMinutes) return refuse('predictionUnclear');
  return accept([{ type: 'AdviceWithdrawn', stage, p80Minutes }]);
}

/**
 * F5: the counter that could help a stage: not open, with the stage in the earliest tier, and with an officer who may call
 * for it; on a break its own, else one who sits nowhere.
 */
export function helperFor(stage: StageId, floor: ReadonlyFloor): CounterId | undefined {
  const isFree = [...floor.lines.office.officers.values()].some(
    ({ id, role }) => role === 'officer' && !floor.seats.has(id) && skillsOf(floor, id).has(stage),
  );
  const mayHelp = ({ state, officer }: ReadonlyCounter) =>
    state === 'closed' ? isFree : state === 'paused' && officer !== undefined && skillsOf(floor, officer).has(stage);
  const tierOf = ({ tiers }: ReadonlyCounter) => tiers.findIndex((stages) => stages.includes(stage));
  let best: ReadonlyCounter | undefined;
  for (const counter of floor.counters.values())
    if (tierOf(counter) >= 0 && mayHelp(counter) && (best === undefined || tierOf(counter) < tierOf(best)))
      best = counter;
  return best?.id;
}
