import { noHistory, type History } from '../../apps/kiosk/printer/job.ts';
import type { PrintOutcome } from '../../apps/kiosk/printer.ts';
import {
  EscPosPrinter,
  goodPrinter,
  onPaper,
  type Fault,
  type PrinterNature,
} from '../../shared/testing/escposPrinter.ts';
import { chanceOf, type Chance } from '../day/chance.ts';
import { PrinterWorld, type Wire } from './printerWorld.ts';

export const faultKinds = [
  'paperOut',
  'nearEnd',
  'coverOpen',
  'cutterJam',
  'offline',
  'powerCycle',
  'statusLost',
  'statusGarbled',
] as const;
type FaultKind = (typeof faultKinds)[number];

/** The printers that are met: from a talkative good one to one that never says a word. */
export const natures: { readonly [name: string]: PrinterNature } = {
  full: goodPrinter,
  countsOnly: { ...goodPrinter, answersName: false },
  talkative: { ...goodPrinter, tellsChanges: true, chatty: true },
  talkativeCounter: { ...goodPrinter, answersName: false, tellsChanges: true },
  looksOnly: { ...goodPrinter, answersName: false, answersCount: false },
  silent: { ...goodPrinter, answersLooks: false, answersCount: false, answersName: false },
};

export interface Trial {
  readonly nature: string;
  readonly fault: Fault;
  readonly wire: Wire;
  /** Jobs that went well before this one, from which the printer is known. */
  readonly before: number;
  /** From mending the printer to the copy, where one is asked for. */
  readonly copyAfterMs: number;
}

export interface Ended {
  readonly outcome: PrintOutcome;
  readonly tookMs: number;
  readonly violations: readonly string[];
}

const longestMs = 5_000;

/**
 * One fault in one job, with what a person does then: looks at an `uncertain` slip and has a copy printed when none came,
 * and mends the printer. Outcome against what is on the paper (I24, I25, I27).
 */
export function playTrial(
  { nature: name, fault, wire, before, copyAfterMs }: Trial,
  slip: Uint8Array,
  copy: Uint8Array,
): Ended {
  const nature = natures[name] ?? goodPrinter;
  const printer = new EscPosPrinter(nature);
  const world = new PrinterWorld(printer, wire);
  const history: History = noHistory(7);
  const paper = onPaper(slip);
  const isKnowable = nature.answersCount || nature.answersName;
  const violations: string[] = [];
  const expectHolds = (holds: boolean, what: string) => {
    if (!holds) violations.push(what);
  };
  for (let i = 0; i < before; i++) {
    // A printer that only counts may owe answers to a job of an earlier start: its first slip stays `sent`.
    const isBelieved = nature.answersName || (nature.answersCount && i > 0);
    world.print(slip, history, ({ kind }) =>
      expectHolds(kind === (isBelieved ? 'fenced' : 'sent'), `sound job ${i} ${kind}`),
    );
    world.pass(10_000);
  }
  const whole = () => printer.slips.filter((one) => one.equals(paper)).length - before;
  let ended: { readonly outcome: PrintOutcome; readonly tookMs: number; readonly whole: number } | undefined;
  printer.befall(fault);
  world.print(slip, history, (outcome, tookMs) => {
    ended = { outcome, tookMs, whole: whole() };
  });
  if (!ended) throw new Error('A job did not end');
  const { outcome, tookMs } = ended;
  expectHolds(tookMs <= longestMs, `I24 took ${tookMs} ms`);
  expectHolds(outcome.kind !== 'fenced' || ended.whole === 1, 'I27 fenced, and the slip is not out');
  const lookedAt = whole();
  world.pass(15_000);
  printer.mend();
  world.pass(copyAfterMs);
  if (outcome.kind === 'uncertain' && lookedAt === 0) {
    world.print(copy, history, ({ kind }) =>
      expectHolds(
        kind !== 'fenced' || printer.slips.some((one) => one.equals(onPaper(copy))),
        'I27 fenced, and the copy is not out',
      ),
    );
  }
  world.pass(10_000);
  expectHolds(
    outcome.kind === 'fenced' ||
      fault.kind !== 'nearEnd' ||
      before === 0 ||
      !isKnowable ||
      wire.hangsUpAt !== undefined,
    `a sound slip is ${outcome.kind}`,
  );
  const plain = whole();
  expectHolds(plain <= 1, `I25 ${plain} slips without COPY`);
  expectHolds(
    outcome.kind !== 'failed' || (plain === 0 && printer.torn.length === 0 && !printer.isBegun()),
    'failed, and something was printed',
  );
  // A printer that is known to answer is never taken at its word that bytes arrived.
  expectHolds(outcome.kind !== 'sent' || before === 0 || !isKnowable, 'I27 sent, by a printer that answers');
  return { outcome, tookMs, violations };
}

const wires = {
  good: { takesPerMs: 1_000, worksPerMs: 10, connects: 'yes' },
  slow: { takesPerMs: 20, worksPerMs: 4, connects: 'yes' },
  server: { takesPerMs: 1_000, worksPerMs: 4, connects: 'yes', keepsReplies: true },
  crawling: { takesPerMs: 1, worksPerMs: 1, connects: 'yes' },
} as const satisfies { readonly [name: string]: Wire };

/** Replies of a job: four looks, six counts, seven of a name, and what a talkative printer adds. */
const mostReplies = 40;

function faultOf(kind: FaultKind, at: number, chance: Chance): Fault {
  if (kind === 'statusLost') return { kind, atReply: at % mostReplies };
  if (kind === 'statusGarbled') return { kind, atReply: at % mostReplies, mask: chance.int(1, 255) };
  return { kind, atByte: at };
}

export interface Figures {
  readonly trials: number;
  readonly outcomes: { readonly [kind: string]: number };
  readonly longestMs: number;
  readonly violations: readonly string[];
}

/** Random faults at random bytes of a slip; from `8 x bytes` trials on, every byte with every kind comes first. */
export function printerFaults(trials: number, seed: number, slip: Uint8Array, copy: Uint8Array): Figures {
  const chance = chanceOf(seed);
  const bytes = slip.length + 30;
  const isGrid = trials >= bytes * faultKinds.length;
  const outcomes: { [kind: string]: number } = {};
  const violations: string[] = [];
  let longest = 0;
  for (let i = 0; i < trials; i++) {
    const kind = isGrid ? (faultKinds[i % faultKinds.length] ?? 'paperOut') : chance.pick(faultKinds);
    const at = isGrid ? Math.floor(i / faultKinds.length) % bytes : chance.int(0, bytes);
    const trial: Trial = {
      nature: chance.pick(Object.keys(natures)),
      fault: faultOf(kind, at, chance),
      wire: chance.weighted<Wire>([
        [wires.good, 8],
        [wires.slow, 3],
        [wires.server, 3],
        [wires.crawling, 1],
        [{ ...wires.good, hangsUpAt: chance.int(1, bytes) }, 1],
        [{ ...wires.crawling, systemBytes: 0 }, 0.5],
        [{ ...wires.good, connects: 'refused' }, 0.2],
        [{ ...wires.good, connects: 'hangs' }, 0.2],
      ]),
      before: chance.int(0, 2),
      copyAfterMs: chance.pick([0, 50, 10_000]),
    };
    const hasSoundWire = Object.values<Wire>(wires).includes(trial.wire) && trial.wire !== wires.crawling;
    const ended = playTrial(hasSoundWire ? trial : { ...trial, before: 0 }, slip, copy);
    outcomes[ended.outcome.kind] = (outcomes[ended.outcome.kind] ?? 0) + 1;
    longest = Math.max(longest, ended.tookMs);
    for (const what of ended.violations) violations.push(`${what}: ${JSON.stringify(trial)}`);
  }
  return { trials, outcomes, longestMs: longest, violations };
}
