import { present, type DeepReadonly } from '../../../shared/basics.ts';
import type {
  BusinessDay,
  CommandKey,
  CounterId,
  DeviceId,
  Epoch,
  Instant,
  Ms,
  Numbering,
  OfficerId,
  Prefix,
  Seq,
  ServiceId,
  Source,
  StageId,
  TicketId,
  ZoneId,
} from '../../../shared/ids.ts';
import type { DeviceRole, PrinterState, Sealed, SoundState, SpokenOutcome } from '../../../shared/protocol/commands.ts';
import type { Lane, Language } from '../../../shared/protocol/office.ts';
import type { EventOf, Progress } from './events.ts';
import type { ServiceDay } from './hours.ts';
import type { OfficeIndex } from './officeIndex.ts';

/** One person's or group's way through the stages of a day. What never moves, then `Progress`. */
export interface Visit extends Progress {
  readonly ticket: TicketId;
  number: Numbering;
  readonly issuedAt: Instant;
  readonly arrivedAt: Instant;
  readonly issued: Seq;
  /** L3: `appointment` is decided at issue (slot and arrival); the window is computed from `slot` and now. */
  readonly lane: Lane;
  readonly slot: Instant | undefined;
  readonly language: Language;
  people: number;
  readonly kiosk: DeviceId | undefined;
  readonly late: boolean;
  readonly carryOver: TicketId | undefined;
  readonly shown: EventOf<'TicketIssued'>['shown'];
  slip: EventOf<'TicketIssued'>['slip'];
  /** C2: visits linked to one holder share this; at most one of them is at a counter. */
  party: Party | undefined;
  /** V4. */
  readonly holder: string | undefined;
  notes: Sealed[];
  /** S8: the last event that concerned this visit. */
  touched: Seq;
}

export interface Party {
  readonly members: TicketId[];
  atCounter: number;
}

/** The visitors waiting for one stage. Each line is kept in order of (place, seq of joining); see `lineOf`. */
export interface Queue {
  readonly id: StageId;
  readonly lines: { readonly [L in Lane]: Visit[] };
  /** L8: next turn on the wheel. */
  hand: number;
  /** V2: how many away visits stand in the lines. */
  away: number;
}

/** All that `nextUp` may know (L7): the lines, the clock of each service, and the policy. */
export interface Lines {
  office: OfficeIndex;
  readonly queues: Map<StageId, Queue>;
  /** L6: waiting visits that a counter or officer has first call on. */
  readonly bound: Visit[];
  readonly days: Map<ServiceId, ServiceDay>;
  /** T5: [from, to, from ...] per service; an odd length is a pause that lasts. */
  readonly pauses: Map<ServiceId, Instant[]>;
  /** T2: forward jumps of the clock, [at, by, at, by ...]; durations are computed without them. */
  readonly corrections: number[];
  /** C7: kiosks connected now. */
  readonly kiosks: Map<DeviceId, boolean>;
}

export interface Counter {
  readonly id: CounterId;
  readonly zone: ZoneId;
  tiers: readonly (readonly StageId[])[];
  state: 'closed' | 'open' | 'paused';
  since: Instant;
  officer: OfficerId | undefined;
  device: DeviceId | undefined;
  reason: string | undefined;
  until: Instant | undefined;
  /** C8: what happens when the visitor leaves. */
  pending:
    | { readonly to: 'paused' | 'closed'; readonly reason: string | undefined; readonly until: Instant | undefined }
    | undefined;
  /** C1. */
  visit: Visit | undefined;
  calls: number;
  /** L4: calls since the last overdue one. */
  sinceOverdue: number;
  touched: Seq;
}

export interface Device {
  readonly id: DeviceId;
  role: DeviceRole;
  connected: boolean;
  since: Instant;
  zone: ZoneId | undefined;
  counter: CounterId | undefined;
  generation: string | undefined;
  digit: Source | undefined;
  printer: PrinterState | undefined;
  sound: SoundState | undefined;
  /** D7: share of each quota's rest while it is away. */
  held: { readonly [service: string]: number };
}

/** A1: one call or recall of a zone, in the order the hub gives. */
export interface Announcement {
  readonly id: Seq;
  readonly ticket: TicketId;
  readonly counter: CounterId;
  readonly recall: boolean;
  readonly at: Instant;
  outcome: SpokenOutcome | undefined;
  withdrawn: boolean;
}

/** S8: the last undoable act of a person. */
export interface Act {
  readonly key: CommandKey;
  /** The last event of that command. */
  seq: Seq;
  readonly at: Instant;
  readonly ticket: TicketId;
  readonly counter: CounterId | undefined;
  /** The counter as the visitor left it: a pause or close that waited for that (C8) waits again after the undo. */
  readonly seat: Pick<Counter, 'officer' | 'device' | 'since' | 'pending'> | undefined;
  readonly was: Progress;
}

/** I19: what is owed to this day since the hub was restored. */
export interface Restore {
  /** The epoch in which it was noticed. */
  readonly id: Epoch;
  readonly at: Instant;
  /** The time of the last event that was kept. */
  readonly knownAt: Instant;
  readonly awaits: Set<DeviceId>;
  readonly brought: Set<DeviceId>;
  /** The hub gives no numbers of this day while a kiosk is awaited. */
  readonly holds: boolean;
  /** Counters at which nobody has looked yet who sits there. */
  readonly unchecked: Set<CounterId>;
}

/** One business day as it stands: the fold of one book, changed in place by `evolve` and by nothing else. */
export interface Floor {
  readonly day: BusinessDay;
  readonly documents: DocumentShelf;
  readonly openedAt: Instant;
  /** D1, by the office document of now. */
  cutOffAt: Instant;
  /** Seq and time of the last event. */
  seq: Seq;
  at: Instant;
  state: 'open' | 'closing' | 'closed';
  /** D6: a reopened day closes by hand or at cut-off, not by its hours. */
  reopened: boolean;
  readonly lines: Lines;
  readonly visits: Map<TicketId, Visit>;
  readonly counters: Map<CounterId, Counter>;
  /** C11. */
  readonly seats: Map<OfficerId, CounterId>;
  readonly devices: Map<DeviceId, Device>;
  /** N2, N6: highest count given per prefix and source, keyed `A/hub`, `A/5`. */
  readonly series: Map<SeriesKey, number>;
  /** N1: every number given, by its text. */
  readonly numbers: Map<string, TicketId>;
  readonly voided: { readonly number: Numbering; readonly ticket: TicketId }[];
  /** N8, I19: the hub's counts that nobody brought back after a restore. */
  readonly lost: { readonly prefix: Prefix; readonly from: number; readonly to: number }[];
  restore: Restore | undefined;
  /** D2, S7: people admitted per service. */
  readonly admitted: Map<ServiceId, number>;
  readonly stopped: Map<
    ServiceId,
    { readonly why: EventOf<'IntakeStopped'>['why']; readonly at: Instant; readonly reason: string | undefined }
  >;
  readonly resumedAt: Map<ServiceId, Instant>;
  /** D2: services whose numbers a supervisor resumed; a forecast stops them no more. */
  readonly heldOpen: Set<ServiceId>;
  /** F5: what is advised for a stage, until it is withdrawn. */
  readonly advice: Map<StageId, Omit<EventOf<'CounterAdvised'>, 'type' | 'stage'> & { readonly at: Instant }>;
  /** D4: who was told that they will hardly be reached today, and when. */
  readonly notToday: Map<TicketId, Instant>;
  readonly carryOver: Map<TicketId, BusinessDay>;
  /** V4: parties by holder mark. */
  readonly holders: Map<string, Party>;
  readonly announcements: Map<ZoneId, Announcement[]>;
  /** Missed visits in order, for the TV's list and the supervisor. */
  readonly missed: Set<TicketId>;
  readonly parked: Set<TicketId>;
  readonly emergencies: Map<Seq, EventOf<'EmergencyRaised'> & { readonly at: Instant }>;
  /** V5: kiosks where a visitor waits for an officer, since when. */
  readonly staffCalls: Map<DeviceId, Instant>;
  readonly acts: Map<string, Act>;
  /** Counts for the register and N8. */
  readonly endings: Map<EventOf<'VisitEnded'>['ending'], number>;
}

export type SeriesKey = `${Prefix}/${Source}`;
export type ReadonlyFloor = DeepReadonly<Floor>;
export type ReadonlyLines = DeepReadonly<Lines>;
export type ReadonlyQueue = DeepReadonly<Queue>;
export type ReadonlyVisit = DeepReadonly<Visit>;
export type ReadonlyCounter = DeepReadonly<Counter>;

/** Office documents by hash; `evolve` looks up what DayOpened and OfficeAdopted name. */
export interface DocumentShelf {
  readonly get: (hash: string) => OfficeIndex | undefined;
}

export function seriesKey({ prefix, source }: Pick<Numbering, 'prefix' | 'source'>): SeriesKey {
  return `${prefix}/${source}`;
}

/** Announcements of a zone that the floor still remembers; older ones are only in the journal (I40). */
export const announcementsKept = 60;

/** T2: Ms between two instants of this day, without what the clock jumped in between. */
export function elapsed({ corrections }: Pick<ReadonlyLines, 'corrections'>, from: Instant, to: Instant): Ms {
  let span = to - from;
  for (let i = 0; i < corrections.length; i += 2) {
    const landed = corrections[i] as Instant;
    const left = landed - (corrections[i + 1] as Ms);
    span -= Math.max(0, Math.min(to, landed) - Math.max(from, left));
  }
  return span;
}

/** T2: the instant at which `span` Ms have passed since `from`, without what the clock jumped in between. */
export function dueAt({ corrections }: Pick<ReadonlyLines, 'corrections'>, from: Instant, span: Ms): Instant {
  let due = from + span;
  for (let i = 0; i < corrections.length; i += 2) {
    const landed = corrections[i] as Instant;
    const left = landed - (corrections[i + 1] as Ms);
    if (due > left) due += Math.max(0, landed - Math.max(from, left));
  }
  return due;
}

/** D2: numbers of this service were resumed by hand after closing time. */
export function isExtended({ resumedAt, lines }: ReadonlyFloor, service: ServiceId): boolean {
  const { open, closesAt } = present(lines.days.get(service), service);
  return open.length > 0 && (resumedAt.get(service) ?? -Infinity) >= closesAt;
}

/** L1: the order within a line; in the appointment lane the later of slot and place. */
export function orderOf(visit: Pick<ReadonlyVisit, 'lane' | 'slot' | 'place'>): Instant {
  return visit.lane === 'appointment' && visit.slot !== undefined && visit.slot > visit.place
    ? visit.slot
    : visit.place;
}

/** A1, A2: the display that speaks for a zone that has a voice: the first connected one whose sound works, by its id. */
export function voiceOf(floor: ReadonlyFloor, zone: ZoneId): DeviceId | undefined {
  if (floor.lines.office.zones.get(zone)?.voice !== true) return undefined;
  let voice: DeviceId | undefined;
  for (const device of floor.devices.values()) {
    if (device.role !== 'display' || device.zone !== zone || !device.connected || device.sound !== 'ready') continue;
    if (voice === undefined || device.id < voice) voice = device.id;
  }
  return voice;
}
