import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { lineOf, type Rig } from './rig.ts';
import { rigs } from './rigs.ts';

/** Another seed for every commit, so that the nights between them are not all alike. */
function seedOfCommit(): number {
  let commit = 'none';
  try {
    commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' });
  } catch {
    // An unpacked archive has no commits.
  }
  return Number(process.env['ANTREAN_SEED'] ?? createHash('sha256').update(commit).digest().readUInt32BE() % 1_000_000);
}

/** A test of each rig that is chosen, at commit size; one that cannot run on this machine is skipped, with its reason. */
export function holdAtCommitSize(isChosen: (rig: Rig) => boolean): void {
  const seed = seedOfCommit();
  test.for(Object.entries(rigs).filter(([, rig]) => isChosen(rig)))(
    `%s holds at commit size, seed ${seed}`,
    async ([, { run, sizes, whyNot }], { skip }) => {
      const reason = whyNot?.();
      skip(reason !== undefined, `not run: ${reason}`);
      const result = await run({ trials: sizes.commit, seed });
      process.stdout.write(`${lineOf(result)}\n`);
      expect(result).toEqual({ rig: result.rig, trials: sizes.commit, violations: [] });
    },
  );
}
