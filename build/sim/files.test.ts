import { expect, test } from 'vitest';
import { CsvFault } from './csv.ts';
import { shiftsOf, visitorsOf } from './dayFile.ts';
import { makeOffice } from './days.ts';
import { dutiesOf, seatsOf } from './duties.ts';
import { readFlags } from './flags.ts';
import { filesOf } from './madeFiles.ts';
import { kinds } from './offices.ts';
import { truthOf } from './truthFile.ts';

function faultOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof CsvFault) return error.message;
    throw error;
  }
}
const head = 'arrival,service,lane,seconds,shows';
const dayFault = (...lines: string[]) => faultOf(() => visitorsOf('day.csv', lines.join('\n')));
const staffFault = (...lines: string[]) =>
  faultOf(() => dutiesOf(kinds.one.office, shiftsOf('staff.csv', ['counter,from,to', ...lines].join('\n'))));

test('a day is read in any order of columns, with line ends of either kind and a mark at its start', () => {
  const text = '\uFEFFshows,lane,service,arrival,seconds\r\n1,priority,paspor,28800.5,60|30.25\r\n0,regular,paspor,3e4';
  expect(visitorsOf('day.csv', text.replace('3e4', '30000,10')).map(({ line, row }) => [line, row])).toEqual([
    [2, { shows: true, lane: 'priority', service: 'paspor', arrival: 28800.5, seconds: [60, 30.25] }],
    [3, { shows: false, lane: 'regular', service: 'paspor', arrival: 30000, seconds: [10] }],
  ]);
});

test('what cannot be read is named by file, line and field', () => {
  const row = '28800,paspor,regular,60,1';
  expect(dayFault(head, row, '')).toBeUndefined();
  expect(dayFault('arrival,service,lane,seconds')).toBe('day.csv: line 1, field shows: this column is missing');
  expect(dayFault(`${head},colour`)).toMatch(/^day\.csv: line 1, field colour: is no column of this file/);
  expect(dayFault(`${head},shows`)).toMatch(
    /^day\.csv: line 1, field shows: is no column of this file, or named twice/,
  );
  expect(dayFault(head, row, '28800,paspor,regular,60')).toBe('day.csv: line 3: has 4 fields, the first line names 5');
  expect(dayFault(head, row, '')).toBeUndefined();
  expect(dayFault(head, '', row)).toBe('day.csv: line 2: has 1 fields, the first line names 5');
  expect(dayFault(head, '8:00,paspor,regular,60,1')).toBe(
    'day.csv: line 2, field arrival: "8:00" must be seconds, such as 28800 or 12.5',
  );
  expect(dayFault(head, row, '28800,paspor,fast,60,1')).toMatch(/^day\.csv: line 3, field lane: "fast" /);
  expect(dayFault(head, '28800,paspor,regular,60;20,1')).toMatch(/^day\.csv: line 2, field seconds: "60;20" must be/);
  expect(dayFault(head, '28800,paspor,regular,60,yes')).toBe('day.csv: line 2, field shows: "yes" must be 1 or 0');
  expect(dayFault(head, '28800,,regular,60,1')).toMatch(/^day\.csv: line 2, field service: "" /);
});

test('a shift that the office cannot have is named by file, line and field', () => {
  expect(staffFault('c1,0,10', 'c2,0,10', 'c1,10,20')).toBeUndefined();
  expect(staffFault('c1,0,10', 'c9,0,10')).toBe(
    'staff.csv: line 3, field counter: there is no c9; the office has c1, c2, c3',
  );
  expect(staffFault('c1,20,10')).toBe('staff.csv: line 2, field to: 10 is not later than from, 20');
  expect(staffFault('c1,5,10', 'c2,0,9', 'c1,0,6')).toBe(
    'staff.csv: line 2, field from: c1 still has the shift of line 4',
  );
});

test('shifts that touch are one duty, and between duties of one officer the counter is paused, not closed', () => {
  const text = 'counter,from,to,officer,speed\nc1,10,20,,2\nc1,20,30,,\nc1,40,50,,\nc1,60,70,o3,1';
  const duties = dutiesOf(kinds.one.office, shiftsOf('staff.csv', text));
  expect(duties.map(({ officer, from, to, comesBack }) => [officer, from, to, comesBack])).toEqual([
    ['o1', 10, 30, true],
    ['o1', 40, 50, false],
    ['o3', 60, 70, false],
  ]);
  expect([10, 19, 20, 29].map((at) => duties[0]?.speeds(at))).toEqual([2, 2, 1, 1]);
});

test('an officer sits at one counter, the one whose queues the skills cover best', () => {
  const { office } = kinds.four;
  const turned = { ...office, officers: office.officers.toReversed() };
  expect([...seatsOf(office).values()]).toEqual(['o1', 'o2', 'o3', 'o4']);
  expect([...seatsOf(turned).values()].toSorted()).toEqual(['o1', 'o2', 'o3', 'o4']);
  expect(seatsOf(turned).get(office.counters[0]!.id)).toBe('o1');
  expect(seatsOf({ ...office, officers: office.officers.slice(0, 1) }).size).toBe(1);
});

test('flags take one value, many or none, and the first fault is one sentence', () => {
  const known = { day: 'one', history: 'many', help: 'switch' } as const;
  const read = (line: string) => {
    const given = readFlags(line.split(' '), known);
    return given.ok ? Object.fromEntries(given.value) : given.error;
  };
  expect(read('--history a b --day=c --history d --help')).toEqual({ history: ['a', 'b', 'd'], day: ['c'], help: [] });
  expect(read('--day a b')).toBe('"b" belongs to no flag.');
  expect(read('--help a')).toBe('"a" belongs to no flag.');
  expect(read('a')).toBe('"a" belongs to no flag.');
  expect(read('--days a')).toBe('Unknown flag --days: there are --day, --history, --help.');
  expect(read('--day a --day b')).toBe('--day is given twice.');
  expect(read('--day --help')).toBe('--day needs a value.');
});

test('the files of a made office are read as they were written', () => {
  const made = makeOffice('journey', 4, { days: 2 });
  const files = filesOf(made);
  expect([...files.keys()].toSorted()).toEqual([
    'day.csv',
    'history-01-staff.csv',
    'history-01.csv',
    'office.json',
    'plan.csv',
    'staff.csv',
    'truth.json',
  ]);
  const read = (name: string) => files.get(name) ?? '';
  const [past, today] = made.days;
  expect(visitorsOf('', read('history-01.csv')).map(({ row }) => row)).toEqual(past?.visitors);
  expect(visitorsOf('', read('day.csv')).map(({ row }) => row)).toEqual(today?.visitors);
  expect(shiftsOf('', read('staff.csv')).map(({ row }) => row)).toEqual(today?.staff);
  expect(shiftsOf('', read('plan.csv')).map(({ row }) => row)).toEqual(made.plan);
  expect(truthOf(read('truth.json'))).toEqual({ truth: today?.truth });
  expect(truthOf(read('truth.json').replace('"share":', '"part":'))).toEqual({
    malformed: expect.stringMatching(/^noShow\.0/) as string,
  });
});
