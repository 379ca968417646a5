import { assertNever, present } from '../../../../shared/basics.ts';
import type { OfficerId } from '../../../../shared/ids.ts';
import type { CommandOf } from '../../../../shared/protocol/commands.ts';
import type { Event } from '../events.ts';
import type { ReadonlyCounter, ReadonlyFloor } from '../floor.ts';
import { stageOf } from '../lines.ts';
import {
  accept,
  counterOf,
  maySpeakFor,
  optional,
  overrideOf,
  refuse,
  skillsOf,
  withOverride,
  type Context,
  type Decided,
} from './context.ts';

type Seating = CommandOf<'SignIn' | 'OpenCounter' | 'TakeOver'>;

/** C3, C9, C11: an officer sits down at a counter; somebody else's seat only with `takeOver`. */
export function sitDown(command: Seating, floor: ReadonlyFloor, context: Context): Decided {
  const found = counterOf(floor, command.counter);
  if (!found.ok) return found;
  const counter = found.value;
  const officer = command.officer ?? counter.officer ?? context.by.person;
  if (officer === undefined) return refuse('officerNeeded');
  const person = floor.lines.office.officers.get(officer);
  if (!person) return refuse('unknownOfficer', { officer });
  if (context.by.role === 'officer' && context.by.person !== undefined && context.by.person !== officer)
    return refuse('notAllowed');
  const override = overrideOf(command, context);
  if (!override.ok) return override;
  const skilled = skillsOf(floor, officer);
  const needed = counter.visit === undefined ? counter.tiers.flat() : [stageOf(counter.visit)];
  if (override.value === undefined && !needed.some((stage) => skilled.has(stage))) return refuse('notSkilled');
  return seatedAs(command, counter, officer, floor, context, override.value);
}

function seatedAs(
  command: Seating,
  counter: ReadonlyCounter,
  officer: OfficerId,
  floor: ReadonlyFloor,
  { by }: Context,
  override: string | undefined,
): Decided {
  const takesOver = command.type === 'TakeOver' || command.takeOver === true;
  if (counter.officer !== undefined && counter.officer !== officer && !takesOver)
    return refuse('counterTaken', { name: nameOf(counter.officer, floor) });
  const elsewhere = floor.seats.get(officer);
  if (elsewhere !== undefined && elsewhere !== counter.id && !takesOver)
    return refuse('officerElsewhere', { name: nameOf(officer, floor), counter: numberOf(elsewhere, floor) });
  const device = optional('device', by.role === 'officer' ? by.device : undefined);
  const { id } = counter;
  if (
    counter.officer === officer &&
    counter.state === 'open' &&
    counter.pending === undefined &&
    counter.device === device.device
  )
    return accept([]);
  const opened: Event =
    takesOver || (counter.visit !== undefined && counter.officer === undefined)
      ? { type: 'CounterTakenOver', counter: id, officer, ...optional('from', counter.officer), ...device }
      : { type: 'CounterOpened', counter: id, officer, ...device };
  return accept([withOverride(opened, override)]);
}

function nameOf(officer: OfficerId, floor: ReadonlyFloor): string {
  return present(floor.lines.office.officers.get(officer), officer).name;
}

function numberOf(counter: ReadonlyCounter['id'], floor: ReadonlyFloor): number {
  return present(floor.lines.office.counters.get(counter), counter).number;
}

/** C8, C9: pause, close, or leave. With a visitor there, pause and close wait; a gone officer does not take the visitor along. */
export function rest(
  command: CommandOf<'PauseCounter' | 'CloseCounter' | 'SignOut'>,
  floor: ReadonlyFloor,
  context: Context,
): Decided {
  const found = counterOf(floor, command.counter);
  if (!found.ok) return found;
  const counter = found.value;
  const { id } = counter;
  if (!maySpeakFor(context, counter)) return refuse('notAllowed');
  if (counter.officer === undefined) return refuse('counterClosed');
  const when = counter.visit === undefined ? 'now' : 'afterVisit';
  switch (command.type) {
    case 'PauseCounter':
      if (command.until !== undefined && command.until <= context.now) return refuse('returnInPast');
      if (counter.state === 'paused') return refuse('alreadyPaused');
      return accept([
        {
          type: 'CounterPaused',
          counter: id,
          when,
          ...optional('reason', command.reason),
          ...optional('until', command.until),
        },
      ]);
    case 'CloseCounter':
      return accept([{ type: 'CounterClosed', counter: id, when, ...optional('reason', command.reason) }]);
    case 'SignOut':
      return accept([{ type: 'CounterClosed', counter: id, when: 'officerGone' }]);
    default:
      return assertNever(command);
  }
}

/** The queues of a counter for today, tier by tier. */
export function assign({ counter, tiers }: CommandOf<'Assign'>, floor: ReadonlyFloor): Decided {
  const found = counterOf(floor, counter);
  if (!found.ok) return found;
  const unknown = tiers.flat().find((stage) => !floor.lines.office.stages.has(stage));
  return unknown === undefined
    ? accept([{ type: 'CounterAssigned', counter, tiers }])
    : refuse('unknownStage', { stage: unknown });
}
