import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { demoOffice, openAllHours } from '../../apps/hub/demo/office.ts';
import { secondMs, type ZoneId } from '../../shared/ids.ts';
import type { CounterView, DisplayView } from '../../shared/protocol/views.ts';
import { openBrowser } from './support/browser.ts';
import { cable } from './support/cable.ts';
import { openEar, shortClips, type HeardCall } from './support/ear.ts';
import {
  apiKey,
  closeAll,
  closeLater,
  hubProcess,
  passes,
  post,
  program,
  screen,
  standingClock,
  tempFolder,
} from './support/hubProgram.ts';

/** The real hub, the real page, and the sounds that it gives to the audio graph of a real browser. */
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
afterEach(closeAll);

const silence = 0.4;
const seats = [
  ['loket-1', 'dewi'],
  ['loket-2', 'bambang'],
  ['loket-5', 'ratna'],
] as const;
/** In the office of these tests the voice is lower in the morning. */
const percent = 60;

function officeFile(dir: string): string {
  const office = openAllHours(demoOffice());
  const volume = [{ from: '09:00', to: '12:00', percent }];
  const path = join(dir, 'office-of-the-test.json');
  writeFileSync(path, JSON.stringify({ ...office, zones: office.zones.map((zone) => ({ ...zone, volume })) }));
  return path;
}

let keys = 0;
/** What officers and visitors do at a hub; counters 1, 2 and 5 are open. */
async function hallAt(url: () => string) {
  const does = async (said: object) => {
    const { reply } = await post(url(), { key: `voice-key-${++keys}`, ...said });
    if (!reply.ok) throw new Error(`${JSON.stringify(said)} was refused: ${reply.error.code}`);
    return reply.result as { readonly ticket: string; readonly number: string; readonly call: number };
  };
  for (const [counter, officer] of seats) await does({ type: 'OpenCounter', counter, officer });
  return {
    does,
    take: async (language = 'id') => {
      const { ticket } = await does({ type: 'TakeTicket', service: 'informasi', language });
      await does({ type: 'ConfirmSlip', ticket, outcome: 'printed' });
    },
    call: (counter: string) => does({ type: 'CallNext', counter }),
    leave: async (counter: string, ticket: string) => {
      await does({ type: 'StartService', counter, ticket });
      await does({ type: 'Finish', counter, ticket, outcome: 'referred' });
    },
  };
}

async function hall(own: Parameters<typeof program>[1] = {}) {
  const data = tempFolder();
  shortClips(data);
  const clock = standingClock();
  const hub = await program(data, { clock, office: officeFile(data), ...own });
  return { ...(await hallAt(() => hub.url)), data, clock, hub, url: hub.url };
}

async function tv(url: string, options?: Parameters<typeof openEar>[2]) {
  const ear = await openEar(browser, url, options);
  closeLater(() => ear.close());
  return ear;
}

const names = (calls: readonly HeardCall[]) => calls.map(({ number, first }) => (first ? number : `${number} again`));
const patient = { timeout: 12_000, interval: 50 };

function inOrderWithoutOverlap(calls: readonly HeardCall[]): void {
  const between = calls.slice(1).map(({ from }, i) => from - (calls[i]?.to ?? NaN));
  expect(Math.min(silence, ...between)).toBeGreaterThanOrEqual(silence - 0.001);
}

test('A1 A4 three calls within one second are all shown and spoken, in order, apart, in the languages they need, the repeat only for the last', async () => {
  const { take, call, clock, url } = await hall();
  for (const language of ['id', 'en', 'id']) await take(language);
  const { page, calls, played, wrong } = await tv(url);
  await page.getByText('Belum ada panggilan').first().waitFor();
  const from = performance.now();
  for (const [counter] of seats) await call(counter);
  expect(performance.now() - from).toBeLessThan(1_000);

  const onStage = () => page.locator('.band .no').textContent({ timeout: 1_000 });
  for (const number of ['U-001', 'U-002', 'U-003']) {
    await expect.poll(onStage, patient).toBe(number);
    // A page's time runs on from each beat and, with the hub's clock standing, falls back at the next.
    clock.pass(7 * secondMs);
  }
  await expect.poll(async () => names(await calls()), patient).toEqual(['U-001', 'U-002', 'U-003', 'U-003 again']);
  const heard = await calls();
  expect(heard.map(({ languages }) => languages)).toEqual([['id'], ['id', 'en'], ['id'], ['id']]);
  inOrderWithoutOverlap(heard);
  expect([...new Set((await played()).map(({ volume }) => Math.round(volume * 100)))]).toEqual([percent]);
  expect(wrong).toEqual([]);
});

test('A1 each clip begins when the one before it has ended', async () => {
  const { take, call, url } = await hall();
  await take('en');
  const { played } = await tv(url);
  await call('loket-5');
  await expect
    .poll(async () => (await played()).filter(({ clip }) => clip.startsWith('en/')).length, patient)
    .toBeGreaterThan(6);
  const all = await played();
  expect(all[0]?.clip).toBe('chime');
  const between = all.slice(1).map(({ start }, i) => start - (all[i]?.start ?? NaN) - (all[i]?.duration ?? NaN));
  expect(Math.min(...between)).toBeGreaterThan(-0.001);
});

test('C10 a withdrawn call that waits for the voice is neither spoken nor shown', async () => {
  const { take, call, does, clock, url } = await hall();
  await take();
  await take();
  const { page, calls } = await tv(url);
  await page.getByText('Belum ada panggilan').first().waitFor();
  await call('loket-1');
  const second = await call('loket-2');
  await expect.poll(async () => (await calls()).length, patient).toBe(1);
  await does({ type: 'Withdraw', counter: 'loket-2', ticket: second.ticket, call: second.call });
  await page.locator('.desk.hot', { hasText: 'U-002' }).waitFor({ state: 'detached' });
  await expect.poll(async () => names(await calls()), patient).toEqual(['U-001', 'U-001 again']);
  clock.pass(6 * secondMs);
  await page.locator('.band').waitFor({ state: 'detached' });
  expect(names(await calls())).toEqual(['U-001', 'U-001 again']);
});

test('A3 a TV that was away 5 s or 50 s speaks the call it missed, after 70 s it only lists it', async () => {
  const { take, call, leave, clock, hub, url } = await hall();
  const wire = await cable(url);
  const { page, calls } = await tv(wire.url);
  await page.getByText('Belum ada panggilan').first().waitFor();
  const listed: string[] = [];
  const saidTwice = async (number: string) => {
    await expect.poll(async () => names(await calls()), patient).toContain(`${number} again`);
  };
  for (const seconds of [5, 50, 70, 0]) {
    await take();
    if (seconds > 0) wire.pull();
    const { ticket, number } = await call('loket-1');
    clock.pass(seconds * secondMs);
    hub.hub.wake();
    wire.plug();
    await page.locator('.desk.hot', { hasText: number }).waitFor();
    if (seconds === 70) listed.push(number);
    else await saidTwice(number);
    await leave('loket-1', ticket);
  }
  const heard = await calls();
  expect(listed).toEqual(['U-003']);
  expect(names(heard.filter(({ first }) => first))).toEqual(['U-001', 'U-002', 'U-004']);
  inOrderWithoutOverlap(heard);
});

test('A2 another display takes over within 3 s of the end of the voice; with none left the counters see it', async () => {
  const second = { token: 'token-of-the-second', role: 'display' as const, device: 'display-2' };
  const all = [...passes, second] as typeof passes;
  const { take, call, leave, url } = await hall({ passes: all });
  const counter = await screen(url, 'officer', { audience: 'counter', counter: 'loket-1' });
  const seen = () => counter.frames.at(-1)?.view as CounterView | undefined;
  const first = await tv(url);
  const other = await tv(url, { token: second.token });
  await expect.poll(() => seen()?.sound, patient).toBe('ready');
  await take();
  const one = await call('loket-1');
  await expect.poll(async () => names(await first.calls()), patient).toContain('U-001');
  await expect.poll(() => seen()?.visitor?.spoken, patient).toBe('spoken');
  await leave('loket-1', one.ticket);

  await take();
  const ends = performance.now();
  const [, two] = await Promise.all([first.close(), call('loket-1')]);
  await expect.poll(async () => names(await other.calls()), { ...patient, timeout: 3_000 }).toContain('U-002');
  expect(performance.now() - ends).toBeLessThan(3_000);
  await leave('loket-1', two.ticket);

  await take();
  await other.close();
  await expect.poll(() => seen()?.sound, patient).not.toBe('ready');
  await call('loket-1');
  await expect.poll(() => seen()?.visitor?.number, patient).toBe('U-003');
  expect(seen()?.visitor?.spoken).toBeNull();
});

test('A2 a voice whose page hangs, with its line open, is noticed within 3 s', async () => {
  const { url } = await hall();
  const counter = await screen(url, 'officer', { audience: 'counter', counter: 'loket-1' });
  const seen = () => counter.frames.at(-1)?.view as CounterView | undefined;
  const { page } = await tv(url);
  await expect.poll(() => seen()?.sound, patient).toBe('ready');
  // It has answered a beat: from here on it is expected to.
  await page.waitForFunction(() => performance.now() > 3_000);
  const hung = page.evaluate(() => {
    for (const end = performance.now() + 5_000; performance.now() < end;);
  });
  // Without it the pings of the line would tell after 8 s.
  await expect.poll(() => seen()?.sound, { interval: 50, timeout: 4_000 }).not.toBe('ready');
  await hung;
  await expect.poll(() => seen()?.sound, patient).toBe('ready');
});

test('A3 a hub that is killed while a call waits for the voice: after its return each call is spoken to its end once, and reported', async () => {
  const data = tempFolder();
  shortClips(data);
  const access = join(data, 'passes.json');
  writeFileSync(access, JSON.stringify(passes));
  const flags = ['--data', data, '--port', '0', '--api-key', apiKey, '--access', access];
  let hub = await hubProcess(flags);
  const { take, call } = await hallAt(() => hub.url ?? '');
  await take();
  await take();
  const wire = await cable(hub.url ?? '');
  const { page, calls } = await tv(wire.url);
  await page.getByText('Belum ada panggilan').first().waitFor();
  await call('loket-1');
  await call('loket-2');
  await expect.poll(async () => (await calls()).length, patient).toBe(1);
  hub.child.kill('SIGKILL');
  await hub.ended;
  hub = await hubProcess(flags);
  wire.plug(hub.url);
  const watching = await screen(hub.url ?? '', 'display', { audience: 'display', zone: 'paspor' as ZoneId });
  const view = () => (watching.frames.at(-1) ?? (watching.welcome.ok ? watching.welcome.frame : undefined))?.view;
  await expect
    .poll(() => (view() as DisplayView | undefined)?.calling.map(({ number, outcome }) => [number, outcome]), patient)
    .toEqual([
      ['U-001', 'spoken'],
      ['U-002', 'spoken'],
    ]);
  const heard = await calls();
  // What the end of the hub cut off was not reported, and is said anew.
  expect(names(heard.filter(({ first, whole }) => first && whole))).toEqual(['U-001', 'U-002']);
  inOrderWithoutOverlap(heard);
});

test('A1 sound that the browser blocks is to be seen on the TV, in a call too, and at the counters, until somebody touches it', async () => {
  const { take, call, url } = await hall();
  const counter = await screen(url, 'officer', { audience: 'counter', counter: 'loket-1' });
  const seen = () => counter.frames.at(-1)?.view as CounterView | undefined;
  const strict = await chromium.launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--autoplay-policy=document-user-activation-required'],
  });
  closeLater(() => strict.close());
  const { page, calls } = await openEar(strict, url, { touched: false });
  await page.locator('.top').getByText('Suara mati').waitFor();
  await expect.poll(() => seen()?.sound, patient).toBe('blocked');
  await take();
  await call('loket-1');
  await page.locator('.band').getByText('Suara mati').waitFor();
  expect(await calls()).toEqual([]);
  await page.mouse.click(900, 900);
  await page.locator('.top').getByText('Suara mati').waitFor({ state: 'detached' });
  await expect.poll(() => seen()?.sound, patient).toBe('ready');
});

test('A1 a clip that is no sound is to be seen on the TV and at the counters, until it is put right', async () => {
  const { data, url } = await hall();
  writeFileSync(join(data, 'voice/id/nol.wav'), 'no sound at all');
  const counter = await screen(url, 'officer', { audience: 'counter', counter: 'loket-1' });
  const seen = () => counter.frames.at(-1)?.view as CounterView | undefined;
  const { page } = await tv(url);
  await page.locator('.top').getByText('Suara mati').waitFor();
  await expect.poll(() => seen()?.sound, patient).toBe('missing');
  shortClips(data);
  await page.locator('.top').getByText('Suara mati').waitFor({ state: 'detached' });
  await expect.poll(() => seen()?.sound, patient).toBe('ready');
  expect(await page.getByText('Suara mati').count()).toBe(0);
});

test('a display at one counter shows only its number and is never the voice', async () => {
  const { take, call, url } = await hall();
  await take();
  await take();
  const { page, calls } = await tv(url, { path: '/display/?zone=paspor&counter=loket-2' });
  await page.getByText('Loket').first().waitFor();
  await call('loket-1');
  await call('loket-2');
  await page.locator('.countertop.hot .no', { hasText: 'U-002' }).waitFor();
  expect(await page.getByText('U-001').count()).toBe(0);
  expect(await calls()).toEqual([]);
});
