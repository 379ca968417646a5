import { expect, test } from 'vitest';
import { BusinessDay, minuteMs } from '../ids.ts';
import type { Office } from '../protocol/office.ts';
import { clockOf, openingOf, timerText, waitRange } from './time.ts';

const at = Date.UTC(2026, 10, 24, 3, 42, 7);

test('a time of day has a dot in Indonesian, and is that of the office', () => {
  expect(clockOf('Asia/Jakarta', 'id').time(at)).toBe('10.42');
  expect(clockOf('Asia/Jayapura', 'id').exactTime(at)).toBe('12.42.07');
  expect(clockOf('Asia/Jakarta', 'en').time(at)).toBe('10:42');
  expect(clockOf('Asia/Jakarta', 'id').time(Date.UTC(2026, 10, 23, 17, 5))).toBe('00.05');
});

test('a date is written as the office says it', () => {
  expect(clockOf('Asia/Jakarta', 'id').date(at)).toBe('Selasa, 24 November');
});

test('a timer has a colon, and never runs backwards', () => {
  expect([0, 14_000, 372_000, 3_725_000, -5_000].map(timerText)).toEqual(['0:00', '0:14', '6:12', '1:02:05', '0:00']);
});

test('a wait is a range rounded outwards, in hours above 90 minutes', () => {
  const range = (low: number, high: number) => waitRange(at + low * minuteMs, at + high * minuteMs, at);
  expect(range(37, 48)).toEqual({ low: 35, high: 50, unit: 'minutes' });
  expect(range(-3, 0)).toEqual({ low: 0, high: 5, unit: 'minutes' });
  expect(range(70, 110)).toEqual({ low: 1, high: 2, unit: 'hours' });
});

test('the opening hour follows exceptions, then profiles, then the week', () => {
  const span = (from: string) => [{ from, to: '15:30' }];
  const text = { id: 'x', en: 'x' };
  const hours: Office['hours'] = {
    weekly: { tue: span('08:00') },
    profiles: [{ name: text, from: '2027-02-08', to: '2027-03-09', weekly: { tue: span('08:30') } }],
    exceptions: [{ date: '2027-02-16', reason: text, spans: [] }],
  };
  const opening = (day: string) => openingOf({ hours }, BusinessDay.parse(day));
  expect(['2026-11-24', '2026-11-22', '2027-02-09', '2027-02-16'].map(opening)).toEqual([
    '08.00',
    undefined,
    '08.30',
    undefined,
  ]);
});
