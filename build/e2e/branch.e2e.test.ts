import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const slips = async () => (await (await fetch(`${demo.kiosk}/slips/`)).text()).match(/\d+\.svg/g)?.length ?? 0;

test('a touch becomes a slip, a call at a counter, and a number on the TV of its zone', async () => {
  const kiosk = await openScreen(browser, `${demo.kiosk}/`, [1080, 1920]);
  const tv = await openScreen(browser, `${demo.hub}/display/?zone=paspor`, [1920, 1080]);
  const counter = await openScreen(browser, `${demo.hub}/counter/?counter=loket-5`, [1366, 768]);

  await kiosk.page.getByRole('button', { name: /Informasi dan Pengaduan/ }).click();
  await kiosk.page.getByRole('button', { name: /Ambil nomor/ }).click();
  await kiosk.page.getByText('U-001').first().waitFor();
  await expect.poll(slips, { timeout: 10_000 }).toBe(1);

  await counter.page.getByText('Siapa yang bertugas').waitFor();
  await counter.page.keyboard.press('1');
  await counter.page.getByRole('button', { name: /Panggil U-001/ }).waitFor();
  await counter.page.keyboard.press('Enter');
  await tv.page.getByText('Silakan menuju').waitFor();
  await tv.page.getByText('U-001').first().waitFor();

  await counter.page.getByRole('button', { name: /Mulai layani/, disabled: false }).waitFor();
  await counter.page.keyboard.press('Enter');
  await counter.page
    .getByRole('button', { name: /^Selesai Enter|^Selesai(?!, panggil)/, disabled: false })
    .first()
    .waitFor();
  await counter.page.keyboard.press('Enter');
  await counter.page.getByText('U-001').first().waitFor({ state: 'detached' });
  for (const screen of [kiosk, tv, counter]) screen.fine();
});

test('the start page names every room of the demo, and its links open', async () => {
  const start = await openScreen(browser, `${demo.hub}/`, [1366, 768]);
  const links = start.page.locator('main a');
  await links.first().waitFor();
  const hrefs = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  expect(hrefs.length).toBeGreaterThanOrEqual(9);
  const answers = await Promise.all(hrefs.map(async (href) => ({ href, status: (await fetch(href)).status })));
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  start.fine();
});

test('a screen says so when the hub is gone, and a counter closes its keys', async () => {
  const own = await startDemo();
  const tv = await openScreen(browser, `${own.hub}/display/?zone=paspor`, [1920, 1080]);
  const counter = await openScreen(browser, `${own.hub}/counter/?counter=loket-5`, [1366, 768]);
  await tv.page.getByText('Belum ada panggilan').first().waitFor();
  await counter.page.getByText('Siapa yang bertugas').waitFor();
  await own.close();
  await tv.page.getByText('terputus dari pusat antrean').first().waitFor();
  await counter.page.getByText('Terputus dari pusat antrean').first().waitFor();
  expect(await counter.page.locator('button:not([disabled]):not([aria-disabled="true"])').count()).toBe(0);
});
