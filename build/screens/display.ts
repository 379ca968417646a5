import type { Page } from 'playwright-core';
import { minuteMs } from '../../shared/ids.ts';
import { TicketResult } from '../../shared/protocol/replies.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { sizes, type Scene } from './scene.ts';
import type { Called, Stage, Told } from './stage.ts';

type Change = (office: Office) => Office;
const tv = '/display/?zone=paspor';

/** A picture has no speaker: this hall is one without a voice, so that the screen does not say that it is mute. */
const voiceless: Change = (office) => ({
  ...office,
  zones: office.zones.map((zone) => ({ ...zone, voice: false })),
});

async function openHall(stage: Stage): Promise<void> {
  await stage.opens('loket-1', 'dewi');
  await stage.opens('loket-2', 'bambang');
  await stage.opens('loket-3', 'siti');
  await stage.opens('loket-4', 'made');
  await stage.opens('loket-5', 'ratna');
}

/** A morning: 1, 2, 3 and 5 serve, 4 is on a break, people wait for most services; who is at 2 and 5 is told. */
async function busyHall(
  stage: Stage,
  told: Told = { minutesEach: 2 },
): Promise<{ readonly two: Called; readonly five: Called }> {
  stage.foresees(told);
  await openHall(stage);
  await stage.takes('informasi', 3, { apart: 1 });
  await stage.finishes('loket-5', await stage.serves('loket-5'), 'referred');
  await stage.takes('paspor-baru', 9, { apart: 1 });
  await stage.takes('paspor-ganti', 6, { apart: 1 });
  await stage.takes('paspor-anak', 3);
  await stage.takes('paspor-ambil', 5, { apart: 1 });
  await stage.takes('paspor-hilang', 1);
  for (const counter of ['loket-1', 'loket-1', 'loket-2']) await stage.finishes(counter, await stage.serves(counter));
  await stage.serves('loket-1');
  const two = await stage.serves('loket-2');
  const five = await stage.serves('loket-5');
  await stage.serves('loket-3');
  await stage.does({ type: 'PauseCounter', counter: 'loket-4', reason: 'istirahat' });
  return { two, five };
}

/** Opens the TV, and then lets somebody be called: a call that is older is only listed. */
async function calledOn(stage: Stage, call: (stage: Stage) => Promise<unknown>, path = tv): Promise<Page> {
  const page = await stage.look(path);
  await page.locator('.board, .countertop').waitFor();
  await call(stage);
  await page.locator('.band, .countertop.hot').waitFor();
  return page;
}

/** The TV, once its media area has come round to what is looked for. */
async function turnedTo(what: string, stage: Stage): Promise<Page> {
  const page = await stage.look(tv);
  await page.locator('.board').waitFor();
  while (!(await page.locator(what).isVisible())) await stage.passes(0.05);
  return page;
}

const calls =
  (counter: string) =>
  (stage: Stage): Promise<Called> =>
    stage.calls(counter);

/** Only these turns of the media area. */
const slides =
  (isShown: (slide: Office['notices'][number]) => boolean): Change =>
  (office) => ({ ...office, notices: office.notices.filter(isShown).slice(0, 1) });

/** Twenty counters of one kind, all in the passport hall. */
const twenty: Change = (office) => ({
  ...office,
  counters: office.counters.slice(0, 1).flatMap((counter) =>
    Array.from({ length: 20 }, (_, i) => ({
      ...counter,
      id: `loket-${i + 1}` as typeof counter.id,
      number: i + 1,
      tiers: office.counters.flatMap(({ tiers }) => tiers),
    })),
  ),
  officers: Array.from({ length: 20 }, (_, i) => ({
    id: `petugas-${i + 1}` as Office['officers'][number]['id'],
    name: `Petugas ${i + 1}`,
    role: 'officer' as const,
    skills: office.stages.map(({ id }) => ({ stage: id })),
  })),
});

type State = readonly [
  name: string,
  about: string,
  arrange: Scene['arrange'],
  more?: { readonly change?: Change; readonly fine?: true; readonly speaks?: true },
];

const states: readonly State[] = [
  [
    'empty',
    'The morning before the first call',
    async (stage) => {
      const page = await stage.look(tv);
      await page.getByText('Belum ada panggilan').first().waitFor();
      return page;
    },
    { fine: true },
  ],
  [
    'full',
    'A busy morning between two calls',
    async (stage) => {
      await busyHall(stage);
      const page = await stage.look(tv);
      await page.getByText('Panggilan terakhir').waitFor();
      return page;
    },
    { fine: true },
  ],
  [
    'waits',
    'F2: when each service calls, one that is not known, one that is later than printed; how promises were kept',
    async (stage) => {
      const known = { minutesEach: 2, unknown: ['paspor-percepatan'] };
      await busyHall(stage, known);
      stage.foresees({
        ...known,
        minutesEach: 3,
        later: ['paspor-ganti', 'paspor-baru'],
        kept: { days: 30, of: 8, in: 10 },
      });
      return turnedTo('.kept', stage);
    },
    { change: slides(() => false), fine: true },
  ],
  [
    'not-today',
    'D4: who may not be called today, while the screen also lists a missed number and a longer wait',
    async (stage) => {
      const { five } = await busyHall(stage, { minutesEach: 12, later: ['paspor-anak'] });
      await stage.finishes('loket-5', five, 'referred');
      const missed = await stage.calls('loket-5');
      await stage.passes(0.6);
      await stage.does({ type: 'Recall', counter: 'loket-5', ticket: missed.ticket, call: missed.call });
      await stage.passes(1);
      await stage.does({ type: 'MarkNoShow', counter: 'loket-5', ticket: missed.ticket, call: missed.call });
      const late = await stage.takes('paspor-baru', 12);
      const calledFrom = stage.hub.now() + 8 * 60 * minuteMs;
      await stage.does({ type: 'TellNotToday', tickets: late.map(({ ticket }) => ({ ticket, calledFrom })) });
      return turnedTo('.nottoday', stage);
    },
  ],
  [
    'call',
    'A call: number, counter and direction on gold',
    async (stage) => {
      const { two } = await busyHall(stage);
      await stage.finishes('loket-2', two);
      return calledOn(stage, calls('loket-2'));
    },
    { fine: true },
  ],
  [
    'call-english',
    'A visitor who speaks English is called: one line more',
    async (stage) => {
      const { five } = await busyHall(stage);
      await stage.finishes('loket-5', five, 'referred');
      const { ticket } = TicketResult.parse(
        await stage.does({ type: 'TakeTicket', service: 'informasi', language: 'en' }),
      );
      await stage.does({ type: 'ConfirmSlip', ticket, outcome: 'printed' });
      return calledOn(stage, () => stage.does({ type: 'CallTicket', counter: 'loket-5', ticket }));
    },
  ],
  [
    'call-family',
    'A group is called: one number for all of them',
    async (stage) => {
      await stage.opens('loket-1', 'dewi');
      await stage.takes('paspor-baru', 1, { people: 4 });
      await stage.takes('paspor-ganti', 2);
      return calledOn(stage, calls('loket-1'));
    },
  ],
  [
    'two-calls',
    'Two calls at once: one on the stage, the other waits for it, gold at its counter',
    async (stage) => {
      const { two, five } = await busyHall(stage);
      await stage.finishes('loket-2', two);
      await stage.finishes('loket-5', five, 'referred');
      return calledOn(stage, async () => {
        await stage.calls('loket-2');
        await stage.calls('loket-5');
      });
    },
  ],
  [
    'after-call',
    'After its 5 seconds a call stands on as the number called now',
    async (stage) => {
      const { two } = await busyHall(stage);
      await stage.finishes('loket-2', two);
      const page = await calledOn(stage, calls('loket-2'));
      await stage.passes(0.2);
      await page.locator('.band').waitFor({ state: 'detached' });
      return page;
    },
  ],
  [
    'twenty',
    'Twenty counters in one hall',
    async (stage) => {
      for (let i = 1; i <= 20; i++) {
        if (i % 7 !== 0) await stage.opens(`loket-${i}`, `petugas-${i}`);
        await stage.takes(i % 3 === 0 ? 'paspor-baru' : 'paspor-ganti', 2);
      }
      for (let i = 1; i <= 20; i++) if (i % 7 !== 0 && i % 5 !== 0) await stage.serves(`loket-${i}`);
      return stage.look(tv);
    },
    { change: twenty, fine: true },
  ],
  [
    'missed',
    'Who did not come is listed for ten minutes',
    async (stage) => {
      const { five } = await busyHall(stage);
      await stage.finishes('loket-5', five, 'referred');
      const { ticket, call } = await stage.calls('loket-5');
      await stage.passes(0.6);
      await stage.does({ type: 'Recall', counter: 'loket-5', ticket, call });
      await stage.passes(1);
      await stage.does({ type: 'MarkNoShow', counter: 'loket-5', ticket, call });
      const page = await stage.look(tv);
      await page.getByText('Terlewat').waitFor();
      return page;
    },
  ],
  [
    'stale',
    'The hub has been silent for three seconds',
    async (stage) => {
      await busyHall(stage);
      const page = await stage.look(tv);
      await page.locator('.board').waitFor();
      await stage.cut();
      await page.locator('.alert').waitFor();
      return page;
    },
    { fine: true },
  ],
  [
    'emergency',
    'An officer has raised an emergency',
    async (stage) => {
      await busyHall(stage);
      await stage.does({ type: 'RaiseEmergency' });
      const page = await stage.look(tv);
      await page.getByText('Keadaan darurat').waitFor();
      return page;
    },
  ],
  [
    'mute',
    'A voice without its clips, while a call is on the stage',
    async (stage) => {
      const { two } = await busyHall(stage);
      await stage.finishes('loket-2', two);
      const page = await stage.look(tv);
      await page.route('**/voice/**', (route) => route.fulfill({ status: 404 }));
      await page.reload();
      await page.locator('.top').getByText('Suara mati').waitFor();
      await stage.calls('loket-2');
      await page.locator('.band').getByText('Suara mati').waitFor();
      return page;
    },
    { speaks: true },
  ],
  [
    'counter-top',
    'The display above one counter while its number is called',
    async (stage) => {
      const { two } = await busyHall(stage);
      await stage.finishes('loket-2', two);
      return calledOn(stage, calls('loket-2'), `${tv}&counter=loket-2`);
    },
  ],
  [
    'counter-top-serving',
    'The display above one counter while somebody is served',
    async (stage) => {
      await busyHall(stage);
      const page = await stage.look(`${tv}&counter=loket-2`);
      await page.locator('.countertop .no').waitFor();
      return page;
    },
  ],
  [
    'picture',
    'A picture of the office beside the numbers',
    async (stage) => {
      await busyHall(stage);
      const page = await stage.look(tv);
      await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.media img')?.complete === true);
      return page;
    },
    { change: slides(({ media }) => media !== undefined), fine: true },
  ],
  [
    'notice',
    'A notice of the office beside the numbers',
    async (stage) => {
      await busyHall(stage);
      const page = await stage.look(tv);
      await page.locator('.media h2').waitFor();
      return page;
    },
    { change: slides(({ lines, media }) => media === undefined && lines.length > 2) },
  ],
  [
    'four-digits',
    'Numbers of four digits, of a kiosk that was cut off',
    async (stage) => {
      await stage.opens('loket-1', 'dewi');
      await stage.opens('loket-2', 'bambang');
      await stage.opens('loket-5', 'ratna');
      const generation = 'kiosk-of-the-picture';
      await stage.does({ type: 'ReportDevice', device: 'api', role: 'kiosk', connected: true, generation });
      const arrivedAt = stage.hub.now();
      const tickets = [1, 2, 3, 4, 5].map((count) => ({
        ticket: `upload-${count}`,
        number: { prefix: 'U', source: 5 as const, count },
        service: 'informasi',
        lane: 'regular' as const,
        language: 'id' as const,
        people: 1,
        arrivedAt,
        slip: 'printed' as const,
      }));
      await stage.does({ type: 'UploadTickets', day: '2026-11-24', generation, tickets });
      await stage.serves('loket-1');
      await stage.serves('loket-2');
      await stage.finishes('loket-5', await stage.serves('loket-5'), 'referred');
      return calledOn(stage, calls('loket-5'));
    },
    { fine: true },
  ],
];

export const displayScenes: readonly Scene[] = states.map(([name, about, arrange, more = {}]) => ({
  name: `display-${name}`,
  page: 'display',
  about,
  sizes: more.fine ? sizes.displayFine : sizes.display,
  plan: {
    office: (office) => {
      const changed = more.change?.(office) ?? office;
      return more.speaks ? changed : voiceless(changed);
    },
  },
  arrange,
}));
