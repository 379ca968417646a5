import { expect, test } from 'vitest';
import { CounterId, minuteMs, OfficerId } from '../../../../shared/ids.ts';
import { openHall, type Hall } from '../../domain/testing/hall.test-kit.ts';
import { instantOf, localText } from '../../domain/hours.ts';
import { chanceOf } from '../chance.ts';
import type { Plan } from '../given.ts';
import { staffing, type Staffing } from './staffing.ts';

const c1 = CounterId.parse('c1');
const zone = 'Asia/Jakarta';
const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-09'];

/** A day of counter c1: what happens at which time. */
type Script = readonly (readonly [time: string, act: 'opens' | 'pauses' | 'closes'])[];
const usual: Script = [
  ['08:00', 'opens'],
  ['12:00', 'pauses'],
  ['12:45', 'opens'],
  ['15:00', 'closes'],
];

function play(staff: Staffing, day: string, script: Script): Hall {
  const hall = openHall({ day, from: '07:00' });
  staff.newDay(instantOf(day, '00:00', zone));
  for (const [time, act] of script) {
    hall.at(time);
    if (act === 'opens') hall.opens('c1', 'ani');
    else hall.does({ type: act === 'pauses' ? 'PauseCounter' : 'CloseCounter', counter: 'c1' });
    staff.see(hall.floor, hall.now());
  }
  return hall;
}

/** Shifts as drawn at a time of day, `from-to`; what has begun begins now. */
function ways(staff: Staffing, hall: Hall, time: string, draws = 40): ReadonlySet<string> {
  hall.at(time);
  const chance = chanceOf(1);
  const outlook = staff.outlook(hall.floor.counters.get(c1)!, hall.floor, hall.now());
  const clock = (at: number) => (Number.isFinite(at) ? localText(Math.round(at), zone).slice(11, 16) : 'never');
  return new Set(
    Array.from({ length: draws }, () =>
      outlook(chance)
        .map(({ from, to }) => `${clock(from)}-${clock(to)}`)
        .join(' '),
    ),
  );
}

const planned = (day: string): Plan['shifts'] => [
  {
    counter: c1,
    officer: OfficerId.parse('ani'),
    from: instantOf(day, '08:00', zone),
    to: instantOf(day, '12:00', zone),
  },
  {
    counter: c1,
    officer: OfficerId.parse('ani'),
    from: instantOf(day, '12:45', zone),
    to: instantOf(day, '15:00', zone),
  },
];

test('where nothing is known a counter is open when services are', () => {
  const staff = staffing(undefined);
  const hall = play(staff, days[0]!, []);
  expect(ways(staff, hall, '07:30')).toEqual(new Set(['08:00-12:00 13:00-15:00']));
});

test('without a roster past days tell of breaks and closing', () => {
  const staff = staffing(undefined);
  for (const day of days.slice(0, 4)) play(staff, day, usual);
  const hall = play(staff, days[4]!, usual.slice(0, 1));
  expect(ways(staff, hall, '10:00')).toEqual(new Set(['10:00-12:00 12:45-15:00']));
  expect(ways(staff, hall, '13:00')).toEqual(new Set(['13:00-15:00']));
});

test('who was still there when the book closed was there until services closed', () => {
  const staff = staffing(undefined);
  for (const day of days.slice(0, 4)) play(staff, day, usual.slice(0, 3));
  const hall = play(staff, days[4]!, usual.slice(0, 2));
  expect(ways(staff, hall, '12:10')).toEqual(new Set(['12:45-15:00']));
});

test('a break that began late ends as late as it lasts, or when it always ends', () => {
  const staff = staffing(undefined);
  for (const day of days.slice(0, 4)) play(staff, day, usual);
  const late: Script = [
    ['08:00', 'opens'],
    ['12:15', 'pauses'],
  ];
  const hall = play(staff, days[4]!, late);
  expect(ways(staff, hall, '12:20')).toEqual(new Set(['12:45-15:00', '13:00-15:00']));
});

test('a roster is believed before past days, and followed as punctually as it was', () => {
  const staff = staffing({ shifts: days.flatMap(planned) });
  const punctual: Script = [['08:05', 'opens'], ...usual.slice(1)];
  for (const day of days.slice(0, 5)) play(staff, day, punctual);
  const hall = play(staff, days[5]!, []);
  const mornings = new Set([...ways(staff, hall, '07:30')].map((way) => way.slice(0, 5)));
  expect([...mornings].sort()).toEqual(['08:00', '08:05']);
});

test('a counter that the roster has open and that is late comes soon, one that was closed in between may not', () => {
  const staff = staffing({ shifts: days.flatMap(planned) });
  const absent = play(staff, days[0]!, []);
  const [late] = ways(staff, absent, '08:20', 1);
  expect(late! > '08:20' && late! < '09:30').toBe(true);
  const closed = play(staff, days[1]!, [
    ['08:00', 'opens'],
    ['09:00', 'closes'],
  ]);
  expect([...ways(staff, closed, '09:01')].filter((way) => way === '').length).toBe(1);
});

test('a counter that was closed when the roster has it open is back soon or not at all, whatever the roster has later', () => {
  const staff = staffing({ shifts: days.flatMap(planned) });
  const closed = play(staff, days[0]!, [
    ['08:00', 'opens'],
    ['09:00', 'closes'],
  ]);
  const atOnce = ways(staff, closed, '09:01', 200);
  expect(atOnce).toContain('');
  expect([...atOnce].filter((way) => way !== '').every((way) => way < '09:45' && way.endsWith(' 12:45-15:00'))).toBe(
    true,
  );
  expect(ways(staff, closed, '09:45', 200)).toEqual(new Set(['']));
});

test('where who closes early never came back on past days, nobody is waited for', () => {
  const past = Array.from({ length: 14 }, (_, i) => `2026-04-${String(i + 6).padStart(2, '0')}`);
  const staff = staffing({ shifts: [...past, '2026-04-20'].flatMap(planned) });
  const early: Script = [
    ['08:00', 'opens'],
    ['09:00', 'closes'],
  ];
  for (const day of past) play(staff, day, early);
  const newest = play(staff, '2026-04-20', early);
  expect(ways(staff, newest, '09:01', 200)).toEqual(new Set(['']));
});

test('a counter that was not to open stays open when it does', () => {
  const staff = staffing({ shifts: [] });
  const hall = play(staff, days[0]!, [['09:00', 'opens']]);
  expect(ways(staff, hall, '09:30')).toEqual(new Set(['09:30-15:00']));
});

test('C8 a counter that ends its last visitor is not open any more, and its shift ended when that was said', () => {
  const staff = staffing(undefined);
  const day = days[0]!;
  const hall = play(staff, day, [['08:00', 'opens']]);
  hall.takes('t1').calls('c1');
  hall.starts('c1').at('11:50').does({ type: 'CloseCounter', counter: 'c1' });
  staff.see(hall.floor, hall.now());
  hall.at('12:10').finishes('c1');
  staff.see(hall.floor, hall.now());
  const next = play(staff, days[1]!, [['08:00', 'opens']]);
  expect(ways(staff, next, '09:00')).toEqual(new Set(['09:00-11:50']));
});

test('a pause named until a time ends then', () => {
  const staff = staffing({ shifts: days.flatMap(planned) });
  const hall = play(staff, days[0]!, [['08:00', 'opens']]);
  hall.at('09:00').does({ type: 'PauseCounter', counter: 'c1', until: hall.now() + 20 * minuteMs });
  staff.see(hall.floor, hall.now());
  expect([...ways(staff, hall, '09:05')].every((way) => way.startsWith('09:20-12:00'))).toBe(true);
});
