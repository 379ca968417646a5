import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './testOrder.ts';

const cores = availableParallelism();
const browser = { testTimeout: 60_000, hookTimeout: 120_000 };
const edges = { testTimeout: 20_000, hookTimeout: 20_000 };
/** Each takes every core for itself, or judges how long things take, at low priority too: nothing runs beside it. */
const alone = [
  'build/museum/museum.int.test.ts',
  'build/rigs/paced.int.test.ts',
  'apps/hub/practice/practices.int.test.ts',
];
/** A browser with as many pages at once as the cores bear. */
const manyPages = ['build/e2e/axe.e2e.test.ts'];

/** What the launcher has run before, with its coverage. */
const { ANTREAN_TESTED: tested } = process.env;

/** Groups run one after another; of a group as many files at once as there are cores, since most wait most of the time. */
export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    reporters: ['default', `${import.meta.dirname}/testSummary.ts`],
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: 'v8',
      include: ['apps/hub/domain/**/*.ts'],
      exclude: ['**/*.test.ts'],
      reporter: [['text', { skipFull: true }]],
      thresholds: { lines: 100, branches: 100 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{apps,shared,build}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.{int,e2e}.test.ts', ...(tested === undefined ? [] : [tested])],
          maxWorkers: cores,
          testTimeout: 60_000, // properties on a busy machine
        },
      },
      {
        extends: true,
        test: {
          name: 'int',
          include: ['{apps,shared,build}/**/*.int.test.ts'],
          exclude: alone,
          maxWorkers: cores,
          ...edges,
        },
      },
      {
        extends: true,
        test: { name: 'int-alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 1 }, ...edges },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['build/e2e/**/*.e2e.test.ts'],
          exclude: manyPages,
          maxWorkers: cores,
          sequence: { groupOrder: 2 },
          ...browser,
        },
      },
      {
        extends: true,
        test: { name: 'e2e-alone', include: manyPages, maxWorkers: 1, sequence: { groupOrder: 3 }, ...browser },
      },
    ],
  },
});
