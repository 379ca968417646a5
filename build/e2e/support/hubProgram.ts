import Sqlite, { type Database } from 'better-sqlite3';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { instantOf } from '../../../apps/hub/domain/hours.ts';
import { startHub, type HubProgram, type ProgramParts } from '../../../apps/hub/program.edge.ts';
import type { HubSettings } from '../../../apps/hub/settings.ts';
import type { Pass } from '../../../apps/hub/server/access.ts';
import { protocolVersion, type Beat, type Frame, type HelloAnswer } from '../../../shared/protocol/hello.ts';
import { Reply } from '../../../shared/protocol/replies.ts';
import type { Role } from '../../../shared/protocol/roles.ts';

/** Closes in the opposite order of opening; for `afterEach`. */
const toClose: (() => unknown)[] = [];
export async function closeAll(): Promise<void> {
  for (const close of toClose.splice(0).toReversed()) await close();
}
export const closeLater = (close: () => unknown) => void toClose.push(close);

export function tempFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'antrean-hub-'));
  closeLater(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export const apiKey = 'api-key-of-the-tests';
const roles: readonly Role[] = ['kiosk', 'display', 'officer', 'supervisor', 'admin', 'auditor', 'phone'];
/** One pass per role; its token is `tokenOf(role)`. */
export const tokenOf = (role: Role) => (role === 'api' ? apiKey : `token-of-the-${role}`);
export const passes = roles.map((role) => ({ token: tokenOf(role), role, device: `${role}-1` }) as Pass);

/** Both clocks stand at ten in the morning of a working day, until the test moves them. */
export function standingClock() {
  const start = instantOf('2026-11-24', '10:00', 'Asia/Jakarta');
  let passed = 0;
  return { wall: () => start + passed, monotonic: () => passed, pass: (ms: number) => void (passed += ms) };
}

/** Does to a journal at rest what no hub would. */
export function editJournal(data: string, edit: (db: Database) => void): void {
  const db = new Sqlite(join(data, 'journal.db'));
  edit(db);
  db.close();
}

/** The whole program in this process, on a port of its own. */
export async function program(
  data: string,
  {
    office,
    keepFree,
    syncFollower,
    ...parts
  }: ProgramParts & Pick<HubSettings, 'keepFree' | 'syncFollower'> & { readonly office?: string } = {},
): Promise<HubProgram> {
  const started = await startHub(
    {
      data,
      port: 0,
      host: '127.0.0.1',
      office,
      apiKey,
      access: undefined,
      ...(keepFree && { keepFree }),
      ...(syncFollower && { syncFollower }),
    },
    {
      passes,
      clock: standingClock(),
      log: { command: () => {} },
      fail: (error) => {
        throw error;
      },
      ...parts,
    },
  );
  if (!started.ok) throw new Error(started.error);
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= started.value.close());
  closeLater(close);
  return { ...started.value, close };
}

/** One command over HTTP; the status and the reply, held to its schema. */
export async function post(url: string, body: unknown, token: string = apiKey) {
  const response = await fetch(`${url}/api/v1/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, reply: Reply.parse(await response.json()) };
}

export async function get(url: string, path: string, token: string | undefined = apiKey) {
  const response = await fetch(
    `${url}${path}`,
    token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as never };
}

/** A screen without the link of ours, so that it can say wrong things. */
export async function screen(
  url: string,
  role: Role,
  watch: object = { audience: 'none' },
  protocol: unknown = protocolVersion,
) {
  const socket: Socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
  closeLater(() => socket.disconnect());
  const frames: Frame[] = [];
  const beats: Beat[] = [];
  socket.on('frame', (frame: Frame) => frames.push(frame));
  socket.on('beat', (beat: Beat) => beats.push(beat));
  await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject));
  const ask = (event: string, body: unknown): Promise<unknown> => socket.emitWithAck(event, body);
  const welcome = (await ask('hello', { protocol, token: tokenOf(role), watch })) as HelloAnswer;
  return {
    socket,
    frames,
    beats,
    welcome,
    send: async (body: unknown) => Reply.parse(await ask('command', body)),
    ask,
  };
}

/** The real process, until it is ready or has ended. */
export interface HubProcess {
  readonly child: ChildProcess;
  /** Undefined when it ended instead. */
  readonly url: string | undefined;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

const main = join(import.meta.dirname, '../../../apps/hub/main.ts');

/** Where the launcher keeps compiled code between starts: a start takes half the processor time. */
const { NODE_COMPILE_CACHE } = process.env;
export const compiled = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };

export async function hubProcess(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<HubProcess> {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'], ...compiled, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  let end: (url: string | undefined) => void;
  const ready = new Promise<string | undefined>((resolve) => (end = resolve));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    const [, url] = /^antrean hub ready (\S+)\n/m.exec(out) ?? [];
    if (url !== undefined) end(url);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = once(child, 'close').then(([code, signal]) => {
    end(undefined);
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  closeLater(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  return { child, url: await ready, out: () => out, err: () => err, ended };
}
