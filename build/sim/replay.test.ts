import { expect, test } from 'vitest';
import type { BusinessDay } from '../../shared/ids.ts';
import { makeOffice } from './days.ts';
import { replayFiles, outColumns, type ReplayFiles } from './replay.ts';

const line = <Row>(row: Row, i: number) => ({ file: 'x.csv', line: i + 2, row });
/** A made office with a day of history, enough for the look-ahead, and its roster. */
function filesFor(seed: number): ReplayFiles {
  const { kind, plan, days } = makeOffice('one', seed, { days: 2 });
  const [first, today] = days;
  if (!first || !today) throw new Error('Two days were asked for');
  return {
    office: kind.office,
    history: [first.visitors.map(line)],
    historyStaff: [],
    day: today.visitors.slice(0, 40).map(line),
    staff: today.staff.map(line),
    plan: plan.map(line),
    truth: undefined,
    date: '2026-03-02' as BusinessDay,
    seed: 1,
  };
}
const cellsOf = (csv: string) => {
  const [head = '', ...rows] = csv.trimEnd().split('\n');
  const names = head.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, i) => [names[i] ?? '', cell])));
};

test(
  'the same files and seed give the same bytes: a row a ticket, its forecasts in order',
  { timeout: 180_000 },
  async () => {
    const files = filesFor(1);
    const { csv, refused } = await replayFiles(files);
    expect((await replayFiles(files)).csv).toBe(csv);
    expect((await replayFiles({ ...files, seed: 2 })).csv).not.toBe(csv);
    expect(csv.split('\n')[0]).toBe(outColumns);
    expect(refused).toEqual([]);
    const rows = cellsOf(csv);
    expect(rows.map(({ arrival }) => Number(arrival))).toEqual(files.day.map(({ row }) => row.arrival));
    expect(rows.map(({ service, lane }) => [service, lane])).toEqual(
      files.day.map(({ row }) => [row.service, row.lane]),
    );
    expect(new Set(rows.map(({ ticket }) => ticket)).size).toBe(40);
    for (const row of rows) {
      const times = ['arrival', 'p10', 'p20', 'p50', 'p80', 'p90'].map((name) => Number(row[name]));
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      expect(Number(row['called'])).toBeGreaterThanOrEqual(Number(row['arrival']));
      expect(Number(row['ql_live'])).toBeGreaterThanOrEqual(Number(row['arrival']));
    }
  },
);

test(
  'nothing of the future is known: who comes and who works after a ticket changes none of its forecasts',
  { timeout: 180_000 },
  async () => {
    const files = filesFor(2);
    const cut = files.day[25]?.row.arrival ?? 0;
    const asSaid = (csv: string) =>
      cellsOf(csv)
        .slice(0, 26)
        .map((row) => ['ticket', 'p10', 'p20', 'p50', 'p80', 'p90', 'ql_live', 'les'].map((name) => row[name]));
    const otherwise = {
      ...files,
      day: [
        ...files.day.slice(0, 26),
        ...files.day.slice(0, 9).map((one) => ({ ...one, row: { ...one.row, arrival: cut + 60 } })),
      ],
      staff: files.staff.map((one) => (one.row.from > cut ? one : { ...one, row: { ...one.row, to: cut + 60 } })),
    };
    const [plain, other] = [(await replayFiles(files)).csv, (await replayFiles(otherwise)).csv];
    expect(asSaid(other)).toEqual(asSaid(plain));
    expect(other).not.toBe(plain);
  },
);

test(
  'without a roster the staff of the day is not known beforehand, with one it is what the roster says',
  { timeout: 180_000 },
  async () => {
    const files = filesFor(3);
    const shut = files.staff.filter(({ row }) => row.counter !== 'c2' || row.from < 40_000);
    const early = (csv: string) =>
      cellsOf(csv)
        .slice(0, 3)
        .map(({ p50 }) => p50);
    const without = { ...files, plan: undefined };
    const [known, unknown] = [(await replayFiles(without)).csv, (await replayFiles({ ...without, staff: shut })).csv];
    expect(early(unknown)).toEqual(early(known));
    const plan = files.plan?.map((one) => ({ ...one, row: { ...one.row, from: one.row.from + 3600 } }));
    expect(early((await replayFiles({ ...files, plan })).csv)).not.toEqual(early((await replayFiles(files)).csv));
  },
);
