import { secondMs, type Ms, type TicketId } from '../../../shared/ids.ts';
import type { SlipNews } from '../../../shared/protocol/agent.ts';
import type { PrinterState } from '../../../shared/protocol/commands.ts';
import type { KioskRecord } from '../journalFrames.ts';
import type { PrintOutcome, Printer } from '../printer.ts';
import type { AgentBook } from './book.ts';
import type { AgentEdges } from './edges.ts';

/** Until when a job is worth its visitor's wait, by the machine's own clock (I24). */
export interface Patience {
  /** Past it a job that has not begun is not begun: the number is on the screen. */
  readonly beginBy: Ms;
  /** Past it the page is told that nothing is known, whatever comes later. */
  readonly answerBy: Ms;
}

/** The printer, one job at a time, and what may be said of its paper. */
export interface PaperDesk {
  state(): PrinterState;
  printer(): Printer;
  patience(): Patience;
  /** I26, I27: a ticket's first slip; its intention is on the disk before the first byte leaves. */
  slip(ticket: TicketId, bytes: () => Uint8Array, patience: Patience): Promise<SlipNews>;
  /** I25: the same number again, marked with the number of the copy; only ever on request. */
  copy(ticket: TicketId, bytes: (copy: number) => Uint8Array, patience: Patience): Promise<SlipNews>;
  /** Paper that is no ticket. */
  loose(bytes: Uint8Array, patience: Patience): Promise<SlipNews>;
  /** Another printer from the next job on. */
  swap(next: Printer): void;
  /** Begins to look at the printer now and then. */
  start(): void;
  /** Waits for the job in hand. */
  close(): Promise<void>;
}

const lookEveryMs: Ms = 2 * secondMs;
/** A look that is older than this says nothing of now. */
const lookLastsMs: Ms = 3 * secondMs;
/** Longer is not waited for a look before a job. */
const lookMs: Ms = 800;
const beginMs: Ms = 1_800;
const answerMs: Ms = 4_300;

/** States in which nothing would come out. */
const dry: ReadonlySet<PrinterState> = new Set(['paperOut', 'coverOpen', 'cutterError', 'offline']);

export function createPaperDesk({
  edges,
  book,
  write,
  now,
  onState,
}: {
  readonly edges: Pick<AgentEdges, 'clock' | 'wakeIn' | 'log' | 'printer'>;
  readonly book: Pick<AgentBook, 'nextCopy'>;
  /** Throws when the disk does not take it. */
  readonly write: (record: KioskRecord) => void;
  readonly now: () => number;
  readonly onState: () => void;
}): PaperDesk {
  const { clock } = edges;
  let { printer } = edges;
  let state: PrinterState = printer.slips ? 'ready' : 'unknown';
  let lookedAt = -Infinity;
  let looking: Promise<void> | undefined;
  let job: Promise<void> = Promise.resolve();
  let jobs = 0;
  let cancelLook = () => {};
  let closed = false;

  const inTime = <Value>(work: Promise<Value>, by: Ms, otherwise: Value): Promise<Value> => {
    let cancel = () => {};
    const late = new Promise<Value>((resolve) => {
      cancel = edges.wakeIn(Math.max(0, by - clock.monotonic()), () => resolve(otherwise));
    });
    return Promise.race([work, late]).finally(() => cancel());
  };

  function note(next: PrinterState) {
    if (state === next) return;
    state = next;
    onState();
  }

  function look(): Promise<void> {
    const asked = printer;
    looking ??= asked
      .status()
      .catch((): PrinterState => 'offline')
      .then((seen) => {
        looking = undefined;
        if (asked !== printer) return;
        lookedAt = clock.monotonic();
        note(seen);
      });
    return looking;
  }

  function planLook() {
    cancelLook();
    if (!closed) cancelLook = edges.wakeIn(lookEveryMs, () => void lookInIdle().then(planLook));
  }

  const lookInIdle = () => (jobs === 0 ? look() : Promise.resolve());

  /** The printer for oneself, until the answer is called; undefined when its turn did not come in time, or nothing would come out. */
  async function turn(patience: Patience): Promise<(() => void) | undefined> {
    const before = job;
    let done = () => {};
    job = new Promise<void>((resolve) => (done = resolve));
    jobs++;
    const end = () => {
      jobs--;
      done();
    };
    const isMine = await inTime(
      before.then(() => true),
      patience.beginBy,
      false,
    );
    if (!isMine) {
      void before.then(end);
      return undefined;
    }
    if (clock.monotonic() - lookedAt > lookLastsMs)
      await inTime(look(), Math.min(clock.monotonic() + lookMs, patience.answerBy), undefined);
    if (!closed && !dry.has(state)) return end;
    end();
    return undefined;
  }

  async function sent(bytes: Uint8Array): Promise<PrintOutcome> {
    const { uri } = printer;
    const outcome = await printer
      .print(bytes)
      .catch((error: unknown): PrintOutcome => ({ kind: 'uncertain', why: String(error) }));
    if (outcome.kind === 'failed') note('offline');
    if (outcome.kind === 'failed' || outcome.kind === 'uncertain') {
      edges.log(`The printer ${uri} did not print: ${outcome.why}.`);
      lookedAt = -Infinity;
    }
    return outcome;
  }

  /** The page hears what is known when its patience ends; what becomes known later is written all the same. */
  async function told(patience: Patience, work: () => Promise<PrintOutcome>, onDry: () => void): Promise<SlipNews> {
    const end = await turn(patience);
    if (end) return inTime(work().finally(end).then(newsOf), patience.answerBy, 'uncertain');
    onDry();
    return 'shown';
  }

  return {
    state: () => state,
    printer: () => printer,
    patience: () => ({ beginBy: clock.monotonic() + beginMs, answerBy: clock.monotonic() + answerMs }),
    slip: (ticket, bytes, patience) =>
      told(
        patience,
        async () => {
          const laidOut = bytes();
          write({ kind: 'sending', ticket });
          const outcome = await sent(laidOut);
          if (outcome.kind === 'fenced' || outcome.kind === 'sent') write({ kind: outcome.kind, ticket });
          else write({ kind: outcome.kind, ticket, why: outcome.why.slice(0, 200) });
          if (outcome.kind === 'failed') write({ kind: 'shown', ticket });
          onState();
          return outcome;
        },
        () => write({ kind: 'shown', ticket }),
      ),
    copy: (ticket, bytes, patience) =>
      told(
        patience,
        async () => {
          const copy = book.nextCopy(ticket);
          const laidOut = bytes(copy);
          write({ kind: 'copy', ticket, copy, at: now() });
          const outcome = await sent(laidOut);
          write({ kind: 'copied', ticket, copy, outcome: outcome.kind });
          onState();
          return outcome;
        },
        () => {},
      ),
    loose: (bytes, patience) =>
      told(
        patience,
        () => sent(bytes),
        () => {},
      ),
    swap(next) {
      const old = printer;
      printer = next;
      lookedAt = -Infinity;
      looking = undefined;
      void job.then(() => old.close());
      void lookInIdle();
    },
    start: () => void lookInIdle().then(planLook),
    async close() {
      closed = true;
      cancelLook();
      await job;
      printer.close();
    },
  };
}

function newsOf({ kind }: PrintOutcome): SlipNews {
  if (kind === 'fenced') return 'printed';
  return kind === 'failed' ? 'shown' : 'uncertain';
}
