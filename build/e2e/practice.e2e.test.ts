import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followChain, genesis } from '../../apps/hub/journal/chain.ts';
import { recordedOf } from '../../apps/hub/journal/lift.ts';
import { openBrowser } from './support/browser.ts';
import { openDesk, openDeskOffice } from './support/counterDesk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** The practice's own TV, and the words it asks for to speak. */
async function openTelevision(page: Page) {
  const href = (await page.getByRole('link', { name: 'Buka TV latihan' }).getAttribute('href')) ?? '';
  const tv = await page.context().newPage();
  const clips: string[] = [];
  tv.on('request', (request) => void (request.url().includes('/voice/') && clips.push(request.url())));
  await tv.goto(new URL(href, page.url()).href);
  await tv.getByText('LATIHAN / PRACTICE').waitFor();
  await tv.getByText('Menunggu').first().waitFor();
  return { tv, clips };
}

type Desk = Awaited<ReturnType<typeof openDesk>>;

/** From the counter to a scenario of practice at that pace, seated; and the hands of its officer. */
async function openTrainee(desk: Desk, scenario: RegExp, pace: string) {
  const { page } = desk;
  const person = (says: string) => page.locator('.person').filter({ hasText: says }).waitFor();
  /** A key of the desk is heard once the one before has settled. */
  async function strike(key: string) {
    await page.locator('.settling').waitFor({ state: 'detached' });
    await desk.press(key);
  }
  await page.getByRole('link', { name: 'Latihan loket' }).click();
  await page.getByRole('radio', { name: scenario }).check();
  await page.getByRole('radio', { name: pace }).check();
  await page.getByRole('button', { name: 'Mulai latihan' }).click();
  await desk.sees('LATIHAN / PRACTICE');
  await desk.ready(/Dewi Anggraini/);
  await desk.press('1');
  async function call() {
    await person('Belum ada yang dipanggil');
    await desk.ready(/^Panggil [A-Z]-/);
    await strike('Enter');
  }
  async function begin() {
    await person('Sudah berdiri');
    await strike('Enter');
    await person('Sedang dilayani');
  }
  /** The work is passed over, and the visit ended. */
  async function finish() {
    await page.getByRole('button', { name: 'Lewati sampai beres' }).click();
    await person('tinggal diselesaikan');
    await strike('Enter');
  }
  return { person, strike, call, begin, finish };
}

test('R1, R2, R4 an officer goes from the counter to practise, does the rush with the keys of the desk, and the office keeps one event of it', async () => {
  const office = await openDeskOffice();
  try {
    await office.takes('paspor-baru', 2);
    const before = office.rows();
    const desk = await openDesk(browser, office.url, 'loket-1');
    const { page } = desk;
    const { person, strike, call, begin, finish } = await openTrainee(desk, /^Jam sibuk/, '10×');
    async function serve() {
      await begin();
      await finish();
    }
    async function marksAbsent() {
      await person('Belum ada yang datang');
      await strike('U');
      await page.locator('.keys .key:not([aria-disabled=true])', { hasText: 'Tidak hadir' }).waitFor();
      await strike('T');
    }
    const comes = () =>
      person('Sudah berdiri').then(
        () => true,
        () => false,
      );
    const { tv, clips } = await openTelevision(page);
    const band = tv.locator('.band').boundingBox();
    await call();
    await person('Sudah berdiri');
    await tv
      .getByText((await page.locator('.person b').textContent()) ?? '')
      .first()
      .waitFor();
    const over = await band;
    expect([over?.x, over?.y]).toEqual([0, (await tv.locator('.practicestrip').boundingBox())?.height]);
    await serve();
    expect(clips).toEqual([]);
    await tv.close();
    await call();
    await person('Belum ada yang datang');
    await strike('*');
    await serve();
    await call();
    await marksAbsent();
    // As in the hall, chance has one in twenty stay away besides.
    for (await call(); !(await comes()); await call()) await marksAbsent();
    await serve();
    await desk.sees('Hasil latihan');
    await desk.sees('Semua langkah selesai.');
    const score = Number(await page.locator('.mark b').textContent());

    const after = office.rows();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map(({ body }) => recordedOf(body))).toMatchObject([
      {
        day: 'house',
        by: { device: 'counter-loket-1', role: 'officer', person: 'dewi' },
        event: { type: 'TrainingRecorded', officer: 'dewi', scenario: 'rush', score },
      },
    ]);
    expect(score).toBeGreaterThanOrEqual(90);
    expect(followChain({ seq: 0, hash: genesis }, after).verdict).toMatchObject({ ok: true, seq: after.length });
    desk.fine();
    await desk.close();
  } finally {
    await office.close();
  }
});

test('R1, R2, R4 an officer holds out through a practised outage: the keys are shut, the seat is asked for, the visit goes on', async () => {
  const office = await openDeskOffice();
  try {
    const before = office.rows().length;
    const desk = await openDesk(browser, office.url, 'loket-1');
    const { page } = desk;
    const { person, strike, call, begin, finish } = await openTrainee(desk, /^Pusat antrean mati/, '5×');
    await call();
    await begin();
    const number = await page.locator('.person b').textContent();
    await person('Pusat antrean hilang');
    await desk.sees('Terputus dari pusat antrean');
    expect(await page.getByRole('button', { name: /^Selesai/, disabled: false }).count()).toBe(0);
    await page.getByText('Kantor dipulihkan').first().waitFor({ timeout: 25_000 });
    await desk.sees(`Tercatat: ${number}`);
    await strike('y');
    await finish();
    await call();
    await desk.sees('Hasil latihan');
    await desk.sees('Semua langkah selesai.');
    const score = Number(await page.locator('.mark b').textContent());
    const kept = office.rows().slice(before);
    expect(kept.map(({ body }) => recordedOf(body).event)).toMatchObject([
      { type: 'TrainingRecorded', officer: 'dewi', scenario: 'outage', score },
    ]);
    expect(score).toBeGreaterThanOrEqual(90);
    desk.fine();
    await desk.close();
  } finally {
    await office.close();
  }
});
