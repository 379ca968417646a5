import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantOf } from '../../apps/hub/domain/hours.ts';
import { openBrowser } from './support/browser.ts';
import {
  callAt,
  officerAt,
  openDesk,
  openDeskOffice,
  seat,
  type DeskOffice,
  type DeskPage,
} from './support/counterDesk.ts';
import { apiKey } from './support/hubProgram.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** An office for one test; it is gone afterwards. */
async function inOffice(
  work: (office: DeskOffice) => Promise<void>,
  change?: Parameters<typeof openDeskOffice>[0],
): Promise<void> {
  const office = await openDeskOffice(change);
  try {
    await work(office);
  } finally {
    await office.close();
  }
}
const last = (office: DeskOffice, type: string) => office.events().findLast((event) => event.type === type);
const count = (office: DeskOffice, type: string) => office.events().filter((event) => event.type === type).length;
async function saw(office: DeskOffice, type: string, fields: object): Promise<void> {
  await expect.poll(() => last(office, type), { timeout: 5_000, interval: 20 }).toMatchObject(fields);
}
const hourOf = (time: string) => instantOf('2026-11-24', time, 'Asia/Jakarta');

/** What others need, one click for each step that peers.md names in its sections 1.1 to 1.3; typing is not counted. */
const elsewhere: readonly (readonly [task: string, zms: string, theQ: string, sga: string])[] = [
  ['Call the next visitor', '1', '1', '1'],
  ['Start serving', '1', '1', '1'],
  ['Finish and call the next', '3', '2', '4'],
  ['Call again', '-', '-', '1'],
  ['Nobody came: no-show, call the next', '2', '2', '2'],
  ['Park until a time', '1, no time', '1, no time', '-'],
  ['Transfer to a counter, with reason and whose mistake', '2, no reason', '-', '3, no reason'],
  ['Documents incomplete, with what is missing', '-', '-', '3, no reasons'],
  ['Call a chosen number', '1, by mouse', '1, by mouse', '-'],
  ['Take a number for a visitor', '-', '3', '3'],
];

test('ten commonest tasks of an officer take as many keystrokes as docs/officer-tasks.md says', async () => {
  await inOffice(async (office) => {
    await seat(office, 'loket-1', 'dewi');
    await seat(office, 'loket-5', 'ratna');
    await office.takes('paspor-baru', 12);
    const desk = await openDesk(browser, office.url, 'loket-1');
    const strokes: string[][] = [];
    async function task(keys: readonly string[], came: () => Promise<unknown>, before = desk.pressed()) {
      await desk.press(...keys.slice(desk.pressed() - before));
      await came();
      strokes.push([`\`${keys.join(' ')}\``, String(desk.pressed() - before)]);
    }
    await desk.ready(/Panggil A-001/);
    await task(['Enter'], () => desk.ready(/Mulai layani/));
    await task(['Enter'], () => desk.ready(/^Selesai, ke/));
    await task(['+'], () => desk.sees('Dipanggil ke loket 1'));
    await desk.ready(/Panggil ulang/);
    await task(['*'], () => saw(office, 'CallRepeated', { counter: 'loket-1' }));
    await office.passes(60);
    await desk.ready(/Tidak hadir/);
    const missing = desk.pressed();
    await desk.press('T');
    await saw(office, 'VisitMissed', { counter: 'loket-1' });
    await desk.ready(/Panggil A-003/);
    await task(['T', 'Enter'], () => desk.ready(/Mulai layani/), missing);
    await desk.ready(/Tunda/);
    await task(['P', '2'], () => saw(office, 'VisitParked', { until: hourOf('10:31') }));
    await callByEnter(desk);
    await task(['A', '1', '1', '1'], () =>
      saw(office, 'VisitTransferred', { to: { counter: 'loket-5' }, keepsPlace: true, reason: 'salah-layanan' }),
    );
    await callByEnter(desk);
    await task(['B', '1', 'Enter'], () =>
      saw(office, 'StageFinished', { outcome: 'incomplete', reasons: ['asli-kurang'] }),
    );
    await desk.ready(/^Panggil A-/);
    await task(['/', '9', 'Enter'], () => saw(office, 'VisitCalled', { why: { rule: 'C12' } }));
    await desk.sees('A-009');
    await desk.ready(/Mulai layani/);
    const taking = desk.pressed();
    await desk.press('N', '1', '1', 'Enter');
    await desk.sees('Sebutkan atau tuliskan nomor ini untuk tamu');
    const shown = () => saw(office, 'SlipReported', { outcome: 'shown' });
    await task(['N', '1', '1', 'Enter', 'Enter'], shown, taking);
    desk.fine();
    await desk.close();
    const rows = elsewhere.map(([name, ...peers], i) => `| ${[name, ...(strokes[i] ?? []), ...peers].join(' | ')} |`);
    expect(tableOfTasks(rows)).toEqual(rows);
  });
});

async function callByEnter(desk: DeskPage): Promise<void> {
  await desk.ready(/^Panggil A-/);
  await desk.press('Enter');
  await desk.ready(/Mulai layani/);
}

/** The rows of the table as the document has them; `ANTREAN_WRITE_TASKS=1` writes these first. */
function tableOfTasks(rows: readonly string[]): readonly string[] {
  const file = join(import.meta.dirname, '../../docs/officer-tasks.md');
  const [head, tail] = ['| --- | --- | --- | --- | --- | --- |\n', '\n\n'];
  const from = (text: string) => text.indexOf(head) + head.length;
  const to = (text: string) => text.indexOf(tail, from(text));
  const before = readFileSync(file, 'utf8');
  if (process.env['ANTREAN_WRITE_TASKS'] === '1')
    writeFileSync(file, `${before.slice(0, from(before))}${rows.join('\n')}${before.slice(to(before))}`);
  const written = readFileSync(file, 'utf8');
  return written.slice(from(written), to(written)).split('\n');
}

test('C1 two presses of Next within 300 ms call one visitor, and do not begin to serve', async () => {
  await inOffice(async (office) => {
    await seat(office, 'loket-1', 'dewi');
    await office.takes('paspor-baru', 3);
    const desk = await openDesk(browser, office.url, 'loket-1');
    const { clock } = desk.page;
    await clock.install();
    await desk.page.reload();
    await desk.ready(/Panggil A-001/);
    await clock.pauseAt(Date.now() + 2_000);
    await desk.press('Enter');
    await desk.sees('Dipanggil ke loket 1');
    // The answer is there, the moment has not passed.
    await desk.press('Enter');
    await clock.runFor(400);
    await desk.ready(/Mulai layani/);
    expect([count(office, 'VisitCalled'), count(office, 'ServiceStarted')]).toEqual([1, 0]);
    await desk.press('Enter');
    await clock.runFor(400);
    await desk.ready(/^Selesai, ke/);
    await desk.press('+');
    await desk.sees('Dipanggil ke loket 1');
    await desk.press('+');
    await clock.runFor(400);
    await desk.ready(/Mulai layani/);
    expect([count(office, 'VisitCalled'), count(office, 'StageFinished')]).toEqual([2, 1]);
    expect(await desk.page.getByRole('dialog').count()).toBe(0);
    await desk.close();
  });
});

test('C14 with an open checklist Next asks, and both happen at once', async () => {
  await inOffice(async (office) => {
    await seat(office, 'loket-1', 'dewi');
    await office.takes('paspor-baru', 2);
    for (let i = 0; i < 2; i++) {
      const { ticket, call } = await callAt(office, 'loket-1');
      await office.does({ type: 'Finish', counter: 'loket-1', ticket, call });
    }
    await seat(office, 'loket-3', 'siti');
    const desk = await openDesk(browser, office.url, 'loket-3');
    await desk.ready(/Panggil A-001/);
    await desk.press('Enter');
    await desk.ready(/Mulai layani/);
    await desk.press('Enter');
    await desk.ready(/^Selesai, ke/);
    await desk.press('+');
    await desk.sees('Apa hasil A-001?');
    await desk.press('1');
    await desk.sees('Apa hasil A-001?');
    await desk.press('3');
    await desk.sees('A-002');
    await saw(office, 'StageFinished', { outcome: 'continues' });
    expect(last(office, 'VisitCalled')).toMatchObject({ counter: 'loket-3' });
    await desk.close();
  });
});

test('C11 a second officer is told who sits there, and takes over by the same digit', async () => {
  await inOffice(async (office) => {
    await seat(office, 'loket-3', 'siti');
    const desk = await openDesk(browser, office.url, 'loket-3');
    await desk.sees('Siti Rahmawati');
    await desk.press('F7', '2');
    await desk.sees('Loket ini sedang dipakai Siti Rahmawati. Pilih loket lain, atau ambil alih loket ini.');
    expect(officerAt(office, 'loket-3')).toBe('siti');
    await desk.sees('Tekan sekali lagi untuk mengambil alih');
    await desk.press('2');
    await desk.sees('Made Wirawan');
    await expect.poll(() => officerAt(office, 'loket-3')).toBe('made');
    await desk.close();
  });
});

test('C11 an officer at a second counter is told where the first one is, and moves by the same digit', async () => {
  await inOffice(async (office) => {
    await seat(office, 'loket-3', 'siti');
    const first = await openDesk(browser, office.url, 'loket-3');
    const second = await openDesk(browser, office.url, 'loket-4');
    await second.sees('Siapa yang bertugas di loket 4?');
    await second.press('1');
    await second.sees('Siti Rahmawati masih masuk di loket 3. Keluar dari sana dulu, atau pindahkan ke sini.');
    await second.press('1');
    await expect.poll(() => officerAt(office, 'loket-4')).toBe('siti');
    await first.sees('Siapa yang bertugas di loket 3?');
    await Promise.all([first.close(), second.close()]);
  });
});

test('C3 C13 without a certificate an officer is refused; a supervisor allows it, and says why', async () => {
  const ended = (office: Parameters<NonNullable<Parameters<typeof openDeskOffice>[0]>>[0]) => ({
    ...office,
    officers: office.officers.map((officer) =>
      officer.id === 'yohanes'
        ? { ...officer, skills: officer.skills.map((skill) => ({ ...skill, until: '2026-06-30' })) }
        : officer,
    ),
  });
  await inOffice(async (office) => {
    const desk = await openDesk(browser, office.url, 'loket-3');
    await desk.sees('Siapa yang bertugas di loket 3?');
    await desk.press('0');
    const expired = desk.page.getByRole('button', { name: /Yohanes Nugroho.*sertifikat habis 30-06-2026/ });
    await expired.waitFor();
    await desk.press(String((await expired.locator('kbd').textContent()) ?? ''));
    await desk.sees(/belum bersertifikat untuk tahap loket ini, atau sertifikatnya sudah habis/);
    expect(await desk.page.getByRole('button', { name: /Izin penyelia/ }).count()).toBe(0);
    await desk.close();

    const chief = await openDesk(browser, office.url, 'loket-3', { token: apiKey });
    await chief.sees('Siapa yang bertugas di loket 3?');
    await chief.press('0', '1');
    await chief.ready(/Izin penyelia/);
    await chief.press('o', '1');
    await chief.sees('Dewi Anggraini');
    expect(last(office, 'CounterOpened')).toMatchObject({ override: 'Tidak ada petugas lain' });
    await chief.close();
  }, ended);
});

test('C9 the visitor stays when the officer’s computer fails, and when the officer leaves', async () => {
  await inOffice(async (office) => {
    await seat(office, 'loket-3', 'siti');
    await seat(office, 'loket-1', 'dewi');
    await office.takes('paspor-baru', 1);
    const at = await callAt(office, 'loket-1');
    await office.does({ type: 'Finish', counter: 'loket-1', ticket: at.ticket, call: at.call });
    const broken = await openDesk(browser, office.url, 'loket-3');
    await broken.ready(/Panggil A-001/);
    await broken.press('Enter');
    await broken.ready(/Mulai layani/);
    await broken.press('Enter');
    await broken.ready(/^Selesai, ke/);
    await broken.press('1');
    await broken.sees(/^1 dari 5$/);
    await broken.close();
    await office.passes(120);

    const desk = await openDesk(browser, office.url, 'loket-3');
    await desk.sees(/^1 dari 5$/);
    await desk.sees(/^2:0\d$/);
    await desk.press('F9', '2');
    await desk.sees('A-001 masih di loket ini.');
    await desk.ready(/Made Wirawan/);
    await desk.press('2');
    await desk.sees('Made Wirawan');
    await desk.sees(/^1 dari 5$/);
    expect(last(office, 'CounterTakenOver')).toMatchObject({ officer: 'made' });
    await desk.close();
  });
});

test('a hub that went away locks the keys until it has said anew how things stand', async () => {
  await inOffice(async (office) => {
    await seat(office, 'loket-1', 'dewi');
    await office.takes('paspor-baru', 2);
    let withhold = false;
    let held: string | undefined;
    let pass: ((message: string) => void) | undefined;
    const desk = await openDesk(browser, office.url, 'loket-1', {
      socket(route: WebSocketRoute) {
        const hub = route.connectToServer();
        route.onMessage((message) => hub.send(message));
        pass = (message) => route.send(message);
        hub.onMessage((message) => {
          const text = String(message);
          if (!withhold) route.send(message);
          else if (/^43\d*\[\{"ok":true,"device"/.test(text)) {
            const [, id = '', body = ''] = /^43(\d*)(.*)$/s.exec(text) ?? [];
            const [welcome] = JSON.parse(body) as [{ frame: object }];
            held = `42${JSON.stringify(['frame', welcome.frame])}`;
            route.send(`43${id}${JSON.stringify([{ ...welcome, frame: null }])}`);
          } else if (!text.startsWith('42["frame"')) route.send(message);
        });
      },
    });
    await desk.ready(/Panggil A-001/);
    await office.stop();
    await desk.sees('Terputus dari pusat antrean');
    await desk.press('Enter');
    expect(await desk.page.locator('nav.keys button:not([aria-disabled="true"])').count()).toBe(0);
    withhold = true;
    await office.restart();
    await desk.sees('Tersambung lagi, menunggu daftar terbaru');
    await desk.press('Enter');
    expect(await desk.page.locator('nav.keys button:not([aria-disabled="true"])').count()).toBe(0);
    expect(count(office, 'VisitCalled')).toBe(0);
    withhold = false;
    pass?.(held ?? '');
    await desk.ready(/Panggil A-001/);
    await desk.press('Enter');
    await desk.ready(/Mulai layani/);
    expect(count(office, 'VisitCalled')).toBe(1);
    desk.fine();
    await desk.close();
  });
});

test('a slow hub is asked once, however often the key is pressed, and the screen says so', async () => {
  await inOffice(async (office) => {
    await seat(office, 'loket-1', 'dewi');
    await office.takes('paspor-baru', 2);
    const waiting: (() => void)[] = [];
    const desk = await openDesk(browser, office.url, 'loket-1', {
      socket(route) {
        const hub = route.connectToServer();
        route.onMessage((message) => {
          if (String(message).includes('["command"')) waiting.push(() => hub.send(message));
          else hub.send(message);
        });
        hub.onMessage((message) => route.send(message));
      },
    });
    await desk.page.clock.install();
    await desk.page.reload();
    await desk.ready(/Panggil A-001/);
    await desk.press('Enter');
    await desk.sees('Meminta nomor berikutnya…');
    await desk.page.clock.runFor(1_000);
    await desk.press('Enter', '+', '*', 'P');
    expect(waiting.length).toBe(1);
    waiting[0]?.();
    await desk.ready(/Mulai layani/);
    expect(count(office, 'VisitCalled')).toBe(1);
    await desk.close();
  });
});

test('a number pad alone leads through a visit', async () => {
  await inOffice(async (office) => {
    await seat(office, 'loket-1', 'dewi');
    await seat(office, 'loket-3', 'siti');
    await office.takes('paspor-baru', 1, { people: 3 });
    const at = await callAt(office, 'loket-1');
    await office.does({ type: 'Finish', counter: 'loket-1', ticket: at.ticket, call: at.call });
    const desk = await openDesk(browser, office.url, 'loket-3');
    await desk.ready(/Panggil A-001/);
    await desk.press('NumpadEnter');
    await desk.ready(/Mulai layani/);
    await desk.press('NumpadEnter');
    await desk.ready(/^Selesai, ke/);
    await desk.press('0');
    await desk.sees(/^1 dari 5$/);
    await desk.press('5');
    await desk.sees(/^2 dari 5$/);
    await desk.press('-', '1', '8', '3');
    await desk.sees('Berapa orang dilayani?');
    await desk.press('NumpadEnter');
    await desk.sees(/butir SOP yang belum|Belum dicentang: 3 butir/);
    await desk.press('0', '0', '0');
    await desk.sees(/^5 dari 5$/);
    await desk.press('-', '1', '8', '3', '2', 'NumpadEnter');
    await saw(office, 'StageFinished', { served: 2, outcome: 'done' });
    expect(count(office, 'ItemChecked')).toBe(5);
    await desk.close();
  });
});

test('V5 a call for help and an emergency stand above everything, and are answered by keys', async () => {
  await inOffice(async (office) => {
    await seat(office, 'loket-1', 'dewi');
    const desk = await openDesk(browser, office.url, 'loket-1');
    const chief = await openDesk(browser, office.url, 'loket-1', { token: apiKey });
    await desk.sees('Tidak ada yang menunggu');
    await office.does({ type: 'CallStaff', device: 'kiosk-1' });
    await desk.sees('Tamu minta bantuan di kiosk-1');
    await desk.press('j');
    await saw(office, 'StaffAnswered', { device: 'kiosk-1' });
    await desk.page.getByText('Tamu minta bantuan di kiosk-1').waitFor({ state: 'detached' });
    await desk.press('e', '1', '1');
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(count(office, 'EmergencyRaised')).toBe(0);
    await desk.press('e', '1', '2');
    await desk.sees('Darurat di loket 1');
    expect(
      await desk.page.locator('.alert.emergency').evaluate((alert) => getComputedStyle(alert).backgroundColor),
    ).toBe('rgb(140, 28, 19)');
    await chief.sees('Darurat di loket 1');
    await chief.press('m', '2');
    await desk.page.getByText('Darurat di loket 1').waitFor({ state: 'detached' });
    expect(count(office, 'EmergencyCleared')).toBe(1);
    await Promise.all([desk.close(), chief.close()]);
  });
});

type Change = NonNullable<Parameters<typeof openDeskOffice>[0]>;
const withoutQuotas: Change = (office) => ({
  ...office,
  services: office.services.map(({ quota: _, ...service }) => service),
});

test('with 300 waiting any number is found by its digits, and a change costs the page little', async () => {
  await inOffice(async (office) => {
    await seat(office, 'loket-1', 'dewi');
    await office.takes('paspor-baru', 300);
    const desk = await openDesk(browser, office.url, 'loket-1');
    await desk.ready(/Panggil A-001/);
    const session = await desk.page.context().newCDPSession(desk.page);
    await session.send('Performance.enable');
    const script = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1_000;
    };
    const before = await script();
    const changes = 20;
    for (let i = 0; i < changes; i++) {
      await office.takes('paspor-ganti', 1);
      await desk.page.locator('.queue header > .num', { hasText: new RegExp(`^${301 + i}$`) }).waitFor();
    }
    const each = ((await script()) - before) / (changes * 2);
    process.stdout.write(`script of the counter's page per change with 300 waiting: ${each.toFixed(1)} ms\n`);
    await desk.press('/', '2', '5', '0');
    await desk.ready(/A-250/);
    await desk.page.getByText(/Panggil A-250/).waitFor();
    await desk.press('Enter');
    await desk.sees('Dipanggil ke loket 1');
    expect(last(office, 'VisitCalled')).toMatchObject({ why: { rule: 'C12' } });
    await desk.close();
  }, withoutQuotas);
});

test('the last known list prints when the hub is gone, with its time', async () => {
  await inOffice(async (office) => {
    await seat(office, 'loket-1', 'dewi');
    await office.takes('paspor-baru', 3);
    const desk = await openDesk(browser, office.url, 'loket-1');
    await desk.ready(/Panggil A-001/);
    await desk.page.evaluate(() => {
      window.print = () => void (document.title = 'printed');
    });
    await office.stop();
    await desk.sees('Terputus dari pusat antrean');
    await desk.press('k');
    await expect.poll(() => desk.page.title()).toBe('printed');
    await desk.page.emulateMedia({ media: 'print' });
    const roster = desk.page.locator('.roster');
    expect(await roster.isVisible()).toBe(true);
    expect(await desk.page.locator('nav.keys').isVisible()).toBe(false);
    const text = await roster.innerText();
    expect(text).toMatch(/Keadaan Selasa, 24 November pukul 10\.00\.\d\d · Terputus dari pusat antrean/);
    expect(text.match(/A-00\d/g)).toEqual(['A-001', 'A-002', 'A-003']);
    await desk.close();
  });
});
