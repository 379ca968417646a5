import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { desktopApps, folderOf, localConfig, programConfig, type DesktopApp } from './desktop.config.ts';

/** Makes dist/desktop/APP: package.json, main.cjs, preload.cjs and local/. A second or two for all three. */
export async function bundleDesktop(apps: readonly DesktopApp[] = desktopApps): Promise<void> {
  const [first, ...others] = apps;
  if (first === undefined) return;
  for (const app of apps) {
    rmSync(folderOf(app), { recursive: true, force: true });
    mkdirSync(folderOf(app), { recursive: true });
    writeFileSync(join(folderOf(app), 'package.json'), `${JSON.stringify(manifestOf(app), undefined, 2)}\n`);
  }
  await Promise.all([
    build(localConfig(first)),
    ...apps.flatMap((app) => (['main', 'preload'] as const).map((program) => build(programConfig(app, program)))),
  ]);
  for (const app of others) cpSync(join(folderOf(first), 'local'), join(folderOf(app), 'local'), { recursive: true });
}

function manifestOf(app: DesktopApp) {
  const { version, description } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
    readonly version: string;
    readonly description: string;
  };
  return {
    name: `antrean-${app}`,
    productName: `Antrean ${app}`,
    version,
    description,
    author: 'Antrean',
    main: 'main.cjs',
  };
}
