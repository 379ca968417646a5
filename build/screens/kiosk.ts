import type { Page } from 'playwright-core';
import { minuteMs, numberText } from '../../shared/ids.ts';
import { scanCode } from '../e2e/support/kiosk.ts';
import { sizes, type Scene } from './scene.ts';
import type { KioskPlan, Stage, Told } from './stage.ts';

const attendantCode = '2468';

const key = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).waitFor();

/** Waits are known, but for one service. */
const told: Told = { minutesEach: 4, unknown: ['informasi'] };

/** The page of a kiosk, as the next visitor finds it. */
async function home(stage: Stage, plan: KioskPlan = {}, knows: Told | undefined = told): Promise<Page> {
  if (knows) stage.foresees(knows);
  await stage.takes('paspor-baru', 8);
  await stage.takes('izin-kunjungan', 2);
  const { url } = await stage.kiosk(plan);
  const page = await stage.look(url);
  await heading(page, 'Pilih layanan');
  return page;
}

/** With the accessibility page's switches set. */
async function withAids(stage: Stage, names: readonly RegExp[], plan?: KioskPlan): Promise<Page> {
  const page = await home(stage, plan);
  await key(page, 'Kemudahan akses').click();
  for (const name of names) await page.getByRole('switch', { name }).click();
  await key(page, 'Lanjut').click();
  await heading(page, 'Pilih layanan');
  return page;
}

async function service(page: Page, name = /^Paspor Baru/): Promise<Page> {
  await page.getByRole('button', { name }).click();
  await key(page, 'Ambil nomor').waitFor();
  return page;
}

async function ticket(page: Page, name?: RegExp): Promise<Page> {
  await service(page, name);
  await key(page, 'Ambil nomor').click();
  await page.locator('.big').waitFor();
  return page;
}

async function scan(page: Page, text: string): Promise<Page> {
  await scanCode(page, text);
  return page;
}

/** A slip of this kiosk is scanned on its start page, after what happened meanwhile. */
async function scanned(
  stage: Stage,
  meanwhile: (given: string) => Promise<void> = async () => {},
  name = /^Informasi dan Pengaduan/,
): Promise<Page> {
  const page = await ticket(await home(stage), name);
  const [number, code] = [await page.locator('.big').innerText(), await page.locator('.qr').getAttribute('aria-label')];
  await key(page, 'Selesai').click();
  await heading(page, 'Pilih layanan');
  await meanwhile(number);
  await scan(page, code ?? '');
  await page.locator('.standing').waitFor();
  return page;
}

async function typing(page: Page, ...signs: string[]): Promise<Page> {
  await page.getByRole('button', { name: /^Sudah punya nomor/ }).click();
  for (const sign of signs) await key(page, sign).click();
  return page;
}

async function attendant(stage: Stage): Promise<Page> {
  const page = await home(stage, { attendantCode });
  await page.keyboard.press('Control+Alt+a');
  await heading(page, /kode mesin/);
  return page;
}

type Short = readonly [name: string, about: string, arrange: (stage: Stage) => Promise<Page>, more?: Partial<Scene>];

const states: readonly Short[] = [
  ['home', 'Every service with those who wait for it', (stage) => home(stage), { themes: ['contrast'] }],
  [
    'home-en',
    'The same in English',
    async (stage) => {
      const page = await home(stage);
      await key(page, 'English').click();
      await heading(page, 'Choose a service');
      return page;
    },
  ],
  [
    'home-unknown',
    'F3: no wait is known yet',
    (stage) =>
      home(stage, {}, { ...told, unknown: stage.hub.floor().lines.office.document.services.map(({ id }) => id) }),
  ],
  ['service', 'How long, when, and what to bring, before the number', async (stage) => service(await home(stage))],
  [
    'service-unknown',
    'F3: the wait of this one is not known yet',
    async (stage) => service(await home(stage), /^Informasi dan Pengaduan/),
  ],
  [
    'service-long',
    'Six things to bring',
    async (stage) => service(await home(stage), /^Paspor Anak/),
    { themes: ['contrast'] },
  ],
  [
    'asking',
    'One press is under way',
    async (stage) => {
      const page = await service(await home(stage));
      await page.route('**/press', () => {});
      await key(page, 'Ambil nomor').click();
      await key(page, /Mengambil nomor/).waitFor();
      return page;
    },
  ],
  [
    'requirements',
    'The list of requirements on paper, without a number',
    async (stage) => {
      const page = await service(await home(stage));
      await key(page, 'Cetak syarat saja').click();
      await page.getByText('Daftar syarat dicetak').waitFor();
      return page;
    },
  ],
  ['ticket', 'A number as its slip comes out', async (stage) => ticket(await home(stage)), { themes: ['contrast'] }],
  [
    'uncertain',
    'The printer fell silent inside the slip',
    async (stage) => {
      const page = await ticket(await home(stage, { fault: { kind: 'paperOut', atByte: 900 } }));
      await heading(page, 'Apakah kertas keluar?');
      return page;
    },
  ],
  [
    'onscreen',
    'A number without paper',
    async (stage) => {
      const page = await home(stage, { fault: { kind: 'paperOut', atByte: 0 } });
      await page.getByText('Pencetak tidak siap').waitFor();
      return ticket(page, /^Perpanjangan Izin/);
    },
  ],
  [
    'offline',
    'The hub is away, the kiosk counts by itself',
    async (stage) => {
      const page = await home(stage);
      await stage.cut();
      await page.getByText('sedang bekerja sendiri').waitFor();
      return page;
    },
  ],
  [
    'ticket-offline',
    'A number of the kiosk itself, in four digits',
    async (stage) => {
      const page = await home(stage);
      await stage.cut();
      await page.getByText('sedang bekerja sendiri').waitFor();
      return ticket(page, /^Pengambilan Paspor/);
    },
  ],
  [
    'shut',
    'After closing time',
    async (stage) => {
      const page = await stage.look((await stage.kiosk()).url);
      await heading(page, /hari ini sudah selesai/);
      return page;
    },
    { plan: { time: '17:10' } },
  ],
  [
    'none-open',
    'Every service is paused',
    async (stage) => {
      for (const { id } of stage.hub.floor().lines.office.document.services)
        await stage.does({ type: 'PauseService', service: id, reason: 'sistem' });
      const page = await stage.look((await stage.kiosk()).url);
      await page.getByText('Belum ada layanan yang dibuka').waitFor();
      return page;
    },
  ],
  [
    'not-ready',
    'A kiosk that has never heard its hub',
    async (stage) => {
      await stage.cut();
      const page = await stage.look((await stage.kiosk()).url);
      await heading(page, /belum siap/);
      return page;
    },
  ],
  [
    'stopped',
    'The agent is silent',
    async (stage) => {
      const page = await home(stage);
      await page.route('**/state', () => {});
      await page.clock.install();
      await page.reload();
      await heading(page, /sedang menyala/);
      await page.clock.runFor(8_000);
      await heading(page, /sedang berhenti/);
      return page;
    },
  ],
  [
    'appointment',
    'A booking was scanned',
    async (stage) => {
      const page = await scan(await home(stage), 'https://m-paspor.example/4711-0815');
      await heading(page, /Tunjukkan bukti/);
      return page;
    },
  ],
  ['find', 'A number is typed', async (stage) => typing(await home(stage), 'A', '1')],
  [
    'find-refused',
    'A number that is not there',
    async (stage) => {
      const page = await typing(await home(stage), 'A', '9', '9', '9');
      await key(page, 'Cari').click();
      await page.getByRole('alert').waitFor();
      return page;
    },
  ],
  [
    'find-typed',
    'A typed number tells its place',
    async (stage) => {
      const page = await typing(await home(stage), 'A', '2');
      await key(page, 'Cari').click();
      await heading(page, 'Menunggu giliran');
      return page;
    },
  ],
  ['find-waiting', 'A scanned slip that waits', (stage) => scanned(stage)],
  [
    'find-later',
    'F2: a slip whose time has moved',
    (stage) => scanned(stage, async () => stage.foresees({ minutesEach: 7, later: ['paspor-baru'] }), /^Paspor Baru/),
  ],
  [
    'find-not-today',
    'D4: a slip whose turn may not come today',
    (stage) =>
      scanned(stage, async (given) => {
        await stage.passes(20);
        const visit = [...stage.hub.floor().visits.values()].find(({ number }) => numberText(number) === given);
        if (!visit) throw new Error(`${given} is not there`);
        const calledFrom = stage.hub.now() + 8 * 60 * minuteMs;
        await stage.does({ type: 'TellNotToday', tickets: [{ ticket: visit.ticket, calledFrom }] });
      }),
  ],
  [
    'find-called',
    'A scanned slip that is being called',
    (stage) =>
      scanned(stage, async () => {
        await stage.opens('loket-5', 'ratna');
        await stage.calls('loket-5');
      }),
  ],
  [
    'find-missed',
    'A scanned slip whose call was missed',
    (stage) =>
      scanned(stage, async () => {
        await stage.opens('loket-5', 'ratna');
        const { ticket, call } = await stage.calls('loket-5');
        await stage.passes(1);
        await stage.does({ type: 'Recall', counter: 'loket-5', ticket, call });
        await stage.passes(1);
        await stage.does({ type: 'MarkNoShow', counter: 'loket-5', ticket, call });
      }),
  ],
  [
    'staff',
    'The staff have been called',
    async (stage) => {
      const page = await home(stage);
      await key(page, 'Panggil petugas').click();
      await key(page, 'Petugas dipanggil').waitFor();
      return page;
    },
  ],
  [
    'staff-offline',
    'The staff cannot be called without the hub',
    async (stage) => {
      const page = await home(stage);
      await stage.cut();
      await page.getByText('sedang bekerja sendiri').waitFor();
      await key(page, 'Panggil petugas').click();
      await page.getByText('Petugas belum dapat dipanggil').waitFor();
      return page;
    },
  ],
  [
    'access',
    'What makes the page easier to use',
    async (stage) => {
      const page = await home(stage);
      await key(page, 'Kemudahan akses').click();
      await page.getByRole('switch', { name: /Panduan suara/, disabled: false }).waitFor();
      return page;
    },
    { themes: ['contrast'] },
  ],
  ['large', 'Large text', (stage) => withAids(stage, [/Huruf besar/])],
  [
    'large-service',
    'Large text: what to bring',
    async (stage) => service(await withAids(stage, [/Huruf/]), /^Paspor Anak/),
  ],
  ['large-ticket', 'Large text: a number', async (stage) => ticket(await withAids(stage, [/Huruf/]))],
  ['contrast', 'High contrast', (stage) => withAids(stage, [/Kontras/])],
  ['low', 'Low reach, with the digits of the keypad', (stage) => withAids(stage, [/rendah/])],
  [
    'low-spoken',
    'Low reach, high contrast, spoken guidance',
    (stage) => withAids(stage, [/rendah/, /Kontras/, /suara/]),
  ],
  ['low-service', 'Low reach: what to bring', async (stage) => service(await withAids(stage, [/rendah/]))],
  [
    'attendant-code',
    'The code of the attendant',
    async (stage) => {
      const page = await attendant(stage);
      for (const digit of '24') await key(page, digit).click();
      return page;
    },
  ],
  [
    'attendant',
    'Machine care',
    async (stage) => {
      const page = await attendant(stage);
      for (const digit of attendantCode) await key(page, digit).click();
      await key(page, 'Buka').click();
      await heading(page, 'Perawatan mesin');
      return page;
    },
  ],
];

export const kioskScenes: readonly Scene[] = states.map(([name, about, arrange, more]) => ({
  name: `kiosk-${name}`,
  page: 'kiosk',
  about,
  sizes: sizes.kiosk,
  // A scanner is told from a hand by its pace.
  alone: name.startsWith('find') || name === 'appointment',
  arrange,
  ...more,
}));
