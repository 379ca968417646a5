import { choose, mayOverdue, standings } from './calls.ts';
import type { Hall } from './hall.ts';
import type { Exchange } from './history.ts';
import { skills } from './judgeCalls.ts';

/** L7: a counter that was told nobody waits, and somebody could have been called; in words, or nothing. */
export function calledInVain(hall: Hall, { command, reply, at }: Exchange): string | undefined {
  if (reply.ok || reply.error.code !== 'nobodyWaiting' || command.type !== 'CallNext') return undefined;
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
