import { expect, test } from 'vitest';
import { bandScore, counted, pointScore, type Scored } from './score.ts';
import { runTask } from './task.ts';

const history = Number(process.env['WAITS_HISTORY'] ?? 5);
const days = Number(process.env['WAITS_DAYS'] ?? 2);
const seed = Number(process.env['WAITS_SEED'] ?? 77);

/**
 * Days of the table in docs/waits.md, few enough for every run. The waits of one day go together: so many tickets say as
 * much as one in eight that were alone, and a share that should be 80 % of them is held to three standard errors.
 */
test(
  'a few days of each office: the look-ahead beats both formulas, and its bands hold what they say',
  { timeout: 300_000 },
  async () => {
    const all: Scored[] = [];
    for (const office of ['one', 'four', 'journey'] as const) {
      const { scored, never, unsaid } = await runTask({ office, seed, history, days, oracle: false });
      expect(never + unsaid).toBeLessThan(scored.length / 50);
      const some = counted(scored);
      const ours = pointScore(some, ({ band }) => band[2]).mae;
      expect(ours).toBeLessThan(pointScore(some, ({ qlLive }) => qlLive).mae);
      expect(ours).toBeLessThan(pointScore(some, ({ les }) => les).mae);
      all.push(...some);
    }
    const { inner, outer } = bandScore(all, ({ band }) => band);
    const bound = (share: number) => 3 * Math.sqrt((share * (1 - share)) / (all.length / 8));
    expect(Math.abs(outer.covered - 0.8)).toBeLessThan(bound(0.8));
    expect(Math.abs(inner.covered - 0.6)).toBeLessThan(bound(0.6));
    const { mae, bias } = pointScore(all, ({ band }) => band[2]);
    expect(Math.abs(bias)).toBeLessThan(0.6 * mae);
  },
);
