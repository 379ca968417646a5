import { expect, test } from 'vitest';
import { minuteMs, secondMs, type BusinessDay, type ServiceId, type TicketId } from '../../../shared/ids.ts';
import { csvOf } from './csv.ts';
import type { Ended, Entry } from './entry.ts';
import { keptOf } from './kept.ts';
import { accuracyOf, AccuracyReport } from './report.ts';

const [first, second] = ['2026-03-02', '2026-03-03'] as unknown as readonly [BusinessDay, BusinessDay];
let tickets = 0;

/** Forecast P50 `said` minutes with a band of -10 -5 +5 +10, and how long it was in the end. */
function entry(said: number, wait: number | undefined, more: Partial<Entry> & { readonly how?: Ended } = {}): Entry {
  const at = 1_000 * minuteMs;
  const { how = 'called', ...fields } = more;
  return {
    ticket: `t${++tickets}` as TicketId,
    day: first,
    service: 'passport' as ServiceId,
    lane: 'regular',
    issuedAt: at - 2 * secondMs,
    at,
    seq: 1,
    band: [said - 10, said - 5, said, said + 5, said + 10].map((one) => one * minuteMs) as unknown as Entry['band'],
    basis: 'lookAhead',
    qlLive: (said + 4) * minuteMs,
    les: (said - 8) * minuteMs,
    shown: { low: at + (said - 5) * minuteMs, high: at + (said + 5) * minuteMs },
    ended: wait === undefined ? null : { at: at + wait * minuteMs, seq: 9, how },
    revisions: 0,
    ...fields,
  };
}

test('figures of a few tickets as worked by hand, beside QL and LES on the same tickets', () => {
  const report = accuracyOf(
    [
      entry(20, 24, { revisions: 2 }),
      entry(20, 12),
      entry(40, 52, { revisions: 1, service: 'visa' as ServiceId, lane: 'priority' }),
      entry(40, 40, { day: second, shown: null }),
    ],
    first,
    second,
  );
  expect(AccuracyReport.parse(report)).toEqual(report);
  const { all } = report;
  expect([all.called, all.unseen, all.promised, all.kept]).toEqual([4, 0, 3, 1]);
  expect([all.ours.mae, all.qlLive.mae, all.les.mae]).toEqual([6, (0 + 12 + 8 + 4) / 4, (12 + 0 + 20 + 8) / 4]);
  expect([all.ours.bias, all.qlLive.bias, all.les.bias]).toEqual([-2, 2, -10]);
  expect(all.ours.medianRelative).toBeCloseTo((4 / 24 + 12 / 52) / 2, 4);
  expect([all.ours.late, all.les.late]).toEqual([0.25, 0.5]);
  expect(all.outer).toEqual({ covered: 0.75, width: 20 });
  expect(all.inner).toEqual({ covered: 0.5, width: 10 });
  expect(all.below).toEqual([0, 0.25, 0.5, 0.75, 0.75]);
  expect(all.pinball[1]).toBe(3);
  expect(all.revisions).toBe(0.75);
  expect(report.days.map(({ day, scores }) => [day, scores.called, scores.ours.mae])).toEqual([
    [first, 3, 8],
    [second, 1, 0],
  ]);
  expect(report.services.map(({ service, lane, scores }) => [service, lane, scores.ours.mae])).toEqual([
    ['passport', 'regular', 4],
    ['visa', 'priority', 12],
  ]);
  expect(report.horizons.map(({ name, scores }) => [name, scores.called, scores.ours.mae])).toEqual([
    ['0-10', 0, null],
    ['10-30', 2, 6],
    ['30-60', 2, 6],
    ['over 60', 0, null],
  ]);
  expect(report.sample).toContainEqual([10, 20, 30, 24]);
});

test('F4 who left before the call makes those who waited longer count more, within the same horizon only', () => {
  const report = accuracyOf(
    [
      entry(20, 10),
      entry(20, 15, { how: 'cancelled' }),
      entry(20, 30),
      entry(50, 50),
      entry(50, 20, { how: 'expired' }),
    ],
    first,
    first,
  );
  // Kaplan-Meier of 10, 15+, 30: jumps of 1/3 and 2/3, so the weights are 1 and 2; of 20+, 50 it is 2.
  expect([report.all.called, report.all.unseen]).toEqual([3, 2]);
  expect(report.horizons[1]?.scores.ours.mae).toBe(10);
  expect(report.horizons[1]?.scores.ours.bias).toBeCloseTo((1 * 10 + 2 * -10) / 3, 3);
  expect(report.all.ours.mae).toBe((1 * 10 + 2 * 10) / 5);
});

test('F4 what tells nothing is counted apart: who waits still, who was called at once, who was forecast late, a number taken back', () => {
  const report = accuracyOf(
    [
      entry(20, 20),
      entry(20, undefined),
      entry(5, 0.5),
      entry(20, 60, { issuedAt: 998 * minuteMs }),
      entry(20, 5, { how: 'voided' }),
      entry(20, 22, { basis: 'few' }),
    ],
    first,
    first,
  );
  expect(report.forecasts).toBe(6);
  expect(report.all.called).toBe(2);
  expect(report.apart).toEqual({ atOnce: 1, lateForecast: 1, open: 2, few: 1 });
  expect([report.promised, report.kept]).toEqual([4, 3]);
});

test('no entries make a report without figures', () => {
  const report = accuracyOf([], first, second);
  expect(AccuracyReport.parse(report)).toEqual(report);
  expect([report.forecasts, report.all.ours.mae, report.days.length]).toEqual([0, null, 0]);
});

test('rows are CSV, and what a spreadsheet would run as a formula is a word', () => {
  const text = csvOf([
    entry(20, 24, { ticket: '=cmd' as TicketId, service: 'a,b' as ServiceId }),
    entry(20, undefined, { ticket: 'plain' as TicketId, shown: null }),
  ]);
  const [head, one, two, end] = text.split('\r\n');
  expect(head).toMatch(/^ticket,day,service,lane,issued,forecast_at,p10,p20,p50,p80,p90,ql_live,les,/);
  expect(one).toMatch(/^'=cmd,2026-03-02,"a,b",regular,.*,600,900,1200,1500,1800,1440,720,lookAhead,/);
  expect(two).toMatch(/^plain,.*,lookAhead,,,,,0$/);
  expect(end).toBe('');
});

test('F4 promises kept are so many of ten, rounded down, and nothing is said below 50 cases', () => {
  expect(keptOf({ promised: 49, kept: 49 })).toBeNull();
  expect(keptOf({ promised: 50, kept: 50 })).toEqual({ days: 30, of: 10, in: 10 });
  expect(keptOf({ promised: 100, kept: 79 })).toEqual({ days: 30, of: 7, in: 10 });
});
