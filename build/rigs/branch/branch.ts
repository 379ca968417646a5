import { execFileSync } from 'node:child_process';
import type { RigResult } from '../rig.ts';
import { runBranch, type RunResult } from './run.ts';

/** One run in so many is made twice, and must leave the same trace. */
const twiceEvery = 100;
/** Runs of one slice at most; their seeds are the slice's own. */
export const mostRuns = 20;

/** Runs of a whole branch office, each of some 20,000 steps, each from a seed of its own. */
export async function branch({ trials, seed }: { readonly trials: number; readonly seed: number }): Promise<RigResult> {
  const violations: string[] = [];
  const began = performance.now();
  let steps = 0;
  for (let i = 0; i < trials; i++) {
    const own = seed * mostRuns + i;
    const run = await runBranch(own);
    steps += run.steps;
    if (run.violations.length > 0) violations.push(...told(own, run));
    if (own % twiceEvery !== 0) continue;
    const again = await runBranch(own);
    steps += again.steps;
    if (again.traceHash !== run.traceHash) violations.push(`run ${own}: made twice, it went two ways`);
  }
  const perSecond = Math.round((steps / (performance.now() - began)) * 1_000);
  return { rig: `branch, ${steps} steps, ${perSecond} steps/s`, trials, violations };
}

/** With what it takes to see it again: `BRANCH_RUN=N npm test -- --project unit build/rigs/branch`. */
function told(own: number, { violations, faults, lastLines }: RunResult): string[] {
  const where = `run ${own} at ${commit()} with ${faults.join(', ')}`;
  return violations.map((what, i) => `${where}: ${what}${i === 0 ? `\n    ${lastLines.join('\n    ')}` : ''}`);
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  } catch {
    return 'no commit';
  }
}
