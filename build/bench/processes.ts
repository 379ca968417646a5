import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { officeDocument, passes } from './office.ts';

export interface Running {
  readonly url: string;
  readonly dir: string;
  /** From spawn to the line that says it listens, Ms. */
  readonly readyAfter: number;
  stop(): Promise<void>;
}

/** As the launcher starts a hub; the baselines too, so that nobody has another heap. */
const flags = ['--max-semi-space-size=4'];
const root = join(import.meta.dirname, '../..');
const folders: string[] = [];
const running = new Set<Running>();

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'antrean-bench-'));
  folders.push(folder);
  return folder;
}

/** Ends what is still running, by its id, and removes the folders. */
export async function clean(): Promise<void> {
  for (const one of running) await one.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** Runs a program of ours in a process of its own until it says `ready URL`; its log goes to a file, as a service's does. */
export async function run(file: string, args: readonly string[], dir: string): Promise<Running> {
  const log = openSync(join(dir, 'log'), 'a');
  const from = performance.now();
  const child = spawn(process.execPath, [...flags, join(root, file), ...args], { stdio: ['ignore', 'pipe', log] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /ready (http\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject);
    void ended.then(() => reject(new Error(`${file} ended: ${readFileSync(join(dir, 'log'), 'utf8').slice(-500)}`)));
  });
  const one: Running = {
    url,
    dir,
    readyAfter: performance.now() - from,
    async stop() {
      running.delete(one);
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
  running.add(one);
  return one;
}

/** Variants of the hub: with its journal in memory, and without forecasts. */
const variants = { memory: 'build/bench/memoryHub.ts', blind: 'build/bench/blindHub.ts' } as const;

/** A hub on a data folder, as `npm run hub` starts it, or a variant of it. */
export function runHub({
  dir = tempFolder(),
  as,
  more = [],
}: { readonly dir?: string; readonly as?: keyof typeof variants; readonly more?: readonly string[] } = {}) {
  const office = join(dir, 'office.json');
  const access = join(dir, 'access.json');
  writeFileSync(office, JSON.stringify(officeDocument));
  writeFileSync(access, JSON.stringify(passes));
  const flags = ['--data', join(dir, 'data'), '--port', '0', '--office', office, '--access', access, ...more];
  return run(as ? variants[as] : 'apps/hub/main.ts', flags, dir);
}

export function runBare(): Promise<Running> {
  const dir = tempFolder();
  return run('build/bench/bare.ts', [dir], dir);
}

/** A figure of the hub's own /metrics. */
export async function metric({ url }: Running, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const found = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
  if (found === undefined) throw new Error(`/metrics has no ${name}`);
  return Number(found);
}
