import { expect, test, vi } from 'vitest';
import { runBranch } from './run.ts';

vi.setConfig({ testTimeout: 300_000 });

/** BRANCH_RUN=N makes that run again. */
const seed = Number(process.env['BRANCH_RUN'] ?? 12);

test(`run ${seed} of a whole branch holds, and made twice it is the same to the last delivery`, async () => {
  const [one, other] = [await runBranch(seed), await runBranch(seed)];
  expect(one).toMatchObject({ violations: [] });
  expect(one.steps).toBeGreaterThan(5_000);
  expect(one.exchanges).toBeGreaterThan(100);
  expect(other.traceHash).toBe(one.traceHash);
  expect((await runBranch(seed + 1)).traceHash).not.toBe(one.traceHash);
});
