import * as z from 'zod/mini';
import { Instant, Seq, StageId, TicketId } from '../ids.ts';
import { RefusalCode } from './refusals.ts';

/** A wait as it may be said: a range of clock times; null where no estimate is known (F3). */
export const Estimate = z.nullable(z.strictObject({ low: Instant, high: Instant }));
export type Estimate = z.infer<typeof Estimate>;

export const TicketResult = z.strictObject({
  ticket: TicketId,
  number: z.string(),
  ahead: z.int(),
  estimate: Estimate,
});
export const CallResult = z.strictObject({
  ticket: TicketId,
  number: z.string(),
  stage: StageId,
  /** The call's own seq, for K4. */
  call: Seq,
  why: z.strictObject({
    rule: z.enum(['L2', 'L4', 'L6', 'C12']),
    lane: z.string(),
    hand: z.int(),
    passed: z.strictObject({ count: z.int(), first: z.array(TicketId) }),
    overBy: z.optional(z.int()),
  }),
});
/** UploadTickets: what each ticket is called in the end, in the order sent; the kiosk may prune up to here. */
export const UploadResult = z.strictObject({
  merged: z.array(z.strictObject({ ticket: TicketId, number: z.string() })),
});
export const DeviceResult = z.strictObject({ digit: z.optional(z.int()) });
/** A command that made something answers with it; the others with an empty object. */
export const CommandResult = z.union([
  TicketResult,
  CallResult,
  UploadResult,
  DeviceResult,
  z.strictObject({ announcement: Seq }),
  z.strictObject({ emergency: Seq }),
  z.strictObject({ warnings: z.array(z.string()) }),
  z.strictObject({}),
]);
export type CommandResult = z.infer<typeof CommandResult>;

/** K5: every reply carries the seq at which it was decided. `message` is in both languages. */
export const Reply = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), seq: Seq, result: CommandResult }),
  z.strictObject({
    ok: z.literal(false),
    seq: Seq,
    error: z.strictObject({
      code: z.union([
        RefusalCode,
        z.literal('malformed'),
        z.literal('unauthorized'),
        z.literal('forbidden'),
        z.literal('tooMany'),
        z.literal('notReady'),
      ]),
      message: z.strictObject({ id: z.string(), en: z.string() }),
      about: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
    }),
  }),
]);
export type Reply = z.infer<typeof Reply>;
