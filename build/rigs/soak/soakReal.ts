import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RigResult } from '../rig.ts';
import { bigOffice, passesFor, tokenOf } from './bigOffice.ts';
import { inFolder } from './folder.ts';
import { judgeSoak } from './judgeSoak.ts';
import { bigDay, goFile, quarter, planFile, type SoakPlan } from './plan.ts';

/** As the launcher starts a hub. */
const hubFlags = ['--max-semi-space-size=4'];
const root = join(import.meta.dirname, '../../..');

/** One trial is a run of some minutes; 24 are the whole day of the big office, 24 real minutes. */
export async function soakReal({
  trials,
  seed,
}: {
  readonly trials: number;
  readonly seed: number;
}): Promise<RigResult> {
  const violations: string[] = [];
  const runs = trials >= 24 ? Math.floor(trials / 24) : trials;
  for (let run = 0; run < runs; run++) {
    const plan = (trials >= 24 ? bigDay : quarter)(seed + run);
    const found = await inFolder(`real-${plan.seed}`, (dir) => soak(plan, dir));
    violations.push(...found.map((one) => `seed ${plan.seed}: ${one}`));
  }
  return { rig: 'soak-real', trials, violations };
}

/** Plays a plan in processes of their own and judges what they left in `dir`. */
export async function soak(plan: SoakPlan, dir: string): Promise<readonly string[]> {
  const { counters, zones, shuts } = plan;
  writeFileSync(planFile(dir), JSON.stringify(plan));
  writeFileSync(join(dir, 'office.json'), JSON.stringify(bigOffice({ counters, zones, shuts })));
  writeFileSync(join(dir, 'passes.json'), JSON.stringify(passesFor(plan)));
  const children: Child[] = [];
  const start = async (file: string, flags: readonly string[], args: readonly string[], word: RegExp) => {
    const child = begin(dir, file, flags, args);
    children.push(child);
    return { ...child, said: await child.says(word) };
  };
  try {
    const hub = await start('build/rigs/soak/hubProcess.ts', hubFlags, [dir], /ready (http\S+)/);
    const url = hub.said[1] ?? '';
    const follower = await start(
      'apps/hub/main.ts',
      [],
      ['follow', join(dir, 'copy'), '--hub', url, '--token', tokenOf('watcher'), '--name', 'copy'],
      /follower at/,
    );
    const people = await start('build/rigs/soak/people.ts', [], [dir, url], /people ready/);
    const kiosks = await start('build/rigs/soak/kiosks.ts', [], [dir, url], /kiosks ready/);
    writeFileSync(goFile(dir), '');
    await kiosks.says(/kiosks done/);
    await kiosks.stop('SIGTERM');
    await people.stop('SIGTERM');
    const health = await healthOnceCopied(url);
    await follower.stop('SIGTERM');
    await hub.stop('SIGTERM');
    return await judgeSoak(plan, dir, health);
  } catch (error) {
    return [`the run broke off: ${String(error)}`];
  } finally {
    for (const child of children) await child.stop('SIGKILL');
  }
}

export interface Health {
  readonly seq: number;
  readonly followers: readonly { readonly follower: string; readonly behind: number; readonly connected: boolean }[];
  readonly backup?: { readonly at?: number; readonly seq?: number; readonly trouble?: string };
}

/** The health of a hub that nobody asks for anything any more, once its follower has all, or 10 s later (I39). */
async function healthOnceCopied(url: string): Promise<Health> {
  for (let left = 50; ; left--) {
    const health = (await (await fetch(`${url}/healthz`)).json()) as Health;
    if (left === 0 || health.followers.every(({ behind }) => behind === 0)) return health;
    await sleep(200);
  }
}

interface Child {
  /** What it says that is like this, now or later; rejects when it ends before. */
  says(word: RegExp): Promise<RegExpExecArray>;
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** A process of the run; its complaints go to a file of its name. */
function begin(dir: string, file: string, flags: readonly string[], args: readonly string[]): Child {
  const logFile = join(dir, `${file.split('/').at(-1)}-${args[0] === 'follow' ? 'follow' : 'run'}.log`);
  const log = openSync(logFile, 'a');
  const child: ChildProcess = spawn(process.execPath, [...flags, join(root, file), ...args], {
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  let said = '';
  let isOver = false;
  const heard = new Set<() => void>();
  const tell = () => {
    for (const one of heard) one();
  };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-10_000);
    tell();
  });
  const ended = new Promise<void>((resolve) =>
    child.once('close', () => {
      isOver = true;
      tell();
      resolve();
    }),
  );
  return {
    says: (word) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = word.exec(said);
          if (!found && !isOver) return;
          heard.delete(look);
          if (found) resolve(found);
          else reject(new Error(`${file} ended: ${readFileSync(logFile, 'utf8').slice(-500)}`));
        };
        heard.add(look);
        look();
      }),
    async stop(signal) {
      if (!isOver) child.kill(signal);
      await ended;
    },
  };
}
