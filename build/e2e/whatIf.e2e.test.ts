import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { instantOf } from '../../apps/hub/domain/hours.ts';
import { openJournal } from '../../apps/hub/journal/sqlite.edge.ts';
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

test('a played day is tried with another counter, and the counters of the next day are worked out', async () => {
  const data = tempFolder();
  const first = '2026-11-23' as BusinessDay;
  const journal = openJournal({ dir: data });
  const { office } = await playRecord({ dir: data, first, history: 1, days: 0, visitors: 40, seed: 3, journal });
  const file = join(data, 'office.json');
  writeFileSync(file, JSON.stringify(office));
  const began = instantOf('2026-11-24', '07:00', office.timeZone);
  const { url } = await program(data, { office: file, clock: { wall: () => began, monotonic: () => 0 } });

  const days = await get(url, '/api/v1/what-if/days', tokenOf('auditor'));
  expect(days.json()).toEqual({ past: [{ day: first, closed: true }] });
  expect((await get(url, '/api/v1/what-if/days', tokenOf('officer'))).status).toBe(403);
  expect((await get(url, '/api/v1/staffing/advice?from=soon', tokenOf('admin'))).status).toBe(400);

  const { page, fine } = await openScreen(browser, `${url}/admin/#/coba`, [1366, 768]);
  await page.getByLabel('Kunci').fill(tokenOf('supervisor'));
  await page.getByRole('button', { name: 'Masuk' }).click();
  await page.getByRole('combobox', { name: 'Loket', exact: true }).selectOption({ label: 'Loket 3' });
  await page.getByLabel('Sampai pukul').fill('11:00');
  await page.getByRole('button', { name: 'Putar' }).click();
  await page.getByText('Kantor ini tidak dapat mengikuti perubahan ini').waitFor();
  await page.getByLabel('Sampai pukul').fill('13:30');
  await page.getByRole('button', { name: 'Putar' }).click();
  const verdict = page.getByRole('heading', { name: /^Membuka Loket 3 pukul 11\.30–13\.30: P80 tunggu .* jam kosong/ });
  await verdict.waitFor();
  const matched = /^(\d+) dari (\d+) panggilan hari itu terulang persis/.exec(
    (await page.getByText('terulang persis').textContent()) ?? '',
  );
  expect(Number(matched?.[1])).toBeGreaterThan(30);
  expect(matched?.[1]).toBe(matched?.[2]);
  expect(await page.getByRole('img').count()).toBe(4);

  await page.getByRole('link', { name: 'Jadwal loket' }).click();
  await page.getByRole('button', { name: 'Hitung' }).click();
  await page.getByText(/Erlang C, lalu \d+ putaran/).waitFor();
  expect(await page.getByRole('img').count()).toBe(2);
  await page.getByText('Tidak ada saran dalam 14 hari terakhir.').waitFor();
  fine();
});
