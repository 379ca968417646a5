import { present } from '../../../../shared/basics.ts';
import {
  minuteMs,
  secondMs,
  type CounterId,
  type Instant,
  type Ms,
  type OfficerId,
  type StageId,
  type TicketId,
} from '../../../../shared/ids.ts';
import type { Lane } from '../../../../shared/protocol/office.ts';
import { callerOf } from '../../domain/decide/context.ts';
import type { Recorded } from '../../domain/events.ts';
import { elapsed, type ReadonlyCounter, type ReadonlyFloor } from '../../domain/floor.ts';
import { instantOf } from '../../domain/hours.ts';
import { nextUp } from '../../domain/nextUp.ts';
import type { Plan } from '../given.ts';
import { sampleOf } from '../lengths.ts';
import type { Model } from '../lookAhead/model.ts';
import { arrivals } from './arrivals.ts';
import { serviceTimes } from './serviceTimes.ts';
import { shows } from './shows.ts';
import { staffing } from './staffing.ts';

/** What an office was seen to do, learned from its events alone. */
export interface Learning {
  /** To be told each event in order, after `evolve` had it. */
  follow(recorded: Recorded, floor: ReadonlyFloor): void;
  /** What is expected at `now`. */
  model(floor: ReadonlyFloor, now: Instant): Model;
  /** Service times seen of a stage; below 30 a forecast is by formula. */
  seen(stage: StageId): number;
  /** Mean time that a visitor of a stage takes of a counter, from one call to the next, Ms; who does not come counts with what the calls took. */
  occupied(stage: StageId): Ms;
  /** Wait of the last visitor of a stage's queue who was called today, Ms. */
  lastWait(stage: StageId): Ms | undefined;
}

interface AtCounter {
  readonly stage: StageId;
  readonly officer: OfficerId;
  readonly lane: Lane;
  readonly waited: Ms;
  readonly calledAt: Instant;
  readonly startedAt: Instant | undefined;
  readonly hasNext: boolean;
}

const seconds = (...lengths: readonly number[]) => lengths.map((length) => length * secondMs);
/** How many who finished a stage the assumption that all go on is worth. */
const assumedOn = 5;

export function learning(plan: Plan | undefined): Learning {
  const services = serviceTimes();
  const staff = staffing(plan);
  const comers = arrivals();
  const calls = shows();
  const walk = sampleOf(300, seconds(5, 10, 15, 20, 25, 30, 40, 60));
  const turn = sampleOf(500, seconds(1, 2, 3, 5, 5, 10, 15, 30));
  const react = sampleOf(200, seconds(2, 3, 5, 5, 10, 15, 30));
  const miss = sampleOf(150, seconds(45, 50, 60, 60, 75, 90, 120));
  const atCounter = new Map<TicketId, AtCounter>();
  /** Open counters that have somebody to call: since when, and whether they had nobody before. */
  const ready = new Map<CounterId, { readonly since: Instant; readonly wasIdle: boolean }>();
  const idle = new Set<CounterId>();
  const lastWaits = new Map<StageId, Ms>();
  const goOn = new Map<StageId, { ended: number; on: number }>();
  const leaving = { left: 0, waitedMs: 600 * minuteMs };
  let midnight: Instant = 0;

  function called({ event, at }: Recorded, floor: ReadonlyFloor): void {
    if (event.type !== 'VisitCalled') return;
    const visit = present(floor.visits.get(event.ticket), event.ticket);
    const was = ready.get(event.counter);
    // A chosen call says nothing of how long a counter takes to call the next.
    if (was && event.why.rule !== 'C12') (was.wasIdle ? react : turn).add(elapsed(floor.lines, was.since, at));
    ready.delete(event.counter);
    const waited = elapsed(floor.lines, visit.place, at);
    lastWaits.set(event.stage, waited);
    leaving.waitedMs += waited;
    atCounter.set(event.ticket, {
      stage: event.stage,
      officer: event.officer,
      lane: event.why.lane,
      waited,
      calledAt: at,
      startedAt: undefined,
      hasNext: visit.stages.length > 1,
    });
  }

  function served(ticket: TicketId, floor: ReadonlyFloor, at: Instant, goesOn?: boolean): void {
    const was = atCounter.get(ticket);
    if (!was) return;
    atCounter.delete(ticket);
    services.add(was.stage, was.officer, elapsed(floor.lines, was.startedAt ?? was.calledAt, at));
    if (was.startedAt === undefined) {
      walk.add(0);
      calls.add(was.lane, was.waited, true);
    }
    if (goesOn === undefined || !was.hasNext) return;
    const count = goOn.get(was.stage) ?? { ended: assumedOn, on: assumedOn };
    goOn.set(was.stage, { ended: count.ended + 1, on: count.on + (goesOn ? 1 : 0) });
  }

  function hear(recorded: Recorded, floor: ReadonlyFloor): void {
    const { event, at } = recorded;
    switch (event.type) {
      case 'TicketIssued':
        if (event.late !== true && event.splitFrom === undefined)
          comers.add(event.service, event.lane, event.arrivedAt - midnight);
        break;
      case 'VisitCalled':
        called(recorded, floor);
        break;
      case 'ServiceStarted': {
        const was = atCounter.get(event.ticket);
        if (!was) break;
        walk.add(elapsed(floor.lines, was.calledAt, at));
        calls.add(was.lane, was.waited, true);
        atCounter.set(event.ticket, { ...was, startedAt: at });
        break;
      }
      case 'StageFinished':
        served(event.ticket, floor, at, event.next.length > 0);
        break;
      case 'VisitParked':
      case 'VisitTransferred':
        served(event.ticket, floor, at);
        break;
      case 'VisitMissed':
        missed(event.ticket, floor, at);
        break;
      case 'VisitEnded':
        if (event.ending === 'noShow') missed(event.ticket, floor, at);
        else if (event.counter !== undefined) served(event.ticket, floor, at, false);
        else if (event.ending === 'cancelled') leaving.left++;
        break;
      case 'VisitReleased':
      case 'CallWithdrawn':
        atCounter.delete(event.ticket);
        break;
      default: // what says nothing of lengths, arrivals and waits
    }
  }

  function missed(ticket: TicketId, floor: ReadonlyFloor, at: Instant): void {
    const was = atCounter.get(ticket);
    if (!was) return;
    atCounter.delete(ticket);
    miss.add(elapsed(floor.lines, was.calledAt, at));
    calls.add(was.lane, was.waited, false);
  }

  function watchCounter(counter: ReadonlyCounter, floor: ReadonlyFloor, at: Instant): void {
    const isFree = counter.state === 'open' && counter.visit === undefined && counter.pending === undefined;
    if (!isFree) {
      ready.delete(counter.id);
      idle.delete(counter.id);
    } else if (!hasNext(counter, floor, at)) {
      ready.delete(counter.id);
      idle.add(counter.id);
    } else if (!ready.has(counter.id)) ready.set(counter.id, { since: at, wasIdle: idle.has(counter.id) });
  }

  return {
    follow(recorded, floor) {
      if (recorded.day === 'house') return;
      if (recorded.event.type === 'DayOpened') {
        const { dayStart, timeZone } = floor.lines.office.document;
        midnight = instantOf(recorded.day, dayStart, timeZone);
        atCounter.clear();
        ready.clear();
        idle.clear();
        lastWaits.clear();
        services.newDay(floor.lines.office.stages);
        comers.newDay();
        staff.newDay(midnight);
      }
      hear(recorded, floor);
      staff.see(floor, recorded.at);
      for (const counter of floor.counters.values()) watchCounter(counter, floor, recorded.at);
    },
    model(floor, now) {
      return {
        service: (stage, officer) => services.table(stage, officer),
        pace: (officer, chance) => services.pace(officer, chance),
        dayPace: (chance) => services.dayPace(chance),
        walk: walk.table(),
        turn: turn.table(),
        react: react.table(),
        miss: miss.table(),
        noShow: (lane, waited) => calls.noShow(lane, waited),
        leaving: leaving.left / leaving.waitedMs,
        goesOn: (stage) => {
          const count = goOn.get(stage);
          return count ? count.on / count.ended : 1;
        },
        streams: comers.streams(),
        factor: comers.factor(now - midnight),
        midnight,
        readySince: (counter) => ready.get(counter)?.since,
        outlook: (counter) => staff.outlook(counter, floor, now),
      };
    },
    seen: (stage) => services.seen(stage),
    occupied(stage) {
      const mean = (table: Float64Array) => table.reduce((sum, length) => sum + length, 0) / table.length;
      const missing = calls.noShow('regular', 0);
      const there = mean(walk.table()) + services.mean(stage);
      return (1 - missing) * there + missing * mean(miss.table()) + mean(turn.table());
    },
    lastWait: (stage) => lastWaits.get(stage),
  };
}

function hasNext(counter: ReadonlyCounter, floor: ReadonlyFloor, at: Instant): boolean {
  const somebody = counter.tiers.some((stages) =>
    stages.some((stage) => {
      const queue = floor.lines.queues.get(stage);
      return queue && (queue.lines.regular.length || queue.lines.priority.length || queue.lines.appointment.length);
    }),
  );
  if (!somebody) return false;
  const caller = callerOf(floor, counter, undefined);
  return caller.ok && nextUp(floor.lines, caller.value, at) !== undefined;
}
