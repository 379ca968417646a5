import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { chanceOf, type Chance } from '../../day/chance.ts';
import type { RigResult } from '../rig.ts';
import { changesIn, Disk, type Change, type Fate } from './disk.ts';

/** A program watched at work, and what must hold of whatever a power cut leaves of its folder. */
export interface Writer {
  readonly name: string;
  /** The program under `node`, with its arguments after the folder. */
  readonly program: string;
  readonly args: (seed: number) => readonly string[];
  /** What is wrong with an image, sentence by sentence. */
  readonly judge: (image: Image) => Promise<readonly string[]>;
}

export interface Image {
  readonly dir: string;
  /** What the program left in the end: an image may hold less of it, but nothing else. */
  readonly truth: string;
  /** Acknowledged before the cut. */
  readonly acked: readonly string[];
  /** The disk had said that it flushed, and had not: what is lost is not the program's fault, what is wrong is. */
  readonly lied: boolean;
}

const here = import.meta.dirname;
/** A folder in memory: an image is written, looked at and forgotten. */
const fast = () => mkdtempSync(join(process.platform === 'linux' ? '/dev/shm' : tmpdir(), 'antrean-cut-'));
/** Images made from one watched run. */
const perRun = 500;

const compilers = ['cc', 'gcc', 'clang'];

/** Why the rig cannot run on this machine; undefined where it can. */
export function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'it preloads a library: Linux';
  const found = compilers.some((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
  return found ? undefined : 'there is no C compiler: install gcc';
}

/** The shim, made by the machine's C compiler. */
function compileShim(into: string): string {
  const shim = join(into, 'shim.so');
  for (const compiler of compilers)
    try {
      execFileSync(compiler, ['-shared', '-fPIC', '-O2', '-o', shim, join(here, 'shim.c'), '-ldl', '-lpthread'], {
        stdio: 'pipe',
      });
      return shim;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  throw new Error('The power-cut rig needs a C compiler: install gcc.');
}

/** Watches a writer at work and looks at what power cuts at random moments would leave (I13 to I16, I26). */
export async function cutPower(
  writer: Writer,
  { trials, seed, lies = 0 }: { readonly trials: number; readonly seed: number; readonly lies?: number },
): Promise<RigResult> {
  const root = fast();
  const violations: string[] = [];
  let done = 0;
  try {
    const shim = compileShim(root);
    for (let run = 0; done < trials; run++) {
      const changes = watch(writer, shim, root, seed + run);
      const chance = chanceOf(seed + run);
      const many = Math.min(perRun, trials - done);
      const points = Array.from({ length: many }, () => chance.int(1, changes.length)).toSorted((a, b) => a - b);
      for await (const wrong of lookAt({ writer, changes, points, chance, root, lies }))
        violations.push(`${writer.name} seed ${seed + run}: ${wrong}`);
      done += many;
    }
    return { rig: `${lies > 0 ? 'lyingDisk' : 'powerCut'} ${writer.name}`, trials: done, violations };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function watch(writer: Writer, shim: string, root: string, seed: number): Change[] {
  const folder = join(root, 'data');
  const log = join(root, 'log');
  rmSync(folder, { recursive: true, force: true });
  rmSync(log, { force: true });
  mkdirSync(folder);
  execFileSync(process.execPath, [join(here, writer.program), folder, ...writer.args(seed)], {
    env: { ...process.env, LD_PRELOAD: shim, ANTREAN_CUT_LOG: log, ANTREAN_CUT_FOLDER: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return changesIn(readFileSync(log));
}

const fates: readonly Fate['keep'][] = ['some', 'some', 'some', 'none', 'all'];

interface Look {
  readonly writer: Writer;
  readonly changes: readonly Change[];
  readonly points: readonly number[];
  readonly chance: Chance;
  readonly root: string;
  readonly lies: number;
}

async function* lookAt({ writer, changes, points, chance, root, lies }: Look) {
  const dir = join(root, 'image');
  const disk = new Disk({ lies: lies === 0 ? 0 : chance.int(1, lies) });
  const acked: string[] = [];
  const isAcks = new Set<bigint>();
  let at = 0;
  for (const point of points) {
    for (; at < point; at++) {
      const change = changes[at] as Change;
      disk.apply(change);
      if (change.kind === 'opened' && basename(change.path) === 'acks') isAcks.add(change.inode);
      if (change.kind === 'written' && isAcks.has(change.inode))
        acked.push(...change.bytes.toString().trim().split('\n'));
    }
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir);
    const keep = chance.pick(fates);
    for (const [path, bytes] of disk.image({ random: () => chance.next(), keep })) {
      if (isBeside(path)) continue;
      const file = join(dir, path.split('/data/')[1] ?? basename(path));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    for (const wrong of await writer.judge({ dir, truth: join(root, 'data'), acked, lied: lies > 0 }))
      yield `cut after change ${point} (${keep}): ${wrong}`;
    await nextTurn();
  }
}

/** The marks of the rig, and what SQLite makes anew at each opening. */
function isBeside(path: string): boolean {
  return /\/acks$|-shm$|hub\.lock/.test(path);
}
