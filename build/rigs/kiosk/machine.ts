import { createHmac } from 'node:crypto';
import { startAgent, type Agent } from '../../../apps/kiosk/agent/agent.ts';
import { Known, type AgentEdges, type LinkHandlers } from '../../../apps/kiosk/agent/edges.ts';
import type { KioskJournal } from '../../../apps/kiosk/journal.edge.ts';
import { frameOf, nothing, recordsIn, type KioskRecord } from '../../../apps/kiosk/journalFrames.ts';
import type { Printer, PrintOutcome } from '../../../apps/kiosk/printer.ts';
import { err, invariant } from '../../../shared/basics.ts';
import { startHubLink, type HubLink, type Wire, type WireHandlers } from '../../../shared/hubLink.ts';
import type { Chance } from '../../day/chance.ts';
import type { PluggedWire } from './plainWire.ts';
import type { VirtualTime } from './time.ts';

/** The hub as a machine meets it. */
export interface HubSide {
  /** The line of one start of the machine. */
  openWire(handlers: WireHandlers): PluggedWire;
  office(): Promise<unknown>;
}

/** What outlives a power cut. */
interface Disk {
  journal: Buffer;
  known: Known | undefined;
}

/** A slip that lies in somebody's hand, or on the floor. */
export interface Paper {
  readonly number: string;
  readonly check: string;
  readonly isCopy: boolean;
}

export interface Machine {
  readonly name: string;
  readonly paper: Paper[];
  /** Every record ever on the disk, pruned or not. */
  readonly written: KioskRecord[];
  readonly violations: string[];
  /** Power cuts so far. */
  cuts(): number;
  /** Undefined while the machine is without power. */
  agent(): Agent | undefined;
  /** The power goes after so many more effects. */
  cutAfter(effects: number): void;
  /** The wall clock is put on by so many Ms. */
  jump(ms: number): void;
  clockJumps(ms: number): void;
  boot(): void;
}

class PowerCut extends Error {
  /** This step is the one that was cut; else the machine was off already. */
  readonly isNow: boolean;
  constructor(isNow: boolean) {
    super('the power is gone');
    this.isNow = isNow;
  }
}
const bootMs = 8_000;
/** What the hub knows a kiosk by. */
export const tokenOf = (name: string) => `the token of kiosk ${name}`;

/** One kiosk with its disk, printer and wire; the shipped agent runs on it, and loses power between any two effects. */
export function createMachine({
  name,
  time,
  chance,
  hub,
  clockErrorMs,
}: {
  readonly name: string;
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly hub: HubSide;
  /** The wall clock of each start is wrong by up to this, either way. */
  readonly clockErrorMs: number;
}): Machine {
  const disk: Disk = { journal: Buffer.alloc(0), known: undefined };
  const paper: Paper[] = [];
  const written: KioskRecord[] = [];
  const violations: string[] = [];
  const announced = new Set<string>();
  const announcement = (ticket: string, isCopy: boolean) => `${ticket.slice(0, 6)}${isCopy ? ' copy' : ''}`;
  let cuts = 0;
  let boots = 0;
  let keys = 0;
  let fuse = Infinity;
  let unplug = () => {};
  let clockError = 0;
  let current: { readonly agent: Agent } | undefined;

  function boot() {
    const mine = ++boots;
    const began = time.now();
    clockError = chance.int(-clockErrorMs, clockErrorMs);
    const isOn = () => boots === mine;
    /** One step that the world can see. The cut is before it or after it, as the fuse has it. */
    function effect() {
      if (!isOn()) throw new PowerCut(false);
      if (--fuse > 0) return;
      fuse = Infinity;
      cuts++;
      boots++;
      current = undefined;
      unplug();
      time.after(bootMs, boot);
      throw new PowerCut(true);
    }
    /** False when the power went on the way. */
    function survive(work: () => void): boolean {
      try {
        work();
      } catch (error_) {
        if (!(error_ instanceof PowerCut)) throw error_;
      }
      return isOn();
    }
    const wakeIn = (ms: number, work: () => void) =>
      time.after(ms, () => {
        if (isOn()) survive(work);
      });
    const clock = { wall: () => time.now() + clockError, monotonic: () => time.now() - began };
    const never = <Value>() => new Promise<Value>(() => {});

    function openJournal(): KioskJournal {
      const found = recordsIn(disk.journal);
      invariant(found.damage === undefined, `A power cut looks like damage: ${found.damage}`);
      let { position } = found;
      disk.journal = Buffer.from(disk.journal.subarray(0, found.end));
      const append = (record: KioskRecord) => {
        const frame = frameOf(position, record);
        try {
          effect();
        } catch (cut) {
          // What was being written may be there in part.
          if (cut instanceof PowerCut && cut.isNow)
            disk.journal = Buffer.concat([
              disk.journal,
              frame.bytes.subarray(0, chance.int(0, frame.bytes.length - 1)),
            ]);
          throw cut;
        }
        disk.journal = Buffer.concat([disk.journal, frame.bytes]);
        ({ position } = frame);
        written.push(record);
        if (record.kind === 'sending' || record.kind === 'copy')
          announced.add(announcement(record.ticket, record.kind === 'copy'));
        effect();
      };
      const generation = found.records[0]?.kind === 'begun' ? found.records[0].generation : `${name}-${mine}`;
      const records = [...found.records];
      if (records.length === 0) {
        const first: KioskRecord = { kind: 'begun', generation, wall: time.now() };
        append(first);
        records.push(first);
      }
      return {
        generation,
        records,
        setAside: undefined,
        append,
        prune(keep) {
          effect();
          const all = recordsIn(disk.journal).records;
          const kept = keep(all);
          if (kept.length === all.length) return 0;
          let at = nothing;
          const frames = kept.map((record) => {
            const frame = frameOf(at, record);
            at = frame.position;
            return frame.bytes;
          });
          disk.journal = Buffer.concat(frames);
          position = at;
          effect();
          return all.length - kept.length;
        },
        close() {},
      };
    }

    /** A printer that mostly works; what it says of a job is sometimes less than what it did. */
    const printer: Printer = {
      uri: `virtual:${name}`,
      status: () => Promise.resolve('ready'),
      close() {},
      async print(bytes) {
        const raw = Buffer.from(bytes).toString('latin1');
        const [, number = '', check = ''] = /([A-Z]-\d{3,}) ([a-z0-9]{6}-[0-9a-f]{8})/.exec(raw) ?? [];
        const isCopy = /SALINAN \d/.test(raw);
        if (!announced.has(announcement(check, isCopy)))
          violations.push(`I26 ${number} is printed before the journal says so`);
        const out = () => void paper.push({ number, check, isCopy });
        effect();
        await new Promise<void>((resolve) => wakeIn(chance.int(150, 700), resolve));
        const fate = chance.weighted<PrintOutcome['kind'] | 'silent'>([
          ['fenced', 90],
          ['sent', 3],
          ['uncertain', 3],
          ['failed', 2],
          ['silent', 2],
        ]);
        if (fate === 'failed') return { kind: 'failed', why: 'the printer did not answer' };
        if (fate === 'uncertain') return { kind: 'uncertain', why: 'the printer stopped' };
        out();
        effect();
        if (fate === 'silent') await new Promise<void>((resolve) => wakeIn(9_000, resolve));
        return fate === 'silent' ? { kind: 'uncertain', why: 'no fence came' } : { kind: fate };
      },
    };

    const heard =
      <Said extends readonly unknown[]>(hear: (...said: Said) => void) =>
      (...said: Said) => {
        if (isOn()) survive(() => hear(...said));
      };
    function openLink(handlers: LinkHandlers): HubLink {
      return startHubLink(
        {
          hello: { token: tokenOf(name), watch: { audience: 'kiosk' } },
          onFrame: heard(handlers.onFrame),
          onWelcome: heard(handlers.onWelcome),
          onState: heard(handlers.onState),
          seen: handlers.seen,
        },
        { clock, wakeIn, chance: () => chance.next(), openWire },
      );
    }

    /** The shipped link's end of it; a command is an effect, and so is its answer. */
    function openWire(handlers: WireHandlers): Wire {
      const wire = hub.openWire({
        onOpen: heard(handlers.onOpen),
        onClosed: heard(handlers.onClosed),
        onFrame: heard(handlers.onFrame),
        onBeat: heard(handlers.onBeat),
      });
      unplug = () => wire.cut();
      return {
        isOpen: () => wire.isOpen(),
        dial: () => wire.dial(),
        close: () => wire.close(),
        async ask(event, body) {
          if (event === 'command' && !survive(effect)) return never();
          const said = await wire.ask(event, body);
          return event === 'command' && !survive(effect) ? never() : said;
        },
      };
    }

    const edges = (journal: KioskJournal): AgentEdges => ({
      clock,
      wakeIn,
      newKey: () => `${String(++keys).padStart(6, '0')}${name}`,
      boot: `${name}-${mine}`,
      journal,
      printer,
      openPrinter: () => err('there is one printer'),
      openLink,
      readOffice: () => hub.office(),
      readTicket: () => never(),
      store: {
        read: () => disk.known,
        write(known) {
          effect();
          disk.known = Known.parse(JSON.parse(JSON.stringify(known)));
          effect();
        },
      },
      saveChoice() {},
      restart() {},
      mac: (text) => createHmac('sha256', name).update(text).digest('hex').slice(0, 8),
      log() {},
    });
    try {
      const journal = openJournal();
      const agent = startAgent(edges(journal), {
        paper: 80,
        hub: '',
        device: undefined,
        attendantCode: undefined,
        fixed: [],
      });
      if (isOn()) current = { agent };
    } catch (error_) {
      if (!(error_ instanceof PowerCut)) throw error_;
    }
  }

  boot();
  return {
    name,
    paper,
    written,
    violations,
    cuts: () => cuts,
    agent: () => current?.agent,
    jump: (ms) => {
      clockError += ms;
    },
    cutAfter: (effects) => {
      fuse = effects;
    },
    clockJumps(ms) {
      clockError += ms;
    },
    boot,
  };
}
