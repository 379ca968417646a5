import type { DeviceId, Epoch, Instant, Seq } from '../../shared/ids.ts';
import { secondMs } from '../../shared/ids.ts';
import type { Seen } from '../../shared/protocol/hello.ts';
import type { EventOf } from './domain/events.ts';
import type { ReadonlyFloor } from './domain/floor.ts';
import type { House } from './house.ts';

/** I18: the least epoch of an opening at this instant: seconds since 1970, so that no journal that was set back, however often, begins an epoch that was. */
export function epochAt(wall: Instant): Epoch {
  return Math.floor(wall / secondMs);
}

/** Where a hub stands: its epoch, the journal's head when it opened, and now. */
export interface Standing {
  readonly epoch: Epoch;
  readonly openedAt: Seq;
  readonly seq: Seq;
}

/**
 * I19: has a screen seen what this journal does not have? What it saw before the last restore was lost then, and is
 * accounted for.
 */
export function isSetBack(seen: Seen, { epoch, openedAt, seq }: Standing, restored: Epoch = 0): boolean {
  if (seen.epoch < restored) return false;
  if (seen.epoch === epoch) return seen.seq > seq;
  return seen.epoch > epoch || seen.seq > openedAt;
}

/** Kiosks that may hold numbers of a lost part of the journal: those of the passes, of the days in memory, and those paired in the last week. */
export function kiosksToAwait(
  { digits }: House,
  floors: Iterable<ReadonlyFloor>,
  listed: readonly DeviceId[],
  now: Instant,
): DeviceId[] {
  const kiosks = new Set(listed);
  for (const { kiosk, since } of digits.values()) if (now - since < weekMs) kiosks.add(kiosk);
  for (const { devices } of floors) for (const { id, role } of devices.values()) if (role === 'kiosk') kiosks.add(id);
  return [...kiosks].toSorted();
}
const weekMs = 7 * 24 * 60 * 60 * secondMs;

/** What a book that opens now says of a restore before it: kiosks may bring their numbers as long as books are corrected (D6). */
export function owedIn({ restore }: House, days: number, now: Instant): EventOf<'DayOpened'>['restore'] {
  if (!restore || now - restore.at > days * dayMs) return undefined;
  const { id, at, knownAt, awaits, brought } = restore;
  return { restore: id, at, knownAt, awaits: [...awaits], brought: [...brought] };
}
const dayMs = 24 * 60 * 60 * secondMs;
