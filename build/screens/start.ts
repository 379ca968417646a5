import { sizes, type Scene } from './scene.ts';

export const startScenes: readonly Scene[] = [
  {
    name: 'start',
    page: 'start',
    about: 'The building directory of the demo',
    sizes: [...sizes.desk, [1920, 1080]],
    async arrange(stage) {
      await stage.kiosk();
      const page = await stage.look('/start/');
      await page.getByRole('link', { name: /Mesin antrean/ }).waitFor();
      return page;
    },
  },
  {
    name: 'start-english',
    page: 'start',
    about: 'The same in English, and why a morning is not played: an officer is at work',
    sizes: sizes.desk,
    async arrange(stage) {
      await stage.opens('loket-3', 'siti');
      await stage.kiosk();
      const page = await stage.look('/start/?lang=en');
      await page.getByRole('button', { name: 'Play a morning' }).click();
      await page.getByText('It cannot be played now').waitFor();
      return page;
    },
  },
  {
    name: 'start-morning',
    page: 'start',
    about: 'The played morning at its first call: kiosk, slip, TV and counter on one page',
    sizes: sizes.desk,
    plan: { moves: true },
    async arrange(stage) {
      await stage.kiosk();
      const page = await stage.look('/start/');
      await page.getByRole('button', { name: 'Putar satu pagi' }).click();
      await page.getByRole('status').filter({ hasText: 'Loket 1 memanggil A-' }).waitFor({ timeout: 30_000 });
      return page;
    },
  },
  {
    name: 'start-morning-over',
    page: 'start',
    about: 'The played morning is over',
    sizes: [[1920, 1080]],
    plan: { moves: true },
    async arrange(stage) {
      await stage.kiosk();
      const page = await stage.look('/start/?speed=20');
      await page.getByRole('button', { name: 'Putar satu pagi' }).click();
      await page.getByRole('status').filter({ hasText: 'Pagi selesai' }).waitFor({ timeout: 30_000 });
      return page;
    },
  },
  {
    name: 'start-slips',
    page: 'start',
    about: 'Every slip of the virtual printer, from its bytes',
    sizes: sizes.desk,
    async arrange(stage) {
      const { url } = await stage.kiosk();
      for (const service of ['paspor-baru', 'izin-kunjungan', 'paspor-hilang'])
        await fetch(new URL('/press', url), { method: 'POST', body: JSON.stringify({ service }) });
      const page = await stage.look('/start/?slips');
      await page.getByRole('heading', { name: 'Struk 003' }).waitFor();
      await page.locator('.paper svg').nth(2).waitFor();
      return page;
    },
  },
];
