import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import {
  closeAll,
  closeLater,
  get,
  post,
  program,
  screen,
  tempFolder,
  tokenOf,
} from '../../../build/e2e/support/hubProgram.ts';
import { present } from '../../../shared/basics.ts';
import { createHubLink } from '../../../shared/hubLink.edge.ts';
import type { CommandKey, CounterId, OfficerId } from '../../../shared/ids.ts';
import type { WireCommand } from '../../../shared/protocol/commands.ts';
import type { Frame } from '../../../shared/protocol/hello.ts';
import { CoachView, PracticeAnswer } from '../../../shared/protocol/practice.ts';
import type { HubProgram } from '../program.edge.ts';
import { practicePermissions } from './practiceChild.edge.ts';
import { picturesAlone, tried } from '../public/fixtures/tried.edge.ts';
import { openReader } from '../journal/reader.edge.ts';
import { openJournal } from '../journal/sqlite.edge.ts';

afterEach(closeAll);

type Keyless<C> = C extends unknown ? Omit<C, 'key'> : never;
type Ask = Keyless<WireCommand>;
const counter = 'loket-1' as CounterId;
const wish = { officer: 'dewi', counter: 'loket-1', scenario: 'rush', speed: 10, seed: 11 };

async function begin(url: string, change: object = {}, token = tokenOf('officer')) {
  const response = await fetch(`${url}/api/v1/practice`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ ...wish, ...change }),
  });
  return { status: response.status, answer: PracticeAnswer.parse(await response.json()) };
}

async function begun(url: string, change?: object): Promise<string> {
  const { answer } = await begin(url, change);
  if (!answer.ok) throw new Error(answer.error.message.en);
  return answer.id;
}

/** What the coach of a practice says, until that is so. */
async function coach(url: string, id: string, until: (view: CoachView) => boolean): Promise<CoachView> {
  const ending = new AbortController();
  const response = await fetch(`${url}/practice/floor/${id}/coach`, { signal: ending.signal });
  let text = '';
  for await (const chunk of present(response.body, 'stream').pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const lines = text.split('\n\n');
    text = lines.pop() ?? '';
    for (const line of lines.filter((one) => one.startsWith('data: '))) {
      const view = CoachView.parse(JSON.parse(line.replace(/^data: /, '')));
      if (!until(view)) continue;
      ending.abort();
      return view;
    }
  }
  throw new Error('The coach said no more');
}

const ends = (url: string, id: string) =>
  fetch(`${url}/practice/floor/${id}/coach`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ does: 'end' }),
  });

/** The trainee's screen, through the hub's door. */
async function traineeScreen(url: string, id: string) {
  const { token } = (await get(url, `/practice/floor/${id}/page-access?role=officer&counter=${counter}`)).json() as {
    readonly token: string;
  };
  const frames: Frame[] = [];
  const link = createHubLink({
    url,
    under: `/practice/floor/${id}`,
    hello: { token, watch: { audience: 'counter', counter } },
    onFrame: (frame) => frames.push(frame),
    onState: () => {},
  });
  closeLater(() => link.close());
  const first = await vi.waitFor(() => present(frames[0], 'frame'), { timeout: 5_000, interval: 20 });
  let keys = 0;
  const does = (command: Ask) => link.send({ ...command, key: `t-${++keys}` as CommandKey });
  return { first, does };
}

const views = async ({ url }: HubProgram) => (await get(url, '/api/v1/floor')).text.replace(/"(seq|at)":\d+/g, '');
const metric = async ({ url }: HubProgram) => (await get(url, '/metrics')).text;

test('R1, R2 a practice leaves the journal, the views and the numbers as they were, but for one event in the house book', async () => {
  const data = tempFolder();
  const live = await program(data);
  await post(live.url, { key: 'before', type: 'TakeTicket', service: 'paspor-baru' });
  const tv = await screen(live.url, 'display', { audience: 'display', zone: 'paspor' });
  await live.hub.settled();
  const { seq } = live.hub.floor();
  const before = await views(live);
  const seen = tv.frames.length;

  const id = await begun(live.url);
  expect(await coach(live.url, id, () => true)).toMatchObject({
    scenario: 'rush',
    officer: 'dewi',
    speed: 10,
    seed: 11,
  });
  const { first, does } = await traineeScreen(live.url, id);
  expect(first.view).toMatchObject({ audience: 'counter', counter: 'loket-1', total: expect.any(Number) });
  expect(first.epoch).not.toBe(live.hub.epoch);
  expect(await does({ type: 'OpenCounter', counter, officer: 'dewi' as OfficerId })).toMatchObject({ ok: true });
  expect(await does({ type: 'CallNext', counter })).toMatchObject({ ok: true });
  await coach(live.url, id, ({ desk }) => desk?.is === 'here');
  const page = await get(live.url, `/practice/floor/${id}/healthz`);
  expect(page.json()).toMatchObject({ practice: true });

  expect(live.hub.floor().seq).toBe(seq);
  await ends(live.url, id);
  const sheet = await coach(live.url, id, ({ over }) => over !== undefined);
  expect(sheet).toMatchObject({ over: 'stopped', steps: expect.arrayContaining([{ step: 'seat', done: 1, of: 1 }]) });
  await expect.poll(() => live.hub.seq()).toBe(seq + 1);
  expect(await views(live)).toBe(before);
  expect(tv.frames).toHaveLength(seen);
  const { reply } = await post(live.url, { key: 'after', type: 'TakeTicket', service: 'paspor-baru' });
  expect(reply).toMatchObject({ ok: true, result: { number: 'A-002' } });
  expect(await metric(live)).not.toMatch(/practice/);
  await live.close();

  const journal = openJournal({ dir: data, least: 0 });
  const rows = journal.rows(0, 1_000);
  const trained = rows.filter(({ type }) => type === 'TrainingRecorded');
  expect(trained.map((row) => JSON.parse(row.body) as object)).toMatchObject([
    {
      day: 'house',
      seq: seq + 1,
      by: { device: 'officer-1', role: 'officer', person: 'dewi', door: 'http' },
      event: { officer: 'dewi', scenario: 'rush', score: sheet.score, took: sheet.took, seed: 11 },
    },
  ]);
  expect(rows.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['DayOpened', 'TicketIssued', 'TrainingRecorded', 'TicketIssued']),
  );
  expect(rows.filter(({ type }) => /^(VisitCalled|CounterOpened|SlipReported)$/.test(type))).toEqual([]);
  expect(journal.verifyTail(1)).toMatchObject({ ok: true });
  await journal.close();
  const reader = openReader({ dir: data });
  expect(await reader.check()).toMatchObject({ ok: true });
  await reader.close();
});

test('R3 an officer has one practice at a time, and whoever has no key has none', async () => {
  const live = await program(tempFolder());
  const id = await begun(live.url);
  const second = await begin(live.url, { counter: 'loket-5', scenario: 'papers' });
  expect(second).toMatchObject({
    status: 409,
    answer: { error: { code: 'practiceRuns', message: { en: expect.stringContaining('Dewi Anggraini still has') } } },
  });
  expect((await begin(live.url, {}, 'nobody-knows-this')).status).toBe(401);
  expect((await begin(live.url, {}, tokenOf('display'))).status).toBe(403);
  expect(await begin(live.url, { officer: 'agus' })).toMatchObject({ answer: { error: { code: 'notSkilled' } } });
  expect(await begin(live.url, { officer: 'nobody' })).toMatchObject({ answer: { error: { code: 'unknownOfficer' } } });
  expect((await get(live.url, '/api/v1/practice', tokenOf('officer'))).json()).toMatchObject({
    running: [{ id, officer: 'dewi', counter: 'loket-1', scenario: 'rush' }],
  });
  expect((await get(live.url, `/practice/floor/${id}x/coach`)).status).toBe(404);
  await ends(live.url, id);
  await coach(live.url, id, ({ over }) => over === 'stopped');
  expect((await get(live.url, '/api/v1/practice', tokenOf('officer'))).json()).toEqual({ running: [] });
});

test('R2 a hub that stops ends its practices and records them first', async () => {
  const data = tempFolder();
  const live = await program(data);
  await begun(live.url, { scenario: 'outage' });
  await live.close();
  const journal = openJournal({ dir: data, least: 0 });
  expect(journal.rows(0, 1_000).map(({ type }) => type)).toContain('TrainingRecorded');
  await journal.close();
});

test('R1 the process of a practice reads no journal, and can write, start and see nothing', async () => {
  const data = tempFolder();
  const media = join(data, 'media');
  mkdirSync(media);
  writeFileSync(join(media, 'denah.png'), 'a picture');
  writeFileSync(join(data, 'journal.db'), 'a journal');
  const permissions = practicePermissions({ pages: join(data, 'pages'), voice: [], media: [media] });
  expect(await tried([data, media], permissions)).toEqual(picturesAlone);
});
