import { minuteMs, type Instant, type Ms, type ServiceId, type StageId } from '../../../shared/ids.ts';
import type { CommandOf } from '../../../shared/protocol/commands.ts';
import { helperFor } from '../domain/decide/advice.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';
import type { Band } from './forecast.ts';

/** F1: a command that an advisor asks for, with its figures; its key is who sends it's. */
export type Advice = Omit<CommandOf<'AdviseCounter'>, 'key'> | Omit<CommandOf<'WithdrawAdvice'>, 'key'>;

/** F5: a promise is broken for so long before anybody is told. */
const brokenForMs: Ms = 10 * minuteMs;

/** F5: to be told of the floor and of what newcomers are forecast, each time that changes; remembers only since when. */
export type Advisor = (
  floor: ReadonlyFloor,
  now: Instant,
  /** Who would join the service's first stage now, in the regular lane. */
  newcomer: (service: ServiceId) => Band | undefined,
) => readonly Advice[];

export function createAdvisor(): Advisor {
  let day = '';
  const brokenSince = new Map<ServiceId, Instant>();

  return (floor, now, newcomer) => {
    if (floor.day !== day) brokenSince.clear();
    day = floor.day;
    if (floor.state !== 'open') return [];
    const asked: Advice[] = [];
    const stages = new Set<StageId>();
    for (const [service, { promiseMinutes, stages: way }] of floor.lines.office.services) {
      const [stage] = way;
      const band = newcomer(service);
      if (stage === undefined || promiseMinutes === undefined || band?.basis !== 'lookAhead') {
        brokenSince.delete(service);
        continue;
      }
      const p80Minutes = Math.min(mostMinutes, Math.round(band.p80 / minuteMs));
      const advice = floor.advice.get(stage);
      if (p80Minutes <= promiseMinutes) {
        brokenSince.delete(service);
        if (advice?.service === service) asked.push({ type: 'WithdrawAdvice', stage, p80Minutes });
        continue;
      }
      const since = brokenSince.get(service) ?? now;
      brokenSince.set(service, since);
      if (now - since < brokenForMs || advice || stages.has(stage) || helperFor(stage, floor) === undefined) continue;
      stages.add(stage);
      asked.push({ type: 'AdviseCounter', service, p80Minutes });
    }
    return asked;
  };
}

/** What a command may say. */
const mostMinutes = 1440;
