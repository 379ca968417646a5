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

export interface WaitRange {
  readonly low: number;
  readonly high: number;
  readonly unit: 'minutes' | 'hours';
}

/** A wait is a range, rounded outwards to 5 minutes, in hours above 90 minutes. */
export function waitRange(low: Instant, high: Instant, now: Instant): WaitRange {
  const minutes = { low: Math.max(0, low - now) / minuteMs, high: Math.max(0, high - now) / minuteMs };
  if (minutes.high > 90)
    return { low: Math.floor(minutes.low / 60), high: Math.ceil(minutes.high / 60), unit: 'hours' };
  const rounded = Math.floor(minutes.low / 5) * 5;
  return { low: rounded, high: Math.max(rounded + 5, Math.ceil(minutes.high / 5) * 5), unit: 'minutes' };
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
