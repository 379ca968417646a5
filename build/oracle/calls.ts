import { lanes, type Lane, type Office } from '../../shared/protocol/office.ts';
import type { Hall, Person } from './hall.ts';
import { boundTo, callable, laneNow, left, placeNow } from './lines.ts';
import { isPaused } from './hall.ts';

/** Somebody as a caller sees them: which line, which place, how much of the limit is left. */
export interface Standing {
  readonly person: Person;
  readonly queue: string;
  readonly tier: number;
  readonly lane: Lane;
  readonly place: number;
  readonly joined: number;
  readonly left: number;
  readonly mine: boolean;
}

export interface Caller {
  readonly counter: string;
  readonly officer: string;
  readonly tiers: readonly (readonly string[])[];
  /** L4: the last calls of this counter leave room for an overdue one. */
  readonly mayOverdue: boolean;
}

export interface Choice {
  readonly rule: 'L6' | 'L4' | 'L2';
  readonly standing: Standing;
  readonly tier: number;
  readonly hand: number;
  readonly overBy: number | undefined;
}

const before = (one: Pick<Standing, 'place' | 'joined'>, other: Pick<Standing, 'place' | 'joined'>) =>
  one.place - other.place || one.joined - other.joined;

/** L2: A P R A P: round by round every lane that has turns left takes one. */
export function wheelOf({ policy }: Office): Lane[] {
  const rest = { ...policy.weights };
  const wheel: Lane[] = [];
  while (lanes.some((lane) => rest[lane] > 0))
    for (const lane of lanes)
      if (rest[lane] > 0) {
        wheel.push(lane);
        rest[lane]--;
      }
  return wheel;
}

/** L4: may this counter call an overdue one? Not when one of its last `overdueEvery - 1` calls was one. */
export function mayOverdue(calls: readonly string[], every: number): boolean {
  return every <= 1 || !calls.slice(-(every - 1)).includes('L4');
}

/** Everybody a caller may call now, of all its queues. */
export function standings(hall: Hall, caller: Omit<Caller, 'mayOverdue'>, now: number): Standing[] {
  const queues = caller.tiers.flatMap((stages, tier) => stages.map((queue) => ({ queue, tier })));
  const seen: Standing[] = [];
  for (const person of hall.people) {
    const spot = queues.find(({ queue }) => queue === person.stages[0]);
    if (!spot || person.where !== 'line' || !callable(hall, person, now)) continue;
    const bound = boundTo(hall, person, now);
    const mine = bound !== undefined && (bound.counter === caller.counter || bound.officer === caller.officer);
    if (bound && !mine) continue;
    seen.push(stand(hall, person, spot, mine, now));
  }
  return seen;
}

function stand(
  hall: Hall,
  person: Person,
  spot: { queue: string; tier: number },
  mine: boolean,
  now: number,
): Standing {
  return {
    person,
    ...spot,
    lane: laneNow(hall, person, now),
    place: placeNow(hall, person, now),
    joined: person.joined,
    left: left(hall, person, now),
    mine,
  };
}

/** L7: L6, L4, L5, L2, L1, and nothing else. */
export function choose(
  office: Office,
  all: readonly Standing[],
  caller: Caller,
  handOf: (queue: string) => number,
): Choice | undefined {
  const mine = all.filter((one) => one.mine).sort(before)[0];
  if (mine) return { rule: 'L6', standing: mine, tier: mine.tier, hand: handOf(mine.queue), overBy: undefined };

  const over = all.filter((one) => one.left < 0).sort((one, other) => one.left - other.left || before(one, other))[0];
  if (over && caller.mayOverdue)
    return { rule: 'L4', standing: over, tier: over.tier, hand: handOf(over.queue), overBy: -over.left };

  const tier = Math.min(...all.map((one) => one.tier));
  const due = all.filter((one) => one.tier === tier);
  if (due.length === 0) return undefined;
  const least = Math.min(...due.map((one) => one.left));
  const candidates = new Set(due.filter((one) => one.left === least).map((one) => one.queue));
  const queue = office.stages.find((stage) => candidates.has(stage.id))?.id ?? [...candidates][0] ?? '';

  const waiting = due.filter((one) => one.queue === queue);
  const wheel = wheelOf(office);
  for (let step = 0; step < wheel.length; step++) {
    const turn = (handOf(queue) + step) % wheel.length;
    const first = waiting.filter((one) => one.lane === wheel[turn]).sort(before)[0];
    if (first) return { rule: 'L2', standing: first, tier, hand: (turn + 1) % wheel.length, overBy: undefined };
  }
  throw new Error(`Nobody stands in any lane of ${queue}`);
}

/** L9: who with a smaller place was passed over. */
export function passedOver(all: readonly Standing[], called: Pick<Standing, 'person' | 'place' | 'joined'>) {
  const passed = all.filter((one) => one.person !== called.person && before(one, called) < 0).sort(before);
  return { count: passed.length, first: passed.slice(0, 5).map((one) => one.person.ticket) };
}

/** L10: how many a counter of this queue alone would call before somebody, if time stood still and nobody came. */
export function countAhead(hall: Hall, newcomer: Person, now: number): number {
  const queue = newcomer.stages[0] ?? '';
  const spot = { queue, tier: 0 };
  const waits = (person: Person) =>
    person.where === 'line' &&
    person.stages[0] === queue &&
    !person.away &&
    !isPaused(hall, person.service) &&
    boundTo(hall, person, now) === undefined;
  const line = hall.people.filter((person) => person !== newcomer && waits(person));
  let rest = [...line, newcomer].map((person) => stand(hall, person, spot, false, now));
  let hand = hall.hands.get(queue) ?? 0;
  const calls: string[] = [];
  for (let ahead = 0; ; ahead++) {
    const caller = {
      counter: '',
      officer: '',
      tiers: [[queue]],
      mayOverdue: mayOverdue(calls, hall.office.policy.overdueEvery),
    };
    const next = choose(hall.office, rest, caller, () => hand);
    if (!next || next.standing.person === newcomer) return ahead;
    hand = next.hand;
    calls.push(next.rule);
    rest = rest.filter((one) => one !== next.standing);
  }
}
