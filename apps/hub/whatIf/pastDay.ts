import { invariant, present } from '../../../shared/basics.ts';
import {
  secondMs,
  type BusinessDay,
  type CounterId,
  type DeviceId,
  type Instant,
  type Ms,
  type OfficerId,
  type StageId,
  type TicketId,
} from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import { callerOf } from '../domain/decide/context.ts';
import type { By, EventOf, Recorded } from '../domain/events.ts';
import { evolve, openFloor } from '../domain/evolve.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';
import { indexOffice } from '../domain/officeIndex.ts';
import { nextUp } from '../domain/nextUp.ts';
import { commandsIn } from './again.ts';

/** What somebody did with a visitor so long after the call, Ms. */
export interface Deed {
  readonly after: Ms;
  readonly recorded: Recorded;
}

/** One visit at a counter, from its call to what let it go, and what its visitor did next because of that. */
export interface Sitting {
  readonly stage: StageId;
  readonly deeds: readonly Deed[];
  /** Service time, Ms after the call: from, to. */
  readonly served: { readonly from: Ms; readonly to: Ms };
}

/** Somebody at a counter without a break; `ends` by a break where the counter was not closed. */
export interface Span {
  readonly counter: CounterId;
  readonly officer: OfficerId;
  readonly from: Instant;
  readonly to: Instant;
  readonly ends: 'paused' | 'closed';
  /** C13: why the officer sat there without the skill. */
  readonly override?: string;
}

/** A number that was given, and the command of it. */
export interface Arrival {
  readonly recorded: Recorded & { readonly event: EventOf<'TicketIssued'> };
}

/** All that a played day needs: what is held fixed, and what each freed turn is made of. */
export interface DayInputs {
  readonly day: BusinessDay;
  readonly office: Office;
  readonly documents: ReadonlyMap<string, Office>;
  readonly opensAt: Instant;
  /** D4: codes that the day opened with. */
  readonly carryOver: EventOf<'DayOpened'>['carryOver'];
  readonly endsAt: Instant;
  readonly arrivals: readonly Arrival[];
  /** What people did that no turn depends on, by command, in order. */
  readonly fixed: readonly (readonly Recorded[])[];
  readonly spans: readonly Span[];
  /** Sittings of a ticket in order. */
  readonly sittings: ReadonlyMap<TicketId, readonly Sitting[]>;
  /**
   * From being free with somebody to call to the call, each time in order, by officer, Ms. Where another counter was
   * quicker it is the time that passed until then, and the officer's usual one.
   */
  readonly gaps: ReadonlyMap<OfficerId, readonly Ms[]>;
}

interface OpenSitting {
  readonly stage: StageId;
  readonly calledAt: Instant;
  readonly deeds: Deed[];
  startedAt: Instant | undefined;
  leftAt: Instant | undefined;
}

/** Of a visitor who is there: the turn is theirs until one that leaves. */
const leaves = new Set([
  'StageFinished',
  'VisitParked',
  'VisitTransferred',
  'VisitReleased',
  'VisitMissed',
  'CallWithdrawn',
]);
const sits = new Set([...leaves, 'ServiceStarted', 'CallRepeated', 'ItemChecked', 'VisitSplit']);
/** What a visitor does because of how the turn ended: it keeps its distance to that. */
const follows = new Set(['VisitReturned', 'VisitReinstated']);
const seats = new Set(['CounterOpened', 'CounterTakenOver', 'CounterPaused', 'CounterClosed']);
/** Comes anew by the hub's own rules, or changes nobody's turn. */
const leftOut = new Set(['VisitCalled', 'CallAnnounced', 'VisitRestored', 'ClockCorrected', 'DayOpened']);

/** What a day's book says of its people. `documents` are those the book names, by their hash. */
export function inputsOf(book: readonly Recorded[], documents: ReadonlyMap<string, Office>): DayInputs {
  const opening = present(book[0], 'first event of the day');
  invariant(opening.event.type === 'DayOpened', `A book begins with DayOpened, not ${opening.event.type}`);
  const office = present(documents.get(opening.event.document), opening.event.document);
  const last = present(book.at(-1), 'last event of the day');
  const undone = new Set(book.flatMap(({ event }) => (event.type === 'VisitRestored' ? [event.undoes] : [])));
  const displays = new Set(
    book.flatMap(({ event }) => (event.type === 'DeviceSeen' && event.role === 'display' ? [event.device] : [])),
  );
  return {
    day: opening.day as BusinessDay,
    office,
    documents,
    opensAt: opening.at,
    carryOver: opening.event.carryOver,
    endsAt: last.at,
    arrivals: arrivalsIn(book),
    fixed: commandsIn(book).filter(
      ([first]) => first !== undefined && isFixed(first) && !undone.has(first.seq) && !isOf(displays, first),
    ),
    spans: spansIn(book, last.at),
    sittings: sittingsIn(book),
    gaps: gapsIn(book, documents),
  };
}

function arrivalsIn(book: readonly Recorded[]): readonly Arrival[] {
  return book.flatMap((recorded) => {
    const { event } = recorded;
    return event.type === 'TicketIssued' && isHubs(event) ? [{ recorded: { ...recorded, event } }] : [];
  });
}

const isHubs = ({ number, splitFrom, late }: EventOf<'TicketIssued'>) =>
  number.source === 'hub' && splitFrom === undefined && late !== true;

/** Nobody speaks on a day that is played: its calls count as announced after the policy's own time (C5). */
function isOf(displays: ReadonlySet<DeviceId>, { event }: Recorded): boolean {
  return (event.type === 'DeviceSeen' || event.type === 'DeviceLost') && displays.has(event.device);
}

function isFixed({ event }: Recorded): boolean {
  if (event.type === 'TicketIssued') return !isHubs(event);
  return !sits.has(event.type) && !follows.has(event.type) && !seats.has(event.type) && !leftOut.has(event.type);
}

function spansIn(book: readonly Recorded[], endsAt: Instant): readonly Span[] {
  const spans: Span[] = [];
  const open = new Map<CounterId, Pick<Span, 'officer' | 'from' | 'override'>>();
  const end = (counter: CounterId, to: Instant, ends: Span['ends']) => {
    const was = open.get(counter);
    open.delete(counter);
    if (was && to > was.from) spans.push({ counter, ...was, to, ends });
  };
  for (const { event, at } of book) {
    if (event.type === 'CounterOpened' || event.type === 'CounterTakenOver') {
      if (open.get(event.counter)?.officer === event.officer) continue;
      end(event.counter, at, 'closed');
      const { officer, override } = event;
      open.set(event.counter, { officer, from: at, ...(override !== undefined && { override }) });
    }
    if (event.type === 'CounterPaused') end(event.counter, at, 'paused');
    if (event.type === 'CounterClosed') end(event.counter, at, 'closed');
  }
  for (const counter of open.keys()) end(counter, endsAt, 'closed');
  return spans.toSorted((one, other) => one.from - other.from);
}

function sittingsIn(book: readonly Recorded[]): ReadonlyMap<TicketId, readonly Sitting[]> {
  const found = new Map<TicketId, OpenSitting[]>();
  for (const recorded of book) {
    const { event, at } = recorded;
    if (event.type === 'VisitCalled') {
      const mine = found.get(event.ticket) ?? [];
      mine.push({ stage: event.stage, calledAt: at, deeds: [], startedAt: undefined, leftAt: undefined });
      found.set(event.ticket, mine);
      continue;
    }
    const sitting = 'ticket' in event ? found.get(event.ticket)?.at(-1) : undefined;
    if (!sitting) continue;
    if (event.type === 'VisitRestored') {
      undo(sitting);
      continue;
    }
    if (!sits.has(event.type) && !follows.has(event.type)) continue;
    sitting.deeds.push({ after: at - sitting.calledAt, recorded });
    if (event.type === 'ServiceStarted') sitting.startedAt = at;
    if (leaves.has(event.type)) sitting.leftAt = at;
  }
  return new Map([...found].map(([ticket, list]) => [ticket, list.map(closed)]));
}

/** S8: the act that was undone was none. */
function undo(sitting: OpenSitting): void {
  const left = sitting.deeds.findLastIndex(({ recorded }) => leaves.has(recorded.event.type));
  if (left < 0) return;
  sitting.deeds.splice(left);
  sitting.leftAt = undefined;
}

function closed({ stage, deeds, calledAt, startedAt, leftAt }: OpenSitting): Sitting {
  const from = (startedAt ?? calledAt) - calledAt;
  return { stage, deeds, served: { from, to: Math.max(from, (leftAt ?? calledAt + from) - calledAt) } };
}

/** How long each officer took to call once free with somebody to call, seen on the floor of the day itself. */
function gapsIn(
  book: readonly Recorded[],
  documents: ReadonlyMap<string, Office>,
): ReadonlyMap<OfficerId, readonly Ms[]> {
  const seen: { readonly officer: OfficerId; readonly length: Ms; readonly called: boolean }[] = [];
  const ready = new Map<CounterId, { readonly officer: OfficerId; readonly since: Instant }>();
  const shelf = new Map([...documents].map(([hash, document]) => [hash, indexOffice(hash, document)]));
  const floor = openFloor(present(book[0], 'first event'), shelf);
  for (const [i, recorded] of book.entries()) {
    const { event, at } = recorded;
    if (event.type === 'VisitCalled') {
      const { counter, officer } = event;
      seen.push({ officer, length: at - (ready.get(counter)?.since ?? at), called: true });
      ready.delete(counter);
    }
    evolve(floor, recorded);
    const next = book[i + 1];
    if (next && next.at === at) continue;
    for (const { id, officer } of floor.counters.values()) {
      const was = ready.get(id);
      if (officer !== undefined && canCall(floor, id, at)) {
        if (was?.officer !== officer) ready.set(id, { officer, since: at });
      } else if (was) {
        seen.push({ officer: was.officer, length: at - was.since, called: false });
        ready.delete(id);
      }
    }
  }
  const usual = new Map<OfficerId, Ms>();
  for (const [officer, mine] of Map.groupBy(seen, (one) => one.officer)) {
    const lengths = mine.filter(({ called }) => called).map(({ length }) => length);
    usual.set(officer, Math.max(leastMs, lengths.toSorted((one, other) => one - other)[lengths.length >> 1] ?? 0));
  }
  const gaps = new Map<OfficerId, Ms[]>();
  for (const { officer, length, called } of seen)
    gaps.set(officer, [...(gaps.get(officer) ?? []), called ? length : length + (usual.get(officer) ?? leastMs)]);
  return gaps;
}

/** An officer who was not quick enough would not have been so at that very instant. */
const leastMs: Ms = secondMs;

/** Whether an open counter is free and has somebody to call. */
export function canCall(floor: ReadonlyFloor, id: CounterId, now: Instant): boolean {
  const counter = floor.counters.get(id);
  if (counter?.state !== 'open' || counter.visit !== undefined || counter.pending !== undefined) return false;
  const caller = callerOf(floor, counter, undefined);
  return caller.ok && nextUp(floor.lines, caller.value, now) !== undefined;
}

/** Who does what a played day frees. */
export const player: By = { device: 'what-if', role: 'api', door: 'hub' } as By;
