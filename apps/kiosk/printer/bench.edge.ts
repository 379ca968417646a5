import { assertNever } from '../../../shared/basics.ts';
import type { Ms } from '../../../shared/ids.ts';
import type { PrinterState } from '../../../shared/protocol/commands.ts';
import type { Printer, PrintOutcome } from '../printer.ts';
import { noHistory, PrintJob, type JobEffect, type JobEvent } from './job.ts';
import type { OpenWire } from './wires.edge.ts';

/** How long a slip waits for the connection of the one before to end by itself. */
const patienceMs: Ms = 1_000;

interface Run {
  readonly slip: Uint8Array | undefined;
  readonly outcome: Promise<PrintOutcome>;
  readonly released: Promise<void>;
  /** Ends it now, if it has not ended. */
  drop(why: string): void;
}

/** A real printer: one connection at a time, as many printers take no second one. */
export function printerAt(uri: string, openWire: OpenWire): Printer {
  const history = noHistory(Date.now());
  let line: Promise<unknown> = Promise.resolve();
  let last: Run | undefined;
  let state: PrinterState = 'unknown';
  let isClosed = false;

  function start(slip: Uint8Array | undefined): Run {
    const outcome = Promise.withResolvers<PrintOutcome>();
    const released = Promise.withResolvers<void>();
    const job = new PrintJob(slip, history, performance.now());
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    let isDropped = false;
    const wire = openWire((event) => step(event));

    function step(event: JobEvent) {
      if (!isOver) obey(job.step(event, performance.now()));
    }
    function obey(effects: readonly JobEffect[]) {
      for (const effect of effects) {
        if (effect.kind === 'connect') wire.connect();
        else if (effect.kind === 'write') wire.write(effect.bytes);
        else if (effect.kind === 'halfClose') wire.halfClose();
        else if (effect.kind === 'settle') outcome.resolve(effect.outcome);
        else if (effect.kind === 'looked') state = isDropped ? state : effect.state;
        else if (effect.kind === 'wake') {
          clearTimeout(timer);
          timer = setTimeout(() => step({ kind: 'woke' }), effect.inMs);
        } else if (effect.kind === 'release') {
          isOver = true;
          clearTimeout(timer);
          wire.release();
          if (last === run) last = undefined;
          released.resolve();
        } else assertNever(effect);
      }
    }
    const run: Run = {
      slip,
      outcome: outcome.promise,
      released: released.promise,
      drop(why) {
        isDropped = true;
        step({ kind: 'broken', why });
      },
    };
    last = run;
    obey(job.begin(performance.now()));
    return run;
  }

  /** A slip waits for the one before it, and a little for its connection; a look makes way at once. */
  async function printInTurn(bytes: Uint8Array): Promise<PrintOutcome> {
    if (last?.slip) await atMost(patienceMs, last.released);
    last?.drop('a slip came');
    return isClosed ? { kind: 'failed', why: 'the printer was closed' } : start(bytes).outcome;
  }

  return {
    uri,
    print(bytes) {
      const outcome = line.then(() => printInTurn(bytes));
      line = outcome;
      return outcome;
    },
    async status() {
      if (!isClosed && !last) await start(undefined).released;
      return state;
    },
    close() {
      isClosed = true;
      last?.drop('the printer was closed');
    },
  };
}

function atMost(ms: Ms, work: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void work.then(() => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}
