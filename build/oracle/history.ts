import type { By, EventOf, EventType, Recorded } from '../../apps/hub/domain/events.ts';
import type { Command } from '../../shared/protocol/commands.ts';
import type { Reply } from '../../shared/protocol/replies.ts';
import { textOf } from './judgeNumbers.ts';
import type { Violation } from './report.ts';

/** One request and its reply. `sent` and `received` are places in one order of all sends and receipts. */
export interface Exchange {
  readonly command: Command;
  readonly by: By;
  readonly sent: number;
  readonly received: number;
  /** The hub's clock at the receipt. */
  readonly at: number;
  readonly reply: Reply;
}

const found = (rule: string, seq: number, what: string): Violation => ({ rule, seq, what });
const eventsOf = <Type extends EventType>(events: readonly Recorded[], type: Type) =>
  events.filter((recorded): recorded is Recorded & { event: EventOf<Type> } => recorded.event.type === type);

/** I01: no two tickets share (office, day, series, number). */
export function I01(events: readonly Recorded[]): Violation[] {
  const given = new Map<string, string>();
  const violations: Violation[] = [];
  for (const { event, office, day, seq } of events) {
    const number =
      event.type === 'TicketIssued' ? event.number : event.type === 'NumberVoided' ? event.replacedBy : undefined;
    if (!number || !('ticket' in event)) continue;
    const name = `${office} ${day} ${textOf(number)}`;
    const owner = given.get(name);
    if (owner !== undefined && owner !== event.ticket)
      violations.push(found('I01', seq, `${name} is ${owner}'s and ${event.ticket}'s`));
    given.set(name, event.ticket);
  }
  return violations;
}

/** I02: one key, one ticket; an accepted key has one result, however often it is sent. */
export function I02(history: readonly Exchange[]): Violation[] {
  const results = new Map<string, string>();
  const violations: Violation[] = [];
  for (const { command, reply } of history) {
    if (!reply.ok) continue;
    const result = JSON.stringify(reply);
    const before = results.get(command.key);
    if (before !== undefined && before !== result)
      violations.push(found('I02', reply.seq, `${command.key} answered ${before} and ${result}`));
    results.set(command.key, result);
  }
  return violations;
}

/** I05: per (day, prefix, source) every number up to the highest is exactly one of issued and voided. */
export function I05(events: readonly Recorded[]): Violation[] {
  const series = new Map<string, { readonly counts: number[]; readonly voided: number[] }>();
  const of = (day: string, { prefix, source }: { readonly prefix: string; readonly source: string | number }) => {
    const name = `${day} ${prefix}/${source}`;
    const known = series.get(name) ?? { counts: [], voided: [] };
    series.set(name, known);
    return known;
  };
  for (const { event, day } of events) {
    if (event.type === 'TicketIssued') of(day, event.number).counts.push(event.number.count);
    if (event.type === 'TicketIssued' && event.brought === true) {
      // A number that turns up with its ticket was not lost.
      const { voided: lost } = of(day, event.number);
      const at = lost.indexOf(event.number.count);
      if (at >= 0) lost.splice(at, 1);
    }
    if (event.type === 'NumbersLost')
      for (let count = event.from; count <= event.to; count++)
        of(day, { prefix: event.prefix, source: 'hub' }).voided.push(count);
    if (event.type !== 'NumberVoided') continue;
    const voided = of(day, event.number);
    voided.voided.push(event.number.count);
    voided.counts.splice(voided.counts.indexOf(event.number.count), 1);
    if (event.replacedBy) of(day, event.replacedBy).counts.push(event.replacedBy.count);
  }
  return [...series].flatMap(([name, { counts, voided }]) => {
    const all = [...counts, ...voided].sort((one, other) => one - other);
    return all
      .flatMap((count, i) =>
        count === i + 1 ? [] : [found('I05', 0, `${name}: ${count} stands where ${i + 1} should`)],
      )
      .slice(0, 1);
  });
}

/** What ends a visitor's stay at a counter. */
export const leaving: readonly EventType[] = [
  'StageFinished',
  'VisitMissed',
  'VisitParked',
  'VisitTransferred',
  'VisitReleased',
  'CallWithdrawn',
  'VisitEnded',
];

/** I07: at every position a ticket has at most one open call and a counter at most one visitor. */
export function I07(events: readonly Recorded[]): Violation[] {
  const at = new Map<string, string>();
  const violations: Violation[] = [];
  const sits = (ticket: string, counter: string, seq: number) => {
    if (at.has(ticket)) violations.push(found('I07', seq, `${ticket} is at ${at.get(ticket)} and at ${counter}`));
    if ([...at.values()].includes(counter))
      violations.push(found('I07', seq, `${counter} has a second visitor, ${ticket}`));
    at.set(ticket, counter);
  };
  for (const { event, seq } of events) {
    if (event.type === 'VisitCalled') sits(event.ticket, event.counter, seq);
    if ('ticket' in event && leaving.includes(event.type)) at.delete(event.ticket);
    if (event.type !== 'VisitRestored') continue;
    const { stay } = event.was;
    at.delete(event.ticket);
    if (stay.is === 'called' || stay.is === 'serving') sits(event.ticket, stay.counter, seq);
  }
  return violations;
}

/** I14: the events are 1..n of the journal with no hole, in order of time. */
export function I14(events: readonly Recorded[]): Violation[] {
  const first = events[0]?.seq ?? 0;
  return events.flatMap(({ seq, at }, i) => {
    const before = events[i - 1];
    if (seq !== first + i) return [found('I14', seq, `stands where ${first + i} should`)];
    return before && before.at > at ? [found('I14', seq, `is older than ${before.seq}`)] : [];
  });
}

/**
 * I09: the journal is the order. Its events, read in order of seq, give every reply ever sent, and a reply received
 * before another request was sent has the smaller seq (equal where the later one wrote nothing).
 */
export function I09(history: readonly Exchange[], events: readonly Recorded[]): Violation[] {
  const made = new Map<string, Recorded[]>();
  for (const recorded of events) made.set(recorded.key, [...(made.get(recorded.key) ?? []), recorded]);
  const last = events.at(-1)?.seq ?? 0;
  const violations: Violation[] = [];
  const answered = new Set<string>();
  for (const { command, reply } of history) {
    if (reply.seq > last)
      violations.push(found('I09', reply.seq, `a reply to ${command.type} from behind the journal`));
    if (!reply.ok) continue;
    const what = differs(command, reply.result, made.get(command.key) ?? []);
    if (what !== undefined) violations.push(found('I09', reply.seq, `${command.type} ${command.key}: ${what}`));
    const end = made.get(command.key)?.at(-1)?.seq;
    if (end !== undefined && end > reply.seq)
      violations.push(found('I09', reply.seq, `${command.key} was answered before its event ${end}`));
    answered.add(command.key);
  }
  return [...violations, ...realTime(history, answered)];
}

/** Replies in order of receipt against requests in order of sending; a repeated key is answered with its first reply. */
function realTime(history: readonly Exchange[], answered: ReadonlySet<string>): Violation[] {
  const first = new Set<string>();
  const own = history.filter(({ command }) => {
    const again = first.has(command.key) && answered.has(command.key);
    first.add(command.key);
    return !again;
  });
  const sent = [...own].sort((one, other) => one.sent - other.sent);
  const received = [...own].sort((one, other) => one.received - other.received);
  const violations: Violation[] = [];
  let highest = 0;
  let next = 0;
  for (const exchange of sent) {
    for (let one = received[next]; one && one.received < exchange.sent; one = received[++next])
      highest = Math.max(highest, one.reply.seq);
    if (exchange.reply.seq < highest)
      violations.push(
        found(
          'I09',
          exchange.reply.seq,
          `${exchange.command.type} ${exchange.command.key} was sent after a reply of ${highest}`,
        ),
      );
  }
  return violations;
}

/** What the events of a command say its answer must be. */
function differs(
  command: Command,
  result: Extract<Reply, { ok: true }>['result'],
  events: readonly Recorded[],
): string | undefined {
  const [issued] = eventsOf(events, 'TicketIssued');
  const [called] = eventsOf(events, 'VisitCalled');
  const differ = (what: string, told: unknown, recorded: unknown) =>
    JSON.stringify(told) === JSON.stringify(recorded)
      ? undefined
      : `${what} ${JSON.stringify(told)}, recorded ${JSON.stringify(recorded)}`;
  if (issued && 'estimate' in result)
    return (
      differ('number', result.number, textOf(issued.event.number)) ??
      differ('ahead', result.ahead, issued.event.ahead ?? 0) ??
      differ('estimate', result.estimate, issued.event.shown)
    );
  if (called && 'call' in result) {
    const { rule, lane, hand, passed, overBy } = called.event.why;
    const why = { rule, lane, hand, passed, ...(overBy === undefined ? {} : { overBy }) };
    return (
      differ('call', result.call, called.seq) ??
      differ('ticket', result.ticket, called.event.ticket) ??
      differ('why', result.why, why)
    );
  }
  const [repeated] = eventsOf(events, 'CallRepeated');
  if (repeated && 'announcement' in result) return differ('announcement', result.announcement, repeated.seq);
  const makes = ['CallNext', 'CallTicket', 'Recall'].includes(command.type);
  return makes ? 'an accepted call left no event' : undefined;
}

/** Which rule speaks through a refusal; counted, so that a rule that only ever refuses is seen to decide. */
const refusing: { readonly [code: string]: string } = {
  keyReused: 'K2',
  movedOn: 'K4',
  seriesFull: 'N2',
  quotaUsed: 'D2',
  intakeStopped: 'D2',
  servicePaused: 'D2',
  serviceClosed: 'D1',
  carryOverUnknown: 'D4',
  holderLimit: 'V4',
  counterBusy: 'C1',
  linkedAtCounter: 'C2',
  notSkilled: 'C3',
  counterClosed: 'C3',
  counterPaused: 'C8',
  recallLimit: 'C4',
  tooFewCalls: 'C5',
  tooEarly: 'C5',
  officerElsewhere: 'C11',
  counterTaken: 'C11',
  overrideNotAllowed: 'C13',
  checklistOpen: 'S4',
  alreadyPostponed: 'V1',
  notAway: 'V2',
  dayClosed: 'D6',
  predictionUnclear: 'F1',
  heldOpen: 'D2',
  notTimeToTell: 'D4',
  alreadyAdvised: 'F5',
  notAdvised: 'F5',
  noCounterHelps: 'F5',
  notTheVoice: 'A1',
  alreadyReported: 'A1',
  nothingToUndo: 'S8',
  notCallable: 'C12',
  notYourQueue: 'C12',
  reasonNeeded: 'C12',
  nobodyToSplit: 'S7',
  tooManyPeople: 'S7',
  priorityNotOffered: 'V3',
  notMissed: 'C6',
  notParked: 'S2',
};

/** How often each rule decided something in a history: N3, N5, K1, K5, and all that refuse. */
export function firedIn(history: readonly Exchange[]): Map<string, number> {
  const fired = new Map<string, number>();
  const count = (rule: string) => fired.set(rule, (fired.get(rule) ?? 0) + 1);
  const numbers = new Map<string, string>();
  const keys = new Set<string>();
  for (const { command, reply } of history) {
    count('K5');
    if (!reply.ok) {
      const rule = refusing[reply.error.code];
      if (rule !== undefined) count(rule);
      continue;
    }
    if (keys.has(command.key)) count('K1');
    keys.add(command.key);
    if (!('number' in reply.result)) continue;
    count('N5');
    const { ticket, number } = reply.result;
    if (numbers.get(ticket) === number) count('N3');
    numbers.set(ticket, number);
  }
  return fired;
}
