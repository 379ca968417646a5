import { existsSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Ends the run with `N passed, N failed` alone on the last line, after the coverage table and all else. Where the
 * environment names a file in ANTREAN_TEST_COUNTS, runs that share it are counted together.
 */
export default class TestSummary implements Reporter {
  private readonly count = { passed: 0, failed: 0, skipped: 0, pending: 0 };

  onInit() {
    process.once('exit', (code) => {
      const { passed, failed, skipped } = this.count;
      const atLeast = code === 0 ? failed : Math.max(failed, 1); // coverage, a lost worker, no test at all
      const all = withEarlierRuns({ passed, failed: atLeast, skipped });
      writeSync(
        1,
        `\n${all.passed} passed, ${all.failed} failed${all.skipped > 0 ? `, ${all.skipped} skipped` : ''}\n`,
      );
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]) {
    for (const { children, errors } of modules.map((module) => ({
      children: module.children,
      errors: module.errors(),
    }))) {
      for (const test of children.allTests()) this.count[test.result().state]++;
      for (const suite of children.allSuites()) if (suite.errors().length > 0) this.count.failed++;
      if (errors.length > 0) this.count.failed++;
    }
    this.count.failed += unhandledErrors.length;
  }
}

function withEarlierRuns(own: Count): Count {
  const file = process.env['ANTREAN_TEST_COUNTS'];
  if (file === undefined) return own;
  const none: Count = { passed: 0, failed: 0, skipped: 0 };
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Count) : none;
  const all = {
    passed: before.passed + own.passed,
    failed: before.failed + own.failed,
    skipped: before.skipped + own.skipped,
  };
  writeFileSync(file, JSON.stringify(all));
  return all;
}
