import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chanceOf } from '../../day/chance.ts';
import type { RigResult } from '../rig.ts';
import { clearRules, faults, type Fault, type Ground } from './faults.ts';
import { judge } from './judge.ts';

const lengthsMs = [2_000, 5_000, 12_000];
/** Each run with a fault waits mostly: several go side by side, each in namespaces of its own. */
const atOnce = 4;
const port = 8080;
const settleMs = 30_000;

/** Every scenario in turn, from a place the seed gives: fault times length. */
export async function network({
  trials,
  seed,
}: {
  readonly trials: number;
  readonly seed: number;
}): Promise<RigResult> {
  const all = lengthsMs.flatMap((lengthMs) => faults.map((fault) => ({ fault, lengthMs })));
  const chosen = Array.from({ length: trials }, (_, i) => all[(seed + i * 25) % all.length] as (typeof all)[number]);
  const violations: string[] = [];
  let next = 0;
  // Each takes its namespaces and processes down itself, also when another has failed.
  const ended = await Promise.allSettled(
    Array.from({ length: Math.min(atOnce, trials) }, async () => {
      for (let i = next++; i < chosen.length; i = next++) {
        const { fault, lengthMs } = chosen[i] as (typeof chosen)[number];
        const wrong = await run(`a${process.pid % 10_000}x${i}`, i % 250, fault, lengthMs, seed + i);
        violations.push(...wrong.map((what) => `${fault.name}, ${lengthMs / 1_000} s, seed ${seed}: ${what}`));
      }
    }),
  );
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return { rig: 'network', trials, violations };
}

/** Why the rig cannot run on this machine; undefined where it can. */
export function whyNot(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it makes network namespaces: Linux, as root';
  for (const program of ['ip', 'nft', 'tc'])
    try {
      execFileSync('which', [program], { stdio: 'pipe' });
    } catch {
      return `the program ${program} is missing: install iproute2 and nftables`;
    }
  return undefined;
}

async function run(
  name: string,
  net: number,
  fault: Fault,
  lengthMs: number,
  seed: number,
): Promise<readonly string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'antrean-net-'));
  const [hubSpace, outSpace, device, far] = [`${name}h`, `${name}o`, `${name}d`, `${name}f`];
  const ip = (...args: readonly string[]) => void execFileSync('ip', args, { stdio: 'pipe' });
  const inHub = (command: string, ...args: readonly string[]) =>
    void execFileSync('ip', ['netns', 'exec', hubSpace, command, ...args], { stdio: 'pipe' });
  const url = `http://10.77.${net}.1:${port}`;
  let hub: ChildProcess | undefined;
  let screens: ChildProcess | undefined;
  try {
    ip('netns', 'add', hubSpace);
    ip('netns', 'add', outSpace);
    ip('link', 'add', device, 'netns', hubSpace, 'type', 'veth', 'peer', 'name', far, 'netns', outSpace);
    for (const [space, dev, host] of [
      [hubSpace, device, 1],
      [outSpace, far, 2],
    ] as const) {
      ip('-n', space, 'addr', 'add', `10.77.${net}.${host}/24`, 'dev', dev);
      ip('-n', space, 'link', 'set', dev, 'up');
      ip('-n', space, 'link', 'set', 'lo', 'up');
    }
    writeFileSync(join(dir, 'passes.json'), JSON.stringify(passes));
    const start = async () => {
      hub = await hubIn(hubSpace, dir, `10.77.${net}.1`);
    };
    await start();
    const out = join(dir, 'seen.jsonl');
    screens = spawn(
      'ip',
      ['netns', 'exec', outSpace, process.execPath, join(import.meta.dirname, 'screens.ts'), url, out],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const ground: Ground = { inHub, device, port, hub: () => hub as ChildProcess, restart: start };
    const chance = chanceOf(seed);
    if (!(await allLive(out, settleMs))) return ['the screens did not start'];
    await sleep(1_000 + chance.int(0, 1_000));
    await inflict(fault, ground, lengthMs);
    const healedAt = Date.now();
    await allLive(out, settleMs);
    await sleep(1_500);
    // A machine with no time to spare can make a screen say, truly, that it is stale for a moment.
    await allLive(out, settleMs);
    const ended = once(screens, 'exit');
    screens.kill('SIGTERM');
    await ended;
    const gone = once(hub as unknown as ChildProcess, 'exit');
    (hub as unknown as ChildProcess).kill('SIGTERM');
    await gone;
    return await judge({ data: join(dir, 'data'), seen: readFileSync(out, 'utf8'), healedAt });
  } finally {
    for (const child of [screens, hub])
      if (child && child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    for (const space of [hubSpace, outSpace]) if (existsSync(`/run/netns/${space}`)) ip('netns', 'del', space);
    rmSync(dir, { recursive: true, force: true });
  }
}

async function inflict({ begin, end, flapsMs }: Fault, ground: Ground, lengthMs: number): Promise<void> {
  const until = Date.now() + lengthMs;
  do {
    await begin(ground);
    await sleep(Math.min(flapsMs ?? lengthMs, lengthMs));
    clearRules(ground);
    await end?.(ground);
    if (flapsMs !== undefined) await sleep(flapsMs);
  } while (Date.now() < until);
}

/** I39: until every screen says it is live, for so long at most. */
async function allLive(out: string, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    await sleep(300);
    const lines = existsSync(out) ? readFileSync(out, 'utf8').trim().split('\n').slice(-60) : [];
    const newest = new Map<string, string>();
    for (const line of lines) {
      const { saw, kind } = JSON.parse(line.startsWith('{') ? line : '{}') as { saw?: string; kind?: string };
      if (saw !== undefined && kind !== undefined) newest.set(saw, kind);
    }
    if (newest.size === 4 && [...newest.values()].every((kind) => kind === 'live')) return true;
  }
  return false;
}

const passes = [
  ...['display-1', 'display-2'].map((device) => ({ token: `token-of-the-${device}`, role: 'display', device })),
  { token: 'token-of-the-officer', role: 'officer', device: 'pc-1', person: 'dewi' },
  { token: 'token-of-the-kiosk', role: 'kiosk', device: 'kiosk-1' },
];

async function hubIn(space: string, dir: string, host: string): Promise<ChildProcess> {
  const main = join(import.meta.dirname, '../../../apps/hub/main.ts');
  const args = [
    '--data',
    join(dir, 'data'),
    '--port',
    String(port),
    '--host',
    host,
    '--access',
    join(dir, 'passes.json'),
  ];
  const child = spawn('ip', ['netns', 'exec', space, process.execPath, main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-2_000)));
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => text.includes('antrean hub ready') && resolve());
    child.once('exit', () => reject(new Error(`The hub did not start: ${said}`)));
  });
  return child;
}
