import type { BusinessDay, CommandKey, DeviceId, Instant, Ms } from '../../shared/ids.ts';
import type { Command, DeviceRole } from '../../shared/protocol/commands.ts';
import { inBook, type BookEvent, type Books } from './books.ts';
import type { createDecisions } from './decisions.ts';
import { advance, lateCodes, openingOf } from './domain/day.ts';
import type { By, Event } from './domain/events.ts';
import type { Floor, ReadonlyFloor } from './domain/floor.ts';
import { addDays, businessDayOf } from './domain/hours.ts';
import type { OfficeIndex } from './domain/officeIndex.ts';
import type { House } from './house.ts';
import type { BoundKey, Journal, StoredDocument, Turn } from './journal/journal.ts';
import { owedIn } from './restoring.ts';

/** P2: the words of days up to so long ago are looked for at each opening. */
const longestAway = 100;
/** T3: who was connected when the hub stopped has so long to report again. */
const reportWithin: Ms = 5_000;
/** I40: a big office binds 50,000 keys a day, half a kilobyte each; those of earlier days are looked up in the journal. */
export const keyHeld: Ms = 24 * 60 * 60 * 1000;

/** Who does something, by which command, decided when (L9). */
export interface Stamp {
  readonly by: By;
  readonly key: CommandKey;
  readonly at: Instant;
}
/** Stamps and follows events; gathers what the journal keeps beside them. */
export type Recorder = (
  events: readonly BookEvent[],
  stamp: Stamp,
  documents?: readonly StoredDocument[],
) => Omit<Turn, 'reply' | 'bound'>;

export interface ClockParts {
  readonly books: Books;
  readonly house: House;
  readonly journal: Pick<Journal, 'secrets' | 'openDays'>;
  readonly keys: Map<CommandKey, BoundKey>;
  readonly record: Recorder;
  /** A key of its own for each. */
  readonly byClock: (at: Instant) => Stamp;
  readonly now: () => Instant;
  readonly current: () => Floor;
  readonly officeNow: () => OfficeIndex;
  /** The office document of later days; its body goes with the first event that names it. */
  readonly adopted: { readonly hash: string; body?: string };
  readonly decideHere: ReturnType<typeof createDecisions>['decideHere'];
}

/** T3, N4: all that the clock alone writes: days that begin and what falls due in them, and devices that stay away after a start. */
export function createClockWork({
  books,
  house,
  journal,
  keys,
  record,
  byClock,
  now,
  current,
  officeNow,
  adopted,
  decideHere,
}: ClockParts) {
  /** Connected when the hub stopped, and not heard since. */
  const unheard = new Map<DeviceId, DeviceRole>();
  let unheardUntil: Instant = Infinity;

  /** N4, P2: opens the business day of now, or a past one that never was; the words of closed days are destroyed. */
  function openDay(day: BusinessDay): Turn {
    for (const [key, { at }] of keys) if (now() - at > keyHeld) keys.delete(key);
    const before = books.current();
    const owed = owedIn(house, officeNow().document.correctForDays, now());
    const opening = openingOf(day, adopted.hash, before && before.day < day ? before : undefined, owed);
    const documents = adopted.body === undefined ? [] : [{ hash: adopted.hash, body: adopted.body }];
    delete adopted.body;
    const endings = Array.from({ length: longestAway }, (_, i) => addDays(day, -1 - i))
      .filter((past) => isOver(past) && journal.secrets.find({ class: 'day', day: past }) !== undefined)
      .toReversed()
      .map((past): Event => ({ type: 'KeyDestroyed', class: 'day', day: past }))
      .map(inBook('house'));
    return { ...record([inBook(day)(opening), ...endings], byClock(now()), documents), reply: () => {} };
  }

  function isOver(day: BusinessDay): boolean {
    const floor = books.floors.get(day);
    return !house.destroyed.has(day) && (floor ? floor.state === 'closed' : !journal.openDays().includes(day));
  }

  /** T3: what the clock alone writes in every open book. */
  function advanceBooks(): Turn[] {
    const turns: Turn[] = [];
    for (const floor of books.floors.values()) {
      const at = now();
      const events = advance(floor, at);
      if (events.length > 0)
        turns.push({
          ...record([...events.map(inBook(floor.day)), ...codesFrom(events, floor)], byClock(at)),
          reply: () => {},
        });
    }
    return turns;
  }

  /** D4: what events of an earlier book mean for today's. */
  function codesFrom(events: readonly Event[], floor: ReadonlyFloor): BookEvent[] {
    const { day } = current();
    return lateCodes(events, floor, day).map(inBook(day));
  }

  /** T3: a device that the last start knew as connected, and that has not reported since this one, is lost. */
  function loseUnheard(): Turn[] {
    if (now() < unheardUntil) return [];
    unheardUntil = Infinity;
    const turns: Turn[] = [];
    for (const [device, role] of unheard) {
      const clock = byClock(now());
      const command: Command = { type: 'ReportDevice', key: clock.key, device, role, connected: false };
      const decided = decideHere(command, current(), { by: { ...clock.by, role: 'hub' }, at: clock.at });
      if (!decided.ok || decided.value.events.length === 0) continue;
      turns.push({ ...record(decided.value.events.map(inBook(current().day)), clock), reply: () => {} });
    }
    unheard.clear();
    return turns;
  }

  /** T3, N4: the same, and the book of a new day. */
  function tick(): Turn[] {
    const turns = [...loseUnheard(), ...advanceBooks()];
    const today = businessDayOf(now(), officeNow().document);
    const newest = books.current();
    if (newest === undefined || newest.day < today) turns.push(openDay(today), ...tick());
    return turns;
  }

  return {
    openDay,
    advanceBooks,
    codesFrom,
    tick,
    /** T3: who was connected when the hub stopped is looked for from now on. */
    awaitDevices: () => {
      for (const { id, role, connected } of current().devices.values()) if (connected) unheard.set(id, role);
      if (unheard.size > 0) unheardUntil = now() + reportWithin;
    },
    heard: (device: DeviceId) => void unheard.delete(device),
    /** When those who have not reported are lost; Infinity where nobody is awaited. */
    awaitedUntil: (): Instant => unheardUntil,
  };
}
