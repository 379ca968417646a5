import type { EventOf, Recorded } from '../../apps/hub/domain/events.ts';
import { passed } from './calendar.ts';
import { isLate } from './follow.ts';
import { deskOf, party, personOf, whoDid, type Hall, type Person } from './hall.ts';
import { partyAtDesk } from './lines.ts';
import type { Case, CaseOfAny, Judges } from './report.ts';

/** S8: what a person may undo; a Cancel is a VisitEnded. */
const undoable = ['StageFinished', 'VisitMissed', 'VisitParked', 'VisitTransferred', 'VisitEnded'];

/** C11: at a counter now. */
const isSeated = (hall: Hall, officer: string) => [...hall.desks.values()].some((desk) => desk.officer === officer);

/** S1-S8, V1, V2, C6: a visit's way through its stages. */
export const visits: Judges = {
  StageFinished(one) {
    const { hall, event, must, fired } = one;
    const person = here(one);
    const [stage, ...ahead] = person.stages;
    must('S1', event.stage === stage, `${event.stage} ended, ${person.ticket} is in ${stage}`);
    if (event.next.length > 0) fired('S1');
    if (person.people > 1) fired('S7');
    if (event.served !== undefined) must('S7', event.served <= person.people, `${event.served} of ${person.people}`);
    if (event.outcome !== 'done') {
      fired(event.outcome === 'incomplete' ? 'S6' : 'S5');
      return must('S1', event.next.length === 0, 'a visit that ends has no next stage');
    }
    if (event.changed === undefined)
      must('S1', event.next.join() === ahead.join(), `next ${event.next.join()}, not ${ahead.join()}`);
    const items = hall.office.stages.find(({ id }) => id === stage)?.checklist ?? [];
    if (items.length > 0) fired('S4');
    const open = items.filter(({ id }) => !person.checked.includes(id));
    if (event.override === undefined) must('S4', open.length === 0, `${open.length} items are open`);
  },
  VisitParked(one) {
    here(one);
    one.fired('S2');
  },
  VisitReturned({ hall, event, must }) {
    const { where } = personOf(hall, event.ticket);
    must('S2', where === 'aside', `${event.ticket} is ${where}`);
  },
  VisitTransferred(one) {
    const { hall, event, must, fired } = one;
    const { stages } = here(one);
    const { to } = event;
    fired('S3');
    if ('counter' in to) must('S3', deskOf(hall, to.counter).state !== 'closed', `${to.counter} is closed`);
    if ('officer' in to) must('S3', isSeated(hall, to.officer), `${to.officer} is at no counter`);
    let target: readonly string[] = stages;
    if ('service' in to) target = hall.office.services.find(({ id }) => id === to.service)?.stages ?? [];
    if ('stage' in to) target = [to.stage, ...stages.filter((stage) => stage !== to.stage)];
    must('S3', event.stages.join() === target.join(), `stages ${event.stages.join()}, not ${target.join()}`);
    if ('service' in to) must('S3', event.service === to.service, `service ${event.service}`);
  },
  VisitReinstated({ hall, event, must, fired }) {
    const { where, ending, misses } = personOf(hall, event.ticket);
    const again = where === 'gone' && ending === 'expired' && hall.reopened;
    fired(again ? 'D6' : 'C6');
    must('C6', where === 'missed' || again, `${event.ticket} is ${where}`);
    must('C6', misses <= 1 || again, `missed ${misses} times`);
  },
  VisitPostponed({ hall, event, must, fired }) {
    const { where, postponed } = personOf(hall, event.ticket);
    fired('V1');
    must('V1', where === 'line' && !postponed, `${event.ticket} is ${where}${postponed ? ', postponed before' : ''}`);
  },
  PresenceConfirmed({ hall, event, recorded, must, fired }) {
    const person = personOf(hall, event.ticket);
    must('V2', person.where === 'line' && person.away, `${event.ticket} is not away`);
    if (isLate(hall, person, recorded.at)) fired('V2');
  },
  VisitSplit({ hall, event, must, fired }) {
    const { people, where } = personOf(hall, event.ticket);
    fired('S7');
    must('S7', where !== 'gone' && event.people < people, `${event.people} of ${people} split off`);
  },
  VisitLinked({ hall, event, must, fired }) {
    fired('C2');
    const [one, other] = [personOf(hall, event.ticket), personOf(hall, event.with)];
    const linked = new Set([one, other, ...party(hall, one), ...party(hall, other)]);
    const served = [...linked].filter(({ where }) => where === 'desk').length;
    must('C2', served <= 1, `${served} of one party are at counters`);
  },
  VisitRestored: restored,
  VisitEnded({ hall, event, must, fired, recorded }) {
    const person = personOf(hall, event.ticket);
    const before = hall.past.at(-1);
    const told =
      before?.key === recorded.key && before.event.type === 'StageFinished' && before.event.ticket === event.ticket;
    must('S1', person.where !== 'gone' || told, `${event.ticket} had ended`);
    if (told) must('S1', person.ending === event.ending, `ended as ${event.ending}, finished as ${person.ending}`);
    if (event.ending !== 'noShow') return;
    fired('C6');
    must('C6', person.where === 'missed' && person.misses > 1, `ended after ${person.misses} no-shows`);
  },
};

function here({ hall, event, must }: CaseOfAny<'StageFinished' | 'VisitParked' | 'VisitTransferred'>): Person {
  const person = personOf(hall, event.ticket);
  must('C1', person.desk?.counter === event.counter, `${event.ticket} is not at ${event.counter}`);
  return person;
}

/** S8: the same person, their last act, within 5 s, and nothing since that concerns the visit or the counter. */
function restored(one: Case<'VisitRestored'>): void {
  const { hall, event, recorded, must, fired, wrong } = one;
  fired('S8');
  const end = hall.past.find(({ seq }) => seq === event.undoes);
  if (!end) return wrong('S8', `nothing at ${event.undoes}`);
  const acts = hall.past.filter(({ key }) => key === end.key);
  const act = acts.find(({ event: e }) => undoable.includes(e.type) && 'ticket' in e && e.ticket === event.ticket);
  if (!act) return wrong('S8', `${end.event.type} cannot be undone`);
  must('S8', whoDid(end) === whoDid(recorded), `${whoDid(recorded)} undoes what ${whoDid(end)} did`);
  const seconds = hall.office.policy.undoWithinSeconds;
  must('S8', passed(act.at, recorded.at, hall.jumps) <= seconds * 1000, `undone ${recorded.at - act.at} ms later`);
  const counter = counterOf(act);
  const later = hall.past.find((other) => other.seq > end.seq && concerns(other, event.ticket, counter));
  must('S8', later === undefined, `${later?.event.type} at ${later?.seq} came after it`);
  const was = hall.before.get(`${end.key} ${event.ticket}`);
  if (was) sameAsBefore(one, was, hall);
}

function counterOf({ event }: Recorded): string | undefined {
  return 'counter' in event ? event.counter : undefined;
}

function concerns(other: Recorded, ticket: string, counter: string | undefined): boolean {
  const { event } = other;
  const tickets = [('ticket' in event && event.ticket) || '', ('with' in event && event.with) || ''];
  const named = event.type === 'DeviceSeen' ? undefined : counterOf(other);
  return tickets.includes(ticket as never) || (counter !== undefined && named === counter);
}

/** S8: the undo holds the visit as it was; the oracle remembers that by itself. */
function sameAsBefore({ event, must }: Case<'VisitRestored'>, was: Person, hall: Hall): void {
  const told = event.was;
  const wheres = { waiting: 'line', called: 'desk', serving: 'desk', parked: 'aside', missed: 'missed', ended: 'gone' };
  const equal: readonly (readonly [string, unknown, unknown])[] = [
    ['where', wheres[told.stay.is], was.where],
    ['service', told.service, was.service],
    ['stages', told.stages.join(), was.stages.join()],
    ['place', told.place, was.place],
    ['joined', told.joined, was.joined],
    ['away', told.away, was.away],
    ['postponed', told.postponed, was.postponed],
    ['misses', told.misses, was.misses],
    ['checked', [...told.checked].sort().join(), [...was.checked].sort().join()],
    ['started', told.stay.is === 'serving', was.desk?.startedAt !== undefined],
  ];
  for (const [field, one, other] of equal)
    must('S8', one === other, `${field} was ${String(other)}, restored is ${String(one)}`);
  if (!was.desk) return;
  must('C2', !partyAtDesk(hall, personOf(hall, was.ticket)), 'somebody of the party is at a counter meanwhile');
  const desk = deskOf(hall, was.desk.counter);
  const { officer } = was.desk;
  must('C11', desk.officer === undefined || desk.officer === officer, `${desk.id} belongs to ${desk.officer} now`);
}

/** S3, N3, V3 and the like: what must hold after each command of the day. */
export function settled(hall: Hall, key: string, wrong: (rule: string, what: string) => void): void {
  const events = hall.past.filter((one) => one.key === key).map(({ event }) => event);
  const ended = (ticket: string) => events.some((event) => event.type === 'VisitEnded' && event.ticket === ticket);
  for (const event of events) {
    if (event.type === 'StageFinished' && event.next.length === 0 && !ended(event.ticket))
      wrong('S1', `${event.ticket} ended without a VisitEnded`);
    if (event.type === 'VisitMissed' && !event.free && personOf(hall, event.ticket).misses > 1 && !ended(event.ticket))
      wrong('C6', `${event.ticket} was missed twice and goes on`);
    if (event.type === 'VisitSplit' && !splitOff(events, event))
      wrong('S7', `no ticket was split from ${event.ticket}`);
  }
}

function splitOff(events: readonly Recorded['event'][], { into, ticket, people }: EventOf<'VisitSplit'>): boolean {
  return events.some(
    (event) =>
      event.type === 'TicketIssued' && event.ticket === into && event.splitFrom === ticket && event.people === people,
  );
}
