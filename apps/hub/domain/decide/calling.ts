import type { Result } from '../../../../shared/basics.ts';
import { numberText, secondMs, type Instant } from '../../../../shared/ids.ts';
import type { CommandOf } from '../../../../shared/protocol/commands.ts';
import type { Refusal } from '../../../../shared/protocol/refusals.ts';
import type { CommandResult } from '../../../../shared/protocol/replies.ts';
import type { Event, EventOf, Why } from '../events.ts';
import { dueAt, voiceOf, type ReadonlyCounter, type ReadonlyFloor, type ReadonlyVisit } from '../floor.ts';
import { keepsCode } from '../notToday.ts';
import { chosen, nextUp, type Caller, type Leaving } from '../nextUp.ts';
import { isCallable, slipUnconfirmed } from '../waits.ts';
import {
  accept,
  atCounter,
  callerOf,
  counterOf,
  maySpeakFor,
  optional,
  overrideOf,
  refuse,
  secondsShort,
  since,
  visitOf,
  withOverride,
  type AtCounter,
  type CalledStay,
  type Context,
  type Decided,
} from './context.ts';
import { finishing } from './service.ts';

/** C1, C3, C14, L7: the next visitor, with the outcome of the present one in the same press; both happen or neither. */
export function callNext(command: CommandOf<'CallNext'>, floor: ReadonlyFloor, context: Context): Decided {
  const ready = readyToCall(command, floor, context);
  if (!ready.ok) return ready;
  const { counter, caller, override } = ready.value;
  const leave = leaving(command, counter, floor, context);
  if (!leave.ok) return leave;
  const next = nextUp(floor.lines, caller, context.now, leave.value?.leaving);
  if (!next) return refuse('nobodyWaiting');
  const before = leave.value?.events ?? [];
  return accept(
    [...before, withOverride(calledAs(next.visit, caller, next.why), override)],
    answerOf(next.visit, next.why, context.nextSeq + before.length),
  );
}

/** C12: a chosen visitor of the officer's queues. */
export function callTicket(command: CommandOf<'CallTicket'>, floor: ReadonlyFloor, context: Context): Decided {
  const ready = readyToCall(command, floor, context);
  if (!ready.ok) return ready;
  const { counter, caller, override } = ready.value;
  if (counter.visit !== undefined) return refuse('counterBusy', { number: numberText(counter.visit.number) });
  const found = visitOf(floor, command.ticket);
  if (!found.ok) return found;
  const visit = found.value;
  const choice = mayChoose(visit, floor, context);
  if (!choice.ok) return choice;
  const stage = choice.value;
  if (override === undefined) {
    if (!caller.tiers.flat().includes(stage)) return refuse('notYourQueue');
    if (floor.lines.office.policy.reasonForChosen && command.reason === undefined) return refuse('reasonNeeded');
  }
  const why = chosen(floor.lines, caller, visit, stage, context.now, command.reason);
  return accept([withOverride(calledAs(visit, caller, why), override)], answerOf(visit, why, context.nextSeq));
}

interface Ready {
  readonly counter: ReadonlyCounter;
  readonly caller: Caller;
  readonly override: string | undefined;
}

function readyToCall(
  command: CommandOf<'CallNext' | 'CallTicket'>,
  floor: ReadonlyFloor,
  context: Context,
): Result<Ready, Refusal> {
  const found = counterOf(floor, command.counter);
  if (!found.ok) return found;
  const counter = found.value;
  if (!maySpeakFor(context, counter)) return refuse('notAllowed');
  const override = overrideOf(command, context);
  if (!override.ok) return override;
  const caller = callerOf(floor, counter, override.value);
  return caller.ok ? { ok: true, value: { counter, caller: caller.value, override: override.value } } : caller;
}

function mayChoose(
  visit: ReadonlyVisit,
  { lines }: ReadonlyFloor,
  { now }: Context,
): Result<ReadonlyVisit['stages'][number], Refusal> {
  const stage = visit.stages[0];
  if (stage === undefined || visit.stay.is === 'ended') return refuse('alreadyEnded');
  if (visit.party !== undefined && visit.party.atCounter > 0) return refuse('linkedAtCounter');
  if (visit.stay.is === 'parked' || visit.stay.is === 'missed') return { ok: true, value: stage };
  return isCallable(visit, lines, now) ? { ok: true, value: stage } : refuse('notCallable');
}

/** C14: the events that let the present visitor go, and how the lines then stand. */
function leaving(
  command: CommandOf<'CallNext'>,
  counter: ReadonlyCounter,
  floor: ReadonlyFloor,
  context: Context,
): Result<{ readonly events: readonly Event[]; readonly leaving: Leaving } | undefined, Refusal> {
  const { visit } = counter;
  if (visit === undefined) return command.ticket === undefined ? { ok: true, value: undefined } : refuse('movedOn');
  if (command.outcome === undefined) return refuse('counterBusy', { number: numberText(visit.number) });
  const there = atCounter(
    floor,
    { counter: command.counter, ticket: command.ticket ?? visit.ticket, call: command.call },
    context,
  );
  if (!there.ok) return there;
  const done =
    command.outcome === 'noShow'
      ? missing(there.value, floor, context, undefined)
      : finishing(there.value, { outcome: command.outcome, reasons: command.reasons }, floor, undefined);
  return done.ok
    ? { ok: true, value: { events: done.value, leaving: { visit, joins: joining(visit, done.value, context) } } }
    : done;
}

/** The visit as it will wait for its next stage, if it has one (S1). */
function joining(visit: ReadonlyVisit, events: readonly Event[], { now, nextSeq }: Context): ReadonlyVisit | undefined {
  const finished = events.find((event): event is EventOf<'StageFinished'> => event.type === 'StageFinished');
  if (!finished || finished.next.length === 0) return undefined;
  return {
    ...visit,
    stages: finished.next,
    place: now,
    joined: nextSeq,
    waits: [],
    waitingSince: now,
    stay: { is: 'waiting', since: now },
    party: undefined,
  };
}

function calledAs(visit: ReadonlyVisit, caller: Caller, why: Why): EventOf<'VisitCalled'> {
  return {
    type: 'VisitCalled',
    ticket: visit.ticket,
    counter: caller.id,
    officer: caller.officer,
    stage: why.queue,
    why,
    ...optional('slipUnconfirmed', slipUnconfirmed(visit) ? true : undefined),
  };
}

function answerOf(visit: ReadonlyVisit, { rule, queue, lane, hand, passed, overBy }: Why, call: number): CommandResult {
  return {
    ticket: visit.ticket,
    number: numberText(visit.number),
    stage: queue,
    call,
    why: { rule, lane, hand, passed, ...optional('overBy', overBy) },
  };
}

/** C4: the same invitation once more; a new announcement (A4). */
export function recall(command: CommandOf<'Recall'>, floor: ReadonlyFloor, context: Context): Decided {
  const called = stillCalled(command, floor, context);
  if (!called.ok) return called;
  const override = overrideOf(command, context);
  if (!override.ok) return override;
  const { recallLimit } = floor.lines.office.policy;
  if (override.value === undefined && called.value.stay.calls > recallLimit)
    return refuse('recallLimit', { limit: recallLimit });
  const { counter, ticket } = command;
  return accept([withOverride({ type: 'CallRepeated', counter, ticket }, override.value)], {
    announcement: context.nextSeq,
  });
}

/** C10: within 10 s a call not started is taken back, and the visit keeps its place. */
export function withdraw(command: CommandOf<'Withdraw'>, floor: ReadonlyFloor, context: Context): Decided {
  const called = stillCalled(command, floor, context);
  if (!called.ok) return called;
  const within = floor.lines.office.policy.withdrawWithinSeconds;
  if (since(floor, called.value.stay.at, context) > within * secondMs) return refuse('tooLate', { seconds: within });
  const { counter, ticket } = command;
  return accept([{ type: 'CallWithdrawn', counter, ticket, reason: 'officer' }]);
}

/** C5, C6, C7: nobody came. */
export function markNoShow(command: CommandOf<'MarkNoShow'>, floor: ReadonlyFloor, context: Context): Decided {
  const there = atCounter(floor, command, context);
  if (!there.ok) return there;
  const override = overrideOf(command, context);
  if (!override.ok) return override;
  const events = missing(there.value, floor, context, override.value);
  return events.ok ? accept(events.value) : events;
}

function missing(
  { counter, visit, stay }: AtCounter,
  floor: ReadonlyFloor,
  context: Context,
  override: string | undefined,
): Result<readonly Event[], Refusal> {
  if (stay.is === 'serving') return refuse('alreadyStarted');
  const { minCalls, noShowAfterSeconds } = floor.lines.office.policy;
  if (override === undefined) {
    if (stay.calls < minCalls) return refuse('tooFewCalls', { calls: minCalls });
    const waited = since(floor, announcementEnd(stay, counter, floor), context);
    if (waited < noShowAfterSeconds * secondMs)
      return refuse('tooEarly', { seconds: secondsShort(noShowAfterSeconds * secondMs, waited) });
  }
  const { ticket } = visit;
  const free = stay.unconfirmed;
  const missed = withOverride({ type: 'VisitMissed', ticket, counter: counter.id, free }, override);
  if (visit.misses === 0 || free) return { ok: true, value: [missed] };
  const code = optional('carryOver', keepsCode(visit, floor) || undefined);
  return { ok: true, value: [missed, { type: 'VisitEnded', ticket, ending: 'noShow', ...code }] };
}

/** An announcement that the voice of its zone never reported counts as ended after this long. */
const unreportedMs = 30 * secondMs;

/** C5: when the last announcement of a call ended, as far as is known. */
export function announcementEnd(
  { announcedAt, repeatedAt }: Pick<CalledStay, 'announcedAt' | 'repeatedAt'>,
  { zone }: Pick<ReadonlyCounter, 'zone'>,
  floor: ReadonlyFloor,
): Instant {
  if (announcedAt !== undefined) return announcedAt;
  const { silentAnnouncementSeconds } = floor.lines.office.policy;
  const span = voiceOf(floor, zone) === undefined ? silentAnnouncementSeconds * secondMs : unreportedMs;
  return dueAt(floor.lines, repeatedAt, span);
}

function stillCalled(
  command: CommandOf<'Recall' | 'Withdraw'>,
  floor: ReadonlyFloor,
  context: Context,
): Result<{ readonly stay: CalledStay }, Refusal> {
  const there = atCounter(floor, command, context);
  if (!there.ok) return there;
  const { stay } = there.value;
  return stay.is === 'called' ? { ok: true, value: { stay } } : refuse('alreadyStarted');
}
