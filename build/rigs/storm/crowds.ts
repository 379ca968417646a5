import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FromCrowd, ToCrowd, View } from './crowd.ts';
import type { Seat } from './office.ts';

const settleMs = 30_000;

/** Ms of the machine's wall, in parts: one clock for all processes. */
export const wallNow = () => performance.timeOrigin + performance.now();

/** The so-manieth part of sorted figures, whole Ms. */
export function at(part: number, figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other);
  return Math.round(sorted[Math.ceil(part * sorted.length) - 1] ?? 0);
}

/** Within half a minute; else it throws. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  const end = Date.now() + settleMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`Waited ${settleMs} ms for ${what}`);
    await sleep(20);
  }
}

/** The officers in one process, who watches in others. */
export function openCrowd(url: string, officers: readonly Seat[], watching: readonly (readonly Seat[])[]) {
  const synced = new Map<string, number>();
  let welcomes = 0;
  const called: { readonly at: number; readonly tookMs: number }[] = [];
  const children: ChildProcess[] = [];
  const groups = [officers, ...watching];
  for (const [i, seats] of groups.entries()) {
    const child = fork(join(import.meta.dirname, 'crowd.ts'));
    child.on('message', (word: FromCrowd) => {
      if (word.said === 'synced') {
        welcomes++;
        synced.set(word.screen, word.at);
      } else if (word.said === 'called') called.push(word);
    });
    child.send({ tell: 'join', url, seats, officers: i === 0 } satisfies ToCrowd);
    children.push(child);
  }
  const look = async (child: ChildProcess): Promise<readonly View[]> => {
    const views = new Promise<readonly View[]>((resolve) =>
      child.on('message', (word: FromCrowd) => word.said === 'views' && resolve(word.views)),
    );
    child.send({ tell: 'look' } satisfies ToCrowd);
    return views;
  };
  return {
    children,
    /** When screens were back, for those that were since then. */
    synced: (since: number) => [...synced.values()].filter((when) => when > since),
    /** How often a screen was welcomed, all together. */
    welcomes: () => welcomes,
    calls: (since: number) => called.filter(({ at: when }) => when > since).map(({ tookMs }) => tookMs),
    /** I39: every screen is live, in one epoch, and those of one room show the same. */
    async atOne(): Promise<string[]> {
      const views = (await Promise.all(children.map(look))).flat();
      const dead = views.filter(({ kind }) => kind !== 'live').map(({ screen }) => screen);
      const epochs = new Set(views.map(({ epoch }) => epoch));
      const rooms = Map.groupBy(views, ({ room }) => room);
      const apart = [...rooms].find(([, some]) => new Set(some.map(({ hash }) => hash)).size > 1);
      return [
        ...(dead.length > 0 ? [`I39 ${dead.length} screens are not live, ${dead[0]} is one`] : []),
        ...(apart ? [`I39 screens of ${apart[0]} show different things`] : []),
        ...(epochs.size > 1 ? [`I39 screens of the epochs ${[...epochs].join(', ')}`] : []),
      ];
    },
  };
}
