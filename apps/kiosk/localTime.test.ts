import { expect, test } from 'vitest';
import { Hours } from '../../shared/protocol/office.ts';
import { businessDayAt, dateText, intakeOpenAt } from './localTime.ts';

const timeZone = 'Asia/Jakarta';
const local = (text: string) => Date.parse(`${text}:00+07:00`);
const hours = Hours.parse({
  weekly: {
    tue: [
      { from: '08:00', to: '12:00' },
      { from: '13:00', to: '15:30' },
    ],
  },
  exceptions: [{ date: '2026-12-01', reason: { id: 'Libur', en: 'Holiday' }, spans: [] }],
});
const office = { hours, timeZone, intakeBeforeMinutes: 30 };

test('N4 a day begins at the office’s own hour', () => {
  expect(businessDayAt(local('2026-11-24T00:30'), { timeZone, dayStart: '00:00' })).toBe('2026-11-24');
  expect(businessDayAt(local('2026-11-24T03:59'), { timeZone, dayStart: '04:00' })).toBe('2026-11-23');
  expect(businessDayAt(local('2026-01-01T03:59'), { timeZone, dayStart: '04:00' })).toBe('2025-12-31');
});

test('D8 numbers are given from half an hour before opening to closing, through the break, and not on a holiday', () => {
  const at = (text: string, own?: Hours) => intakeOpenAt(local(text), { hours: own }, office);
  expect(['07:29', '07:30', '12:30', '15:29', '15:30'].map((time) => at(`2026-11-24T${time}`))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  expect(at('2026-11-25T10:00')).toBe(false);
  expect(at('2026-12-01T10:00')).toBe(false);
  const own = Hours.parse({ weekly: { tue: [{ from: '09:00', to: '10:00' }] } });
  expect(at('2026-11-24T10:30', own)).toBe(false);
  expect(at('2026-12-01T09:30', own)).toBe(false);
});

test('a date as paper says it', () => {
  expect(dateText(local('2026-11-24T00:05'), timeZone)).toBe('24-11-2026');
});
