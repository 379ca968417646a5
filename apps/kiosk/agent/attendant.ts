import { createHash, timingSafeEqual } from 'node:crypto';
import { assertNever } from '../../../shared/basics.ts';
import { minuteMs, secondMs, type Ms } from '../../../shared/ids.ts';
import type {
  AgentLink,
  AttendantAnswer,
  AttendantRequest,
  AttendantStep,
  SlipNews,
} from '../../../shared/protocol/agent.ts';
import { hubAddress } from '../settings.ts';
import { readSlipCode, slipBytes, testBytes } from '../slip.ts';
import type { AgentBook } from './book.ts';
import type { AgentEdges, AgentSettings, Choice } from './edges.ts';
import type { Hearing } from './hearing.ts';
import type { PaperDesk } from './paper.ts';
import type { Slips } from './slips.ts';
import { locked, refused, refusedChoice, type Refused } from './texts.ts';

export interface AttendantParts {
  readonly edges: Pick<AgentEdges, 'clock' | 'openPrinter' | 'saveChoice' | 'restart' | 'log'>;
  readonly settings: AgentSettings;
  readonly book: AgentBook;
  readonly hearing: Hearing;
  readonly paper: PaperDesk;
  readonly slips: Slips;
  readonly link: () => AgentLink;
  readonly onCopy: () => void;
}

/** Wrong codes in a row before the page locks, and for how long then; each further one doubles it. */
const wrongBeforeLock = 5;
const firstLockMs: Ms = 15 * secondMs;
const longestLockMs: Ms = 60 * minuteMs;
const recentNumbers = 12;

/** What a member of staff may do at the kiosk itself, each step with the code. */
export function createAttendant(parts: AttendantParts): (request: AttendantRequest) => Promise<AttendantAnswer> {
  const { edges, settings, book, hearing, paper, slips } = parts;
  let wrong = 0;
  let lockedUntil: Ms = 0;
  let hub = settings.hub;

  function refusalOf(code: string): Refused | undefined {
    if (settings.attendantCode === undefined) return refused('noAttendant');
    const rest = lockedUntil - edges.clock.monotonic();
    if (rest > 0) return locked(Math.ceil(rest / secondMs));
    if (timingSafeEqual(digest(code), digest(settings.attendantCode))) {
      wrong = 0;
      return undefined;
    }
    wrong++;
    if (wrong < wrongBeforeLock) return refused('wrongAttendant');
    const ms = Math.min(longestLockMs, firstLockMs * 2 ** (wrong - wrongBeforeLock));
    lockedUntil = edges.clock.monotonic() + ms;
    edges.log(`The attendant's page is locked for ${ms / secondMs} s after ${wrong} wrong codes.`);
    return locked(ms / secondMs);
  }

  async function take(step: AttendantStep): Promise<Refused | SlipNews | undefined> {
    switch (step.does) {
      case 'open':
        return undefined;
      case 'reprint':
        return reprint(step.number);
      case 'testPrint':
        return paper.loose(testSlip(), paper.patience());
      case 'printer':
        return choosePrinter(step.uri);
      case 'hub': {
        const url = hubAddress(step.url);
        if (url === undefined) return refused('badHub');
        const kept = keep('hub', url);
        if (kept) return kept;
        hub = url;
        edges.restart();
        return undefined;
      }
      case 'restart':
        edges.restart();
        return undefined;
      default:
        return assertNever(step);
    }
  }

  function testSlip(): Uint8Array {
    const timeZone = hearing.known().office?.document.timeZone;
    return testBytes({ printer: paper.printer().uri, at: hearing.now(), timeZone }, settings.paper);
  }

  async function reprint(text: string): Promise<Refused | SlipNews> {
    const number = readSlipCode(text)?.number;
    const press = number === undefined ? undefined : newest().find((one) => one.number === number);
    const of = press && slips.ofPress(press);
    const slip = of && slips.layOut(of);
    if (!press || !slip) return refused('notFound');
    const news = await paper.copy(
      press.ticket,
      (copy) => slipBytes({ ...slip, copy }, settings.paper),
      paper.patience(),
    );
    parts.onCopy();
    return news;
  }

  /** The new printer is there before the old one is let go. */
  function choosePrinter(uri: string): Refused | undefined {
    const opened = edges.openPrinter(uri);
    if (!opened.ok) return refused('badPrinter');
    const kept = keep('printer', uri);
    if (kept) opened.value.close();
    else paper.swap(opened.value);
    return kept;
  }

  function keep(choice: Choice, value: string): Refused | undefined {
    if (settings.fixed.includes(choice)) return refusedChoice(choice);
    try {
      edges.saveChoice(choice, value);
      return undefined;
    } catch (error) {
      edges.log(`The ${choice} could not be saved: ${String(error)}.`);
      return refused('notSaved');
    }
  }

  const newest = () => [...book.presses.values()].filter(({ number }) => number !== undefined).toReversed();

  return async ({ code, step }) => {
    const refusal = refusalOf(code);
    if (refusal) return refusal;
    const taken = await take(step);
    if (typeof taken === 'object') return taken;
    return {
      ok: true,
      printer: paper.printer().uri,
      hub,
      link: parts.link(),
      state: paper.state(),
      pending: book.pending(),
      recent: newest()
        .slice(0, recentNumbers)
        .map(({ number = '', at, slip }) => ({ number, at, slip: newsOf(slip) })),
      ...(taken === undefined ? {} : { slip: taken }),
    };
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();

function newsOf(slip: string): SlipNews {
  if (slip === 'printed') return 'printed';
  return slip === 'shown' || slip === 'failed' ? 'shown' : 'uncertain';
}
