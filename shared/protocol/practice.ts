import * as z from 'zod/mini';
import { CounterId, Instant, OfficerId, StageId, ZoneId } from '../ids.ts';
import { Text } from './office.ts';

/** What may be practised. */
export const ScenarioId = z.enum(['rush', 'papers', 'outage']);
export type ScenarioId = z.infer<typeof ScenarioId>;

/** What is timed, from when it could be done to when it was done: RULES.md R4 says between which events. */
export const TaskId = z.enum(['nextCall', 'start', 'finish', 'noShow', 'recheck']);
export type TaskId = z.infer<typeof TaskId>;

/** How often it was done, and the median of its times in Ms of the trainee's own time. */
export const TaskTime = z.strictObject({ task: TaskId, times: z.int(), medianMs: z.int() });
export type TaskTime = z.infer<typeof TaskTime>;

/** What a coach wants to see once or more often. */
export const StepId = z.enum([
  'seat',
  'serve',
  'recall',
  'noShow',
  'priority',
  'incomplete',
  'aside',
  'group',
  'begin',
  'back',
  'recheck',
  'finish',
  'callAgain',
]);
export type StepId = z.infer<typeof StepId>;

/** What a coach does not want to see. */
export const SlipId = z.enum([
  'wrongKey',
  'withdrawn',
  'outOfTurn',
  'nobodyThere',
  'stillThere',
  'wrongOutcome',
  'hurried',
]);
export type SlipId = z.infer<typeof SlipId>;

/** What the person in front of the counter needs; it is said by them, not shown by the hub. */
export const Situation = z.enum(['plain', 'late', 'absent', 'incomplete', 'aside', 'group']);
export type Situation = z.infer<typeof Situation>;

/** Times as fast as the office; 0 is a pause. */
export const Speed = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(5), z.literal(10)]);
export type Speed = z.infer<typeof Speed>;
export const speeds: readonly Speed[] = [0, 1, 2, 5, 10];

/** Why a practice is over. */
export const Ending = z.enum(['done', 'stopped', 'idle', 'closing', 'hubStops', 'failed']);
export type Ending = z.infer<typeof Ending>;

/** Who stands, or is to come, at the trainee's counter: as one would see it there. */
const AtDesk = z.strictObject({
  number: z.string(),
  /** `coming`: called and not there yet, or never; `here`; `working`: what they came for takes until `until`; `ready`. */
  is: z.enum(['coming', 'here', 'working', 'ready']),
  needs: z.optional(Situation),
  until: z.optional(Instant),
});

/** The whole of what the coach shows, sent anew at each change. */
export const CoachView = z.strictObject({
  scenario: ScenarioId,
  officer: OfficerId,
  counter: CounterId,
  zone: ZoneId,
  speed: Speed,
  /** The work at the counter is being passed over quickly. */
  skipping: z.boolean(),
  /** Ms of the trainee's own time since the beginning, pauses left out. */
  took: z.int(),
  steps: z.array(z.strictObject({ step: StepId, done: z.int(), of: z.int() })),
  desk: z.nullable(AtDesk),
  /** The hub of the practice does not answer now, as the scenario wants it. */
  cut: z.boolean(),
  /** Why the visitor called last was next, where a lane's turn or an overrun wait overtook somebody. */
  overtook: z.optional(z.strictObject({ stage: StageId, rule: z.enum(['L2', 'L4', 'L6']), passed: z.int() })),
  slips: z.array(z.strictObject({ slip: SlipId, times: z.int() })),
  tasks: z.array(TaskTime),
  score: z.int(),
  seed: z.int(),
  over: z.optional(Ending),
});
export type CoachView = z.infer<typeof CoachView>;

/** `POST /api/v1/practice`: begins one. Without a seed the hub takes one. */
export const PracticeWish = z.strictObject({
  officer: OfficerId,
  counter: CounterId,
  scenario: ScenarioId,
  speed: z._default(Speed, 1),
  seed: z.optional(z.int().check(z.minimum(0), z.maximum(2 ** 31 - 1))),
});
export type PracticeWish = z.infer<typeof PracticeWish>;

/** Reasons for which none begins; their sentences are in `practiceTexts.ts`. */
export const PracticeRefusal = z.enum([
  'practiceRuns',
  'practiceFull',
  'practiceNotReady',
  'unknownOfficer',
  'unknownCounter',
  'notSkilled',
  'nothingToPractise',
]);
export type PracticeRefusal = z.infer<typeof PracticeRefusal>;

/** `id` opens the practice to whoever has it: nothing in there is real. */
export const PracticeAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), id: z.string() }),
  z.strictObject({
    ok: z.literal(false),
    seq: z.optional(z.int()),
    error: z.strictObject({
      code: z.string(),
      message: Text,
      about: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
    }),
  }),
]);
export type PracticeAnswer = z.infer<typeof PracticeAnswer>;

/** `GET /api/v1/practice`: those that run, so that one that was left can be gone on with or ended. */
export const PracticeList = z.strictObject({
  running: z.array(
    z.strictObject({ id: z.string(), officer: OfficerId, counter: CounterId, scenario: ScenarioId, since: Instant }),
  ),
});
export type PracticeList = z.infer<typeof PracticeList>;

/** `POST /practice/floor/ID/coach`. */
export const CoachWish = z.discriminatedUnion('does', [
  z.strictObject({ does: z.literal('speed'), speed: Speed }),
  /** The work at the counter passes quickly. */
  z.strictObject({ does: z.literal('skip') }),
  z.strictObject({ does: z.literal('end') }),
]);
export type CoachWish = z.infer<typeof CoachWish>;

/** The path under which a practice's own hub is found; '' on the pages of the real one. */
export function practicePath(pathname: string): string {
  return /^\/practice\/floor\/[A-Za-z0-9_-]{1,64}(?=\/)/.exec(pathname)?.[0] ?? '';
}
