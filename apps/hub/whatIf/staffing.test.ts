import { expect, test } from 'vitest';
import { BusinessDay, minuteMs, StageId, type Instant } from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import { smallOffice } from '../domain/testing/office.test-kit.ts';
import { instantOf } from '../domain/hours.ts';
import type { DayInputs, Sitting } from './pastDay.ts';
import { erlangRoster } from './staffing.ts';

const day = BusinessDay.parse('2026-03-02');
const data = StageId.parse('data');
/** The small office with sixteen counters that all serve one stage. */
const office = smallOffice((small) => ({
  ...small,
  counters: Array.from({ length: 16 }, (_, i) => ({
    ...small.counters[0],
    id: `c${i + 1}`,
    number: i + 1,
    zone: 'hall',
    tiers: [['data']],
  })) as unknown as Office['counters'],
})).document as Office;
/** Turns of ten minutes. */
const pool: readonly Sitting[] = [{ stage: data, deeds: [], served: { from: 0, to: 10 * minuteMs } }];

/** A day on which so many visitors an hour come from eight to ten, evenly. */
function steady(perHour: number): DayInputs {
  const eight = instantOf(day, '08:00', office.timeZone);
  const arrivals = Array.from({ length: 2 * perHour }, (_, i) => ({
    recorded: { at: (eight + ((i + 0.5) * 60 * minuteMs) / perHour) as Instant, event: { stages: [data] } },
  }));
  return { day, office, arrivals } as unknown as DayInputs;
}

test('the first roster is the least number of counters of domain.md 7.4: 10-min service, 15 min for 8 in 10', () => {
  const promises = new Map(office.services.map(({ id }) => [id, 15]));
  for (const [perHour, counters] of [
    [6, 2],
    [12, 3],
    [18, 4],
    [24, 5],
    [30, 6],
    [42, 8],
    [60, 11],
    [84, 15],
  ] as const) {
    const roster = erlangRoster([steady(perHour)], pool, promises);
    expect([...roster.keys()]).toEqual([16, 17, 18, 19]);
    expect([...roster.values()].map(({ size }) => size)).toEqual([counters, counters, counters, counters]);
  }
});
