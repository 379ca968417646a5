import { present } from '../../../../shared/basics.ts';
import {
  minuteMs,
  secondMs,
  type Instant,
  type Ms,
  type OfficerId,
  type StageId,
  type TicketId,
} from '../../../../shared/ids.ts';
import type { Lane } from '../../../../shared/protocol/office.ts';
import type { Recorded } from '../../domain/events.ts';
import { elapsed, type ReadonlyFloor, type ReadonlyVisit } from '../../domain/floor.ts';
import { sampleOf, type Table } from '../lengths.ts';
import { serviceTimes, type ServiceTimes } from './serviceTimes.ts';
import { shows } from './shows.ts';

/** How stays at counters go, from call to end, and who does not come to one. */
export interface Stays {
  /** To be told each event, after `evolve` had it. */
  hear(recorded: Recorded, floor: ReadonlyFloor): void;
  newDay(floor: ReadonlyFloor): void;
  readonly services: ServiceTimes;
  /** Call to start, call to no-show. */
  walk(): Table;
  miss(): Table;
  noShow(lane: Lane, waited: Ms): number;
  /** Share of those who wait that cancels in a Ms. */
  leaving(): number;
  /** Share that goes on to the next stage, of those who have one. */
  goesOn(stage: StageId): number;
  /** Wait of the last visitor of a queue who was called today. */
  lastWait(stage: StageId): Ms | undefined;
}

interface Stay {
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
/** Waiting without a cancellation that was seen before the first day. */
const assumedWaitMs = 600 * minuteMs;

export function stays(): Stays {
  const services = serviceTimes();
  const comers = shows();
  const walk = sampleOf(300, seconds(5, 10, 15, 20, 25, 30, 40, 60));
  const miss = sampleOf(150, seconds(45, 50, 60, 60, 75, 90, 120));
  const open = new Map<TicketId, Stay>();
  const lastWaits = new Map<StageId, Ms>();
  const goOn = new Map<StageId, { readonly ended: number; readonly on: number }>();
  let left = 0;
  let waitedMs = assumedWaitMs;

  function called(visit: ReadonlyVisit, stay: Pick<Stay, 'stage' | 'officer' | 'lane'>, waited: Ms, at: Instant): void {
    lastWaits.set(stay.stage, waited);
    waitedMs += waited;
    open.set(visit.ticket, { ...stay, waited, calledAt: at, startedAt: undefined, hasNext: visit.stages.length > 1 });
  }

  function take(ticket: TicketId): Stay | undefined {
    const stay = open.get(ticket);
    open.delete(ticket);
    return stay;
  }

  function served(ticket: TicketId, { at }: Recorded, { lines }: ReadonlyFloor, goesOn?: boolean): void {
    const stay = take(ticket);
    if (!stay) return;
    services.add(stay.stage, stay.officer, elapsed(lines, stay.startedAt ?? stay.calledAt, at));
    if (stay.startedAt === undefined) {
      // S1: finished without a start, so the walk is in the service time.
      walk.add(0);
      comers.add(stay.lane, stay.waited, true);
    }
    if (goesOn === undefined || !stay.hasNext) return;
    const { ended, on } = goOn.get(stay.stage) ?? { ended: assumedOn, on: assumedOn };
    goOn.set(stay.stage, { ended: ended + 1, on: on + (goesOn ? 1 : 0) });
  }

  function missed(ticket: TicketId, { at }: Recorded, { lines }: ReadonlyFloor): void {
    const stay = take(ticket);
    if (!stay) return;
    miss.add(elapsed(lines, stay.calledAt, at));
    comers.add(stay.lane, stay.waited, false);
  }

  return {
    services,
    hear(recorded, floor) {
      const { event, at } = recorded;
      if (event.type === 'VisitCalled') {
        const visit = present(floor.visits.get(event.ticket), event.ticket);
        const { stage, officer, why } = event;
        called(visit, { stage, officer, lane: why.lane }, elapsed(floor.lines, visit.place, at), at);
      } else if (event.type === 'ServiceStarted') {
        const stay = open.get(event.ticket);
        if (!stay) return;
        walk.add(elapsed(floor.lines, stay.calledAt, at));
        comers.add(stay.lane, stay.waited, true);
        open.set(event.ticket, { ...stay, startedAt: at });
      } else if (event.type === 'StageFinished') served(event.ticket, recorded, floor, event.next.length > 0);
      else if (event.type === 'VisitParked' || event.type === 'VisitTransferred') served(event.ticket, recorded, floor);
      else if (event.type === 'VisitMissed') missed(event.ticket, recorded, floor);
      else if (event.type === 'VisitReleased' || event.type === 'CallWithdrawn') open.delete(event.ticket);
      else if (event.type === 'VisitEnded') {
        if (event.ending === 'noShow') missed(event.ticket, recorded, floor);
        else if (event.counter !== undefined) served(event.ticket, recorded, floor, false);
        else if (event.ending === 'cancelled') left++;
      }
    },
    newDay({ lines }) {
      services.newDay(lines.office.stages);
      open.clear();
      lastWaits.clear();
    },
    walk: () => walk.table(),
    miss: () => miss.table(),
    noShow: (lane, waited) => comers.noShow(lane, waited),
    leaving: () => left / waitedMs,
    goesOn(stage) {
      const count = goOn.get(stage);
      return count ? count.on / count.ended : 1;
    },
    lastWait: (stage) => lastWaits.get(stage),
  };
}
