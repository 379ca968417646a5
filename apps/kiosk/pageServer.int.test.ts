import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import type { Agent } from './agent/agent.ts';
import { pagePatience, pageServer } from './pageServer.edge.ts';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close();
});

/** The page's door over an agent whose state is a number and 32 KiB. */
async function open() {
  const listeners = new Set<() => void>();
  let [state, asked] = [0, 0];
  const agent = {
    state: () => ({ asked: ++asked, state, filling: 'x'.repeat(32 * 1024) }),
    onChange(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Agent;
  const http = createServer(pagePatience);
  const close = pageServer(http, { agent, pages: tmpdir() });
  /** One for each request, resolved once its answer is over and what follows from that has happened. */
  const closed: Promise<void>[] = [];
  http.on('request', (_request, response) => {
    closed.push(once(response, 'close').then(() => new Promise((resolve) => setImmediate(resolve))));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  toClose.push(close, () => http.closeAllConnections());
  const { port } = http.address() as AddressInfo;
  return {
    change() {
      state++;
      for (const listener of listeners) listener();
    },
    port,
    closed,
    asked: () => asked,
    listeners: () => listeners.size,
    page() {
      const line = connect(port, '127.0.0.1').on('error', () => {});
      toClose.push(() => line.destroy());
      line.write(`GET /state HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
      return line;
    },
  };
}

test('I40 what waits for a page that reads nothing is bounded, and the newest state is what it reads at last', async () => {
  const door = await open();
  const page = door.page();
  page.pause();
  await expect.poll(door.listeners).toBe(1);
  const changes = 1_000;
  for (let i = 0; i < changes; i++) {
    door.change();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(door.asked()).toBeLessThan(changes / 2);
  let said = '';
  page.on('data', (bytes: Buffer) => (said = `${said}${bytes.toString()}`.slice(-100_000)));
  page.resume();
  await expect.poll(() => said).toContain(`"state":${changes},`);
});

test('I40 of streams there are eight; at one more the oldest is cut off', async () => {
  const door = await open();
  const first = door.page();
  const gone = new Promise((resolve) => first.once('close', resolve));
  first.resume();
  await expect.poll(door.listeners).toBe(1);
  for (let i = 0; i < 8; i++) door.page().resume();
  await gone;
  await expect.poll(door.listeners).toBe(8);
});

test('a path that is none is answered 404, and is no failure of the agent', async () => {
  const { port } = await open();
  for (const path of ['//', 'http://', '/%', '/../x']) {
    const line = connect(port, '127.0.0.1');
    line.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    let said = '';
    for await (const bytes of line) said += String(bytes);
    expect([path, said.split('\r\n')[0]]).toEqual([path, 'HTTP/1.1 404 Not Found']);
  }
});

test('who hangs up in the middle of a request is no failure of the agent', async () => {
  const { port, closed } = await open();
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  toClose.push(() => said.mockRestore());
  const line = connect(port, '127.0.0.1');
  line.write(`POST /press HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 50\r\n\r\n{"service"`);
  await expect.poll(() => closed.length).toBe(1);
  line.destroy();
  await closed[0];
  expect(said).not.toHaveBeenCalled();
});
