import { describe, expect, test } from 'vitest';
import { present } from '../../../shared/basics.ts';
import { BusinessDay, minuteMs } from '../../../shared/ids.ts';
import { Office, type Hours } from '../../../shared/protocol/office.ts';
import { demoOffice, openAllHours } from '../demo/office.ts';
import {
  addDays,
  businessDayOf,
  cutOffOf,
  daysBetween,
  instantOf,
  localText,
  minutesOf,
  nextOpening,
  serviceDay,
  spansOn,
} from './hours.ts';

const office = demoOffice();
const service = present(office.services[0], 'a service');
const jakarta = 'Asia/Jakarta';
const berlin = 'Europe/Berlin';
const newYork = 'America/New_York';
const day = (text: string) => BusinessDay.parse(text);
const utc = (text: string) => Date.parse(`${text}Z`);
const closed = { id: 'Tutup', en: 'Closed' };

/** The day of the first service as spans of local clock time. */
function clockOf(date: string, one = service, where = office): string[] {
  return serviceDay(day(date), one, where).open.map(({ from, to }) =>
    [from, to].map((at) => localText(at, where.timeZone).slice(5, 16)).join(' to '),
  );
}

describe('the hours of a date', () => {
  test('a Tuesday has its midday break', () => {
    expect(clockOf('2026-11-24')).toEqual(['11-24 08:00 to 11-24 12:00', '11-24 13:00 to 11-24 15:30']);
  });

  test('a Friday breaks from 11:30 to 13:00', () => {
    expect(spansOn('2026-11-27', office.hours)).toEqual([
      { from: '08:00', to: '11:30' },
      { from: '13:00', to: '15:30' },
    ]);
  });

  test('a weekday that is not named is closed', () => {
    expect(spansOn('2026-11-29', office.hours)).toEqual([]);
  });

  test.each([
    ['the day before Ramadan', '2027-02-05', '15:30'],
    ['the first working day of Ramadan', '2027-02-08', '14:30'],
    ['the last day of Ramadan', '2027-03-09', '14:30'],
    ['a day after Eid', '2027-03-12', '15:30'],
  ])('%s closes at its time', (_, date, to) => {
    expect(spansOn(date, office.hours).at(-1)?.to).toBe(to);
  });

  test('an exception wins over the profile it falls into', () => {
    const hours = { ...office.hours, exceptions: [{ date: '2027-02-09', reason: closed, spans: [] }] };
    expect(spansOn('2027-02-09', hours)).toEqual([]);
  });

  test('of two profiles the first that holds wins', () => {
    const [ramadan] = office.hours.profiles;
    const hours = {
      ...office.hours,
      profiles: [present(ramadan, 'a profile'), { ...present(ramadan, 'a profile'), weekly: {} }],
    };
    expect(spansOn('2027-02-08', hours)).toHaveLength(2);
  });
});

describe('the day of a service', () => {
  test('numbers are given half an hour before opening, until the last close', () => {
    const { intakeFrom, closesAt } = serviceDay(day('2026-11-24'), service, office);
    expect(intakeFrom).toBe(utc('2026-11-24T00:30'));
    expect(closesAt).toBe(utc('2026-11-24T08:30'));
  });

  test('a day without spans opens and closes at the start of the business day', () => {
    const at = utc('2026-12-24T21:00');
    expect(serviceDay(day('2026-12-25'), service, { ...office, dayStart: '04:00' })).toEqual({
      open: [],
      intakeFrom: at,
      closesAt: at,
    });
  });

  test('24:00 is the midnight after', () => {
    expect(clockOf('2026-11-24', service, openAllHours(office))).toEqual(['11-24 00:00 to 11-25 00:00']);
  });

  const tue = [
    { from: '07:00', to: '10:00' },
    { from: '10:30', to: '12:00' },
  ];
  const own: Hours = { weekly: { tue }, profiles: [], exceptions: [] };
  const early = { ...service, hours: own };

  test('hours of its own replace those of the office', () => {
    expect(clockOf('2026-11-24', early)).toEqual(['11-24 07:00 to 11-24 10:00', '11-24 10:30 to 11-24 12:00']);
    expect(clockOf('2026-11-25', early)).toEqual([]);
  });

  test('a holiday of the office closes a service with hours of its own', () => {
    expect(clockOf('2026-02-17', early)).toEqual([]);
  });

  test('a half day of the office cuts the hours of such a service', () => {
    const half = {
      date: '2026-11-24',
      reason: closed,
      spans: [
        { from: '08:00', to: '09:00' },
        { from: '09:30', to: '11:00' },
      ],
    };
    const where = { ...office, hours: { ...office.hours, exceptions: [half] } };
    expect(clockOf('2026-11-24', early, where)).toEqual([
      '11-24 08:00 to 11-24 09:00',
      '11-24 09:30 to 11-24 10:00',
      '11-24 10:30 to 11-24 11:00',
    ]);
  });

  test('unless the service names that date itself', () => {
    const exceptions = [{ date: '2026-02-17', reason: closed, spans: [{ from: '09:00', to: '10:00' }] }];
    expect(clockOf('2026-02-17', { ...service, hours: { ...own, exceptions } })).toEqual([
      '02-17 09:00 to 02-17 10:00',
    ]);
  });
});

describe('a clock on the wall', () => {
  test('minutes of a time of day', () => {
    expect(['00:00', '08:05', '24:00'].map(minutesOf)).toEqual([0, 485, 1440]);
  });

  test.each([
    ['Jakarta, seven hours ahead', '2026-11-24', '08:00', jakarta, '2026-11-24T01:00'],
    ['Jakarta, 24:00', '2026-11-24', '24:00', jakarta, '2026-11-24T17:00'],
    ['Berlin, last minute before summer time', '2026-03-29', '01:59', berlin, '2026-03-29T00:59'],
    ['Berlin, start of the gap', '2026-03-29', '02:00', berlin, '2026-03-29T01:00'],
    ['Berlin, in the gap, is its end', '2026-03-29', '02:30', berlin, '2026-03-29T01:00'],
    ['Berlin, end of the gap', '2026-03-29', '03:00', berlin, '2026-03-29T01:00'],
    ['Berlin, after the gap', '2026-03-29', '08:00', berlin, '2026-03-29T06:00'],
    ['Berlin, the day after the gap', '2026-03-30', '02:30', berlin, '2026-03-30T00:30'],
    ['Berlin, a repeated time is its first', '2026-10-25', '02:30', berlin, '2026-10-25T00:30'],
    ['Berlin, after the repeated hour', '2026-10-25', '03:00', berlin, '2026-10-25T02:00'],
    ['New York, in the gap, is its end', '2026-03-08', '02:30', newYork, '2026-03-08T07:00'],
    ['New York, before the gap', '2026-03-08', '01:30', newYork, '2026-03-08T06:30'],
    ['New York, a repeated time is its first', '2026-11-01', '01:30', newYork, '2026-11-01T05:30'],
    ['Apia, a date that was left out, is the next midnight', '2011-12-30', '09:00', 'Pacific/Apia', '2011-12-30T10:00'],
  ])('%s', (_, date, time, zone, expected) => {
    expect(new Date(instantOf(date, time, zone)).toISOString().slice(0, 16)).toBe(expected);
  });

  test('through both changes of a year no later time comes earlier', () => {
    for (const zone of [berlin, newYork, 'Australia/Lord_Howe'])
      for (const date of ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01']) {
        const times = Array.from({ length: 97 }, (_, quarter) => {
          const text = (part: number) => String(part).padStart(2, '0');
          return instantOf(date, `${text(Math.floor(quarter / 4))}:${text((quarter % 4) * 15)}`, zone);
        });
        expect(
          times.toSorted((a, b) => a - b),
          `${date} ${zone}`,
        ).toEqual(times);
      }
  });
});

describe('the business day', () => {
  const late = { timeZone: jakarta, dayStart: '04:00' };

  test('N4 it starts at local midnight', () => {
    expect(businessDayOf(utc('2026-11-23T16:59:59'), office)).toBe('2026-11-23');
    expect(businessDayOf(utc('2026-11-23T17:00'), office)).toBe('2026-11-24');
  });

  test('N4 or at the dayStart of the office', () => {
    expect(businessDayOf(utc('2026-11-23T20:59:59'), late)).toBe('2026-11-23');
    expect(businessDayOf(utc('2026-11-23T21:00'), late)).toBe('2026-11-24');
  });

  test('N4 by the clock on the wall also when an hour was skipped or repeated', () => {
    const office = { timeZone: berlin, dayStart: '04:00' };
    for (const date of ['2026-03-29', '2026-10-25']) {
      const start = instantOf(date, '04:00', berlin);
      expect(businessDayOf(start - 1, office)).toBe(addDays(day(date), -1));
      expect(businessDayOf(start, office)).toBe(date);
    }
  });

  test('N4 and it never goes back, even where its start is a time that comes twice', () => {
    const office = { timeZone: berlin, dayStart: '02:30' };
    const minutes = Array.from({ length: 240 }, (_, i) => utc('2026-10-24T22:00') + i * minuteMs);
    const days = minutes.map((at) => businessDayOf(at, office));
    expect(days.indexOf(day('2026-10-25'))).toBe(150);
    expect(days.lastIndexOf(day('2026-10-24'))).toBe(149);
  });

  test.each([
    ['2026-11-30', 1, '2026-12-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2028-03-01', -1, '2028-02-29'],
    ['2026-11-24', 0, '2026-11-24'],
  ])('%s and %i days is %s', (from, days, to) => {
    expect(addDays(day(from), days)).toBe(to);
    expect(daysBetween(day(from), day(to))).toBe(days);
  });

  test('D1 the book ends at the cut-off of the next day', () => {
    expect(cutOffOf(day('2026-11-30'), office)).toBe(utc('2026-11-30T20:00'));
    expect(cutOffOf(day('2026-03-28'), { cutOff: '03:00', timeZone: berlin })).toBe(utc('2026-03-29T01:00'));
  });
});

describe('the next opening', () => {
  test('is the next working morning', () => {
    expect(nextOpening(day('2026-11-27'), service, office)).toBe(utc('2026-11-30T01:00'));
  });

  test('passes over holidays', () => {
    expect(nextOpening(day('2026-12-23'), service, office)).toBe(utc('2026-12-28T01:00'));
  });

  test('is unknown when nothing opens within 14 days', () => {
    const shut = { ...office, hours: { weekly: {}, profiles: [], exceptions: [] } };
    expect(nextOpening(day('2026-11-24'), service, shut)).toBeUndefined();
    const inDays = (days: number) => {
      const exceptions = [
        { date: addDays(day('2026-11-24'), days), reason: closed, spans: [{ from: '08:00', to: '12:00' }] },
      ];
      return nextOpening(day('2026-11-24'), service, { ...shut, hours: { ...shut.hours, exceptions } });
    };
    expect(inDays(14)).toBe(utc('2026-12-08T01:00'));
    expect(inDays(15)).toBeUndefined();
  });
});

test('the office that never closes is open on a holiday night and gives a number in its last minute', () => {
  const open = openAllHours({
    ...office,
    services: [{ ...service, hours: { weekly: {}, profiles: [], exceptions: [] } }],
  });
  const { closesAt } = serviceDay(day('2026-12-25'), present(open.services[0], 'a service'), open);
  expect(closesAt).toBe(serviceDay(day('2026-12-26'), service, open).intakeFrom + open.intakeBeforeMinutes * minuteMs);
  expect(Office.parse(open)).toEqual(open);
});
