import * as z from 'zod/mini';

/** Names of things: letters, digits and `. _ : -`, 1 to 64 characters; parsed once at the edge, then the type carries it. */
const name = z
  .string()
  .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'must be 1 to 64 letters, digits or . _ : -'));

/** Made by the client for one command; the key of a TakeTicket is for ever the id of its ticket (K1, K3). */
export const CommandKey = name.brand('CommandKey');
export type CommandKey = z.infer<typeof CommandKey>;
/** The key of the command that made the ticket: a hub and a kiosk that both issued it agree without talking (N7). */
export const TicketId = name.brand('TicketId');
export type TicketId = z.infer<typeof TicketId>;

export const OfficeId = name.brand('OfficeId');
export type OfficeId = z.infer<typeof OfficeId>;
export const ServiceId = name.brand('ServiceId');
export type ServiceId = z.infer<typeof ServiceId>;
/** A step of a service's procedure; its queue carries the same id (design.md section 2: a queue is of one stage). */
export const StageId = name.brand('StageId');
export type StageId = z.infer<typeof StageId>;
export const CounterId = name.brand('CounterId');
export type CounterId = z.infer<typeof CounterId>;
export const OfficerId = name.brand('OfficerId');
export type OfficerId = z.infer<typeof OfficerId>;
export const DeviceId = name.brand('DeviceId');
export type DeviceId = z.infer<typeof DeviceId>;
export const ZoneId = name.brand('ZoneId');
export type ZoneId = z.infer<typeof ZoneId>;

/** The letter before a number; I, O and Q are read as digits (domain.md section 4). */
export const Prefix = z
  .string()
  .check(z.regex(/^[A-HJ-NPR-Z]$/, 'must be one capital letter, not I, O or Q'))
  .brand('Prefix');
export type Prefix = z.infer<typeof Prefix>;

/** Local calendar date of the office, `YYYY-MM-DD`; a ticket belongs to the day of its issue for ever (N4). */
export const BusinessDay = z.iso.date().brand('BusinessDay');
export type BusinessDay = z.infer<typeof BusinessDay>;

/** Milliseconds since 1970-01-01T00:00Z by the hub's clock (T1). */
export const Instant = z.int().check(z.nonnegative());
export type Instant = z.infer<typeof Instant>;
/** A length of time in milliseconds. */
export type Ms = number;
/** A length of time in minutes, as people set and read it. */
export type Minutes = number;

/** Position in the journal, 1, 2, 3 ... over all books; unbroken. */
export const Seq = z.int().check(z.nonnegative());
export type Seq = z.infer<typeof Seq>;
/** Generation of the hub: one more at each start (I18). */
export const Epoch = z.int().check(z.nonnegative());
export type Epoch = z.infer<typeof Epoch>;

export const minuteMs = 60_000;
export const secondMs = 1_000;

/** Where a number was counted: by the hub, or by the kiosk generation that owns a digit (N6). */
export const Source = z.union([z.literal('hub'), z.literal(5), z.literal(6), z.literal(7), z.literal(8), z.literal(9)]);
export type Source = z.infer<typeof Source>;

/** A ticket number taken apart: `count` 1, 2, 3 ... within (office, day, prefix, source). */
export const Numbering = z.strictObject({ prefix: Prefix, source: Source, count: z.int().check(z.positive()) });
export type Numbering = z.infer<typeof Numbering>;

/** N5, N6: at least three digits behind the prefix, a kiosk's behind its own digit: A-012, A-1000, A-5001, A-51000. */
export function numberText({ prefix, source, count }: Numbering): string {
  const digits = String(count).padStart(3, '0');
  return source === 'hub' ? `${prefix}-${digits}` : `${prefix}-${source}${digits}`;
}
