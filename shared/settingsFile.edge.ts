import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of a data folder's settings.json; undefined where there is none. Throws where it cannot be read. */
export function savedSettings(data: string): string | undefined {
  try {
    return readFileSync(join(data, 'settings.json'), 'utf8');
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
