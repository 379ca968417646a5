import type { Event, EventOf, EventType, Recorded } from '../../apps/hub/domain/events.ts';
import type { Command } from '../../shared/protocol/commands.ts';
import type { Exchange } from './history.ts';
import type { Violation } from './report.ts';

/**
 * Whether each accepted command made what it asked for, and nothing for another visit than it named: K4, S3, S7, L3, F1.
 * The events of a book say what happened; only the history says what was wanted.
 */
export function asAsked(history: readonly Exchange[], events: readonly Recorded[]): Violation[] {
  const made = Map.groupBy(events, ({ key }) => key);
  const violations: Violation[] = [];
  for (const { command, by, reply } of history) {
    const own = made.get(command.key) ?? [];
    const [first] = own;
    if (!reply.ok || !first) continue;
    const wrong = (rule: string, what: string) =>
      violations.push({ rule, seq: first.seq, what: `${command.type} ${command.key}: ${what}` });
    if (own.some((recorded) => recorded.by.role !== by.role || recorded.by.device !== by.device))
      wrong('I30', 'recorded as another');
    meant(command, own, events, wrong);
    wanted(
      command,
      own.map(({ event }) => event),
      by.role,
      wrong,
    );
  }
  return violations;
}

type Wrong = (rule: string, what: string) => void;

/** K4: the visit and call that a counter command was made for were there. */
function meant(command: Command, own: readonly Recorded[], events: readonly Recorded[], wrong: Wrong): void {
  if (!('call' in command) || command.call === undefined) return;
  const start = own[0]?.seq ?? 0;
  const ticket = command.ticket;
  const open = events.findLast(
    ({ event, seq }) => seq < start && event.type === 'VisitCalled' && event.counter === command.counter,
  );
  const called = open?.event.type === 'VisitCalled' ? open.event.ticket : undefined;
  const undone = events.some(
    ({ event, seq }) => seq < start && event.type === 'VisitRestored' && event.ticket === ticket,
  );
  if (undone) return;
  if (open?.seq !== command.call) wrong('K4', `made for call ${command.call}, the call was ${open?.seq}`);
  if (ticket !== undefined && called !== ticket) wrong('K4', `made for ${ticket}, at the counter was ${called}`);
}

const of = <Type extends EventType>(events: readonly Event[], type: Type) =>
  events.find((event): event is EventOf<Type> => event.type === type);

function wanted(command: Command, events: readonly Event[], role: string, wrong: Wrong): void {
  const issued = of(events, 'TicketIssued');
  if (command.type === 'TakeTicket' && issued) {
    if (issued.service !== command.service || issued.people !== (command.people ?? 1))
      wrong('S7', 'another service or number of people');
    if ((command.lane === 'priority') !== (issued.lane === 'priority'))
      wrong('L3', `asked for ${command.lane}, got ${issued.lane}`);
    if ((issued.remote ?? false) !== (command.remote ?? false)) wrong('V2', 'away or not is not as told');
    if (issued.carryOver !== command.carryOver) wrong('D4', 'another code than was shown');
  }
  const moved = of(events, 'VisitTransferred');
  if (command.type === 'Transfer' && moved && moved.keepsPlace !== (command.ourMistake === true))
    wrong('S3', `place ${moved.keepsPlace ? 'kept' : 'lost'}, our mistake ${command.ourMistake}`);
  const finished = of(events, 'StageFinished');
  if (command.type === 'Finish' && finished && finished.outcome !== (command.outcome ?? 'done'))
    wrong('S1', `finished as ${finished.outcome}`);
  const stopped = of(events, 'IntakeStopped');
  if (command.type === 'StopIntake' && stopped && (stopped.why === 'predicted') !== (role === 'hub'))
    wrong('F1', `stopped as ${stopped.why}`);
  if (command.type === 'TellNotToday') {
    const said = new Map(command.tickets.map(({ ticket, calledFrom }) => [ticket, calledFrom]));
    for (const event of events)
      if (event.type !== 'NotTodayTold' || event.predicted.calledFrom !== said.get(event.ticket))
        wrong('F1', 'told of another, or by other figures');
  }
  const parked = of(events, 'VisitParked');
  if (command.type === 'Park' && parked && parked.until !== command.until) wrong('S2', 'another time of return');
}
