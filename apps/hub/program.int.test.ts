import { connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import {
  apiKey,
  closeAll,
  closeLater,
  get,
  passes,
  post,
  program,
  screen,
  standingClock,
  tempFolder,
  tokenOf,
} from '../../build/e2e/support/hubProgram.ts';
import type { CommandType } from '../../shared/protocol/commands.ts';
import { Beat, Frame, protocolVersion } from '../../shared/protocol/hello.ts';
import { Office } from '../../shared/protocol/office.ts';
import { allowed, type Role } from '../../shared/protocol/roles.ts';
import { FloorView, TicketView, View, WaitingList, type CounterView } from '../../shared/protocol/views.ts';
import { demoOffice } from './demo/office.ts';
import { recordedOf } from './journal/lift.ts';
import { openJournal } from './journal/sqlite.edge.ts';
import { maxMessageBytes } from './server/http.edge.ts';
import { PublicFact } from './server/publicEvents.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
afterEach(closeAll);

const take = (key: string, service = 'informasi') => ({ type: 'TakeTicket', key, service });
const tooLong = 'x'.repeat(maxMessageBytes);

// Keys

test('K1, K2, I02 one key, 100 times at once over both doors and over a restart: one ticket, one answer', async () => {
  const data = tempFolder();
  const answers: unknown[] = [];
  const all = async (url: string) => {
    const screens = await Promise.all(['kiosk', 'officer', 'api', 'admin'].map((role) => screen(url, role as Role)));
    const sent = Array.from({ length: 100 }, async (_, i) =>
      i % 2 === 0 ? (await post(url, take('t-1'))).reply : screens[(i - 1) % 4]?.send(take('t-1')),
    );
    answers.push(...(await Promise.all(sent)));
  };
  const first = await program(data);
  await all(first.url);
  await first.close();
  const second = await program(data);
  await all(second.url);
  expect(answers).toHaveLength(200);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ ok: true, result: { ticket: 't-1', number: 'U-001', ahead: 0 } });
  expect([...second.hub.floor().visits.keys()]).toEqual(['t-1']);
  const other = await Promise.all([
    post(second.url, { ...take('t-1'), lane: 'priority' }),
    post(second.url, take('t-1', 'paspor-ambil')),
    post(second.url, { type: 'CloseCounter', key: 't-1', counter: 'loket-1' }),
  ]);
  for (const { status, reply } of other) expect([status, reply]).toMatchObject([409, { error: { code: 'keyReused' } }]);
  await second.close();
  const journal = openJournal({ dir: data });
  closeLater(() => journal.close());
  const types = journal.rows(0, 1000).map(({ body }) => recordedOf(body).event.type);
  expect(types.filter((type) => type === 'TicketIssued')).toHaveLength(1);
});

// Who may what

const counter = 'loket-1';
const there = { counter, ticket: 'nobody' };
const bodies: { readonly [Type in CommandType]: object } = {
  TakeTicket: { service: 'informasi' },
  ConfirmSlip: { ticket: 'nobody', outcome: 'printed' },
  UploadTickets: {
    day: '2026-11-24',
    generation: 'g',
    tickets: [
      {
        ticket: 'u-1',
        number: { prefix: 'U', source: 5, count: 1 },
        service: 'informasi',
        lane: 'regular',
        language: 'id',
        people: 1,
        arrivedAt: 1,
        slip: 'printed',
      },
    ],
  },
  ReportBrought: { restore: 1 },
  EndRestore: { restore: 1, device: 'none', reason: 'why' },
  CheckSeat: { counter, right: true },
  SignIn: { counter, officer: 'dewi' },
  SignOut: { counter },
  TakeOver: { counter, officer: 'dewi' },
  OpenCounter: { counter },
  PauseCounter: { counter },
  CloseCounter: { counter },
  CallNext: { counter },
  CallTicket: there,
  Recall: there,
  Withdraw: there,
  StartService: there,
  Finish: there,
  MarkNoShow: there,
  Park: there,
  Return: { ticket: 'nobody' },
  Transfer: { ...there, to: { service: 'informasi' } },
  Release: there,
  Reinstate: { ticket: 'nobody' },
  Cancel: { ticket: 'nobody' },
  Postpone: { ticket: 'nobody' },
  ConfirmPresence: { ticket: 'nobody' },
  Split: { ticket: 'nobody', people: 1 },
  Link: { ticket: 'nobody', with: 'nobody-2' },
  CheckItem: { ...there, item: 'form', done: true },
  Note: { ticket: 'nobody', note: 'words' },
  Undo: { ticket: 'nobody' },
  Correct: { ticket: 'nobody', outcome: 'done', reason: 'why' },
  Assign: { counter, tiers: [['informasi']] },
  PauseService: { service: 'none' },
  ResumeService: { service: 'none' },
  StopIntake: { service: 'none' },
  ResumeIntake: { service: 'none' },
  TellNotToday: { tickets: [{ ticket: 'nobody', calledFrom: 1 }] },
  AdviseCounter: { service: 'none', p80Minutes: 90 },
  WithdrawAdvice: { stage: 'none', p80Minutes: 1 },
  Announce: { message: 'words' },
  SendMessage: { to: 'supervisor', message: 'words' },
  RaiseEmergency: {},
  ClearEmergency: { emergency: 1 },
  CallStaff: {},
  AnswerStaff: { device: 'none' },
  ReportAnnounced: { announcement: 1, outcome: 'spoken' },
  ReportDevice: { device: 'none', role: 'display', connected: false },
  ChangeOffice: { document: {} },
  CloseDay: {},
  ReopenDay: {},
};

test('I31 every role may say what the one table says, at both doors, and the rest is refused and changes nothing', async () => {
  const clock = standingClock();
  const { url, hub } = await program(tempFolder(), { clock });
  let keys = 0;
  let passed = 0;
  const roles: readonly Role[] = ['api', ...passes.map(({ role }) => role)];
  for (const role of roles) {
    const door = role === 'api' || role === 'phone' ? undefined : await screen(url, role);
    expect(door?.welcome.ok).not.toBe(false);
    for (const [type, body] of Object.entries(bodies)) {
      clock.pass(50);
      const before = hub.seq();
      const { status, reply } = await post(url, { type, key: `k-${++keys}`, ...body }, tokenOf(role));
      const may = allowed[type as CommandType].includes(role);
      const code = reply.ok ? 'ok' : reply.error.code;
      if (may) passed++;
      expect([type, role, status, code === 'forbidden']).toEqual([
        type,
        role,
        may ? (reply.ok ? 200 : 409) : 403,
        !may,
      ]);
      expect(may || hub.seq() === before).toBe(true);
    }
  }
  const pairs = Object.values(allowed).flatMap((list) => list.filter((role) => roles.includes(role)));
  expect(passed).toBe(pairs.length);
});

test('I31 the socket door refuses the same, and a screen may watch only what its role may see', async () => {
  const { url, hub } = await program(tempFolder());
  const kiosk = await screen(url, 'kiosk', { audience: 'kiosk' });
  expect(await kiosk.send({ type: 'CallNext', key: 'k-1', counter })).toMatchObject({ error: { code: 'forbidden' } });
  const watching = async (role: Role, watch: object) => {
    const { welcome } = await screen(url, role, watch);
    return welcome.ok ? 'ok' : welcome.code;
  };
  expect(await watching('kiosk', { audience: 'floor' })).toBe('forbidden');
  expect(await watching('kiosk', { audience: 'counter', counter })).toBe('forbidden');
  expect(await watching('display', { audience: 'counter', counter })).toBe('forbidden');
  expect(await watching('phone', { audience: 'none' })).toBe('forbidden');
  expect(await watching('officer', { audience: 'counter', counter: 'loket-99' })).toBe('malformed');
  expect(hub.seq()).toBe(1);
});

test('I32 without a valid key there is nothing but 401, at both doors', async () => {
  const { url, hub } = await program(tempFolder());
  const anonymous = await fetch(`${url}/api/v1/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(take('t-1')),
  });
  expect(anonymous.status).toBe(401);
  for (const token of ['', 'x', `${apiKey}x`, '__proto__', 'a'.repeat(5_000)]) {
    expect((await post(url, take('t-1'), token)).status).toBe(401);
    for (const path of ['office', 'floor', 'tickets/t-1', 'events'])
      expect(await get(url, `/api/v1/${path}`, token)).toMatchObject({ status: 401 });
  }
  const stranger = await screen(url, 'clock');
  expect(stranger.welcome).toMatchObject({ ok: false, code: 'unauthorized' });
  expect(await stranger.send(take('t-1'))).toMatchObject({ error: { code: 'unauthorized' } });
  expect([stranger.frames, hub.floor().visits.size]).toEqual([[], 0]);
  expect((await get(url, '/api/v1/floor', tokenOf('phone'))).status).toBe(403);
});

test('keys are not guessed: after thirty tries an address without one waits, and those with one do not', async () => {
  const clock = standingClock();
  const { url } = await program(tempFolder(), { clock });
  const tries = async (count: number) => {
    const seen = [];
    for (let i = 0; i < count; i++) seen.push((await get(url, '/api/v1/floor', `guess-${i}`)).status);
    return seen;
  };
  expect(await tries(32)).toEqual([...Array.from({ length: 30 }, () => 401), 429, 429]);
  expect((await get(url, '/api/v1/floor')).status).toBe(200);
  clock.pass(1_000);
  expect(await tries(6)).toEqual([401, 401, 401, 401, 401, 429]);
});

test('I40 a key that asks too often waits, and no other key with it', async () => {
  const clock = standingClock();
  const { url } = await program(tempFolder(), { clock });
  const asks = async (count: number, role: Role) => {
    const seen = await Promise.all(Array.from({ length: count }, () => get(url, '/api/v1/office', tokenOf(role))));
    return [200, 429].map((status) => seen.filter((one) => one.status === status).length);
  };
  expect(await asks(42, 'officer')).toEqual([40, 2]);
  expect(await post(url, take('t-1'), tokenOf('officer'))).toMatchObject({
    status: 429,
    reply: { error: { code: 'tooMany', message: { en: 'Too many requests at once. Try again in 1 s.' } } },
  });
  expect(await asks(42, 'supervisor')).toEqual([40, 2]);
  clock.pass(1_000);
  expect(await asks(22, 'officer')).toEqual([20, 2]);
  expect(await asks(402, 'api'), 'another system speaks for many').toEqual([402, 0]);
});

// What nobody should send

const wrong: readonly (readonly [body: unknown, path: string])[] = [
  [{}, 'type'],
  [[], 'type'],
  [null, 'body'],
  [7, 'body'],
  ['text', 'body'],
  [{ type: 'Fly', key: 'k' }, 'type'],
  [{ type: 'TakeTicket', key: 'k' }, 'service'],
  [{ ...take('t-1'), colour: 'red' }, 'colour'],
  [{ ...take('t-1'), people: 0 }, 'people'],
  [{ ...take('t-1'), people: 1.5 }, 'people'],
  [{ ...take('-'), key: '-' }, 'key'],
  [{ ...take('t-1'), key: 'k'.repeat(65) }, 'key'],
  [{ type: 'Transfer', key: 'k', ...there, to: { service: 'a', stage: 'b' } }, 'to'],
  [{ type: 'Note', key: 'k', ticket: 't', note: '' }, 'note'],
];

test('what is malformed is refused by the name of its field at both doors, and the hub goes on', async () => {
  const { url, hub } = await program(tempFolder());
  const api = await screen(url, 'api');
  for (const [body, path] of wrong) {
    const over = await post(url, JSON.stringify(body));
    expect([body, over.status, over.reply]).toMatchObject([
      body,
      400,
      { error: { code: 'malformed', about: { path } } },
    ]);
    expect([body, await api.send(body)]).toMatchObject([body, { error: { code: 'malformed', about: { path } } }]);
  }
  for (const text of ['', '{', '{"type":"TakeTicket",', '\u0000', '[1,2'])
    expect(await post(url, text)).toMatchObject({
      status: 400,
      reply: { error: { code: 'malformed', about: { path: 'body' } } },
    });
  api.socket.emit('command', take('t-1'));
  api.socket.emit('command');
  api.socket.emit('hello');
  api.socket.emit('nothing of ours', 1, 2, 3);
  expect((await post(url, take('t-2'))).reply).toMatchObject({ ok: true, result: { number: 'U-001' } });
  expect(await api.send(take('t-3'))).toMatchObject({ ok: true, result: { number: 'U-002' } });
  expect(hub.floor().visits.size).toBe(2);
});

test('I40 what is over 64 KiB is refused by its size at both doors, and the hub goes on', async () => {
  const { url } = await program(tempFolder());
  const big = { ...take('t-1'), colour: tooLong };
  expect(await post(url, big)).toMatchObject({
    status: 413,
    reply: { error: { code: 'malformed', about: { path: `body over ${maxMessageBytes} bytes` } } },
  });
  const api = await screen(url, 'api');
  const gone = new Promise((resolve) => api.socket.on('disconnect', resolve));
  api.socket.emit('command', big, () => expect.unreachable('an oversized command was answered'));
  await gone;
  expect((await post(url, take('t-2'))).status).toBe(200);
});

test('I40 a screen that sends too much is told so, and the others are not held', async () => {
  const { url } = await program(tempFolder());
  const [officer, other] = [await screen(url, 'officer'), await screen(url, 'supervisor')];
  const replies = await Promise.all(Array.from({ length: 60 }, (_, i) => officer.send(take(`t-${i}`))));
  expect(replies.filter(({ ok }) => ok)).toHaveLength(40);
  const late = replies.filter((reply) => !reply.ok);
  expect(late).toHaveLength(20);
  expect(late.every((reply) => !reply.ok && reply.error.code === 'tooMany')).toBe(true);
  expect(await other.send(take('o-1'))).toMatchObject({ ok: true });
});

test('a screen of another protocol is told which side is old', async () => {
  const { url } = await program(tempFolder());
  const welcomeOf = async (protocol: unknown) => (await screen(url, 'kiosk', { audience: 'kiosk' }, protocol)).welcome;
  expect(await welcomeOf(protocolVersion - 1)).toMatchObject({
    code: 'protocolOld',
    message: { en: 'This screen is older than the hub. Update this screen.' },
  });
  expect(await welcomeOf(protocolVersion + 1)).toMatchObject({ code: 'protocolNew', message: { en: /hub is older/ } });
  expect(await welcomeOf('1')).toMatchObject({ code: 'malformed' });
});

// What may be read

test('office, floor, ticket, events, OpenAPI, health and figures are there, in their schemas', async () => {
  const { url, hub } = await program(tempFolder());
  for (let i = 1; i <= 210; i++) await hub.send(requestOf(take(`t-${i}`)));
  const office: { readonly hash: string; readonly document: unknown } = (await get(url, '/api/v1/office')).json();
  expect(Office.parse(office.document).id).toBe(demoOffice().id);
  const floor: { readonly view: unknown; readonly seq: number } = (await get(url, '/api/v1/floor')).json();
  expect(FloorView.parse(floor.view)).toMatchObject({ document: office.hash, issued: 210 });
  const waiting = async (query: string, role: Role = 'officer') => {
    const { status, json } = await get(url, `/api/v1/counters/loket-5/waiting${query}`, tokenOf(role));
    return status === 200 ? WaitingList.parse(json()) : status;
  };
  expect(await waiting('')).toMatchObject({ seq: floor.seq, total: 210, rows: { length: 200 } });
  expect(await waiting('?after=t-200')).toMatchObject({ total: 210, rows: { length: 10, 0: { number: 'U-201' } } });
  expect(await waiting('?search=u-20&after=t-208')).toMatchObject({ total: 10, rows: [{ number: 'U-209' }] });
  expect([await waiting('?search=a&search=b'), await waiting('?colour=red')]).toEqual([400, 400]);
  expect([await waiting('', 'kiosk'), (await get(url, '/api/v1/counters/none/waiting')).status]).toEqual([403, 404]);
  for (const name of ['t-7', 'U-007', 'u-007']) {
    const { seq, ...ticket }: { readonly seq: number } = (await get(url, `/api/v1/tickets/${name}`)).json();
    expect([seq, TicketView.parse(ticket)]).toMatchObject([floor.seq, { ticket: 't-7', number: 'U-007', ahead: 6 }]);
  }
  expect(await get(url, '/api/v1/tickets/none')).toMatchObject({ status: 404 });
  expect(await get(url, '/api/v1/nothing')).toMatchObject({ status: 404 });

  const facts: PublicFact[] = [];
  for (let after = 0; ;) {
    const page: { readonly facts: unknown[]; readonly next: number } = (
      await get(url, `/api/v1/events?after=${after}`)
    ).json();
    facts.push(...page.facts.map((fact) => PublicFact.parse(fact)));
    if (page.next === after) break;
    after = page.next;
  }
  expect(facts.map(({ seq }) => seq)).toEqual(Array.from({ length: 211 }, (_, i) => i + 1));
  expect(await get(url, '/api/v1/events?after=x')).toMatchObject({ status: 400 });

  const api: { readonly openapi: string; readonly paths: { readonly [path: string]: object } } = (
    await get(url, '/api/v1/openapi.json', undefined)
  ).json();
  expect(api.openapi).toBe('3.1.0');
  const readable = Object.entries(api.paths).filter(([path, methods]) => 'get' in methods && !path.includes('{'));
  for (const [path] of readable) expect([path, (await get(url, path)).status]).toEqual([path, 200]);
  expect((await get(url, '/healthz', undefined)).json()).toMatchObject({ ok: true, seq: 211, day: '2026-11-24' });
  await post(url, take('t-211'));
  const figures = (await get(url, '/metrics', undefined)).text;
  expect(figures).toMatch(/^antrean_commands_total\{type="TakeTicket",door="http",outcome="ok"\} 1$/m);
  expect(figures).toMatch(/^antrean_waiting 211$/m);
});

test('every answer carries the headers that keep a browser honest', async () => {
  const { url } = await program(tempFolder());
  for (const [path, status] of [
    ['/api/v1/floor', 200],
    ['/api/v1/nothing', 404],
    ['/healthz', 200],
  ] as const) {
    const { headers, status: found } = await get(url, path);
    expect([path, found]).toEqual([path, status]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('cache-control')).toBe(path.startsWith('/api/') ? 'no-store' : null);
  }
});

// Views

const requestOf = (command: object, role: Role = 'api') => ({
  command: command as never,
  by: { device: 'api' as never, role, door: 'http' as const },
  digest: JSON.stringify(command),
});

test('every view of every audience keeps its schema and its 16 KiB, with 3,000 waiting', async () => {
  const clock = standingClock();
  const { url, hub } = await program(tempFolder(), { clock });
  let keys = 0;
  const does = async (command: object) => {
    const reply = await hub.send(requestOf({ key: `k-${++keys}`, ...command }));
    if (!reply.ok) throw new Error(JSON.stringify([command, reply.error]));
    return reply.result as { readonly ticket: string };
  };
  await Promise.all(Array.from({ length: 3_000 }, (_, i) => does(take(`t-${i}`))));
  clock.pass(10 * 60_000);
  const officers = ['ratna', 'dewi', 'bambang'];
  for (const [i, counter] of ['loket-5', 'loket-1', 'loket-2'].entries()) {
    await does({ type: 'SignIn', counter, officer: officers[i] });
    for (let turn = 0; turn < 30; turn++) {
      const { ticket } = await does({ type: 'CallNext', counter });
      await does({ type: 'Recall', counter, ticket });
      clock.pass(60_000);
      if (turn < 29)
        await does(turn % 2 === 0 ? { type: 'Park', counter, ticket } : { type: 'MarkNoShow', counter, ticket });
    }
  }
  for (let i = 0; i < 30; i++) await does({ type: 'RaiseEmergency' });
  const { counters, zones } = demoOffice();
  const watches = [
    { audience: 'kiosk' },
    { audience: 'floor' },
    ...zones.map(({ id }) => ({ audience: 'display', zone: id })),
    ...counters.map(({ id }) => ({ audience: 'counter', counter: id })),
  ];
  for (const watch of watches) {
    const { welcome } = await screen(url, 'api', watch);
    const frame = Frame.parse(welcome.ok ? welcome.frame : welcome);
    expect(View.parse(frame.view)).toMatchObject(watch);
    expect(Buffer.byteLength(JSON.stringify(frame.view))).toBeLessThanOrEqual(16 * 1024);
  }
  const five = (await screen(url, 'api', { audience: 'counter', counter: 'loket-5' })).welcome;
  expect((five.ok ? five.frame?.view : undefined) as CounterView).toMatchObject({
    total: 3_000 - 90,
    visitor: { phase: 'called' },
  });
});

test('I21 a screen has heard a beat by the time it is welcomed', async () => {
  const { url } = await program(tempFolder());
  for (let i = 0; i < 3; i++)
    expect((await screen(url, 'display', { audience: 'display', zone: 'paspor' })).beats.length).toBeGreaterThan(0);
});

test('I22 a screen gets a beat, a frame after each change it can see, and only its own room', async () => {
  const { url } = await program(tempFolder());
  const display = await screen(url, 'display', { audience: 'display', zone: 'paspor' });
  const floor = await screen(url, 'supervisor', { audience: 'floor' });
  for (let i = 1; i <= 5; i++) await post(url, take(`t-${i}`));
  await vi.waitFor(() => expect(floor.frames.at(-1)?.view).toMatchObject({ issued: 5 }));
  const seqs = floor.frames.map((frame) => Frame.parse(frame).seq);
  expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
  expect(floor.frames.every(({ view }) => view.audience === 'floor')).toBe(true);
  expect(display.frames.every(({ view }) => view.audience === 'display')).toBe(true);
  await vi.waitFor(() => expect(display.beats.length).toBeGreaterThan(0), { timeout: 10_000 });
  const { epoch } = Beat.parse(display.beats[0]);
  expect(epoch, 'I18 seconds since 1970').toBeGreaterThan(1_700_000_000);
});

test('I40 a screen that reads nothing and a request that never ends hold nobody, and the close ends them', async () => {
  const hub = await program(tempFolder());
  const { url } = hub;
  const slow = await screen(url, 'api', { audience: 'floor' });
  const { ws } = slow.socket.io.engine.transport as unknown as { readonly ws: { pause(): void } };
  ws.pause();
  const { port } = new URL(url);
  const half = connect(Number(port), '127.0.0.1');
  closeLater(() => half.destroy());
  half.on('error', () => {});
  half.write('POST /api/v1/commands HTTP/1.1\r\nhost: hub\r\ncontent-length: 100\r\n\r\n{"type"');
  const well = await screen(url, 'supervisor', { audience: 'floor' });
  const paused = slow.frames.length;
  for (let i = 0; i < 10; i++) {
    const sent = Array.from({ length: 30 }, (_, j) => post(url, take(`t-${i}-${j}`)));
    expect((await Promise.all(sent)).every(({ status }) => status === 200)).toBe(true);
  }
  await vi.waitFor(() => expect(well.frames.at(-1)?.view).toMatchObject({ issued: 300 }));
  expect(slow.frames).toHaveLength(paused);
  const cut = new Promise((resolve) => half.on('close', resolve));
  half.resume();
  await hub.close();
  await cut;
});
