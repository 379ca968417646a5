import * as z from 'zod/mini';
import { BusinessDay, Instant, ServiceId, TicketId } from '../ids.ts';
import { PrinterState } from './commands.ts';
import { Lane, Language, Office } from './office.ts';
import { Estimate } from './replies.ts';
import { Closed } from './views.ts';

/** Between a kiosk's page and its agent, on loopback only. */

/** `alone`: the hub is not heard, the kiosk counts by itself (N6); `refused`: the hub does not know this kiosk. */
export const AgentLink = z.enum(['connecting', 'live', 'alone', 'refused']);
export type AgentLink = z.infer<typeof AgentLink>;

export const AgentService = z.strictObject({
  id: ServiceId,
  open: z.boolean(),
  /** `share`: this kiosk has sold its part of the quota (D7). */
  why: z.optional(z.union([Closed, z.literal('share')])),
  opens: z.optional(Instant),
  /** Unknown while the kiosk is alone (F3). */
  waiting: z.nullable(z.int()),
  /** In the regular lane, and in the priority lane, where the service gives it. */
  estimate: Estimate,
  priority: z.optional(Estimate),
});
export type AgentService = z.infer<typeof AgentService>;

export const AgentState = z.strictObject({
  /** The hub's time as far as it is known. */
  at: Instant,
  link: AgentLink,
  since: Instant,
  /** Hash of the office document the words come from; null before the first contact with a hub. */
  document: z.nullable(z.string()),
  day: z.nullable(BusinessDay),
  services: z.array(AgentService),
  printer: PrinterState,
  /** Can a number be given now: the hub is there, or the kiosk has its own digit. */
  ready: z.boolean(),
  /** Own tickets the hub has not taken yet. */
  pending: z.int(),
  /** Somebody at this kiosk asked for an officer, and none has come yet. */
  staffCalled: z.boolean(),
  /** Is there a code that opens the attendant's page? */
  attendant: z.boolean(),
});
export type AgentState = z.infer<typeof AgentState>;

export const AgentOffice = z.strictObject({ hash: z.string(), document: Office });
export type AgentOffice = z.infer<typeof AgentOffice>;

export const PressRequest = z.strictObject({
  service: ServiceId,
  lane: z._default(Lane, 'regular'),
  language: z._default(Language, 'id'),
  people: z._default(z.int().check(z.minimum(1), z.maximum(50)), 1),
});
export type PressRequest = z.infer<typeof PressRequest>;

/** What is known of the slip: `printed` is handed to the printer whole; `shown` is on the screen only. */
export const SlipNews = z.enum(['printed', 'shown', 'uncertain']);
export type SlipNews = z.infer<typeof SlipNews>;

export const PressAnswer = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    ticket: TicketId,
    number: z.string(),
    ahead: z.nullable(z.int()),
    estimate: Estimate,
    slip: SlipNews,
    /** The number is the kiosk's own. */
    offline: z.boolean(),
    /** Number and check code, as in the QR code of the slip. */
    code: z.string(),
  }),
  z.strictObject({
    ok: z.literal(false),
    code: z.string(),
    message: z.strictObject({ id: z.string(), en: z.string() }),
  }),
]);
export type PressAnswer = z.infer<typeof PressAnswer>;

const said = z.strictObject({ id: z.string(), en: z.string() });
const refused = z.strictObject({ ok: z.literal(false), code: z.string(), message: said });
/** `POST /staff` and the attendant's steps: done, or why not. */
export const DoneAnswer = z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true) }), refused]);
export type DoneAnswer = z.infer<typeof DoneAnswer>;

/** `POST /slip`: what the visitor says of an uncertain slip. "No" prints the same number marked COPY (I25). */
export const SlipWord = z.strictObject({ ticket: TicketId, came: z.boolean() });
export type SlipWord = z.infer<typeof SlipWord>;
export const SlipAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), slip: SlipNews }),
  refused,
]);
export type SlipAnswer = z.infer<typeof SlipAnswer>;

/** `POST /requirements`: what to bring, on paper, without a number. */
export const RequirementsRequest = z.strictObject({ service: ServiceId, language: z._default(Language, 'id') });
export type RequirementsRequest = z.infer<typeof RequirementsRequest>;

/**
 * `POST /find`: a slip that was scanned or typed. A number alone tells the place, as the TV would; only the slip's own
 * code, which a stranger does not have, allows the rest.
 */
export const FindRequest = z.strictObject({
  text: z.string().check(z.minLength(1), z.maxLength(300)),
  does: z.optional(z.enum(['copy', 'reinstate', 'postpone', 'confirmPresence'])),
  language: z._default(Language, 'id'),
});
export type FindRequest = z.infer<typeof FindRequest>;
export const Found = z.strictObject({
  ok: z.literal(true),
  number: z.string(),
  service: ServiceId,
  /** `away`: not confirmed on site; `here`: this kiosk gave the number and the hub has not taken it yet. */
  state: z.enum(['waiting', 'away', 'called', 'serving', 'parked', 'missed', 'ended', 'here']),
  counter: z.nullable(z.int()),
  ahead: z.nullable(z.int()),
  /** When it is expected to be called, while it waits. */
  estimate: Estimate,
  /** F2: what its slip says. */
  promised: Estimate,
  /** The estimate is more than 10 min later than that. */
  later: z.boolean(),
  /** D4: it will hardly be reached today; its slip gives the appointment lane on one later day. */
  notToday: z.boolean(),
  /** "You may be back by": null where no wait is known (F3), or it is not worth leaving. */
  backBy: z.nullable(Instant),
  /** What may be done with it here, now: empty where only a number was typed. */
  may: z.array(z.enum(['copy', 'reinstate', 'postpone', 'confirmPresence'])),
  /** What became of the copy, where one was asked for. */
  slip: z.optional(SlipNews),
});
export type Found = z.infer<typeof Found>;
export const FindAnswer = z.discriminatedUnion('ok', [Found, refused]);
export type FindAnswer = z.infer<typeof FindAnswer>;

/** `POST /attendant`: each step carries the code; wrong ones lock the page for longer each time. */
export const AttendantStep = z.discriminatedUnion('does', [
  z.strictObject({ does: z.literal('open') }),
  z.strictObject({ does: z.literal('reprint'), number: z.string().check(z.minLength(1), z.maxLength(12)) }),
  z.strictObject({ does: z.literal('testPrint') }),
  z.strictObject({ does: z.literal('printer'), uri: z.string().check(z.minLength(1), z.maxLength(300)) }),
  z.strictObject({ does: z.literal('hub'), url: z.string().check(z.minLength(1), z.maxLength(300)) }),
  z.strictObject({ does: z.literal('restart') }),
]);
export type AttendantStep = z.infer<typeof AttendantStep>;
export const AttendantRequest = z.strictObject({
  code: z.string().check(z.minLength(1), z.maxLength(32)),
  step: AttendantStep,
});
export type AttendantRequest = z.infer<typeof AttendantRequest>;
export const AttendantAnswer = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    printer: z.string(),
    hub: z.string(),
    link: AgentLink,
    state: PrinterState,
    pending: z.int(),
    /** The newest numbers this kiosk gave, newest first, for a reprint. */
    recent: z.array(z.strictObject({ number: z.string(), at: Instant, slip: SlipNews })),
    slip: z.optional(SlipNews),
  }),
  refused,
]);
export type AttendantAnswer = z.infer<typeof AttendantAnswer>;
