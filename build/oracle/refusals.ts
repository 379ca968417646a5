import type { CommandOf } from '../../shared/protocol/commands.ts';
import { choose, mayOverdue, standings } from './calls.ts';
import type { Hall } from './hall.ts';
import type { Exchange } from './history.ts';
import { sinceAnnounced, skills } from './judgeCalls.ts';

/** A refusal that the rules do not give, in words; or nothing. */
export function refusedInVain(hall: Hall, { command, reply, at }: Exchange): string | undefined {
  if (reply.ok) return undefined;
  const { code } = reply.error;
  if (code === 'nobodyWaiting' && command.type === 'CallNext') return calledInVain(hall, command, at);
  if (code !== 'tooEarly' && code !== 'tooFewCalls' && code !== 'recallLimit') return undefined;
  const { desk } = hall.people.find(({ ticket }) => 'ticket' in command && ticket === command.ticket) ?? {};
  if (!desk) return undefined;
  const { minCalls, noShowAfterSeconds, recallLimit } = hall.office.policy;
  const since = sinceAnnounced(hall, desk, at);
  if (code === 'tooEarly')
    return since >= noShowAfterSeconds * 1000 ? `C5: too early ${since} ms after the call` : undefined;
  const calls = desk.calls.length;
  const may = code === 'tooFewCalls' ? calls >= minCalls : calls <= recallLimit;
  return may ? `C4, C5: ${code} after ${calls} calls` : undefined;
}

/** L7: a counter that was told nobody waits, and somebody could have been called; in words, or nothing. */
function calledInVain(hall: Hall, command: CommandOf<'CallNext'>, at: number): string | undefined {
  const desk = hall.desks.get(command.counter);
  if (desk?.officer === undefined || command.outcome !== undefined) return undefined;
  const skilled = skills(hall, desk.officer);
  const tiers = desk.tiers.map((stages) => stages.filter((stage) => command.override || skilled.includes(stage)));
  const caller = {
    counter: desk.id,
    officer: desk.officer,
    tiers,
    mayOverdue: mayOverdue(desk.calls, hall.office.policy.overdueEvery),
  };
  const next = choose(hall.office, standings(hall, caller, at), caller, (queue) => hall.hands.get(queue) ?? 0);
  return next && `nobody waits for ${desk.id}, and ${next.standing.person.ticket} is next by ${next.rule}`;
}
