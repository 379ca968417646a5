import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// oxlint-disable-next-line walls/imports -- the stand-in hub of this test
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ServiceId, TicketId, type BusinessDay } from '../../shared/ids.ts';
import { PressRequest, type PressAnswer } from '../../shared/protocol/agent.ts';
import type { WireCommand } from '../../shared/protocol/commands.ts';
import type { Frame, HelloAnswer } from '../../shared/protocol/hello.ts';
import { Office } from '../../shared/protocol/office.ts';
import type { Reply } from '../../shared/protocol/replies.ts';
import type { KioskView } from '../../shared/protocol/views.ts';
import { startTcpPrinter, type TcpPrinter } from '../../shared/testing/tcpPrinter.edge.ts';
import { paperText, readEscPos } from '../../shared/testing/escpos.ts';
import { startKiosk, type KioskProgram } from './program.edge.ts';

const text = (word: string) => ({ id: word, en: word });
const always = [{ from: '00:00', to: '24:00' }];
const weekly = { sun: always, mon: always, tue: always, wed: always, thu: always, fri: always, sat: always };
const office = Office.parse({
  format: 1,
  id: 'kantor',
  name: text('Kantor'),
  monogram: 'KN',
  address: 'Jalan',
  town: 'Kota',
  timeZone: 'Asia/Jakarta',
  hours: { weekly },
  groups: [{ id: 'g', name: text('G') }],
  zones: [{ id: 'z', name: text('Z') }],
  stages: [{ id: 's', name: text('Berkas') }],
  services: [
    {
      id: 'baru',
      prefix: 'A',
      name: text('Paspor Baru'),
      short: text('Baru'),
      purpose: text('p'),
      group: 'g',
      stages: ['s'],
      quota: 40,
      maxPeople: 5,
    },
    {
      id: 'info',
      prefix: 'B',
      name: text('Informasi'),
      short: text('Info'),
      purpose: text('p'),
      group: 'g',
      stages: ['s'],
    },
  ],
  counters: [{ id: 'c', number: 1, zone: 'z', tiers: [['s']] }],
  officers: [{ id: 'o', name: 'O', skills: [] }],
});
const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Jakarta' }).format() as BusinessDay;

type Manner = 'answers' | 'silent' | 'loses';
interface StandIn {
  readonly url: string;
  readonly heard: WireCommand[];
  readonly of: <Type extends WireCommand['type']>(type: Type) => Extract<WireCommand, { type: Type }>[];
  manner: { TakeTicket: Manner; ConfirmSlip: Manner; UploadTickets: Manner };
  shares: KioskView['shares'];
  down(): Promise<void>;
  up(): Promise<void>;
}

let dir: string;
let printer: TcpPrinter;
const open: { close(): unknown }[] = [];
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'antrean-agent-'));
  printer = await startTcpPrinter({ chatty: true, slowMs: 1 });
});
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
  await printer.close();
  rmSync(dir, { recursive: true, force: true });
});

async function standIn(): Promise<StandIn> {
  const heard: WireCommand[] = [];
  let server: Server | undefined;
  let port = 0;
  let count = 0;
  let seq = 0;
  let beats: ReturnType<typeof setInterval>;
  const frame = (): Frame => ({
    epoch: 1,
    seq: ++seq,
    at: Date.now(),
    view: {
      audience: 'kiosk',
      document: 'h1',
      day,
      shares: hub.shares,
      staffCalled: false,
      services: office.services.map(({ id }) => ({ id, open: true, waiting: 3, estimate: null })),
    },
  });
  const welcome = (): HelloAnswer => ({
    ok: true,
    device: 'kiosk-1' as never,
    role: 'kiosk',
    office: 'kantor',
    build: 'b',
    frame: frame(),
  });
  const resultOf = (command: WireCommand): Reply => {
    const done = (result: object) => ({ ok: true, seq, result }) as Reply;
    if (command.type === 'TakeTicket')
      return done({ ticket: command.key, number: `A-${String(++count).padStart(3, '0')}`, ahead: 2, estimate: null });
    if (command.type === 'ReportDevice') return done({ digit: 7 });
    if (command.type === 'UploadTickets')
      return done({ merged: command.tickets.map(({ ticket }) => ({ ticket, number: 'merged' })) });
    return done({});
  };
  const hub: StandIn = {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    heard,
    of: (type) => heard.filter((one): one is never => one.type === type),
    manner: { TakeTicket: 'answers', ConfirmSlip: 'answers', UploadTickets: 'answers' },
    shares: {},
    async down() {
      clearInterval(beats);
      await server?.close();
      server = undefined;
    },
    async up() {
      const http = createServer((request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify(request.headers.authorization === 'Bearer secret' ? { hash: 'h1', document: office } : {}),
        );
      });
      server = new Server(http, { transports: ['websocket'] });
      server.on('connection', (socket: Socket) => {
        socket.on('hello', (_hello: unknown, answer: (said: HelloAnswer) => void) => answer(welcome()));
        socket.on('command', (command: WireCommand, answer: (said: Reply) => void) => {
          heard.push(command);
          const manner = command.type in hub.manner ? hub.manner[command.type as keyof StandIn['manner']] : 'answers';
          if (manner === 'loses') resultOf(command);
          if (manner === 'answers') answer(resultOf(command));
        });
      });
      beats = setInterval(
        () => server?.emit('beat', { epoch: 1, seq, at: Date.now(), up: performance.now(), build: 'b' }),
        1_000,
      );
      await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
      port = (http.address() as AddressInfo).port;
    },
  };
  await hub.up();
  open.push({ close: () => hub.down() });
  return hub;
}

async function kiosk(hub: StandIn, printerUri = printer.uri): Promise<KioskProgram> {
  const started = await startKiosk({
    hub: hub.url,
    printer: printerUri,
    paper: 80,
    data: dir,
    port: 0,
    token: 'secret',
    device: undefined,
    attendantCode: undefined,
    fixed: [],
    follow: join(dir, 'copy'),
  });
  if (!started.ok) throw new Error(started.error);
  open.push(started.value);
  return started.value;
}

async function stop(program: KioskProgram) {
  open.splice(open.indexOf(program), 1);
  await program.close();
}

async function ready(hub: StandIn, program: KioskProgram) {
  await vi.waitFor(() => expect(program.agent.state()).toMatchObject({ link: 'live', document: 'h1' }), 10_000);
  await vi.waitFor(() => expect(hub.of('ReportDevice').length).toBeGreaterThan(0), 5_000);
}

async function press(
  program: KioskProgram,
  service = 'baru',
  more: object = {},
): Promise<Extract<PressAnswer, { ok: true }>> {
  const answer = await program.agent.press(PressRequest.parse({ service: ServiceId.parse(service), ...more }));
  if (!answer.ok) throw new Error(answer.code);
  return answer;
}

const printed = () => printer.jobs.map((bytes) => paperText(readEscPos(bytes)));

test('a number of the hub is printed whole and its slip confirmed, 40 times of 40', async () => {
  const hub = await standIn();
  const program = await kiosk(hub);
  await ready(hub, program);
  for (let i = 1; i <= 40; i++)
    expect(await press(program)).toMatchObject({
      number: `A-${String(i).padStart(3, '0')}`,
      ahead: 2,
      slip: 'printed',
      offline: false,
    });
  await vi.waitFor(() => expect(hub.of('ConfirmSlip')).toHaveLength(40), 5_000);
  expect(hub.of('ConfirmSlip').every(({ outcome }) => outcome === 'printed')).toBe(true);
  expect(new Set(hub.of('ConfirmSlip').map(({ ticket }) => String(ticket)))).toEqual(
    new Set(hub.of('TakeTicket').map(({ key }) => String(key))),
  );
  expect(printed()).toHaveLength(40);
  expect(printed().every((lines) => lines.at(-1) === '[cut]')).toBe(true);
});

test('N6 with a silent hub the kiosk counts by itself after 400 ms, and N7 uploads under the key it asked with', async () => {
  const hub = await standIn();
  hub.manner.TakeTicket = 'loses';
  const program = await kiosk(hub);
  await ready(hub, program);
  const began = performance.now();
  const answer = await press(program, 'info', { people: 2, lane: 'priority' });
  expect(performance.now() - began).toBeLessThan(1_500);
  expect(answer).toMatchObject({ number: 'B-7001', ahead: null, estimate: null, slip: 'printed', offline: true });
  await vi.waitFor(() => expect(hub.of('UploadTickets')).toHaveLength(1), 5_000);
  expect(hub.of('UploadTickets')[0]).toMatchObject({
    day,
    tickets: [
      {
        ticket: hub.of('TakeTicket')[0]!.key,
        number: { prefix: 'B', source: 7, count: 1 },
        lane: 'priority',
        people: 2,
        slip: 'printed',
      },
    ],
  });
  await vi.waitFor(() => expect(program.agent.state().pending).toBe(0), 5_000);
  expect(hub.of('ConfirmSlip')).toEqual([]);
});

test('N6 a restart without the hub counts on, and all is uploaded when the hub is back', async () => {
  const hub = await standIn();
  const first = await kiosk(hub);
  await ready(hub, first);
  await vi.waitFor(() => expect(hub.of('ReportDevice').length).toBeGreaterThan(0));
  await hub.down();
  await vi.waitFor(() => expect(first.agent.state().link).toBe('alone'), 10_000);
  expect((await press(first)).number).toBe('A-7001');
  await stop(first);
  const second = await kiosk(hub);
  expect(second.agent.state()).toMatchObject({ ready: true, pending: 1 });
  expect((await press(second)).number).toBe('A-7002');
  await hub.up();
  await vi.waitFor(() => expect(second.agent.state().pending).toBe(0), 15_000);
  expect(hub.of('UploadTickets').flatMap(({ tickets }) => tickets.map(({ number }) => number.count))).toEqual([1, 2]);
});

test('C7 a confirmation without an answer is sent again with the same key', async () => {
  const hub = await standIn();
  const program = await kiosk(hub);
  await ready(hub, program);
  hub.manner.ConfirmSlip = 'silent';
  await press(program);
  await vi.waitFor(() => expect(hub.of('ConfirmSlip')).toHaveLength(1), 5_000);
  hub.manner.ConfirmSlip = 'answers';
  await vi.waitFor(() => expect(hub.of('ConfirmSlip')).toHaveLength(2), 15_000);
  const [one, two] = hub.of('ConfirmSlip');
  expect(two).toEqual(one);
});

test('D7 alone, no more people are taken than the share', async () => {
  const hub = await standIn();
  hub.shares = { baru: 3 };
  const program = await kiosk(hub);
  await ready(hub, program);
  await hub.down();
  await vi.waitFor(() => expect(program.agent.state().link).toBe('alone'), 10_000);
  await press(program, 'baru', { people: 2 });
  expect(await program.agent.press(PressRequest.parse({ service: 'baru', people: 2 }))).toMatchObject({
    ok: false,
    code: 'quotaUsed',
  });
  await press(program, 'baru');
  expect(program.agent.state().services[0]).toMatchObject({ open: false, why: 'share' });
  expect((await press(program, 'info')).number).toBe('B-7001');
});

test('without a printer the number is on the screen, and the hub hears shown', async () => {
  const hub = await standIn();
  const program = await kiosk(hub, 'file:///nowhere/lp0');
  await ready(hub, program);
  expect(await press(program)).toMatchObject({ slip: 'shown', number: 'A-001' });
  await vi.waitFor(() => expect(hub.of('ConfirmSlip')).toMatchObject([{ outcome: 'shown' }]), 5_000);
  expect(program.agent.state().printer).toBe('offline');
  await vi.waitFor(() => expect(hub.of('ReportDevice').at(-1)).toMatchObject({ printer: 'offline' }), 5_000);
});

test('a kiosk that never met its hub says so and gives no number', async () => {
  const hub = await standIn();
  await hub.down();
  const program = await kiosk(hub);
  expect(program.agent.state()).toMatchObject({ ready: false, link: 'connecting' });
  expect(await program.agent.press(PressRequest.parse({ service: 'baru' }))).toMatchObject({
    ok: false,
    code: 'notReady',
  });
});

test('the door of the page: state as a stream, a press, and nobody from another site', async () => {
  const hub = await standIn();
  const program = await kiosk(hub, `virtual:${join(dir, 'slips')}`);
  await ready(hub, program);
  const stream = await fetch(`${program.url}/state`);
  const { value } = await stream.body!.getReader().read();
  expect(
    JSON.parse(
      Buffer.from(value!)
        .toString()
        .split('\n\n')[0]!
        .replace(/^data: /, ''),
    ),
  ).toMatchObject({ link: 'live', ready: true });
  const body = JSON.stringify({ service: 'baru', lane: 'regular', language: 'en', people: 1 });
  const answer = await (await fetch(`${program.url}/press`, { method: 'POST', body })).json();
  expect(answer).toMatchObject({ ok: true, number: 'A-001', slip: 'printed' });
  expect(TicketId.safeParse(answer.ticket).success).toBe(true);
  expect(
    (await fetch(`${program.url}/press`, { method: 'POST', body, headers: { origin: 'http://evil.example' } })).status,
  ).toBe(403);
  expect((await fetch(`${program.url}/press`, { method: 'POST', body: '{}' })).status).toBe(400);
  expect(await (await fetch(`${program.url}/slips/`)).json()).toMatchObject({ slips: [{ name: '001' }] });
  expect(await (await fetch(`${program.url}/slips/001.svg`)).text()).toContain('A-001');
  expect((await fetch(`${program.url}/..%2f..%2fpackage.json`)).status).toBe(404);
});
