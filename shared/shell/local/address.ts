import * as z from 'zod/mini';

/** What the shell tells its own page, in its address. */
export const LocalAddress = z.object({
  app: z.enum(['kiosk', 'counter', 'display']),
  trouble: z.enum(['away', 'untrusted', 'resting']),
  /** Since when the screen is not seen, in ms of the Unix epoch. */
  since: z.string().check(z.regex(/^\d{1,15}$/)),
  language: z.enum(['id', 'en']),
  /** Host and port of who should answer. */
  address: z.string().check(z.maxLength(260)),
});
export type LocalAddress = z.infer<typeof LocalAddress>;

/** `10.42`, in the time of this computer. */
export function clockOf(since: string): string {
  const at = new Date(Number(since));
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join('.');
}
