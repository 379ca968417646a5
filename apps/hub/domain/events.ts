import * as z from 'zod/mini';
import {
  BusinessDay,
  CommandKey,
  CounterId,
  DeviceId,
  Epoch,
  Instant,
  Numbering,
  OfficeId,
  OfficerId,
  Prefix,
  Seq,
  ServiceId,
  Source,
  StageId,
  TicketId,
  ZoneId,
} from '../../../shared/ids.ts';
import {
  DeviceRole,
  Outcome,
  PrinterState,
  Sealed,
  SealedHolder,
  SlipOutcome,
  SoundState,
  SpokenOutcome,
  TransferTarget,
} from '../../../shared/protocol/commands.ts';
import { Lane, Language } from '../../../shared/protocol/office.ts';
import { ScenarioId, TaskTime } from '../../../shared/protocol/practice.ts';
import { Role } from '../../../shared/protocol/roles.ts';

/** The book an event is written in: a business day, or the house book of what outlives a day. */
export const Book = z.union([z.literal('house'), BusinessDay]);
export type Book = z.infer<typeof Book>;

export const Door = z.enum(['socket', 'http', 'clock', 'hub']);
/** Who did it, from the first event on (I30). */
export const By = z.strictObject({ device: DeviceId, person: z.optional(OfficerId), role: Role, door: Door });
export type By = z.infer<typeof By>;

/** L9: why this ticket and no other, as data. `passed` are callable visits of the counter's queues with a smaller place. */
export const Why = z.strictObject({
  rule: z.enum(['L2', 'L4', 'L6', 'C12']),
  queue: StageId,
  lane: Lane,
  tier: z.int(),
  /** L8: where the hand of the queue stands after this call. */
  hand: z.int(),
  passed: z.strictObject({ count: z.int(), first: z.array(TicketId) }),
  /** L4: how long over its limit, Ms. */
  overBy: z.optional(z.int()),
  reason: z.optional(z.string()),
});
export type Why = z.infer<typeof Why>;

/** How a visit ended. */
export const Ending = z.enum([
  'finished',
  'incomplete',
  'continues',
  'referred',
  'cancelled',
  'noShow',
  'expired',
  'unfinished',
]);
export type Ending = z.infer<typeof Ending>;

const DoneStage = z.strictObject({
  stage: StageId,
  counter: CounterId,
  officer: OfficerId,
  outcome: Outcome,
  joinedAt: Instant,
  calledAt: Instant,
  startedAt: z.optional(Instant),
  finishedAt: Instant,
});
export type DoneStage = z.infer<typeof DoneStage>;

/** Where a visit is: what a state does not have cannot be forgotten there. */
export const Stay = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('waiting'), since: Instant }),
  z.strictObject({
    is: z.literal('called'),
    counter: CounterId,
    officer: OfficerId,
    call: Seq,
    at: Instant,
    unconfirmed: z.boolean(),
    /** Calls so far, the first included; the last announcement, when it was made, and when it ended, if that was told. */
    calls: z.int(),
    announcement: Seq,
    repeatedAt: Instant,
    announcedAt: z.optional(Instant),
  }),
  z.strictObject({
    is: z.literal('serving'),
    counter: CounterId,
    officer: OfficerId,
    call: Seq,
    calledAt: Instant,
    since: Instant,
    unconfirmed: z.boolean(),
  }),
  z.strictObject({ is: z.literal('parked'), counter: CounterId, at: Instant, until: z.optional(Instant) }),
  z.strictObject({ is: z.literal('missed'), counter: CounterId, at: Instant }),
  z.strictObject({ is: z.literal('ended'), ending: Ending, at: Instant }),
]);
export type Stay = z.infer<typeof Stay>;

/** The part of a visit that moves; VisitRestored holds one, so undo needs no memory but the journal (S8). */
export const Progress = z.strictObject({
  service: ServiceId,
  /** The stage the visit waits for or is in, then those ahead. */
  stages: z.array(StageId),
  done: z.array(DoneStage),
  /** L1: order in the line. */
  place: Instant,
  joined: Seq,
  stay: Stay,
  /** T5: closed intervals of waiting since `place` was set, [from, to, from, to ...], and the open one. */
  waits: z.array(Instant),
  waitingSince: z.optional(Instant),
  away: z.boolean(),
  firstPassedAt: z.optional(Instant),
  postponed: z.boolean(),
  misses: z.int(),
  bound: z.optional(z.strictObject({ counter: z.optional(CounterId), officer: z.optional(OfficerId), at: Instant })),
  checked: z.array(z.string()),
});
export type Progress = z.infer<typeof Progress>;

const reason = z.optional(z.string());
const event = <Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...shape });
const visit = { ticket: TicketId };
const stay = { ticket: TicketId, counter: CounterId };

/** Everything that can have happened. A new field is optional or lifted on read; a name is never given a second meaning. */
export const Event = z.discriminatedUnion('type', [
  event('DayOpened', {
    /** Hash of the office document the day starts with. */
    document: z.string(),
    /** D4: expired tickets of earlier days that still give the appointment lane. */
    carryOver: z.array(z.strictObject({ ticket: TicketId, day: BusinessDay })),
    /** I19: a restore of an earlier day to which kiosks have yet to bring their numbers. */
    restore: z.optional(
      z.strictObject({
        restore: Epoch,
        at: Instant,
        knownAt: Instant,
        awaits: z.array(DeviceId),
        brought: z.array(DeviceId),
      }),
    ),
  }),
  event('OfficeAdopted', { document: z.string() }),
  event('DeviceSeen', {
    device: DeviceId,
    role: DeviceRole,
    zone: z.optional(ZoneId),
    counter: z.optional(CounterId),
    generation: z.optional(z.string()),
    digit: z.optional(Source),
    printer: z.optional(PrinterState),
    sound: z.optional(SoundState),
  }),
  /** D7: `held` is the share of each quota's rest that the kiosk may sell while it is away. */
  event('DeviceLost', { device: DeviceId, held: z.record(z.string(), z.int()) }),
  /** T2: the hub's clock was moved forward by `by` Ms. */
  event('ClockCorrected', { by: z.int() }),
  event('CounterOpened', { counter: CounterId, officer: OfficerId, device: z.optional(DeviceId), override: reason }),
  event('CounterPaused', {
    counter: CounterId,
    reason,
    until: z.optional(Instant),
    when: z.enum(['now', 'afterVisit']),
  }),
  event('CounterClosed', { counter: CounterId, reason, when: z.enum(['now', 'afterVisit', 'officerGone']) }),
  event('CounterTakenOver', {
    counter: CounterId,
    officer: OfficerId,
    from: z.optional(OfficerId),
    device: z.optional(DeviceId),
    override: reason,
  }),
  event('CounterAssigned', { counter: CounterId, tiers: z.array(z.array(StageId)) }),
  event('TicketIssued', {
    ...visit,
    number: Numbering,
    service: ServiceId,
    lane: Lane,
    language: Language,
    people: z.int(),
    stages: z.array(StageId),
    arrivedAt: Instant,
    slot: z.optional(Instant),
    slip: z.enum(['pending', ...SlipOutcome.options]),
    kiosk: z.optional(DeviceId),
    remote: z.optional(z.boolean()),
    holder: z.optional(SealedHolder),
    carryOver: z.optional(TicketId),
    splitFrom: z.optional(TicketId),
    /** I19: printed under a journal that was lost, and brought back by its kiosk. */
    brought: z.optional(z.boolean()),
    place: z.optional(Instant),
    /** D5: its day had closed. */
    late: z.optional(z.boolean()),
    /** F2: what the slip and the screen promised, or null. */
    shown: z.nullable(z.strictObject({ low: Instant, high: Instant })),
    /** L10, as answered; null where nobody could say, as for what a kiosk issued alone. */
    ahead: z.nullable(z.int()),
  }),
  event('SlipReported', { ...visit, outcome: SlipOutcome }),
  event('NumberVoided', {
    ...visit,
    number: Numbering,
    replacedBy: z.optional(Numbering),
    reason: z.enum(['printedElsewhere', 'supervisor']),
  }),
  /**
   * I19: the journal was restored as it was at `knownAt`, what came after is lost; `restore` is the epoch in which that
   * was noticed. Until each kiosk of `awaits` has brought its numbers the hub gives none.
   */
  event('HubRestored', { restore: Epoch, knownAt: Instant, awaits: z.array(DeviceId) }),
  /** I19: a kiosk has brought all it holds; with a reason, a supervisor went on without it. */
  event('KioskBrought', { restore: Epoch, device: DeviceId, without: reason }),
  /** N8: numbers of the hub that nobody brought back; a ticket that turns up with one of them keeps it. */
  event('NumbersLost', { prefix: Prefix, from: z.int(), to: z.int() }),
  event('SeatChecked', { counter: CounterId, right: z.boolean() }),
  event('VisitCalled', {
    ...stay,
    officer: OfficerId,
    stage: StageId,
    why: Why,
    slipUnconfirmed: z.optional(z.boolean()),
    override: reason,
  }),
  event('CallRepeated', { ...stay, override: reason }),
  event('CallAnnounced', { announcement: Seq, zone: ZoneId, outcome: SpokenOutcome, device: DeviceId }),
  event('CallWithdrawn', { ...stay, reason: z.enum(['officer', 'numberVoided']) }),
  event('ServiceStarted', { ...stay }),
  event('StageFinished', {
    ...stay,
    stage: StageId,
    outcome: Outcome,
    reasons: z.optional(z.array(z.string())),
    served: z.optional(z.int()),
    /** The stages still ahead; empty when the visit ends with this one. */
    next: z.array(StageId),
    changed: reason,
    reference: z.optional(Sealed),
    override: reason,
  }),
  event('ItemChecked', { ...stay, item: z.string(), done: z.boolean() }),
  event('VisitParked', { ...stay, until: z.optional(Instant), reason }),
  event('VisitReturned', { ...visit }),
  event('VisitTransferred', {
    ...stay,
    to: TransferTarget,
    stages: z.array(StageId),
    service: z.optional(ServiceId),
    keepsPlace: z.boolean(),
    reason,
  }),
  event('VisitReleased', { ...stay, reason }),
  event('VisitPostponed', { ...visit }),
  event('PresenceConfirmed', { ...visit }),
  event('VisitMissed', { ...stay, free: z.boolean(), override: reason }),
  event('VisitReinstated', { ...visit }),
  event('VisitSplit', { ...visit, people: z.int(), into: TicketId }),
  event('VisitLinked', { ...visit, with: TicketId }),
  event('VisitRestored', { ...visit, undoes: Seq, was: Progress }),
  event('OutcomeCorrected', { ...visit, outcome: Ending, reason: z.string() }),
  event('VisitEnded', {
    ...visit,
    ending: Ending,
    counter: z.optional(CounterId),
    reason,
    carryOver: z.optional(z.boolean()),
    late: z.optional(z.boolean()),
  }),
  event('ServicePaused', { service: ServiceId, reason }),
  event('ServiceResumed', { service: ServiceId }),
  event('IntakeStopped', {
    service: ServiceId,
    why: z.enum(['closed', 'predicted', 'supervisor']),
    reason,
    predicted: z.optional(z.strictObject({ finishAt: Instant, ahead: z.int() })),
  }),
  event('IntakeResumed', {
    service: ServiceId,
    predicted: z.optional(z.strictObject({ finishAt: Instant, ahead: z.int() })),
  }),
  /** D4, F1: its holder was told that it will hardly be reached today, by these figures; `calledFrom` is what a fifth of the outcomes fall below. */
  event('NotTodayTold', { ...visit, predicted: z.strictObject({ calledFrom: Instant, lastCall: Instant }) }),
  /** F5: to open a counter for a stage; `helper` is one that could help. */
  event('CounterAdvised', {
    service: ServiceId,
    stage: StageId,
    helper: CounterId,
    p80Minutes: z.int(),
    promiseMinutes: z.int(),
  }),
  event('AdviceWithdrawn', { stage: StageId, p80Minutes: z.int() }),
  event('NoteSealed', { ...visit, note: Sealed }),
  event('KeyDestroyed', { class: z.enum(['day', 'case']), day: BusinessDay }),
  /** R2: an officer's practice, in the house book: all that is kept of it. `took` is Ms of the trainee's own time. */
  event('TrainingRecorded', {
    officer: OfficerId,
    scenario: ScenarioId,
    score: z.int(),
    tasks: z.array(TaskTime),
    took: z.int(),
    seed: z.int(),
  }),
  event('MessageSent', {
    to: z.union([
      z.strictObject({ ticket: TicketId }),
      z.strictObject({ counter: CounterId }),
      z.strictObject({ zone: ZoneId }),
      z.literal('supervisor'),
      z.literal('everybody'),
    ]),
    message: Sealed,
  }),
  event('EmergencyRaised', { counter: z.optional(CounterId), message: z.optional(Sealed) }),
  event('EmergencyCleared', { emergency: Seq }),
  event('StaffCalled', { device: DeviceId }),
  event('StaffAnswered', { device: DeviceId }),
  /** D4: a code of an earlier day that ended after this day had opened. */
  event('CarryOverGiven', { ticket: TicketId, day: BusinessDay }),
  event('DayClosing', { reason }),
  event('DayClosed', { unfinished: z.int() }),
  event('DayReopened', { reason }),
]);
export type Event = z.infer<typeof Event>;
export type EventType = Event['type'];
export type EventOf<Type extends EventType> = Extract<Event, { type: Type }>;

/** The envelope of each event: where, when and by whom (design.md 1.10). `v` is the version of its shape. */
export const Envelope = z.strictObject({
  office: OfficeId,
  day: Book,
  epoch: Epoch,
  seq: Seq,
  at: Instant,
  v: z.int(),
  by: By,
  key: CommandKey,
});
export type Envelope = z.infer<typeof Envelope>;
/** An event as it stands in the journal; `body` keeps the union's own shape. */
export interface Recorded extends Envelope {
  readonly event: Event;
}
