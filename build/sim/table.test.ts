import { expect, test } from 'vitest';
import type { Change } from './days.ts';
import type { Done } from './ledger.ts';
import { changeTasks, dayTasks, tablesOf } from './table.ts';

const minutes = (...list: readonly [number, number, number, number, number]) =>
  list.map((one) => one * 60_000) as [number, number, number, number, number];
const around = (middle: number) => minutes(middle - 4, middle - 2, middle, middle + 2, middle + 4);

/** One ticket that waited 40 minutes, with what was said of it. */
const done = (at: number, said: { band: number; told?: number; ql?: number; les?: number }, change?: Change): Done => ({
  task: {
    office: 'one',
    seed: 1,
    history: 20,
    days: 10,
    oracle: said.told !== undefined,
    ...(change ? { change } : {}),
  },
  result: {
    scored: [
      {
        issued: at,
        wait: 40 * 60_000,
        band: around(said.band),
        oracle: said.told === undefined ? undefined : around(said.told),
        qlLive: (said.ql ?? 0) * 60_000,
        les: (said.les ?? 0) * 60_000,
      },
    ],
    never: 0,
    unsaid: 0,
  },
});
const rowOf = (table: string, start: string) =>
  table
    .split('\n')
    .find((line) => line.startsWith(`| ${start}`))
    ?.split('|')
    .map((cell) => cell.trim());
const ten = 10 * 3600;

test('the errors of an office stand beside those of the formulas and of the same look-ahead given the truth', () => {
  const table = tablesOf([
    done(ten, { band: 44, told: 45, ql: 20, les: 30 }),
    done(ten, { band: 34, ql: 50, les: 20 }),
  ]);
  // Off by 4 and 6; QL by 20 and 10, LES by 10 and 20; the truth, asked of the first alone, by 5.
  expect(rowOf(table, 'look-ahead | QL')?.slice(3, 5)).toEqual(['0.33x', 'at most 0.80x']);
  expect(rowOf(table, 'look-ahead | LES')?.slice(3, 5)).toEqual(['0.33x', 'at most 0.45x']);
  expect(rowOf(table, 'look-ahead | the same')?.slice(3, 5)).toEqual(['0.80x', 'at most 1.10x']);
  expect(rowOf(table, 'the same given the truth | LES')?.slice(3, 5)).toEqual(['0.50x', '']);
});

test('a change is judged by who was told of it, by the day without it, and by the minute of wait', () => {
  const soon = ten + 20 * 60;
  const table = tablesOf([
    done(soon, { band: 32, told: 30 }, { what: 'closes', at: ten }),
    done(soon, { band: 36 }, { what: 'closes', at: 24 * 3600 }),
  ]);
  const row = rowOf(table, 'one of three counters closes for the day, 15-75');
  expect(row?.slice(2, 9)).toEqual(['1', '8.0 of 40.0', '10.0', '0.80x', '4.0 of 40.0', '2.00x', '2.00x']);
});

test('an interrupted run has as many days of each office, and a change knows who was told', () => {
  expect(dayTasks(30, 1).map(({ office, seed }) => `${office} ${seed}`)).toEqual(
    [1000, 1001, 1002].flatMap((seed) => ['one', 'four', 'journey'].map((office) => `${office} ${seed}`)),
  );
  expect(changeTasks(1, 1).map(({ change, oracle }) => [change?.at === ten, oracle])).toEqual(
    [false, false, true, true, true, true].map((isChanged) => [isChanged, isChanged]),
  );
});
