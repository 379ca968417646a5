import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { copyWithImports, mutantsIn, mutate } from './mutants.ts';

const root = dirname(dirname(import.meta.dirname));
const here = mkdtempSync(join(tmpdir(), 'antrean-museum-test-'));
afterAll(() => rmSync(here, { recursive: true, force: true }));
const mutants = mutantsIn(join(import.meta.dirname, 'mutants'));

function run(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_V8_COVERAGE: undefined, VITEST: undefined },
  });
  return { status, said: stdout.trim().split('\n'), stderr };
}

test('every mutant is caught by the test it names', { timeout: 480_000 }, () => {
  const { status, said } = run();
  expect(said.filter((line) => !line.startsWith('caught'))).toEqual([`${mutants.length} of ${mutants.length} caught`]);
  expect(status).toBe(0);
});

test('every rule has a mutant, save those that are kept outside the core', () => {
  const rules = [...readFileSync(join(root, 'apps/hub/RULES.md'), 'utf8').matchAll(/\*\*([A-Z]\d+)\*\*/g)].map(
    ([, rule]) => rule,
  );
  const shown = new Set(mutants.map(({ rule }) => rule));
  expect(rules.length).toBeGreaterThan(60);
  expect(rules.filter((rule) => rule !== undefined && !shown.has(rule))).toEqual(['T1', 'D8', 'P1', 'P2', 'P3']);
});

describe('a patch', () => {
  const folder = (name: string, text: string) => {
    const into = join(here, name);
    mkdirSync(into);
    writeFileSync(join(into, `${name}.patch`), text);
    return into;
  };
  const file = 'apps/hub/domain/quota.test.ts';
  const diff = (changed: string, line: string) =>
    `File: ${file}\nTest: D7\n\n--- a/${changed}\n+++ b/${changed}\n@@ -1,1 +1,1 @@\n-${line}\n+// gone\n`;

  test('without a test is refused in one sentence', () => {
    const into = folder('T1-nothing', 'File: x.test.ts\n--- a/x.ts\n+++ b/x.ts\n');
    expect(() => mutantsIn(into)).toThrow('T1-nothing.patch must be named <RULE>-<what>');
  });

  test('that no longer applies is refused in one sentence', () => {
    const [mutant] = mutantsIn(folder('D7-old', diff('apps/hub/domain/quota.ts', 'a line of long ago')));
    expect(() => mutate(root, mutant!, join(here, 'old'))).toThrow('D7-old.patch no longer applies');
  });

  test('of a file the test does not import is refused in one sentence', () => {
    const [mutant] = mutantsIn(folder('D7-far', diff('apps/hub/main.ts', 'x')));
    expect(() => mutate(root, mutant!, join(here, 'far'))).toThrow(
      'D7-far: apps/hub/domain/quota.test.ts does not reach',
    );
  });

  test('is tried on a copy of the test and all it imports', () => {
    const files = copyWithImports(root, file, join(here, 'copy'));
    expect([...files]).toContain('apps/hub/domain/quota.ts');
    expect([...files]).toContain('shared/protocol/office.ts');
    expect(readFileSync(join(here, 'copy/shared/ids.ts'), 'utf8')).toBe(
      readFileSync(join(root, 'shared/ids.ts'), 'utf8'),
    );
  });
});
