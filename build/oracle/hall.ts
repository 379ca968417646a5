import type { EventOf, Recorded } from '../../apps/hub/domain/events.ts';
import type { Numbering } from '../../shared/ids.ts';
import type { Lane, Office } from '../../shared/protocol/office.ts';
import type { Span } from './calendar.ts';

/** A call as the oracle remembers it: each invitation, and when its announcement ended if that was told. */
export interface Call {
  readonly seq: number;
  readonly at: number;
  endedAt: number | undefined;
}

export interface AtDesk {
  readonly counter: string;
  readonly officer: string;
  readonly unconfirmed: boolean;
  readonly startedAt: number | undefined;
  readonly calls: readonly Call[];
}

/** One visit. The oracle keeps all of them in one flat list and looks through it each time. */
export interface Person {
  readonly ticket: string;
  readonly issuedAt: number;
  readonly lane: Lane;
  readonly slot: number | undefined;
  readonly kiosk: string | undefined;
  readonly holder: string | undefined;
  number: Numbering;
  slip: EventOf<'TicketIssued'>['slip'];
  people: number;
  service: string;
  stages: readonly string[];
  where: 'line' | 'desk' | 'aside' | 'missed' | 'gone';
  ending: string | undefined;
  desk: AtDesk | undefined;
  place: number;
  joined: number;
  /** T5: when it waited, since it got its place. */
  spells: readonly Span[];
  asideUntil: number | undefined;
  away: boolean;
  firstPassed: number | undefined;
  postponed: boolean;
  misses: number;
  bound:
    { readonly counter: string | undefined; readonly officer: string | undefined; readonly at: number } | undefined;
  checked: readonly string[];
}

export interface Desk {
  readonly id: string;
  tiers: readonly (readonly string[])[];
  state: 'open' | 'paused' | 'closed';
  officer: string | undefined;
  /** C8. */
  later: 'paused' | 'closed' | undefined;
  /** The rule of each of its calls, in order. */
  calls: string[];
}

/** All the oracle knows at a point of the day. */
export interface Hall {
  readonly day: string;
  office: Office;
  state: 'open' | 'closing' | 'closed';
  reopened: boolean;
  readonly people: Person[];
  readonly desks: Map<string, Desk>;
  readonly hands: Map<string, number>;
  readonly kiosks: Map<string, boolean>;
  /** A1: which displays could speak now, and for which zone. */
  readonly displays: Map<string, { readonly zone: string | undefined; readonly speaks: boolean }>;
  readonly pauses: Map<string, { from: number; to: number | undefined }[]>;
  readonly jumps: Span[];
  /** Pairs of tickets that were linked (C2). */
  readonly links: (readonly [string, string])[];
  readonly stopped: Map<string, { readonly why: string; readonly at: number }>;
  readonly resumedAt: Map<string, number>;
  /** D2: services whose numbers a person resumed after the last stop of a person. */
  readonly heldOpen: Set<string>;
  /** D7. */
  readonly held: Map<string, { readonly [service: string]: number }>;
  readonly carryOver: Set<string>;
  /** D4: when each was told that it will hardly be reached. */
  readonly notToday: Map<string, number>;
  readonly voided: { readonly number: Numbering; readonly ticket: string }[];
  /** I19: counts of the hub that nobody brought back. */
  readonly lost: { readonly prefix: string; readonly from: number; readonly to: number }[];
  /** S8: what each command found, by its key and the ticket. */
  readonly before: Map<string, Person>;
  /** C8: the pause or close that took effect when the visitor of a command left, by its key. */
  readonly rested: Map<string, { readonly to: 'paused' | 'closed'; readonly officer: string | undefined }>;
  readonly past: Recorded[];
}

/** The hall when its day opens. */
export function hallOf(opened: Recorded, office: Office): Hall {
  const carryOver = opened.event.type === 'DayOpened' ? opened.event.carryOver : [];
  const hall: Hall = {
    day: opened.day,
    office,
    state: 'open',
    reopened: false,
    people: [],
    desks: new Map(),
    hands: new Map(),
    kiosks: new Map(),
    displays: new Map(),
    pauses: new Map(),
    jumps: [],
    links: [],
    stopped: new Map(),
    resumedAt: new Map(),
    heldOpen: new Set(),
    held: new Map(),
    carryOver: new Set(carryOver.map(({ ticket }) => ticket)),
    notToday: new Map(),
    voided: [],
    lost: [],
    before: new Map(),
    rested: new Map(),
    past: [],
  };
  furnish(hall, office);
  return hall;
}

/** The desks an office document names; one that is known keeps its officer and its calls. */
export function furnish(hall: Hall, office: Office): void {
  hall.office = office;
  for (const id of hall.desks.keys()) if (!office.counters.some((counter) => counter.id === id)) hall.desks.delete(id);
  for (const { id, tiers } of office.counters) {
    const desk = hall.desks.get(id);
    if (desk) desk.tiers = tiers;
    else hall.desks.set(id, { id, tiers, state: 'closed', officer: undefined, later: undefined, calls: [] });
  }
}

export function personOf(hall: Hall, ticket: string): Person {
  const person = hall.people.find((one) => one.ticket === ticket);
  if (!person) throw new Error(`The oracle knows no ticket ${ticket}`);
  return person;
}

export function deskOf(hall: Hall, counter: string): Desk {
  const desk = hall.desks.get(counter);
  if (!desk) throw new Error(`The oracle knows no counter ${counter}`);
  return desk;
}

export function atDesk(hall: Hall, counter: string): Person[] {
  return hall.people.filter((person) => person.where === 'desk' && person.desk?.counter === counter);
}

/** C2: all who are linked to a visit, by one holder or by hand, and whoever is linked to those. */
export function party(hall: Hall, person: Person): Person[] {
  const found = new Set([person]);
  if (hall.links.length === 0 && person.holder === undefined) return [];
  for (const one of found)
    for (const other of hall.people) {
      const sameHolder = one.holder !== undefined && one.holder === other.holder;
      const linked = hall.links.some(
        ([a, b]) => (a === one.ticket && b === other.ticket) || (b === one.ticket && a === other.ticket),
      );
      if (sameHolder || linked) found.add(other);
    }
  found.delete(person);
  return [...found];
}

export function isPaused(hall: Hall, service: string): boolean {
  return hall.pauses.get(service)?.at(-1)?.to === undefined && (hall.pauses.get(service)?.length ?? 0) > 0;
}

/** Who did it: the person, or the device where nobody is signed in (S8). */
export function whoDid({ by }: Recorded): string {
  return by.person ?? by.device;
}
