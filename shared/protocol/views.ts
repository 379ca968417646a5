import * as z from 'zod/mini';
import {
  BusinessDay,
  CounterId,
  DeviceId,
  Epoch,
  Instant,
  OfficerId,
  Seq,
  ServiceId,
  StageId,
  TicketId,
  ZoneId,
} from '../ids.ts';
import { HubAlarm } from './alarms.ts';
import { PrinterState, SlipOutcome, SoundState, SpokenOutcome } from './commands.ts';
import { Lane, Language } from './office.ts';
import { Estimate } from './replies.ts';

/** One whole small view per audience (design.md 1.5). Words come from the office document, by its hash; lists hold 20 at most. */
export const listed = 20;

export const Closed = z.enum(['hours', 'paused', 'stopped', 'quota', 'day']);
const ServiceState = z.strictObject({
  id: ServiceId,
  open: z.boolean(),
  why: z.optional(Closed),
  opens: z.optional(Instant),
  waiting: z.int(),
  /** What a newcomer of the regular lane is told, and one of the priority lane, where the service gives it at a kiosk. */
  estimate: Estimate,
  priority: z.optional(Estimate),
});
/** V5: kiosks where a visitor waits for an officer. */
const StaffCalls = z.array(z.strictObject({ device: DeviceId, since: Instant }));
const base = { document: z.string(), day: BusinessDay };

export const KioskView = z.strictObject({
  audience: z.literal('kiosk'),
  ...base,
  services: z.array(ServiceState),
  /** D7: what this kiosk may sell of each quota without the hub. */
  shares: z.record(z.string(), z.int()),
  /** V5: an officer was called to this kiosk, and none has answered. */
  staffCalled: z.boolean(),
  /** I19: the hub was restored as it was at `knownAt`, and this kiosk has not yet brought what it printed since. */
  restore: z.optional(z.strictObject({ id: Epoch, knownAt: Instant })),
});
export type KioskView = z.infer<typeof KioskView>;

const Shown = z.strictObject({ ticket: TicketId, number: z.string(), counter: z.int(), at: Instant });
const DisplayCall = z.strictObject({
  ...Shown.shape,
  call: Seq,
  announcement: Seq,
  recall: z.boolean(),
  language: Language,
  service: ServiceId,
  /** S7: how many come with this number. */
  people: z.int(),
  direction: z.optional(z.string()),
  outcome: z.optional(SpokenOutcome),
});
export type DisplayCall = z.infer<typeof DisplayCall>;

export const DisplayView = z.strictObject({
  audience: z.literal('display'),
  ...base,
  zone: ZoneId,
  /** A1: the display that speaks. */
  voice: z.nullable(DeviceId),
  /** Calls still open, newest last. */
  calling: z.array(DisplayCall),
  counters: z.array(
    z.strictObject({
      id: CounterId,
      number: z.int(),
      state: z.enum(['closed', 'open', 'paused']),
      until: z.optional(Instant),
      ticket: z.optional(z.string()),
      phase: z.optional(z.enum(['called', 'serving'])),
    }),
  ),
  recent: z.array(Shown),
  missed: z.array(z.string()),
  waiting: z.array(
    z.strictObject({
      id: ServiceId,
      waiting: z.int(),
      estimate: Estimate,
      open: z.boolean(),
      /** Somebody who waits for it is expected to be called more than 10 min later than their slip says. */
      later: z.optional(z.boolean()),
    }),
  ),
  /** D4: numbers that wait and were told they will hardly be reached today, 20 at most. */
  notToday: z.array(z.string()),
  /** Of the last `in` called, how many were within the time shown to them; the share is of the last `days` days. */
  kept: z.optional(z.strictObject({ days: z.int(), of: z.int(), in: z.int() })),
  emergency: z.boolean(),
});
export type DisplayView = z.infer<typeof DisplayView>;

const WaitingRow = z.strictObject({
  ticket: TicketId,
  number: z.string(),
  service: ServiceId,
  stage: StageId,
  lane: Lane,
  people: z.int(),
  language: Language,
  since: Instant,
  /** Minutes counted at the time of the view, and the limit of its lane (L4). */
  waited: z.int(),
  limit: z.int(),
  slot: z.optional(Instant),
  slip: z.enum(['pending', ...SlipOutcome.options]),
  /** When it is expected to be called. */
  estimate: Estimate,
  /** That is more than 10 min later than its slip says. */
  later: z.optional(z.boolean()),
  /** D4: its holder was told that it will hardly be reached today. */
  notToday: z.optional(z.boolean()),
});
export type WaitingRow = z.infer<typeof WaitingRow>;

const AtCounter = z.strictObject({
  ticket: TicketId,
  number: z.string(),
  service: ServiceId,
  stage: StageId,
  ahead: z.array(StageId),
  done: z.array(z.strictObject({ stage: StageId, at: Instant })),
  lane: Lane,
  people: z.int(),
  language: Language,
  slip: z.enum(['pending', ...SlipOutcome.options]),
  unconfirmed: z.boolean(),
  slot: z.optional(Instant),
  waited: z.int(),
  call: Seq,
  phase: z.enum(['called', 'serving']),
  calledAt: Instant,
  since: Instant,
  calls: z.int(),
  checked: z.array(z.string()),
  spoken: z.nullable(SpokenOutcome),
  /** C10, C5: until when the call may be withdrawn, from when a no-show may be marked (if enough calls were made). */
  withdrawUntil: z.optional(Instant),
  noShowFrom: z.optional(Instant),
});

/** I19: the office was restored at `at`; `awaits` are the kiosks that have not brought their numbers. */
const Restored = z.strictObject({ id: Epoch, at: Instant, awaits: z.array(DeviceId) });

export const CounterView = z.strictObject({
  audience: z.literal('counter'),
  ...base,
  counter: CounterId,
  state: z.enum(['closed', 'open', 'paused']),
  since: Instant,
  officer: z.nullable(OfficerId),
  pending: z.nullable(z.enum(['paused', 'closed'])),
  dayState: z.enum(['open', 'closing', 'closed']),
  visitor: z.nullable(AtCounter),
  /** L7, L9: who would be called now, and why. */
  next: z.nullable(
    z.strictObject({
      ticket: TicketId,
      number: z.string(),
      rule: z.enum(['L2', 'L4', 'L6', 'C12']),
      lane: Lane,
      overBy: z.optional(z.int()),
      passed: z.int(),
    }),
  ),
  waiting: z.array(WaitingRow),
  total: z.int(),
  lanes: z.strictObject({ appointment: z.int(), priority: z.int(), regular: z.int() }),
  parked: z.array(
    z.strictObject({ ticket: TicketId, number: z.string(), until: z.optional(Instant), overstayed: z.boolean() }),
  ),
  missed: z.array(z.strictObject({ ticket: TicketId, number: z.string(), at: Instant })),
  /** S8: what this counter's officer may still take back, and until when. */
  undo: z.nullable(z.strictObject({ ticket: TicketId, number: z.string(), until: Instant })),
  printers: z.array(PrinterState),
  sound: z.nullable(SoundState),
  staffCalls: StaffCalls,
  /** The oldest five still open. */
  emergencies: z.array(z.strictObject({ emergency: Seq, counter: z.optional(CounterId), at: Instant })),
  /** F5: this counter would help, and does not call. */
  advice: z.optional(z.strictObject({ stage: StageId, p80Minutes: z.int(), promiseMinutes: z.int(), since: Instant })),
  /** What the hub says of itself, gravest first. */
  alarms: z.array(HubAlarm),
  /** Only while this counter's seat is unchecked, or kiosks are awaited. */
  restored: z.optional(z.strictObject({ ...Restored.shape, unchecked: z.boolean() })),
});
export type CounterView = z.infer<typeof CounterView>;

export const FloorView = z.strictObject({
  audience: z.literal('floor'),
  ...base,
  dayState: z.enum(['open', 'closing', 'closed']),
  counters: z.array(
    z.strictObject({
      id: CounterId,
      state: z.enum(['closed', 'open', 'paused']),
      officer: z.nullable(OfficerId),
      since: Instant,
      ticket: z.optional(z.string()),
      phase: z.optional(z.enum(['called', 'serving'])),
    }),
  ),
  queues: z.array(
    z.strictObject({
      stage: StageId,
      waiting: z.int(),
      lanes: z.strictObject({ appointment: z.int(), priority: z.int(), regular: z.int() }),
      longest: z.int(),
      overdue: z.int(),
    }),
  ),
  services: z.array(ServiceState),
  devices: z.array(
    z.strictObject({
      id: DeviceId,
      role: z.string(),
      connected: z.boolean(),
      since: Instant,
      printer: z.optional(PrinterState),
      sound: z.optional(SoundState),
    }),
  ),
  issued: z.int(),
  endings: z.record(z.string(), z.int()),
  /** A4: zones with more calls a minute than one voice can carry. */
  splitZones: z.array(ZoneId),
  /** F5: counters to open, by the forecast; nobody does it but people. */
  advice: z.array(
    z.strictObject({
      service: ServiceId,
      stage: StageId,
      helper: CounterId,
      p80Minutes: z.int(),
      promiseMinutes: z.int(),
      since: Instant,
    }),
  ),
  emergencies: z.array(Seq),
  staffCalls: StaffCalls,
  alarms: z.array(HubAlarm),
  restored: z.optional(Restored),
});
export type FloorView = z.infer<typeof FloorView>;

export const View = z.discriminatedUnion('audience', [KioskView, DisplayView, CounterView, FloorView]);
export type View = z.infer<typeof View>;

/** What anyone with the ticket may see of it; a subset of I33's fields and the floor's own words for staff. */
export const TicketView = z.strictObject({
  ticket: TicketId,
  number: z.string(),
  service: ServiceId,
  people: z.int(),
  /** `away`: taken by phone, not confirmed on site (V2). */
  state: z.enum(['waiting', 'away', 'called', 'serving', 'parked', 'missed', 'ended']),
  ending: z.optional(z.string()),
  counter: z.optional(z.int()),
  ahead: z.nullable(z.int()),
  /** When it is expected to be called, while it waits. */
  estimate: Estimate,
  /** F2: what its slip says of its first call. */
  promised: Estimate,
  /** The estimate is more than 10 min later than that. */
  later: z.optional(z.boolean()),
  /** D4: it will hardly be reached today; its code gives the appointment lane on one later day. */
  notToday: z.optional(z.boolean()),
  /** What its holder may do now (C6, V1, V2). */
  may: z.array(z.enum(['reinstate', 'postpone', 'confirmPresence'])),
});
export type TicketView = z.infer<typeof TicketView>;

/** The queues of a counter in calling order, past the first 20 of its view. */
export const WaitingList = z.strictObject({ seq: Seq, total: z.int(), rows: z.array(WaitingRow) });
export type WaitingList = z.infer<typeof WaitingList>;
