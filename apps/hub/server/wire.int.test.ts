import type { Socket as Line } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { closeAll, program, screen, tempFolder } from '../../../build/e2e/support/hubProgram.ts';
import { mostBytes } from './wire.edge.ts';

afterEach(closeAll);

/** The socket below a screen, which can be left unread. */
function lineOf({ socket }: Awaited<ReturnType<typeof screen>>): Line {
  const { transport } = socket.io.engine as unknown as {
    readonly transport: { readonly ws: { readonly _socket: Line } };
  };
  return transport.ws._socket;
}

test('I40 who asks without end and takes no answer is cut off once half a megabyte waits', async () => {
  const hub = await program(tempFolder());
  const office = await screen(hub.url, 'api');
  const line = lineOf(office);
  line.pause();
  // An unknown field is named in the answer: each is as long as its question.
  const question = { type: 'ClearEmergency', key: 'k', emergency: 1, ['x'.repeat(mostBytes / 16)]: 1 };
  for (let asked = 0; asked < 600; asked++) {
    office.socket.emit('command', question, () => {});
    await new Promise((resolve) => setImmediate(resolve));
  }
  line.resume();
  // Before its line's own pings would end it.
  await expect.poll(() => office.socket.connected, { timeout: 2_000 }).toBe(false);
});
