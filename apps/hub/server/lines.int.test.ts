import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { closeAll, closeLater } from '../../../build/e2e/support/hubProgram.ts';
import { boundLines } from './lines.edge.ts';

afterEach(closeAll);

async function served(most: number, handler: RequestListener) {
  const server = createServer({ keepAliveTimeout: 60_000 }, handler);
  const leavesHttp = boundLines(server, most);
  server.on('upgrade', (_request, line: Socket) => {
    leavesHttp(line);
    line.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeLater(() => server.closeAllConnections());
  closeLater(() => server.close());
  const { port } = server.address() as AddressInfo;
  /** A line that has said this, and the first it heard; undefined where it was cut instead. */
  return async (words: string) => {
    const line = connect(port, '127.0.0.1');
    closeLater(() => line.destroy());
    const arrived = once(server, 'connection');
    // A line that is cut may say so as an error.
    line.on('error', () => {});
    const heard = new Promise<string | undefined>((resolve) => {
      line.once('data', (bytes) => resolve(bytes.toString()));
      line.once('close', () => resolve(undefined));
    });
    await arrived;
    line.write(words);
    return { line, heard };
  };
}
const ask = 'GET / HTTP/1.1\r\nHost: hub\r\n\r\n';

test('I40 at one line more than there may be, the one that has asked nothing for longest makes room', async () => {
  const open = await served(3, (_request, response) => response.end('here'));
  const mute = await open('');
  const half = await open('GET / HTTP/1.1\r\nHos');
  const resting = await open(ask);
  await resting.heard;
  const cut = [once(mute.line, 'close'), once(half.line, 'close')];
  const [first, second] = [await open(ask), await open(ask)];
  await Promise.all(cut);
  for (const { heard } of [first, second]) expect(await heard).toContain('200 OK');
  expect([resting, first, second].map(({ line }) => line.destroyed)).toEqual([false, false, false]);
});

test('I40 a request under way, and a line that has left HTTP for a socket, keep their places', async () => {
  let answer: (() => void) | undefined;
  const open = await served(2, (_request, response) => {
    answer = () => response.end('done');
  });
  const screen = await open('GET / HTTP/1.1\r\nHost: hub\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  expect(await screen.heard).toContain('101');
  const busy = await open(ask);
  await expect.poll(() => answer).toBeDefined();
  const late = await open(ask);
  expect(await late.heard).toBeUndefined();
  answer?.();
  expect(await busy.heard).toContain('200 OK');
  expect(screen.line.destroyed).toBe(false);
});
