import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import {
  apiKey,
  closeAll,
  closeLater,
  editJournal,
  get,
  hubProcess,
  post,
  program,
  screen,
  tempFolder,
} from '../../build/e2e/support/hubProgram.ts';
import { demoOffice } from './demo/office.ts';
import { spoil } from './journal/spoil.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
afterEach(closeAll);

const take = (key: string) => ({ type: 'TakeTicket', key, service: 'informasi' });
const start = (data: string, ...more: string[]) =>
  hubProcess(['--data', data, '--port', '0', '--api-key', apiKey, ...more]);

/** The start is refused with one sentence; the sentence. */
async function refused(...args: string[]): Promise<string> {
  return refusedWith({}, ...args);
}
async function refusedWith(env: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
  const { url, out, err, ended } = await hubProcess(['--port', '0', ...args], env);
  expect([url, out()]).toEqual([undefined, '']);
  expect(await ended).toEqual({ code: 2, signal: null });
  expect(err()).toMatch(/^[^\n]+[.:a-z)]\n$/);
  return err();
}

test('it says it is ready, and SIGTERM and SIGINT end it with 0, work done kept', async () => {
  const data = tempFolder();
  for (const [i, signal] of (['SIGTERM', 'SIGINT'] as const).entries()) {
    const hub = await start(data);
    expect(hub.out()).toBe(`antrean hub ready ${hub.url}\n`);
    expect((await post(hub.url!, take(`t-${i}`))).reply).toMatchObject({
      ok: true,
      result: { number: `U-00${i + 1}` },
    });
    hub.child.kill(signal);
    expect(await hub.ended).toEqual({ code: 0, signal: null });
  }
});

test('SIGTERM ends it with screens connected, requests under way and the check of the journal just begun', async () => {
  const hub = await start(tempFolder(), '--office', writeOffice(demoOffice()));
  const screens = await Promise.all([1, 2, 3].map(() => screen(hub.url!, 'api', { audience: 'floor' })));
  const half = fetch(`${hub.url}/api/v1/commands`, {
    method: 'POST',
    duplex: 'half',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode('{"type":')) }),
  } as RequestInit).then(
    () => 'answered',
    () => 'cut',
  );
  await get(hub.url!, '/healthz');
  hub.child.kill('SIGTERM');
  expect(await hub.ended).toEqual({ code: 0, signal: null });
  expect(await half).toBe('cut');
  await Promise.all(screens.map(({ socket }) => vi.waitFor(() => expect(socket.connected).toBe(false))));
});

test('I36 no key, token or phone is ever written to the output', async () => {
  const hub = await start(tempFolder());
  const canaries = [apiKey, 'token-of-the-officer', 'wrong-token-0123456789', '081234567890', 'Bu Sari minta kursi'];
  await post(hub.url!, { ...take('t-1'), holder: '081234567890' });
  await post(hub.url!, { type: 'Note', key: 'n-1', ticket: 't-1', note: 'Bu Sari minta kursi' });
  await post(hub.url!, { type: 'Note', key: 'n-2', ticket: 't-1', note: 'Bu Sari minta kursi', token: apiKey });
  await post(hub.url!, take('t-2'), 'wrong-token-0123456789');
  await get(hub.url!, `/api/v1/floor?token=${apiKey}`, 'wrong-token-0123456789');
  await screen(hub.url!, 'officer', { audience: 'floor' });
  await (await screen(hub.url!, 'api')).send({ ...take('t-3'), holder: '081234567890' });
  hub.child.kill('SIGTERM');
  await hub.ended;
  expect(hub.err()).toContain('"type":"TakeTicket"');
  for (const canary of canaries) expect(hub.out() + hub.err()).not.toContain(canary);
});

function writeOffice(document: unknown): string {
  const path = join(tempFolder(), 'office.json');
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
  return path;
}

test('an office document with a fault is refused by the name of the field, and nothing is made', async () => {
  const data = join(tempFolder(), 'data');
  const office = { ...demoOffice(), timeZone: 'Asia/Nowhere' };
  expect(await refused('--data', data, '--office', writeOffice(office))).toContain('timeZone');
  expect(await refused('--data', data, '--office', writeOffice({ ...office, counters: 3 }))).toContain('counters');
  const text = await refused('--data', data, '--office', writeOffice('{"format": 1,'));
  expect(text).toContain('is not JSON');
  const missing = join(data, 'none.json');
  expect(await refused('--data', data, '--office', missing)).toContain(`${missing} cannot be read (ENOENT)`);
  expect(existsSync(data)).toBe(false);
});

test('a wrong flag, key, port or list of passes is refused by its name, and nothing is made', async () => {
  const data = join(tempFolder(), 'data');
  const passFile = (content: unknown) => {
    const path = join(tempFolder(), 'passes.json');
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  expect(await refused('--data', data, '--prot', '0')).toContain('--prot');
  expect(await refused('--data')).toContain('--data needs a value');
  expect(await refused('--data', data, '--port', '99999')).toContain('--port');
  expect(await refused('--data', data, '--api-key', 'short')).toContain('--api-key');
  expect(
    await refused('--data', data, '--access', passFile([{ token: 'a'.repeat(20), role: 'boss', device: 'd' }])),
  ).toContain('0.role');
  const kiosk = { token: 'a'.repeat(20), role: 'kiosk', device: 'k1' };
  expect(await refused('--data', data, '--access', passFile([kiosk, { ...kiosk, device: 'k2' }]))).toContain('1.token');
  expect(await refused('--data', data, '--access', passFile([{ ...kiosk, role: 'hub' }]))).toContain('0.role');
  expect(await refused('--data', data, '--access', join(data, 'none.json'))).toContain('ENOENT');
  expect(existsSync(data)).toBe(false);
});

test('the settings.json of the data folder counts after flags and variables, and a fault in it is named', async () => {
  const data = tempFolder();
  const save = (settings: object) => writeFileSync(join(data, 'settings.json'), JSON.stringify(settings));
  save({ 'api-key': apiKey, port: 1 });
  const hub = await hubProcess(['--data', data, '--port', '0']);
  expect((await post(hub.url!, take('t-1'))).status).toBe(200);
  hub.child.kill('SIGTERM');
  await hub.ended;
  save({ 'api-key': 'short' });
  expect(await refused('--data', data)).toContain(`api-key in ${data}/settings.json must have 16 to 200 characters`);
  save({ colour: 'red' });
  expect(await refused('--data', data)).toContain(`Unknown setting colour in ${data}/settings.json`);
});

test('a port in use is named, and the data folder is not touched', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  closeLater(() => other.close());
  const { port } = other.address() as AddressInfo;
  const data = join(tempFolder(), 'data');
  expect(await refused('--data', data, '--port', String(port))).toContain(`Port ${port} on 127.0.0.1 is in use`);
  expect(existsSync(data)).toBe(false);
});

test('a data folder that cannot be written, or that another hub has, is named', async () => {
  const file = join(tempFolder(), 'file');
  writeFileSync(file, 'mine');
  expect(await refused('--data', file)).toContain(file);
  expect(readFileSync(file, 'utf8')).toBe('mine');
  const data = tempFolder();
  await program(data);
  expect(await refused('--data', data)).toContain(`Another hub already runs on the data folder ${data}`);
});

/** A journal with a little work in it, at rest. */
async function usedFolder(): Promise<string> {
  const data = tempFolder();
  const hub = await program(data);
  for (let i = 0; i < 40; i++) await post(hub.url, take(`t-${i}`));
  await hub.close();
  return data;
}
const filesOf = (dir: string) =>
  readdirSync(dir).map((name) => [name, readFileSync(join(dir, name)).toString('base64')]);

test('a journal of a newer hub is refused and left as it is', async () => {
  const data = await usedFolder();
  editJournal(data, (db) => db.pragma(`user_version = ${Number(db.pragma('user_version', { simple: true })) + 1}`));
  const before = filesOf(data).find(([name]) => name === 'journal.db');
  expect(await refused('--data', data)).toMatch(/newer/);
  expect(filesOf(data).find(([name]) => name === 'journal.db')).toEqual(before);
});

test('I16 a start over another program’s file, or with a SQLite that can damage it, is refused and leaves it as it is', async () => {
  const data = await usedFolder();
  const file = () => filesOf(data).find(([name]) => name === 'journal.db');
  const before = file();
  const old = join(import.meta.dirname, 'journal/fixtures/oldSqlite.edge.ts');
  expect(await refusedWith({ NODE_OPTIONS: `--import ${old}` }, '--data', data)).toBe(
    `SQLite 3.51.2 can damage ${join(data, 'journal.db')}: install the locked dependencies again (npm ci).\n`,
  );
  expect(file()).toEqual(before);
  editJournal(data, (db) => db.pragma('application_id = 7'));
  expect(await refused('--data', data)).toContain(`${join(data, 'journal.db')} belongs to another program`);
});

test('a damaged journal is refused: a torn file, and an event that was edited', async () => {
  const torn = await usedFolder();
  const file = join(torn, 'journal.db');
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length / 2)));
  expect(await refused('--data', torn)).toMatch(/damaged/);
  const edited = await usedFolder();
  spoil(join(edited, 'journal.db'), `UPDATE event SET body = replace(body, '"count":20', '"count":21') WHERE seq = 21`);
  expect(await refused('--data', edited)).toMatch(/damaged at position \d+/);
});
