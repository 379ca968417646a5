import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Runs in a folder of its own, which goes afterwards; with ANTREAN_SOAK=DIR it is one below DIR, and stays to be looked at. */
export async function inFolder<Value>(name: string, work: (dir: string) => Promise<Value> | Value): Promise<Value> {
  const kept = process.env['ANTREAN_SOAK'] ?? '';
  const dir = kept === '' ? mkdtempSync(join(tmpdir(), 'antrean-soak-')) : resolve(kept, name);
  mkdirSync(dir, { recursive: true });
  try {
    return await work(dir);
  } finally {
    if (kept === '') rmSync(dir, { recursive: true, force: true });
  }
}
