import { invariant, present } from '../../../../shared/basics.ts';
import type { CounterId, Instant, Ms, OfficerId, StageId, TicketId } from '../../../../shared/ids.ts';
import type { ReadonlyLines, ReadonlyVisit } from '../../domain/floor.ts';
import { nextUp, type Caller } from '../../domain/nextUp.ts';
import type { Chance } from '../chance.ts';
import { halfHourMs, halfHours } from '../learning/arrivals.ts';
import type { Shift } from '../learning/staffing.ts';
import { draw, drawBeyond } from '../lengths.ts';
import { isGhostId, type Hall, type SeatStart, type Timer } from './hall.ts';
import type { Model } from './model.ts';
import { come, copyOf, leave, opensAt, showAll, stand, type Standing } from './standing.ts';

/**
 * A counter in a run. `idle` waits for somebody to join; `turning` calls at `at`; `busy` is free again at `at`; `off`
 * opens at `at`.
 */
interface Seat {
  readonly id: CounterId;
  phase: 'idle' | 'turning' | 'busy' | 'off';
  at: Instant;
  /** The visitor who goes on when the counter is free again. */
  visit: ReadonlyVisit | undefined;
  stage: StageId | undefined;
  party: { atCounter: number } | undefined;
  officer: OfficerId | undefined;
  pace: number;
  tiers: Caller['tiers'];
  sinceOverdue: number;
  readonly shifts: readonly Shift[];
  shift: number;
}

/**
 * Plays the rest of the day once, by the shipped `nextUp` and with what `chance` gives, until all who are looked for are
 * called; writes Ms from now to the call of each to `times`, from `offset` on. Who is not called any more gets the Ms to
 * the end of the day.
 */
export function run(hall: Hall, model: Model, chance: Chance, times: Float64Array, offset: number): void {
  const { now, endsAt, targets } = hall;
  const dayPace = model.dayPace(chance);
  const paces = new Map<OfficerId, number>();
  const standings = new Map<StageId, Standing>();
  for (const standing of hall.standings) standings.set(standing.id, copyOf(standing));
  const lines: ReadonlyLines = { ...hall.lines, queues: standings };
  const partiesAt = new Map<CounterId, { atCounter: number }>();
  const timers = hall.timers.slice();
  let timer = 0;
  const sought = targetsOfRun();
  let left = targets.size;
  let joined = Number.MAX_SAFE_INTEGER / 2;
  times.fill(endsAt - now, offset, offset + targets.size);
  const seats = hall.seats.map(seatOf);
  let arrival = nextArrival(now);
  wakeAll(now);

  while (left > 0) {
    let at = Math.min(arrival, timers[timer]?.at ?? Infinity);
    let first: Seat | undefined;
    for (const seat of seats)
      if (seat.at < at) {
        first = seat;
        ({ at } = seat);
      }
    if (at >= endsAt) return;
    if (first) act(first, at);
    else if (timers[timer]?.at === at) clock(timers[timer++] as Timer);
    else {
      arrive(at);
      arrival = nextArrival(at);
    }
  }

  /** Parties get copies of their own; all others are the hall's own visits, which no run changes. */
  function targetsOfRun(): ReadonlyMap<ReadonlyVisit, number> {
    if (hall.parties.length === 0) return targets;
    const own = new Map(targets);
    const parties = new Map<unknown, { members: TicketId[]; atCounter: number }>();
    for (const visit of hall.parties) {
      const party = present(visit.party, visit.ticket);
      const copied = parties.get(party) ?? { members: [...party.members], atCounter: party.atCounter };
      parties.set(party, copied);
      const copy: ReadonlyVisit = { ...visit, party: copied };
      const target = own.get(visit);
      if (target !== undefined) own.set(copy, target);
      for (const standing of standings.values())
        for (const line of [...Object.values(standing.all), standing.early, standing.bound])
          if (line.includes(visit)) line[line.indexOf(visit)] = copy;
      for (const [i, one] of timers.entries()) if (one.visit === visit) timers[i] = { ...one, visit: copy };
    }
    for (const { counter } of hall.seats) {
      const copied = counter.visit?.party && parties.get(counter.visit.party);
      if (copied) partiesAt.set(counter.id, copied);
    }
    for (const standing of standings.values()) showAll(standing);
    return own;
  }

  function paceOf(officer: OfficerId | undefined): number {
    if (officer === undefined) return dayPace;
    const known = paces.get(officer);
    if (known !== undefined) return known;
    const pace = model.pace(officer, chance) * dayPace;
    paces.set(officer, pace);
    return pace;
  }

  function seatOf(start: SeatStart): Seat {
    const { id, counter, visit, officer, outlook, readySince } = start;
    const seat: Seat = {
      id,
      phase: 'off',
      at: Infinity,
      visit: undefined,
      stage: undefined,
      party: partiesAt.get(id),
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
    } else if (counter.state === 'open') {
      seat.phase = 'idle';
      if (readySince !== undefined) turn(seat, readySince + drawBeyond(model.turn, now - readySince, chance));
    } else open(seat, now);
    return seat;
  }

  /** Ms until the counter is free of who is there now, by how long that has lasted. */
  function remaining(seat: Seat, visit: ReadonlyVisit): Ms {
    const { stay } = visit;
    invariant(stay.is === 'called' || stay.is === 'serving', `${visit.ticket} at ${seat.id} is ${stay.is}`);
    const stage = present(visit.stages[0], visit.ticket);
    const table = model.service(stage, seat.officer);
    if (stay.is === 'serving') {
      goesOn(seat, visit, stage);
      const elapsed = now - stay.since;
      return drawBeyond(table, elapsed, chance, seat.pace) - elapsed;
    }
    const elapsed = now - stay.at;
    if (chance.next() < model.noShow(visit.lane, stay.at - visit.place))
      return drawBeyond(model.miss, elapsed, chance) - elapsed;
    goesOn(seat, visit, stage);
    if ((model.walk[model.walk.length - 1] ?? 0) > elapsed)
      return drawBeyond(model.walk, elapsed, chance) - elapsed + draw(table, chance) * seat.pace;
    return drawBeyond(table, elapsed, chance, seat.pace) - elapsed;
  }

  function goesOn(seat: Seat, visit: ReadonlyVisit, stage: StageId): void {
    seat.stage = stage;
    seat.visit = visit.stages.length > 1 && chance.next() < model.goesOn(stage) ? visit : undefined;
  }

  function turn(seat: Seat, at: Instant): void {
    seat.phase = 'turning';
    seat.at = at;
  }

  function idle(seat: Seat): void {
    seat.phase = 'idle';
    seat.at = Infinity;
  }

  /** The counter is in its shift at `at`; where that is over it opens with the next one. */
  function isOpen(seat: Seat, at: Instant): boolean {
    const shift = seat.shifts[seat.shift];
    if (shift && at < shift.to && at >= shift.from) return true;
    open(seat, at);
    return false;
  }

  function open(seat: Seat, at: Instant): void {
    while (seat.shift < seat.shifts.length && (seat.shifts[seat.shift] as Shift).to <= at) seat.shift++;
    const next = seat.shifts[seat.shift];
    seat.phase = 'off';
    seat.at = next ? Math.max(at, next.from) : Infinity;
    if (next && next.officer !== seat.officer && next.officer !== undefined) {
      seat.officer = next.officer;
      seat.pace = paceOf(next.officer);
      seat.tiers = hall.tiersOf(seat.id, next.officer);
    }
  }

  function act(seat: Seat, at: Instant): void {
    switch (seat.phase) {
      case 'off':
        turn(seat, at + draw(model.react, chance));
        break;
      case 'busy':
        free(seat, at);
        if (isOpen(seat, at)) turn(seat, at + draw(model.turn, chance));
        break;
      case 'turning':
        if (isOpen(seat, at)) call(seat, at);
        break;
      case 'idle':
        break;
    }
  }

  function free(seat: Seat, at: Instant): void {
    const { visit, party } = seat;
    if (party) {
      party.atCounter--;
      seat.party = undefined;
      for (const standing of standings.values()) showAll(standing);
      wakeAll(at);
    }
    if (!visit) return;
    seat.visit = undefined;
    join(
      {
        ...visit,
        stages: visit.stages.slice(1),
        stay: { is: 'waiting', since: at },
        place: at,
        joined: joined++,
        waits: [],
        waitingSince: at,
        bound: undefined,
      },
      at,
    );
  }

  function call(seat: Seat, at: Instant): void {
    for (;;) {
      const caller: Caller = {
        id: seat.id,
        officer: officerOf(seat),
        tiers: seat.tiers,
        sinceOverdue: seat.sinceOverdue,
      };
      const next = nextUp(lines, caller, at);
      if (!next) {
        idle(seat);
        return;
      }
      const { visit, why } = next;
      const standing = present(standings.get(why.queue), why.queue);
      leave(standing, visit);
      const target = sought.get(visit);
      if (target !== undefined) {
        times[offset + target] = at - now;
        left--;
      }
      if (isGhostId(visit.ticket) || (model.leaving > 0 && chance.next() < 1 - Math.exp(-model.leaving * (at - now))))
        continue;
      standing.hand = why.hand;
      seat.sinceOverdue = why.rule === 'L4' ? 0 : seat.sinceOverdue + 1;
      serve(seat, visit, why.queue, at);
      return;
    }
  }

  function serve(seat: Seat, visit: ReadonlyVisit, stage: StageId, at: Instant): void {
    seat.phase = 'busy';
    if (visit.party) {
      const party = visit.party as { atCounter: number };
      party.atCounter++;
      seat.party = party;
      for (const standing of standings.values()) showAll(standing);
    }
    if (chance.next() < model.noShow(visit.lane, at - visit.place)) {
      seat.at = at + draw(model.miss, chance);
      return;
    }
    goesOn(seat, visit, stage);
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
    wake(stage, at);
  }

  function clock({ at, visit, does }: Timer): void {
    const stage = present(visit.stages[0], visit.ticket);
    if (does === 'joins') join(visit, at);
    else come(present(standings.get(stage), stage), visit);
  }

  function wake(stage: StageId, at: Instant): void {
    for (const seat of seats)
      if (seat.phase === 'idle' && seat.tiers.some((stages) => stages.includes(stage)))
        turn(seat, at + draw(model.react, chance));
  }

  function wakeAll(at: Instant): void {
    for (const seat of seats) if (seat.phase === 'idle') turn(seat, at + draw(model.react, chance));
  }

  /** The streams together, half hour by half hour, each with its own pace. */
  function nextArrival(after: Instant): Instant {
    let rest = -Math.log(1 - chance.next());
    let at = after;
    for (let i = Math.max(0, Math.floor((after - model.midnight) / halfHourMs)); i < halfHours; i++) {
      const until = model.midnight + (i + 1) * halfHourMs;
      const perMs = (hall.perHalfHour[i] ?? 0) / halfHourMs;
      if (perMs * (until - at) > rest) return at + rest / perMs;
      rest -= perMs * (until - at);
      at = until;
    }
    return Infinity;
  }

  function arrive(at: Instant): void {
    const i = Math.min(halfHours - 1, Math.floor((at - model.midnight) / halfHourMs));
    let rest = chance.next() * (hall.perHalfHour[i] ?? 0);
    for (const { template, perHalfHour } of hall.streams) {
      rest -= perHalfHour[i] ?? 0;
      if (rest >= 0) continue;
      const slot = template.slot === undefined ? undefined : at;
      join({ ...template, place: at, issuedAt: at, arrivedAt: at, waitingSince: at, slot, joined: joined++ }, at);
      return;
    }
  }
}

const nobody = 'nobody' as OfficerId;
/** L6 asks for an officer; a counter that will be opened by who knows whom has nobody bound to it. */
function officerOf({ officer }: Seat): OfficerId {
  return officer ?? nobody;
}
