import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/basics.ts';

/** What we use of electron-builder, whose types are not among the locked dependencies. */
export interface Builder {
  readonly Platform: { readonly [Name in 'LINUX' | 'WINDOWS']: { createTarget(types: readonly string[]): object } };
  build(options: { readonly targets: object; readonly config: object }): Promise<readonly string[]>;
}

const root = join(import.meta.dirname, '../..');

/** Its folder is named for its lockfile, and has a stamp once it is whole. */
function place() {
  const lock = readFileSync(join(import.meta.dirname, 'package-lock.json'));
  const folder = join(root, 'dist/package', createHash('sha256').update(lock).digest('hex').slice(0, 12));
  return { folder, stamp: join(folder, '.whole') };
}

/** `require` of what packs; undefined where it is not installed. */
export function packingTools(): NodeJS.Require | undefined {
  const { folder, stamp } = place();
  return existsSync(stamp) ? createRequire(join(folder, 'package.json')) : undefined;
}

/** 279 packages, 93 MB, a quarter of a minute: too much for every clone, so only who packs installs them. */
export function installPackingTools(): Result<NodeJS.Require, string> {
  const there = packingTools();
  if (there) return ok(there);
  const { folder, stamp } = place();
  process.stderr.write('Installing electron-builder (once, about a quarter of a minute) ...\n');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(import.meta.dirname, name), join(folder, name));
  cpSync(join(root, '.npmrc'), join(folder, '.npmrc'));
  const npm = process.env['npm_execpath'];
  const [command, first] = npm?.endsWith('npm-cli.js') ? [process.execPath, [npm]] : ['npm', []];
  const { status } = spawnSync(command, [...first, 'ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) return err('electron-builder could not be installed; npm says why above.');
  writeFileSync(stamp, '');
  return ok(createRequire(join(folder, 'package.json')));
}
