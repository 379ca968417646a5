import { present, type Result } from '../../../../shared/basics.ts';
import { numberText, type StageId } from '../../../../shared/ids.ts';
import type { CommandOf, Outcome } from '../../../../shared/protocol/commands.ts';
import type { Refusal } from '../../../../shared/protocol/refusals.ts';
import type { Event } from '../events.ts';
import type { ReadonlyFloor, ReadonlyVisit } from '../floor.ts';
import { stageOf } from '../lines.ts';
import { isRestoring } from '../restore.ts';
import {
  accept,
  atCounter,
  optional,
  overrideOf,
  refuse,
  visitOf,
  withOverride,
  type AtCounter,
  type Context,
  type Decided,
} from './context.ts';

/** The visitor sat down. */
export function startService(command: CommandOf<'StartService'>, floor: ReadonlyFloor, context: Context): Decided {
  const there = atCounter(floor, command, context);
  if (!there.ok) return there;
  const { counter, ticket } = command;
  return there.value.stay.is === 'serving'
    ? refuse('alreadyStarted')
    : accept([{ type: 'ServiceStarted', counter, ticket }]);
}

interface Finishing {
  readonly outcome?: Outcome | undefined;
  readonly reasons?: readonly string[] | undefined;
  readonly served?: number | undefined;
  readonly add?: readonly StageId[] | undefined;
  readonly skip?: readonly StageId[] | undefined;
  readonly reason?: string | undefined;
  readonly reference?: CommandOf<'Finish'>['reference'];
}

/** S1, S4-S7: the stage ends; the visit joins the next one, or ends. */
export function finish(command: CommandOf<'Finish'>, floor: ReadonlyFloor, context: Context): Decided {
  const there = atCounter(floor, command, context);
  if (!there.ok) return there;
  const override = overrideOf(command, context);
  if (!override.ok) return override;
  const events = finishing(there.value, command, floor, override.value);
  return events.ok ? accept(events.value) : events;
}

/** The events of a finish, also for CallNext with an outcome (C14). */
export function finishing(
  { counter, visit }: AtCounter,
  how: Finishing,
  floor: ReadonlyFloor,
  override: string | undefined,
): Result<readonly Event[], Refusal> {
  const { ticket } = visit;
  const outcome = how.outcome ?? 'done';
  const stage = stageOf(visit);
  const ahead = visit.stages.slice(1);
  if (outcome === 'done' && override === undefined) {
    const open = openItems(visit, stage, floor);
    if (open > 0) return refuse('checklistOpen', { items: open });
  }
  if (how.served !== undefined && how.served > visit.people) return refuse('tooManyPeople', { max: visit.people });
  const next = outcome === 'done' ? changed(ahead, how, floor) : { ok: true as const, value: [] };
  if (!next.ok) return next;
  const finished: Event = {
    type: 'StageFinished',
    ticket,
    counter: counter.id,
    stage,
    outcome,
    next: next.value,
    ...optional('reasons', how.reasons && [...how.reasons]),
    ...optional('served', how.served),
    ...optional('changed', how.add || how.skip ? how.reason : undefined),
    ...optional('reference', how.reference),
  };
  const ended: readonly Event[] =
    next.value.length > 0 ? [] : [{ type: 'VisitEnded', ticket, ending: outcome === 'done' ? 'finished' : outcome }];
  return { ok: true, value: [withOverride(finished, override), ...ended] };
}

function openItems(visit: ReadonlyVisit, stage: StageId, floor: ReadonlyFloor): number {
  return checklistOf(stage, floor).filter(({ id }) => !visit.checked.includes(id)).length;
}

function checklistOf(stage: StageId, floor: ReadonlyFloor): readonly { readonly id: string }[] {
  return present(floor.lines.office.stages.get(stage), stage).checklist;
}

/** S1: stages added right after this one, or skipped, with a reason. */
function changed(
  ahead: readonly StageId[],
  { add, skip, reason }: Finishing,
  floor: ReadonlyFloor,
): Result<StageId[], Refusal> {
  if ((add || skip) && reason === undefined) return refuse('reasonNeeded');
  const unknown = add?.find((stage) => !floor.lines.office.stages.has(stage));
  if (unknown !== undefined) return refuse('unknownStage', { stage: unknown });
  const absent = skip?.find((stage) => !ahead.includes(stage));
  if (absent !== undefined) return refuse('noNextStage', { stage: absent });
  return { ok: true, value: [...(add ?? []), ...ahead.filter((stage) => !skip?.includes(stage))] };
}

/** S4: an item of the stage's checklist, ticked or unticked. */
export function checkItem(command: CommandOf<'CheckItem'>, floor: ReadonlyFloor, context: Context): Decided {
  const there = atCounter(floor, command, context);
  if (!there.ok) return there;
  const { visit } = there.value;
  const { counter, ticket, item, done } = command;
  const known = checklistOf(stageOf(visit), floor).some(({ id }) => id === item);
  if (!known) return refuse('unknownItem', { item });
  return accept(visit.checked.includes(item) === done ? [] : [{ type: 'ItemChecked', counter, ticket, item, done }]);
}

/** S2: the visitor steps aside, e.g. to pay, and keeps the place. */
export function park(command: CommandOf<'Park'>, floor: ReadonlyFloor, context: Context): Decided {
  const there = atCounter(floor, command, context);
  if (!there.ok) return there;
  const { counter, ticket, until, reason } = command;
  if (until !== undefined && until <= context.now) return refuse('returnInPast');
  return accept([{ type: 'VisitParked', counter, ticket, ...optional('until', until), ...optional('reason', reason) }]);
}

/** S3: on to another service, stage, counter or officer; the number stays (N3). */
export function transfer(command: CommandOf<'Transfer'>, floor: ReadonlyFloor, context: Context): Decided {
  const there = atCounter(floor, command, context);
  if (!there.ok) return there;
  const target = targetOf(command, there.value, floor);
  if (!target.ok) return target;
  const { counter, ticket, to, ourMistake, reason } = command;
  return accept([
    {
      type: 'VisitTransferred',
      counter,
      ticket,
      to,
      ...target.value,
      keepsPlace: ourMistake === true,
      ...optional('reason', reason),
    },
  ]);
}

type Target = { readonly stages: StageId[]; readonly service?: ReadonlyVisit['service'] };

function targetOf(
  { to, counter }: CommandOf<'Transfer'>,
  { visit }: AtCounter,
  { lines, counters, seats }: ReadonlyFloor,
): Result<Target, Refusal> {
  const stages = [...visit.stages];
  if ('service' in to) {
    const service = lines.office.services.get(to.service);
    if (!service) return refuse('unknownService', { service: to.service });
    return service.id === visit.service
      ? refuse('sameTarget')
      : { ok: true, value: { stages: [...service.stages], service: service.id } };
  }
  if ('stage' in to) {
    if (!lines.office.stages.has(to.stage)) return refuse('unknownStage', { stage: to.stage });
    return to.stage === stages[0]
      ? refuse('sameTarget')
      : { ok: true, value: { stages: [to.stage, ...stages.filter((stage) => stage !== to.stage)] } };
  }
  if ('counter' in to) {
    const other = counters.get(to.counter);
    if (!other) return refuse('unknownCounter', { counter: to.counter });
    if (to.counter === counter) return refuse('sameTarget');
    if (!other.tiers.flat().some((stage) => stage === stages[0])) return refuse('notYourQueue');
    return other.state === 'closed' ? refuse('targetAbsent') : { ok: true, value: { stages } };
  }
  if (!lines.office.officers.has(to.officer)) return refuse('unknownOfficer', { officer: to.officer });
  return seats.has(to.officer) ? { ok: true, value: { stages } } : refuse('targetAbsent');
}

/** C9: a supervisor sends the visitor of a counter back to the line, place kept. */
export function release(command: CommandOf<'Release'>, floor: ReadonlyFloor, context: Context): Decided {
  const there = atCounter(floor, command, context);
  if (!there.ok) return there;
  const { counter, ticket, reason } = command;
  return accept([{ type: 'VisitReleased', counter, ticket, ...optional('reason', reason) }]);
}

/** S7: part of a group goes on by itself, with a new number and the same place. */
export function split(command: CommandOf<'Split'>, floor: ReadonlyFloor, { now, by }: Context): Decided {
  const found = visitOf(floor, command.ticket);
  if (!found.ok) return found;
  const visit = found.value;
  if (visit.stay.is === 'ended') return refuse('alreadyEnded');
  if (command.people >= visit.people) return refuse('nobodyToSplit', { people: visit.people });
  if (isRestoring(floor, by)) return refuse('restoring');
  const { prefix } = visit.number;
  const count = (floor.series.get(`${prefix}/hub`) ?? 0) + 1;
  if (count > floor.lines.office.policy.hubTop) return refuse('seriesFull', { prefix });
  const into = command.key as string as ReadonlyVisit['ticket'];
  if (floor.visits.has(into)) return refuse('keyReused');
  const number = { prefix, source: 'hub', count } as const;
  return accept(
    [
      { type: 'VisitSplit', ticket: visit.ticket, people: command.people, into },
      {
        type: 'TicketIssued',
        ticket: into,
        number,
        service: visit.service,
        lane: visit.lane,
        language: visit.language,
        people: command.people,
        stages: [...visit.stages],
        arrivedAt: now,
        slip: 'shown',
        splitFrom: visit.ticket,
        place: visit.place,
        shown: null,
        ahead: null,
        ...optional('slot', visit.slot),
      },
    ],
    { ticket: into, number: numberText(number), ahead: 0, estimate: null },
  );
}

/** C2: two visits of one holder, from now on at one counter at a time. */
export function link(command: CommandOf<'Link'>, floor: ReadonlyFloor): Decided {
  const one = visitOf(floor, command.ticket);
  if (!one.ok) return one;
  const other = visitOf(floor, command.with);
  if (!other.ok) return other;
  if (one.value.stay.is === 'ended' || other.value.stay.is === 'ended') return refuse('alreadyEnded');
  if (command.ticket === command.with || one.value.party?.members.includes(command.with))
    return refuse('alreadyLinked');
  const busy = [one.value, other.value].filter((visit) => isAtCounter(visit) || (visit.party?.atCounter ?? 0) > 0);
  return busy.length > 1
    ? refuse('linkedAtCounter')
    : accept([{ type: 'VisitLinked', ticket: command.ticket, with: command.with }]);
}

/** Called to or served at a counter. */
export function isAtCounter({ stay }: ReadonlyVisit): boolean {
  return stay.is === 'called' || stay.is === 'serving';
}

/** P1: words of staff about a visit, already sealed. */
export function note({ ticket, note: sealed }: CommandOf<'Note'>, floor: ReadonlyFloor): Decided {
  const found = visitOf(floor, ticket);
  return found.ok ? accept([{ type: 'NoteSealed', ticket, note: sealed }]) : found;
}
