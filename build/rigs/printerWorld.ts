import { PrintJob, type History, type JobEffect, type JobEvent } from '../../apps/kiosk/printer/job.ts';
import type { PrintOutcome } from '../../apps/kiosk/printer.ts';
import type { EscPosPrinter } from '../../shared/testing/escposPrinter.ts';

const stepMs = 5;

export interface Wire {
  /** Bytes the printer takes, and works through, in a millisecond. */
  readonly takesPerMs: number;
  readonly worksPerMs: number;
  /** `hangs`: nobody answers the connection. `hangsUp`: the printer closes after so many bytes. */
  readonly connects: 'yes' | 'refused' | 'hangs';
  readonly hangsUpAt?: number;
  /** The kiosk's own system takes so much without the printer. */
  readonly systemBytes?: number;
  /** A print server that keeps what the printer says until somebody connects, even for another job. */
  readonly keepsReplies?: boolean;
}

/** A job, a wire and a printer in virtual time, in steps of 5 ms. Everything that is late in life is late here. */
export class PrinterWorld {
  now = 0;
  readonly printer: EscPosPrinter;
  private readonly wire: Wire;

  constructor(printer: EscPosPrinter, wire: Wire) {
    this.printer = printer;
    this.wire = wire;
  }

  /** Time passes with nobody connected. */
  pass(ms: number) {
    for (const end = this.now + ms; this.now < end; this.now += stepMs) {
      this.printer.work(this.wire.worksPerMs * stepMs);
      if (!this.wire.keepsReplies) this.printer.takeReplies();
      this.printer.takeLostPower();
    }
  }

  /** Runs one job to the end of its connection; `settled` is called at the moment the outcome is known. */
  print(slip: Uint8Array, history: History, settled: (outcome: PrintOutcome, tookMs: number) => void) {
    const { printer, wire } = this;
    const startedAt = this.now;
    const job = new PrintJob(slip, history, startedAt);
    let isOpen = false;
    let isHalfClosed = false;
    let isOver = false;
    let wakeAt = Infinity;
    let outbox: Uint8Array = new Uint8Array();
    let taken = 0;
    let settledTimes = 0;
    let due: JobEvent[] = [];
    const obey = (effects: readonly JobEffect[]) => {
      for (const effect of effects) {
        if (effect.kind === 'connect' && wire.connects !== 'hangs')
          due.push(
            wire.connects === 'yes' ? { kind: 'connected', canAnswer: true } : { kind: 'refused', why: 'ECONNREFUSED' },
          );
        else if (effect.kind === 'write') outbox = Buffer.concat([outbox, effect.bytes]);
        else if (effect.kind === 'halfClose') isHalfClosed = true;
        else if (effect.kind === 'wake') wakeAt = this.now + effect.inMs;
        else if (effect.kind === 'release') isOver = true;
        else if (effect.kind === 'settle') {
          settledTimes += 1;
          settled(effect.outcome, this.now - startedAt);
        }
      }
    };
    let isTold = true;
    obey(job.begin(this.now));
    while (!isOver) {
      this.now += stepMs;
      const events = due;
      due = [];
      for (const event of events) {
        if (event.kind === 'connected') {
          isOpen = true;
          printer.connected();
        }
        if (!isOver) obey(job.step(event, this.now));
      }
      if (isOpen) {
        if (outbox.length > 0) isTold = false;
        const most = Math.min(outbox.length, printer.room(), wire.takesPerMs * stepMs);
        printer.receive(outbox.subarray(0, most));
        outbox = outbox.subarray(most);
        taken += most;
        if (!isTold && outbox.length <= (wire.systemBytes ?? 65_536)) {
          isTold = true;
          due.push({ kind: 'written' });
        }
      }
      printer.work(wire.worksPerMs * stepMs);
      const said = isOpen || !wire.keepsReplies ? printer.takeReplies() : new Uint8Array();
      if (isOpen && said.length > 0) due.push({ kind: 'data', bytes: said });
      if (printer.takeLostPower()) {
        isOpen = false;
        due.push({ kind: 'broken', why: 'ECONNRESET' });
      } else if (isOpen && wire.hangsUpAt !== undefined && taken >= wire.hangsUpAt) {
        isOpen = false;
        due.push({ kind: 'broken', why: 'ECONNRESET' });
      } else if (isOpen && isHalfClosed && outbox.length === 0 && !printer.isBusy()) due.push({ kind: 'ended' });
      if (!isOver && this.now >= wakeAt) {
        wakeAt = Infinity;
        obey(job.step({ kind: 'woke' }, this.now));
      }
    }
    if (settledTimes !== 1) throw new Error(`A job ended ${settledTimes} times`);
  }
}
