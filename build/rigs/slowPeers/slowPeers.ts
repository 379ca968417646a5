import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hubProcess } from '../../e2e/support/hubProgram.ts';
import type { RigResult } from '../rig.ts';
import { at, openCrowd, until, wallNow } from '../storm/crowds.ts';
import { officeOfStorms, officers, watchers, writeDay } from '../storm/office.ts';
import { besideOthers } from '../storm/share.ts';
import type { Cut, FromBad, Kind, ToBad } from './bad.ts';
import { doorOf, heldBy, socketsOf } from './processes.ts';

/** How soon each kind must be cut off, Ms; those without a figure may stay: what they hold is bounded. */
const cutWithin: { readonly [K in Kind]: number | undefined } = {
  mute: 7_000,
  halfHead: 7_000,
  halfBody: 10_000,
  noFirstWord: 8_000,
  noHello: 10_000,
  halfOpen: 10_000,
  neverAcks: 11_500,
  garbage: 3_000,
  floodsCommands: 3_000,
  floodsHellos: 3_000,
  floodsPings: 3_000,
  readsNothing: undefined,
  readsSlowly: undefined,
  stuckFeed: undefined,
};
const kinds = Object.keys(cutWithin) as Kind[];
const each = 6;
/** Of the good ones, beside the officers; as many again of each other kind, and these frozen. */
const good = watchers.slice(0, 76);
const frozen = watchers.slice(76, 92);
const others = watchers.slice(92);
const limits = { callMs: 50, worse: 2, grownMb: 48, calmMs: 2_500, badMs: 12_000, beatGapMs: 2_500, freedMs: 10_000 };

/**
 * A real hub with a day behind it, a good half of screens at work, and a bad half of every kind that `bad.ts` knows, and
 * of processes frozen where they stand. The good ones notice nothing; the bad ones are cut off in time; what they hold
 * is bounded, and is given back (I40).
 */
export async function slowPeers({
  trials,
  seed,
}: {
  readonly trials: number;
  readonly seed: number;
}): Promise<RigResult> {
  const violations: string[] = [];
  for (let trial = 0; trial < trials; trial++)
    violations.push(...(await run()).map((what) => `seed ${seed} trial ${trial}: ${what}`));
  return { rig: 'slow-peers', trials, violations };
}

async function run(): Promise<readonly string[]> {
  const root = mkdtempSync(join(tmpdir(), 'antrean-slow-'));
  const children: ChildProcess[] = [];
  try {
    const data = join(root, 'data');
    const [office, access] = [join(root, 'office.json'), join(root, 'passes.json')];
    await writeDay(data, 800);
    writeFileSync(office, JSON.stringify(officeOfStorms));
    writeFileSync(access, JSON.stringify([...officers, ...watchers].map(({ pass }) => pass)));
    const ports = ['--port', '0', '--public-port', '0'];
    const hub = await hubProcess(['--data', data, ...ports, '--office', office, '--access', access]);
    children.push(hub.child);
    const { url, child } = hub;
    if (url === undefined) throw new Error(`The hub did not start: ${hub.err()}`);
    const { pid = 0 } = child;
    const { url: publicUrl } = doorOf(pid);
    const crowd = openCrowd(url, officers, [good]);
    children.push(...crowd.children);
    const screens = good.length + officers.length;
    await until(() => crowd.synced(0).length === screens, 'the good ones to come');
    const feed = watchFeed(publicUrl);
    await sleep(1_000);

    const calm = { from: wallNow(), held: await heldBy(url), sockets: socketsOf(pid) };
    await sleep(limits.calmMs);
    const calmCalls = crowd.calls(calm.from);

    const stopped = openCrowd(url, [], [frozen]);
    children.push(...stopped.children);
    await until(() => stopped.synced(0).length === frozen.length, 'those to come who will freeze');
    for (const one of stopped.children) one.kill('SIGSTOP');
    const cuts: Cut[] = [];
    const bad = fork(join(import.meta.dirname, 'bad.ts'));
    children.push(bad);
    let begun = false;
    bad.on('message', (word: FromBad) => {
      if (word === 'begun') begun = true;
      else cuts.push(word);
    });
    bad.send({ url, publicUrl, seats: others, kinds, each } satisfies ToBad);
    await until(() => begun, 'the bad ones');
    const factor = besideOthers([pid, ...children.map((one) => one.pid)]);
    const badFrom = wallNow();
    await sleep(limits.badMs);
    const shared = factor();
    const badCalls = crowd.calls(badFrom);
    const during = { held: await heldBy(url), sockets: socketsOf(pid) };
    const gaps = feed.stop();
    const welcomes = crowd.welcomes();
    for (const one of [bad, ...stopped.children]) one.kill('SIGKILL');
    const freedBy = wallNow() + limits.freedMs;
    while (socketsOf(pid) > calm.sockets + 2 && wallNow() < freedBy) await sleep(100);
    const left = socketsOf(pid) - calm.sockets;
    const [calmP99, badP99] = [at(0.99, calmCalls), at(0.99, badCalls)];
    const grownMb = Math.round(during.held - calm.held);
    const held = kinds.filter((kind) => cutWithin[kind] === undefined && kind !== 'stuckFeed').length * each;
    const extra = during.sockets - calm.sockets;
    const line =
      `calls p50 ${at(0.5, calmCalls)} and p99 ${calmP99} ms alone (${calmCalls.length}), ` +
      `${at(0.5, badCalls)} and ${badP99} ms beside the bad ones (${badCalls.length}); hub grew by ${grownMb} MB; ` +
      `${extra} sockets held of ${kinds.length * each + frozen.length}; others' share ${shared.toFixed(1)}`;
    process.stdout.write(`  ${line}\n`);
    return [
      ...lateCuts(cuts, shared),
      ...(badP99 > Math.max(limits.callMs, limits.worse * calmP99) * shared ? [`I40 good peers wait: ${line}`] : []),
      ...(badCalls.length < calmCalls.length ? [`I40 good peers hardly call: ${line}`] : []),
      ...(grownMb > limits.grownMb ? [`I40 the hub grew by ${grownMb} MB`] : []),
      ...(extra > held + 4 ? [`I40 ${extra} sockets are held, and only ${held} may be`] : []),
      ...(left > 2 ? [`I40 ${left} sockets were not given back ${limits.freedMs} ms after their peers were gone`] : []),
      ...(welcomes === screens ? [] : [`good screens had to come back ${welcomes - screens} times`]),
      ...(gaps.most > limits.beatGapMs * shared ? [`a television had no beat for ${Math.round(gaps.most)} ms`] : []),
      ...(await crowd.atOne()),
    ];
  } finally {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(root, { recursive: true, force: true });
  }
}

function lateCuts(cuts: readonly Cut[], factor: number): string[] {
  return kinds.flatMap((kind) => {
    const within = cutWithin[kind];
    if (within === undefined) return [];
    const times = cuts.filter((cut) => cut.kind === kind).map(({ afterMs }) => afterMs);
    if (times.length < each) return [`I40 ${each - times.length} of ${each} ${kind} were not cut off`];
    const last = Math.max(...times);
    return last > within * factor ? [`I40 ${kind} was cut off after ${last} ms, not ${within}`] : [];
  });
}

/** A television that reads what it is told; the longest it waited for a word, Ms. */
function watchFeed(publicUrl: string) {
  const stop = new AbortController();
  const gaps = { most: 0 };
  void (async () => {
    const { body } = await fetch(`${publicUrl}/feed/paspor`, { signal: stop.signal });
    let last = wallNow();
    for await (const _chunk of body ?? []) {
      gaps.most = Math.max(gaps.most, wallNow() - last);
      last = wallNow();
    }
  })().catch(() => {});
  return {
    stop() {
      stop.abort();
      return gaps;
    },
  };
}
