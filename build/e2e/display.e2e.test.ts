import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { demoOffice, openAllHours } from '../../apps/hub/demo/office.ts';
import { minuteMs, secondMs } from '../../shared/ids.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { openBrowser } from './support/browser.ts';
import { openEar } from './support/ear.ts';
import {
  apiKey,
  closeAll,
  closeLater,
  passes,
  post,
  program,
  standingClock,
  tempFolder,
} from './support/hubProgram.ts';
import { startHub } from '../../apps/hub/program.edge.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
afterEach(closeAll);

const screenHeight = 1_080;
/** The smallest picture there is. */
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
let keys = 0;

async function hall(change: (office: Office) => Office = (office) => office) {
  const data = tempFolder();
  const clock = standingClock();
  const path = join(data, 'office-of-the-test.json');
  writeFileSync(path, JSON.stringify(change(openAllHours(demoOffice()))));
  const hub = await program(data, { clock, office: path });
  const does = async (said: object) => {
    const { reply } = await post(hub.url, { key: `display-key-${++keys}`, ...said });
    if (!reply.ok) throw new Error(`${JSON.stringify(said)} was refused: ${reply.error.code}`);
    return reply.result as { readonly ticket: string; readonly number: string; readonly call: number };
  };
  const take = async (service = 'informasi', more: object = {}) => {
    const { ticket } = await does({ type: 'TakeTicket', service, ...more });
    await does({ type: 'ConfirmSlip', ticket, outcome: 'printed' });
  };
  await does({ type: 'OpenCounter', counter: 'loket-5', officer: 'ratna' });
  return { data, clock, hub, does, take, call: () => does({ type: 'CallNext', counter: 'loket-5' }) };
}

async function tv(url: string, path = '/display/?zone=paspor') {
  const { page, wrong, close } = await openEar(browser, url, { path, touched: false });
  closeLater(close);
  await page.locator('.board, .countertop').waitFor();
  return { page, wrong };
}

/** Height of the digits of a number as they stand on the screen: Plex Sans Condensed has figures of 0.698 em. */
const figureHeight = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => parseFloat(getComputedStyle(element).fontSize) * 0.698);

test('a call takes the head in figures above a tenth of the screen and stays 5 s, then stands on as the number called now', async () => {
  const { take, call, clock, hub } = await hall();
  await take();
  const { page, wrong } = await tv(hub.url);
  await page.getByText('Belum ada panggilan').first().waitFor();
  await call();
  await page.locator('.band .no', { hasText: 'U-001' }).waitFor();
  expect(await figureHeight(page, '.band .no')).toBeGreaterThan(screenHeight / 10);
  expect(await figureHeight(page, '.now .no')).toBeGreaterThan(screenHeight / 10);
  expect(await figureHeight(page, '.desk .no')).toBeGreaterThan(screenHeight / 10);
  clock.pass(4.8 * secondMs);
  await take();
  await page.locator('.waits tr', { hasText: 'Informasi' }).getByText('1', { exact: true }).waitFor();
  expect(await page.locator('.band').count()).toBe(1);
  clock.pass(1.5 * secondMs);
  await page.locator('.band').waitFor({ state: 'detached' });
  expect(await page.locator('.now .no').textContent()).toBe('U-001');
  expect(wrong).toEqual([]);
});

test('I21 every face is there before anything is written in it, so that a TV without its hub shows the numbers as before', async () => {
  const { hub } = await hall();
  const { page } = await tv(hub.url, '/display/?zone=paspor&counter=loket-5');
  const faces = () =>
    page.evaluate(() => [...document.fonts].map(({ family, weight, status }) => `${family} ${weight} ${status}`));
  const wanted = ['500', '600', '700'].map(
    (weight) => expect.stringMatching(`Plex Condensed"? ${weight} loaded`) as string,
  );
  await expect.poll(faces, { timeout: 5_000 }).toEqual(expect.arrayContaining(wanted));
  expect((await faces()).filter((face) => !face.endsWith(' loaded'))).toEqual([]);
});

test('F2, F3, D4 a TV says when new numbers are called, which waits grew, who may not be called, and how promises were kept', async () => {
  const { hub, does, take, clock } = await hall((office) => ({ ...office, notices: [] }));
  const { hub: told } = hub;
  const { page, wrong } = await tv(hub.url);
  await page.locator('.waits', { hasText: 'waktu belum diketahui' }).waitFor();
  const from = told.now();
  told.estimateFor = (service) =>
    service === 'informasi' ? { low: from + 30 * minuteMs, high: from + 45 * minuteMs } : null;
  told.foresees();
  await page.locator('.waits tr', { hasText: 'Informasi' }).getByText('10.30–10.45').waitFor();
  await page.locator('.waits tr', { hasText: 'Paspor Baru' }).getByText('belum diketahui').waitFor();
  expect(await figureHeight(page, '.when .num')).toBeGreaterThan(screenHeight / 30);
  expect(await page.locator('.later').count()).toBe(0);
  await take();
  told.waitOf = () => ({ estimate: { low: from + 60 * minuteMs, high: from + 75 * minuteMs }, later: true });
  told.keptPromises = () => ({ days: 30, of: 8, in: 10 });
  told.foresees();
  await page.locator('.run .later', { hasText: 'Menunggu lebih lama dari yang tercetak' }).getByText('U').waitFor();
  /** A turn takes 12 s by the hub's clock, which the page hears of once a second. */
  const turned = async (words: string) => {
    const turn = page.locator('.media', { hasText: words });
    for (let i = 0; i < 6 && !(await turn.isVisible()); i++) {
      clock.pass(6 * secondMs);
      await turn.waitFor({ timeout: 1_200 }).catch(() => {});
    }
    expect(await turn.isVisible()).toBe(true);
  };
  await turned('30 hari terakhir: 8 dari 10 dipanggil dalam waktu yang ditampilkan');
  clock.pass(61 * minuteMs);
  const { ticket, number } = await does({ type: 'TakeTicket', service: 'informasi' });
  await does({ type: 'TellNotToday', tickets: [{ ticket, calledFrom: from + 24 * 60 * minuteMs }] });
  await turned('Mungkin tidak dipanggil hari ini');
  await page.locator('.media').getByText(number).waitFor();
  expect(wrong).toEqual([]);
});

test('C10 a withdrawn call disappears from the stage at once', async () => {
  const { take, call, does, hub } = await hall();
  await take();
  const { page } = await tv(hub.url);
  await page.getByText('Belum ada panggilan').first().waitFor();
  const { ticket, call: of } = await call();
  await page.locator('.band').waitFor();
  await does({ type: 'Withdraw', counter: 'loket-5', ticket, call: of });
  await page.locator('.band').waitFor({ state: 'detached' });
  expect(await page.getByText('U-001').count()).toBe(0);
});

test(
  'S7 a group is called with its family, an English visitor has an English line, another has none',
  { timeout: 120_000 },
  async () => {
    const { take, does, clock, hub } = await hall();
    await does({ type: 'OpenCounter', counter: 'loket-1', officer: 'dewi' });
    await take('paspor-baru', { people: 3, language: 'en' });
    await take('informasi');
    const { page } = await tv(hub.url);
    await page.getByText('Belum ada panggilan').first().waitFor();
    await does({ type: 'CallNext', counter: 'loket-1' });
    const band = page.locator('.band');
    await band.getByText('beserta keluarga').waitFor();
    expect(await band.getByText('please proceed to counter 1').count()).toBe(1);
    await page.keyboard.press('Escape');
    await does({ type: 'CallNext', counter: 'loket-5' });
    await expect
      .poll(
        async () => {
          clock.pass(secondMs);
          return band
            .locator('.no')
            .textContent({ timeout: 500 })
            .catch(() => undefined);
        },
        { timeout: 80_000 }, // two languages, said twice, by the real clips
      )
      .toBe('U-001');
    expect(await band.locator('[lang=en]').count()).toBe(0);
    expect(await band.getByText('beserta keluarga').count()).toBe(0);
  },
);

test('an emergency takes the place of a call, in both languages, and goes when it is cleared', async () => {
  const { take, call, does, hub } = await hall();
  await take();
  const { page } = await tv(hub.url);
  await page.getByText('Belum ada panggilan').first().waitFor();
  const { emergency } = (await does({ type: 'RaiseEmergency' })) as unknown as { readonly emergency: number };
  await page.getByText('Keadaan darurat').waitFor();
  await page.getByText('Follow the directions of the staff').waitFor();
  await call();
  await page.locator('.desk', { hasText: 'U-001' }).waitFor();
  expect(await page.locator('.band .no').count()).toBe(0);
  await does({ type: 'ClearEmergency', emergency });
  await page.getByText('Keadaan darurat').waitFor({ state: 'detached' });
});

test('3 s without a word of the hub the TV says so, and nothing on it is gold', async () => {
  const { take, call, hub } = await hall();
  await take();
  const { page } = await tv(hub.url);
  await page.getByText('Belum ada panggilan').first().waitFor();
  await call();
  await page.locator('.desk.hot').waitFor();
  const from = performance.now();
  await hub.close();
  await page.locator('.alert').waitFor();
  expect(performance.now() - from).toBeLessThan(6_000);
  expect(await page.locator('.desk.hot, .band').count()).toBe(0);
});

test('twenty counters stand on one screen, each with its number to be read, four digits too', async () => {
  const { hub } = await hall((office) => ({
    ...office,
    counters: Array.from({ length: 20 }, (_, i) => ({
      ...office.counters[0]!,
      id: `loket-${i + 1}` as (typeof office.counters)[number]['id'],
      number: i + 1,
      tiers: office.counters.flatMap(({ tiers }) => tiers),
    })),
  }));
  const { page } = await tv(hub.url);
  expect(await page.locator('.desk').count()).toBe(20);
  const outside = await page.locator('.desk').evaluateAll(
    (desks) =>
      desks.filter((desk) => {
        const { right, bottom } = desk.getBoundingClientRect();
        return right > innerWidth || bottom > innerHeight || desk.scrollWidth > desk.clientWidth + 1;
      }).length,
  );
  expect(outside).toBe(0);
});

test('a picture stands in the media cell with its title, and a file that is missing leaves its words', async () => {
  const title = { id: 'Denah loket', en: 'Map of the counters' };
  const slide = { title, lines: [{ id: 'Loket 6 di lantai atas', en: 'Counter 6 is upstairs' }], seconds: 600 };
  const { data, hub } = await hall((office) => ({ ...office, notices: [{ ...slide, media: 'peta-ruang.png' }] }));
  const without = await tv(hub.url);
  await without.page.getByText('Loket 6 di lantai atas').waitFor();
  mkdirSync(join(data, 'media'));
  writeFileSync(join(data, 'media/peta-ruang.png'), onePixel);
  const { page } = await tv(hub.url);
  await page.getByText('Denah loket').waitFor();
  await page.waitForFunction(
    () => (document.querySelector('.media img') as HTMLImageElement | null)?.naturalWidth === 1,
  );
  expect(await page.getByText('Loket 6 di lantai atas').count()).toBe(0);
});

test('no box of the screen needs the flex gap that old televisions do not know', async () => {
  const { take, call, hub } = await hall();
  await take();
  const { page } = await tv(hub.url);
  await call();
  await page.locator('.band').waitFor();
  const needing = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { display, columnGap, rowGap } = getComputedStyle(element);
        return display.endsWith('flex') && (columnGap !== 'normal' || rowGap !== 'normal');
      }).length,
  );
  expect(needing).toBe(0);
});

test('the same page through the read-only door: it shows the call, is never the voice, and says when the hub is gone', async () => {
  const data = tempFolder();
  const started = await startHub(
    { data, port: 0, host: '127.0.0.1', office: undefined, apiKey, access: undefined, publicPort: 0 },
    { passes, log: { command: () => {} } },
  );
  if (!started.ok) throw new Error(started.error);
  closeLater(() => started.value.close());
  const { url, publicUrl = '' } = started.value;
  const { page, wrong } = await tv(publicUrl, '/tv/paspor');
  const does = async (said: object) => (await post(url, { key: `door-key-${++keys}`, ...said })).reply;
  await does({ type: 'OpenCounter', counter: 'loket-5', officer: 'ratna' });
  const taken = await does({ type: 'TakeTicket', service: 'informasi' });
  const ticket = taken.ok && 'ticket' in taken.result ? taken.result.ticket : '';
  await does({ type: 'ConfirmSlip', ticket, outcome: 'printed' });
  await does({ type: 'CallNext', counter: 'loket-5' });
  await page.locator('.band .no', { hasText: 'U-001' }).waitFor();
  // Nobody in this hall speaks, and the screen says so.
  await page.getByText('Suara mati').first().waitFor();
  expect(await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard.length)).toBe(0);
  await started.value.close();
  await page.locator('.alert').waitFor();
  expect(wrong).toEqual([]);
});
