import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

const root = join(import.meta.dirname, '..');

export interface Page {
  readonly name: string;
  readonly folder: string;
}

/** apps/NAME/page and apps/hub/pages/NAME. */
export function pages(): Page[] {
  const apps = foldersOf('apps').map((name) => ({ name, folder: join(root, 'apps', name, 'page') }));
  const ofHub = foldersOf('apps/hub/pages').map((name) => ({ name, folder: join(root, 'apps/hub/pages', name) }));
  return [...apps, ...ofHub].filter(({ folder }) => existsSync(join(folder, 'index.html')));
}

function foldersOf(path: string): string[] {
  if (!existsSync(join(root, path))) return [];
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** One build per page: a page is alone on its device, and a display may be a television of 2020 (Chromium 68). */
export function configOf({ name, folder }: Page): InlineConfig {
  return {
    configFile: false,
    root: folder,
    base: './',
    plugins: [react()],
    logLevel: 'warn',
    build: {
      outDir: join(root, 'dist/pages', name),
      emptyOutDir: true,
      ...(name === 'display' ? { target: ['es2018', 'chrome68'] } : {}),
    },
  };
}
