import { present } from '../../../shared/basics.ts';
import { numberText, type Instant, type Seq } from '../../../shared/ids.ts';
import type { EventOf, Recorded } from './events.ts';
import type { ReadonlyFloor } from './floor.ts';

/** One narrow row per ended stage and per ended visit, for reports (design.md 1.12). Times are instants, Ms. */
export interface Fact {
  readonly seq: Seq;
  readonly day: string;
  readonly kind: 'stage' | 'visit';
  readonly ticket: string;
  readonly number: string;
  readonly service: string;
  /** The stage that ended; for a visit the last one it was in. */
  readonly stage: string | null;
  readonly lane: string;
  readonly counter: string | null;
  readonly officer: string | null;
  readonly people: number;
  /** Joined the queue of the stage; for a visit when the ticket was issued. */
  readonly from: Instant;
  readonly calledAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant;
  readonly outcome: string;
}

/** The rows an event makes, read from the floor right after `evolve` took it. */
export function factsOf({ event, seq, at }: Recorded, floor: ReadonlyFloor): readonly Fact[] {
  if (event.type === 'StageFinished') return [stageFact(event, seq, floor)];
  return event.type === 'VisitEnded' ? [visitFact(event, seq, at, floor)] : [];
}

function visitOf(floor: ReadonlyFloor, ticket: EventOf<'VisitEnded'>['ticket']) {
  return present(floor.visits.get(ticket), `ticket ${ticket}`);
}

function stageFact({ ticket, stage, outcome }: EventOf<'StageFinished'>, seq: Seq, floor: ReadonlyFloor): Fact {
  const visit = visitOf(floor, ticket);
  const done = present(visit.done.at(-1), `finished stage of ${ticket}`);
  return {
    seq,
    day: floor.day,
    kind: 'stage',
    ticket,
    number: numberText(visit.number),
    service: visit.service,
    stage,
    lane: visit.lane,
    counter: done.counter,
    officer: done.officer,
    people: visit.people,
    from: done.joinedAt,
    calledAt: done.calledAt,
    startedAt: done.startedAt ?? null,
    endedAt: done.finishedAt,
    outcome,
  };
}

function visitFact({ ticket, ending }: EventOf<'VisitEnded'>, seq: Seq, at: Instant, floor: ReadonlyFloor): Fact {
  const visit = visitOf(floor, ticket);
  const first = visit.done[0];
  const last = visit.done.at(-1);
  return {
    seq,
    day: floor.day,
    kind: 'visit',
    ticket,
    number: numberText(visit.number),
    service: visit.service,
    stage: last?.stage ?? present(visit.stages[0], `stage of ${ticket}`),
    lane: visit.lane,
    counter: last?.counter ?? null,
    officer: last?.officer ?? null,
    people: visit.people,
    from: visit.issuedAt,
    calledAt: first?.calledAt ?? null,
    startedAt: first?.startedAt ?? null,
    endedAt: at,
    outcome: ending,
  };
}
