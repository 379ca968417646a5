import { assertNever, invariant, present } from '../../../../shared/basics.ts';
import type { Instant, Ms, OfficerId, StageId } from '../../../../shared/ids.ts';
import type { ReadonlyLines, ReadonlyVisit } from '../../domain/floor.ts';
import { nextUp } from '../../domain/nextUp.ts';
import type { Chance } from '../chance.ts';
import { draw, drawBeyond } from '../lengths.ts';
import { comerAt, nextArrival } from './comers.ts';
import { isGhostId, type Hall, type SeatStart, type Timer } from './hall.ts';
import type { Model } from './model.ts';
import { ownParties } from './parties.ts';
import { callerOf, close, idle, isInShift, serves, turn, type Seat } from './seat.ts';
import { come, copyOf, leave, opensAt, showAll, stand, type Standing } from './standing.ts';

/**
 * Plays the rest of the day once, by the shipped `nextUp` and with what `chance` gives, until all who are looked for are
 * called; writes Ms from now to the call of each to `times`, from `offset` on. Who is not called any more gets the Ms to
 * the end of the day.
 */
export function run(hall: Hall, model: Model, chance: Chance, times: Float64Array, offset: number): void {
  const { now, endsAt } = hall;
  const dayPace = model.dayPace(chance);
  const paces = new Map<OfficerId, number>();
  const standings = new Map<StageId, Standing>();
  for (const standing of hall.standings) standings.set(standing.id, copyOf(standing));
  const lines: ReadonlyLines = { ...hall.lines, queues: standings };
  const timers = hall.timers.slice();
  const { targets, at: partyAt } = ownParties(hall, standings, timers);
  let timer = 0;
  let left = hall.targets.size;
  /** Who joins in a run stands behind whom the floor knows. */
  let joined = Number.MAX_SAFE_INTEGER / 2;
  times.fill(endsAt - now, offset, offset + left);
  const seats = hall.seats.map(seatOf);
  let arrival = nextArrival(hall, now, chance);
  wake(now);

  while (left > 0) {
    const clock = timers[timer];
    let at = Math.min(arrival, clock?.at ?? Infinity);
    let first: Seat | undefined;
    for (const seat of seats)
      if (seat.at < at) {
        first = seat;
        ({ at } = seat);
      }
    if (at >= endsAt) return;
    if (first) act(first, at);
    else if (clock?.at === at) {
      timer++;
      strike(clock);
    } else {
      const comer = comerAt(hall, at, joined++, chance);
      if (comer) join(comer, at);
      arrival = nextArrival(hall, at, chance);
    }
  }

  function paceOf(officer: OfficerId | undefined): number {
    if (officer === undefined) return dayPace;
    const pace = paces.get(officer) ?? model.pace(officer, chance) * dayPace;
    paces.set(officer, pace);
    return pace;
  }

  function seatOf({ id, counter, visit, officer, outlook, readySince }: SeatStart): Seat {
    const seat: Seat = {
      id,
      phase: 'idle',
      at: Infinity,
      visit: undefined,
      party: partyAt.get(id),
      officer,
      pace: paceOf(officer),
      tiers: hall.tiersOf(id, officer),
      sinceOverdue: counter.sinceOverdue,
      shifts: outlook(chance),
      shift: 0,
    };
    if (visit) {
      seat.phase = 'busy';
      seat.at = now + remaining(seat, visit);
    } else if (counter.state !== 'open') rest(seat, now);
    else if (readySince !== undefined) turn(seat, readySince + drawBeyond(model.turn, now - readySince, chance));
    return seat;
  }

  /** Ms until the counter is free of who is there now, by how long that has lasted. */
  function remaining(seat: Seat, visit: ReadonlyVisit): Ms {
    const { stay } = visit;
    invariant(stay.is === 'called' || stay.is === 'serving', `${visit.ticket} at ${seat.id} is ${stay.is}`);
    const stage = present(visit.stages[0], visit.ticket);
    const table = model.service(stage, seat.officer);
    const elapsed = now - (stay.is === 'serving' ? stay.since : stay.at);
    const goesOn = () => (seat.visit = thenGoesOn(visit, stage));
    if (stay.is === 'called') {
      if (chance.next() < model.noShow(visit.lane, stay.at - visit.place))
        return drawBeyond(model.miss, elapsed, chance) - elapsed;
      if ((model.walk.at(-1) ?? 0) > elapsed) {
        goesOn();
        return drawBeyond(model.walk, elapsed, chance) - elapsed + draw(table, chance) * seat.pace;
      }
    }
    goesOn();
    return drawBeyond(table, elapsed, chance, seat.pace) - elapsed;
  }

  function thenGoesOn(visit: ReadonlyVisit, stage: StageId): ReadonlyVisit | undefined {
    return visit.stages.length > 1 && chance.next() < model.goesOn(stage) ? visit : undefined;
  }

  function rest(seat: Seat, at: Instant): void {
    const officer = close(seat, at);
    if (officer === undefined || officer === seat.officer) return;
    seat.officer = officer;
    seat.pace = paceOf(officer);
    seat.tiers = hall.tiersOf(seat.id, officer);
  }

  function act(seat: Seat, at: Instant): void {
    switch (seat.phase) {
      case 'off':
        turn(seat, at + draw(model.react, chance));
        break;
      case 'busy':
        free(seat, at);
        if (isInShift(seat, at)) turn(seat, at + draw(model.turn, chance));
        else rest(seat, at);
        break;
      case 'turning':
        if (isInShift(seat, at)) call(seat, at);
        else rest(seat, at);
        break;
      case 'idle': // is woken by who joins
        break;
      default:
        assertNever(seat.phase);
    }
  }

  function free(seat: Seat, at: Instant): void {
    const { visit, party } = seat;
    seat.visit = undefined;
    if (party) {
      party.atCounter--;
      seat.party = undefined;
      for (const standing of standings.values()) showAll(standing);
      wake(at);
    }
    if (!visit) return;
    const stay = { is: 'waiting', since: at } as const;
    const again = { stay, place: at, joined: joined++, waits: [], waitingSince: at, bound: undefined, party };
    join({ ...visit, ...again, stages: visit.stages.slice(1) }, at);
  }

  function call(seat: Seat, at: Instant): void {
    for (;;) {
      const next = nextUp(lines, callerOf(seat), at);
      if (!next) {
        idle(seat);
        return;
      }
      const { visit, why } = next;
      const standing = present(standings.get(why.queue), why.queue);
      leave(standing, visit);
      const target = targets.get(visit);
      if (target !== undefined) {
        times[offset + target] = at - now;
        left--;
      }
      if (isGhostId(visit.ticket) || hasLeft(at)) continue;
      standing.hand = why.hand;
      seat.sinceOverdue = why.rule === 'L4' ? 0 : seat.sinceOverdue + 1;
      serve(seat, visit, why.queue, at);
      return;
    }
  }

  function hasLeft(at: Instant): boolean {
    return model.leaving > 0 && chance.next() < 1 - Math.exp(-model.leaving * (at - now));
  }

  function serve(seat: Seat, visit: ReadonlyVisit, stage: StageId, at: Instant): void {
    seat.phase = 'busy';
    seat.party = visit.party;
    if (seat.party) {
      seat.party.atCounter++;
      for (const standing of standings.values()) showAll(standing);
    }
    if (chance.next() < model.noShow(visit.lane, at - visit.place)) {
      seat.at = at + draw(model.miss, chance);
      return;
    }
    seat.visit = thenGoesOn(visit, stage);
    seat.at = at + draw(model.walk, chance) + draw(model.service(stage, seat.officer), chance) * seat.pace;
  }

  function join(visit: ReadonlyVisit, at: Instant): void {
    const stage = present(visit.stages[0], visit.ticket);
    const opens = opensAt(visit, lines);
    const isEarly = opens !== undefined && opens > at;
    if (isEarly) {
      const after = timers.findIndex((one, i) => i >= timer && one.at > opens);
      timers.splice(after === -1 ? timers.length : after, 0, { at: opens, visit, does: 'comesIntoWindow' });
    }
    stand(present(standings.get(stage), stage), visit, isEarly);
    wake(at, stage);
  }

  function strike({ at, visit, does }: Timer): void {
    const stage = present(visit.stages[0], visit.ticket);
    if (does === 'joins') join(visit, at);
    else come(present(standings.get(stage), stage), visit);
  }

  /** Counters with nothing to do look up, those of this stage or all. */
  function wake(at: Instant, stage?: StageId): void {
    for (const seat of seats)
      if (seat.phase === 'idle' && (stage === undefined || serves(seat, stage)))
        turn(seat, at + draw(model.react, chance));
  }
}
