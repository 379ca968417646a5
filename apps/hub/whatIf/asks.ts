import * as z from 'zod/mini';
import { BusinessDay, CounterId, Instant, ServiceId, StageId } from '../../../shared/ids.ts';
import { Change } from './change.ts';

const figure = z.nullable(z.number());

/** One service, or all of them where it is null. Waits are minutes from the issue, or the slot, to the first call. */
export const ServiceFigures = z.strictObject({
  service: z.nullable(ServiceId),
  came: z.number(),
  called: z.number(),
  /** Came and were never called. */
  notCalled: z.number(),
  /** Nearest rank (domain.md 7.2). */
  median: figure,
  p80: figure,
  p90: figure,
  promiseMinutes: figure,
  /** Share of the called whose wait was within the promise; null without a promise. */
  within: figure,
  /** Median of minutes from the issue to the end, of those whose visit was finished. */
  stay: figure,
});
export type ServiceFigures = z.infer<typeof ServiceFigures>;

export const HalfHour = z.strictObject({
  /** Minutes after local midnight. */
  from: z.number(),
  /** P80 of the waits, minutes, of those who came in this half hour and were called. */
  p80: figure,
  /** Mean number of visitors who waited, and of counters that were open. */
  queue: z.number(),
  open: z.number(),
  came: z.number(),
});
export type HalfHour = z.infer<typeof HalfHour>;

export const CounterFigures = z.strictObject({
  counter: CounterId,
  openMinutes: z.number(),
  /** Open without a visitor. */
  idleMinutes: z.number(),
  calls: z.number(),
});
export type CounterFigures = z.infer<typeof CounterFigures>;

/** What a day came to. */
export const Figures = z.strictObject({
  services: z.array(ServiceFigures),
  halfHours: z.array(HalfHour),
  counters: z.array(CounterFigures),
});
export type Figures = z.infer<typeof Figures>;

/** Of several drawn days: each figure in the middle of them, and what one in ten days is below and above. */
export const Drawn = z.strictObject({ mid: Figures, low: Figures, high: Figures });
export type Drawn = z.infer<typeof Drawn>;

/** Which day is played: one of the past as it was recorded, or one to come, drawn from the days before it. */
export const DayAsked = z.strictObject({ of: z.enum(['past', 'coming']), day: BusinessDay });
export type DayAsked = z.infer<typeof DayAsked>;

export const CompareAsk = z.strictObject({ ...DayAsked.shape, change: z._default(Change, Change.parse({})) });
export type CompareAsk = z.infer<typeof CompareAsk>;

export const Comparison = z.strictObject({
  ...DayAsked.shape,
  /** Days that were drawn; 1 where nothing is drawn. */
  draws: z.int(),
  /** Days of the past that a coming day is drawn from. */
  learnedFrom: z.int(),
  /** A past day, asked of today's hub again with nothing changed: calls that came the same, of all that were. */
  again: z.nullable(z.strictObject({ same: z.int(), of: z.int() })),
  /** Events of the day that need more than its book, so that it cannot be asked again. */
  cannot: z.array(z.string()),
  /** What really happened; null for a coming day. */
  recorded: z.nullable(Figures),
  /** Played without the change and with it. */
  before: Drawn,
  after: Drawn,
  /** Came and got no number, on a mean day. */
  refused: z.strictObject({ before: z.number(), after: z.number() }),
});
export type Comparison = z.infer<typeof Comparison>;

export const StaffingAsk = z.strictObject({
  day: BusinessDay,
  /** Of all services; without it each one's own promise, and 30 minutes where it has none. */
  promiseMinutes: z.optional(z.int().check(z.minimum(1), z.maximum(480))),
});
export type StaffingAsk = z.infer<typeof StaffingAsk>;

export const Staffing = z.strictObject({
  day: BusinessDay,
  learnedFrom: z.int(),
  draws: z.int(),
  /** The past day whose roster is compared with. */
  rosterOf: BusinessDay,
  halfHours: z.array(
    z.strictObject({
      from: z.number(),
      /** Counters by Erlang C, after the simulated days, and on the roster. */
      erlang: z.int(),
      needed: z.int(),
      opened: z.number(),
      /** Visitors who come, on a mean day. */
      comes: z.number(),
      /** P80 of their waits with the counters needed, minutes. */
      p80: figure,
      /** The promise does not hold even with every counter that can help. */
      broken: z.boolean(),
    }),
  ),
  services: z.array(
    z.strictObject({
      service: ServiceId,
      promiseMinutes: z.number(),
      needed: figure,
      roster: figure,
      holds: z.boolean(),
    }),
  ),
  counters: z.array(
    z.strictObject({ counter: CounterId, spans: z.array(z.strictObject({ from: z.number(), to: z.number() })) }),
  ),
  /** Rounds of simulated days, and whether the last one kept every promise. */
  rounds: z.int(),
  holds: z.boolean(),
  /** Visitors of a mean day who are not served to the end: with the counters needed, and with the roster. */
  left: z.strictObject({ needed: z.number(), roster: z.number() }),
});
export type Staffing = z.infer<typeof Staffing>;

export const AdviceAsk = z.strictObject({ from: BusinessDay, to: BusinessDay });
export type AdviceAsk = z.infer<typeof AdviceAsk>;

/** F5: one advice to open a counter, and what came of it. */
export const Advised = z.strictObject({
  day: BusinessDay,
  at: Instant,
  service: ServiceId,
  stage: StageId,
  helper: CounterId,
  /** The forecast that was its reason. */
  p80Minutes: z.int(),
  promiseMinutes: z.int(),
  /** When a counter of the stage was opened, within 15 min. */
  followedAt: z.nullable(Instant),
  withdrawnAt: z.nullable(Instant),
  /** P80 of the waits at the stage, minutes: of calls in the 30 min up to the advice, and from 15 to 45 min after it. */
  before: figure,
  after: figure,
});
export type Advised = z.infer<typeof Advised>;
export const AdviceAnswer = z.strictObject({ advised: z.array(Advised) });
export type AdviceAnswer = z.infer<typeof AdviceAnswer>;

export const DaysAnswer = z.strictObject({
  /** Days that can be played, the newest first. */
  past: z.array(z.strictObject({ day: BusinessDay, closed: z.boolean() })),
});
export type DaysAnswer = z.infer<typeof DaysAnswer>;

/** What the thread is asked, one question each. */
export const Ask = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('days') }),
  z.strictObject({ ask: z.literal('compare'), ...CompareAsk.shape }),
  z.strictObject({ ask: z.literal('advice'), ...AdviceAsk.shape }),
  z.strictObject({ ask: z.literal('staffing'), ...StaffingAsk.shape }),
]);
export type Ask = z.infer<typeof Ask>;

/** An answer, or the field of the question that cannot be followed. */
export type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly path: string };
export interface Answers {
  readonly days: DaysAnswer;
  readonly compare: Comparison;
  readonly staffing: Staffing;
  readonly advice: AdviceAnswer;
}
