import type { ChangeName } from './days.ts';
import { one, percent, row, signed, times } from './cells.ts';
import { kindNames, type KindName } from './offices.ts';
import type { Five } from './forecasts.ts';
import type { Done } from './ledger.ts';
import { bandScore, counted, horizons, mean, ofHorizon, pointScore, type PointScore, type Scored } from './score.ts';
import type { Task } from './task.ts';
import { minuteMs } from '../../shared/ids.ts';

/** Scored days of one made office; then another one is made. */
const daysInBlock = 10;
const history = 20;
/** The oracle is asked in every so many-th block, as it costs as much as the look-ahead itself; of one queue in all. */
const oracleEvery: { readonly [Name in KindName]: number } = { one: 1, four: 4, journey: 4 };
/** Made offices of each change, and when it happens: ten, and past closing time for the same days without it. */
const changedOffices = 48;
const changeAt = 10 * 3600;
const never = 24 * 3600;

/**
 * The day tasks: so many days of each kind of office, in blocks of ten behind twenty days of history each; the offices
 * take turns, so what an interrupted run leaves is fewer days of all of them.
 */
export function dayTasks(days: number, seed: number): readonly Task[] {
  return Array.from({ length: Math.ceil(days / daysInBlock) }, (_, block) =>
    kindNames.map((office): Task => ({
      office,
      seed: seed * 1000 + block,
      history,
      days: Math.min(daysInBlock, days - block * daysInBlock),
      oracle: block % oracleEvery[office] === 0,
    })),
  ).flat();
}

/** Each change on so many days of an office with one queue, and the same days without it. */
export function changeTasks(seed: number, offices = changedOffices): readonly Task[] {
  const kinds = [
    ['closes', never],
    ['opens', never],
    ['closes', changeAt],
    ['faster', changeAt],
    ['crowd', changeAt],
    ['opens', changeAt],
  ] as const;
  return kinds.flatMap(([what, at]) =>
    Array.from({ length: offices }, (_, i): Task => ({
      office: 'one',
      seed: seed * 1000 + 500 + i,
      history,
      days: 1,
      change: { what, at },
      oracle: at === changeAt,
    })),
  );
}

const median = ({ band }: Scored): number => band[2];
const told = ({ band, oracle }: Scored): number => (oracle ?? band)[2];
/** What the look-ahead's error is held to, times that of QL. */
const qlGoals: { readonly [Name in KindName]: number } = { one: 0.8, four: 0.65, journey: 0.65 };

const estimators: readonly (readonly [name: string, said: (one: Scored) => number])[] = [
  ['**look-ahead**', median],
  ['QL, counters open now', ({ qlLive }) => qlLive],
  ['LES', ({ les }) => les],
];
const officeWords: { readonly [Name in KindName]: string } = {
  one: 'One queue, 3 counters, some 80 a day',
  four: 'Four queues, 4 officers, partial skills, priority, some 130 a day',
  journey: 'Two stages, berkas then foto, 4 counters, some 95 a day',
};

/** The tables, as Markdown. */
export function tablesOf(done: readonly Done[]): string {
  const parts = kindNames.flatMap((office) => {
    const mine = done.filter(({ task }) => task.office === office && task.change === undefined);
    return mine.length === 0 ? [] : [officePart(office, mine)];
  });
  const changed = done.filter(({ task }) => task.change !== undefined);
  return [...parts, ...(changed.length > 0 ? [changePart(changed)] : [])].join('\n');
}

function officePart(office: KindName, blocks: readonly Done[]): string {
  const tickets = blocks.flatMap(({ result }) => result.scored);
  const all = counted(tickets);
  const days = blocks.reduce((sum, { task }) => sum + task.days, 0);
  const missing = blocks.reduce((sum, { result }) => sum + result.never + result.unsaid, 0);
  const wait = mean(all.map((one) => one.wait)) / minuteMs;
  const rows = estimators.map(([name, said]) => pointRow(name, blocks, said));
  const known = blocks.filter(({ task }) => task.oracle);
  const alike = known.flatMap(({ result }) => counted(result.scored));
  const knownDays = known.reduce((sum, { task }) => sum + task.days, 0);
  const isAsked = knownDays === days;
  const knowing = isAsked ? 'the same given the truth' : 'the same on these days, given the truth';
  return [
    `## ${officeWords[office]}`,
    '',
    `${days} days, ${tickets.length} tickets, ${all.length} of them waited more than half a minute, ${one(wait)} minutes on average; ${missing} without a call or a forecast.`,
    '',
    '| estimator | MAE, min | bias | median relative error | within 5 min or 20 % | over 10 min late |',
    '|---|---|---|---|---|---|',
    ...rows,
    ...(known.length > 0
      ? [
          ...(isAsked ? [] : [pointRow(`look-ahead, on ${knownDays} of the days`, known, median)]),
          pointRow(knowing, known, told),
        ]
      : []),
    '',
    '| MAE of | beside that of | ratio | goal |',
    '|---|---|---|---|',
    ratioRow('look-ahead', 'QL', all, median, ({ qlLive }) => qlLive, qlGoals[office]),
    ratioRow('look-ahead', 'LES', all, median, ({ les }) => les, 0.45),
    ...(known.length > 0
      ? [
          ratioRow('look-ahead', 'the same given the truth', alike, median, told, 1.1),
          ratioRow('the same given the truth', isAsked ? 'LES' : 'LES, on these days', alike, told, ({ les }) => les),
        ]
      : []),
    '',
    '| band | P10-P90 holds | width, min | P20-P80 holds | width, min | pinball P20 / P50 / P80 |',
    '|---|---|---|---|---|---|',
    bandRow('**look-ahead**', all, ({ band }) => band),
    ...(known.length > 0
      ? [
          ...(isAsked ? [] : [bandRow(`look-ahead, on ${knownDays} of the days`, alike, ({ band }) => band)]),
          bandRow(knowing, alike, ({ oracle, band }) => oracle ?? band),
        ]
      : []),
    '',
    '| forecast wait, min | tickets | look-ahead MAE, bias | QL | LES | P10-P90 holds | P20-P80 holds |',
    '|---|---|---|---|---|---|---|',
    ...horizons.flatMap((horizon) => {
      const some = ofHorizon(all, horizon);
      if (some.length === 0) return [];
      const { mae, bias } = pointScore(some, ({ band }) => band[2]);
      const bands = bandScore(some, ({ band }) => band);
      return [
        row(
          horizon.name,
          some.length,
          `${one(mae)}, ${signed(bias)}`,
          one(pointScore(some, ({ qlLive }) => qlLive).mae),
          one(pointScore(some, ({ les }) => les).mae),
          percent(bands.outer.covered),
          percent(bands.inner.covered),
        ),
      ];
    }),
    '',
  ].join('\n');
}

function pointRow(name: string, blocks: readonly Done[], said: (one: Scored) => number): string {
  const score = pointScore(counted(blocks.flatMap(({ result }) => result.scored)), said);
  const error = blockError(blocks, (block) => pointScore(block, said).mae);
  return row(name, `${one(score.mae)} ± ${one(error)}`, ...pointCells(score));
}

function ratioRow(
  ours: string,
  theirs: string,
  all: readonly Scored[],
  said: (one: Scored) => number,
  beside: (one: Scored) => number,
  goal?: number,
): string {
  const ratio = pointScore(all, said).mae / pointScore(all, beside).mae;
  return row(ours, theirs, times(ratio), goal === undefined ? '' : `at most ${times(goal)}`);
}

function bandRow(name: string, all: readonly Scored[], said: (one: Scored) => Five): string {
  const { inner, outer, pinball } = bandScore(all, said);
  return row(
    name,
    percent(outer.covered),
    one(outer.width),
    percent(inner.covered),
    one(inner.width),
    pinball.map((loss) => loss.toFixed(2)).join(' / '),
  );
}

/** Standard error of a mean over blocks: days of one office are alike, so tickets do not count alone. */
function blockError(blocks: readonly Done[], score: (block: readonly Scored[]) => number): number {
  const values = blocks.map(({ result }) => score(counted(result.scored)));
  const middle = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}

const changeWords: { readonly [Name in ChangeName]: string } = {
  closes: 'one of three counters closes for the day',
  opens: 'a third counter opens that no roster knew (seven tenths of the visitors)',
  faster: 'one officer of three is twice as fast',
  crowd: 'twice as many come',
};

/** Minutes after the change: at once, and once a quarter of an hour has passed. */
const windows = [
  { from: 0, to: 15 },
  { from: 15, to: 75 },
] as const;

function changePart(done: readonly Done[]): string {
  const inWindow = (what: ChangeName, at: number, { from, to }: (typeof windows)[number]) =>
    counted(
      done
        .filter(({ task: { change } }) => change?.what === what && change.at === at)
        .flatMap(({ result }) =>
          result.scored.filter(({ issued }) => issued >= changeAt + from * 60 && issued < changeAt + to * 60),
        ),
    );
  const rows = (Object.keys(changeWords) as ChangeName[]).flatMap((what) =>
    windows.map((window) => {
      const changed = inWindow(what, changeAt, window);
      const steady = inWindow(what === 'opens' ? 'opens' : 'closes', never, window);
      const [now, known, before] = [
        pointScore(changed, median).mae,
        pointScore(changed, told).mae,
        pointScore(steady, median).mae,
      ];
      const [wait, waitBefore] = [changed, steady].map((some) => mean(some.map((one) => one.wait)) / minuteMs) as [
        number,
        number,
      ];
      return row(
        `${changeWords[what]}, ${window.from}-${window.to} min after`,
        changed.length,
        `${one(now)} of ${one(wait)}`,
        one(known),
        times(now / known),
        `${one(before)} of ${one(waitBefore)}`,
        times(now / before),
        times(now / wait / (before / waitBefore)),
        one(pointScore(changed, ({ qlLive }) => qlLive).mae),
        one(pointScore(changed, ({ les }) => les).mae),
      );
    }),
  );
  return [
    '## When a day changes',
    '',
    `One queue; on ${done.filter(({ task }) => task.change?.what === 'crowd').length} days, each of another office, something happens at ten that no day before had and no roster says.`,
    'The goal is an error below 1.3 times the steady one once a quarter of an hour has passed. Two things may be meant by the',
    'steady one, so both are given. *Told* is what the same look-ahead misses by on the same tickets when it was told of the',
    'change: the new roster, the new speed, the new crowd, and the truth of all else. That is the error of one for whom the new',
    'state has been steady for ever; what is above it is what learning the change still costs. *Without the change* are the',
    'tickets of the same window on the same days where nothing happened: other people who wait for another time, so a',
    'change that makes waits longer makes that error larger however well it is known; the last ratio is for each minute of wait.',
    '',
    '| what, and tickets taken when | tickets | MAE of mean wait, min | told | ratio to told | without the change | ratio to it | for each minute of wait | QL | LES |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function pointCells({ bias, medianRelative, near, late }: PointScore): readonly string[] {
  return [signed(bias), percent(medianRelative), percent(near), percent(late)];
}
