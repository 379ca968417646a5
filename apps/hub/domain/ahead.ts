import { present } from '../../../shared/basics.ts';
import type { Instant, StageId } from '../../../shared/ids.ts';
import { lanes, type Lane } from '../../../shared/protocol/office.ts';
import { orderOf, type ReadonlyLines, type ReadonlyVisit } from './floor.ts';
import { takeTurn } from './nextUp.ts';
import { bindingHolds, isPaused, laneAt, leastLeft, limitLeft } from './waits.ts';

type Standing = Pick<ReadonlyVisit, 'ticket' | 'lane' | 'slot' | 'place' | 'joined'>;

/**
 * L10: the visits of a queue in the order they would be called if nobody came or left and time stood still: what a
 * counter of this queue alone would call, by L4, L2 and L1 (a property holds it to repeated `nextUp`). Tickets whose
 * slip is not yet confirmed count, visits that are away, parked or bound elsewhere do not.
 */
export function callOrder(
  lines: ReadonlyLines,
  stage: StageId,
  now: Instant,
  newcomer?: Standing,
): readonly Standing[] {
  const queue = present(lines.queues.get(stage), stage);
  const standing: { [L in Lane]: Standing[] } = { appointment: [], priority: [], regular: [] };
  const over: { readonly visit: Standing; readonly left: number }[] = [];
  for (const lane of lanes)
    for (const visit of queue.lines[lane]) {
      if (visit.away || bindingHolds(visit, lines, now) || isPaused(visit.service, lines)) continue;
      standing[laneAt(visit, lines, now)].push(visit);
      const left = leastLeft(visit, lines, now) < 0 ? limitLeft(visit, lines, now) : 0;
      if (left < 0) over.push({ visit, left });
    }
  if (newcomer) standing[laneAt(newcomer, lines, now)].push(newcomer);
  standing.regular.sort((one, other) => one.place - other.place || one.joined - other.joined);
  standing.appointment.sort(byOrder);
  standing.priority.sort(byOrder);
  over.sort((one, other) => one.left - other.left || byOrder(one.visit, other.visit));
  return merge(
    lines,
    queue.hand,
    standing,
    over.map(({ visit }) => visit),
  );
}

function byOrder(one: Standing, other: Standing): number {
  return orderOf(one) - orderOf(other) || one.joined - other.joined;
}

function merge(
  { office }: ReadonlyLines,
  hand: number,
  standing: { readonly [L in Lane]: readonly Standing[] },
  over: readonly Standing[],
): readonly Standing[] {
  const { overdueEvery } = office.policy;
  const at = { appointment: 0, priority: 0, regular: 0 };
  const called = new Set<Standing>();
  const total = lanes.reduce((sum, lane) => sum + standing[lane].length, 0);
  let sinceOverdue = overdueEvery;
  let overAt = 0;
  const skipCalled = (lane: Lane) => {
    while (at[lane] < standing[lane].length && called.has(standing[lane][at[lane]] as Standing)) at[lane]++;
    return at[lane] < standing[lane].length;
  };
  while (called.size < total) {
    while (overAt < over.length && called.has(over[overAt] as Standing)) overAt++;
    if (overAt < over.length && sinceOverdue >= overdueEvery - 1) {
      called.add(over[overAt] as Standing);
      sinceOverdue = 0;
      continue;
    }
    const turn = takeTurn(office.wheel, hand, skipCalled);
    hand = turn.hand;
    called.add(standing[turn.lane][at[turn.lane]] as Standing);
    sinceOverdue++;
  }
  return [...called];
}

/** L10: how many would be called before a visit that joins this queue now. */
export function aheadOfNewcomer(lines: ReadonlyLines, stage: StageId, newcomer: Standing, now: Instant): number {
  return countedAhead(lines, stage, newcomer, now) ?? callOrder(lines, stage, now, newcomer).indexOf(newcomer);
}

/**
 * The same by counting turns, where all who stand in the queue count, nobody is near the limit, and the newcomer is
 * the last of its lane; else undefined. A press must not cost more because a thousand wait.
 */
function countedAhead(lines: ReadonlyLines, stage: StageId, newcomer: Standing, now: Instant): number | undefined {
  const queue = present(lines.queues.get(stage), stage);
  if (queue.away > 0 || lines.bound.length > 0 || lines.pauses.size > 0 || orderOf(newcomer) > now) return undefined;
  const left = { appointment: 0, priority: 0, regular: 0 };
  for (const lane of lanes) {
    const line = queue.lines[lane];
    const [first] = line;
    const last = line.at(-1);
    if (first && last && (leastLeft(first, lines, now) < 0 || orderOf(last) > now)) return undefined;
    left[lane] = line.length;
  }
  const { wheel } = lines.office;
  let ahead = 0;
  for (let { hand } = queue; ; hand = (hand + 1) % wheel.length) {
    const lane = wheel[hand] as Lane;
    if (left[lane] > 0) {
      left[lane]--;
      ahead++;
    } else if (lane === newcomer.lane) return ahead;
  }
}
