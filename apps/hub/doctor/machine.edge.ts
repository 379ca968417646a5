import { execFile } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { connect } from 'node:net';
import { freemem, networkInterfaces, totalmem } from 'node:os';
import { join } from 'node:path';
import { isOnNetworkShare } from '../../../shared/follow/folder.edge.ts';
import type { ClockSource, DiskKind, FlushTimes } from './judge.ts';

const flushes = 100;
/** A disk so slow has told enough. */
const longestMs = 2_000;

/** How long a small append takes until the disk says that it keeps it; `sync` is the disk's own call but in tests. */
export function timeFlushes(dir: string, sync: (file: number) => void = fdatasyncSync): FlushTimes {
  const path = join(dir, '.flush-test');
  const file = openSync(path, 'w', 0o600);
  const page = Buffer.alloc(4096, 7);
  const times: number[] = [];
  try {
    const begun = performance.now();
    while (times.length < flushes && performance.now() - begun < longestMs) {
      const before = performance.now();
      writeSync(file, page);
      sync(file);
      times.push(performance.now() - before);
    }
  } finally {
    closeSync(file);
    rmSync(path);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { count: times.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** What the system tells of the disk under a folder. */
export function diskKind(dir: string): DiskKind {
  const queue = queueOf(statSync(dir).dev);
  const rotational = queue && read(join(queue, 'rotational'))?.trim();
  return {
    type: fileSystemOf(realpathSync(dir), read('/proc/mounts') ?? ''),
    isShare: isOnNetworkShare(dir),
    rotational: rotational === undefined ? undefined : rotational === '1' && !isVirtual(),
    cache: queue === undefined ? undefined : read(join(queue, 'write_cache'))?.trim(),
  };
}

const isVirtual = () => /^flags\s*:.* hypervisor\b/m.test(read('/proc/cpuinfo') ?? '');

/** The type of the mount that holds a path, by the text of /proc/mounts. */
export function fileSystemOf(path: string, mounts: string): string | undefined {
  const holding = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .map(([, at = '', type]) => ({
      at: at.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCodePoint(Number.parseInt(octal, 8))),
      type,
    }))
    .filter(({ at }) => at !== '' && (path === at || path.startsWith(at.endsWith('/') ? at : `${at}/`)));
  // Of two on the same place the later lies on top.
  return holding.reduce<(typeof holding)[number] | undefined>(
    (best, one) => (best === undefined || one.at.length >= best.at.length ? one : best),
    undefined,
  )?.type;
}

/** The folder of a disk's request queue, of the whole disk where the device is a part of it. */
function queueOf(dev: number): string | undefined {
  // The numbers of a device as glibc packs them.
  const major = Math.floor(dev / 256) % 4096;
  const minor = (dev % 256) + Math.floor(dev / 2 ** 20) * 256;
  const at = `/sys/dev/block/${major}:${minor}`;
  return [join(at, 'queue'), join(at, '../queue')].find((path) => existsSync(path));
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const megabytes = (bytes: number) => Math.floor(bytes / 1_048_576);

/** Megabytes; what Linux calls available counts caches that can be given up. */
export function memory(): { readonly free: number; readonly total: number } {
  const [, available] = /^MemAvailable:\s+(\d+) kB/m.exec(read('/proc/meminfo') ?? '') ?? [];
  return {
    free: available ? Math.floor(Number(available) / 1024) : megabytes(freemem()),
    total: megabytes(totalmem()),
  };
}

/** How many files a program of this user may have open; undefined where the system does not tell. */
export function mostFiles(): number | undefined {
  const [, most] = /^Max open files\s+(\d+)/m.exec(read('/proc/self/limits') ?? '') ?? [];
  return most === undefined ? undefined : Number(most);
}

/** Who sets the clock, as systemd knows it; another service that does is not told of. */
export async function clockSource(): Promise<ClockSource> {
  if (existsSync('/run/systemd/timesync/synchronized')) return 'network';
  const said = await new Promise<string>((resolve) => {
    execFile('timedatectl', ['show', '-p', 'NTPSynchronized', '--value'], { timeout: 3_000 }, (_error, out) =>
      resolve(out.trim()),
    );
  });
  if (said === 'yes') return 'network';
  return said === 'no' ? 'nobody' : 'unknown';
}

export const machineZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** This computer's addresses in its networks at which somebody listens at the port. */
export async function reachableAt(port: number): Promise<readonly string[]> {
  const addresses = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  const open = await Promise.all(addresses.map((address) => listens(address, port)));
  return addresses.filter((_, i) => open[i]).map((address) => `http://${address}:${port}`);
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const line = connect({ host, port, timeout: 1_000 });
    const end = (is: boolean) => {
      line.destroy();
      resolve(is);
    };
    line.once('connect', () => end(true));
    line.once('timeout', () => end(false));
    line.once('error', () => end(false));
  });
}
