import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DemoNow } from '../../apps/hub/pages/start/demoNow.ts';
import { FloorView } from '../../shared/protocol/views.ts';
import { openBrowser, openScreen } from './support/browser.ts';
import { startDemo, type Demo } from './support/demo.ts';

let browser: Browser;
let demo: Demo;
beforeAll(async () => {
  [browser, demo] = await Promise.all([openBrowser(), startDemo()]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

/** Every sentence the demo has told since; one may stand on the page for a moment only. */
function listen() {
  const over = new AbortController();
  const told: DemoNow[] = [];
  let half = '';
  const heard = fetch(`${demo.hub}/start/now`, { signal: over.signal }).then(async ({ body }) => {
    for await (const part of body!.pipeThrough(new TextDecoderStream())) {
      const pieces = (half + part).split('\n\n');
      half = pieces.pop()!;
      told.push(...pieces.map((piece) => DemoNow.parse(JSON.parse(piece.slice('data: '.length)))));
    }
  });
  const ended = heard.catch((error: unknown) => {
    if (!over.signal.aborted) throw error;
  });
  return {
    told,
    lines: () => [...new Set(told.flatMap(({ tour }) => tour.line?.id ?? []))],
    hears: async (words: string) => {
      await expect.poll(() => told.some(({ tour }) => tour.line?.id.includes(words)), { timeout: 20_000 }).toBe(true);
    },
    async close() {
      over.abort();
      await ended;
    },
  };
}

const startPage = (query: string) => openScreen(browser, `${demo.hub}/start/${query}`, [1366, 768]);

/** The counters with somebody behind them, as the office's other systems see it. */
async function officersAtWork(): Promise<readonly string[]> {
  const pass = (await (await fetch(`${demo.hub}/page-access?role=supervisor`)).json()) as { readonly token: string };
  const answer = await fetch(`${demo.hub}/api/v1/floor`, { headers: { authorization: `Bearer ${pass.token}` } });
  const { view } = (await answer.json()) as { readonly view: unknown };
  return FloorView.parse(view).counters.flatMap(({ id, officer }) => (officer === null ? [] : id));
}

test('one press plays a morning: a slip comes out, the TV calls it, the visit ends, the officers leave', async () => {
  const demoSays = listen();
  const { page, fine } = await startPage('?speed=10');
  await page.getByRole('button', { name: 'Putar satu pagi' }).click();
  await page.frameLocator('iframe[title="Mesin antrean"]').getByText('Paspor Baru').waitFor();
  await page.getByRole('region', { name: 'Struk' }).locator('svg').waitFor();
  const tv = page.frameLocator('iframe[title="TV ruang tunggu"]');
  await tv.getByText('Silakan menuju').waitFor();
  await page.frameLocator('iframe[title^="Loket"]').locator('body').filter({ hasText: 'Loket' }).waitFor();
  await page.getByRole('status').filter({ hasText: 'Pagi selesai' }).waitFor();
  const told = demoSays.lines().join('\n');
  // On a busy machine the kiosk does not wait for the hub, and gives a number of its own.
  expect(told).toMatch(/^A-\d+ selesai dan boleh pulang\.$/m);
  expect(told).toMatch(/^K-\d+ selesai dan boleh pulang\.$/m);
  expect(demoSays.told.at(-1)).toMatchObject({ tickets: 3, slips: ['003', '002', '001'] });
  await tv
    .getByText(/^A-\d+$/)
    .first()
    .waitFor();
  expect(await officersAtWork()).toEqual([]);
  await page.getByRole('button', { name: 'Kembali ke daftar ruang' }).click();
  await page.getByRole('link', { name: /Mesin antrean/ }).waitFor();
  fine();
  await demoSays.close();
  await page.close();
});

test('the morning is stopped by its key, in English too, and another may be played at once', async () => {
  const demoSays = listen();
  const { page, fine } = await startPage('?lang=en&speed=4');
  await page.getByRole('button', { name: 'Play a morning' }).click();
  await demoSays.hears('Loket 1 memanggil');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('status').filter({ hasText: 'The officers left' }).waitFor();
  expect(await officersAtWork()).toEqual([]);
  const before = demoSays.told.length;
  await page.getByRole('button', { name: 'Play again' }).click();
  await expect
    .poll(() => demoSays.told.slice(before).some(({ tour }) => tour.state === 'playing' && tour.step > 0))
    .toBe(true);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('status').filter({ hasText: 'The officers left' }).waitFor();
  fine();
  await demoSays.close();
  await page.close();
});

test('no morning is played over an officer at work, and the page says who and where', async () => {
  const counter = await openScreen(browser, `${demo.hub}/counter/?counter=loket-3`, [1366, 768]);
  await counter.page.getByText('Siapa yang bertugas').waitFor();
  await counter.page.keyboard.press('1');
  await counter.page.getByText('Siapa yang bertugas').waitFor({ state: 'detached' });
  const { page, fine } = await startPage('');
  await page.getByRole('button', { name: 'Putar satu pagi' }).click();
  await page.getByRole('alert').filter({ hasText: 'sedang bertugas di loket 3' }).waitFor();
  expect(await officersAtWork()).toEqual(['loket-3']);
  fine();
});

test('what a page may show and press of the kiosk is for pages of this hub only', async () => {
  const answer = await fetch(`${demo.hub}/press`, {
    method: 'POST',
    headers: { origin: 'http://elsewhere.example' },
    body: JSON.stringify({ service: 'informasi' }),
  });
  expect(answer.status).toBe(403);
  const tour = await fetch(`${demo.hub}/start/tour`, {
    method: 'POST',
    headers: { origin: 'http://elsewhere.example', 'content-type': 'application/json' },
    body: JSON.stringify({ does: 'play' }),
  });
  expect(tour.status).toBe(403);
  const { value } = (await (await fetch(`${demo.hub}/start/now`)).body!.getReader().read()) as { value: Uint8Array };
  const [first] = Buffer.from(value).toString().split('\n\n');
  const now = DemoNow.parse(JSON.parse(first!.slice('data: '.length)));
  expect(now.tour.state).not.toBe('playing');
  const listed = now.slips.map((name) => `${demo.hub}/slips/${name}.bin`);
  for (const slip of listed) expect((await fetch(slip)).status).toBe(200);
});
