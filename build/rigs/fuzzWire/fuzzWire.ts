import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { journalFile } from '../../../apps/hub/journal/connect.edge.ts';
import { recordedOf } from '../../../apps/hub/journal/lift.ts';
import { openJournal } from '../../../apps/hub/journal/sqlite.edge.ts';
import { present } from '../../../shared/basics.ts';
import { hubProcess } from '../../e2e/support/hubProgram.ts';
import type { RigResult } from '../rig.ts';
import { doorOf, rssOf, heldBy } from '../slowPeers/processes.ts';
import { at, wallNow } from '../storm/crowds.ts';
import { officeOfStorms, officers, watchers, writeDay } from '../storm/office.ts';
import { besideOthers } from '../storm/share.ts';
import type { FromFuzzer, ToFuzzer } from './fuzzer.ts';

const limits = { answerMs: 200, grownMb: 20 };
const probeMs = 100;
/** Of the inputs so many come from people without a pass; the others show a good one. */
const strangers = 0.5;
const heap = '--max-semi-space-size=4';
const apiKey = 'the-key-of-the-probe-of-this-rig';

/**
 * Bytes that should not be, on real lines to a real hub, its read-only door and a kiosk's page server: all three live,
 * answer a plain client in time, answer nothing with an error of their own, write no stack trace, do not grow; strangers
 * write nothing into the journal, and its chain is whole at the end.
 */
export async function fuzzWire({
  trials,
  seed,
}: {
  readonly trials: number;
  readonly seed: number;
}): Promise<RigResult> {
  const root = mkdtempSync(join(tmpdir(), 'antrean-wire-'));
  const children: ChildProcess[] = [];
  const violations: string[] = [];
  const wrong = (what: string) => void (violations.length < 50 && violations.push(`seed ${seed}: ${what}`));
  try {
    const data = join(root, 'data');
    const [office, access] = [join(root, 'office.json'), join(root, 'passes.json')];
    await writeDay(data, 200);
    writeFileSync(office, JSON.stringify(officeOfStorms));
    writeFileSync(access, JSON.stringify([...officers, ...watchers].map(({ pass }) => pass)));
    const ports = ['--port', '0', '--public-port', '0'];
    const keys = ['--office', office, '--access', access, '--api-key', apiKey];
    // As the launcher starts a hub, so that what is weighed is not the collector's room.
    const hub = await hubProcess(['--data', data, ...ports, ...keys], { NODE_OPTIONS: heap });
    children.push(hub.child);
    if (hub.url === undefined) throw new Error(`The hub did not start: ${hub.err()}`);
    const door = doorOf(hub.child.pid ?? 0);
    const { pass } = present(
      watchers.find((one) => one.pass.role === 'kiosk'),
      'a kiosk',
    );
    const kiosk = await kioskProcess(hub.url, join(root, 'kiosk'), pass.token);
    children.push(kiosk.child);
    const urls = { hub: hub.url, open: door.url, kiosk: kiosk.url };
    const programs = { hub: hub.child.pid ?? 0, 'read-only door': door.pid, kiosk: kiosk.child.pid ?? 0 };
    await sleep(1_500);

    const probe = startProbe(urls, wrong);
    const factor = besideOthers([hub.child.pid, door.pid, kiosk.child.pid]);
    const seqBefore = await seqOf(hub.url);
    const weighing: Promise<readonly number[]>[] = [];
    const weigh = async () => {
      const others = [programs['read-only door'], programs.kiosk].map((pid) => rssOf(pid) / 1024);
      return [await heldBy(urls.hub), ...others];
    };
    for (const [i, seats] of [[], [...officers, ...watchers]].entries()) {
      const fuzzer = fork(join(import.meta.dirname, 'fuzzer.ts'));
      children.push(fuzzer);
      const inputs = Math.round(trials * (i === 0 ? strangers : 1 - strangers));
      await feed(fuzzer, { urls, seats, inputs, seed: seed * 2 + i }, wrong, () => {
        // What the first half fills, caches and pools, is not growth.
        weighing.push(weigh());
      });
      if (i === 0) strangersWrote(data, seqBefore, pass.device, wrong);
    }
    const share = factor();
    const times = await probe.stop();
    const weights = await Promise.all(weighing);
    const growth = Object.keys(programs).map((name, i) => {
      const [half = 0, ...later] = weights.map((weight) => weight[i] ?? 0);
      const grown = Math.round((later.at(-1) ?? 0) - half);
      if (grown > limits.grownMb) wrong(`the ${name} grew by ${grown} MB`);
      return `${grown} (${weights.map((weight) => Math.round(weight[i] ?? 0)).join(', ')})`;
    });
    const slowest = at(0.99, times);
    if (slowest > limits.answerMs * share) wrong(`a plain client waited ${slowest} ms (p99 of ${times.length})`);
    process.stdout.write(
      `  ${trials} inputs; a plain client waited p50 ${at(0.5, times)}, p99 ${slowest}, most ${at(1, times)} ms; MB the hub, door and kiosk grew by ${growth.join(', ')}; others' share ${share.toFixed(1)}\n`,
    );
    for (const [name, { child, err }] of Object.entries({ hub, kiosk })) {
      if (child.exitCode !== null || child.signalCode !== null) wrong(`the ${name} ended: ${err().slice(-500)}`);
      const strange = err().split('\n').find(isStrange);
      if (strange !== undefined) wrong(`the ${name} said ${strange.slice(0, 300)}`);
    }
    if (hub.child.exitCode === null && doorOf(hub.child.pid ?? 0).pid !== door.pid)
      wrong('the read-only door died and was opened anew');
    hub.child.kill('SIGTERM');
    const { code } = await hub.ended;
    if (code !== 0) wrong(`the hub ended with ${code}`);
    const journal = openJournal({ dir: data });
    const verdict = journal.verifyTail(1);
    if (!verdict.ok) wrong(`the journal is damaged at ${verdict.seq}: ${verdict.what}`);
    await journal.close();
    return { rig: 'fuzz-wire', trials, violations };
  } finally {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(root, { recursive: true, force: true });
  }
}

/** Programs say lines of JSON, and a few sentences of their own. */
function isStrange(line: string): boolean {
  if (line === '' || line.startsWith('{')) return false;
  return !/^(No --office given|The backup|A backup|Backup)/.test(line);
}

async function feed(
  fuzzer: ChildProcess,
  told: ToFuzzer,
  wrong: (what: string) => void,
  weigh: () => void,
): Promise<void> {
  let fed = 0;
  const done = new Promise<void>((resolve, reject) => {
    fuzzer.on('message', (word: FromFuzzer) => {
      if (word.said === 'wrong') return wrong(word.what);
      if (word.said === 'done') return resolve();
      const before = fed;
      fed += word.inputs;
      if (before < told.inputs / 2 && fed >= told.inputs / 2) weigh();
    });
    fuzzer.once('exit', () => reject(new Error('The fuzzer ended')));
  });
  fuzzer.send(told);
  await done;
  // Lines that wait for their end are cut, and what they held is collected.
  await sleep(500);
  weigh();
  fuzzer.disconnect();
}

/** Only the hub itself may have written since then, and the kiosk, at whose page anybody may press. */
function strangersWrote(data: string, since: number, kiosk: string, wrong: (what: string) => void): void {
  const db = new Sqlite(journalFile(data), { readonly: true });
  try {
    const bodies = db.prepare<[number], string>('SELECT body FROM event WHERE seq > ?').pluck().all(since);
    const one = bodies
      .map((body) => recordedOf(body))
      .find(({ by }) => by.role !== 'clock' && by.role !== 'hub' && by.device !== kiosk);
    if (one) wrong(`a stranger wrote ${one.event.type} as ${one.by.device}`);
  } finally {
    db.close();
  }
}

async function seqOf(url: string): Promise<number> {
  const health = (await (await fetch(`${url}/healthz`)).json()) as { readonly seq: number };
  return health.seq;
}

/** A client that asks each door plainly, and waits for its answer; how long each took, Ms. */
function startProbe(urls: ToFuzzer['urls'], wrong: (what: string) => void) {
  const times: number[] = [];
  let isOver = false;
  let keys = 0;
  const ask = async (url: string, expected: number, init: RequestInit = {}) => {
    const from = wallNow();
    const status = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) }).then(
      async (response) => (await response.arrayBuffer(), response.status),
      (error: unknown) => String(error),
    );
    times.push(wallNow() - from);
    if (status !== expected) wrong(`a plain request to ${url} was answered ${status}, not ${expected}`);
  };
  const command = () => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ type: 'ConfirmSlip', key: `probe-${++keys}`, ticket: 'nobody', outcome: 'printed' }),
  });
  const running = (async () => {
    while (!isOver) {
      await ask(`${urls.hub}/api/v1/commands`, 409, command());
      await ask(`${urls.open}/tv/paspor`, 200);
      await ask(`${urls.kiosk}/office`, 200);
      await sleep(probeMs);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await running;
      return times;
    },
  };
}

interface Program {
  readonly child: ChildProcess;
  readonly url: string;
  readonly err: () => string;
}

async function kioskProcess(hub: string, data: string, token: string): Promise<Program> {
  const main = join(import.meta.dirname, '../../../apps/kiosk/main.ts');
  const own = ['--data', data, '--port', '0', '--token', token, '--attendant-code', '428163'];
  const child = spawn(process.execPath, [main, '--hub', hub, '--printer', `virtual:${join(data, 'slips')}`, ...own], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: heap },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-20_000)));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const [, found] = /ready (\S+)\n/.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`The kiosk did not start: ${said}`)));
  });
  return { child, url, err: () => said };
}
