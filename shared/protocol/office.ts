import * as z from 'zod/mini';
import { CounterId, OfficeId, OfficerId, Prefix, ServiceId, StageId, ZoneId } from '../ids.ts';

/** What a visitor or officer reads, in every language of the office. */
export const Text = z.strictObject({ id: z.string().check(z.minLength(1)), en: z.string().check(z.minLength(1)) });
export type Text = z.infer<typeof Text>;
export const Language = z.enum(['id', 'en']);
export type Language = z.infer<typeof Language>;

export const Lane = z.enum(['appointment', 'priority', 'regular']);
export type Lane = z.infer<typeof Lane>;
export const lanes = Lane.options;

/** Local time of day, `HH:MM`, 00:00 to 24:00. */
export const TimeOfDay = z
  .string()
  .check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day, 00:00 to 24:00'));
export const DateText = z.iso.date();

export const Span = z.strictObject({ from: TimeOfDay, to: TimeOfDay });
export type Span = z.infer<typeof Span>;
const Spans = z.array(Span);
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];
/** Opening hours of each weekday; a weekday that is not named is closed. A gap between two spans is a break. */
export const Weekly = z.strictObject({
  sun: z.optional(Spans),
  mon: z.optional(Spans),
  tue: z.optional(Spans),
  wed: z.optional(Spans),
  thu: z.optional(Spans),
  fri: z.optional(Spans),
  sat: z.optional(Spans),
});
export type Weekly = z.infer<typeof Weekly>;

export const Hours = z.strictObject({
  weekly: Weekly,
  /** Other weekly hours for a range of dates, e.g. Ramadan; the first that holds wins. */
  profiles: z._default(z.array(z.strictObject({ name: Text, from: DateText, to: DateText, weekly: Weekly })), []),
  /** Other hours for one date, e.g. a holiday (no spans); wins over profiles. */
  exceptions: z._default(z.array(z.strictObject({ date: DateText, reason: Text, spans: Spans })), []),
});
export type Hours = z.infer<typeof Hours>;

const minutes = z.int().check(z.minimum(0), z.maximum(1440));
const seconds = z.int().check(z.minimum(0), z.maximum(3600));
const count = z.int().check(z.minimum(1), z.maximum(100_000));
const perLane = <S extends z.ZodMiniType>(value: S) =>
  z.strictObject({ appointment: value, priority: value, regular: value });

/** The settings of rules.md that stand there in brackets; the defaults are the rules'. */
export const Policy = z.strictObject({
  /** L2: turns of each lane in the wheel of a queue. */
  weights: z._default(perLane(z.int().check(z.minimum(1), z.maximum(9))), { appointment: 2, priority: 2, regular: 1 }),
  maxPriorityInRow: z._default(z.int().check(z.minimum(1), z.maximum(9)), 2),
  /** L4: counted wait after which a visit is overdue, minutes. */
  limitMinutes: z._default(perLane(minutes), { appointment: 30, priority: 20, regular: 60 }),
  overdueEvery: z._default(z.int().check(z.minimum(1), z.maximum(20)), 3),
  slotEarlyMinutes: z._default(minutes, 30),
  slotLateMinutes: z._default(minutes, 60),
  boundForMinutes: z._default(minutes, 15),
  recallLimit: z._default(z.int().check(z.minimum(1), z.maximum(9)), 3),
  minCalls: z._default(z.int().check(z.minimum(1), z.maximum(9)), 2),
  noShowAfterSeconds: z._default(seconds, 20),
  /** C5: when a zone has no voice, a call counts as announced this long after it. */
  silentAnnouncementSeconds: z._default(seconds, 10),
  missedForMinutes: z._default(minutes, 10),
  parkedGraceMinutes: z._default(minutes, 30),
  slipGraceSeconds: z._default(seconds, 20),
  slipGraceAwayMinutes: z._default(minutes, 3),
  withdrawWithinSeconds: z._default(seconds, 10),
  undoWithinSeconds: z._default(seconds, 5),
  confirmLateMinutes: z._default(minutes, 15),
  hubTop: z._default(z.int().check(z.minimum(1), z.maximum(4999)), 4999),
  perHolder: z._default(z.int().check(z.minimum(1), z.maximum(99)), 2),
  /** C12: a chosen call must say why. */
  reasonForChosen: z._default(z.boolean(), false),
  /** D2: hysteresis of a predicted stop. */
  stopHysteresisMinutes: z._default(minutes, 15),
  splitZoneAbovePerMinute: z._default(z.int().check(z.minimum(1), z.maximum(60)), 4),
});
export type Policy = z.infer<typeof Policy>;

export const Stage = z.strictObject({
  id: StageId,
  name: Text,
  targetMinutes: z.optional(minutes),
  /** S4: each must be ticked before Finish. */
  checklist: z._default(
    z.array(z.strictObject({ id: z.string().check(z.regex(/^[a-z0-9-]{1,32}$/)), text: Text })),
    [],
  ),
});
export type Stage = z.infer<typeof Stage>;

/** The page a visitor's phone opens by the slip's QR code; short, as it makes the code larger. */
const SlipLink = z.string().check(z.regex(/^https?:\/\/[!"$-~]{1,72}$/, 'must be a short web address without #'));

export const Service = z.strictObject({
  id: ServiceId,
  prefix: Prefix,
  name: Text,
  /** For the TV: at most 22 letters. */
  short: Text,
  purpose: Text,
  group: z.string().check(z.regex(/^[a-z0-9-]{1,32}$/)),
  icon: z._default(z.string().check(z.regex(/^[a-z0-9-]{1,32}$/)), 'ticket'),
  stages: z.array(StageId).check(z.minLength(1)),
  /** What follows on another day, e.g. collection. */
  later: z.optional(z.strictObject({ name: Text, when: Text })),
  documents: z._default(
    z.array(z.strictObject({ name: Text, detail: z.optional(Text), icon: z.optional(z.string()) })),
    [],
  ),
  fee: z.optional(Text),
  hours: z.optional(Hours),
  quota: z.optional(count),
  maxPeople: z._default(z.int().check(z.minimum(1), z.maximum(50)), 1),
  /** May a visitor ask for the priority lane at the kiosk? */
  priority: z._default(z.boolean(), true),
  promiseMinutes: z.optional(minutes),
});
export type Service = z.infer<typeof Service>;

export const CounterSetting = z.strictObject({
  id: CounterId,
  /** As painted on the wall and spoken: "loket tiga". */
  number: z.int().check(z.minimum(1), z.maximum(999)),
  zone: ZoneId,
  direction: z.optional(z.enum(['left', 'right', 'ahead', 'upstairs', 'downstairs'])),
  /** L5: queues it serves, tier by tier. */
  tiers: z.array(z.array(StageId).check(z.minLength(1))).check(z.minLength(1)),
});
export type CounterSetting = z.infer<typeof CounterSetting>;

export const Officer = z.strictObject({
  id: OfficerId,
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  role: z._default(z.enum(['officer', 'supervisor']), 'officer'),
  /** C3: stages this officer may call for; `until` is the last day of the certificate. */
  skills: z.array(z.strictObject({ stage: StageId, until: z.optional(DateText) })),
});
export type Officer = z.infer<typeof Officer>;

/** Loudness at a time of day; never so low that a call counts as spoken and is not heard. */
const Volume = z
  .strictObject({ from: TimeOfDay, to: TimeOfDay, percent: z.int().check(z.minimum(10), z.maximum(100)) })
  .check(z.refine(({ from, to }) => from < to, 'must begin before it ends'));

export const Zone = z.strictObject({
  id: ZoneId,
  name: Text,
  voice: z._default(z.boolean(), true),
  languages: z._default(z.array(Language), ['id']),
  /** How loud its voice is; the first span that holds wins, and outside all of them it is 100 percent. */
  volume: z._default(z.array(Volume), []),
});
export type Zone = z.infer<typeof Zone>;

const Reason = z.strictObject({ id: z.string().check(z.regex(/^[a-z0-9-]{1,32}$/)), text: Text });

/** A picture or film for the TVs, by its name in the folder `media` of the hub's data folder. */
export const MediaFile = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,60}\.(jpg|png|webp|mp4|webm)$/, 'must be a name like denah-loket.png'));

/** One turn of the media area of the TVs: its text, or a picture or film with the title as its caption. */
export const Slide = z.strictObject({
  title: Text,
  lines: z._default(z.array(Text), []),
  media: z.optional(MediaFile),
  seconds: z._default(z.int().check(z.minimum(5), z.maximum(600)), 12),
});
export type Slide = z.infer<typeof Slide>;

/** office.json: everything an office may set, validated as a whole. `apps/hub/domain/officeCheck.ts` judges what a shape cannot say. */
export const Office = z.strictObject({
  format: z.literal(1),
  id: OfficeId,
  name: Text,
  monogram: z.string().check(z.regex(/^[A-Z]{2}$/, 'must be two capital letters')),
  address: z.string(),
  town: z.string(),
  timeZone: z.string().check(z.minLength(1)),
  languages: z._default(z.array(Language).check(z.minLength(1)), ['id', 'en']),
  dayStart: z._default(TimeOfDay, '00:00'),
  /** D1: on the day after. */
  cutOff: z._default(TimeOfDay, '03:00'),
  correctForDays: z._default(z.int().check(z.minimum(0), z.maximum(60)), 7),
  carryOverDays: z._default(z.int().check(z.minimum(0), z.maximum(60)), 7),
  hours: Hours,
  /** D4: who will hardly be reached today is told so at this time. */
  notTodayAt: z._default(TimeOfDay, '11:00'),
  /** Kiosks give numbers this long before a service opens. */
  intakeBeforeMinutes: z._default(minutes, 30),
  /** D1: those who wait at close are still called this long, then they end as expired. */
  serveAfterCloseMinutes: z._default(minutes, 0),
  policy: z._default(Policy, Policy.parse({})),
  groups: z.array(z.strictObject({ id: z.string().check(z.regex(/^[a-z0-9-]{1,32}$/)), name: Text })),
  zones: z.array(Zone).check(z.minLength(1)),
  stages: z.array(Stage).check(z.minLength(1)),
  services: z.array(Service).check(z.minLength(1)),
  counters: z.array(CounterSetting).check(z.minLength(1)),
  officers: z.array(Officer).check(z.minLength(1)),
  reasons: z._default(
    z.strictObject({
      break: z.array(Reason),
      incomplete: z.array(Reason),
      transfer: z.array(Reason),
      pause: z.array(Reason),
    }),
    {
      break: [],
      incomplete: [],
      transfer: [],
      pause: [],
    },
  ),
  slip: z._default(z.strictObject({ privacy: Text, footer: Text, link: z.optional(SlipLink) }), {
    privacy: { id: 'Struk ini tidak memuat nama atau NIK.', en: 'This slip holds no name or ID number.' },
    footer: { id: 'Berlaku hari ini saja. Terima kasih.', en: 'Valid today only. Thank you.' },
  }),
  ticker: z._default(z.array(Text), []),
  notices: z._default(z.array(Slide), []),
});
export type Office = z.infer<typeof Office>;
