import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { chanceOf } from '../../day/chance.ts';
import type { RigResult } from '../rig.ts';
import { commandTarget, copyTarget, helloTarget, kioskJournalTarget, officeTarget, type Target } from './targets.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const cpuMs = () => process.threadCpuUsage().user / 1_000;
/**
 * What is still held after collections: resident memory says more of the collector than of us. Buffers are given back
 * by a thread of the engine's own, some turns after the collection that found them.
 */
async function heldBytes(): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < 5; i++) {
    collect();
    await turn();
    const { heapUsed, external } = process.memoryUsage();
    least = Math.min(least, heapUsed + external);
  }
  return least;
}

/** Stalls by this thread's own time: the wall clock says more of what else the machine does. */
const limits = { stallMs: 200, growthMb: 20 };
const open: readonly (() => Target | Promise<Target>)[] = [
  commandTarget,
  officeTarget,
  helloTarget,
  kioskJournalTarget,
  copyTarget,
];
/** Of each 20 inputs so many go to each, in the order above. */
const shares = [12, 1, 3, 2, 2];

/** Feeds every reader of outside things with what it does not expect: nothing throws, stalls or grows. */
export async function fuzz({ trials, seed }: { readonly trials: number; readonly seed: number }): Promise<RigResult> {
  const violations: string[] = [];
  for (const [i, begin] of open.entries()) {
    const target = await begin();
    const chance = chanceOf(seed * open.length + i);
    const many = Math.ceil((trials * (shares[i] ?? 0)) / 20);
    let before = 0;
    for (let trial = 0; trial < many; trial++) {
      const since = cpuMs();
      const wrong = await Promise.resolve()
        .then(() => target.feed(chance))
        .catch((error: unknown) => `it threw ${error instanceof Error ? error.stack : String(error)}`);
      const took = cpuMs() - since;
      if (wrong !== undefined) violations.push(`${target.name} seed ${seed} input ${trial}: ${wrong}`);
      if (took > limits.stallMs)
        violations.push(`${target.name} seed ${seed} input ${trial}: stalled for ${Math.round(took)} ms`);
      if (trial === Math.floor(many / 2)) before = await heldBytes();
      if (violations.length > 100) break;
    }
    const grown = ((await heldBytes()) - before) / 1024 ** 2;
    // A hub keeps what it was given to keep: its tickets; the others keep nothing.
    if (target.name !== 'commands' && grown > limits.growthMb)
      violations.push(`${target.name} seed ${seed}: grew by ${Math.round(grown)} MB`);
    await target.close();
  }
  return { rig: 'fuzz', trials, violations };
}
