import { demoOffice } from '../../apps/hub/demo/office.ts';
import { chanceOf, normal } from '../../apps/hub/forecast/chance.ts';
import { openRecord } from '../../apps/hub/journal/recordStore.edge.ts';
import type { Change, Forecast } from '../../apps/hub/record/entry.ts';
import { minuteMs, ServiceId, TicketId, type BusinessDay } from '../../shared/ids.ts';
import { dateAfter, instantAt, openSpans } from '../oracle/calendar.ts';
import { sizes, type Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const services = ['paspor-baru', 'paspor-ganti', 'paspor-ambil', 'izin-kunjungan', 'informasi'].map((id) =>
  ServiceId.parse(id),
);
const visitorsADay = 80;
/** Of the spread of a wait: log-normal with this deviation around its middle. */
const spread = 0.3;
/** Standard normal deviates below which 10, 20, 50, 80 and 90 in a hundred lie. */
const deviates = [-1.2816, -0.8416, 0, 0.8416, 1.2816] as const;

/** Thursday to Monday before the day of the scenes. */
const past = { first: '2026-11-19' as BusinessDay, days: 3 };

/** Three weeks of a record as an office may have it, of forecasts that say the spread of the waits as it is. */
function keepsARecord({ folder, hub }: Stage): void {
  const office = demoOffice();
  const chance = chanceOf(7);
  const store = openRecord(folder, (line) => {
    throw new Error(line);
  });
  const changes: Change[] = [];
  for (let i = 20; i > 0; i--) {
    const day = dateAfter(hub.floor().day, -i) as BusinessDay;
    if (openSpans(office, '', day).length === 0) continue;
    const busy = 20 + 40 * chance.next();
    for (let visitor = 0; visitor < visitorsADay; visitor++) {
      const at = instantAt(day, '08:00', office.timeZone) + Math.round(visitor * 4.5 * minuteMs);
      const middle = Math.max(2, busy * Math.sin((Math.PI * (visitor + 4)) / 90) * (0.4 + 0.9 * chance.next()));
      const wait = middle * Math.exp(spread * normal(chance));
      const band = deviates.map((deviate) => middle * Math.exp(spread * deviate) * minuteMs) as unknown;
      const ticket = TicketId.parse(`${day}-${visitor}`);
      const step = 5 * minuteMs;
      const [, p20, , p80] = band as Forecast['band'];
      changes.push({
        kind: 'forecast',
        forecast: {
          ticket,
          day,
          service: services[visitor % services.length] as ServiceId,
          lane: visitor % 11 === 0 ? 'priority' : 'regular',
          issuedAt: at,
          at,
          seq: 1,
          band: band as Forecast['band'],
          basis: 'lookAhead',
          qlLive: middle * (0.6 + 0.5 * chance.next()) * minuteMs,
          les: middle * (0.3 + 1.1 * chance.next()) * minuteMs,
          shown: { low: Math.floor((at + p20) / step) * step, high: Math.ceil((at + p80) / step) * step },
        },
      });
      const how = chance.next() < 0.04 ? 'cancelled' : 'called';
      const ended = { at: Math.round(at + (how === 'called' ? wait : wait / 2) * minuteMs), seq: 2, how } as const;
      changes.push({ kind: 'ended', ticket, ended });
    }
  }
  const written = store.write(changes);
  store.close();
  if (!written.ok) throw new Error(written.error);
}

export const adminScenes: readonly Scene[] = [
  {
    name: 'admin-accuracy',
    page: 'admin',
    about: 'How true the waits of three weeks were: one sentence, four figures, plots; the tables are below',
    sizes: [...sizes.desk, [1920, 1080]],
    async arrange(stage) {
      keepsARecord(stage);
      const page = await stage.look('/admin/');
      await page.getByRole('img').nth(3).waitFor();
      return page;
    },
  },
  {
    name: 'admin-accuracy-english',
    page: 'admin',
    about: 'The same in English',
    sizes: sizes.desk,
    async arrange(stage) {
      keepsARecord(stage);
      const page = await stage.look('/admin/?lang=en');
      await page.getByRole('img').nth(3).waitFor();
      return page;
    },
  },
  {
    name: 'admin-accuracy-empty',
    page: 'admin',
    about: 'Nothing was recorded yet',
    sizes: sizes.desk,
    async arrange(stage) {
      const page = await stage.look('/admin/');
      await page.getByText('Belum ada catatan').waitFor();
      return page;
    },
  },
  {
    name: 'admin-what-if',
    page: 'admin',
    about: 'A past day with one counter more over noon beside the same day without it; figures and table are below',
    sizes: [...sizes.desk, [1920, 1080]],
    plan: { past },
    async arrange(stage) {
      const page = await stage.look('/admin/#/coba');
      await page.getByRole('button', { name: 'Putar' }).click();
      await page.getByText('terulang persis').waitFor();
      return page;
    },
  },
  {
    name: 'admin-what-if-empty',
    page: 'admin',
    about: 'No past day yet',
    sizes: sizes.desk,
    plan: { past: { ...past, days: 0 } },
    async arrange(stage) {
      const page = await stage.look('/admin/#/coba');
      await page.locator('.empty').waitFor();
      return page;
    },
  },
  {
    name: 'admin-staffing',
    page: 'admin',
    about: 'The counters a promise needs by half hours, beside those that were open',
    sizes: [...sizes.desk, [1920, 1080]],
    plan: { past },
    async arrange(stage) {
      const page = await stage.look('/admin/#/jadwal');
      await page.getByRole('button', { name: 'Hitung' }).click();
      await page.getByText('Erlang C, lalu').waitFor();
      return page;
    },
  },
  {
    name: 'admin-key',
    page: 'admin',
    about: 'The console asks for a key; this one the hub does not know',
    sizes: sizes.desk,
    async arrange(stage) {
      const page = await stage.look('/admin/');
      await page.getByRole('button', { name: 'Lupakan kunci' }).click();
      await page.getByLabel('Kunci').fill('kunci-yang-tidak-ada');
      await page.getByRole('button', { name: 'Masuk' }).click();
      await page.getByText('Kunci ini tidak dikenal').waitFor();
      return page;
    },
  },
  {
    name: 'admin-hub-gone',
    page: 'admin',
    about: 'The hub is gone before the console could open: it says so, asks again by itself and shows nothing old',
    sizes: [...sizes.desk, [1920, 1080]],
    async arrange(stage) {
      const page = await stage.look('/admin/');
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.route('**/api/v1/office', (route) => route.abort());
      await page.reload();
      await page.getByText('Pusat antrean tidak menjawab').waitFor();
      await page.evaluate(() => document.fonts.ready.then(() => {}));
      await stage.cut();
      return page;
    },
  },
  {
    name: 'admin-hub-gone-asked',
    page: 'admin',
    about: 'The hub goes while the console is open: the next page asked for says so',
    sizes: sizes.desk,
    async arrange(stage) {
      const page = await stage.look('/admin/#/coba');
      await page.getByRole('heading', { level: 1 }).waitFor();
      await stage.cut();
      await page
        .getByRole('link', { name: /Jadwal|Loket/ })
        .first()
        .click();
      await page.getByText('Pusat antrean tidak menjawab').first().waitFor();
      return page;
    },
  },
];
