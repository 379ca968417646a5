import type { BusinessDay } from '../../../shared/ids.ts';
import type { Answered, Answers, Ask } from './asks.ts';
import { advisedIn } from './advised.ts';
import { comparePast, compareComing, type Day, type HasTime } from './compare.ts';
import { daysBefore, knownFor } from './coming.ts';
import { inputsOf } from './pastDay.ts';
import { staffingFor } from './staffing.ts';

/** Where past days are read from. */
export interface DaySource {
  readonly days: () => readonly { readonly day: BusinessDay; readonly closed: boolean }[];
  readonly read: (day: BusinessDay) => Day | undefined;
}

/** Answers one question from the stored days; what takes long draws as often as there is time. */
export async function answerOf(ask: Ask, source: DaySource, hasTime: HasTime): Promise<Answered<Answers[Ask['ask']]>> {
  switch (ask.ask) {
    case 'days':
      return { ok: true, value: { past: source.days().toReversed() } };
    case 'compare': {
      const { of, day, change } = ask;
      if (of === 'coming') {
        const known = knownOf(day, source);
        if (!known) return { ok: false, path: 'day' };
        const compared = await compareComing({ of, day }, known, change, hasTime);
        return 'path' in compared ? { ok: false, path: `change.${compared.path}` } : { ok: true, value: compared };
      }
      const stored = source.read(day);
      if (!stored) return { ok: false, path: 'day' };
      const compared = await comparePast({ of, day }, stored, change, hasTime);
      return 'path' in compared ? { ok: false, path: `change.${compared.path}` } : { ok: true, value: compared };
    }
    case 'advice': {
      const days = source.days().filter(({ day }) => ask.from <= day && day <= ask.to);
      const advised = days.flatMap(({ day }) => {
        const stored = source.read(day);
        return stored ? advisedIn(stored) : [];
      });
      return { ok: true, value: { advised: advised.toReversed() } };
    }
    case 'staffing': {
      const known = knownOf(ask.day, source);
      if (!known) return { ok: false, path: 'day' };
      const { ask: _, ...wanted } = ask;
      return { ok: true, value: await staffingFor(wanted, known, hasTime) };
    }
  }
}

/** What the stored days before one say of it; undefined where nobody came on any of them. */
function knownOf(day: BusinessDay, source: DaySource) {
  const past = daysBefore(
    day,
    source.days().map((one) => one.day),
  )
    .flatMap((one) => source.read(one) ?? [])
    .map(({ book, documents }) => inputsOf(book, documents))
    .filter(({ arrivals, spans }) => arrivals.length > 0 && spans.length > 0);
  return past.length === 0 ? undefined : knownFor(day, past);
}
