import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { desktopApps, folderOf } from './desktop.config.ts';
import { bundleDesktop } from './desktopBundle.ts';

const usage = 'npm run desktop -- kiosk|counter|display --hub URL';
const root = join(import.meta.dirname, '..');
/** What an attendant's restart ends the agent with. */
const restartCode = 75;

const [asked, ...flags] = process.argv.slice(2);
const app = desktopApps.find((one) => one === asked);
if (app === undefined) stop(`Say which program: ${usage}.`);
const electron = findElectron();
if (electron === undefined)
  stop(
    'There is no Electron on this computer: run `npx install-electron` where the internet is reached, or name a folder that holds it in ELECTRON_OVERRIDE_DIST_PATH.',
  );
await bundleDesktop([app]);

const children = new Set<ChildProcess>();
let ending = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(0));

// The kiosk is two programs: its agent, which has the journal and the printer, and a window onto the agent's page.
const startsAgent = app === 'kiosk' && flags.some((flag) => /^--(hub|token|printer)(=|$)/.test(flag));
if (startsAgent) startAgent((url) => openShell(['--agent', url]));
else openShell(flags);

function startAgent(onReady: (url: string) => void): void {
  const agent = keep(
    spawn(process.execPath, [join(root, 'apps/kiosk/main.ts'), ...flags], { stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  agent.stdout?.on('data', (said: Buffer) => {
    process.stdout.write(said);
    const [, url] = /antrean kiosk ready (\S+)/.exec(said.toString()) ?? [];
    if (url !== undefined) onReady(url);
  });
  agent.once('exit', (code) => {
    if (code === restartCode && !ending) startAgent(() => {});
    else end(code ?? 1);
  });
}

function openShell(given: readonly string[]): void {
  const shell = keep(spawn(electron as string, [folderOf(app as 'kiosk'), ...given], { stdio: 'inherit' }));
  shell.once('error', (error) => stop(`Electron could not be started (${error.message}).`));
  shell.once('exit', (code) => end(code ?? 1));
}

function keep(child: ChildProcess): ChildProcess {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

function end(code: number): void {
  if (ending) return;
  ending = true;
  process.exitCode = code;
  for (const child of children) child.kill('SIGTERM');
}

/** The binary that the package electron has fetched, or that its own variable names. */
function findElectron(): string | undefined {
  const place = join(root, 'node_modules/electron');
  const name = existsSync(join(place, 'path.txt')) ? readFileSync(join(place, 'path.txt'), 'utf8') : 'electron';
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] || join(place, 'dist');
  return [name, 'electron', 'electron.exe'].map((file) => join(dist, file)).find((file) => existsSync(file));
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
