import { minuteMs, type BusinessDay, type Instant } from '../../../shared/ids.ts';
import type { DeepReadonly } from '../../../shared/basics.ts';
import { weekdays, type Hours, type Office, type Service, type Span } from '../../../shared/protocol/office.ts';

/** An open stretch of a service on one day, `from` included, `to` not. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** One service on one day: when it is open, and when it gives numbers. Without stretches it is closed all day. */
export interface ServiceDay {
  readonly open: readonly Stretch[];
  readonly intakeFrom: Instant;
  /** D1: close, the end of the last stretch. */
  readonly closesAt: Instant;
}

/** Time of day in a zone at an instant, as `Intl` knows it; `sv-SE` writes ISO. */
const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, made);
  return made;
}

/** `YYYY-MM-DD HH:MM:SS` of an instant in a time zone. */
export function localText(at: Instant, timeZone: string): string {
  return formatOf(timeZone).format(at);
}

const asIfUtc = (localText: string): number => Date.parse(`${localText.replace(' ', 'T')}Z`);

/** Minutes from 00:00 to a time of day; 24:00 is 1440. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

const dayMs = 24 * 60 * minuteMs;

/**
 * The first instant at which a clock on the wall shows `time` on `date` or later: where summer time skips the hour, the
 * end of the gap; where winter time repeats it, the first of the two. So spans that do not overlap stay in order.
 */
export function instantOf(date: string, time: string, timeZone: string): Instant {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minutesOf(time) * minuteMs;
  const shownAt = (at: number) => asIfUtc(localText(at, timeZone));
  const offsets = [wanted - dayMs, wanted + dayMs].map((at) => shownAt(at) - at);
  let early = wanted - Math.max(...offsets);
  let late = wanted - Math.min(...offsets);
  if (shownAt(early) >= wanted) return early;
  while (late - early > minuteMs) {
    const middle = early + Math.floor((late - early) / 2 / minuteMs) * minuteMs;
    if (shownAt(middle) < wanted) early = middle;
    else late = middle;
  }
  return late;
}

/** N4: the business day an instant belongs to; it starts when the clock on the wall first shows the office's `dayStart`. */
export function businessDayOf(at: Instant, office: Pick<Office, 'timeZone' | 'dayStart'>): BusinessDay {
  const date = localText(at, office.timeZone).slice(0, 10) as BusinessDay;
  return at < instantOf(date, office.dayStart, office.timeZone) ? addDays(date, -1) : date;
}

/** `days` later than a date, as a calendar counts. */
export function addDays(day: BusinessDay, days: number): BusinessDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10) as BusinessDay;
}

/** Days from `earlier` to `later`. */
export function daysBetween(earlier: BusinessDay, later: BusinessDay): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / dayMs);
}

/** The spans of one date: an exception wins over a profile, a profile over the week. */
export function spansOn(date: string, hours: DeepReadonly<Hours>): readonly DeepReadonly<Span>[] {
  const exception = hours.exceptions.find((one) => one.date === date);
  if (exception) return exception.spans;
  const weekly = hours.profiles.find((profile) => profile.from <= date && date <= profile.to)?.weekly ?? hours.weekly;
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()];
  return (weekday && weekly[weekday]) ?? [];
}

/**
 * The day of one service, from its own hours or the office's. An exception of the office (a holiday, a half day) binds
 * the services with hours of their own too, unless they name that date themselves.
 */
export function serviceDay(day: BusinessDay, service: DeepReadonly<Service>, office: DeepReadonly<Office>): ServiceDay {
  const open = serviceSpansOn(day, service, office).map(({ from, to }) => ({
    from: instantOf(day, from, office.timeZone),
    to: instantOf(day, to, office.timeZone),
  }));
  const first = open[0];
  const last = open.at(-1);
  if (!first || !last) {
    const start = instantOf(day, office.dayStart, office.timeZone);
    return { open, intakeFrom: start, closesAt: start };
  }
  return { open, intakeFrom: first.from - office.intakeBeforeMinutes * minuteMs, closesAt: last.to };
}

function serviceSpansOn(
  day: BusinessDay,
  { hours }: DeepReadonly<Service>,
  office: DeepReadonly<Office>,
): readonly DeepReadonly<Span>[] {
  if (!hours) return spansOn(day, office.hours);
  const spans = spansOn(day, hours);
  const exception = office.hours.exceptions.find((one) => one.date === day);
  return exception === undefined || hours.exceptions.some((one) => one.date === day)
    ? spans
    : overlap(spans, exception.spans);
}

/** What two ordered lists of spans have in common; times of day compare as text. */
function overlap(one: readonly DeepReadonly<Span>[], other: readonly DeepReadonly<Span>[]): readonly Span[] {
  return one.flatMap((a) =>
    other
      .map((b) => ({ from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to }))
      .filter(({ from, to }) => from < to),
  );
}

/** D1: the instant at which the book of a day is closed as unfinished, on the day after. */
export function cutOffOf(day: BusinessDay, office: Pick<Office, 'cutOff' | 'timeZone'>): Instant {
  return instantOf(addDays(day, 1), office.cutOff, office.timeZone);
}

/** When the service opens again after `day`, or undefined when not within 14 days. */
export function nextOpening(
  day: BusinessDay,
  service: DeepReadonly<Service>,
  office: DeepReadonly<Office>,
): Instant | undefined {
  for (let ahead = 1; ahead <= 14; ahead++) {
    const next = serviceDay(addDays(day, ahead), service, office);
    if (next.open.length > 0) return next.open[0]?.from;
  }
  return undefined;
}
