import { BusinessDay } from '../../../../../shared/ids.ts';
import type { Language } from '../../../../../shared/protocol/office.ts';

/** How the report says numbers: a decimal comma in Indonesian, a dash where there is nothing to say. */
export interface Figures {
  /** 3,9 */
  readonly one: (value: number | null) => string;
  /** +0,6 or −0,9 */
  readonly signed: (value: number | null) => string;
  /** 78% */
  readonly percent: (share: number | null) => string;
  readonly count: (value: number) => string;
  /** 24 Nov */
  readonly day: (day: string) => string;
  /** 24 November 2026 */
  readonly date: (day: string) => string;
}

const nothing = '–';

export function figuresOf(language: Language): Figures {
  const locale = language === 'id' ? 'id-ID' : 'en-GB';
  const one = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const short = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' });
  const long = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
  const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);
  return {
    one: (value) => (value === null ? nothing : one.format(value)),
    signed: (value) =>
      value === null ? nothing : `${value > 0.05 ? '+' : value < -0.05 ? '−' : ''}${one.format(Math.abs(value))}`,
    percent: (share) => (share === null ? nothing : `${whole.format(share * 100)}%`),
    count: (value) => whole.format(value),
    day: (day) => short.format(noonOf(day)),
    date: (day) => long.format(noonOf(day)),
  };
}

export function isDay(text: string): text is BusinessDay {
  return BusinessDay.safeParse(text).success;
}
