import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeAll, get, program, standingClock, tempFolder } from '../../../build/e2e/support/hubProgram.ts';
import { figuresPace, pagesPace } from './bucket.ts';

const clock = standingClock();
let url: string;
beforeEach(async () => {
  ({ url } = await program(tempFolder(), { clock }));
});
afterEach(closeAll);

/** How many of so many requests were answered, and what the last one was told. */
async function ask(path: string, times: number) {
  let answered = 0;
  let last = { status: 0, text: '' };
  for (let i = 0; i < times; i++) {
    last = await get(url, path, undefined);
    if (last.status !== 429) answered++;
  }
  return { answered, last };
}

test.each(['/healthz', '/metrics', '/api/v1/openapi.json'])(
  'I40 %s is asked for so often, then refused',
  async (path) => {
    const { answered, last } = await ask(path, figuresPace.burst + 5);
    expect(answered).toBe(figuresPace.burst);
    expect(JSON.parse(last.text)).toMatchObject({ ok: false, error: { code: 'tooMany', about: { seconds: 1 } } });
    clock.pass(1_000);
    expect((await ask(path, figuresPace.perSecond + 5)).answered).toBe(figuresPace.perSecond);
  },
);

test('I40 so do pages and what is not there; the API keeps its own pace', async () => {
  const { hostname, port } = new URL(url);
  const line = connect(Number(port), hostname);
  const ask = (end: string) => `GET /nothing-here HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${end}\r\n`;
  line.write(ask('').repeat(pagesPace.burst) + ask('') + ask('Connection: close\r\n'));
  let said = '';
  for await (const bytes of line) said += String(bytes);
  const statuses = [...said.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status);
  expect(statuses.filter((status) => status === '404')).toHaveLength(pagesPace.burst);
  expect(statuses.slice(-2)).toEqual(['429', '429']);
  expect((await get(url, '/api/v1/office')).status).toBe(200);
});
