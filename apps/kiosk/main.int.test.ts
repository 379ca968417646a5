import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AttendantAnswer, DoneAnswer, FindAnswer, SlipAnswer } from '../../shared/protocol/agent.ts';

let dir: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'antrean-kiosk-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

/** The program as a supervisor starts it: nothing but data folder, token and the attendant's code. */
async function kiosk() {
  const args = ['--data', join(dir, 'data'), '--port', '0', '--token', 't', '--attendant-code', '4711'];
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [part] = (await once(child.stdout, 'data')) as [Buffer];
  const url = /ready (http\S+)/.exec(part.toString())?.[1] ?? '';
  const ask = async (path: string, body: unknown) =>
    (await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) })).json() as Promise<unknown>;
  const step = async (does: object, code = '4711') =>
    AttendantAnswer.parse(await ask('/attendant', { code, step: does }));
  return { url, ask, step, ended: once(child, 'exit') };
}

test('an attendant’s choices are kept over the restart they ask for, which ends with 75', async () => {
  const first = await kiosk();
  expect(await first.step({ does: 'open' }, '4712')).toMatchObject({ ok: false, code: 'wrongAttendant' });
  expect(await first.step({ does: 'open' })).toMatchObject({ ok: true, hub: 'http://127.0.0.1:8080', state: 'ready' });
  const printer = `virtual:${join(dir, 'elsewhere')}`;
  expect(await first.step({ does: 'printer', uri: printer })).toMatchObject({ ok: true, printer });
  expect(await first.step({ does: 'testPrint' })).toMatchObject({ ok: true, slip: 'printed' });
  expect(await first.step({ does: 'hub', url: 'http://127.0.0.1:9' })).toMatchObject({ ok: true });
  expect(await first.ended).toEqual([75, null]);
  expect(JSON.parse(readFileSync(join(dir, 'data/settings.json'), 'utf8'))).toEqual({
    printer,
    hub: 'http://127.0.0.1:9',
  });
  const second = await kiosk();
  expect(await second.step({ does: 'open' })).toMatchObject({ ok: true, printer, hub: 'http://127.0.0.1:9' });
  const slips = (await (await fetch(`${second.url}/slips`)).json()) as { slips: unknown[] };
  expect(slips.slips).toHaveLength(1);
  await second.step({ does: 'restart' });
  expect(await second.ended).toEqual([75, null]);
});

test('every door of the page answers in the shape it is asked for, also before the hub was ever met', async () => {
  const { url, ask } = await kiosk();
  expect(FindAnswer.parse(await ask('/find', { text: 'A-012' }))).toMatchObject({ ok: false, code: 'alone' });
  expect(SlipAnswer.parse(await ask('/slip', { ticket: 'nobody', came: true }))).toMatchObject({ code: 'notFound' });
  expect(SlipAnswer.parse(await ask('/requirements', { service: 'paspor' }))).toMatchObject({ code: 'notReady' });
  expect(DoneAnswer.parse(await ask('/staff', null))).toMatchObject({ ok: false, code: 'alone' });
  const paths = ['/find', '/slip', '/requirements', '/attendant', '/press'];
  const answers = await Promise.all(paths.map((path) => fetch(`${url}${path}`, { method: 'POST', body: '{}' })));
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 400));
});
