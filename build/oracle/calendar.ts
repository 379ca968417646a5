import type { Office } from '../../shared/protocol/office.ts';

/** From and to, in milliseconds since 1970; `to` undefined while it lasts. */
export interface Span {
  readonly from: number;
  readonly to: number | undefined;
}

const quarterMs = 15 * 60_000;
const dayMs = 24 * 60 * 60_000;
const clocks = new Map<string, Intl.DateTimeFormat>();
const instants = new Map<string, number>();

/** What a clock on the wall of a time zone shows: `YYYY-MM-DD HH:MM`. */
export function wallClock(at: number, timeZone: string): string {
  const format =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  clocks.set(timeZone, format);
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}`;
}

/** The instant a wall clock shows a time of a date: every offset there is gets tried, in quarters of an hour. */
export function instantAt(date: string, time: string, timeZone: string): number {
  const name = `${timeZone} ${date} ${time}`;
  const known = instants.get(name);
  if (known !== undefined) return known;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const asUtc = Date.parse(`${date}T00:00:00Z`) + (hours * 60 + minutes) * 60_000;
  const wanted = new Date(asUtc).toISOString().slice(0, 16).replace('T', ' ');
  let at = asUtc - 15 * 60 * 60_000;
  while (wallClock(at, timeZone) < wanted) at += quarterMs;
  instants.set(name, at);
  return at;
}

/** The date `days` after a date. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** When a service is open on a day: one date's exception before a season's hours before the week's. */
export function openSpans(
  office: Office,
  serviceId: string,
  day: string,
): { readonly from: number; readonly to: number }[] {
  const hours = office.services.find((service) => service.id === serviceId)?.hours ?? office.hours;
  const weekday = dayNames[new Date(`${day}T12:00:00Z`).getUTCDay()] ?? 'sun';
  const season = hours.profiles.filter((profile) => profile.from <= day && day <= profile.to)[0];
  const special = hours.exceptions.filter((exception) => exception.date === day)[0];
  const spans = special ? special.spans : ((season ? season.weekly : hours.weekly)[weekday] ?? []);
  return spans.map(({ from, to }) => ({
    from: instantAt(day, from, office.timeZone),
    to: instantAt(day, to, office.timeZone),
  }));
}

/** N4: the business day of an instant; before `dayStart` it is still the day before. */
export function businessDayAt(at: number, office: Office): string {
  const [date = '', time = ''] = wallClock(at, office.timeZone).split(' ');
  return time < office.dayStart ? dateAfter(date, -1) : date;
}

/** The part of [from, to] that lies in none of the holes and in one of the covers. */
export function measure(from: number, to: number, covers: readonly Span[], holes: readonly Span[]): number {
  const edges = [from, to, ...[...covers, ...holes].flatMap((span) => [span.from, span.to ?? to])]
    .filter((edge) => edge >= from && edge <= to)
    .sort((one, other) => one - other);
  let sum = 0;
  for (let i = 1; i < edges.length; i++) {
    const start = edges[i - 1] ?? 0;
    const end = edges[i] ?? 0;
    const lies = (span: Span) => span.from <= start && end <= (span.to ?? Infinity);
    if (covers.some(lies) && !holes.some(lies)) sum += end - start;
  }
  return sum;
}

/** T2: what passed between two instants, the jumps of the clock taken out. */
export function passed(from: number, to: number, jumps: readonly Span[]): number {
  return to <= from ? to - from : measure(from, to, [{ from, to }], jumps);
}
