import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { present } from '../../shared/basics.ts';
import { bundleDesktop } from '../desktopBundle.ts';
import { builderConfig } from '../electron-builder.config.ts';
import { packingTools, type Builder } from './tools.ts';

const tools = packingTools();
if (!tools) process.stdout.write('Packages not run: electron-builder is installed by `npm run package` only.\n');

test('I37 every fuse of the binary is said, and each closes what it can close', () => {
  expect(builderConfig('kiosk', '45.4.1').electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
  expect(builderConfig('kiosk', '45.4.1').files).toContain('!node_modules/**');
});

/** A folder like Electron's, with some program of that system that has a fuse wire and nothing else of Electron. */
function standIn(folder: string, binary: 'electron' | 'electron.exe'): string {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  const program =
    binary === 'electron'
      ? Buffer.from('\x7fELF', 'latin1')
      : readFileSync(join(dirname(tools?.resolve('electron-winstaller/package.json') ?? ''), 'vendor/Squirrel.exe'));
  const wire = Buffer.from(`dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x08${'1'.repeat(8)}`, 'latin1');
  writeFileSync(join(folder, binary), Buffer.concat([program, wire]), { mode: 0o755 });
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/id.pak', 'locales/fr.pak'])
    writeFileSync(join(folder, name), 'x');
  writeFileSync(join(folder, 'version'), '45.4.1');
  return folder;
}

/** What lies in an archive. */
function listed(archive: string, options: object): string[] {
  return (present(tools, 'tools')('@electron/asar') as Asar).listPackage(archive, options);
}

interface Asar {
  listPackage(archive: string, options: object): string[];
}

describe.runIf(tools)('with electron-builder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'antrean-package-'));
  const builder = tools?.('electron-builder') as Builder;
  beforeAll(() => bundleDesktop(['counter']));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function pack(system: 'LINUX' | 'WINDOWS', more: object = {}) {
    const electronDist = standIn(join(folder, `electron-${system}`), system === 'LINUX' ? 'electron' : 'electron.exe');
    return builder.build({
      targets: builder.Platform[system].createTarget(['dir']),
      config: {
        ...builderConfig('counter', '45.4.1'),
        directories: { ...builderConfig('counter', '45.4.1').directories, output: join(folder, system) },
        electronDist,
        ...more,
      },
    });
  }

  test.each([
    ['LINUX', 'linux-unpacked', 'antrean-counter'],
    ['WINDOWS', 'win-unpacked', 'antrean-counter.exe'],
  ] as const)(
    'a package for %s holds our bundle and nothing of npm, in a binary whose fuses are set',
    async (system, made, binary) => {
      await pack(system);
      const place = join(folder, system, made);
      const inside = listed(join(place, 'resources/app.asar'), {});
      expect(inside.filter((path) => /^\/[^/]+$/.test(path)).sort()).toEqual([
        '/local',
        '/main.cjs',
        '/package.json',
        '/preload.cjs',
      ]);
      const bytes = readFileSync(join(place, binary), 'latin1');
      // In the order of the wire: as node, cookies, NODE_OPTIONS, inspect, integrity, only asar, snapshot, file.
      expect(bytes.split('NKmHXBZaB9tsX')[1]?.slice(2, 10)).toBe('01001100');
    },
    60_000,
  );

  test('a key that electron-builder does not know is refused', async () => {
    await expect(pack('LINUX', { bogusKey: true })).rejects.toThrow(/unknown property 'bogusKey'/);
  });
});
