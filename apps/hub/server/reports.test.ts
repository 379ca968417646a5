import { expect, test } from 'vitest';
import { err, ok } from '../../../shared/basics.ts';
import { BusinessDay } from '../../../shared/ids.ts';
import { daysAsked, reportReaders } from './reports.ts';

const day = (text: string) => BusinessDay.parse(text);
const asked = (query: unknown) => daysAsked(query, day('2026-03-31'), { usual: 30, most: 400 });

test('F4 reports are for whoever answers for the office or checks it', () => {
  expect(reportReaders.toSorted()).toEqual(['admin', 'api', 'auditor', 'supervisor']);
});

test('F4 without days a report is of the last thirty, today among them', () => {
  expect(asked({})).toEqual(ok({ from: day('2026-03-02'), to: day('2026-03-31') }));
  expect(asked({ to: '2026-01-30' })).toEqual(ok({ from: day('2026-01-01'), to: day('2026-01-30') }));
  expect(asked({ from: '2026-03-31' })).toEqual(ok({ from: day('2026-03-31'), to: day('2026-03-31') }));
});

test('F4 days that are none, that run backwards or are too many are refused by the field', () => {
  expect(asked({ from: '2026-02-30' })).toEqual(err('from'));
  expect(asked({ to: 'today' })).toEqual(err('to'));
  expect(asked({ until: '2026-03-31' })).toEqual(err('until'));
  expect(asked({ from: '2026-03-31', to: '2026-03-30' })).toEqual(err('from'));
  expect(asked({ from: '2025-02-24' })).toEqual(err('from'));
  expect(asked({ from: '2025-02-25' })).toEqual(ok({ from: day('2025-02-25'), to: day('2026-03-31') }));
});
