import * as z from 'zod/mini';
import {
  BusinessDay,
  CommandKey,
  CounterId,
  DeviceId,
  Epoch,
  Instant,
  Numbering,
  OfficerId,
  Seq,
  ServiceId,
  StageId,
  TicketId,
  ZoneId,
} from '../ids.ts';
import { Lane, Language } from './office.ts';

/** How the visit at a counter ended there; `done` joins the next stage, the others end the visit (S1, S5, S6). */
export const Outcome = z.enum(['done', 'incomplete', 'continues', 'referred']);
export type Outcome = z.infer<typeof Outcome>;
/** C14: what CallNext may say of the visitor now there. */
export const PresentOutcome = z.enum([...Outcome.options, 'noShow']);
export type PresentOutcome = z.infer<typeof PresentOutcome>;
export const SlipOutcome = z.enum(['printed', 'shown', 'failed', 'uncertain']);
export type SlipOutcome = z.infer<typeof SlipOutcome>;
export const SpokenOutcome = z.enum(['spoken', 'shown', 'failed']);
export type SpokenOutcome = z.infer<typeof SpokenOutcome>;
export const PrinterState = z.enum(['ready', 'nearEnd', 'paperOut', 'coverOpen', 'cutterError', 'offline', 'unknown']);
export type PrinterState = z.infer<typeof PrinterState>;
export const SoundState = z.enum(['ready', 'blocked', 'missing', 'off']);
export type SoundState = z.infer<typeof SoundState>;
export const DeviceRole = z.enum(['kiosk', 'display', 'counter']);
export type DeviceRole = z.infer<typeof DeviceRole>;

/** P1: personal words after sealing; AES-256-GCM under the key of (day, class), which retention destroys. */
export const Sealed = z.strictObject({
  class: z.enum(['day', 'case']),
  day: BusinessDay,
  iv: z.string(),
  text: z.string(),
});
export type Sealed = z.infer<typeof Sealed>;
/** V4: a phone or booking code as the core may know it: a keyed hash to match by, and the sealed original. */
export const SealedHolder = z.strictObject({ mark: z.string().check(z.regex(/^[0-9a-f]{32}$/)), sealed: Sealed });
export type SealedHolder = z.infer<typeof SealedHolder>;

const reason = z.optional(z.string().check(z.minLength(1), z.maxLength(120)));
/** C13: only a supervisor's, and always with its reason. */
const override = z.optional(z.strictObject({ reason: z.string().check(z.minLength(1), z.maxLength(120)) }));
const people = z.int().check(z.minimum(1), z.maximum(50));
const stageList = z.array(StageId).check(z.minLength(1), z.maxLength(20));
/** K4: the visit and, where known, the call (its seq) a counter command was made for. */
const atCounter = { counter: CounterId, ticket: TicketId, call: z.optional(Seq) };

/** N6, I19: one ticket a kiosk issued by itself, or printed for a hub whose journal has lost it. */
export const UploadedTicket = z.strictObject({
  ticket: TicketId,
  number: Numbering,
  service: ServiceId,
  lane: Lane,
  language: Language,
  people,
  /** Kiosk time corrected by the last measured offset, between its last contact with the hub and now. */
  arrivedAt: Instant,
  slip: SlipOutcome,
});
export type UploadedTicket = z.infer<typeof UploadedTicket>;

export const TransferTarget = z.union([
  z.strictObject({ service: ServiceId }),
  z.strictObject({ stage: StageId }),
  z.strictObject({ counter: CounterId }),
  z.strictObject({ officer: OfficerId }),
]);
export type TransferTarget = z.infer<typeof TransferTarget>;

/**
 * Every command, written once for both sides of the seal: on the wire `P` is a sentence a person typed and `H` a phone
 * or booking code; inside the hub they are `Sealed` and `SealedHolder`, so the core never sees personal data (P1).
 */
function commandsWith<P extends z.ZodMiniType, H extends z.ZodMiniType>(personal: P, holder: H) {
  const command = <Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) =>
    z.strictObject({ type: z.literal(type), key: CommandKey, ...shape });
  return [
    command('TakeTicket', {
      service: ServiceId,
      lane: z.optional(Lane),
      language: z.optional(Language),
      people: z.optional(people),
      /** L3: start of the appointment; without it the appointment lane means "now". */
      slot: z.optional(Instant),
      /** D4: the expired ticket of an earlier day that gives the appointment lane. */
      carryOver: z.optional(TicketId),
      /** V2: taken by phone, away until confirmed on site. */
      remote: z.optional(z.boolean()),
      holder: z.optional(holder),
      /** N4, N7: the business day it is for; a kiosk that may count by itself for that day names it. */
      day: z.optional(BusinessDay),
    }),
    command('ConfirmSlip', { ticket: TicketId, outcome: SlipOutcome }),
    command('UploadTickets', {
      day: BusinessDay,
      generation: z.string().check(z.minLength(1), z.maxLength(64)),
      tickets: z.array(UploadedTicket).check(z.minLength(1), z.maxLength(200)),
      /** I19: these are brought back to a hub that was restored; they keep whatever number was printed. */
      restore: z.optional(Epoch),
    }),
    /** I19: this kiosk has brought back all it holds; another system names the kiosk. */
    command('ReportBrought', { restore: Epoch, device: z.optional(DeviceId) }),
    /** I19: the hub goes on without a kiosk that is gone. */
    command('EndRestore', {
      restore: Epoch,
      device: DeviceId,
      reason: z.string().check(z.minLength(1), z.maxLength(120)),
    }),
    /** After a restore: is it the visitor the hub knows who sits here? */
    command('CheckSeat', { counter: CounterId, right: z.boolean() }),
    command('SignIn', { counter: CounterId, officer: OfficerId, takeOver: z.optional(z.boolean()), override }),
    command('SignOut', { counter: CounterId }),
    command('TakeOver', { counter: CounterId, officer: OfficerId, override }),
    command('OpenCounter', {
      counter: CounterId,
      officer: z.optional(OfficerId),
      takeOver: z.optional(z.boolean()),
      override,
    }),
    command('PauseCounter', { counter: CounterId, reason, until: z.optional(Instant) }),
    command('CloseCounter', { counter: CounterId, reason }),
    command('CallNext', {
      counter: CounterId,
      outcome: z.optional(PresentOutcome),
      reasons: z.optional(z.array(z.string()).check(z.maxLength(10))),
      ticket: z.optional(TicketId),
      call: z.optional(Seq),
      override,
    }),
    command('CallTicket', { counter: CounterId, ticket: TicketId, reason, override }),
    command('Recall', { ...atCounter, override }),
    command('Withdraw', { ...atCounter }),
    command('StartService', { ...atCounter }),
    command('Finish', {
      ...atCounter,
      outcome: z.optional(Outcome),
      reasons: z.optional(z.array(z.string()).check(z.maxLength(10))),
      /** S7: k of n people served. */
      served: z.optional(people),
      /** S1: stages added after this one or skipped, with a reason. */
      add: z.optional(stageList),
      skip: z.optional(stageList),
      reason,
      reference: z.optional(personal),
      override,
    }),
    command('MarkNoShow', { ...atCounter, override }),
    command('Park', { ...atCounter, until: z.optional(Instant), reason }),
    command('Return', { ticket: TicketId }),
    command('Transfer', { ...atCounter, to: TransferTarget, ourMistake: z.optional(z.boolean()), reason }),
    command('Release', { ...atCounter, reason }),
    command('Reinstate', { ticket: TicketId }),
    command('Cancel', { ticket: TicketId, reason }),
    command('Postpone', { ticket: TicketId }),
    command('ConfirmPresence', { ticket: TicketId }),
    command('Split', { ticket: TicketId, people }),
    command('Link', { ticket: TicketId, with: TicketId }),
    command('CheckItem', { ...atCounter, item: z.string().check(z.minLength(1), z.maxLength(32)), done: z.boolean() }),
    command('Note', { ticket: TicketId, note: personal }),
    command('Undo', { ticket: TicketId }),
    command('Correct', {
      ticket: TicketId,
      outcome: z.enum([...Outcome.options, 'noShow', 'cancelled', 'expired']),
      reason: z.string().check(z.minLength(1), z.maxLength(120)),
    }),
    command('Assign', { counter: CounterId, tiers: z.array(stageList).check(z.minLength(1), z.maxLength(20)) }),
    command('PauseService', { service: ServiceId, reason }),
    command('ResumeService', { service: ServiceId }),
    command('StopIntake', {
      service: ServiceId,
      reason,
      /** F1: the figures a forecast acted on. */
      predicted: z.optional(z.strictObject({ finishAt: Instant, ahead: z.int() })),
      override,
    }),
    command('ResumeIntake', {
      service: ServiceId,
      predicted: z.optional(z.strictObject({ finishAt: Instant, ahead: z.int() })),
      override,
    }),
    /** D4, F1: who will hardly be reached today, and when each would be called at the soonest: what a fifth of the outcomes fall below. */
    command('TellNotToday', {
      tickets: z
        .array(z.strictObject({ ticket: TicketId, calledFrom: Instant }))
        .check(z.minLength(1), z.maxLength(200)),
    }),
    /** F5, F1: to open one more counter; `p80Minutes` is what four fifths of the outcomes of a newcomer's wait fall below. */
    command('AdviseCounter', { service: ServiceId, p80Minutes: z.int().check(z.minimum(0), z.maximum(1440)) }),
    command('WithdrawAdvice', { stage: StageId, p80Minutes: z.int().check(z.minimum(0), z.maximum(1440)) }),
    command('Announce', { zone: z.optional(ZoneId), message: personal }),
    command('SendMessage', {
      to: z.union([
        z.strictObject({ ticket: TicketId }),
        z.strictObject({ counter: CounterId }),
        z.literal('supervisor'),
      ]),
      message: personal,
    }),
    command('RaiseEmergency', { counter: z.optional(CounterId), message: z.optional(personal) }),
    command('ClearEmergency', { emergency: Seq }),
    /** V5: a kiosk asks for an officer; another system names the kiosk. */
    command('CallStaff', { device: z.optional(DeviceId) }),
    command('AnswerStaff', { device: DeviceId }),
    command('ReportAnnounced', { announcement: Seq, outcome: SpokenOutcome }),
    command('ReportDevice', {
      device: DeviceId,
      role: DeviceRole,
      connected: z.boolean(),
      zone: z.optional(ZoneId),
      counter: z.optional(CounterId),
      generation: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
      /** N6: the digit this generation was given; a restored hub may not know it. */
      digit: z.optional(z.int().check(z.minimum(5), z.maximum(9))),
      printer: z.optional(PrinterState),
      sound: z.optional(SoundState),
    }),
    command('CloseDay', { reason }),
    command('ReopenDay', { reason }),
    command('ChangeOffice', { document: z.unknown() }),
  ] as const;
}

/** A command as it arrives at a door. */
export const WireCommand = z.discriminatedUnion(
  'type',
  commandsWith(z.string().check(z.minLength(1), z.maxLength(500)), z.string().check(z.minLength(4), z.maxLength(64))),
);
export type WireCommand = z.infer<typeof WireCommand>;
/** A command as the core decides it, personal words sealed. */
export const Command = z.discriminatedUnion('type', commandsWith(Sealed, SealedHolder));
export type Command = z.infer<typeof Command>;
export type CommandType = Command['type'];
export type CommandOf<Type extends CommandType> = Extract<Command, { type: Type }>;
