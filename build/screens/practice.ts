import type { Page } from 'playwright-core';
import * as z from 'zod/mini';
import { PracticeAnswer } from '../../shared/protocol/practice.ts';
import { sizes, type Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const Access = z.object({ token: z.string() });

/** A practice at counter 1, always of the same made-up day; answers with its path. */
async function begins({ url }: Stage, scenario: string): Promise<string> {
  const { token } = Access.parse(await (await fetch(`${url}/page-access?role=officer&counter=loket-1`)).json());
  const response = await fetch(`${url}/api/v1/practice`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ officer: 'dewi', counter: 'loket-1', scenario, speed: 10, seed: 7 }),
  });
  const answer = PracticeAnswer.parse(await response.json());
  if (!answer.ok) throw new Error(answer.error.message.en);
  return `/practice/floor/${answer.id}`;
}

/** Seated, with whoever was called first in front of the counter. */
async function calls(stage: Stage, scenario: string): Promise<Page> {
  const page = await stage.look(`${await begins(stage, scenario)}/counter/?counter=loket-1`);
  await page.getByRole('button', { name: /Dewi Anggraini/ }).waitFor();
  await page.keyboard.press('1');
  await page.getByRole('button', { name: /^Panggil [A-Z]-/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.person').filter({ hasText: 'Sudah berdiri' }).waitFor();
  return page;
}

export const practiceScenes: readonly Scene[] = [
  {
    name: 'practice',
    page: 'practice',
    about: 'Who practises what at which counter',
    sizes: sizes.desk,
    async arrange(stage) {
      const page = await stage.look('/practice/?counter=loket-1');
      await page.getByRole('button', { name: 'Mulai latihan' }).waitFor();
      return page;
    },
  },
  {
    name: 'practice-refused',
    page: 'practice',
    about: 'A second practice of the same officer is refused; the first can be gone on with or ended',
    sizes: sizes.desk,
    alone: true,
    async arrange(stage) {
      await begins(stage, 'rush');
      const page = await stage.look('/practice/?counter=loket-1');
      await page.getByRole('link', { name: 'Lanjutkan' }).waitFor();
      await page.getByRole('button', { name: 'Mulai latihan' }).click();
      await page.getByRole('alert').waitFor();
      return page;
    },
  },
  {
    name: 'practice-running',
    page: 'practice',
    about: 'The real counter, the coach beside it and the watermark over it: a priority visitor stands there',
    sizes: sizes.counter,
    themes: ['contrast'],
    alone: true,
    async arrange(stage) {
      const page = await calls(stage, 'papers');
      await page.getByRole('button', { name: 'Jeda' }).click();
      await page.getByRole('button', { name: 'Jeda', pressed: true }).waitFor();
      return page;
    },
  },
  {
    name: 'practice-sheet',
    page: 'practice',
    about: 'How it went: what was good, what was not, and the time of each task',
    sizes: sizes.desk,
    alone: true,
    async arrange(stage) {
      const page = await calls(stage, 'rush');
      await page.keyboard.press('Enter');
      await page.locator('.person').filter({ hasText: 'Sedang dilayani' }).waitFor();
      await page.getByRole('button', { name: 'Lewati sampai beres' }).click();
      await page.locator('.person').filter({ hasText: 'tinggal diselesaikan' }).waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.person').filter({ hasText: 'Belum ada yang dipanggil' }).waitFor();
      await page.getByRole('button', { name: 'Akhiri latihan' }).click();
      await page.getByRole('heading', { name: 'Hasil latihan' }).waitFor();
      return page;
    },
  },
  {
    name: 'practice-tv',
    page: 'practice',
    about: 'The TV of a practice: the hall of made-up visitors under the watermark',
    sizes: sizes.display,
    alone: true,
    async arrange(stage) {
      const desk = await calls(stage, 'rush');
      await desk.getByRole('button', { name: 'Jeda' }).click();
      await desk.getByRole('button', { name: 'Jeda', pressed: true }).waitFor();
      const href = (await desk.getByRole('link', { name: 'Buka TV latihan' }).getAttribute('href')) ?? '';
      const page = await stage.look(href);
      await page.getByText('LATIHAN / PRACTICE').waitFor();
      await page.getByText('Menunggu').first().waitFor();
      return page;
    },
  },
  {
    name: 'practice-list',
    page: 'practice',
    about: 'The list of who waits as a practice prints it: no paper of it can be taken for the office’s',
    sizes: [[794, 1123]],
    alone: true,
    async arrange(stage) {
      const page = await calls(stage, 'rush');
      await page.emulateMedia({ media: 'print' });
      await page.locator('.roster').waitFor();
      return page;
    },
  },
];
