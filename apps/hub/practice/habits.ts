import type { Ms, ServiceId, StageId } from '../../../shared/ids.ts';
import { minuteMs } from '../../../shared/ids.ts';
import { normal, type Chance } from '../forecast/chance.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';

/** How the visitors of a practice behave: learned of the office where it has seen enough, else its defaults. */
export interface Habits {
  /** Mean of the work at a counter, Ms, by stage. */
  readonly work: { readonly [stage: StageId]: Ms };
  /** Share of calls that nobody answers. */
  readonly noShow: number;
  /** Visitors in an hour, by service. */
  readonly perHour: { readonly [service: ServiceId]: number };
}

/** domain.md 2.8: where the document names no target, minutes; the usual spread; the usual share of no-shows. */
const defaults = { minutes: 5, cv: 0.7, noShow: 0.05 };
/** A service without a quota, tickets a day; hours over which a day's tickets are spread. */
const usualDay = { tickets: 40, hours: 7 };
/** So many ended stages or calls before what was seen stands in the place of a default. */
const enough = { stages: 10, calls: 50, tickets: 20 };
const hourMs = 60 * minuteMs;

/** Of the office's document and of what its newest book has seen so far. */
export function habitsOf({ visits, lines }: ReadonlyFloor): Habits {
  const { stages, services } = lines.office.document;
  const all = [...visits.values()];
  const done = all.flatMap((visit) => visit.done);
  const calls = done.length + all.reduce((sum, { misses }) => sum + misses, 0);
  const missed = all.reduce((sum, { misses }) => sum + misses, 0);
  const times = all.map(({ arrivedAt }) => arrivedAt);
  const hours = Math.max(1, (Math.max(...times) - Math.min(...times)) / hourMs);
  return {
    work: Object.fromEntries(
      stages.map(({ id, targetMinutes }) => {
        const seen = done.flatMap((one) =>
          one.stage === id && one.startedAt !== undefined ? [one.finishedAt - one.startedAt] : [],
        );
        const usual = (targetMinutes ?? defaults.minutes) * minuteMs;
        return [id, seen.length < enough.stages ? usual : seen.reduce((sum, ms) => sum + ms, 0) / seen.length];
      }),
    ),
    noShow: calls < enough.calls ? defaults.noShow : missed / calls,
    perHour: Object.fromEntries(
      services.map(({ id, quota }) => {
        const seen = all.filter(({ service }) => service === id).length;
        const usual = (quota ?? usualDay.tickets) / usualDay.hours;
        return [id, seen < enough.tickets ? usual : seen / hours];
      }),
    ),
  };
}

/** A length of this mean, log-normal as service times are (domain.md 2.8: coefficient of variation 0.7), whole Ms. */
export function lengthOf(mean: Ms, chance: Chance): Ms {
  const variance = Math.log(1 + defaults.cv ** 2);
  return Math.round(mean * Math.exp(normal(chance) * Math.sqrt(variance) - variance / 2));
}

/** Until the next visitor of so many an hour, Ms (a Poisson stream); never where nobody comes. */
export function untilNext(perHour: number, chance: Chance): Ms {
  return (-Math.log(1 - chance.next()) / perHour) * hourMs;
}

/** From `low` to `high` seconds, in Ms. */
export function seconds(low: number, high: number, chance: Chance): Ms {
  return Math.round((low + chance.next() * (high - low)) * 1000);
}
