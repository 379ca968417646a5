import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

const root = join(import.meta.dirname, '..');

export const desktopApps = ['kiosk', 'counter', 'display'] as const;
export type DesktopApp = (typeof desktopApps)[number];

export function folderOf(app: DesktopApp): string {
  return join(root, 'dist/desktop', app);
}

/** Everything in one CommonJS file each: a sandboxed preload can require nothing, and a package holds no node_modules. */
export function programConfig(app: DesktopApp, program: 'main' | 'preload'): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: join(root, 'apps', app, 'shell', `${program}.ts`),
      outDir: folderOf(app),
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: {
        external: ['electron', /^node:/],
        output: { format: 'cjs', entryFileNames: `${program}.cjs`, codeSplitting: false },
      },
    },
  };
}

/** The page that stands there while the hub is away. */
export function localConfig(app: DesktopApp): InlineConfig {
  return {
    configFile: false,
    root: join(root, 'shared/shell/local'),
    base: './',
    plugins: [react()],
    logLevel: 'warn',
    build: {
      outDir: join(folderOf(app), 'local'),
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  };
}
