import type { Truth } from '../../apps/hub/forecast/given.ts';
import { BusinessDay, secondMs, type Instant, type Ms } from '../../shared/ids.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { dateAfter, instantAt, openSpans } from '../oracle/calendar.ts';
import type { ShiftLine, VisitorLine } from './dayFile.ts';
import { planOf, seerOf, type Said } from './forecasts.ts';
import { openHall } from '../../apps/hub/whatIf/hall.ts';
import type { Played } from './play.ts';

/** What the command was given, read. */
export interface ReplayFiles {
  readonly office: Office;
  /** One list a day, the oldest first. */
  readonly history: readonly (readonly VisitorLine[])[];
  /** As many as days of history, or none. */
  readonly historyStaff: readonly (readonly ShiftLine[])[];
  readonly day: readonly VisitorLine[];
  readonly staff: readonly ShiftLine[];
  readonly plan: readonly ShiftLine[] | undefined;
  readonly truth: Truth | undefined;
  readonly date: BusinessDay;
  readonly seed: number;
}

export interface Replayed {
  /** The file of predictions. */
  readonly csv: string;
  readonly refused: Played['refused'];
}

export const outColumns = 'ticket,service,lane,arrival,called,finished,p10,p20,p50,p80,p90,ql_live,les';

/**
 * Plays the history and then the day through one hub, the day on `date` and the history on the office's open days before
 * it; the estimator hears of the events only. Who worked on a day of the past is in its staff file; without one the
 * roster was kept, and without a roster every counter of the day's staff was open from the first opening to the last
 * closing, so that nothing of the day is known beforehand.
 */
export async function replayFiles(files: ReplayFiles): Promise<Replayed> {
  const { office, history, historyStaff, plan, date, seed, truth } = files;
  const past = openDaysBefore(office, date, history.length);
  const midnight = instantAt(date, '00:00', office.timeZone);
  const hall = await openHall(office, instantAt(past[0] ?? date, '00:00', office.timeZone));
  const seer = seerOf(hall, { seed, truth, plan: plan && planOf(office, [...past, date], plan) });
  for (const [i, visitors] of history.entries()) {
    const day = past[i] ?? date;
    await seer.learn({ day, visitors, staff: historyStaff[i] ?? plan ?? allDay(office, day, files.staff) });
  }
  const { said, refused } = await seer.score({ day: date, visitors: files.day, staff: files.staff });
  await hall.close();
  return { csv: [outColumns, ...said.map((one) => rowOf(one, midnight)), ''].join('\n'), refused };
}

/** Days on which any service is open. */
export function isOpenOn(office: Office, day: BusinessDay): boolean {
  return office.services.some(({ id }) => openSpans(office, id, day).length > 0);
}

const longestSearch = 3660;

function openDaysBefore(office: Office, day: BusinessDay, count: number): readonly BusinessDay[] {
  const days: BusinessDay[] = [];
  for (let back = 1; days.length < count && back < longestSearch; back++) {
    const date = BusinessDay.parse(dateAfter(day, -back));
    if (isOpenOn(office, date)) days.unshift(date);
  }
  return days;
}

function allDay(office: Office, day: BusinessDay, staff: readonly ShiftLine[]): readonly ShiftLine[] {
  const midnight = instantAt(day, '00:00', office.timeZone);
  const spans = office.services.flatMap(({ id }) => openSpans(office, id, day));
  const from = (Math.min(...spans.map((span) => span.from)) - midnight) / secondMs;
  const to = (Math.max(...spans.map((span) => span.to)) - midnight) / secondMs + office.serveAfterCloseMinutes * 60;
  const firsts = staff.filter(({ row }, i) => staff.findIndex((other) => other.row.counter === row.counter) === i);
  return firsts.map((line) => ({ ...line, row: { counter: line.row.counter, officer: line.row.officer, from, to } }));
}

function rowOf({ course, band, qlLive, les }: Said, midnight: Instant): string {
  const { visitor, issued, called, finished, number } = course;
  const time = (at: Instant | undefined) => (at === undefined ? '' : String((Math.round(at) - midnight) / secondMs));
  const after = (wait: Ms | undefined) => (wait === undefined ? '' : time(issued + wait));
  const predicted = [...(band ?? Array<undefined>(5).fill(undefined)), qlLive, les].map(after);
  return [number, visitor.service, visitor.lane, time(issued), time(called), time(finished), ...predicted].join(',');
}
