import { setTimeout as sleep } from 'node:timers/promises';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The read-only door is the hub's child; it says its port to nobody but the hub. */
export function doorOf(hub: number): { readonly pid: number; readonly url: string } {
  const pid = Number(readFileSync(`/proc/${hub}/task/${hub}/children`, 'utf8').trim().split(' ')[0]);
  const own = new Set(socketNamesOf(pid));
  const listening = readFileSync(`/proc/${hub}/net/tcp`, 'utf8')
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .find((row) => row[3] === '0A' && own.has(row[9] ?? ''));
  const port = Number.parseInt(listening?.[1]?.split(':')[1] ?? '', 16);
  if (Number.isNaN(port)) throw new Error('The read-only door listens nowhere');
  return { pid, url: `http://127.0.0.1:${port}` };
}

function socketNamesOf(pid: number): readonly string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      return [];
    }
  });
}
export const socketsOf = (pid: number): number => socketNamesOf(pid).length;

/** Resident memory, KiB; 0 of a process that has ended. */
export function rssOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}

/**
 * What the hub's own thread holds, MiB, by its figures: resident memory is also that of its other threads, which come and
 * go by their own clocks.
 */
export async function heldBy(url: string): Promise<number> {
  let answer = await fetch(new URL('/metrics', url));
  // Of one address figures are given at a pace (I40).
  for (; !answer.ok; answer = await fetch(new URL('/metrics', url))) await sleep(100);
  const text = await answer.text();
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return (figure('nodejs_heap_size_used_bytes') + figure('nodejs_external_memory_bytes')) / 1024 ** 2;
}

/** Why the rig cannot run on this machine; undefined where it can. */
export function whyNot(): string | undefined {
  return process.platform === 'linux' ? undefined : 'it looks at processes in /proc: Linux';
}
