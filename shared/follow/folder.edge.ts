import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes the names in a folder last over a power cut. Windows has no such call and keeps them by itself. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dir, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
