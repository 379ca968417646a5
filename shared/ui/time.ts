import { minuteMs, secondMs, type BusinessDay, type Instant, type Ms } from '../ids.ts';
import { weekdays, type Language, type Office } from '../protocol/office.ts';

/** How the office says a time: a dot in a time of day, a colon in a running timer (look.md section 2). */
export interface Clock {
  /** 10.42 */
  time(at: Instant): string;
  /** 10.42.07 */
  exactTime(at: Instant): string;
  /** Selasa, 24 November */
  date(at: Instant): string;
}

export function clockOf(timeZone: string | undefined, language: Language): Clock {
  const zone = timeZone === undefined ? {} : { timeZone };
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  });
  const date = new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    ...zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  const split = (at: Instant) => parts.format(at).replace(/^24/, '00').split(':');
  const mark = language === 'id' ? '.' : ':';
  return {
    time: (at) => split(at).slice(0, 2).join(mark),
    exactTime: (at) => split(at).join(mark),
    date: (at) => date.format(at),
  };
}

/** 6:12, 1:02:05 */
export function timerText(elapsed: Ms): string {
  const seconds = Math.max(0, Math.floor(elapsed / secondMs));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A wait as two instants, `low` before `high`: shared/protocol/replies.ts. */
interface Span {
  readonly low: Instant;
  readonly high: Instant;
}

/** The step of all waits that are said, by the clock and in minutes. */
const stepMinutes = 5;
const stepMs: Ms = stepMinutes * minuteMs;
/** Longer waits are said in hours, where both ends have one. */
const minutesAtMost = 90;

/** The anchor of what is said (F2): a wait by the clock in whole five minutes, outwards, so that it holds all of it. */
export function clockSpan({ low, high }: Span): Span {
  const from = Math.floor(low / stepMs) * stepMs;
  return { low: from, high: Math.max(from + stepMs, Math.ceil(high / stepMs) * stepMs) };
}

/** `11.15–11.30`, as it is on a slip; the dash of a screen unless another is named. */
export function spanText(span: Span, clock: Clock, dash = '–'): string {
  const { low, high } = clockSpan(span);
  return `${clock.time(low)}${dash}${clock.time(high)}`;
}

export interface WaitRange {
  readonly low: number;
  readonly high: number;
  readonly unit: 'minutes' | 'hours';
}

/**
 * How long it is from `now` to a wait by the clock: to 5 minutes, in whole hours where it is over 90 minutes and begins
 * after the first. Both ends are counted from the whole five minutes of `clockSpan`, so that they step down together,
 * once in five minutes, and never up while the clock range stands.
 */
export function waitRange(low: Instant, high: Instant, now: Instant): WaitRange {
  const span = clockSpan({ low, high });
  const minutes = (at: Instant) => Math.max(0, Math.round((at - now) / stepMs) * stepMinutes);
  const [from, to] = [minutes(span.low), Math.max(stepMinutes, minutes(span.high))];
  if (to > minutesAtMost && from >= 60) return { low: Math.floor(from / 60), high: Math.ceil(to / 60), unit: 'hours' };
  return { low: Math.min(from, to - stepMinutes), high: to, unit: 'minutes' };
}

/** When the office opens on that day, `HH.MM`; undefined on a day without hours. */
export function openingOf({ hours }: Pick<Office, 'hours'>, day: BusinessDay): string | undefined {
  const exception = hours.exceptions.find(({ date }) => date === day);
  const profile = hours.profiles.find(({ from, to }) => from <= day && day <= to);
  const weekday = weekdays[new Date(`${day}T12:00:00Z`).getUTCDay()];
  const spans = exception?.spans ?? (weekday && (profile?.weekly ?? hours.weekly)[weekday]);
  return spans?.[0]?.from.replace(':', '.');
}

/** `08.00` of an office that says 10.42 in Indonesian and 10:42 in English. */
export function hourText(hour: string, language: Language): string {
  return hour.replace('.', language === 'id' ? '.' : ':');
}
