import { present } from '../../shared/basics.ts';
import type { CounterId, OfficerId } from '../../shared/ids.ts';
import type { Office, Officer } from '../../shared/protocol/office.ts';
import { CsvFault } from './csv.ts';
import type { ShiftLine } from './dayFile.ts';

/** One officer at one counter without a break, seconds after midnight. */
export interface Duty {
  readonly counter: CounterId;
  readonly officer: OfficerId;
  readonly from: number;
  readonly to: number;
  /** The same officer has a later duty at this counter: until then it is paused, else closed. */
  readonly comesBack: boolean;
  /** How fast the officer is at a time of this duty. */
  readonly speeds: (seconds: number) => number;
  /** Where it stands in its file. */
  readonly line: ShiftLine;
}

/**
 * Shifts as duties, in order of their start: lines of one counter and officer that touch are one duty. Throws a
 * `CsvFault` for an unknown counter or officer, a shift that ends before it begins, and two at one counter at once.
 */
export function dutiesOf(office: Office, shifts: readonly ShiftLine[]): readonly Duty[] {
  const seats = seatsOf(office);
  for (const line of shifts) checkShift(office, seats, line);
  const officerOf = ({ row }: ShiftLine) => present(row.officer ?? seats.get(row.counter), row.counter);
  return office.counters
    .flatMap(({ id }) => {
      const mine = shifts.filter(({ row }) => row.counter === id);
      const runs = runsOf(
        mine.toSorted((one, other) => one.row.from - other.row.from),
        officerOf,
      );
      return runs.map((run, i) => dutyOf(run, runs[i + 1], officerOf));
    })
    .toSorted((one, other) => one.from - other.from);
}

type Run = readonly [ShiftLine, ...ShiftLine[]];

function runsOf(lines: readonly ShiftLine[], officerOf: (line: ShiftLine) => OfficerId): readonly Run[] {
  const runs: [ShiftLine, ...ShiftLine[]][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (before && line.row.from < before.row.to)
      throw new CsvFault(
        line.file,
        line.line,
        'from',
        `${line.row.counter} still has the shift of line ${before.line}`,
      );
    if (run && before?.row.to === line.row.from && officerOf(before) === officerOf(line)) run.push(line);
    else runs.push([line]);
  }
  return runs;
}

function dutyOf(run: Run, next: Run | undefined, officerOf: (line: ShiftLine) => OfficerId): Duty {
  const [first] = run;
  const officer = officerOf(first);
  return {
    counter: first.row.counter,
    officer,
    from: first.row.from,
    to: Math.max(...run.map(({ row }) => row.to)),
    comesBack: next !== undefined && officerOf(next[0]) === officer,
    speeds: (seconds) => run.findLast(({ row }) => row.from <= seconds)?.row.speed ?? 1,
    line: first,
  };
}

function checkShift({ counters, officers }: Office, seats: Seats, { file, line, row }: ShiftLine): void {
  const names = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join(', ');
  if (!counters.some(({ id }) => id === row.counter))
    throw new CsvFault(file, line, 'counter', `there is no ${row.counter}; the office has ${names(counters)}`);
  if (row.officer !== undefined && !officers.some(({ id }) => id === row.officer))
    throw new CsvFault(file, line, 'officer', `there is no ${row.officer}; the office has ${names(officers)}`);
  if (row.officer === undefined && !seats.has(row.counter))
    throw new CsvFault(file, line, 'counter', `no officer is left for ${row.counter}; name one in a column officer`);
  if (row.to <= row.from) throw new CsvFault(file, line, 'to', `${row.to} is not later than from, ${row.from}`);
}

export type Seats = ReadonlyMap<CounterId, OfficerId>;

/**
 * Who sits where when no file says so: each counter in turn gets the officer not yet seated who has most of its skills,
 * of several the one with the same place in the office document, else the first.
 */
export function seatsOf({ counters, officers }: Office): Seats {
  const seats = new Map<CounterId, OfficerId>();
  const people = officers.filter(({ role }) => role === 'officer');
  const seated = new Set<OfficerId>();
  for (const [place, { id, tiers }] of counters.entries()) {
    const skill = ({ skills }: Officer) => skills.filter(({ stage }) => tiers.flat().includes(stage)).length;
    const left = people.filter((person) => !seated.has(person.id) && skill(person) > 0);
    const most = Math.max(0, ...left.map(skill));
    const best = left.filter((person) => skill(person) === most);
    const person = best.find((one) => one === people[place]) ?? best[0];
    if (!person) continue;
    seats.set(id, person.id);
    seated.add(person.id);
  }
  return seats;
}
