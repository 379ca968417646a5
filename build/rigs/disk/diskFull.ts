import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { checkBackup } from '../../../apps/hub/journal/backup.edge.ts';
import { journalFile } from '../../../apps/hub/journal/connect.edge.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import { chanceOf, type Chance } from '../../day/chance.ts';
import { apiKey, closeAll, hubProcess, post, type HubProcess } from '../../e2e/support/hubProgram.ts';
import type { RigResult } from '../rig.ts';
import { pressUntilGone, sideBySide, within } from './press.ts';

const kib = 1024;
const clients = 8;
/** The hub of the rig warns below 5 MB, gives no numbers below 1 MB, and keeps a third of one back. */
const flags = ['--port', '0', '--api-key', apiKey, '--keep-free', '1'];
/** Bytes of ballast from which a start on the full disk has to work. */
const enoughBallast = 200 * kib;

/** Why the rig cannot run on this machine; undefined where it can. */
export function whyNot(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it mounts small disks: Linux, as root';
  const dir = mkdtempSync(join(tmpdir(), 'antrean-mount-'));
  try {
    mount(dir, 1024);
    execFileSync('umount', [dir], { stdio: 'pipe' });
    return undefined;
  } catch {
    return 'this machine lets nobody mount a disk in memory';
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** A disk of so many KiB, in memory; the caller unmounts it. */
export function mount(dir: string, size: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k,mode=700`, 'tmpfs', dir], { stdio: 'pipe' });
}

/**
 * The real hub under load on a disk of 3 to 16 MB that fills up, by its own work or at once by another's: what was
 * acknowledged is in the journal, the process ends before another answer and says why, it starts on the full disk with
 * the room of its ballast, calls but gives no numbers, and gives them again by itself once there is room (I13, I17).
 */
export async function fillDisk({
  trials,
  seed,
}: {
  readonly trials: number;
  readonly seed: number;
}): Promise<RigResult> {
  const seen = { acked: 0, started: 0 };
  try {
    const violations = await sideBySide({ trials, seed, atOnce: 3 }, (one) => trial(chanceOf(one), seen));
    process.stdout.write(
      `  disk-full: ${seen.acked} commands acknowledged, ${seen.started} of ${trials} started on the full disk\n`,
    );
    return { rig: 'diskFull', trials, violations };
  } finally {
    await closeAll();
  }
}

async function trial(chance: Chance, seen: { acked: number; started: number }): Promise<string[]> {
  const disk = mkdtempSync(join(tmpdir(), 'antrean-full-'));
  // Its own work fills 3 MB within seconds; a larger one somebody else fills.
  const isOwn = chance.happens(0.3);
  mount(disk, chance.int(isOwn ? 3 : 6, isOwn ? 4 : 16) * kib);
  const data = join(disk, 'data');
  mkdirSync(data);
  const wrong: string[] = [];
  const acked = new Map<string, Reply>();
  try {
    const first = await hubProcess(['--data', data, ...flags]);
    if (first.url === undefined) return [`the hub did not start: ${first.err()}`];
    const pressing = load(first.url, acked, wrong);
    if (!isOwn) {
      const enough = chance.int(20, 400);
      await within(60_000, () => acked.size >= enough);
      fill(disk, chance.int(0, 300) * kib);
    }
    if (!(await within(120_000, () => first.child.exitCode !== null))) wrong.push('the hub goes on on a full disk');
    first.child.kill('SIGKILL');
    await pressing;
    wrong.push(...endingOf(first, (await first.ended).code));
    seen.acked += acked.size;
    wrong.push(...(await judge(data, acked)));

    const ballast = statSync(join(data, 'ballast'), { throwIfNoEntry: false })?.size ?? 0;
    const second = await hubProcess(['--data', data, ...flags]);
    const { url } = second;
    if (url === undefined) {
      if (ballast >= enoughBallast) wrong.push(`${ballast} bytes of ballast did not help it start: ${second.err()}`);
      else if (!/^[^\n]+ cannot be written \([A-Z_]+\)[^\n]+\n$/.test(second.err().replace(/^The disk of .*\n/, '')))
        wrong.push(`it did not start, and says: ${second.err()}`);
    } else {
      seen.started++;
      if (ballast >= enoughBallast) wrong.push(...(await asked(second, 'on the full disk', () => worksOn(url, acked))));
    }
    makeRoom(disk);
    const third = second.child.exitCode === null ? second : await hubProcess(['--data', data, ...flags]);
    wrong.push(...(await asked(third, 'with room again', () => worksAgain(third, acked))));
    wrong.push(...(await judge(data, acked)));
    return wrong;
  } finally {
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  }
}

let keys = 0;
const take = () => ({ type: 'TakeTicket', key: `full-${++keys}`, service: 'informasi' });
const announce = () => ({ type: 'Announce', key: `full-${++keys}`, message: 'Mohon perhatian. '.repeat(12) });

/** Numbers while they are given, then announcements, which any hub takes. */
async function load(url: string, acked: Map<string, Reply>, wrong: string[]): Promise<void> {
  let isStopped = false;
  await pressUntilGone(
    url,
    clients,
    () => (isStopped ? announce() : take()),
    ({ key, reply }) => {
      if (reply.ok) acked.set(key, reply);
      else if (reply.error.code === 'diskAlmostFull') isStopped = true;
      else wrong.push(`${key} was refused: ${reply.error.code}`);
    },
  );
}

/** What others leave of the disk: so many bytes, or none where the hub takes them meanwhile. */
function fill(disk: string, leave: number): void {
  const { bavail, bsize } = statfsSync(disk);
  try {
    writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - leave), 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

function makeRoom(disk: string): void {
  rmSync(join(disk, 'filler'), { force: true });
  execFileSync('mount', ['-o', 'remount,size=32m', disk], { stdio: 'pipe' });
}

function endingOf(hub: HubProcess, code: number | null): string[] {
  const said = hub.err();
  if (code === 1 && /^The hub ends, and nothing more is answered: /m.test(said) && /^Its disk is full\. /m.test(said))
    return [];
  return [`it ended with ${code} and said: ${wordsOf(hub)}`];
}

/** What a hub does when it is asked; that it ends instead is wrong, with its own words. */
async function asked(hub: HubProcess, when: string, ask: () => Promise<string[]>): Promise<string[]> {
  try {
    return await ask();
  } catch (error) {
    await within(2_000, () => hub.child.exitCode !== null);
    return [`${when} it is gone (${String(error)}), and said: ${wordsOf(hub)}`];
  }
}

/** Its words to a person, without its lines of commands. */
function wordsOf(hub: HubProcess): string {
  const lines = hub.err().split('\n');
  return lines.filter((line) => !line.startsWith('{')).join(' ');
}

/** On the full disk, with the room of the ballast. */
async function worksOn(url: string, acked: ReadonlyMap<string, Reply>): Promise<string[]> {
  const wrong: string[] = [];
  const taken = [...acked].findLast(([, reply]) => reply.ok && 'number' in reply.result);
  if (taken) {
    const { reply } = await post(url, { type: 'TakeTicket', key: taken[0], service: 'informasi' });
    if (JSON.stringify(reply) !== JSON.stringify(taken[1])) wrong.push(`I02 ${taken[0]} is answered otherwise now`);
  }
  const { reply } = await post(url, take());
  if (reply.ok || reply.error.code !== 'diskAlmostFull') wrong.push('a new number is given on a full disk');
  const called = await post(url, { type: 'OpenCounter', key: `full-${++keys}`, counter: 'loket-1', officer: 'dewi' });
  if (!called.reply.ok) wrong.push(`a counter cannot be opened on a full disk: ${called.reply.error.code}`);
  const health = (await (await fetch(`${url}/healthz`)).json()) as { readonly alarms: readonly { alarm: string }[] };
  if (health.alarms[0]?.alarm !== 'diskAlmostFull') wrong.push('no alarm is raised on a full disk');
  return wrong;
}

/** There is room again: it gives numbers by itself, and can close its day. */
async function worksAgain(hub: HubProcess, acked: Map<string, Reply>): Promise<string[]> {
  const { url } = hub;
  if (url === undefined) return [`with room again it does not start: ${hub.err()}`];
  const gives = await within(20_000, async () => {
    const command = take();
    const { reply } = await post(url, command);
    if (reply.ok) acked.set(command.key, reply);
    return reply.ok;
  });
  const wrong = gives ? [] : ['with room again it gives no numbers within 20 s'];
  const closing = { type: 'CloseDay', key: `full-${++keys}`, reason: 'Latihan selesai' };
  const { reply } = await post(url, closing);
  if (reply.ok) acked.set(closing.key, reply);
  else wrong.push(`the day cannot be closed: ${reply.error.code}`);
  hub.child.kill('SIGTERM');
  const { code } = await hub.ended;
  return code === 0 ? wrong : [...wrong, `SIGTERM ended it with ${code}: ${hub.err().slice(-300)}`];
}

/** I13, I14, I15: every acknowledged key is there, and the whole reads back. */
async function judge(data: string, acked: ReadonlyMap<string, Reply>): Promise<string[]> {
  const copy = mkdtempSync(join(tmpdir(), 'antrean-full-look-'));
  try {
    // Looked at elsewhere: opening a journal wants room of its own.
    execFileSync('cp', ['-r', `${data}/.`, copy]);
    const db = new Sqlite(journalFile(copy));
    const kept = new Set(db.prepare<[], string>('SELECT key FROM key').pluck().all());
    db.close();
    const lost = [...acked.keys()].filter((key) => !kept.has(key));
    const whole = await checkBackup(journalFile(copy), nextTurn);
    return [
      ...(lost.length > 0 ? [`I13 ${lost.length} acknowledged commands are lost, the first ${lost[0]}`] : []),
      ...(whole.ok ? [] : [`I14 ${whole.error}`]),
    ];
  } finally {
    rmSync(copy, { recursive: true });
  }
}
