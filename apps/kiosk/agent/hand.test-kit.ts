import { crc32 } from 'node:zlib';
import type { BusinessDay, DeviceId } from '../../../shared/ids.ts';
import type { Lost } from '../../../shared/hubLink.edge.ts';
import type { PrinterState, WireCommand } from '../../../shared/protocol/commands.ts';
import { PressRequest, type PressAnswer } from '../../../shared/protocol/agent.ts';
import { Office } from '../../../shared/protocol/office.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import { KioskView } from '../../../shared/protocol/views.ts';
import { paperText, readEscPos } from '../../../shared/testing/escpos.ts';
import type { KioskJournal } from '../journal.edge.ts';
import type { KioskRecord } from '../journalFrames.ts';
import type { PrintOutcome, Printer } from '../printer.ts';
import { startAgent, type Agent } from './agent.ts';
import type { AgentSettings, Known, LinkHandlers } from './edges.ts';

const text = (word: string) => ({ id: word, en: word });
const always = [{ from: '00:00', to: '24:00' }];
const weekly = { sun: always, mon: always, tue: always, wed: always, thu: always, fri: always, sat: always };
const service = (id: string, prefix: string) => ({
  id,
  prefix,
  name: text(id),
  short: text(id),
  purpose: text(id),
  group: 'g',
  stages: ['s'],
});

/** Open at all hours, two services without a quota. */
export const office = Office.parse({
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
  services: [service('baru', 'A'), service('info', 'B')],
  counters: [{ id: 'c', number: 1, zone: 'z', tiers: [['s']] }],
  officers: [{ id: 'o', name: 'O', skills: [] }],
});
export const day = '2026-11-24' as BusinessDay;
/** Ten in the morning of that day. */
export const morning = Date.parse(`${day}T10:00:00+07:00`);

/** The agent in one hand, all it touches of the world in the other. */
export interface Hand {
  readonly agent: Agent;
  readonly written: KioskRecord[];
  readonly heard: WireCommand[];
  /** Text of each job, as it would stand on the paper. */
  readonly jobs: string[][];
  readonly logged: string[];
  readonly saved: (readonly [choice: string, value: string])[];
  restarts: number;
  /** Records that were pruned. */
  dropped: number;
  /** What the next commands are answered; `lost` as text is silence without end. */
  answer: (command: WireCommand) => Reply | Lost | 'lost';
  /** Tickets the hub knows, by ticket and by number. */
  readonly tickets: Map<string, object>;
  printer: { state: PrinterState; outcome: PrintOutcome | 'hangs' };
  live(isLive: boolean): Promise<void>;
  /** The hub is there, and says what there is. */
  meet(): Promise<void>;
  /** The hub says something new. */
  show(more?: object): Promise<void>;
  pass(ms: number): Promise<void>;
  /** So long nothing ran; then all that was due does, once. */
  sleep(ms: number): Promise<void>;
  press(more?: object): Promise<PressAnswer>;
  of<Type extends WireCommand['type']>(type: Type): Extract<WireCommand, { type: Type }>[];
}

const mostHeard = 1_000;

export const done = (result: object = {}): Reply => ({ ok: true, seq: 1, result }) as Reply;

/** Live and met, with the digit 7; `late` has not met the hub yet. */
export async function handAgent({
  records = [],
  settings = {},
  wallError = 0,
  known,
  late = false,
  journal,
}: {
  readonly records?: readonly KioskRecord[];
  readonly settings?: Partial<AgentSettings>;
  readonly wallError?: number;
  readonly known?: Known;
  readonly late?: boolean;
  /** A file, in the place of `records`. */
  readonly journal?: KioskJournal;
} = {}): Promise<Hand> {
  let passed = 0;
  let kind: 'live' | 'stale' = 'stale';
  let handlers: LinkHandlers | undefined;
  let numbers = 0;
  let keys = 0;
  let seq = 0;
  let stored = known;
  const timers = new Set<{ readonly at: number; readonly work: () => void }>();
  const begun: KioskRecord = { kind: 'begun', generation: 'g1', wall: 0 };
  const now = () => morning + passed;

  const printerOf = (uri: string): Printer => ({
    uri,
    status: () => Promise.resolve(hand.printer.state),
    close: () => void hand.logged.push(`closed ${uri}`),
    print(bytes) {
      hand.jobs.push(paperText(readEscPos(bytes)));
      const { outcome } = hand.printer;
      return outcome === 'hangs' ? new Promise(() => {}) : Promise.resolve(outcome);
    },
  });

  const hand: Hand = {
    written: [],
    heard: [],
    jobs: [],
    logged: [],
    saved: [],
    restarts: 0,
    dropped: 0,
    tickets: new Map(),
    printer: { state: 'ready', outcome: { kind: 'fenced' } },
    answer(command) {
      if (command.type === 'TakeTicket')
        return done({ ticket: command.key, number: `A-00${++numbers}`, ahead: 2, estimate: null });
      if (command.type === 'ReportDevice') return done({ digit: 7 });
      if (command.type === 'UploadTickets') return done({ merged: [] });
      return done();
    },
    async live(isLive) {
      kind = isLive ? 'live' : 'stale';
      if (isLive) handlers?.onWelcome();
      handlers?.onState({ kind, since: now() });
      await settle();
    },
    async meet() {
      await hand.live(true);
      await hand.show();
    },
    async show(more = {}) {
      const view = KioskView.parse({
        audience: 'kiosk',
        document: 'h1',
        day,
        shares: {},
        services: office.services.map(({ id }) => ({ id, open: true, waiting: 3, estimate: null })),
        staffCalled: false,
        ...more,
      });
      handlers?.onFrame({ epoch: 1, seq: ++seq, at: now(), view });
      await settle();
    },
    async pass(ms) {
      await settle();
      const end = passed + ms;
      for (;;) {
        const next = [...timers].toSorted((one, other) => one.at - other.at)[0];
        if (!next || next.at > end) break;
        timers.delete(next);
        passed = Math.max(passed, next.at);
        next.work();
        await settle();
      }
      passed = end;
      await settle();
    },
    async sleep(ms) {
      passed += ms;
      await hand.pass(0);
    },
    press: (more = {}) => hand.agent.press(PressRequest.parse({ service: 'baru', ...more })),
    of: (type) => hand.heard.filter((one): one is never => one.type === type),
    agent: undefined as never,
  };

  const agent = startAgent(
    {
      clock: { wall: () => now() + wallError, monotonic: () => passed },
      wakeIn(ms, work) {
        const timer = { at: passed + ms, work };
        timers.add(timer);
        return () => timers.delete(timer);
      },
      newKey: () => `key${String(++keys).padStart(4, '0')}`,
      boot: 'boot',
      journal: journal ?? {
        generation: 'g1',
        records: [begun, ...records],
        setAside: undefined,
        append: (record) => void hand.written.push(record),
        prune(keep) {
          const all = [begun, ...records, ...hand.written];
          const dropped = all.length - keep(all).length;
          hand.dropped += dropped;
          return dropped;
        },
        close() {},
      },
      printer: printerOf('first'),
      openPrinter: (uri) =>
        uri.startsWith('tcp://') ? { ok: true, value: printerOf(uri) } : { ok: false, error: 'not a printer' },
      openLink(given) {
        handlers = given;
        return {
          state: () => ({ kind, since: 0 }),
          device: () => 'kiosk-1' as DeviceId,
          now,
          close() {},
          send: (command) => {
            hand.heard.push(command);
            // A kiosk that talks without end would else never let a test come to its own.
            if (hand.heard.length > mostHeard) return new Promise<Lost>(() => {});
            const reply = hand.answer(command);
            return reply === 'lost' ? new Promise<Lost>(() => {}) : Promise.resolve(reply);
          },
        };
      },
      readOffice: () => Promise.resolve({ hash: 'h1', document: office }),
      readTicket: (id) => Promise.resolve(hand.tickets.get(id)),
      store: {
        read: () => stored,
        write: (next) => {
          stored = next;
        },
      },
      saveChoice: (choice, value) => void hand.saved.push([choice, value]),
      restart: () => {
        hand.restarts++;
      },
      mac: (said) => crc32(said).toString(16).padStart(8, '0'),
      log: (line) => void hand.logged.push(line),
    },
    { paper: 80, hub: 'http://hub', device: undefined, attendantCode: '4711', fixed: [], ...settings },
  );
  Object.assign(hand, { agent });
  if (!late) await hand.meet();
  return hand;
}

/** All that follows at once. */
async function settle(): Promise<void> {
  for (let i = 0; i < 300; i++) await Promise.resolve();
}
