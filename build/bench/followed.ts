import { spawn } from 'node:child_process';
import { join as joinPath } from 'node:path';
import { clientsOf, takeOn } from './ack.ts';
import { p50And99, type Figure } from './figures.ts';
import { inFlight } from './client.ts';
import { apiPass } from './office.ts';
import { runHub, tempFolder, type Running } from './processes.ts';

const rounds = 5;

/** A follower in a process of its own, on this disk, that has all there is; what ends it. */
async function follow({ url }: Running): Promise<() => Promise<void>> {
  const main = joinPath(import.meta.dirname, '../../apps/hub/main.ts');
  const flags = ['--hub', url, '--token', apiPass.token];
  const child = spawn(process.execPath, [main, 'follow', joinPath(tempFolder(), 'copy'), ...flags], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  for (;;) {
    const health = (await (await fetch(`${url}/healthz`)).json()) as {
      readonly followers: readonly { readonly behind: number }[];
    };
    if (health.followers.some(({ behind }) => behind === 0)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}

/** Answer times of TakeTicket that wait for a follower's disk, beside the same hub and follower where they do not. */
export async function followed(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const hubs = [await runHub({ more: ['--sync-follower'] }), await runHub()] as const;
  const stops = [await follow(hubs[0]), await follow(hubs[1])];
  for (const [workers, commands] of [
    [1, 100],
    [8, 200],
    [64, 400],
  ] as const) {
    const both = [await clientsOf(hubs[0], workers), await clientsOf(hubs[1], workers)] as const;
    for (const clients of both) await inFlight(workers, 200, takeOn(clients));
    const times: [(readonly number[])[], (readonly number[])[]] = [[], []];
    for (let round = 0; round < rounds; round++)
      for (const [i, clients] of both.entries())
        times[i]?.push((await inFlight(workers, commands, takeOn(clients))).times);
    const [ours, theirs] = [p50And99(times[0]), p50And99(times[1])];
    const against = 'replies that wait for no follower';
    figures.push(
      {
        name: `ack p50 with --sync-follower, ${workers} in flight`,
        unit: 'ms',
        ours: ours.p50,
        baseline: theirs.p50,
        against,
      },
      {
        name: `ack p99 with --sync-follower, ${workers} in flight`,
        unit: 'ms',
        ours: ours.p99,
        baseline: theirs.p99,
        against,
        goals: [{ figure: 'most', limit: 100 }],
      },
    );
    for (const client of both.flat()) client.close();
  }
  for (const stop of stops) await stop();
  await Promise.all(hubs.map((hub) => hub.stop()));
  return figures;
}
