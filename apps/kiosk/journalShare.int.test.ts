import fs, { mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openKioskJournal } from './journal.edge.ts';
import { startKiosk } from './program.edge.ts';
import { kioskSettings } from './settings.ts';

const { statfsSync } = fs;
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kiosk-share-'));
  // Every disk is a Windows share.
  vi.spyOn(fs, 'statfsSync').mockImplementation((at) => Object.assign(statfsSync(at), { type: 0xff534d42 }));
  syncBuiltinESMExports();
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  rmSync(dir, { recursive: true });
});

test('I16 a kiosk keeps no journal on a network share, and its start says so', async () => {
  expect(() => openKioskJournal(dir)).toThrow('on a network share');
  const settings = kioskSettings(['--data', dir, '--port', '0', '--token', 't'], {});
  expect(settings.ok && (await startKiosk(settings.value))).toEqual({
    ok: false,
    error: `The data folder ${dir} cannot be used (it is on a network share, where numbers can be lost): choose another with --data.`,
  });
});
