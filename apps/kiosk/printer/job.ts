import { assertNever } from '../../../shared/basics.ts';
import type { Ms } from '../../../shared/ids.ts';
import type { PrinterState } from '../../../shared/protocol/commands.ts';
import type { PrintOutcome } from '../printer.ts';
import { canPrint, Fence, fenceBytes, fenceName, lookBytes, looks, StatusReader, stateOf } from './status.ts';
import type { Answers, Said } from './status.ts';

/** What happens to a job. `refused`: no connection came about, or not a byte of what was written last was taken. */
export type JobEvent =
  /** A device that can only be written to is not asked anything. */
  | { readonly kind: 'connected'; readonly canAnswer: boolean }
  | { readonly kind: 'refused'; readonly why: string }
  /** The last write has left the program. */
  | { readonly kind: 'written' }
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  /** The printer closed its end. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'woke' };

/** What a job wants done, in this order. A `wake` takes the place of the last one; `release` ends the connection. */
export type JobEffect =
  | { readonly kind: 'connect' }
  | { readonly kind: 'write'; readonly bytes: Uint8Array }
  | { readonly kind: 'halfClose' }
  | { readonly kind: 'wake'; readonly inMs: Ms }
  | { readonly kind: 'settle'; readonly outcome: PrintOutcome }
  | { readonly kind: 'looked'; readonly state: PrinterState }
  | { readonly kind: 'release' };

/** What was learnt of one printer; a job reads it and writes what it saw. */
export interface History {
  /** Names the next job's fence. */
  count: number;
  /** It has answered a status request. */
  answers: boolean;
  /** It has answered the question behind a cut. */
  fences: boolean;
  /** Jobs in a row that left whole and were not answered. */
  unfenced: number;
  /** It may still answer for a job before; at the start nothing is known of what it was sent. */
  owes: boolean;
}
/** `count`: another one at each start, so that the names of an earlier start are not met again. */
export const noHistory = (count: number): History => ({
  count,
  answers: false,
  fences: false,
  unfenced: 0,
  owes: true,
});

/** I24: with the hub's 400 ms a press ends within 5 s. */
const wholeMs = 4_500;
const connectMs = 1_000;
const lookMs = 300;
const fenceMs = 3_000;
/** Meanwhile a printer that answers is looked at: paper that ended is known before the wait is over. */
const lookEveryMs = 1_000;
/** How long a printer that never says a word is listened to after a job. */
const silentMs = 300;
/** A printer known to answer is asked more than once before it counts as away. */
const mostLooks = 3;
/** After so many unanswered jobs in a row what was learnt of the answers is forgotten: it may be another printer. */
const mostUnfenced = 3;
/** Unread status bytes at a close are a reset, which would cut off a slip on its way. */
const drainMs = 5_000;

type Phase = 'connecting' | 'looking' | 'sending' | 'fencing' | 'checking' | 'draining' | 'over';

/**
 * One job at one printer: connect, look, write slip and fence, wait for the answer from behind the cut, half-close, read
 * to the end. Tried once. Time and wires are its caller's: events go in with their instant, effects come out.
 */
export class PrintJob {
  private phase: Phase = 'connecting';
  private readonly slip: Uint8Array | undefined;
  private canAnswer = true;
  private readonly history: History;
  private readonly until: Ms;
  private fenceUntil: Ms = 0;
  private readonly reader = new StatusReader();
  private readonly fence: Fence;
  private readonly name: string;
  private answers: Answers = {};
  private looked = 0;
  private tries = 1;
  private out: JobEffect[] = [];

  /** Without a slip it is only a look. */
  constructor(slip: Uint8Array | undefined, history: History, startedAt: Ms) {
    this.slip = slip;
    this.history = history;
    this.until = startedAt + wholeMs;
    if (slip) history.count += 1;
    this.name = fenceName(history.count);
    this.fence = new Fence(this.name, history.owes);
  }

  begin(at: Ms): readonly JobEffect[] {
    this.out = [{ kind: 'connect' }];
    this.wake(connectMs, at);
    return this.out;
  }

  step(event: JobEvent, at: Ms): readonly JobEffect[] {
    this.out = [];
    switch (event.kind) {
      case 'connected':
        if (this.phase !== 'connecting') break;
        this.canAnswer = event.canAnswer;
        if (this.canAnswer) this.look(at);
        else if (!this.slip) this.judge(at);
        else this.send(at);
        break;
      case 'written':
        if (this.phase === 'sending') this.awaitFence(at);
        break;
      case 'data':
        for (const said of this.reader.read(event.bytes)) this.hear(said, at);
        break;
      case 'woke':
        this.woke(at);
        break;
      case 'refused':
        this.lost(event.why, true);
        break;
      case 'ended':
        this.lost('the printer hung up', false);
        break;
      case 'broken':
        this.lost(event.why, false);
        break;
      default:
        assertNever(event);
    }
    return this.out;
  }

  // ---- looking: one request after the other, as only their order tells the answers apart

  private look(at: Ms) {
    this.phase = this.phase === 'connecting' ? 'looking' : 'checking';
    this.answers = {};
    this.looked = 0;
    this.ask(at);
  }

  private ask(at: Ms) {
    const look = looks[this.looked];
    if (look === undefined) return this.judge(at);
    this.out.push({ kind: 'write', bytes: lookBytes(look) });
    this.wake(lookMs, at);
  }

  private judge(at: Ms) {
    const state = stateOf(this.answers);
    this.out.push({ kind: 'looked', state });
    if (!this.slip) return this.release();
    if (this.phase === 'checking')
      return canPrint(state) && at < this.fenceUntil ? this.keepWaiting(at) : this.conclude(state);
    if (!canPrint(state)) return this.settle({ kind: 'failed', why: `the printer says ${state}` });
    if (state === 'unknown' && this.history.answers)
      return this.settle({ kind: 'failed', why: 'the printer does not answer' });
    return this.send(at);
  }

  // ---- sending

  private send(at: Ms) {
    const { slip, canAnswer } = this;
    this.phase = 'sending';
    this.out.push({ kind: 'write', bytes: canAnswer ? join(slip, fenceBytes(this.name)) : join(slip) });
    this.wake(wholeMs, at);
  }

  private awaitFence(at: Ms) {
    this.phase = 'fencing';
    if (!this.canAnswer) return this.settle({ kind: 'sent' });
    const { answers, fences, unfenced } = this.history;
    const mayAnswer = fences || (answers && unfenced < mostUnfenced);
    this.fenceUntil = Math.min(this.until, at + (mayAnswer ? fenceMs : silentMs));
    this.keepWaiting(at);
  }

  private keepWaiting(at: Ms) {
    this.phase = 'fencing';
    this.wake(Math.min(lookEveryMs, this.fenceUntil - at), at);
  }

  private hear(said: Said, at: Ms) {
    const { history } = this;
    if (said.kind === 'now') {
      history.answers = true;
      const look = looks[this.looked];
      if ((this.phase !== 'looking' && this.phase !== 'checking') || look === undefined) return;
      this.answers = { ...this.answers, [look]: said.byte };
      this.looked += 1;
      return this.ask(at);
    }
    if (!this.slip || this.phase === 'looking' || this.phase === 'connecting') return;
    if (!this.fence.hears(said)) return;
    history.unfenced = 0;
    history.owes = false;
    history.fences = true;
    if (this.phase !== 'draining' && this.phase !== 'over') this.settle({ kind: 'fenced' });
  }

  // ---- ends

  private woke(at: Ms) {
    switch (this.phase) {
      case 'connecting':
        return this.lost('no connection', true);
      case 'looking':
        // Only an unanswered first request is repeated: after that it would not be known which one an answer is to.
        if (this.looked === 0 && this.history.answers && this.tries < mostLooks) {
          this.tries += 1;
          return this.ask(at);
        }
        return this.judge(at);
      case 'checking':
        return this.judge(at);
      case 'sending':
        this.history.owes = true;
        return this.settle({ kind: 'uncertain', why: 'the printer stopped taking data' });
      case 'fencing':
        if (this.history.answers && at < this.until) return this.look(at);
        return this.conclude('unknown');
      case 'draining':
        return this.release();
      case 'over':
        return undefined;
      default:
        return assertNever(this.phase);
    }
  }

  /** The slip left whole and nothing came back from behind the cut. */
  private conclude(state: PrinterState) {
    const { history } = this;
    const wasKnown = history.fences;
    const isPaid = this.fence.isPaid();
    history.owes = !isPaid;
    history.unfenced = isPaid ? 0 : history.unfenced + 1;
    history.fences = isPaid || (wasKnown && history.unfenced < mostUnfenced);
    if (!canPrint(state)) return this.settle({ kind: 'uncertain', why: `the printer says ${state}` });
    if (wasKnown) return this.settle({ kind: 'uncertain', why: 'the printer did not say that it is done' });
    return this.settle({ kind: 'sent' });
  }

  private lost(why: string, isUntouched: boolean) {
    const { phase } = this;
    if (phase !== 'draining' && phase !== 'over') {
      const isBefore = phase === 'connecting' || phase === 'looking' || (phase === 'sending' && isUntouched);
      if (!this.slip || phase === 'connecting') this.out.push({ kind: 'looked', state: 'offline' });
      if (this.slip) this.out.push({ kind: 'settle', outcome: { kind: isBefore ? 'failed' : 'uncertain', why } });
      if (!isBefore) this.history.owes = true;
    }
    this.release();
  }

  private settle(outcome: PrintOutcome) {
    this.phase = 'draining';
    this.out.push({ kind: 'settle', outcome }, { kind: 'halfClose' }, { kind: 'wake', inMs: drainMs });
  }

  private release() {
    if (this.phase === 'over') return;
    this.phase = 'over';
    this.out.push({ kind: 'release' });
  }

  private wake(inMs: Ms, at: Ms) {
    this.out.push({ kind: 'wake', inMs: Math.max(0, Math.min(inMs, this.until - at)) });
  }
}

function join(...parts: readonly (Uint8Array | undefined)[]): Uint8Array {
  return Buffer.concat(parts.filter((part) => part !== undefined));
}
