import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bound, lineOf, type Size } from './rig.ts';
import { rigs } from './rigs.ts';

/** `npm run rig -- NAME... --size commit|night|release --seed N`: in slices; a slice that is in the ledger is not run again. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: 'commit' },
    seed: { type: 'string', default: '1' },
    trials: { type: 'string' },
    ledger: { type: 'string', default: 'rigs-ledger.jsonl' },
  },
});
const names = positionals.length > 0 ? positionals : Object.keys(rigs);
const unknown = names.find((name) => !Object.hasOwn(rigs, name));
if (unknown !== undefined) stop(`There is no rig ${unknown}; there are ${Object.keys(rigs).join(', ')}.`);
if (!['commit', 'night', 'release'].includes(values.size)) stop('--size is commit, night or release.');
const size = values.size as Size;
const seed = numberOf('seed', values.seed);

interface Slice {
  readonly rig: string;
  readonly seed: number;
  readonly trials: number;
  readonly violations: readonly string[];
}
const done = new Map(
  (existsSync(values.ledger) ? readFileSync(values.ledger, 'utf8').trim().split('\n') : [])
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Slice)
    .map((slice) => [`${slice.rig} ${slice.seed} ${slice.trials}`, slice]),
);

let failed = false;
for (const name of names) {
  const rig = rigs[name] as (typeof rigs)[string];
  const reason = rig.whyNot?.();
  if (reason !== undefined) {
    process.stdout.write(`${name}: not run, ${reason}\n`);
    continue;
  }
  const total = values.trials === undefined ? rig.sizes[size] : numberOf('trials', values.trials);
  let trials = 0;
  const violations: string[] = [];
  for (let slice = 0; trials < total; slice++) {
    const part = { trials: Math.min(rig.slice, total - trials), seed: seed * 1_000_000 + slice };
    const known = done.get(`${name} ${part.seed} ${part.trials}`);
    const result = known ?? { ...(await rig.run(part)), rig: name, seed: part.seed };
    if (!known) {
      appendFileSync(values.ledger, `${JSON.stringify({ ...result, trials: part.trials })}\n`);
      process.stdout.write(`  ${lineOf(result)}\n`);
    }
    trials += part.trials;
    violations.push(...result.violations);
  }
  for (const violation of violations.slice(0, 20)) process.stdout.write(`  ${violation}\n`);
  process.stdout.write(
    `${name} (${size}, seed ${seed}): ${trials} trials, ${violations.length} violations, ${bound({ trials, violations })}\n`,
  );
  failed ||= violations.length > 0;
}
process.exitCode = failed ? 1 : 0;

function numberOf(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) stop(`--${name} is a whole number, not ${text}.`);
  return Number(text);
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
