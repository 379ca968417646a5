import { mkdtempSync, rmSync, type StatsFs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openKioskJournal } from './journal.edge.ts';
import { startKiosk } from './program.edge.ts';
import { kioskSettings } from './settings.ts';

/** Every disk is a Windows share. */
vi.mock('node:fs', async (original) => {
  const real = await original<{ readonly statfsSync: (dir: string) => StatsFs }>();
  return { ...real, statfsSync: (dir: string) => Object.assign(real.statfsSync(dir), { type: 0xff534d42 }) };
});

test('I16 a kiosk keeps no journal on a network share, and its start says so', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'kiosk-share-'));
  try {
    expect(() => openKioskJournal(dir)).toThrow('on a network share');
    const settings = kioskSettings(['--data', dir, '--port', '0', '--token', 't'], {});
    expect(settings.ok && (await startKiosk(settings.value))).toEqual({
      ok: false,
      error: `The data folder ${dir} cannot be used (it is on a network share, where numbers can be lost): choose another with --data.`,
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
});
