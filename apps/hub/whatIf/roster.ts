import { minuteMs, type CounterId, type Instant } from '../../../shared/ids.ts';
import { instantOf, minutesOf } from '../domain/hours.ts';
import { addedOfficer, type Change } from './change.ts';
import type { DayInputs, Span } from './pastDay.ts';
import type { Wish } from './wish.ts';

/** A press of the roster: opening, a break or closing. `until` is when it is too late for it. */
export interface RosterAct {
  readonly at: Instant;
  readonly until: Instant;
  /** Among what happens at one instant. */
  readonly order: number;
  readonly wish: Wish;
}

/** Who sits where with the change, in order of the beginnings. */
export function changedSpans(
  { spans, day, office }: Pick<DayInputs, 'spans' | 'day' | 'office'>,
  change: Change,
): readonly Span[] {
  const midnight = instantOf(day, office.dayStart, office.timeZone);
  const at = (time: string) => midnight + (minutesOf(time) - minutesOf(office.dayStart)) * minuteMs;
  let all = [...spans];
  for (const one of change.staff) {
    if (one.does === 'serve') continue;
    const [from, to] = [at(one.from), at(one.to)];
    const officer = one.does === 'open' ? (one.officer ?? addedOfficer(one.counter)) : undefined;
    all = all.flatMap((span) =>
      span.counter === one.counter && (one.does === 'close' || one.officer !== undefined)
        ? without(span, from, to)
        : [span],
    );
    if (officer === undefined) continue;
    // An officer who is asked to sit here sits nowhere else meanwhile.
    all = all.flatMap((span) => (span.officer === officer ? without(span, from, to) : [span]));
    for (const gap of gapsOf(all, one.counter, from, to))
      all.push({ counter: one.counter, officer, ...gap, ends: 'closed' });
  }
  return vacated(all.toSorted((one, other) => one.from - other.from));
}

/** Who is on a break keeps the seat; it is left where somebody else sits there before they come back. */
function vacated(spans: readonly Span[]): readonly Span[] {
  return spans.map((span, i) => {
    const next = spans.slice(i + 1).find(({ counter }) => counter === span.counter);
    return span.ends === 'paused' && next !== undefined && next.officer !== span.officer
      ? { ...span, ends: 'closed' }
      : span;
  });
}

function without(span: Span, from: Instant, to: Instant): readonly Span[] {
  if (to <= span.from || span.to <= from) return [span];
  const before: readonly Span[] = span.from < from ? [{ ...span, to: from, ends: 'closed' }] : [];
  const after: readonly Span[] = to < span.to ? [{ ...span, from: to }] : [];
  return [...before, ...after];
}

function gapsOf(
  spans: readonly Span[],
  counter: CounterId,
  from: Instant,
  to: Instant,
): readonly { readonly from: Instant; readonly to: Instant }[] {
  const gaps: { readonly from: Instant; readonly to: Instant }[] = [];
  let begins = from;
  const mine = spans.filter((span) => span.counter === counter && span.to > from && span.from < to);
  for (const span of mine.toSorted((one, other) => one.from - other.from)) {
    if (span.from > begins) gaps.push({ from: begins, to: span.from });
    begins = Math.max(begins, span.to);
  }
  return begins < to ? [...gaps, { from: begins, to }] : gaps;
}

/** The presses of a day's roster with the change; who leaves presses before who comes. */
export function rosterOf(inputs: Pick<DayInputs, 'spans' | 'day' | 'office'>, change: Change): readonly RosterAct[] {
  return changedSpans(inputs, change).flatMap(
    ({ counter, officer, from, to, ends, override }): readonly RosterAct[] => [
      {
        at: from,
        until: to,
        order: 0,
        wish: {
          type: 'OpenCounter',
          counter,
          officer,
          ...(override !== undefined && { override: { reason: override } }),
        },
      },
      {
        at: to,
        until: to,
        order: -1,
        wish: ends === 'paused' ? { type: 'PauseCounter', counter } : { type: 'CloseCounter', counter },
      },
    ],
  );
}
