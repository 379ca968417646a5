import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type * as z from 'zod/mini';
import { demoOffice } from '../../apps/hub/demo/office.ts';
import { callOrder } from '../../apps/hub/domain/ahead.ts';
import { instantOf } from '../../apps/hub/domain/hours.ts';
import type { Hub } from '../../apps/hub/hub.ts';
import { memoryDisk, openMemory } from '../../apps/hub/journal/memory.ts';
import { openJournal } from '../../apps/hub/journal/sqlite.edge.ts';
import { startHub, type HubProgram } from '../../apps/hub/program.edge.ts';
import { startKiosk } from '../../apps/kiosk/program.edge.ts';
import { kioskSettings } from '../../apps/kiosk/settings.ts';
import { CommandKey, minuteMs, type BusinessDay } from '../../shared/ids.ts';
import type { WireCommand } from '../../shared/protocol/commands.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { CallResult, Reply, TicketResult } from '../../shared/protocol/replies.ts';
import type { Fault } from '../../shared/testing/escposPrinter.ts';
import type { DisplayView } from '../../shared/protocol/views.ts';
import { startTcpPrinter, type TcpPrinter } from '../../shared/testing/tcpPrinter.edge.ts';
import { demoDoors } from '../demo/doors.ts';
import { directory } from '../demo/links.ts';
import { demoPasses } from '../demo/passes.ts';
import { playRecord } from '../sim/playedRecord.ts';
import type { Size } from './scene.ts';

/** What of the office is not the demo's. */
export interface StagePlan {
  /** Local time of day, `10:42` unless told otherwise. */
  readonly time?: string;
  /** Business day, `2026-11-24` (a Tuesday) unless told otherwise. */
  readonly day?: string;
  /** Time passes by itself; else it stands until `passes`, and what a busy kiosk says late may be ahead of the hub. */
  readonly moves?: boolean;
  /** The office document, changed; its hours hold. */
  readonly office?: (office: Office) => Office;
  /** Working days played before, from `first`; the hub then keeps its journal on the disk. */
  readonly past?: { readonly first: BusinessDay; readonly days: number };
}

type Keyless<C> = C extends unknown ? Omit<C, 'key'> : never;
/** A command as it goes through the HTTP door, without its key. */
export type Said = Keyless<z.input<typeof WireCommand>>;

export interface KioskPlan {
  /** A real printer on the network that this has befallen; without it the kiosk has the virtual one. */
  readonly fault?: Fault;
  readonly paper?: 58 | 80;
  readonly attendantCode?: string;
}
export interface StageKiosk {
  readonly url: string;
  /** The printer with the fault: `printer.printer.mend()`, `printer.printer.befall(...)`. */
  readonly printer: TcpPrinter | undefined;
}

/** One office in this process: a real hub with a clock in the hand, real kiosks and pages in a shared Chromium. */
export interface Stage {
  readonly hub: Hub;
  readonly url: string;
  /** The hub's data folder. */
  readonly folder: string;
  /** Sends a command through the HTTP door as the office's other system, which may do everything; a refusal throws. */
  does(said: Said): Promise<Extract<Reply, { ok: true }>['result']>;
  /** So many visitors of a service, their slips printed; one minute apart where `apart` says so. */
  takes(service: string, count?: number, wish?: Wish): Promise<readonly Ticket[]>;
  /** Opens a counter with an officer who may work there. */
  opens(counter: string, officer: string): Promise<void>;
  calls(counter: string): Promise<Called>;
  /** Calls and starts. */
  serves(counter: string): Promise<Called>;
  finishes(counter: string, called: Called, outcome?: 'done' | 'incomplete' | 'continues' | 'referred'): Promise<void>;
  /** What the hub is told of waits from now on, as it is by its forecast; nothing before. */
  foresees(told: Told): void;
  /** Minutes pass at the hub; what became due is written and shown. */
  passes(minutes: number): Promise<void>;
  /** The first call starts the kiosk; later ones give the same. */
  kiosk(plan?: KioskPlan): Promise<StageKiosk>;
  readonly alarms: HubProgram['alarms'];
  /** The journal is not what its events make: the hub finds it, and stops. */
  spoils(): void;
  /** The hub is gone for all screens, for the rest of the scene. */
  cut(): Promise<void>;
  /** Opens a page of the hub (`/display/?zone=paspor`) or, with a whole address, of the kiosk, at the scene's first size. */
  look(path: string): Promise<Page>;
  /** What went wrong inside the pages, in their own words. */
  wrong(): readonly string[];
  close(): Promise<void>;
}
export interface Wish {
  readonly lane?: 'appointment' | 'priority' | 'regular';
  readonly people?: number;
  readonly slot?: number;
  /** Minutes between two of them. */
  readonly apart?: number;
}
export interface Told {
  /** What one visitor in front makes a wait longer by. */
  readonly minutesEach: number;
  /** Services whose wait nobody knows. */
  readonly unknown?: readonly string[];
  /** Services of which somebody waits longer than the slip says. */
  readonly later?: readonly string[];
  readonly kept?: DisplayView['kept'];
}
export type Ticket = Pick<z.infer<typeof TicketResult>, 'ticket' | 'number'>;
export type Called = Pick<z.infer<typeof CallResult>, 'ticket' | 'number' | 'call'>;

const timeZone = 'Asia/Jakarta';
/** Half a second past, so that a screen's own seconds between two beats always end on the same one. */
const pastMs = 6_500;
const apiKey = 'key-of-the-screens-api';

/** Plays the days into the folder's journal; the office they were of. */
async function played(dir: string, { first, days }: NonNullable<StagePlan['past']>): Promise<Office> {
  const journal = openJournal({ dir });
  const { office } = await playRecord({ dir, first, history: days, days: 0, visitors: 60, seed: 3, journal });
  return office;
}

/** Opens a stage; `browser` is shared, each stage has a context of its own. */
export async function openStage(
  browser: Browser,
  [width, height]: Size,
  { time = '10:42', day = '2026-11-24', moves = false, office: change = (office) => office, past }: StagePlan = {},
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'antrean-screens-'));
  const office = change(past ? await played(folder, past) : demoOffice());
  const file = join(folder, 'office.json');
  writeFileSync(file, JSON.stringify(office));
  const began = instantOf(day, time, timeZone) + pastMs;
  const mark = performance.now();
  let passed = 0;
  const since = () => passed + (moves ? Math.round(performance.now() - mark) : 0);
  const journal = openMemory(memoryDisk());
  let isSpoilt = false;
  let tokens = 0;
  let keys = 0;
  const passes = demoPasses(office, () => `token-of-the-screens-${String(++tokens).padStart(3, '0')}`);
  let doors: { close(): Promise<void> } | undefined;
  const started = await startHub(
    { data: folder, port: 0, host: '127.0.0.1', office: file, apiKey, access: undefined },
    {
      clock: { wall: () => began + since(), monotonic: since },
      passes: passes.all,
      ...(past === undefined && {
        journal: { ...journal, head: () => ({ ...journal.head(), ...(isSpoilt && { hash: '0'.repeat(64) }) }) },
      }),
      log: { command: () => {} },
      fail: (error) => {
        throw error;
      },
      routes(app, hub) {
        passes.routes(app);
        directory(app, hub, { kiosk: () => kiosk?.url, attendantCode: '482913' });
        doors = demoDoors(app, hub, {
          kiosk: () => kiosk?.url,
          hub: () => program.url,
          tokenOf: (counter) => passes.tokenOf(`counter-${counter}`),
        });
      },
    },
  );
  if (!started.ok) throw new Error(started.error);
  const program = started.value;
  const { hub, url } = program;
  let kiosk: (StageKiosk & { close(): Promise<void> }) | undefined;
  let isCut = false;
  const wrong: string[] = [];
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'id-ID',
    timezoneId: timeZone,
    reducedMotion: 'reduce',
  });

  context.setDefaultTimeout(20_000);

  async function does(said: Said) {
    const key = CommandKey.parse(`screens-${String(++keys).padStart(6, '0')}`);
    const response = await fetch(`${url}/api/v1/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ ...said, key }),
    });
    const reply = Reply.parse(await response.json());
    if (!reply.ok) throw new Error(`${said.type} was refused: ${JSON.stringify(reply.error)}`);
    return reply.result;
  }

  async function passMinutes(minutes: number) {
    passed += minutes * minuteMs;
    hub.wake();
    await hub.settled();
  }

  function foresees({ minutesEach, unknown = [], later = [], kept }: Told) {
    const band = (ahead: number, now: number) => {
      const minutes = ahead * minutesEach;
      const [low, high] = [0.8 * minutes, 1.2 * minutes + 12].map(
        (of) => 5 * minuteMs * Math.round((now / minuteMs + of) / 5),
      );
      return low === undefined || high === undefined ? null : { low, high };
    };
    hub.estimateFor = (service, lane, { lines }) => {
      const stage = lines.office.services.get(service)?.stages[0];
      const queue = stage === undefined ? undefined : lines.queues.get(stage);
      if (!queue || unknown.includes(service)) return null;
      const { appointment, priority, regular } = queue.lines;
      const before = [...appointment, ...priority, ...(lane === 'regular' ? regular : [])];
      return band(before.length, hub.now());
    };
    hub.waitOf = (ticket, { lines, visits }) => {
      const visit = visits.get(ticket);
      const stage = visit?.stages[0];
      if (!visit || stage === undefined || unknown.includes(visit.service)) return { estimate: null, later: false };
      const ahead = callOrder(lines, stage, hub.now()).findIndex((one) => one.ticket === ticket);
      return { estimate: ahead < 0 ? null : band(ahead, hub.now()), later: later.includes(visit.service) };
    };
    hub.keptPromises = () => kept;
    hub.foresees();
  }

  async function calls(counter: string): Promise<Called> {
    return CallResult.parse(await does({ type: 'CallNext', counter }));
  }

  async function startOwnKiosk({ fault, paper = 80, attendantCode }: KioskPlan) {
    const printer = fault && (await startTcpPrinter({ fault }));
    const flags = {
      hub: url,
      printer: printer?.uri ?? `virtual:${join(folder, 'slips')}`,
      paper: String(paper),
      data: join(folder, 'kiosk'),
      port: '0',
      token: passes.kiosk.token,
      device: passes.kiosk.device,
      ...(attendantCode === undefined ? {} : { 'attendant-code': attendantCode }),
    };
    const settings = kioskSettings(
      Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
      {},
    );
    if (!settings.ok) throw new Error(settings.error);
    const opened = await startKiosk(settings.value);
    if (!opened.ok) throw new Error(opened.error);
    const { agent } = opened.value;
    // Without its hub it stays as it is.
    if (!isCut)
      await new Promise<void>((resolve) => {
        const look = () => agent.state().ready && agent.state().link === 'live' && resolve();
        agent.onChange(look);
        look();
      });
    return {
      url: `${opened.value.url}/`,
      printer,
      async close() {
        await opened.value.close();
        await printer?.close();
      },
    };
  }

  async function cut() {
    if (isCut) return;
    isCut = true;
    await doors?.close();
    await program.close();
  }

  return {
    hub,
    url,
    alarms: program.alarms,
    spoils() {
      isSpoilt = true;
      hub.wake();
    },
    does,
    async takes(service, count = 1, { apart = 0, ...wish } = {}) {
      const tickets: Ticket[] = [];
      for (let i = 0; i < count; i++) {
        if (i > 0 && apart > 0) await passMinutes(apart);
        const ticket = TicketResult.parse(await does({ type: 'TakeTicket', service, ...wish }));
        await does({ type: 'ConfirmSlip', ticket: ticket.ticket, outcome: 'printed' });
        tickets.push(ticket);
      }
      return tickets;
    },
    async opens(counter, officer) {
      await does({ type: 'OpenCounter', counter, officer });
    },
    calls,
    async serves(counter) {
      const called = await calls(counter);
      await does({ type: 'StartService', counter, ticket: called.ticket, call: called.call });
      return called;
    },
    async finishes(counter, { ticket, call }, outcome = 'done') {
      await does({ type: 'Finish', counter, ticket, call, outcome });
    },
    foresees,
    folder,
    passes: passMinutes,
    async kiosk(plan = {}) {
      kiosk ??= await startOwnKiosk(plan);
      return kiosk;
    },
    cut,
    wrong: () => wrong,
    async look(path) {
      const page = await context.newPage();
      page.on('pageerror', ({ message }) => wrong.push(message));
      await page.goto(new URL(path, url).href);
      return page;
    },
    async close() {
      await context.close();
      await kiosk?.close();
      await cut();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
