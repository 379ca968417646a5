import type * as z from 'zod/mini';
import { present } from '../../../../shared/basics.ts';
import { BusinessDay, secondMs, TicketId, type Instant } from '../../../../shared/ids.ts';
import { Command } from '../../../../shared/protocol/commands.ts';
import type { CommandResult } from '../../../../shared/protocol/replies.ts';
import type { RefusalCode } from '../../../../shared/protocol/refusals.ts';
import { callOrder } from '../ahead.ts';
import { advance, nextInstant, openingOf } from '../day.ts';
import { callerOf, type Context, type Decided } from '../decide/context.ts';
import { decide } from '../decide/decide.ts';
import { By, type Event, type EventOf, type Recorded } from '../events.ts';
import { evolve, openFloor } from '../evolve.ts';
import type { Floor, ReadonlyFloor } from '../floor.ts';
import { instantOf } from '../hours.ts';
import { nextUp } from '../nextUp.ts';
import type { OfficeIndex } from '../officeIndex.ts';
import { frozenCopy } from './freeze.test-kit.ts';
import { id, monday, smallOffice, type Change } from './office.test-kit.ts';

/** A command as a test writes it: ids are plain words, the key may be left out. */
type Plain<T> = T extends z.core.$brand
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : T extends object
      ? { readonly [Field in keyof T]: Plain<T[Field]> }
      : T;
type Keyless<T> = T extends { key: unknown } ? Omit<T, 'key'> & { readonly key?: string } : never;
export type Said = Plain<Keyless<Command>>;

/** Who says it. `api` may do everything and is the one who speaks where a test names nobody. */
export const as = {
  api: By.parse({ device: 'api', role: 'api', door: 'http' }),
  hub: By.parse({ device: 'hub', role: 'hub', door: 'hub' }),
  clock: By.parse({ device: 'hub', role: 'clock', door: 'clock' }),
  phone: By.parse({ device: 'phone', role: 'phone', door: 'http' }),
  kiosk: (device: string) => By.parse({ device, role: 'kiosk', door: 'socket' }),
  display: (device: string) => By.parse({ device, role: 'display', door: 'socket' }),
  officer: (person: string) => By.parse({ device: `desk-${person}`, person, role: 'officer', door: 'socket' }),
  supervisor: (person: string) => By.parse({ device: `desk-${person}`, person, role: 'supervisor', door: 'socket' }),
};

/** Sealed words, as the core sees them. */
export const sealed = { class: 'day', day: monday, iv: 'iv', text: 'words' } as const;
export const holder = (mark: string) => ({ mark: mark.repeat(32), sealed });

export interface Setting {
  readonly change?: Change;
  /** Time of day at which the test begins; the day opened at 00:00. */
  readonly from?: string;
  readonly day?: string;
  readonly before?: ReadonlyFloor;
  /** I19: what kiosks owe an earlier day. */
  readonly owed?: EventOf<'DayOpened'>['restore'];
}

/** An office on the small stage: decide is only ever given a frozen floor, evolve alone changes the real one. */
export function openHall({ change, from = '08:00', day = monday, before, owed }: Setting = {}): Hall {
  const office = smallOffice(change);
  const shelf = new Map([[office.hash, office]]);
  const today = BusinessDay.parse(day);
  const opened: Recorded = {
    ...envelope(office, today),
    seq: 1,
    at: instantOf(day, '00:00', 'Asia/Jakarta'),
    by: as.clock,
    key: 'day' as Recorded['key'],
    event: openingOf(today, office.hash, before && frozenCopy(before), owed),
  };
  const floor = openFloor(opened, shelf);
  evolve(floor, opened);
  return hallOver(floor, shelf, [opened], instantOf(day, from, 'Asia/Jakarta'), { today });
}

function envelope(office: OfficeIndex, day: BusinessDay): Pick<Recorded, 'office' | 'day' | 'epoch' | 'v'> {
  return { office: office.document.id, day, epoch: 1, v: 1 };
}

export type Hall = ReturnType<typeof hallOver>;

function hallOver(
  floor: Floor,
  shelf: Map<string, OfficeIndex>,
  journal: Recorded[],
  start: Instant,
  known: Partial<Context>,
) {
  let now = start;
  let knows = known;
  const still = () => frozenCopy<ReadonlyFloor>(floor);

  function record(events: readonly Event[], by: By, key: Recorded['key']): void {
    for (const event of events) {
      const seq = floor.seq + 1;
      const recorded: Recorded = { ...envelope(floor.lines.office, floor.day), seq, at: now, by, key, event };
      journal.push(recorded);
      evolve(floor, recorded);
    }
  }
  function judge(said: Said, by: By): { readonly decided: Decided; readonly key: Recorded['key'] } {
    const command = Command.parse({ key: `key-${floor.seq}`, ...said });
    const context = { now, by, nextSeq: floor.seq + 1, today: floor.day, estimate: null, ...knows };
    return { decided: decide(command, still(), context), key: command.key };
  }
  function take(said: Said, by: By): { readonly events: readonly Event[]; readonly answer: CommandResult } {
    const { decided, key } = judge(said, by);
    if (!decided.ok) throw new Error(`${said.type} was refused: ${JSON.stringify(decided.error)}`);
    record(decided.value.events, by, key);
    return decided.value;
  }

  const hall = {
    floor: floor as ReadonlyFloor,
    journal,
    shelf,
    now: () => now,
    visit: (ticket: string) => present(floor.visits.get(TicketId.parse(ticket)), ticket) as ReadonlyFloorVisit,
    counter: (name: string) => present(floor.counters.get(id.counter(name)), name) as ReadonlyFloorCounter,

    /** The clock on the wall, the same day. */
    at(time: string) {
      now = instantOf(floor.day, time, 'Asia/Jakarta');
      return hall;
    },
    pass(seconds: number) {
      now += seconds * secondMs;
      return hall;
    },
    until(instant: Instant) {
      now = instant;
      return hall;
    },
    knows(more: Partial<Context>) {
      knows = { ...knows, ...more };
      return hall;
    },

    /** The command is accepted and happens. */
    does(said: Said, by: By = as.api) {
      take(said, by);
      return hall;
    },
    /** The command is accepted and happens; its events. */
    events: (said: Said, by: By = as.api) => take(said, by).events,
    /** The command is accepted and happens; its answer. */
    answer: (said: Said, by: By = as.api) => take(said, by).answer,
    /** What is decided, and nothing happens. */
    decides: (said: Said, by: By = as.api): Decided => judge(said, by).decided,
    /** The code of the refusal; undefined where the command would be accepted. Nothing happens. */
    refusal(said: Said, by: By = as.api): RefusalCode | undefined {
      const { decided } = judge(said, by);
      return decided.ok ? undefined : decided.error.code;
    },
    /** An event by hand: a fact that no command of today makes. */
    happens(event: Event, by: By = as.clock) {
      record([event], by, `hand-${floor.seq}` as Recorded['key']);
      return hall;
    },

    /** Each ticket of a service, its slip printed. */
    takes(tickets: string, more: Partial<Extract<Said, { type: 'TakeTicket' }>> = {}) {
      for (const ticket of tickets.split(' ')) {
        take({ type: 'TakeTicket', key: ticket, service: 'passport', ...more }, as.api);
        if (hall.visit(ticket).slip === 'pending') take({ type: 'ConfirmSlip', ticket, outcome: 'printed' }, as.api);
      }
      return hall;
    },
    opens(counter: string, officer: string) {
      return hall.does({ type: 'SignIn', counter, officer });
    },
    /** The counter calls the next one; whom. */
    calls(counter: string): string {
      take({ type: 'CallNext', counter }, as.api);
      return present(hall.counter(counter).visit, 'called visit').ticket;
    },
    starts: (counter: string) =>
      hall.does({ type: 'StartService', counter, ticket: present(hall.counter(counter).visit, counter).ticket }),
    finishes: (counter: string) =>
      hall.does({ type: 'Finish', counter, ticket: present(hall.counter(counter).visit, counter).ticket }),
    /** Calls and finishes until nobody is left; the tickets in order. */
    servesAll(counter: string): string[] {
      const served: string[] = [];
      while (hall.next(counter)) {
        served.push(hall.calls(counter));
        hall.finishes(counter);
      }
      return served;
    },

    /** Whom the counter would call now, and why. */
    next(counter: string) {
      const floorNow = still();
      const caller = callerOf(floorNow, present(floorNow.counters.get(id.counter(counter)), counter), undefined);
      if (!caller.ok) throw new Error(`${counter} may not call: ${caller.error.code}`);
      const next = nextUp(floorNow.lines, caller.value, now);
      return next && { ticket: next.visit.ticket as string, ...next.why };
    },
    order: (stage: string) => callOrder(still().lines, id.stage(stage), now).map(({ ticket }): string => ticket),
    /** What the clock writes now, until it has nothing more to write. */
    clock(): readonly Event[] {
      const written: Event[] = [];
      for (let events = advance(still(), now); events.length > 0; events = advance(still(), now)) {
        record(events, as.clock, 'clock' as Recorded['key']);
        written.push(...events);
      }
      return written;
    },
    nextInstant: () => nextInstant(still(), now),
    /** The floor that the journal alone gives. */
    replayed(): Floor {
      const again = openFloor(present(journal[0], 'DayOpened'), shelf);
      for (const recorded of journal) evolve(again, structuredClone(recorded));
      return again;
    },
  };
  return hall;
}

type ReadonlyFloorVisit = ReturnType<ReadonlyFloor['visits']['get']> & object;
type ReadonlyFloorCounter = ReturnType<ReadonlyFloor['counters']['get']> & object;
