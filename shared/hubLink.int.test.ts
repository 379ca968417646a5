import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
// oxlint-disable-next-line walls/imports -- the stand-in hub of this test
import { Server, type Socket } from 'socket.io';
import { afterEach, expect, test, vi } from 'vitest';
import { createHubLink, type HubLink, type LinkState } from './hubLink.edge.ts';
import { CommandKey, CounterId, DeviceId, ZoneId } from './ids.ts';
import type { WireCommand } from './protocol/commands.ts';
import { protocolVersion, type Frame, type HelloAnswer } from './protocol/hello.ts';

const zone = ZoneId.parse('paspor');
const at = 1_795_000_000_000;
const callNext: WireCommand = { type: 'CallNext', key: CommandKey.parse('k-1'), counter: CounterId.parse('loket-3') };

function frame(epoch: number, seq: number, frameAt = at): Frame {
  const view = {
    audience: 'display' as const,
    document: 'h',
    day: '2026-11-24' as never,
    zone,
    voice: null,
    calling: [],
    counters: [],
    recent: [],
    missed: [],
    waiting: [],
    notToday: [],
    emergency: false,
  };
  return { epoch, seq, at: frameAt, view };
}

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function standIn(
  answer: (hello: unknown, socket: Socket) => HelloAnswer,
  onCommand?: (command: unknown, reply: (said: unknown) => void) => void,
  port = 0,
) {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'] });
  server.on('connection', (socket) => {
    socket.on('hello', (hello: unknown, reply: (said: HelloAnswer) => void) => reply(answer(hello, socket)));
    if (onCommand) socket.on('command', onCommand);
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  open.push({ close });
  return { server, port: (http.address() as AddressInfo).port, close };
}

function dial(port: number) {
  const frames: Frame[] = [];
  const states: LinkState['kind'][] = [];
  const builds: string[] = [];
  const link: HubLink = createHubLink({
    url: `http://127.0.0.1:${port}`,
    hello: { token: 'secret', watch: { audience: 'display', zone } },
    onFrame: (one) => frames.push(one),
    onState: ({ kind }) => states.push(kind),
    onBuild: (build) => builds.push(build),
  });
  open.push(link);
  return { link, frames, states, builds };
}

const welcome = (first: Frame | null): HelloAnswer => ({
  ok: true,
  device: DeviceId.parse('tv-1'),
  role: 'display',
  office: 'kantor',
  build: 'b1',
  frame: first,
});

test('I22 a frame older than the newest is not shown, whatever its order of arrival', async () => {
  const hub = await standIn(() => welcome(frame(2, 10)));
  const { frames, link } = dial(hub.port);
  await vi.waitFor(() => expect(link.state().kind).toBe('live'));
  for (const one of [
    frame(2, 12),
    frame(2, 11),
    frame(1, 99),
    frame(2, 12, at - 1),
    frame(3, 1),
    frame(2, 13),
    frame(3, 2),
  ])
    hub.server.emit('frame', one);
  await vi.waitFor(() => expect(frames.at(-1)?.epoch).toBe(3));
  await vi.waitFor(() =>
    expect(frames.map(({ epoch, seq }) => [epoch, seq])).toEqual([
      [2, 10],
      [2, 12],
      [3, 1],
      [3, 2],
    ]),
  );
});

test('hello names the protocol, and a refused hello is said with its reason', async () => {
  const said: unknown[] = [];
  const hub = await standIn((hello) => {
    said.push(hello);
    return { ok: false, code: 'unauthorized', message: { id: 'Tidak dikenal.', en: 'Unknown.' } };
  });
  const { link } = dial(hub.port);
  await vi.waitFor(() => expect(link.state()).toMatchObject({ kind: 'refused', refusal: { code: 'unauthorized' } }));
  expect(said[0]).toEqual({ protocol: protocolVersion, token: 'secret', watch: { audience: 'display', zone } });
  expect(await link.send(callNext)).toEqual({ ok: false, lost: true });
});

test('a command is answered, is lost at once while offline, and is never sent later', async () => {
  const got: unknown[] = [];
  const onCommand = (command: unknown, reply: (answer: unknown) => void) => {
    got.push(command);
    reply({ ok: true, seq: 11, result: {} });
  };
  const first = await standIn(() => welcome(frame(1, 10)), onCommand);
  const { link } = dial(first.port);
  await vi.waitFor(() => expect(link.state().kind).toBe('live'));
  expect(await link.send(callNext)).toEqual({ ok: true, seq: 11, result: {} });

  await first.close();
  const offline = { ...callNext, key: CommandKey.parse('k-2') };
  await vi.waitFor(async () => expect(await link.send(offline)).toEqual({ ok: false, lost: true }));
  await vi.waitFor(() => expect(link.state().kind).toBe('stale'), { timeout: 6_000 });

  await standIn(() => welcome(frame(2, 10)), onCommand, first.port);
  await vi.waitFor(() => expect(link.state().kind).toBe('live'), { timeout: 6_000 });
  const after = { ...callNext, key: CommandKey.parse('k-3') };
  expect(await link.send(after)).toMatchObject({ ok: true });
  expect(got).toEqual([callNext, after]);
});

test('silence of over 3 s is stale, the next beat is live again, and a new build is told', async () => {
  const hub = await standIn(() => welcome(frame(1, 10)));
  const { link, states, builds } = dial(hub.port);
  await vi.waitFor(() => expect(link.state().kind).toBe('stale'), { timeout: 6_000 });
  hub.server.emit('beat', { epoch: 1, seq: 10, at: at + 60_000, up: 60_000, build: 'b1' });
  await vi.waitFor(() => expect(link.state().kind).toBe('live'));
  expect(link.now() - at - 60_000).toBeLessThan(5_000);
  expect(builds).toEqual([]);
  hub.server.emit('beat', { epoch: 1, seq: 10, at: at + 61_000, up: 60_100, build: 'b2' });
  await vi.waitFor(() => expect(builds).toEqual(['b2']));
  expect(states).toEqual(['live', 'stale', 'live']);
});

test('what cannot be read does not count as heard', async () => {
  const hub = await standIn(() => welcome(frame(1, 10)));
  const { link, frames } = dial(hub.port);
  await vi.waitFor(() => expect(link.state().kind).toBe('live'));
  const noise = setInterval(
    () => hub.server.emit('frame', { epoch: 1, seq: 11, at, view: { audience: 'tomorrow' } }),
    200,
  );
  open.push({ close: () => clearInterval(noise) });
  await vi.waitFor(() => expect(link.state().kind).toBe('stale'), { timeout: 6_000 });
  expect(frames).toHaveLength(1);
});
