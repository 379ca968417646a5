import { err, invariant, present, type Result } from '../../../../shared/basics.ts';
import type { BusinessDay, CounterId, Epoch, Instant, Seq, Source, StageId, TicketId } from '../../../../shared/ids.ts';
import { secondMs } from '../../../../shared/ids.ts';
import type { Refusal, RefusalCode } from '../../../../shared/protocol/refusals.ts';
import type { CommandResult, Estimate } from '../../../../shared/protocol/replies.ts';
import { mayOverride } from '../../../../shared/protocol/roles.ts';
import type { By, Event } from '../events.ts';
import { elapsed, type ReadonlyCounter, type ReadonlyFloor, type ReadonlyVisit } from '../floor.ts';
import type { Caller } from '../nextUp.ts';
import type { OfficeIndex } from '../officeIndex.ts';

/** All that a decision may know besides the command and the floor. */
export interface Context {
  /** T1. */
  readonly now: Instant;
  readonly by: By;
  /** The seq the first event of this decision will get. */
  readonly nextSeq: Seq;
  /** The business day of `now`; a correction or late upload may be for an earlier book (D5, D6). */
  readonly today: BusinessDay;
  /** F2: what is promised to a newcomer of this service, or null. */
  readonly estimate: Estimate;
  /** N6: the digit that pairing gave to the sending kiosk's generation. */
  readonly digit?: Source;
  /** I19: the restore to which kiosks may bring their numbers of any day. */
  readonly restore?: Epoch;
  /** ChangeOffice: the document that passed the office check. */
  readonly adopting?: OfficeIndex;
}

export interface Decision {
  readonly events: readonly Event[];
  readonly answer: CommandResult;
}
export type Decided = Result<Decision, Refusal>;

export function refuse(code: RefusalCode, about?: Refusal['about']): { readonly ok: false; readonly error: Refusal } {
  return err(about === undefined ? { code } : { code, about });
}

/** The events, and an answer where the command made something. */
export function accept(
  events: readonly Event[],
  answer: CommandResult = {},
): { readonly ok: true; readonly value: Decision } {
  return { ok: true, value: { events, answer } };
}

/** C13: an override that the sender may give, its reason; or a refusal. */
export function overrideOf(
  command: { readonly override?: { readonly reason: string } | undefined },
  { by }: Context,
): Result<string | undefined, Refusal> {
  if (command.override === undefined) return { ok: true, value: undefined };
  return mayOverride(by.role) ? { ok: true, value: command.override.reason } : refuse('overrideNotAllowed');
}

/** Adds the reason of an override to an event, or leaves the field out. */
export function withOverride<E extends Event>(event: E, override: string | undefined): E {
  return override === undefined ? event : { ...event, override };
}

/** A field that is left out when it has no value. */
export function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [N in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [N in Name]?: Value });
}

export function counterOf(floor: ReadonlyFloor, id: CounterId): Result<ReadonlyCounter, Refusal> {
  const counter = floor.counters.get(id);
  return counter ? { ok: true, value: counter } : refuse('unknownCounter', { counter: id });
}

export function visitOf(floor: ReadonlyFloor, ticket: TicketId): Result<ReadonlyVisit, Refusal> {
  const visit = floor.visits.get(ticket);
  return visit ? { ok: true, value: visit } : refuse('unknownTicket', { ticket });
}

/** An officer acts at the own counter only; a supervisor anywhere. */
export function maySpeakFor({ by }: Context, counter: ReadonlyCounter): boolean {
  return (
    by.role !== 'officer' || by.person === undefined || counter.officer === undefined || counter.officer === by.person
  );
}

export type CalledStay = Extract<ReadonlyVisit['stay'], { is: 'called' }>;
export type ServingStay = Extract<ReadonlyVisit['stay'], { is: 'serving' }>;
export interface AtCounter {
  readonly counter: ReadonlyCounter;
  readonly visit: ReadonlyVisit;
  readonly stay: CalledStay | ServingStay;
}

/** K4: the visitor a counter command was made for, if still there. */
export function atCounter(
  floor: ReadonlyFloor,
  command: { readonly counter: CounterId; readonly ticket: TicketId; readonly call?: Seq | undefined },
  context: Context,
): Result<AtCounter, Refusal> {
  const found = counterOf(floor, command.counter);
  if (!found.ok) return found;
  const counter = found.value;
  if (!floor.visits.has(command.ticket)) return refuse('unknownTicket', { ticket: command.ticket });
  if (!maySpeakFor(context, counter)) return refuse('notAllowed');
  const { visit } = counter;
  if (visit === undefined || visit.ticket !== command.ticket) return refuse('movedOn');
  const { stay } = visit;
  invariant(stay.is === 'called' || stay.is === 'serving', `Visit ${visit.ticket} at ${counter.id} is ${stay.is}`);
  return command.call === undefined || command.call === stay.call
    ? { ok: true, value: { counter, visit, stay } }
    : refuse('movedOn');
}

/** C3: the stages an officer may call for today. */
export function skillsOf(floor: ReadonlyFloor, officer: Caller['officer']): ReadonlySet<StageId> {
  const { skills } = present(floor.lines.office.officers.get(officer), officer);
  return new Set(skills.filter(({ until }) => until === undefined || until >= floor.day).map(({ stage }) => stage));
}

/** C3: who calls, with the queues that counter and skills share; an override sets the skills aside. */
export function callerOf(
  floor: ReadonlyFloor,
  counter: ReadonlyCounter,
  override: string | undefined,
): Result<Caller, Refusal> {
  if (counter.state === 'closed') return refuse('counterClosed');
  if (counter.state === 'paused' || counter.pending !== undefined) return refuse('counterPaused');
  const officer = present(counter.officer, `officer of the open counter ${counter.id}`);
  const skills = skillsOf(floor, officer);
  const tiers =
    override === undefined ? counter.tiers.map((stages) => stages.filter((stage) => skills.has(stage))) : counter.tiers;
  if (tiers.every((stages) => stages.length === 0)) return refuse('notSkilled');
  return { ok: true, value: { id: counter.id, officer, tiers, sinceOverdue: counter.sinceOverdue } };
}

/** Ms since an instant, without clock jumps (T2). */
export function since(floor: ReadonlyFloor, from: Instant, { now }: Context): number {
  return elapsed(floor.lines, from, now);
}

/** Whole seconds still missing to a length of time, for a sentence. */
export function secondsShort(neededMs: number, passedMs: number): number {
  return Math.ceil((neededMs - passedMs) / secondMs);
}
