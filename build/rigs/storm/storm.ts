import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { present } from '../../../shared/basics.ts';
import { hubProcess, type HubProcess } from '../../e2e/support/hubProgram.ts';
import type { RigResult } from '../rig.ts';
import { at, openCrowd, until, wallNow } from './crowds.ts';
import { officeOfStorms, officers, watchers, writeDay } from './office.ts';
import { besideOthers } from './share.ts';

const tickets = 2_000;
const crowds = 3;
const watching = Array.from({ length: crowds }, (_, crowd) => watchers.filter((_seat, i) => i % crowds === crowd));
const partitionMs = 15_000;
const limits = { syncMs: 3_000, callMs: 250 };

type Storm = 'restart' | 'partition';
/** What one storm took: of each screen until it was back, of each call meanwhile, and the start of the hub. */
interface Seen {
  readonly storm: Storm;
  readonly syncs: readonly number[];
  readonly calls: readonly number[];
  readonly restartMs: number | undefined;
  /** How much longer it may have taken because of others on this machine. */
  readonly factor: number;
  readonly violations: readonly string[];
}

/**
 * 200 screens of the shipped link, in processes of their own, lose a hub with a day of 2,000 tickets behind it, and come
 * back all at once: after SIGKILL and a start on the same data, or after a line that was frozen for 15 s, in turn.
 * Eight officers call as soon as they can. Says what it took.
 */
export async function storm({ trials, seed }: { readonly trials: number; readonly seed: number }): Promise<RigResult> {
  const root = mkdtempSync(join(tmpdir(), 'antrean-storm-'));
  const seen: Seen[] = [];
  const violations: string[] = [];
  try {
    const whole = join(root, 'whole');
    await writeDay(whole, tickets);
    writeFileSync(join(root, 'passes.json'), JSON.stringify([...officers, ...watchers].map(({ pass }) => pass)));
    writeFileSync(join(root, 'office.json'), JSON.stringify(officeOfStorms));
    for (let trial = 0; trial < trials; trial++) {
      const dir = join(root, `data-${trial}`);
      cpSync(whole, dir, { recursive: true });
      const one = await weather(root, dir, trial % 2 === 0 ? 'restart' : 'partition');
      rmSync(dir, { recursive: true, force: true });
      seen.push(one);
      violations.push(...one.violations.map((what) => `${one.storm}, seed ${seed} trial ${trial}: ${what}`));
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  for (const kind of ['restart', 'partition'] as const) {
    const some = seen.filter((one) => one.storm === kind);
    if (some.length > 0) process.stdout.write(`  ${kind}: ${figuresOf(some)}\n`);
  }
  return { rig: 'storm', trials, violations };
}

async function weather(root: string, data: string, kind: Storm): Promise<Seen> {
  const children: ChildProcess[] = [];
  const [office, access] = [join(root, 'office.json'), join(root, 'passes.json')];
  const start = (port: string): Promise<HubProcess> =>
    hubProcess(['--data', data, '--port', port, '--office', office, '--access', access]);
  let hub = await start('0');
  try {
    const port = new URL(urlOf(hub)).port;
    const relay = kind === 'partition' ? await relayTo(port) : undefined;
    if (relay) children.push(relay.child);
    const crowd = openCrowd(relay?.url ?? urlOf(hub), officers, watching);
    children.push(...crowd.children);
    await until(() => crowd.synced(0).length === officers.length + watchers.length, 'the crowd to come');
    await sleep(1_000);

    let calmFrom = wallNow();
    let restartMs: number | undefined;
    if (relay) {
      relay.child.kill('SIGSTOP');
      await sleep(partitionMs);
      calmFrom = wallNow();
      relay.child.kill('SIGCONT');
    } else {
      hub.child.kill('SIGKILL');
      await hub.ended;
      hub = await start(port);
      urlOf(hub);
      restartMs = wallNow() - calmFrom;
      calmFrom = wallNow();
    }
    const factor = besideOthers([hub.child.pid, ...children.map(({ pid }) => pid)]);
    await until(() => crowd.synced(calmFrom).length === officers.length + watchers.length, 'the crowd to come back');
    const shared = factor();
    await sleep(1_500);
    const syncs = crowd.synced(calmFrom).map((at) => at - calmFrom);
    const calls = crowd.calls(calmFrom);
    const seen = { storm: kind, syncs, calls, restartMs, factor: shared };
    return { ...seen, violations: [...judge(seen), ...(await crowd.atOne())] };
  } finally {
    for (const child of [...children, hub.child]) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
}

function judge({ syncs, calls, factor }: Omit<Seen, 'violations'>): string[] {
  const [sync, call] = [at(0.99, syncs), at(0.99, calls)];
  const share = factor === 1 ? '' : ` (others' work allows ${factor.toFixed(1)} times that)`;
  return [
    ...(sync > limits.syncMs * factor ? [`p99 back in sync after ${sync} ms, over ${limits.syncMs}${share}`] : []),
    ...(call > limits.callMs * factor ? [`p99 of a call ${call} ms, over ${limits.callMs}${share}`] : []),
    ...(calls.length < officers.length ? ['hardly any officer called'] : []),
  ];
}

const urlOf = (hub: HubProcess): string => present(hub.url, `the hub to start: ${hub.err()}`);

function figuresOf(seen: readonly Seen[]): string {
  const line = (name: string, all: readonly number[]) =>
    `${name} p50 ${at(0.5, all)}, p99 ${at(0.99, all)}, most ${at(1, all)} ms (${all.length})`;
  const restarts = seen.flatMap(({ restartMs }) => restartMs ?? []);
  return [
    line(
      'back in sync',
      seen.flatMap(({ syncs }) => syncs),
    ),
    line(
      'calls meanwhile',
      seen.flatMap(({ calls }) => calls),
    ),
    ...(restarts.length > 0 ? [line('kill to ready', restarts)] : []),
    `worst p99 of one storm ${Math.max(...seen.map(({ syncs }) => at(0.99, syncs)))} ms`,
    `others' share up to ${Math.max(...seen.map(({ factor }) => factor)).toFixed(1)}`,
  ].join('; ');
}

async function relayTo(port: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = fork(join(import.meta.dirname, 'relay.ts'), ['127.0.0.1', port]);
  const [own] = (await once(child, 'message')) as [number];
  return { child, url: `http://127.0.0.1:${own}` };
}
