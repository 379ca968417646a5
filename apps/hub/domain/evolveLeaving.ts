import { invariant, present } from '../../../shared/basics.ts';
import type { CounterId } from '../../../shared/ids.ts';
import type { EventOf, Progress, Recorded } from './events.ts';
import type { Act, Counter, Floor, Visit } from './floor.ts';
import { attach, detach, waitAgain } from './lines.ts';
import { visitOf, counterOf, actorOf } from './touched.ts';

/** A visit leaves a counter in a way that may be undone. */
export function moved(
  floor: Floor,
  recorded: Recorded,
  counter: CounterId,
  ticket: Visit['ticket'],
  change: (visit: Visit) => void,
): void {
  const visit = visitOf(floor, ticket, recorded.seq);
  counterOf(floor, counter, recorded.seq);
  remember(floor, recorded, visit, counter);
  detach(floor, visit, recorded.at);
  change(visit);
}

export function finished(floor: Floor, recorded: Recorded, event: EventOf<'StageFinished'>): void {
  moved(floor, recorded, event.counter, event.ticket, (visit) => {
    const { stay, done } = visit;
    const { seq, at } = recorded;
    const { stage, counter, outcome } = event;
    invariant(stay.is === 'called' || stay.is === 'serving', `Visit ${visit.ticket} is ${stay.is}, not at a counter`);
    const { officer } = stay;
    const times = stay.is === 'called' ? { calledAt: stay.at } : { calledAt: stay.calledAt, startedAt: stay.since };
    visit.done = [...done, { stage, counter, officer, outcome, joinedAt: visit.place, ...times, finishedAt: at }];
    visit.stages = event.next;
    visit.checked = [];
    if (event.next.length > 0) waitAgain(floor, visit, at, { seq });
    else visit.stay = { is: 'ended', ending: event.outcome === 'done' ? 'finished' : event.outcome, at };
  });
}

export function remember(
  floor: Floor,
  { by, key, seq, at }: Recorded,
  visit: Visit,
  counter: CounterId | undefined,
): void {
  const seat = counter === undefined ? undefined : seatOf(present(floor.counters.get(counter), counter));
  floor.acts.set(actorOf(by), { key, seq, at, ticket: visit.ticket, counter, seat, was: progressOf(visit) });
}

function seatOf({ officer, device, since, pending }: Counter): Act['seat'] {
  return { officer, device, since, pending };
}

function progressOf(visit: Visit): Progress {
  const {
    service,
    stages,
    done,
    place,
    joined,
    stay,
    waits,
    waitingSince,
    away,
    firstPassedAt,
    postponed,
    misses,
    bound,
    checked,
  } = visit;
  return {
    service,
    stages,
    done,
    place,
    joined,
    stay,
    waits,
    waitingSince,
    away,
    firstPassedAt,
    postponed,
    misses,
    bound,
    checked,
  };
}

export function restored(floor: Floor, { at, seq, by }: Recorded, { ticket, was }: EventOf<'VisitRestored'>): void {
  const act = present(floor.acts.get(actorOf(by)), 'act to undo');
  const visit = visitOf(floor, ticket, seq);
  if (visit.stay.is === 'ended') tally(floor, visit.stay.ending, -1);
  detach(floor, visit, at);
  const absent = { waitingSince: undefined, firstPassedAt: undefined, bound: undefined };
  Object.assign(visit, absent, was);
  attach(floor, visit);
  if (act.counter === undefined) return;
  const counter = counterOf(floor, act.counter, seq);
  if (act.seat?.pending) reseat(floor, counter, act.seat);
}

/** C8: the pause or close that came when the visitor left waits for it again. */
function reseat(floor: Floor, counter: Counter, was: NonNullable<Act['seat']>): void {
  Object.assign(counter, was, { state: 'open', reason: undefined, until: undefined });
  floor.seats.set(present(was.officer, `officer of ${counter.id}`), counter.id);
}

export function tally(floor: Floor, ending: EventOf<'VisitEnded'>['ending'], by: 1 | -1): void {
  floor.endings.set(ending, (floor.endings.get(ending) ?? 0) + by);
}
