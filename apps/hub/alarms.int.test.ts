import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import {
  apiKey,
  closeAll,
  closeLater,
  get,
  hubProcess,
  post,
  program,
  screen,
  tempFolder,
  tokenOf,
} from '../../build/e2e/support/hubProgram.ts';
import { createHubLink, type LinkState } from '../../shared/hubLink.edge.ts';
import { alarmWords } from '../../shared/protocol/alarmTexts.ts';
import type { CounterView, FloorView } from '../../shared/protocol/views.ts';
import { patienceMs } from './journal/followerWait.ts';
import { memoryDisk, openMemory } from './journal/memory.ts';
import { spoil } from './journal/spoil.ts';
import { follow } from '../../shared/follow/follow.ts';
import { batchesOf, openFollowFile } from '../../shared/follow/followFile.edge.ts';
import { dialToFollow } from '../../shared/hubLinkFollow.edge.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
afterEach(closeAll);

const take = (key: string) => ({ type: 'TakeTicket', key, service: 'informasi' });
const damaged = alarmWords.journalDamaged;
const why = {
  id: `${damaged.title.id}. ${damaged.help.id}`,
  en: `${damaged.title.en}. ${damaged.help.en}`,
};
const start = (data: string, ...more: string[]) =>
  hubProcess(['--data', data, '--port', '0', '--api-key', apiKey, ...more]);
const within = (ms: number) => ({ timeout: ms, interval: 20 });

/** A counter's console as it dials the hub; what its link says, in order. */
function consoleAt(url: string) {
  const states: LinkState[] = [];
  const views: CounterView[] = [];
  const link = createHubLink({
    url,
    hello: { token: tokenOf('supervisor'), watch: { audience: 'counter', counter: 'loket-1' as never } },
    onFrame: ({ view }) => void (view.audience === 'counter' && views.push(view)),
    onState: (state) => void states.push(state),
  });
  closeLater(() => link.close());
  return { states, views, alarms: () => views.at(-1)?.alarms.map(({ alarm }) => alarm) };
}

test('a violation stops every answer, and staff are told why within 5 s', async () => {
  const disk = memoryDisk();
  const honest = openMemory(disk);
  let lies = false;
  const journal = { ...honest, head: () => (lies ? { ...honest.head(), hash: '0'.repeat(64) } : honest.head()) };
  const hub = await program(tempFolder(), { journal });
  const desk = consoleAt(hub.url);
  await vi.waitFor(() => expect(desk.states.at(-1)?.kind).toBe('live'), within(5_000));
  expect(desk.alarms()).toEqual([]);
  expect((await post(hub.url, take('t-1'))).status).toBe(200);
  const officer = await screen(hub.url, 'officer');
  lies = true;
  const since = performance.now();
  const unanswered = fetch(`${hub.url}/api/v1/commands`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(take('t-2')),
  }).then(
    ({ status }) => status,
    () => 'cut',
  );
  await vi.waitFor(() => expect(desk.states.at(-1)).toMatchObject({ kind: 'refused' }), within(10_000));
  expect(performance.now() - since).toBeLessThan(5_000);
  expect(desk.states.at(-1)).toMatchObject({ refusal: { code: 'notReady', message: why } });
  expect(officer.socket.connected).toBe(false);
  expect(Math.max(...desk.views.map(({ total }) => total))).toBe(1);
  const { status, reply } = await post(hub.url, take('t-1'));
  expect([status, reply]).toMatchObject([503, { error: { code: 'notReady', message: why } }]);
  expect((await get(hub.url, '/api/v1/floor')).status).toBe(503);
  const health = await get(hub.url, '/healthz', undefined);
  expect([health.status, health.json()]).toMatchObject([503, { ok: false, alarms: [{ alarm: 'journalDamaged' }] }]);
  expect((await get(hub.url, '/metrics', undefined)).text).toContain('antrean_alarm{alarm="journalDamaged"} 1');
  expect((await screen(hub.url, 'kiosk', { audience: 'kiosk' })).welcome).toEqual({
    ok: false,
    code: 'notReady',
    message: why,
  });
  await hub.close();
  expect(await unanswered).toBe('cut');
});

test('what only the full check finds stops the real hub, which stays to say why', async () => {
  const data = tempFolder();
  const first = await program(data);
  for (let i = 0; i < 5; i++) await post(first.url, take(`t-${i}`));
  await first.close();
  spoil(join(data, 'journal.db'), `UPDATE key SET reply = replace(reply, 'U-003', 'U-004')`);
  const hub = await start(data);
  expect(hub.url).toBeDefined();
  await vi.waitFor(async () => expect((await get(hub.url!, '/healthz')).status).toBe(503), within(5_000));
  expect((await post(hub.url!, take('t-9'))).reply).toMatchObject({ error: { code: 'notReady', message: why } });
  expect(hub.err()).toMatch(/^Nothing more is answered: The journal is damaged at position \d+: .+\. Restore /m);
  hub.child.kill('SIGTERM');
  expect(await hub.ended).toEqual({ code: 0, signal: null });
});

test('a disk without room: no new numbers, an alarm at the counter and on the floor; calling goes on', async () => {
  const data = tempFolder();
  const before = await program(data);
  await post(before.url, take('t-1'));
  await before.close();
  const hub = await program(data, { keepFree: 10_000_000 });
  const desk = consoleAt(hub.url);
  await vi.waitFor(() => expect(desk.alarms()).toEqual(['diskAlmostFull']), within(5_000));
  const refused = await post(hub.url, take('t-2'));
  expect([refused.status, refused.reply]).toMatchObject([409, { error: { code: 'diskAlmostFull' } }]);
  expect((await post(hub.url, take('t-1'))).status).toBe(200);
  await post(hub.url, { type: 'ConfirmSlip', key: 's-1', ticket: 't-1', outcome: 'printed' });
  await post(hub.url, { type: 'OpenCounter', key: 'o-1', counter: 'loket-1', officer: 'dewi' });
  const called = await post(hub.url, { type: 'CallNext', key: 'c-1', counter: 'loket-1' });
  expect(called.reply).toMatchObject({ ok: true, result: { ticket: 't-1' } });
  const floor = (await get(hub.url, '/api/v1/floor')).json() as { readonly view: FloorView };
  expect(floor.view.alarms.map(({ alarm }) => alarm)).toEqual(['diskAlmostFull']);
});

test('a hub whose data folder is taken away ends at once', async () => {
  const root = tempFolder();
  const data = join(root, 'data');
  mkdirSync(data);
  const hub = await start(data);
  expect((await post(hub.url!, take('t-1'))).status).toBe(200);
  renameSync(data, join(root, 'elsewhere'));
  expect(await hub.ended).toMatchObject({ code: 1 });
  expect(hub.err()).toMatch(/^The hub ends, and nothing more is answered: /m);
});

/** The real program that keeps a copy, until the test ends. */
function follower(url: string, dir: string) {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [main, 'follow', dir, '--hub', url, '--token', apiKey], { stdio: 'ignore' });
  const ended = once(child, 'close');
  closeLater(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return child;
}
const copied = (dir: string) =>
  existsSync(dir) ? [...batchesOf(dir)].flatMap(({ rows }) => rows.map(({ bound }) => bound?.key)) : [];

test('I13 with --sync-follower an answer is on two disks; without a follower the office goes on and says so', async () => {
  const hub = await start(tempFolder(), '--sync-follower');
  const health = async () => (await get(hub.url!, '/healthz', undefined)).json() as { readonly alarms: object[] };
  const copy = join(tempFolder(), 'copy');
  const before = performance.now();
  expect((await post(hub.url!, take('alone'))).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(patienceMs - 100);
  expect(await health()).toMatchObject({ alarms: [{ alarm: 'noFollower' }], syncFollower: { times: 1 } });
  expect(hub.err()).toContain('No follower has confirmed the latest work');
  const first = follower(hub.url!, copy);
  await vi.waitFor(async () => expect((await health()).alarms).toEqual([]), within(10_000));
  for (let i = 0; i < 20; i++) {
    expect((await post(hub.url!, take(`t-${i}`))).status).toBe(200);
    expect(copied(copy)).toContain(`t-${i}`);
  }
  // Its machine stands still for less than the hub waits, and nobody is answered meanwhile.
  first.kill('SIGSTOP');
  let answered = false;
  const late = post(hub.url!, take('late')).then(({ status }) => {
    answered = true;
    return status;
  });
  // The hub has it on its own disk, and names it nowhere yet.
  await vi.waitFor(async () => expect(await health()).toMatchObject({ followers: [{ behind: 1 }] }), within(2_000));
  expect(answered).toBe(false);
  first.kill('SIGCONT');
  expect(await late).toBe(200);
  expect(copied(copy)).toContain('late');
  expect(await health()).toMatchObject({ alarms: [], syncFollower: { times: 1 } });
});

test('I13 a follower is let in while a batch waits for it', async () => {
  const hub = await program(tempFolder(), { syncFollower: true });
  const answered = post(hub.url, take('t-1'));
  const file = openFollowFile(join(tempFolder(), 'copy'));
  if (!file.ok) throw new Error(file.error.what);
  const link = await dialToFollow({ url: hub.url, token: apiKey });
  const following = follow({ link, file: file.value, follower: 'spare' });
  expect((await answered).status).toBe(200);
  expect(file.value.position().seq).toBe(hub.hub.seq());
  const health = (await get(hub.url, '/healthz', undefined)).json();
  expect(health).toMatchObject({ alarms: [], syncFollower: { times: 0 } });
  await hub.close();
  expect(await following).toBe('lost');
  file.value.close();
});
