import { atDesk, deskOf, personOf, whoDid, type Hall } from './hall.ts';
import { skills } from './judgeCalls.ts';
import type { Case, CaseOfAny, Judges } from './report.ts';

/** What an officer does only at the own counter. */
const atWork: readonly string[] =
  'VisitCalled CallRepeated CallWithdrawn ServiceStarted StageFinished VisitParked VisitMissed VisitTransferred CounterPaused CounterClosed'.split(
    ' ',
  );

/** C3, C8, C9, C11: officers and their counters. */
export const desks: Judges = {
  CounterOpened(one) {
    const { hall, event, must } = one;
    const desk = deskOf(hall, event.counter);
    skilled(one);
    must('C11', desk.officer === undefined || desk.officer === event.officer, `${desk.id} belongs to ${desk.officer}`);
    must('C11', seatOf(hall, event.officer, event.counter) === undefined, `${event.officer} sits elsewhere`);
  },
  CounterTakenOver(one) {
    const { hall, event, fired } = one;
    skilled(one);
    if (event.from !== undefined || seatOf(hall, event.officer, event.counter) !== undefined) fired('C11');
    if (atDesk(hall, event.counter).length > 0) fired('C9');
  },
  CounterPaused: resting,
  CounterClosed: resting,
  VisitReleased({ hall, event, recorded, must, fired }) {
    fired('C9');
    must('C9', ['supervisor', 'admin', 'api'].includes(recorded.by.role), `released by ${recorded.by.role}`);
    must(
      'C1',
      personOf(hall, event.ticket).desk?.counter === event.counter,
      `${event.ticket} is not at ${event.counter}`,
    );
  },
};

function skilled({ hall, event, must }: CaseOfAny<'CounterOpened' | 'CounterTakenOver'>): void {
  const able = skills(hall, event.officer);
  const [visitor] = atDesk(hall, event.counter);
  const needed = visitor ? visitor.stages.slice(0, 1) : deskOf(hall, event.counter).tiers.flat();
  const covered = needed.some((stage) => able.includes(stage));
  must('C3', event.override !== undefined || covered, `${event.officer} has no skill for ${event.counter}`);
}

function resting({ hall, event, must, fired }: CaseOfAny<'CounterPaused' | 'CounterClosed'>): void {
  const busy = atDesk(hall, event.counter).length > 0;
  if (event.when === 'officerGone') return;
  must('C8', (event.when === 'afterVisit') === busy, `${event.when} with ${busy ? 'a' : 'no'} visitor there`);
  if (busy) fired('C8');
}

/** C11: the other counter an officer sits at. */
export function seatOf(hall: Hall, officer: string, not: string): string | undefined {
  return [...hall.desks.values()].find((desk) => desk.officer === officer && desk.id !== not)?.id;
}

/** C11, C13: what must hold of every event, whatever its type. */
export function manners({ hall, recorded, event, must, fired, wrong }: Case): void {
  if ('override' in event && event.override !== undefined) {
    fired('C13');
    must('C13', ['supervisor', 'admin', 'api'].includes(recorded.by.role), `${whoDid(recorded)} may not override`);
    must('C13', event.override.length > 0, 'an override without a reason');
  }
  if (
    recorded.by.role === 'officer' &&
    recorded.by.person !== undefined &&
    'counter' in event &&
    atWork.includes(event.type)
  ) {
    const owner = hall.desks.get(event.counter ?? '')?.officer ?? recorded.by.person;
    must('C3', owner === recorded.by.person, `${recorded.by.person} acts at the counter of ${owner}`);
  }
  const officers = [...hall.desks.values()].flatMap(({ officer }) => officer ?? []);
  if (new Set(officers).size < officers.length) wrong('C11', 'an officer at two counters');
  for (const { id, state, officer } of hall.desks.values()) {
    must('C1', atDesk(hall, id).length <= 1, `two visitors at ${id}`);
    must('C3', state !== 'open' || officer !== undefined, `${id} is open without an officer`);
  }
}
