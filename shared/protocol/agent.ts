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
  estimate: Estimate,
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
