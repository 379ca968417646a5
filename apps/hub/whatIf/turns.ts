import { present } from '../../../shared/basics.ts';
import type { Ms, OfficerId, StageId, TicketId } from '../../../shared/ids.ts';
import { secondMs } from '../../../shared/ids.ts';
import { chanceOf } from '../forecast/chance.ts';
import type { Change } from './change.ts';
import type { Sitting } from './pastDay.ts';

/** Of what freed turns are made; the same ticket gets the same turns whatever else changes, so that plays compare. */
export interface Turns {
  /** The next turn of a ticket at a stage: its own where it had one that day, else one drawn from the turns of others. */
  next(ticket: TicketId, stage: StageId): Sitting | undefined;
  /** How long this officer takes to call, this time. */
  gap(officer: OfficerId): Ms;
}

/** Where nobody was seen to call. */
const gapAssumed = 5 * secondMs;

/** A number that hangs on the words alone (FNV-1a, 32 bits). */
export function seedOf(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const letter of words.join('/')) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  // The last letters of similar words differ in few bits.
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}

/** The turns of a day. `seed` draws those that nobody had; `pool` are turns that may be drawn, of any stage. */
export function turnsOf(
  own: ReadonlyMap<TicketId, readonly Sitting[]>,
  pool: readonly Sitting[],
  gaps: ReadonlyMap<OfficerId, readonly Ms[]>,
  stages: Change['stages'],
  seed: number,
): Turns {
  const taken = new Map<string, number>();
  const used = new Map<OfficerId, number>();
  const whole = pool.filter(isWhole);
  const byStage = Map.groupBy(whole, ({ stage }) => stage);
  const allGaps = [...gaps.values()].flat().toSorted((one, other) => one - other);
  const usual = allGaps[allGaps.length >> 1] ?? gapAssumed;
  const merged = (into: StageId) =>
    stages.flatMap((one) => (one.does === 'merge' && one.into === into ? [one.stage] : []));
  const percent = (stage: StageId) =>
    stages.reduce((all, one) => (one.does === 'scale' && one.stage === stage ? (all * one.percent) / 100 : all), 1);

  function pick(ticket: TicketId, stage: StageId, count: number): Sitting | undefined {
    const mine = own.get(ticket)?.filter((sitting) => sitting.stage === stage) ?? [];
    if (mine[count]) return mine[count];
    const others = byStage.get(stage) ?? [];
    return others[Math.floor(chanceOf(seedOf(seed, ticket, stage, count)).next() * others.length)];
  }

  return {
    next(ticket, stage) {
      const key = `${ticket}/${stage}`;
      const count = taken.get(key) ?? 0;
      taken.set(key, count + 1);
      const sitting = pick(ticket, stage, count);
      if (!sitting) return undefined;
      const more = merged(stage).reduce(
        (sum, from) => sum + (count === 0 ? lastsOf(pick(ticket, from, 0), percent(from)) : 0),
        0,
      );
      return stretched(sitting, percent(stage), more);
    },
    gap(officer) {
      const mine = gaps.get(officer);
      if (!mine || mine.length === 0) return usual;
      const count = used.get(officer) ?? 0;
      used.set(officer, count + 1);
      return present(mine[count % mine.length], officer);
    },
  };
}

const lets = new Set(['StageFinished', 'VisitMissed']);

/** A turn that ended by itself, so that somebody else may have one like it. */
function isWhole({ deeds }: Sitting): boolean {
  const last = deeds.at(-1);
  return last !== undefined && lets.has(last.recorded.event.type);
}

const lastsOf = (sitting: Sitting | undefined, factor: number): Ms =>
  sitting ? (sitting.served.to - sitting.served.from) * factor : 0;

/** The same turn whose service takes `factor` times as long, and `more` Ms. */
function stretched(sitting: Sitting, factor: number, more: Ms): Sitting {
  const { from, to } = sitting.served;
  if (factor === 1 && more === 0) return sitting;
  const moved = (after: Ms): Ms => {
    if (after <= from) return after;
    const within = Math.min(after, to);
    return Math.round(from + (within - from) * factor + (after >= to ? more : 0) + (after - within));
  };
  return {
    ...sitting,
    deeds: sitting.deeds.map((deed) => ({ ...deed, after: moved(deed.after) })),
    served: { from, to: moved(to) },
  };
}
