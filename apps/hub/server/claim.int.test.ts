import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { claimPort, type ClaimedPort } from './claim.edge.ts';

async function claimed(port = 0): Promise<ClaimedPort> {
  const claim = await claimPort({ port, host: '127.0.0.1' });
  if (!claim.ok) throw new Error(claim.error);
  return claim.value;
}

test('a claimed port tells everybody to come back until it serves, and is free once it is given up', async () => {
  const first = await claimed();
  const port = Number(new URL(first.url).port);
  const early = await fetch(`${first.url}/api/v1/floor`);
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2']);
  expect(await early.json()).toEqual({
    ok: false,
    seq: 0,
    error: {
      code: 'notReady',
      about: { seconds: 2 },
      message: {
        id: 'Pusat antrean sedang menyiapkan diri. Coba lagi 2 detik lagi.',
        en: 'The hub is getting ready. Try again in 2 s.',
      },
    },
  });
  expect(await claimPort({ port, host: '127.0.0.1' })).toMatchObject({
    ok: false,
    error: `Port ${port} on 127.0.0.1 is in use: stop the other program or choose another --port.`,
  });
  first.serve((_request, response) => response.end('here'));
  expect(await (await fetch(first.url)).text()).toBe('here');
  const idle = connect(port, '127.0.0.1');
  await new Promise((resolve) => idle.once('connect', resolve));
  const gone = new Promise((resolve) => idle.once('close', resolve));
  await first.close();
  await gone;
  const second = await claimed(port);
  expect(second.url).toBe(first.url);
  await second.close();
});

test.each([
  ['192.0.2.1', '--host 192.0.2.1 is not an address of this machine.'],
  ['nowhere.invalid', '--host nowhere.invalid is not an address of this machine.'],
])('%s is no address of this machine', async (host, sentence) => {
  expect(await claimPort({ port: 0, host })).toEqual({ ok: false, error: sentence });
});
