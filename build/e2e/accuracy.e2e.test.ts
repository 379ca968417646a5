import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { instantOf } from '../../apps/hub/domain/hours.ts';
import { AccuracyReport } from '../../apps/hub/record/report.ts';
import type { BusinessDay } from '../../shared/ids.ts';
import { playRecord } from '../sim/playedRecord.ts';
import { openBrowser, openScreen } from './support/browser.ts';
import { closeAll, get, program, tempFolder, tokenOf } from './support/hubProgram.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(closeAll);
afterAll(() => browser?.close());

test('the accuracy page asks for a key and shows the figures of a day that was played', async () => {
  const data = tempFolder();
  const first = '2026-11-23' as BusinessDay;
  const { office, days } = await playRecord({ dir: data, first, history: 1, days: 1, visitors: 40, seed: 3 });
  expect(days).toEqual(['2026-11-24']);
  const file = join(data, 'office.json');
  writeFileSync(file, JSON.stringify(office));
  const began = instantOf('2026-11-24', '17:00', office.timeZone);
  const { url } = await program(data, { office: file, clock: { wall: () => began, monotonic: () => 0 } });

  const answered = await get(url, '/api/v1/reports/accuracy?from=2026-11-24&to=2026-11-24', tokenOf('auditor'));
  const report = AccuracyReport.parse(answered.json());
  expect(report.forecasts).toBeGreaterThan(20);
  expect(report.all.called).toBeGreaterThan(3);
  expect(report.days.map(({ day }) => day)).toEqual(days);
  const statusOf = async (query: string, key?: string) =>
    (await get(url, `/api/v1/reports/accuracy${query}`, key)).status;
  expect(await statusOf('', 'a-key-nobody-gave-out')).toBe(401);
  expect(await statusOf('', tokenOf('officer'))).toBe(403);
  const wrong = ['?from=2026-11-25&to=2026-11-24', '?from=2025-10-20&to=2026-11-24', '?from=today', '?day=1'];
  expect(await Promise.all(wrong.map((query) => statusOf(query)))).toEqual(wrong.map(() => 400));
  const together = await Promise.all(Array.from({ length: 12 }, () => statusOf('')));
  expect([200, 429].map((status) => together.filter((one) => one === status).length)).toEqual([8, 4]);
  const mae = (report.all.ours.mae ?? NaN).toFixed(1);

  const { page, fine } = await openScreen(browser, `${url}/admin/`, [1366, 768]);
  const enters = async (key: string) => {
    await page.getByLabel('Kunci').fill(key);
    await page.getByRole('button', { name: 'Masuk' }).click();
  };
  await enters('a-key-nobody-gave-out');
  await page.getByText('Kunci ini tidak dikenal').waitFor();
  await enters(tokenOf('officer'));
  await page.getByText('Laporan tidak dapat ditampilkan').waitFor();
  await page.getByRole('button', { name: 'Lupakan kunci' }).click();
  await enters(tokenOf('auditor'));
  await page.getByRole('heading', { name: 'Kebenaran rentang' }).waitFor();
  expect(page.url()).toContain('#/akurasi');
  const shown = page.locator('.headline dl > div').first();
  expect(await shown.textContent()).toContain(`${mae.replace('.', ',')} menit`);
  const services = page.getByRole('region', { name: 'Per layanan dan jalur' }).getByRole('row');
  expect(await services.count()).toBe(report.services.length + 1);
  expect(await page.getByRole('img').count()).toBe(4);

  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Unduh CSV' }).click(),
  ]);
  expect(csv.suggestedFilename()).toBe('accuracy-2026-10-26-2026-11-24.csv');
  const rows = await get(url, '/api/v1/reports/accuracy.csv', tokenOf('admin'));
  expect(rows.text.split('\r\n').filter((line) => line.includes(',2026-11-24,'))).toHaveLength(report.forecasts);

  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'How true the waits were' }).waitFor();
  expect(await shown.textContent()).toContain(`${mae} min`);
  await page.getByLabel('To', { exact: true }).fill('2026-11-20');
  await page.getByText('Nothing recorded yet').waitFor();
  fine();
});
