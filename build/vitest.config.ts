import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    reporters: ['default', `${import.meta.dirname}/testSummary.ts`],
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
          exclude: ['**/*.{int,e2e}.test.ts'],
          testTimeout: 20_000, // properties on a busy machine
        },
      },
      {
        extends: true,
        test: {
          name: 'int',
          include: ['{apps,shared,build}/**/*.int.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['build/e2e/**/*.e2e.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 }, // alone, after all others
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
