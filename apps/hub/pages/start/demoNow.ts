import * as z from 'zod/mini';
import { CounterId } from '../../../../shared/ids.ts';
import { Text } from '../../../../shared/protocol/office.ts';

/** Where the tour asks to look. */
export const TourPlace = z.enum(['kiosk', 'counter', 'display']);
export type TourPlace = z.infer<typeof TourPlace>;

/** The played morning: what happens now, in a sentence. */
export const Tour = z.strictObject({
  /** `refused`: a person of the office was in its way. */
  state: z.enum(['idle', 'playing', 'done', 'stopped', 'refused']),
  line: z.nullable(Text),
  at: z.nullable(TourPlace),
  /** The counter that acts, or acted last. */
  counter: z.nullable(CounterId),
  step: z.int(),
  steps: z.int(),
});
export type Tour = z.infer<typeof Tour>;

/** What the demo says of itself at each change, over `GET /start/now` (server-sent events). */
export const DemoNow = z.strictObject({
  tickets: z.int(),
  /** Names of the slips printed by the virtual printer, newest first: `/slips/NAME.svg` and `/slips/NAME.bin`. */
  slips: z.array(z.string()),
  tour: Tour,
});
export type DemoNow = z.infer<typeof DemoNow>;

/** `POST /start/tour`: begin, that many times faster, or stop. */
export const TourWish = z.discriminatedUnion('does', [
  z.strictObject({ does: z.literal('play'), speed: z._default(z.int().check(z.minimum(1), z.maximum(20)), 1) }),
  z.strictObject({ does: z.literal('stop') }),
]);
export type TourWish = z.infer<typeof TourWish>;
export const TourAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), code: z.enum(['officerThere', 'noKiosk']), message: Text }),
]);
export type TourAnswer = z.infer<typeof TourAnswer>;
