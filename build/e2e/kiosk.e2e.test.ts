import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { minuteMs } from '../../shared/ids.ts';
import { clockOf, spanText } from '../../shared/ui/time.ts';
import { closeAll } from './support/hubProgram.ts';
import { openBrowser, openScreen } from './support/browser.ts';
import { attendantCode, kioskFloor, scanCode, typeKeys, type KioskFloor } from './support/kiosk.ts';

let browser: Browser;
let floor: KioskFloor;
let page: Page;
let fine: () => void;
beforeAll(async () => {
  [browser, floor] = await Promise.all([openBrowser(), kioskFloor()]);
});
afterAll(async () => {
  await browser?.close();
  await closeAll();
});
beforeEach(async () => {
  await page?.close();
  ({ page, fine } = await openScreen(browser, floor.url, [1080, 1920]));
  await page.getByRole('heading', { name: 'Pilih layanan' }).waitFor();
});

afterEach(() => fine());

const key = (name: RegExp | string) => page.getByRole('button', { name, exact: true });
const heading = (name: RegExp | string) => page.getByRole('heading', { name });
const number = () => page.locator('.big').innerText();
const press = async (...keys: string[]) => {
  for (const one of keys) await page.keyboard.press(one, { delay: 60 });
};
const scan = (code: string) => scanCode(page, code);
const lastPaper = () => floor.papers().at(-1) ?? '';
/** Presses that the agent heard from this page. */
function countPresses(): () => number {
  let count = 0;
  page.on('request', (request) => (count += new URL(request.url()).pathname === '/press' ? 1 : 0));
  return () => count;
}
/** Recordings that the page has asked for. */
function clipsAsked(): readonly string[] {
  const clips: string[] = [];
  page.on('request', (request) => {
    const clip = /voice\/(\w+\/[\w-]+)\.ogg$/.exec(request.url())?.[1];
    if (clip !== undefined) clips.push(clip);
  });
  return clips;
}
async function takeNumber(service = /Paspor Baru/): Promise<string> {
  await key(service).click();
  await key('Ambil nomor').click();
  return number();
}

test('two touches give a number, and its slip comes out', async () => {
  const before = floor.papers().length;
  const given = await takeNumber();
  expect(given).toMatch(/^A-\d{3}$/);
  await page.getByText('Ambil struk Anda').waitFor();
  expect(floor.papers()).toHaveLength(before + 1);
  expect(lastPaper()).toContain('Paspor Baru');
});

test('F2, F3 the same time before the press, with the number and on its slip, by the lane that was chosen; else that it is not known', async () => {
  const { told } = floor;
  const at = (minutes: number) => 5 * minuteMs * Math.ceil(told.now() / (5 * minuteMs)) + minutes * minuteMs;
  const [regular, priority] = [
    { low: at(35), high: at(50) },
    { low: at(15), high: at(25) },
  ];
  const clock = clockOf('Asia/Jakarta', 'id');
  await key(/^Paspor Baru/).click();
  await page.getByText('Belum diketahui').waitFor();
  await press('Escape');
  told.estimateFor = (service, lane) => (service !== 'paspor-baru' ? null : lane === 'priority' ? priority : regular);
  told.foresees();
  await key(/^Paspor Baru/)
    .filter({ hasText: spanText(regular, clock) })
    .click();
  await page.locator('.facts', { hasText: spanText(regular, clock) }).waitFor();
  await page.getByRole('radio', { name: 'Ya' }).click();
  await page.locator('.facts', { hasText: spanText(priority, clock) }).waitFor();
  await key('Ambil nomor').click();
  await page.locator('.paper .facts', { hasText: spanText(priority, clock) }).waitFor();
  await vi.waitFor(() => expect(lastPaper()).toContain(spanText(priority, clock, '-')));
  told.estimateFor = () => null;
  told.foresees();
});

test('a keyboard alone goes from the start to a number and back, and the focus is seen', async () => {
  for (let i = 0; i < 12 && !(await focused()).startsWith('Penggantian Paspor '); i++) await press('Tab');
  expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe('solid');
  await press('Enter');
  await heading('Penggantian Paspor').waitFor();
  await press('Escape');
  await heading('Pilih layanan').waitFor();
  await press('2');
  await heading('Penggantian Paspor').waitFor();
  await press('Enter');
  expect(await number()).toMatch(/^B-\d{3}$/);
  expect(await focused()).toBe('Penggantian Paspor');
  await press('Enter', 'Escape');
  await heading('Pilih layanan').waitFor();
});
const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).innerText.replace(/\s+/g, ' '));

test('a keypad alone finds low reach, turns the page, counts a family and takes its number', async () => {
  await press('*', '3', '7');
  await page.getByText('Halaman 1 dari 3').waitFor();
  const keys = await page
    .locator('main button')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  expect(Math.min(...keys)).toBeGreaterThan(1920 / 2);
  await press('9');
  await page.getByText('Halaman 2 dari 3').waitFor();
  await press('9', '9', '2');
  await heading('Penggantian Paspor').waitFor();
  await press('+', '+', '-');
  await expect.poll(() => page.locator('output').innerText()).toBe('2');
  await press('Enter');
  expect(await number()).toMatch(/^B-\d{3}$/);
  await press('1');
  await heading('Pilih layanan').waitFor();
  expect(await page.locator('html').getAttribute('data-reach')).toBe('normal');
});

test('I25 "no" to the question whether paper came out prints the same number marked COPY', async () => {
  floor.printer.printer.befall({ kind: 'powerCycle', atByte: 900 });
  const given = await takeNumber();
  await heading('Apakah kertas keluar?').waitFor();
  await key('Tidak').click();
  await page.getByText('Ambil salinan struk Anda').waitFor();
  expect(await number()).toBe(given);
  expect(lastPaper()).toMatch(/SALINAN|COPY/);
  expect(lastPaper()).toContain(given);
});

test('I25 silence to that question leaves the number on the screen, and a question can be seen to end', async () => {
  await page.clock.install();
  floor.printer.printer.befall({ kind: 'powerCycle', atByte: 900 });
  const given = await takeNumber();
  await heading('Apakah kertas keluar?').waitFor();
  await page.clock.runFor(10_000);
  await page.getByText(/setelah [1-6] detik/).waitFor();
  await page.clock.runFor(10_000);
  await key('Sudah saya catat').waitFor();
  expect(await number()).toBe(given);
  await page.clock.runFor(70_000);
  expect(await number()).toBe(given);
});

test('a scanned booking leads to the desk, and never into the lane of appointments', async () => {
  const presses = countPresses();
  await scan('https://m-paspor.example/4711-0815');
  await heading(/Tunjukkan bukti M-Paspor/).waitFor();
  await page.getByText('Kode terbaca').waitFor();
  await key('Ambil nomor biasa').click();
  await key(/Pindai kode M-Paspor/).click();
  expect(await page.getByText('Kode terbaca').count()).toBe(0);
  await press('Enter');
  await heading('Pilih layanan').waitFor();
  expect(presses()).toBe(0);
});

test('a typed number tells its place and nothing may be done with it; the scanned slip prints its copy', async () => {
  const given = await takeNumber(/Informasi dan Pengaduan/);
  const code = await page.locator('.qr').getAttribute('aria-label');
  await key('Selesai').click();
  await key(/Sudah punya nomor/).click();
  await key('U').click();
  await press(String(Number(given.slice(2))));
  await key('Cari').click();
  await heading('Menunggu giliran').waitFor();
  expect(await number()).toBe(given);
  expect(await key(/Cetak salinan/).count()).toBe(0);
  await key('Selesai').click();
  await scan(code ?? '');
  await key(/Cetak salinan/).click();
  await page.getByText('Ambil salinan struk Anda').waitFor();
  expect(lastPaper()).toMatch(/SALINAN|COPY/);
});

test('a number that is not there is refused in words, and can be corrected', async () => {
  await key(/Sudah punya nomor/).click();
  await press('a', '9', '9', '9');
  await press('Enter');
  await page.getByRole('alert').waitFor();
  await press('Backspace');
  await expect.poll(() => page.locator('.field').innerText()).toContain('A-99_');
  await press('Escape');
  await heading('Pilih layanan').waitFor();
});

test('keys that a lagging machine hands over together are neither lost nor taken for a scan', async () => {
  await key(/Sudah punya nomor/).click();
  await typeKeys(page, ['a', '9', '9', '9', '9', '7'], 120);
  await expect.poll(() => page.locator('.field').innerText()).toContain('A-99997');
});

test('what to bring is printed without a number', async () => {
  const presses = countPresses();
  await key(/Paspor Anak/).click();
  await key('Cetak syarat saja').click();
  await page.getByText('Daftar syarat dicetak').waitFor();
  expect(lastPaper()).toContain('Akta lahir anak');
  expect(lastPaper()).not.toMatch(/C-\d{3}/);
  expect(presses()).toBe(0);
});

test('the staff are called once, and the key says so until somebody has come', async () => {
  await key('Panggil petugas').click();
  await page.getByText('Petugas sudah dipanggil').waitFor();
  await key('Petugas dipanggil').waitFor();
  expect(await key('Petugas dipanggil').getAttribute('aria-disabled')).toBe('true');
});

test('every word changes with the language, and the next visitor begins in Indonesian without aids', async () => {
  await page.clock.install();
  await key('English').click();
  await heading('Choose a service').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await key('Accessibility').click();
  await page.getByRole('switch', { name: /Large text/ }).click();
  await page.getByRole('switch', { name: /High contrast/ }).click();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('contrast');
  await page.clock.runFor(59_000);
  expect(await page.locator('html').getAttribute('data-theme')).toBe('contrast');
  await page.clock.runFor(2_000);
  await heading('Pilih layanan').waitFor();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
  expect(await page.locator('html').getAttribute('data-text')).toBe('normal');
});

test('impatient touches take one number', async () => {
  const presses = countPresses();
  await key(/Paspor Anak/).click();
  const { x, y, width, height } = (await key('Ambil nomor').boundingBox())!;
  await page.mouse.click(x + width / 2, y + height / 2, { clickCount: 4 });
  await page.locator('.big').waitFor();
  expect(presses()).toBe(1);
});

test('the second touch on a service presses nothing of the page behind it', async () => {
  const presses = countPresses();
  const { x, y, width, height } = (await key(/Informasi dan Pengaduan/).boundingBox())!;
  const spot = [x + width * 0.8, y + height / 2] as const;
  await page.mouse.click(...spot, { clickCount: 2 });
  await heading('Informasi dan Pengaduan').waitFor();
  expect(await page.locator('.way h2').textContent()).toBe('Tahap layanan');
  const there = await page.evaluate(([left, top]) => document.elementFromPoint(left, top)?.textContent, spot);
  expect(there).toBe('Ambil nomor');
  await press('Escape');
  await heading('Pilih layanan').waitFor();
  expect(presses()).toBe(0);
});

test('0 turns the spoken guidance on and says the page: its heading, each service, the digit that chooses it, the wait (F3)', async () => {
  const clips = clipsAsked();
  await press('0');
  const home = ['id/pilih-layanan', 'id/paspor-baru', 'id/informasi-dan-pengaduan', 'id/tekan', 'id/sembilan'];
  await expect.poll(() => clips).toEqual(expect.arrayContaining(home));
  await key(/Paspor Baru/).click();
  const service = ['id/perkiraan-tunggu', 'id/belum-diketahui', 'id/kartu-keluarga-kk'];
  await expect.poll(() => clips).toEqual(expect.arrayContaining(service));
  await key('English').click();
  await expect.poll(() => clips).toContain('en/new-passport');
  await key('Accessibility').click();
  expect(await page.getByRole('switch', { name: /Spoken guidance/ }).getAttribute('aria-checked')).toBe('true');
});

test('the attendant comes in by the chord and the code, prints a test, and is gone after a minute', async () => {
  const before = floor.papers().length;
  await page.clock.install();
  await page.keyboard.press('Control+Alt+a');
  await heading(/kode mesin/).waitFor();
  await press('1', '1', '1', '1', 'Enter');
  await page.getByRole('alert').waitFor();
  await press(...attendantCode.split(''), 'Enter');
  await heading('Perawatan mesin').waitFor();
  await key('Cetak uji').click();
  await page.getByText('Lembar uji dikirim').waitFor();
  await expect.poll(() => floor.papers().length).toBeGreaterThan(before);
  await page.clock.runFor(61_000);
  await heading('Pilih layanan').waitFor();
});

test('the attendant also comes in by hand: hold the monogram, then touch the opposite corner twice', async () => {
  await page.clock.install();
  const corner = () => page.mouse.click(1_070, 1_900);
  await corner();
  await corner();
  expect(await heading(/kode mesin/).count()).toBe(0);
  const mono = (await page.locator('.mono').boundingBox())!;
  await page.mouse.move(mono.x + 20, mono.y + 20);
  await page.mouse.down();
  await page.clock.runFor(3_100);
  await page.mouse.up();
  await corner();
  await corner();
  await heading(/kode mesin/).waitFor();
});

test('a number without paper is said once, digit by digit', async () => {
  const clips = clipsAsked();
  floor.printer.printer.befall({ kind: 'paperOut', atByte: 0 });
  await expect.poll(() => page.getByText('Pencetak tidak siap').count(), { timeout: 15_000 }).toBe(1);
  await takeNumber();
  await key('Sudah saya catat').waitFor();
  await expect.poll(() => clips).toContain('id/nomor-antrean-anda');
  await expect.poll(() => clips).toEqual(expect.arrayContaining(['id/a', 'id/nol']));
});

test('the script of the page is under 130 kB as it travels', () => {
  const folder = join(import.meta.dirname, '../../dist/pages/kiosk/assets');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const sizes = scripts.map((name) => gzipSync(readFileSync(join(folder, name))).length);
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(130_000);
});
