import { expect, test } from 'vitest';
import type { CoachView, SlipId } from '../../../shared/protocol/practice.ts';
import { median, scoreOf, taskTimes } from './score.ts';

const all: CoachView['steps'] = [
  { step: 'seat', done: 1, of: 1 },
  { step: 'serve', done: 3, of: 3 },
];
const slip = (name: SlipId, times = 1) => ({ slip: name, times });
const next = (medianMs: number): CoachView['tasks'] => [{ task: 'nextCall', times: 4, medianMs }];

test('R5 the score is the share of the steps, a step to be done three times counting three', () => {
  expect(scoreOf({ steps: all, slips: [], tasks: [] })).toBe(100);
  expect(scoreOf({ steps: [all[0]!, { step: 'serve', done: 1, of: 3 }], slips: [], tasks: [] })).toBe(50);
  expect(scoreOf({ steps: [all[0]!, { step: 'serve', done: 9, of: 3 }], slips: [], tasks: [] })).toBe(100);
});

test('R5 each slip costs its points, each time, and no score is below nothing', () => {
  const costs: readonly (readonly [SlipId, number])[] = [
    ['wrongKey', 1],
    ['hurried', 1],
    ['withdrawn', 2],
    ['outOfTurn', 4],
    ['nobodyThere', 4],
    ['stillThere', 4],
    ['wrongOutcome', 4],
  ];
  for (const [name, points] of costs)
    expect([name, scoreOf({ steps: all, slips: [slip(name, 3)], tasks: [] })]).toEqual([name, 100 - 3 * points]);
  expect(scoreOf({ steps: all, slips: [slip('outOfTurn', 40)], tasks: [] })).toBe(0);
});

test('R5 twenty seconds to the next call cost nothing, each two more a point, and twenty points at most', () => {
  const scores = [20_000, 20_001, 22_000, 22_001, 60_000, 600_000].map((ms) =>
    scoreOf({ steps: all, slips: [], tasks: next(ms) }),
  );
  expect(scores).toEqual([100, 99, 99, 98, 80, 80]);
});

test('R5 the time of a task is the median of its times, and a task that was not done has none', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([1, 2, 10, 20])).toBe(6);
  expect(() => median([])).toThrow('The median of nothing');
  const times = [
    { task: 'start', ms: 3_000 },
    { task: 'nextCall', ms: 1_000 },
    { task: 'nextCall', ms: 5_000 },
  ] as const;
  expect(taskTimes(times)).toEqual([
    { task: 'nextCall', times: 2, medianMs: 3_000 },
    { task: 'start', times: 1, medianMs: 3_000 },
  ]);
});
