import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

const imports = 'walls(imports)';
const clock = 'walls(clock)';
const globals = 'eslint(no-restricted-globals)';
const properties = 'eslint(no-restricted-properties)';
const chance = 'eslint(no-restricted-imports)';

const broken: readonly (readonly [file: string, source: string, rule: string])[] = [
  ['apps/hub/domain/a.ts', `import 'node:path';`, imports],
  ['apps/hub/domain/a.edge.ts', `import 'node:fs';`, imports],
  ['apps/hub/domain/a.ts', `import 'zod';`, imports],
  ['apps/hub/domain/a.ts', `import '../journal/journal.ts';`, imports],
  ['apps/hub/domain/a.ts', `export type { View } from '../../../shared/ui/useView.ts';`, imports],
  ['apps/hub/forecast/a.ts', `export * from '../server/http.ts';`, imports],
  ['apps/hub/forecast/a.ts', `export type Db = import('better-sqlite3').Database;`, imports],
  ['apps/hub/pages/admin/a.tsx', `import 'node:path';`, imports],
  ['apps/kiosk/page/a.edge.ts', `import 'node:fs';`, imports],
  ['apps/counter/page/a.tsx', `import 'electron';`, imports],
  ['shared/ui/a.tsx', `import 'path';`, imports],
  ['shared/protocol/a.ts', `import '../../apps/hub/domain/floor.ts';`, imports],
  ['apps/kiosk/agent.ts', `import '../hub/domain/floor.ts';`, imports],
  ['apps/hub/hub.test.ts', `import '../kiosk/agent.ts';`, imports],
  ['apps/hub/server/http.ts', `import 'better-sqlite3';`, imports],
  ['apps/hub/journal/a.ts', `import 'socket.io';`, imports],
  ['apps/kiosk/agent.ts', `await import('socket.io-client');`, imports],
  ['apps/kiosk/agent.ts', `import 'node-thermal-printer';`, imports],
  ['apps/kiosk/agent.ts', `import 'electron';`, imports],
  ['apps/hub/main.ts', `import 'electron';`, imports],
  ['apps/hub/pages/practice/a.tsx', `import 'react-router';`, imports],
  ['shared/ui/a.tsx', `import 'd3-scale';`, imports],
  ['apps/display/page/a.tsx', `import type { Line } from 'd3-shape';`, imports],
  ['apps/hub/hub.ts', `import 'node:fs';`, imports],
  ['apps/hub/hub.ts', `import 'net';`, imports],
  ['shared/hubLink.ts', `import 'node:timers/promises';`, imports],
  ['apps/hub/hub.ts', `import { randomUUID } from 'node:crypto'; randomUUID;`, chance],
  ['apps/hub/main.ts', `Date.now();`, properties],
  ['apps/hub/hub.ts', `performance.now();`, properties],
  ['apps/hub/hub.ts', `Math.random();`, properties],
  ['shared/hubLink.ts', `crypto.randomUUID();`, properties],
  ['apps/kiosk/page/a.tsx', `window.setTimeout(String, 1);`, properties],
  ['apps/kiosk/page/a.tsx', `setTimeout(String, 1);`, globals],
  ['apps/hub/hub.ts', `setInterval(String, 1);`, globals],
  ['apps/hub/hub.ts', `setImmediate(String);`, globals],
  ['apps/hub/hub.ts', `new Date();`, clock],
];

const sound: readonly (readonly [file: string, source: string])[] = [
  ['apps/hub/domain/a.ts', `import 'zod/mini'; import '../forecast/learn.ts'; import '../../../shared/ids.ts';`],
  ['apps/hub/domain/a.ts', `import '../../../shared/protocol/commands.ts'; new Date(0);`],
  ['apps/hub/domain/a.test.ts', `import 'vitest'; import 'node:fs'; Date.now();`],
  ['apps/hub/journal/journal.edge.ts', `import 'better-sqlite3'; import 'node:fs';`],
  ['apps/hub/server/a.edge.ts', `import 'socket.io'; import 'node:http'; setTimeout(String, 1);`],
  ['apps/hub/hub.ts', `import { createHash } from 'node:crypto'; createHash;`],
  ['apps/hub/main.ts', `import 'node:fs';`],
  ['apps/kiosk/slip.ts', `import 'node-thermal-printer';`],
  ['apps/kiosk/main.ts', `import 'electron'; import 'node:path';`],
  ['apps/hub/pages/admin/a.tsx', `import 'react-router'; import 'd3-scale';`],
  [
    'apps/kiosk/page/clock.edge.ts',
    `Date.now(); setTimeout(String, 1); Math.random(); crypto.randomUUID(); new Date();`,
  ],
  ['shared/shell/window.ts', `import 'electron';`],
  ['shared/hubLink.ts', `import 'socket.io-client';`],
  ['shared/testing/hub.ts', `import '../../apps/hub/hub.ts';`],
  ['build/rigs/a.ts', `import '../../apps/hub/hub.ts'; import 'node:fs'; Date.now(); new Date();`],
];

/** All lines are laid out in one scratch repository and judged by one run of the linter under the real configuration. */
const files = new Map<string, string[]>();

function lay(file: string, source: string): number {
  const lines = files.get(file) ?? [];
  files.set(file, lines);
  return lines.push(source);
}
const brokenLines = broken.map(([file, source, rule]) => ({ file, source, rule, line: lay(file, source) }));
const soundLines = sound.map(([file, source]) => ({ file, source, line: lay(file, source) }));

interface Finding {
  readonly code: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
}
let findings: readonly Finding[] = [];

function rulesBroken(file: string, line: number): string[] {
  const rules = [imports, clock, globals, properties, chance];
  return findings
    .filter((finding) => finding.filename === file && finding.labels[0]?.span.line === line)
    .map((finding) => finding.code)
    .filter((code) => rules.includes(code));
}

beforeAll(() => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'walls-')));
  for (const file of ['oxlint.json', 'walls.ts']) cpSync(join(import.meta.dirname, file), join(root, 'build', file));
  for (const [file, lines] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), lines.join('\n'));
  }
  const oxlint = join(import.meta.dirname, '../node_modules/oxlint/bin/oxlint');
  const args = [oxlint, '-c', 'build/oxlint.json', '--format', 'json', 'apps', 'shared', 'build/rigs'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  rmSync(root, { recursive: true });
  findings = JSON.parse(stdout).diagnostics;
});

test.for(brokenLines)('$file may not say $source', ({ file, line, rule }) => {
  expect(rulesBroken(file, line)).toEqual([rule]);
});

test.for(soundLines)('$file may say $source', ({ file, line }) => {
  expect(rulesBroken(file, line)).toEqual([]);
});
