import { once } from 'node:events';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  closeAll,
  closeLater,
  hubProcess,
  post,
  program,
  screen,
  standingClock,
  tempFolder,
} from '../../../build/e2e/support/hubProgram.ts';
import { FeedBeat, FeedFrame, FeedOffice } from '../../../shared/protocol/hall.ts';
import { hubSettings } from '../settings.ts';
import { picturesAlone, tried } from './fixtures/tried.edge.ts';
import { openPublicDoor, doorPermissions, type PublicDoor } from './publicDoor.edge.ts';

let door: PublicDoor;
let hub: Awaited<ReturnType<typeof program>>;
let data: string;
let page: string;
let url: string;
beforeEach(async () => {
  data = tempFolder();
  page = join(tempFolder(), 'display');
  mkdirSync(join(page, 'assets'), { recursive: true });
  mkdirSync(join(data, 'media'));
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>the page</title>');
  writeFileSync(join(page, 'assets/index-1.js'), 'export {};');
  writeFileSync(join(data, 'media/denah.png'), 'a picture');
  hub = await program(data, { clock: standingClock() });
  door = await openDoor();
  url = `http://127.0.0.1:${door.port}`;
});
afterEach(closeAll);

async function openDoor() {
  const settings = { port: 0, host: '127.0.0.1', page, media: [join(data, 'media')] };
  const opened = await openPublicDoor({ hub: hub.hub, build: 'b', settings });
  closeLater(() => opened.close());
  return opened;
}

const get = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${url}${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

/** Reads the feed of a zone; `until` resolves with all events once one of them is what is waited for. */
function listen(zone: string) {
  const events: { readonly name: string; readonly data: unknown }[] = [];
  const waiting = new Set<() => void>();
  const stop = new AbortController();
  closeLater(() => stop.abort());
  const ended = (async () => {
    const response = await fetch(`${url}/feed/${zone}`, { signal: stop.signal });
    let rest = '';
    for await (const chunk of response.body ?? []) {
      const parts = (rest + Buffer.from(chunk as Uint8Array).toString()).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const [, name = '', text = ''] = /^event: (\w+)\ndata: (.*)$/s.exec(part) ?? [];
        events.push({ name, data: JSON.parse(text) });
      }
      for (const look of waiting) look();
    }
  })().catch(() => undefined);
  return {
    events,
    ended,
    until: (isIt: (event: (typeof events)[number]) => boolean) =>
      new Promise<typeof events>((resolve) => {
        const look = () => {
          if (!events.some(isIt)) return;
          waiting.delete(look);
          resolve(events);
        };
        waiting.add(look);
        look();
      }),
  };
}

async function call(counter: string, officer: string, service: string) {
  await post(hub.url, { key: `open-${counter}`, type: 'OpenCounter', counter, officer });
  const { reply } = await post(hub.url, { key: `take-${counter}`, type: 'TakeTicket', service });
  const ticket = reply.ok && 'ticket' in reply.result ? reply.result.ticket : '';
  await post(hub.url, { key: `slip-${counter}`, type: 'ConfirmSlip', ticket, outcome: 'printed' });
  const called = await post(hub.url, { key: `call-${counter}`, type: 'CallNext', counter });
  expect(called.reply.ok).toBe(true);
}
const isCall = ({ name, data }: { readonly name: string; readonly data: unknown }) =>
  name === 'frame' && (FeedFrame.parse(data).view.calling.length ?? 0) > 0;

/** Every path of a value, without the positions in lists. */
function paths(value: unknown, at = ''): string[] {
  if (value === null || typeof value !== 'object') return [at];
  if (Array.isArray(value)) return value.flatMap((one) => paths(one, `${at}[]`));
  return Object.entries(value).flatMap(([key, one]) => paths(one, `${at}.${key}`));
}

test('the feed has the office, views and beats, and a call comes at once', async () => {
  const feed = listen('paspor');
  await feed.until(({ name }) => name === 'beat');
  await call('loket-5', 'ratna', 'informasi');
  const events = await feed.until(isCall);
  for (const { name, data: said } of events) {
    const schema = { office: FeedOffice, frame: FeedFrame, beat: FeedBeat }[name];
    expect(schema?.safeParse(said).success).toBe(true);
  }
  expect(events[0]?.name).toBe('office');
});

test('I33 what leaves by this door is what the hall sees: no officer, device key, policy, or word of a visitor', async () => {
  await call('loket-5', 'ratna', 'informasi');
  const feed = listen('paspor');
  const events = await feed.until(isCall);
  const frames = events.filter(({ name }) => name === 'frame').flatMap(({ data: said }) => paths(said));
  const seen = new Set(frames.filter((path) => path.startsWith('.view')));
  const allowed =
    /^\.view\.(audience|document|day|zone|voice|emergency|calling(\[\]\.(ticket|number|counter|at|call|announcement|recall|language|service|people|direction|outcome))?|counters\[\]\.(id|number|state|until|ticket|phase)|recent(\[\]\.(ticket|number|counter|at))?|missed(\[\])?|waiting\[\]\.(id|waiting|open|estimate(\.(low|high))?))$/;
  expect([...seen].filter((path) => !allowed.test(path))).toEqual([]);
  const said = JSON.stringify(events);
  for (const secret of ['Ratna', 'ratna', 'skills', 'policy', 'officer', 'token', 'lane', 'sealed'])
    expect(said).not.toContain(secret);
});

test('the page, its files and its media; a zone that is not there is told so in both languages', async () => {
  expect((await get('/tv/paspor')).text).toContain('the page');
  expect((await get('/tv/assets/index-1.js')).headers.get('content-type')).toContain('javascript');
  expect((await get('/media/denah.png')).text).toBe('a picture');
  expect((await get('/media/denah.png', { headers: { range: 'bytes=2-4' } })).text).toBe('pic');
  const unknown = await get('/tv/tidak-ada');
  expect(unknown.status).toBe(404);
  expect(unknown.text).toContain('Tidak ada TV di alamat ini');
  expect(unknown.text).toContain('There is no TV at this address');
  expect(unknown.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await get('/feed/tidak-ada')).status).toBe(404);
  expect((await get('/tv/paspor', { method: 'POST' })).status).toBe(405);
});

test('no path leads out of its folders, and there are no commands behind it', async () => {
  const paths = ['/media/../journal.db', '/media/%2e%2e/journal.db', '/tv/assets/..%2findex.html', '/api/v1/floor'];
  for (const path of [...paths, '/voice/chime.wav', '/healthz', '/socket.io/?EIO=4&transport=polling']) {
    const socket = connect(door.port, '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: tv\r\nConnection: close\r\n\r\n`);
    let said = '';
    socket.on('data', (chunk) => (said += chunk.toString()));
    await once(socket, 'close');
    expect([path, said.split('\r\n')[0]]).toEqual([path, 'HTTP/1.1 404 Not Found']);
  }
});

test('the process may read its page and media and nothing else; it can write, start and see nothing', async () => {
  const media = join(data, 'media');
  expect(await tried([data, media], doorPermissions({ page, media: [media] }))).toEqual(picturesAlone);
});

test('when the door dies the hub opens it anew at the same port, and its own sockets never notice', async () => {
  const tv = await screen(hub.url, 'display', { audience: 'display', zone: 'paspor' });
  const feed = listen('paspor');
  await feed.until(({ name }) => name === 'frame');
  const first = door.pid();
  process.kill(first ?? 0, 'SIGKILL');
  await feed.ended;
  await expect
    .poll(
      () =>
        get('/tv/paspor').then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 5_000 },
    )
    .toBe(200);
  expect(door.pid()).not.toBe(first);
  await call('loket-5', 'ratna', 'informasi');
  await listen('paspor').until(isCall);
  expect(tv.socket.connected).toBe(true);
});

test('a page that is away while it is replaced is not found, and ends no door', async () => {
  const pid = door.pid();
  renameSync(join(page, 'index.html'), join(page, 'away.html'));
  expect((await get('/tv/paspor')).status).toBe(404);
  renameSync(join(page, 'away.html'), join(page, 'index.html'));
  expect((await get('/tv/paspor')).text).toContain('the page');
  expect(door.pid()).toBe(pid);
});

test('I40 one address has so many streams, and a place that is left is free again', async () => {
  const feeds = await Promise.all(
    Array.from({ length: 21 }, async () => {
      const stop = new AbortController();
      closeLater(() => stop.abort());
      const { status, body } = await fetch(`${url}/feed/paspor`, { signal: stop.signal });
      return { status, body, stop };
    }),
  );
  const refused = feeds.filter(({ status }) => status !== 200);
  expect(refused.map(({ status }) => status)).toEqual([503]);
  expect(await new Response(refused[0]?.body).text()).toContain('Terlalu banyak TV');
  feeds.find(({ status }) => status === 200)?.stop.abort();
  const again = () =>
    new Promise<number>((resolve, reject) => {
      const stop = new AbortController();
      closeLater(() => stop.abort());
      fetch(`${url}/feed/paspor`, { signal: stop.signal }).then(({ status }) => resolve(status), reject);
    });
  await expect.poll(again, { timeout: 5_000 }).toBe(200);
});

test('I40 one address has so many lines, whatever they say', async () => {
  const lines = await Promise.all(
    Array.from({ length: 70 }, async () => {
      const line = connect(door.port, '127.0.0.1').on('error', () => {});
      closeLater(() => line.destroy());
      await new Promise((resolve) => line.once('connect', resolve).once('close', resolve));
      return line;
    }),
  );
  await expect.poll(() => lines.filter(({ destroyed, readableEnded }) => destroyed || readableEnded).length).toBe(10);
});

test('a port that is taken ends the start with a sentence', async () => {
  const second = await hubProcess(['--data', tempFolder(), '--port', '0', '--public-port', String(door.port)]);
  expect(second.url).toBeUndefined();
  expect(second.err()).toContain(`The read-only door cannot be opened at port ${door.port}`);
  expect((await second.ended).code).toBe(2);
});

test('the door stays shut unless a port is named, and a port that is none is told so', () => {
  expect(hubSettings([], {})).toMatchObject({ ok: true, value: { publicPort: undefined } });
  expect(hubSettings(['--public-port', '8081'], {})).toMatchObject({ ok: true, value: { publicPort: 8_081 } });
  expect(hubSettings(['--public-port', 'satu'], {})).toMatchObject({
    ok: false,
    error: '--public-port must be a whole number from 0 to 65535, not satu.',
  });
});
