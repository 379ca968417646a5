import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page, WebSocketRoute } from 'playwright-core';
import { expect } from 'vitest';
import { demoOffice } from '../../../apps/hub/demo/office.ts';
import { instantOf } from '../../../apps/hub/domain/hours.ts';
import { memoryDisk, openMemory, type MemoryDisk } from '../../../apps/hub/journal/memory.ts';
import { startHub, type HubProgram } from '../../../apps/hub/program.edge.ts';
import { CallResult, TicketResult } from '../../../shared/protocol/replies.ts';
import type { CounterId, OfficerId } from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import { demoPasses } from '../../demo/passes.ts';
import { apiKey, post } from './hubProgram.ts';

/** The demo office with counters to press at; its clock stands at 10.00 on a Tuesday until it is moved. */
export interface DeskOffice {
  readonly url: string;
  readonly program: () => HubProgram;
  /** A command of another system; a refusal throws. Answers with the result. */
  does(command: { readonly type: string; readonly [field: string]: unknown }): Promise<unknown>;
  /** Visitors of a service with printed slips; their ids. */
  takes(service: string, count: number, more?: object): Promise<readonly string[]>;
  passes(seconds: number): Promise<void>;
  /** Types of all events so far. */
  events(): readonly { readonly type: string; readonly [field: string]: unknown }[];
  /** Every row of its journal: seq, book, event and the chain's hash there. */
  rows(): MemoryDisk['events'];
  counter(id: string): ReturnType<ReturnType<HubProgram['hub']['floor']>['counters']['get']>;
  /** The hub is gone, then comes back at the same address over the same journal. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openDeskOffice(change: (office: Office) => Office = (office) => office): Promise<DeskOffice> {
  const data = mkdtempSync(join(tmpdir(), 'antrean-desk-'));
  const office = change(demoOffice());
  const file = join(data, 'office.json');
  writeFileSync(file, JSON.stringify(office));
  let tokens = 0;
  const passes = demoPasses(office, () => `token-of-the-desk-tests-${++tokens}`);
  const start = instantOf('2026-11-24', '10:00', 'Asia/Jakarta');
  let passed = 0;
  let keys = 0;
  const seen: { readonly type: string; readonly [field: string]: unknown }[] = [];
  const disk = memoryDisk();
  async function begin(port: number): Promise<HubProgram> {
    const started = await startHub(
      { data: join(data, 'hub'), port, host: '127.0.0.1', office: file, apiKey, access: undefined },
      {
        clock: { wall: () => start + passed, monotonic: () => passed },
        passes: passes.all,
        journal: openMemory(disk),
        log: { command: () => {} },
        fail: (error) => {
          throw error;
        },
        routes: (app) => passes.routes(app),
      },
    );
    if (!started.ok) throw new Error(started.error);
    started.value.hub.onCommit(({ turns }) => {
      for (const { events } of turns) for (const { event } of events) seen.push(event as never);
    });
    return started.value;
  }
  let program: HubProgram | undefined = await begin(0);
  const { url } = program;
  const running = () => {
    if (!program) throw new Error('The hub is stopped.');
    return program;
  };

  async function does(command: { readonly type: string; readonly [field: string]: unknown }): Promise<unknown> {
    const { reply } = await post(url, { key: `desk-${++keys}`, ...command });
    if (!reply.ok) throw new Error(`${command.type} was refused: ${JSON.stringify(reply.error)}`);
    return reply.result;
  }
  async function stop() {
    await program?.close();
    program = undefined;
  }
  return {
    url,
    program: running,
    does,
    async takes(service, count, more = {}) {
      const tickets: string[] = [];
      for (let i = 0; i < count; i++) {
        const { ticket } = TicketResult.parse(await does({ type: 'TakeTicket', service, ...more }));
        await does({ type: 'ConfirmSlip', ticket, outcome: 'printed' });
        tickets.push(ticket);
      }
      return tickets;
    },
    async passes(seconds) {
      passed += seconds * 1_000;
      running().hub.wake();
      await running().hub.settled();
    },
    events: () => seen,
    rows: () => [...disk.events],
    counter: (id) =>
      running()
        .hub.floor()
        .counters.get(id as CounterId),
    stop,
    async restart() {
      program = await begin(Number(new URL(url).port));
    },
    async close() {
      await stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A counter's page, its keyboard, and what passes between it and the hub. */
export interface DeskPage {
  readonly page: Page;
  /** Presses keys one after the other; `pressed` counts them. A single digit, + - * / is struck on the number pad. */
  press(...keys: readonly string[]): Promise<void>;
  pressed(): number;
  sees(text: string | RegExp): Promise<void>;
  /** The key with that word can be pressed. */
  ready(word: string | RegExp): Promise<void>;
  fine(): void;
  close(): Promise<void>;
}

export async function openDesk(
  browser: Browser,
  url: string,
  counter: string,
  { socket, token }: { readonly socket?: (route: WebSocketRoute) => void; readonly token?: string } = {},
): Promise<DeskPage> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'id-ID' });
  context.setDefaultTimeout(8_000);
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('pageerror', ({ message }) => wrong.push(message));
  if (socket) await page.routeWebSocket(/socket\.io/, socket);
  if (token !== undefined) await page.route('**/page-access*', (route) => route.fulfill({ json: { token } }));
  await page.goto(`${url}/counter/?counter=${counter}`);
  const pad = await context.newCDPSession(page);
  let pressed = 0;
  return {
    page,
    async press(...keys) {
      for (const key of keys) {
        pressed++;
        if (/^[0-9+\-*/]$/.test(key)) await strike(pad, key);
        else await page.keyboard.press(key);
      }
    },
    pressed: () => pressed,
    sees: (text) => page.getByText(text).first().waitFor(),
    ready: (word) => page.getByRole('button', { name: word, disabled: false }).first().waitFor(),
    fine: () => expect(wrong).toEqual([]),
    close: () => context.close(),
  };
}

const padCodes = { '+': 'NumpadAdd', '-': 'NumpadSubtract', '*': 'NumpadMultiply', '/': 'NumpadDivide' } as const;

/** A key of a number pad with NumLock on. */
async function strike(pad: CDPSession, key: string): Promise<void> {
  const code = key in padCodes ? padCodes[key as keyof typeof padCodes] : `Numpad${key}`;
  const base = { key, code, location: 3, isKeypad: true } as const;
  await pad.send('Input.dispatchKeyEvent', { type: 'keyDown', ...base });
  await pad.send('Input.dispatchKeyEvent', { type: 'keyUp', ...base });
}

/** The officer of a counter, seated by another system. */
export async function seat(office: DeskOffice, counter: string, officer: string): Promise<void> {
  await office.does({ type: 'OpenCounter', counter, officer });
}

export async function callAt(office: DeskOffice, counter: string) {
  return CallResult.parse(await office.does({ type: 'CallNext', counter }));
}

export function officerAt(office: DeskOffice, counter: string): OfficerId | undefined {
  return office.counter(counter)?.officer;
}
