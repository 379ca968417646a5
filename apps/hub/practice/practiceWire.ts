import * as z from 'zod/mini';
import { BusinessDay, CounterId, OfficerId } from '../../../shared/ids.ts';
import { Office } from '../../../shared/protocol/office.ts';
import { CoachView, CoachWish, Ending, ScenarioId, Speed } from '../../../shared/protocol/practice.ts';

const perId = z.record(z.string(), z.number());

/** What the hub tells the process of a practice, over its IPC. */
export const ToPractice = z.discriminatedUnion('tell', [
  z.strictObject({
    tell: z.literal('begin'),
    start: z.strictObject({
      counter: CounterId,
      officer: OfficerId,
      day: BusinessDay,
      scenario: ScenarioId,
      speed: Speed,
      seed: z.int(),
      habits: z.strictObject({ work: perId, noShow: z.number(), perHour: perId }),
    }),
    /** Made by `practiceOffice`. */
    document: Office,
    build: z.string(),
    folders: z.strictObject({ pages: z.string(), voice: z.array(z.string()), media: z.array(z.string()) }),
  }),
  z.strictObject({ tell: z.literal('wish'), wish: CoachWish }),
  z.strictObject({ tell: z.literal('end'), why: Ending }),
]);
export type ToPractice = z.infer<typeof ToPractice>;
export type PracticeBegin = Extract<ToPractice, { tell: 'begin' }>;

/** What it tells the hub; `listening` anew after each outage. */
export const FromPractice = z.discriminatedUnion('said', [
  z.strictObject({ said: z.literal('listening'), port: z.int() }),
  z.strictObject({ said: z.literal('cut') }),
  z.strictObject({ said: z.literal('coach'), view: CoachView }),
]);
export type FromPractice = z.infer<typeof FromPractice>;
