import type { Instant, Numbering, Prefix } from '../../../shared/ids.ts';
import { numberText } from '../../../shared/ids.ts';
import type { By, EventOf } from './events.ts';
import type { Floor, ReadonlyFloor, Restore } from './floor.ts';

/** Numbers above the highest that a kiosk brought back which somebody may hold whom nobody can ask: a phone, an officer's word, a kiosk that is gone. */
export const spareNumbers = 50;

/** I19: does this sender get no number of the hub now, as a kiosk has yet to bring back what it printed? */
export function isRestoring({ restore }: ReadonlyFloor, by: By): boolean {
  if (restore?.holds !== true) return false;
  return restore.awaits.size > 0 || (by.role === 'kiosk' && !restore.brought.has(by.device));
}

/**
 * N8: the hub's numbers of this day up to the highest that nobody has brought back, per prefix in ranges; with `spare`
 * so many above it too, up to the top of the series.
 */
export function lostNumbers(floor: ReadonlyFloor, spare: number): readonly EventOf<'NumbersLost'>[] {
  const { document, policy } = floor.lines.office;
  const prefixes = new Set(document.services.map(({ prefix }) => prefix));
  return [...prefixes].flatMap((prefix) => {
    const highest = floor.series.get(`${prefix}/hub`) ?? 0;
    const missing: number[] = [];
    for (let count = 1; count <= highest; count++)
      if (!floor.numbers.has(numberText({ prefix, source: 'hub', count })) && !isLost(floor, prefix, count))
        missing.push(count);
    const top = Math.min(policy.hubTop, highest + spare);
    for (let count = highest + 1; count <= top; count++) missing.push(count);
    return rangesOf(missing).map(([from, to]) => ({ type: 'NumbersLost', prefix, from, to }) as const);
  });
}

function isLost({ lost }: ReadonlyFloor, prefix: Prefix, count: number): boolean {
  return lost.some((range) => range.prefix === prefix && range.from <= count && count <= range.to);
}

/** Rising counts as [first, last] of each unbroken run. */
function rangesOf(counts: readonly number[]): readonly (readonly [from: number, to: number])[] {
  const ranges: [number, number][] = [];
  for (const count of counts) {
    const last = ranges.at(-1);
    if (last?.[1] === count - 1) last[1] = count;
    else ranges.push([count, count]);
  }
  return ranges;
}

/** The day goes on as it was known; every counter looks again at who sits there. */
export function restored(floor: Floor, { restore, knownAt, awaits }: EventOf<'HubRestored'>, at: Instant): void {
  floor.restore = {
    id: restore,
    at,
    knownAt,
    awaits: new Set(awaits),
    brought: new Set(),
    holds: true,
    unchecked: new Set(floor.counters.keys()),
  };
}

/** A day that opens while kiosks still owe their numbers of an earlier one: its own numbers are not concerned. */
export function owed(restore: EventOf<'DayOpened'>['restore']): Restore | undefined {
  if (!restore) return undefined;
  const { restore: id, at, knownAt, awaits, brought } = restore;
  return {
    id,
    at,
    knownAt,
    awaits: new Set(awaits),
    brought: new Set(brought),
    holds: false,
    unchecked: new Set(),
  };
}

/** A kiosk is not waited for any more; one that was given up may still come. */
export function brought(restore: Pick<Restore, 'awaits' | 'brought'>, event: EventOf<'KioskBrought'>): void {
  restore.awaits.delete(event.device);
  if (event.without === undefined) restore.brought.add(event.device);
}

export function lose(floor: Floor, { prefix, from, to }: EventOf<'NumbersLost'>): void {
  floor.lost.push({ prefix, from, to });
  if (to > (floor.series.get(`${prefix}/hub`) ?? 0)) floor.series.set(`${prefix}/hub`, to);
}

/** N8: a number that turned up is lost no more. */
export function found(floor: Floor, { prefix, count }: Pick<Numbering, 'prefix' | 'count'>): void {
  const at = floor.lost.findIndex((one) => one.prefix === prefix && one.from <= count && count <= one.to);
  const [range] = at < 0 ? [] : floor.lost.splice(at, 1);
  if (!range) return;
  if (range.from < count) floor.lost.push({ prefix, from: range.from, to: count - 1 });
  if (count < range.to) floor.lost.push({ prefix, from: count + 1, to: range.to });
}
