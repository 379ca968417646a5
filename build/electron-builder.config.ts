import { join } from 'node:path';
import { folderOf, type DesktopApp } from './desktop.config.ts';

/** Folder of the packages; one for each program, so that packing one leaves the others alone. */
export function packagesOf(app: DesktopApp): string {
  return join(import.meta.dirname, '../dist/packages', app);
}

/** What is welded into the binary: whoever reaches its command line or its environment still gets our program only. */
const fuses = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  // Checked on Windows; on Linux a read-only root does that job (docs/desktop.md).
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} as const;

/** The configuration of electron-builder for one program; everything is bundled, so no package of npm goes in. */
export function builderConfig(app: DesktopApp, electronVersion: string) {
  return {
    appId: `id.antrean.${app}`,
    productName: `Antrean ${app}`,
    executableName: `antrean-${app}`,
    electronVersion,
    asar: true,
    npmRebuild: false,
    directories: { app: folderOf(app), output: packagesOf(app) },
    files: ['main.cjs', 'preload.cjs', 'local/**', 'package.json', '!node_modules/**'],
    electronFuses: fuses,
    electronLanguages: ['id', 'en-US'],
    publish: null,
    linux: { target: ['deb'], category: 'Office', maintainer: 'Antrean' },
    deb: { priority: 'optional' },
    win: { target: ['nsis'], signAndEditExecutable: true },
    nsis: { oneClick: true, perMachine: true, deleteAppDataOnUninstall: false },
  } as const;
}
