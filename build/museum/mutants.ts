import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** One bad variant of the product, and the tests that must catch it. */
export interface Mutant {
  readonly name: string;
  /** The rule or invariant it breaks. */
  readonly rule: string;
  readonly patch: string;
  /** Test file, from the root of the repository. */
  readonly file: string;
  /** Beginnings of the names of the tests that must fail, at least one of them. */
  readonly tests: readonly string[];
  /** Files the patch changes. */
  readonly changes: readonly string[];
}

/** A sentence for whoever runs the museum. */
export class MuseumError extends Error {}

/**
 * `mutants/<RULE>-<what>.patch`: a unified diff below lines of our own, which `git apply` passes over:
 * `File: apps/hub/domain/x.test.ts`, then `Test: ...` once or more.
 */
export function mutantsIn(folder: string): Mutant[] {
  const patches = readdirSync(folder).filter((file) => file.endsWith('.patch'));
  return patches.sort(byRule).map((file) => mutantOf(join(folder, file), file.slice(0, -'.patch'.length)));
}

function byRule(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

function mutantOf(patch: string, name: string): Mutant {
  const text = readFileSync(patch, 'utf8');
  const header = (field: string) =>
    [...text.matchAll(new RegExp(`^${field}: (.+)$`, 'gm'))].flatMap((match) => match[1] ?? []);
  const [file] = header('File');
  const tests = header('Test');
  const rule = /^([A-Z]\d{1,2})-[a-z0-9-]+$/.exec(name)?.[1];
  const changes = [...text.matchAll(/^\+\+\+ b\/(\S+)/gm)].flatMap((match) => match[1] ?? []);
  if (rule === undefined || file === undefined || tests.length === 0 || changes.length === 0)
    throw new MuseumError(`${name}.patch must be named <RULE>-<what> and have a File:, a Test: and a diff.`);
  return { name, rule, patch, file, tests, changes };
}

/** Copies a test file and all it imports, as far as it lies in the repository; which files those are. */
export function copyWithImports(root: string, file: string, to: string): ReadonlySet<string> {
  const files = new Set<string>();
  const waiting = [file];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (files.has(next)) continue;
    files.add(next);
    mkdirSync(dirname(join(to, next)), { recursive: true });
    cpSync(join(root, next), join(to, next));
    waiting.push(...importsOf(readFileSync(join(root, next), 'utf8'), posix.dirname(next)));
  }
  return files;
}

/** What a source imports, and the threads it starts. */
function importsOf(text: string, folder: string): string[] {
  return [...text.matchAll(/(?:(?:from|import)\s*\(?\s*'|new URL\('(?=[^']+\.ts'))(\.[^']+)'/g)].map((match) =>
    posix.join(folder, match[1] ?? ''),
  );
}

/** Makes the bad variant in `to`. */
export function mutate(root: string, mutant: Mutant, to: string): void {
  const files = copyWithImports(root, mutant.file, to);
  const untested = mutant.changes.find((file) => !files.has(file));
  if (untested !== undefined) throw new MuseumError(`${mutant.name}: ${mutant.file} does not reach ${untested}.`);
  const applied = spawnSync('git', ['apply', '--whitespace=nowarn', mutant.patch], {
    cwd: to,
    encoding: 'utf8',
    env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(to) },
  });
  if (applied.error) throw new MuseumError(`The museum needs git: ${applied.error.message}.`);
  if (applied.status !== 0)
    throw new MuseumError(
      `${mutant.name}.patch no longer applies; make it again for the code of today: ${applied.stderr.trim()}`,
    );
}
