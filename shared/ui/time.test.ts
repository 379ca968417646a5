import { expect, test } from 'vitest';
import { BusinessDay, minuteMs } from '../ids.ts';
import type { Office } from '../protocol/office.ts';
import { clockOf, clockSpan, openingOf, spanText, timerText, waitRange } from './time.ts';

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

const after = (minutes: number) => at + minutes * minuteMs;

test('F2 a wait by the clock is whole five minutes that hold all of it, and is not widened again', () => {
  const said = (low: number, high: number) =>
    spanText({ low: after(low), high: after(high) }, clockOf('Asia/Jakarta', 'id'));
  expect(said(34, 47)).toBe('11.15–11.30');
  expect(said(35, 35)).toBe('11.15–11.20');
  const span = clockSpan({ low: after(34), high: after(47) });
  expect(clockSpan(span)).toEqual(span);
  expect(spanText(span, clockOf('Asia/Jakarta', 'en'), '-')).toBe('11:15-11:30');
});

test('F2 a wait is a range to 5 minutes, in hours where it is over 90 minutes and begins after the first', () => {
  const range = (low: number, high: number) => waitRange(after(low), after(high), at);
  expect(range(34, 47)).toEqual({ low: 35, high: 50, unit: 'minutes' });
  expect(range(-3, 0)).toEqual({ low: 0, high: 5, unit: 'minutes' });
  expect(range(-40, -20), 'the clock has passed it').toEqual({ low: 0, high: 5, unit: 'minutes' });
  expect(range(70, 110)).toEqual({ low: 1, high: 2, unit: 'hours' });
  expect(range(20, 110)).toEqual({ low: 20, high: 115, unit: 'minutes' });
});

test('F2 while its clock range stands, a wait is counted down together at both ends, once in five minutes', () => {
  const [low, high] = [after(34), after(59)];
  const told = Array.from({ length: 33 * 60 }, (_, second) => waitRange(low, high, at + second * 1_000));
  const changes = told.flatMap((range, i) => {
    const before = told[i - 1];
    return before && before.low !== range.low
      ? [{ second: i, by: [before.low - range.low, before.high - range.high] }]
      : [];
  });
  expect(changes.map(({ by }) => by)).toEqual(changes.map(() => [5, 5]));
  expect(changes).toHaveLength(7);
  const gaps = changes.slice(1).map(({ second }, i) => second - (changes[i]?.second ?? 0));
  expect(new Set(gaps)).toEqual(new Set([300]));
  expect(new Set(told.map(({ low: from, high: to }) => to - from)), 'no width but this one').toEqual(new Set([30]));
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
