import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { checkBackup } from '../../../apps/hub/journal/backup.edge.ts';
import { journalFile } from '../../../apps/hub/journal/connect.edge.ts';
import { openReader } from '../../../apps/hub/journal/reader.edge.ts';
import { chanceOf } from '../../day/chance.ts';
import { apiKey, closeAll, hubProcess } from '../../e2e/support/hubProgram.ts';
import type { RigResult } from '../rig.ts';
import { follow, hubTool, pressUntilGone, sideBySide, within, type Said } from './press.ts';

const clients = 8;
/** Without `--sync-follower` no acknowledged work older than this may be missing. */
const windowMs = 1_000;

/**
 * The real hub under load with a real follower, in half of the trials with `--sync-follower`; its data folder is taken
 * away while it works (with the hub, or from under it), and an empty folder is restored from what is left: an hourly
 * backup, sometimes, and the follower's copy. With the flag no acknowledged command is lost; without it at most what was
 * acknowledged within a second before the end.
 */
export async function removeDisk({
  trials,
  seed,
}: {
  readonly trials: number;
  readonly seed: number;
}): Promise<RigResult> {
  const seen: Seen = { acked: 0, lost: 0, oldestMs: 0, alone: 0, synced: 0 };
  try {
    const violations = await sideBySide({ trials, seed, atOnce: 2 }, (one) => trial(one, seen));
    process.stdout.write(
      `  disk-removed: ${seen.acked} acknowledged; ${seen.synced} trials with a synchronous follower (${seen.alone} of them went on alone); without it ${seen.lost} lost, the oldest acknowledged ${seen.oldestMs.toFixed(1)} ms before the end\n`,
    );
    return { rig: 'diskRemoved', trials, violations };
  } finally {
    await closeAll();
  }
}

interface Seen {
  acked: number;
  lost: number;
  oldestMs: number;
  alone: number;
  synced: number;
}

async function trial(seed: number, seen: Seen): Promise<string[]> {
  const chance = chanceOf(seed);
  const isSync = seed % 2 === 0;
  const root = mkdtempSync(join(tmpdir(), 'antrean-removed-'));
  const [data, copy, backups, fresh] = ['data', 'copy', 'backups', 'fresh'].map((name) => join(root, name)) as [
    string,
    string,
    string,
    string,
  ];
  mkdirSync(backups);
  const acks: Said[] = [];
  const wrong: string[] = [];
  try {
    const flags = ['--port', '0', '--api-key', apiKey, ...(isSync ? ['--sync-follower'] : [])];
    const hub = await hubProcess(['--data', data, ...flags]);
    const { url } = hub;
    if (url === undefined) return [`the hub did not start: ${hub.err()}`];
    const follower = follow(url, copy);
    if (!(await within(120_000, () => isFollowed(url)))) return [`nobody follows: ${follower.out()}`];
    let keys = 0;
    const pressing = pressUntilGone(
      url,
      clients,
      (client) => ({ type: 'TakeTicket', key: `removed-${seed}-${client}-${++keys}`, service: 'informasi' }),
      (said) => {
        if (said.reply.ok) acks.push(said);
        else wrong.push(`${said.key} was refused: ${said.reply.error.code}`);
      },
    );
    if (chance.happens(0.5)) {
      const before = chance.int(5, 60);
      await within(60_000, () => acks.length >= before);
      wrong.push(...(await backUp(data, backups)));
    }
    const enough = acks.length + chance.int(20, 300);
    await within(60_000, () => acks.length >= enough);
    // A copy that lags shows whether answers wait for it.
    if (isSync) {
      follower.child.kill('SIGSTOP');
      await sleep(chance.int(50, 600));
    }
    const end = await takeAway(hub, data, join(root, 'gone'), chance.happens(0.3));
    if (end === undefined) wrong.push('the hub goes on without its data folder');
    await pressing;
    const endedAt = end ?? performance.now();
    // What the follower has heard it keeps; nobody is left to tell it more.
    follower.child.kill('SIGCONT');
    await sleep(50);
    follower.child.kill('SIGTERM');
    await follower.ended;

    const restored = hubTool(['restore', '--data', fresh, '--backup', backups, '--copy', copy]);
    if ((await restored.ended) !== 0) return [...wrong, `it is not restored: ${restored.out()}`];
    const whole = await checkBackup(journalFile(fresh), nextTurn);
    if (!whole.ok) wrong.push(`I14 ${whole.error}`);
    const kept = keysOf(fresh);
    const lost = acks.filter(({ key }) => !kept.has(key));
    seen.acked += acks.length;
    const wentAlone = /No follower has confirmed/.test(hub.err());
    if (isSync) {
      seen.synced++;
      if (wentAlone) seen.alone++;
      else if (lost.length > 0) wrong.push(`I13 ${lost.length} commands are lost though a follower had confirmed them`);
    } else {
      const oldest = Math.max(0, ...lost.map(({ at }) => endedAt - at));
      seen.lost += lost.length;
      seen.oldestMs = Math.max(seen.oldestMs, oldest);
      if (oldest > windowMs)
        wrong.push(`a command is lost that was acknowledged ${oldest.toFixed(0)} ms before the end`);
    }
    const again = await hubProcess(['--data', fresh, '--port', '0', '--api-key', apiKey]);
    if (again.url === undefined) wrong.push(`the restored hub does not start: ${again.err()}`);
    again.child.kill('SIGTERM');
    await again.ended;
    return wrong;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function isFollowed(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/healthz`);
  // Asked too often, the hub says so (I40).
  if (!answer.ok) return false;
  const health = (await answer.json()) as {
    readonly followers: readonly { readonly behind: number; readonly connected: boolean }[];
  };
  return health.followers.some(({ behind, connected }) => connected && behind === 0);
}

/** The hourly backup, while it works. */
async function backUp(data: string, folder: string): Promise<string[]> {
  const reader = openReader({ dir: data });
  try {
    const made = await reader.backup(folder, Date.now() as never);
    return made.ok ? [] : [`no backup could be made: ${made.error}`];
  } finally {
    await reader.close();
  }
}

/** Takes the disk away: with the hub, or from under it. When it ended, Ms; undefined where it did not within 5 s. */
async function takeAway(
  hub: Awaited<ReturnType<typeof hubProcess>>,
  data: string,
  gone: string,
  fromUnder: boolean,
): Promise<number | undefined> {
  if (!fromUnder) {
    hub.child.kill('SIGKILL');
    await hub.ended;
    const at = performance.now();
    rmSync(data, { recursive: true });
    return at;
  }
  renameSync(data, gone);
  const isOver = await within(5_000, () => hub.child.exitCode !== null);
  const at = performance.now();
  hub.child.kill('SIGKILL');
  await hub.ended;
  if (existsSync(gone)) rmSync(gone, { recursive: true });
  return isOver ? at : undefined;
}

function keysOf(data: string): ReadonlySet<string> {
  const db = new Sqlite(journalFile(data), { readonly: true });
  try {
    return new Set(db.prepare<[], string>('SELECT key FROM key').pluck().all());
  } finally {
    db.close();
  }
}
