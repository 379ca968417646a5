import type { EventOf, Recorded } from '../../apps/hub/domain/events.ts';
import { assertNever } from '../../shared/basics.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { passed } from './calendar.ts';
import { deskOf, furnish, personOf, type Hall, type Person } from './hall.ts';
import { wheelOf } from './calls.ts';
import { laneNow, placeNow } from './lines.ts';
import { endSpell, leave, rest, sit } from './seats.ts';

const minute = 60_000;

/** What an event does to the hall. It believes the event; judging it is done before, elsewhere. */
export function follow(hall: Hall, recorded: Recorded, documents: ReadonlyMap<string, Office>): void {
  const { event, at, seq } = recorded;
  if ('ticket' in event) rememberBefore(hall, recorded, event.ticket);
  switch (event.type) {
    case 'OfficeAdopted':
      adopt(hall, documents.get(event.document));
      break;
    case 'DeviceSeen':
      if (event.role === 'kiosk') hall.kiosks.set(event.device, true);
      if (event.role === 'display')
        hall.displays.set(event.device, { zone: event.zone, speaks: event.sound === 'ready' });
      hall.held.delete(event.device);
      break;
    case 'DeviceLost':
      if (hall.kiosks.has(event.device)) hall.kiosks.set(event.device, false);
      hall.displays.delete(event.device);
      hall.held.set(event.device, event.held);
      break;
    case 'ClockCorrected':
      hall.jumps.push({ from: at - event.by, to: at });
      break;
    case 'CounterOpened':
    case 'CounterTakenOver':
      sit(hall, event);
      break;
    case 'CounterPaused':
      rest(hall, deskOf(hall, event.counter), 'paused', event.when);
      break;
    case 'CounterClosed':
      rest(hall, deskOf(hall, event.counter), 'closed', event.when);
      break;
    case 'CounterAssigned':
      deskOf(hall, event.counter).tiers = event.tiers;
      break;
    case 'TicketIssued':
      hall.people.push(newcomer(recorded, event));
      if (event.carryOver !== undefined) hall.carryOver.delete(event.carryOver);
      break;
    case 'SlipReported':
      personOf(hall, event.ticket).slip = event.outcome;
      break;
    case 'NumberVoided':
      hall.voided.push({ number: event.number, ticket: event.ticket });
      if (event.replacedBy) reprinted(personOf(hall, event.ticket), event.replacedBy);
      break;
    case 'NumbersLost':
      hall.lost.push({ prefix: event.prefix, from: event.from, to: event.to });
      break;
    case 'VisitCalled':
      called(hall, recorded, event);
      break;
    case 'CallRepeated':
      callsOf(personOf(hall, event.ticket), (calls) => [...calls, { seq, at, endedAt: undefined }]);
      break;
    case 'CallAnnounced':
      for (const person of hall.people)
        callsOf(person, (calls) =>
          calls.map((call, i) =>
            call.seq === event.announcement && i === calls.length - 1 ? { ...call, endedAt: at } : call,
          ),
        );
      break;
    case 'ServiceStarted': {
      const person = personOf(hall, event.ticket);
      if (person.desk) person.desk = { ...person.desk, startedAt: at };
      break;
    }
    case 'ItemChecked': {
      const person = personOf(hall, event.ticket);
      person.checked = person.checked.filter((item) => item !== event.item);
      if (event.done) person.checked = [...person.checked, event.item];
      break;
    }
    case 'StageFinished': {
      const person = leave(hall, recorded, event.ticket);
      person.stages = event.next;
      person.checked = [];
      if (event.next.length > 0) lineUp(person, at, seq);
      else gone(person, event.outcome === 'done' ? 'finished' : event.outcome);
      break;
    }
    case 'VisitParked': {
      const person = leave(hall, recorded, event.ticket);
      person.where = 'aside';
      person.asideUntil = event.until;
      break;
    }
    case 'VisitMissed': {
      const person = leave(hall, recorded, event.ticket);
      person.where = 'missed';
      if (!event.free) person.misses++;
      break;
    }
    case 'VisitTransferred': {
      const person = leave(hall, recorded, event.ticket);
      person.stages = event.stages;
      person.service = event.service ?? person.service;
      person.checked = [];
      const to = { counter: undefined, officer: undefined, at, ...event.to };
      if ('counter' in event.to || 'officer' in event.to) person.bound = to;
      if (event.keepsPlace) goOn(person, at);
      else lineUp(person, at, seq);
      break;
    }
    case 'CallWithdrawn':
    case 'VisitReleased':
      goOn(leave(hall, recorded, event.ticket), at);
      break;
    case 'VisitReturned':
      goOn(personOf(hall, event.ticket), at);
      break;
    case 'VisitReinstated':
      lineUp(personOf(hall, event.ticket), at, seq);
      break;
    case 'VisitPostponed': {
      const person = personOf(hall, event.ticket);
      person.postponed = true;
      lineUp(person, at, seq);
      break;
    }
    case 'PresenceConfirmed': {
      const person = personOf(hall, event.ticket);
      const late = isLate(hall, person, at);
      person.away = false;
      if (late) lineUp(person, at, seq);
      else goOn(person, at);
      break;
    }
    case 'VisitSplit':
      personOf(hall, event.ticket).people -= event.people;
      break;
    case 'VisitLinked':
      hall.links.push([event.ticket, event.with]);
      break;
    case 'VisitRestored':
      restore(hall, event);
      break;
    case 'OutcomeCorrected':
      personOf(hall, event.ticket).ending = event.outcome;
      break;
    case 'VisitEnded':
      gone(leave(hall, recorded, event.ticket), event.ending);
      break;
    case 'ServicePaused':
      hall.pauses.set(event.service, [...(hall.pauses.get(event.service) ?? []), { from: at, to: undefined }]);
      break;
    case 'ServiceResumed': {
      const pause = hall.pauses.get(event.service)?.at(-1);
      if (pause) pause.to = at;
      break;
    }
    case 'IntakeStopped':
      hall.stopped.set(event.service, { why: event.why, at });
      if (event.why === 'supervisor') hall.heldOpen.delete(event.service);
      break;
    case 'IntakeResumed':
      hall.stopped.delete(event.service);
      hall.resumedAt.set(event.service, at);
      if (recorded.by.role !== 'hub') hall.heldOpen.add(event.service);
      break;
    case 'CarryOverGiven':
      hall.carryOver.add(event.ticket);
      break;
    case 'DayClosing':
      hall.state = 'closing';
      break;
    case 'DayClosed':
      hall.state = 'closed';
      break;
    case 'DayReopened':
      hall.state = 'open';
      hall.reopened = true;
      hall.stopped.clear();
      break;
    case 'NotTodayTold':
      hall.notToday.set(event.ticket, at);
      break;
    case 'CounterAdvised':
    case 'AdviceWithdrawn':
    case 'DayOpened':
    case 'HubRestored':
    case 'KioskBrought':
    case 'SeatChecked':
    case 'NoteSealed':
    case 'MessageSent':
    case 'EmergencyRaised':
    case 'EmergencyCleared':
    case 'StaffCalled':
    case 'StaffAnswered':
    case 'TrainingRecorded':
    case 'KeyDestroyed':
      break;
    default:
      assertNever(event);
  }
  hall.past.push(recorded);
}

function rememberBefore(hall: Hall, { key }: Recorded, ticket: string): void {
  const name = `${key} ${ticket}`;
  const person = hall.people.find((one) => one.ticket === ticket);
  if (person && !hall.before.has(name)) hall.before.set(name, { ...person });
}

/** N7: the printed number is the ticket's. */
function reprinted(person: Person, number: Person['number']): void {
  person.number = number;
  if (person.slip === 'pending') person.slip = 'printed';
}

/** A ticket as it joins its line. */
export function newcomer({ at, seq }: Pick<Recorded, 'at' | 'seq'>, event: EventOf<'TicketIssued'>): Person {
  const away = event.remote === true;
  const place = event.place ?? event.arrivedAt;
  return {
    ticket: event.ticket,
    issuedAt: at,
    lane: event.lane,
    slot: event.slot,
    kiosk: event.kiosk,
    holder: event.holder?.mark,
    number: event.number,
    slip: event.slip,
    people: event.people,
    service: event.service,
    stages: event.stages,
    where: 'line',
    ending: undefined,
    desk: undefined,
    place,
    joined: seq,
    spells: away ? [] : [{ from: event.arrivedAt, to: undefined }],
    asideUntil: undefined,
    away,
    firstPassed: undefined,
    postponed: false,
    misses: 0,
    bound: undefined,
    checked: [],
  };
}

/** A new place: what was waited before counts no more (L1, T5). */
function lineUp(person: Person, at: number, seq: number): void {
  person.place = at;
  person.joined = seq;
  person.spells = [];
  person.firstPassed = undefined;
  goOn(person, at);
}

/** Back in line at the place it had. */
function goOn(person: Person, at: number): void {
  person.where = 'line';
  person.ending = undefined;
  person.asideUntil = undefined;
  const before = person.spells.map(({ from, to }) => ({ from, to: to ?? at }));
  person.spells = person.away ? before : [...before, { from: at, to: undefined }];
}

function gone(person: Person, ending: string): void {
  person.where = 'gone';
  person.ending = ending;
}

function called(hall: Hall, { at, seq }: Recorded, event: EventOf<'VisitCalled'>): void {
  const person = personOf(hall, event.ticket);
  const turn = event.why.rule === 'L2';
  if (turn)
    for (const other of hall.people)
      if (other.where === 'line' && other.away && other.firstPassed === undefined && isPassed(hall, other, person, at))
        other.firstPassed = at;
  if (person.where === 'line') endSpell(person, at);
  person.where = 'desk';
  person.asideUntil = undefined;
  person.bound = undefined;
  person.desk = {
    counter: event.counter,
    officer: event.officer,
    unconfirmed: event.slipUnconfirmed === true,
    startedAt: undefined,
    calls: [{ seq, at, endedAt: undefined }],
  };
  if (turn) hall.hands.set(event.stage, event.why.hand);
  deskOf(hall, event.counter).calls.push(event.why.rule);
}

/** V2: a turn of the line went to somebody behind. */
function isPassed(hall: Hall, away: Person, taken: Person, at: number): boolean {
  if (away.stages[0] !== taken.stages[0] || laneNow(hall, away, at) !== laneNow(hall, taken, at)) return false;
  const [one, two] = [placeNow(hall, away, at), placeNow(hall, taken, at)];
  return one < two || (one === two && away.joined < taken.joined);
}

/** V2: later than `confirmLate` after the first pass. */
export function isLate(hall: Hall, { firstPassed }: Person, at: number): boolean {
  const grace = hall.office.policy.confirmLateMinutes * minute;
  return firstPassed !== undefined && passed(firstPassed, at, hall.jumps) > grace;
}

function callsOf(
  person: Person,
  change: (calls: NonNullable<Person['desk']>['calls']) => NonNullable<Person['desk']>['calls'],
): void {
  if (person.desk) person.desk = { ...person.desk, calls: change(person.desk.calls) };
}

function adopt(hall: Hall, office: Office | undefined): void {
  if (!office) throw new Error('The oracle was not given the office document that was adopted');
  if (wheelOf(hall.office).join() !== wheelOf(office).join()) hall.hands.clear();
  furnish(hall, office);
}

/** S8: the visit as it was before that command, from the oracle's own memory. */
function restore(hall: Hall, event: EventOf<'VisitRestored'>): void {
  const person = personOf(hall, event.ticket);
  const undone = hall.past.find((one) => one.seq === event.undoes);
  const was = undone && hall.before.get(`${undone.key} ${event.ticket}`);
  if (!was) throw new Error(`The oracle knows nothing to undo at ${event.undoes}`);
  const { number, slip, people } = person;
  Object.assign(person, was, { number, slip, people });
  if (!person.desk) return;
  const rested = undone && hall.rested.get(undone.key);
  if (!rested) return;
  const desk = deskOf(hall, person.desk.counter);
  desk.later = rested.to;
  desk.state = 'open';
  desk.officer = rested.officer;
}
