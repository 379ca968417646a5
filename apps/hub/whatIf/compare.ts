import type { Office } from '../../../shared/protocol/office.ts';
import type { Recorded } from '../domain/events.ts';
import { callsOf, playAgain, type Call } from './again.ts';
import type { Comparison, DayAsked, Figures } from './asks.ts';
import { Change, faultOf, type Fault } from './change.ts';
import { drawnDay, type Known } from './coming.ts';
import { figuresOf } from './figures.ts';
import { playFreed } from './freed.ts';
import { inputsOf, type DayInputs, type Sitting } from './pastDay.ts';
import { spreadOf } from './spread.ts';

/** A day's book as it is stored. */
export interface Day {
  readonly book: readonly Recorded[];
  readonly documents: ReadonlyMap<string, Office>;
}

const nothing = Change.parse({});
/** Draws are made until so many, or until the time given is over; never fewer than the least. */
const mostDraws = 8;
const leastDraws = 3;

/** Whether there is time for another draw. */
export type HasTime = () => boolean;

/** A past day beside the same day with a change. A fault is a field that this office cannot follow. */
export async function comparePast(
  asked: DayAsked,
  { book, documents }: Day,
  change: Change,
  hasTime: HasTime,
): Promise<Comparison | Fault> {
  const inputs = inputsOf(book, documents);
  const fault = faultOf(change, inputs.office);
  if (fault) return fault;
  const again = await playAgain(book, documents).catch(() => ({ calls: [] as readonly Call[] }));
  const calls = callsOf(book);
  const isDrawn = change.arrivals.some(({ percent }) => percent !== 100);
  const played = await playBoth(() => inputs, change, hasTime, isDrawn ? mostDraws : 1, undefined);
  return {
    ...asked,
    ...played,
    learnedFrom: 1,
    again: 'cannot' in again ? null : { same: sameCalls(calls, again.calls), of: calls.length },
    cannot: 'cannot' in again ? [...again.cannot] : [],
    recorded: figuresOf(book, documents),
  };
}

/** A coming day, drawn several times, beside the same draws with a change. */
export async function compareComing(
  asked: DayAsked,
  known: Known,
  change: Change,
  hasTime: HasTime,
): Promise<Comparison | Fault> {
  const day = drawnDay(asked.day, known, 1);
  const fault = faultOf(change, day.office);
  if (fault) return fault;
  const inputs = (seed: number) => drawnDay(asked.day, known, seed);
  const played = await playBoth(inputs, change, hasTime, mostDraws, known.pool);
  return { ...asked, ...played, learnedFrom: known.past.length, again: null, cannot: [], recorded: null };
}

/** Calls that are in both: the same ticket at the same counter at the same instant for the same reason. */
function sameCalls(recorded: readonly Call[], again: readonly Call[]): number {
  const texts = new Set(again.map((call) => JSON.stringify(call)));
  return recorded.filter((call) => texts.has(JSON.stringify(call))).length;
}

async function playBoth(
  dayOf: (seed: number) => DayInputs,
  change: Change,
  hasTime: HasTime,
  most: number,
  pool: readonly Sitting[] | undefined,
): Promise<Pick<Comparison, 'draws' | 'before' | 'after' | 'refused'>> {
  const before: Figures[] = [];
  const after: Figures[] = [];
  const refused = { before: 0, after: 0 };
  for (let seed = 1; seed <= most && (seed <= Math.min(most, leastDraws) || hasTime()); seed++) {
    const inputs = dayOf(seed);
    for (const [changed, figures] of [
      [nothing, before],
      [change, after],
    ] as const) {
      const played = await playFreed(inputs, changed, seed, pool);
      figures.push(figuresOf(played.book, played.documents));
      refused[changed === nothing ? 'before' : 'after'] += played.refused;
    }
  }
  const draws = before.length;
  return {
    draws,
    before: spreadOf(before),
    after: spreadOf(after),
    refused: { before: refused.before / draws, after: refused.after / draws },
  };
}
