import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with `N passed, N failed` alone on the last line, after the coverage table and all else. */
export default class TestSummary implements Reporter {
  private readonly count = { passed: 0, failed: 0, skipped: 0, pending: 0 };

  onInit() {
    process.once('exit', (code) => {
      const { passed, failed, skipped } = this.count;
      const atLeast = code === 0 ? failed : Math.max(failed, 1); // coverage, a lost worker, no test at all
      writeSync(1, `\n${passed} passed, ${atLeast} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
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
