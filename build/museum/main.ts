import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createVitest, type TestModule } from 'vitest/node';
import { copyWithImports, MuseumError, mutantsIn, mutate, type Mutant } from './mutants.ts';

const root = dirname(dirname(import.meta.dirname));
/** The folder of the product as it is, which no other folder may be called. */
const unmutated = 'original';

/**
 * Every mutant in a folder of its own, with the sources its test imports; then one warm Vitest runs in each folder the
 * tests that must catch it. The product as it is comes first and must pass them all.
 */
async function exhibit(mutants: readonly Mutant[], hall: string): Promise<readonly TestModule[]> {
  symlinkSync(join(root, 'node_modules'), join(hall, 'node_modules'));
  for (const file of new Set(mutants.map((mutant) => mutant.file))) copyWithImports(root, file, join(hall, unmutated));
  for (const mutant of mutants) mutate(root, mutant, join(hall, mutant.name));
  const wanted = {
    [unmutated]: mutants.flatMap(({ tests }) => tests),
    ...Object.fromEntries(mutants.map(({ name, tests }) => [name, tests])),
  };
  const vitest = await createVitest({
    config: false,
    root: hall,
    watch: false,
    reporters: [{}],
    include: ['*/**/*.test.ts'],
    setupFiles: [join(import.meta.dirname, 'only.ts')],
    pool: 'threads',
    isolate: false,
    maxWorkers: availableParallelism(),
    testTimeout: 30_000,
    provide: { wanted, exhibition: hall },
  });
  try {
    const { testModules } = await vitest.start();
    return testModules;
  } finally {
    await vitest.close();
  }
}

interface Verdict {
  readonly ran: number;
  readonly failed: readonly string[];
  /** Why a file did not even load. */
  readonly broken: string | undefined;
}

function verdictOf(modules: readonly TestModule[], folder: string): Verdict {
  const mine = modules.filter((module) => module.moduleId.includes(`/${folder}/`));
  const tests = mine.flatMap((module) => [...module.children.allTests()]);
  const failed = tests.filter((test) => test.result().state === 'failed');
  const ran = tests.filter((test) => test.result().state !== 'skipped');
  return {
    ran: ran.length,
    failed: failed.map(({ name }) => name),
    broken: mine.flatMap((module) => module.errors())[0]?.message,
  };
}

/** True when every mutant was caught. */
function report(mutants: readonly Mutant[], modules: readonly TestModule[]): boolean {
  const original = verdictOf(modules, unmutated);
  if (original.broken !== undefined || original.failed.length > 0)
    throw new MuseumError(
      `The product as it is fails already: ${original.failed.join('; ') || `a test file does not load (${original.broken})`}.`,
    );
  let caught = 0;
  for (const { name, tests } of mutants) {
    const { ran, failed, broken } = verdictOf(modules, name);
    const [test] = failed;
    if (broken !== undefined) console.log(`BROKEN    ${name}: the mutant does not even load`);
    else if (ran === 0) console.log(`UNTESTED  ${name}: there is no test "${tests.join('" or "')}"`);
    else if (test === undefined) console.log(`SURVIVED  ${name}: "${tests.join('" and "')}" still pass`);
    else {
      caught++;
      console.log(`caught    ${name} by "${test}"`);
    }
  }
  console.log(`${caught} of ${mutants.length} caught`);
  return caught === mutants.length;
}

const asked = process.argv.slice(2);
const hall = realpathSync(mkdtempSync(join(tmpdir(), 'antrean-museum-')));
try {
  const all = mutantsIn(join(import.meta.dirname, 'mutants'));
  const mutants = asked.length === 0 ? all : all.filter(({ name }) => asked.some((part) => name.startsWith(part)));
  process.exitCode = report(mutants, await exhibit(mutants, hall)) ? 0 : 1; // Vitest has left its own: tests failed
} catch (error) {
  if (!(error instanceof MuseumError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
} finally {
  rmSync(hall, { recursive: true, force: true });
}
