import { BusinessDay, type Instant } from '../../shared/ids.ts';
import { weekdays, type Hours, type Office, type Service } from '../../shared/protocol/office.ts';

interface Parts {
  readonly date: string;
  readonly hour: string;
  readonly minute: string;
}

const formats = new Map<string | undefined, Intl.DateTimeFormat>();

function partsOf(at: Instant, timeZone: string | undefined): Parts {
  let format = formats.get(timeZone);
  if (!format) {
    const fields = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-CA', {
      ...(timeZone === undefined ? {} : { timeZone }),
      hourCycle: 'h23',
      ...fields,
    });
    formats.set(timeZone, format);
  }
  const of = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: `${of['year']}-${of['month']}-${of['day']}`,
    hour: of['hour'] ?? '00',
    minute: of['minute'] ?? '00',
  };
}

/** N4: the date on which a day that begins at `dayStart` began. */
export function businessDayAt(
  at: Instant,
  office: { readonly timeZone: string; readonly dayStart: string },
): BusinessDay {
  const { date, hour, minute } = partsOf(at, office.timeZone);
  if (`${hour}:${minute}` >= office.dayStart) return BusinessDay.parse(date);
  return BusinessDay.parse(new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10));
}

/** `24-11-2026` */
export function dateText(at: Instant, timeZone: string | undefined): string {
  return partsOf(at, timeZone).date.split('-').toReversed().join('-');
}

/** D8: whether the hours let a kiosk give numbers: from a while before the first span to the end of the last. */
export function intakeOpenAt(
  at: Instant,
  service: Pick<Service, 'hours'>,
  office: Pick<Office, 'hours' | 'timeZone' | 'intakeBeforeMinutes'>,
): boolean {
  const { date, hour, minute } = partsOf(at, office.timeZone);
  const spans = spansOn(date, service.hours, office.hours);
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return false;
  const now = minutesOf(`${hour}:${minute}`);
  return now >= minutesOf(first.from) - office.intakeBeforeMinutes && now < minutesOf(last.to);
}

/** The office's exception of a date binds a service with hours of its own too, unless it names that date itself. */
function spansOn(date: string, own: Hours | undefined, ofOffice: Hours) {
  const exception = [own, ofOffice].flatMap((hours) => hours?.exceptions ?? []).find((one) => one.date === date);
  if (exception) return exception.spans;
  const hours = own ?? ofOffice;
  const weekly = hours.profiles.find(({ from, to }) => from <= date && date <= to)?.weekly ?? hours.weekly;
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()];
  return (weekday && weekly[weekday]) ?? [];
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
