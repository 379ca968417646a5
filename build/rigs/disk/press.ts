import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { apiKey, closeLater, post } from '../../e2e/support/hubProgram.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';

export interface Said {
  readonly key: string;
  readonly reply: Reply;
  /** Ms of this process's monotonic clock. */
  readonly at: number;
}

/** Clients that each send the next command when the last is answered, until their hub is gone; what they were told. */
export async function pressUntilGone(
  url: string,
  clients: number,
  next: (client: number) => { readonly key: string; readonly type: string },
  heard: (said: Said) => void,
): Promise<void> {
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (;;) {
        const command = next(client);
        try {
          const { reply } = await post(url, command);
          heard({ key: command.key, reply, at: performance.now() });
        } catch {
          return;
        }
      }
    }),
  );
}

const hubMain = join(import.meta.dirname, '../../../apps/hub/main.ts');

/** One of the hub's other programs (`follow`, `restore`), with what it said. */
export function hubTool(args: readonly string[]): {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly ended: Promise<number | null>;
} {
  const child = spawn(process.execPath, [hubMain, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (out += text));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  closeLater(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, out: () => out, ended };
}

export const follow = (url: string, copy: string) =>
  hubTool(['follow', copy, '--hub', url, '--token', apiKey, '--name', 'rig']);

/** So many trials side by side; every sentence of what was wrong, each with its seed. */
export async function sideBySide(
  { trials, seed, atOnce }: { readonly trials: number; readonly seed: number; readonly atOnce: number },
  trial: (seed: number) => Promise<readonly string[]>,
): Promise<string[]> {
  const violations: string[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(atOnce, trials) }, async () => {
      for (let i = next++; i < trials; i = next++) {
        // One that throws leaves the others to take their processes and disks down themselves.
        const wrong = await trial(seed + i).catch((error: unknown) => [
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        ]);
        violations.push(...wrong.map((what) => `seed ${seed + i}: ${what}`));
      }
    }),
  );
  return violations;
}

/** Until it is so; the answer is whether it came to be so in time. */
export async function within(ms: number, isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const end = performance.now() + ms; ;) {
    if (await isSo()) return true;
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
