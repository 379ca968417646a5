import type { Page } from 'playwright-core';
import { minuteMs, ServiceId } from '../../shared/ids.ts';
import { sizes, type Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const base = { page: 'counter', sizes: sizes.counter } as const;
/** States that differ from another one by a dialog are looked at in one size. */
const small = { page: 'counter', sizes: [[1366, 768]] } as const;

/** The key can be pressed. */
async function ready(page: Page, word: RegExp): Promise<void> {
  await page.getByRole('button', { name: word, disabled: false }).first().waitFor();
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** A morning at counter 3: two lanes and a family wait for their photo, somebody waits for the documents. */
async function morning(stage: Stage): Promise<void> {
  await stage.opens('loket-1', 'dewi');
  await stage.takes('paspor-baru', 4, { apart: 2 });
  await stage.takes('paspor-anak', 3, { lane: 'priority', apart: 2 });
  await stage.takes('paspor-ganti', 4, { people: 3, apart: 2 });
  for (let i = 0; i < 10; i++) {
    const called = await stage.serves('loket-1');
    await stage.passes(1);
    await stage.finishes('loket-1', called);
  }
  await stage.opens('loket-3', 'siti');
  await stage.passes(8);
}

const desk = (stage: Stage) => stage.look('/counter/?counter=loket-3');

/** The first visitor is called. */
async function called(stage: Stage): Promise<Page> {
  await morning(stage);
  await stage.calls('loket-3');
  const page = await desk(stage);
  await ready(page, /Mulai layani/);
  return page;
}

/** The first visitor is served, `ticked` steps of five are done. */
async function serving(stage: Stage, ticked = 3): Promise<Page> {
  stage.foresees({ minutesEach: 6 });
  await morning(stage);
  const { ticket } = await stage.serves('loket-3');
  for (const item of ['wajah', 'data-setuju', 'foto', 'sidik-jari', 'tanda-tangan'].slice(0, ticked))
    await stage.does({ type: 'CheckItem', counter: 'loket-3', ticket, item, done: true });
  const page = await desk(stage);
  await ready(page, /^Selesai, ke/);
  await page.getByText(`${ticked} dari 5`, { exact: true }).waitFor();
  return page;
}

/** A family of three is served at counter 1. */
async function family(stage: Stage): Promise<Page> {
  await stage.opens('loket-1', 'dewi');
  await stage.takes('paspor-ganti', 1, { people: 3 });
  await stage.takes('paspor-baru', 5, { apart: 3 });
  await stage.serves('loket-1');
  const page = await stage.look('/counter/?counter=loket-1');
  await ready(page, /^Selesai, ke/);
  return page;
}

/** The page of a supervisor. */
async function asChief(stage: Stage, page: Page): Promise<void> {
  const access = await (await fetch(`${stage.url}/page-access?role=supervisor`)).text();
  await page.route('**/page-access*', (route) => route.fulfill({ body: access, contentType: 'application/json' }));
  await page.reload();
  await ready(page, /^Selesai, ke|Mulai layani/);
}

/** A dialog over the visitor who is served, after these keys. */
function dialog(name: string, about: string, keys: readonly string[], says: string | RegExp, from = serving): Scene {
  return {
    ...small,
    name: `counter-${name}`,
    about,
    async arrange(stage) {
      const page = await from(stage);
      await press(page, ...keys);
      await page.getByText(says).first().waitFor();
      return page;
    },
  };
}

const states: readonly Scene[] = [
  {
    ...base,
    name: 'counter-seat',
    about: 'Who works here: one digit',
    async arrange(stage) {
      const page = await desk(stage);
      await ready(page, /Siti Rahmawati/);
      return page;
    },
  },
  {
    ...small,
    name: 'counter-advised',
    about: 'F5: the forecast asks for this counter, which would help',
    async arrange(stage) {
      await stage.opens('loket-1', 'dewi');
      await stage.takes('paspor-baru', 12, { apart: 1 });
      await stage.does({ type: 'AdviseCounter', service: ServiceId.parse('paspor-baru'), p80Minutes: 85 });
      const [advice] = stage.hub.floor().advice.values();
      const page = await stage.look(`/counter/?counter=${advice?.helper}`);
      await page.getByText('buka loket ini').waitFor();
      return page;
    },
  },
  {
    ...small,
    name: 'counter-seat-visitor',
    about: 'C9: the officer is gone, the visitor stayed',
    async arrange(stage) {
      await morning(stage);
      await stage.serves('loket-3');
      await stage.does({ type: 'SignOut', counter: 'loket-3' as never });
      const page = await desk(stage);
      await page.getByText('masih di loket ini').waitFor();
      return page;
    },
  },
  {
    ...base,
    name: 'counter-empty',
    about: 'Nobody waits',
    async arrange(stage) {
      await stage.opens('loket-3', 'siti');
      const page = await desk(stage);
      await page.getByText('Tidak ada yang menunggu').waitFor();
      return page;
    },
  },
  {
    ...base,
    name: 'counter-idle',
    about: 'An officer at an open counter, who comes next and why, and when each of the others is expected',
    async arrange(stage) {
      stage.foresees({ minutesEach: 6 });
      await morning(stage);
      const page = await desk(stage);
      await ready(page, /^Panggil [A-C]-/);
      return page;
    },
  },
  {
    ...base,
    name: 'counter-times',
    about: 'F2, D4: who is called later than printed, and who was told another day',
    async arrange(stage) {
      stage.foresees({ minutesEach: 6 });
      await morning(stage);
      const calledFrom = stage.hub.now() + 8 * 60 * minuteMs;
      const told = [...stage.hub.floor().visits.values()]
        .filter(({ service, stay }) => service === 'paspor-ganti' && stay.is === 'waiting')
        .slice(1, 3);
      await stage.does({ type: 'TellNotToday', tickets: told.map(({ ticket }) => ({ ticket, calledFrom })) });
      stage.foresees({ minutesEach: 9, later: ['paspor-baru'] });
      const page = await desk(stage);
      await page.getByText('lain hari').first().waitFor();
      return page;
    },
  },
  { ...base, name: 'counter-called', about: 'Somebody is called', themes: ['dark', 'contrast'], arrange: called },
  {
    ...base,
    name: 'counter-serving',
    about: 'The checklist is what is pressed next',
    themes: ['dark', 'contrast'],
    arrange: serving,
  },
  {
    ...small,
    name: 'counter-serving-full',
    about: 'The list is full: the large key is filled, + ends and calls at once',
    arrange: (stage) => serving(stage, 5),
  },
  {
    ...small,
    name: 'counter-asking',
    about: 'The hub has not answered for over 300 ms: nothing is guessed',
    async arrange(stage) {
      await morning(stage);
      const page = await stage.look('/start/');
      await page.routeWebSocket(/socket\.io/, (route) => {
        const hub = route.connectToServer();
        route.onMessage((message) => {
          if (!String(message).includes('["command"')) hub.send(message);
        });
        hub.onMessage((message) => route.send(message));
      });
      await page.goto(`${stage.url}/counter/?counter=loket-3`);
      await ready(page, /^Panggil [A-C]-/);
      await press(page, 'Enter');
      await page.getByText('Meminta nomor berikutnya…').waitFor();
      return page;
    },
  },
  {
    ...base,
    name: 'counter-stale',
    about: 'The hub is silent: the visitor stays, the keys are closed',
    async arrange(stage) {
      const page = await serving(stage);
      await stage.cut();
      await page.getByText('Terputus dari pusat antrean').first().waitFor();
      return page;
    },
  },
  {
    ...small,
    name: 'counter-break',
    about: 'A break until a time',
    async arrange(stage) {
      await morning(stage);
      await stage.does({ type: 'PauseCounter', counter: 'loket-3' as never, reason: 'salat' });
      const page = await desk(stage);
      await page.getByText('Loket sedang istirahat').waitFor();
      return page;
    },
  },
  {
    ...base,
    name: 'counter-300',
    about: '300 wait; one beyond the first twenty is found by digits',
    plan: {
      office: (office) => ({ ...office, services: office.services.map(({ quota: _, ...service }) => service) }),
    },
    async arrange(stage) {
      await stage.opens('loket-1', 'dewi');
      await stage.takes('paspor-baru', 300);
      const page = await stage.look('/counter/?counter=loket-1');
      await ready(page, /^Panggil A-/);
      await press(page, '/', '2', '5');
      await ready(page, /A-250/);
      return page;
    },
  },
  {
    ...small,
    name: 'counter-sound-blocked',
    about: 'The TV may not speak, and the call was not heard',
    async arrange(stage) {
      await morning(stage);
      await stage.does({
        type: 'ReportDevice',
        device: 'display-paspor-a' as never,
        role: 'display',
        connected: true,
        zone: 'paspor' as never,
        sound: 'blocked',
      });
      const page = await desk(stage);
      await page.getByText('sentuh layar TV').waitFor();
      return page;
    },
  },
  {
    ...base,
    name: 'counter-emergency',
    about: 'An emergency elsewhere: loud, and not gold',
    async arrange(stage) {
      const page = await serving(stage);
      await stage.does({ type: 'RaiseEmergency', counter: 'loket-5' as never });
      await page.getByText('Darurat di loket 5').waitFor();
      return page;
    },
  },
  {
    ...base,
    name: 'counter-alarms',
    about: 'What is wrong with the hub, to a supervisor: the gravest, what to do, and how many more',
    async arrange(stage) {
      const page = await serving(stage);
      await asChief(stage, page);
      stage.alarms.set('noFollower', true);
      stage.alarms.set('diskLow', true);
      await page.getByText('Tidak ada salinan langsung').waitFor();
      return page;
    },
  },
  {
    ...small,
    name: 'counter-alarm-officer',
    about: 'The same to an officer, and only where it changes the work',
    async arrange(stage) {
      const page = await serving(stage);
      stage.alarms.set('noFollower', true);
      stage.alarms.set('diskAlmostFull', true);
      await page.getByText('Loket tidak dapat memberi nomor baru').waitFor();
      return page;
    },
  },
  {
    ...base,
    name: 'counter-hub-stopped',
    about: 'The hub found its journal damaged: it answers nothing, and says why',
    async arrange(stage) {
      const page = await serving(stage);
      stage.spoils();
      await page.getByText('Catatan antrean rusak').waitFor();
      return page;
    },
  },
  {
    ...base,
    name: 'counter-restored',
    about: 'I19: the hub was set back: is it this visitor who sits here?',
    async arrange(stage) {
      const page = await serving(stage);
      stage.hub.diverged();
      await page.getByText('Kantor dipulihkan').waitFor();
      return page;
    },
  },
  {
    ...small,
    name: 'counter-restored-empty',
    about: 'I19: the same at a counter that nobody is at by the hub’s record',
    async arrange(stage) {
      await morning(stage);
      const page = await desk(stage);
      await ready(page, /^Panggil [A-C]-/);
      stage.hub.diverged();
      await page.getByText('tidak ada tamu').first().waitFor();
      return page;
    },
  },
  {
    ...small,
    name: 'counter-restored-chief',
    about: 'I19: a supervisor, whose seat was checked, may go on without a kiosk that is gone',
    async arrange(stage) {
      const page = await serving(stage);
      await asChief(stage, page);
      stage.hub.diverged();
      await page.getByText('Kantor dipulihkan').waitFor();
      await page.keyboard.press('Y');
      await page.getByText('Menunggu nomor dari mesin antrean').waitFor();
      return page;
    },
  },
  dialog('restored-wrong', 'I19: somebody else sits here', ['q'], /Siapa sebenarnya/, async (stage) => {
    const page = await serving(stage);
    stage.hub.diverged();
    await page.getByText('Kantor dipulihkan').waitFor();
    return page;
  }),
  {
    ...small,
    name: 'counter-staff-call',
    about: 'V5: a visitor at the kiosk asks for an officer',
    async arrange(stage) {
      const page = await serving(stage);
      await stage.does({ type: 'CallStaff', device: 'kiosk-1' as never });
      await page.getByText('Tamu minta bantuan di kiosk-1').waitFor();
      return page;
    },
  },
  {
    ...small,
    name: 'counter-refused',
    about: 'What the hub would not do, and that a supervisor may allow it',
    async arrange(stage) {
      const page = await serving(stage);
      await asChief(stage, page);
      await press(page, 'Enter');
      await page.getByText('Belum dicentang: 2 butir SOP').waitFor();
      return page;
    },
  },
  {
    ...small,
    name: 'counter-override',
    about: 'C13: the supervisor says why',
    async arrange(stage) {
      const page = await serving(stage);
      await asChief(stage, page);
      await press(page, 'Enter');
      await ready(page, /Izin penyelia/);
      await press(page, 'o');
      await page.getByText('mengapa aturan dikecualikan').waitFor();
      return page;
    },
  },
  {
    ...small,
    name: 'counter-seat-taken',
    about: 'C11: whose seat it is, and the same digit again to take it over',
    async arrange(stage) {
      const page = await serving(stage);
      await press(page, 'F7', '2');
      await page.getByText('sedang dipakai Siti Rahmawati').waitFor();
      return page;
    },
  },
  {
    ...base,
    name: 'counter-keys',
    about: 'All keys at one glance',
    themes: ['dark', 'contrast'],
    async arrange(stage) {
      const page = await serving(stage);
      await press(page, '?');
      await page.getByText('Semua tombol').first().waitFor();
      return page;
    },
  },
];

const overDesk: readonly Scene[] = [
  dialog('next-asks', 'C14: Next asks where something would be lost', ['+'], 'Apa hasil'),
  dialog('incomplete', 'S6: what is missing, several at once', ['b', '1', '3'], 'Apa yang kurang'),
  dialog('referred', 'Where to is sealed', ['r'], 'dirujuk ke mana'),
  dialog('another-day', 'S5: with a sealed reference', ['l'], 'Nomor berkas'),
  dialog('park', 'S2: when the visitor comes back', ['p'], 'kembali?'),
  dialog('park-time', 'S2: a time typed', ['p', '5', '1', '1', '4', '5'], 'Ketik jamnya'),
  dialog('transfer', 'S3: where to', ['a'], 'ke mana?'),
  dialog('transfer-mistake', 'S3: whose mistake', ['a', '1', '1'], 'Kekeliruan kantor?'),
  dialog('change', 'S1, S7: finish with a change', ['s'], 'dengan perubahan', family),
  dialog('note', 'P1: a note, kept secret', ['c'], 'Catatan tentang'),
  dialog('give-up', 'The visitor gives up', ['x'], 'Batalkan kunjungan'),
  dialog('take', 'A number for a visitor: which service', ['n'], 'layanan apa?'),
  dialog('take-people', 'For how many', ['n', '1', '1'], 'Untuk berapa orang?'),
  dialog('given', 'A number to be told or written down', ['n', '1', '1', 'Enter'], 'Sebutkan atau tuliskan'),
  dialog('split', 'S7: part of a group', ['g'], 'Berapa orang yang dipisah', family),
  dialog('link', 'C2: one party', ['h'], 'serombongan dengan'),
  dialog('break-reason', 'C8: why a break', ['F8'], 'Alasan istirahat'),
  dialog('leave', 'C8, C9: close with a visitor here', ['F9'], 'Tutup loket 3?'),
  dialog('emergency-asked', 'An emergency is asked twice', ['e', '1'], 'Kirim panggilan darurat'),
  {
    ...small,
    name: 'counter-lists',
    about: 'S2, C6: the parked and the missed',
    async arrange(stage) {
      await morning(stage);
      for (const minutes of [15, 45]) {
        const { ticket, call } = await stage.calls('loket-3');
        const until = stage.hub.now() + minutes * 60_000;
        await stage.does({ type: 'Park', counter: 'loket-3' as never, ticket, call, until });
      }
      const page = await desk(stage);
      await ready(page, /^Panggil [A-C]-/);
      await press(page, 'd');
      await page.getByText('Ditunda dan terlewat').waitFor();
      return page;
    },
  },
];

export const counterScenes: readonly Scene[] = [...states, ...overDesk];
