import type { DeviceId, Epoch, Instant, Seq } from '../../shared/ids.ts';
import { secondMs } from '../../shared/ids.ts';
import type { Command } from '../../shared/protocol/commands.ts';
import type { Seen } from '../../shared/protocol/hello.ts';
import { inBook, type BookEvent, type Books } from './books.ts';
import type { Decided } from './domain/decide/context.ts';
import type { Event, EventOf } from './domain/events.ts';
import type { Floor, ReadonlyFloor } from './domain/floor.ts';
import { addDays } from './domain/hours.ts';
import { lostNumbers, spareNumbers } from './domain/restore.ts';
import type { House } from './house.ts';
import type { Journal, Turn } from './journal/journal.ts';

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

/** What a hub does about a journal that was set back: the loop asks, and writes what is answered. */
export interface Restoring {
  /** I19: every book that was open where the journal ended, or is open or the newest now, says that the hub was restored; the house book says it once. `write` stamps and follows events of one instant. */
  begin(write: (events: readonly BookEvent[]) => Turn): Turn[];
  /** I19: does what a screen has seen, or a copy that is ahead where `seen` is undefined, tell of a loss nobody knows of? `newer`: of an epoch after this one, so that this one may not go on (I18). */
  judge(seen: Seen | undefined, seq: Seq): 'known' | 'lost' | 'newer';
  /** I19: a kiosk has brought back the numbers of all days at once: what `decide` makes of it in books other than `decided`. */
  inOtherBooks(command: Command, decided: Floor, decide: (floor: Floor) => Decided): BookEvent[];
  /** I19: books that closed since the restore may still wait for their kiosks; `back` is in days. */
  loadSince(restore: Epoch, back: number): Promise<void>;
}

/** `kiosks` are those the office has passes for; to be made before the journal is written. */
export function createRestoring({
  journal,
  house,
  books,
  kiosks,
  now,
}: {
  readonly journal: Journal;
  readonly house: House;
  readonly books: Books;
  readonly kiosks: readonly DeviceId[];
  readonly now: () => Instant;
}): Restoring {
  const { epoch } = journal;
  const head = journal.head();
  /** I19: the loss may be noticed after these have closed. */
  const [oldestAtHead] = journal.openDays().toSorted();

  /** I19: is told of this restore, and was not yet. */
  function isConcerned(floor: ReadonlyFloor): boolean {
    return (
      (floor.state !== 'closed' ||
        floor === books.current() ||
        (oldestAtHead !== undefined && floor.day >= oldestAtHead) ||
        (floor.restore !== undefined && floor.restore.awaits.size > 0)) &&
      (floor.restore?.id !== epoch || !floor.restore.holds)
    );
  }

  return {
    begin(write) {
      const concerned = [...books.floors.values()].filter(isConcerned);
      const awaits = kiosksToAwait(house, books.floors.values(), kiosks, now());
      const event: Event = { type: 'HubRestored', restore: epoch, knownAt: head.at, awaits };
      const inHouse = house.restore?.id === epoch ? [] : [inBook('house')(event)];
      const noted = [...concerned.map(({ day }) => inBook(day)(event)), ...inHouse];
      if (noted.length === 0) return [];
      const turns = [write(noted)];
      if (awaits.length > 0) return turns;
      const lost = concerned.flatMap((floor) =>
        lostNumbers(floor, floor.state === 'closed' ? 0 : spareNumbers).map(inBook(floor.day)),
      );
      return [...turns, write(lost)];
    },
    judge(seen, seq) {
      if (!seen) return !house.restore || now() - house.restore.at > weekMs ? 'lost' : 'known';
      if (!isSetBack(seen, { epoch, openedAt: head.seq, seq }, house.restore?.id)) return 'known';
      return seen.epoch < epoch ? 'lost' : 'newer';
    },
    inOtherBooks(command, decided, decide) {
      if (command.type !== 'ReportBrought' && command.type !== 'EndRestore') return [];
      return [...books.floors.values()].flatMap((floor) => {
        if (floor === decided || floor.restore?.id !== command.restore) return [];
        const here = decide(floor);
        return here.ok ? here.value.events.map(inBook(floor.day)) : [];
      });
    },
    async loadSince(restore, back) {
      const newest = books.current();
      if (!newest || house.restore?.id !== restore) return;
      for (let ago = 1; ago <= back; ago++) await books.load(addDays(newest.day, -ago));
    },
  };
}
