import type { Shift, Visitor } from './dayFile.ts';
import type { MadeOffice } from './days.ts';

/** Files of a made office by name, for the command that replays: the last day is the day, those before it the history. */
export function filesOf({ kind, plan, days }: MadeOffice): ReadonlyMap<string, string> {
  const files = new Map([
    ['office.json', `${JSON.stringify(kind.office, null, 2)}\n`],
    ['plan.csv', staffCsv(plan)],
  ]);
  for (const [i, day] of days.entries()) {
    const isLast = i === days.length - 1;
    const name = `history-${String(i + 1).padStart(2, '0')}`;
    files.set(isLast ? 'day.csv' : `${name}.csv`, dayCsv(day.visitors));
    files.set(isLast ? 'staff.csv' : `${name}-staff.csv`, staffCsv(day.staff));
    if (isLast) files.set('truth.json', `${JSON.stringify(day.truth)}\n`);
  }
  return files;
}

function dayCsv(visitors: readonly Visitor[]): string {
  const rows = visitors.map(({ arrival, service, lane, seconds, shows, walk, turn }) =>
    [arrival, service, lane, seconds.join('|'), shows ? 1 : 0, walk?.join('|'), turn?.join('|')].join(','),
  );
  return ['arrival,service,lane,seconds,shows,walk,turn', ...rows, ''].join('\n');
}

function staffCsv(shifts: readonly Shift[]): string {
  const rows = shifts.map(({ counter, from, to, officer, speed }) => [counter, from, to, officer, speed].join(','));
  return ['counter,from,to,officer,speed', ...rows, ''].join('\n');
}
