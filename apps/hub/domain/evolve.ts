import { assertNever, invariant, present } from '../../../shared/basics.ts';
import { minuteMs, type BusinessDay } from '../../../shared/ids.ts';
import type { Recorded } from './events.ts';
import { elapsed, type DocumentShelf, type Floor } from './floor.ts';
import { cutOffOf } from './hours.ts';
import { attach, detach, vacate, waitAgain } from './lines.ts';
import type { OfficeIndex } from './officeIndex.ts';
import { brought, found, lose, owed, restored as restoredHub } from './restore.ts';
import { visitOf, counterOf, calledStay, actorOf } from './touched.ts';
import { adopt, deviceSeen, deviceLost, seat, rest } from './evolveDesks.ts';
import { issue, give, called, announce, announced, backToLine, link } from './evolveVisits.ts';
import { moved, finished, remember, restored, tally } from './evolveLeaving.ts';

/** The floor before its first event; a book begins with DayOpened, which `evolve` then reads. */
export function openFloor(opened: Recorded, documents: DocumentShelf): Floor {
  if (opened.event.type !== 'DayOpened') throw new Error(`A book begins with DayOpened, not ${opened.event.type}`);
  const office = documentOf(documents, opened.event.document);
  const floor: Floor = {
    day: opened.day as BusinessDay,
    documents,
    openedAt: opened.at,
    cutOffAt: cutOffOf(opened.day as BusinessDay, office.document),
    seq: opened.seq,
    at: opened.at,
    state: 'open',
    reopened: false,
    lines: {
      office,
      queues: new Map(),
      bound: [],
      days: new Map(),
      pauses: new Map(),
      corrections: [],
      kiosks: new Map(),
    },
    visits: new Map(),
    counters: new Map(),
    seats: new Map(),
    devices: new Map(),
    series: new Map(),
    numbers: new Map(),
    voided: [],
    lost: [],
    restore: owed(opened.event.restore),
    admitted: new Map(),
    stopped: new Map(),
    resumedAt: new Map(),
    heldOpen: new Set(),
    notToday: new Map(),
    advice: new Map(),
    carryOver: new Map(opened.event.carryOver.map(({ ticket, day }) => [ticket, day])),
    holders: new Map(),
    announcements: new Map(),
    missed: new Set(),
    parked: new Set(),
    emergencies: new Map(),
    staffCalls: new Map(),
    acts: new Map(),
    endings: new Map(),
  };
  adopt(floor, office, opened.at);
  return floor;
}

/** A recorded event is a fact: the floor follows it and never judges it again. The only writer of a floor. */
export function evolve(floor: Floor, recorded: Recorded): void {
  const { event, seq, at } = recorded;
  floor.seq = seq;
  floor.at = at;
  switch (event.type) {
    case 'DayOpened':
    case 'KeyDestroyed':
    case 'MessageSent':
    case 'TrainingRecorded':
      break;
    case 'OfficeAdopted':
      adopt(floor, documentOf(floor.documents, event.document), at);
      break;
    case 'DeviceSeen':
      deviceSeen(floor, event, at);
      break;
    case 'DeviceLost':
      deviceLost(floor, event, at);
      break;
    case 'ClockCorrected':
      floor.lines.corrections.push(at, event.by);
      break;
    case 'CounterOpened':
      seat(floor, counterOf(floor, event.counter, seq), event, at);
      break;
    case 'CounterTakenOver': {
      const counter = counterOf(floor, event.counter, seq);
      seat(floor, counter, event, at);
      const { visit } = counter;
      if (visit && (visit.stay.is === 'called' || visit.stay.is === 'serving'))
        visit.stay = { ...visit.stay, officer: event.officer };
      break;
    }
    case 'CounterPaused':
      rest(counterOf(floor, event.counter, seq), 'paused', event, at);
      break;
    case 'CounterClosed': {
      const counter = counterOf(floor, event.counter, seq);
      rest(counter, 'closed', { ...event, until: undefined }, at);
      if (event.when !== 'afterVisit') vacate(floor, event.counter);
      break;
    }
    case 'CounterAssigned':
      counterOf(floor, event.counter, seq).tiers = event.tiers;
      break;
    case 'TicketIssued':
      issue(floor, recorded, event);
      if (event.brought) found(floor, event.number);
      break;
    case 'SlipReported':
      visitOf(floor, event.ticket, seq).slip = event.outcome;
      break;
    case 'NumberVoided': {
      const visit = visitOf(floor, event.ticket, seq);
      floor.voided.push({ number: event.number, ticket: event.ticket });
      if (event.replacedBy) {
        visit.number = event.replacedBy;
        if (visit.slip === 'pending') visit.slip = 'printed';
        give(floor, event.replacedBy, event.ticket);
      }
      break;
    }
    case 'HubRestored':
      restoredHub(floor, event, at);
      break;
    case 'KioskBrought':
      brought(present(floor.restore, 'restore'), event);
      break;
    case 'NumbersLost':
      lose(floor, event);
      break;
    case 'SeatChecked':
      present(floor.restore, 'restore').unchecked.delete(event.counter);
      counterOf(floor, event.counter, seq);
      break;
    case 'VisitCalled':
      called(floor, recorded, event);
      break;
    case 'CallRepeated': {
      const visit = visitOf(floor, event.ticket, seq);
      counterOf(floor, event.counter, seq);
      const stay = calledStay(visit);
      visit.stay = { ...stay, calls: stay.calls + 1, announcement: seq, repeatedAt: at, announcedAt: undefined };
      announce(floor, event.counter, {
        id: seq,
        ticket: event.ticket,
        counter: event.counter,
        recall: true,
        at,
        outcome: undefined,
        withdrawn: false,
      });
      break;
    }
    case 'CallAnnounced':
      announced(floor, event, at);
      break;
    case 'CallWithdrawn': {
      const { call } = calledStay(visitOf(floor, event.ticket, seq));
      for (const announcements of floor.announcements.values())
        for (const one of announcements) if (one.ticket === event.ticket && one.id >= call) one.withdrawn = true;
      backToLine(floor, event.ticket, event.counter, recorded);
      break;
    }
    case 'VisitReleased':
      backToLine(floor, event.ticket, event.counter, recorded);
      break;
    case 'ServiceStarted': {
      const visit = visitOf(floor, event.ticket, seq);
      counterOf(floor, event.counter, seq);
      const { counter, officer, call, at: calledAt, unconfirmed } = calledStay(visit);
      visit.stay = { is: 'serving', counter, officer, call, calledAt, since: at, unconfirmed };
      break;
    }
    case 'StageFinished':
      finished(floor, recorded, event);
      break;
    case 'ItemChecked': {
      const visit = visitOf(floor, event.ticket, seq);
      visit.checked = event.done ? [...visit.checked, event.item] : visit.checked.filter((item) => item !== event.item);
      break;
    }
    case 'VisitParked':
      moved(floor, recorded, event.counter, event.ticket, (visit) => {
        visit.stay = { is: 'parked', counter: event.counter, at, until: event.until };
        attach(floor, visit);
      });
      break;
    case 'VisitMissed':
      moved(floor, recorded, event.counter, event.ticket, (visit) => {
        if (!event.free) visit.misses++;
        visit.stay = { is: 'missed', counter: event.counter, at };
        attach(floor, visit);
      });
      break;
    case 'VisitTransferred':
      moved(floor, recorded, event.counter, event.ticket, (visit) => {
        visit.stages = event.stages;
        if (event.service !== undefined) visit.service = event.service;
        visit.checked = [];
        if ('counter' in event.to) visit.bound = { counter: event.to.counter, at };
        if ('officer' in event.to) visit.bound = { officer: event.to.officer, at };
        waitAgain(floor, visit, at, event.keepsPlace ? undefined : { seq });
      });
      break;
    case 'VisitReturned': {
      const visit = visitOf(floor, event.ticket, seq);
      detach(floor, visit, at);
      waitAgain(floor, visit, at);
      break;
    }
    case 'VisitReinstated': {
      const visit = visitOf(floor, event.ticket, seq);
      if (visit.stay.is === 'ended') tally(floor, visit.stay.ending, -1);
      detach(floor, visit, at);
      waitAgain(floor, visit, at, { seq });
      break;
    }
    case 'VisitPostponed': {
      const visit = visitOf(floor, event.ticket, seq);
      detach(floor, visit, at);
      visit.postponed = true;
      waitAgain(floor, visit, at, { seq });
      break;
    }
    case 'PresenceConfirmed': {
      const visit = visitOf(floor, event.ticket, seq);
      const lateAfter = floor.lines.office.policy.confirmLateMinutes * minuteMs;
      const late = visit.firstPassedAt !== undefined && elapsed(floor.lines, visit.firstPassedAt, at) > lateAfter;
      detach(floor, visit, at);
      visit.away = false;
      waitAgain(floor, visit, at, late ? { seq } : undefined);
      break;
    }
    case 'VisitSplit':
      visitOf(floor, event.ticket, seq).people -= event.people;
      break;
    case 'VisitLinked':
      link(floor, visitOf(floor, event.ticket, seq), visitOf(floor, event.with, seq));
      break;
    case 'VisitRestored':
      restored(floor, recorded, event);
      break;
    case 'OutcomeCorrected': {
      const visit = visitOf(floor, event.ticket, seq);
      const { stay } = visit;
      invariant(stay.is === 'ended', `Visit ${event.ticket} is ${stay.is}, not ended`);
      tally(floor, stay.ending, -1);
      tally(floor, event.outcome, 1);
      visit.stay = { ...stay, ending: event.outcome };
      break;
    }
    case 'VisitEnded': {
      const visit = visitOf(floor, event.ticket, seq);
      if (event.ending === 'cancelled') remember(floor, recorded, visit, event.counter);
      if (event.counter !== undefined) counterOf(floor, event.counter, seq);
      detach(floor, visit, at);
      visit.stay = { is: 'ended', ending: event.ending, at };
      tally(floor, event.ending, 1);
      break;
    }
    case 'ServicePaused':
    case 'ServiceResumed':
      floor.lines.pauses.set(event.service, [...(floor.lines.pauses.get(event.service) ?? []), at]);
      break;
    case 'IntakeStopped':
      if (event.why === 'supervisor') floor.heldOpen.delete(event.service);
      floor.stopped.set(event.service, { why: event.why, at, reason: event.reason });
      break;
    case 'IntakeResumed':
      floor.stopped.delete(event.service);
      if (recorded.by.role !== 'hub') floor.heldOpen.add(event.service);
      floor.resumedAt.set(event.service, at);
      break;
    case 'NotTodayTold':
      floor.notToday.set(visitOf(floor, event.ticket, seq).ticket, at);
      break;
    case 'CounterAdvised': {
      const { service, helper, p80Minutes, promiseMinutes } = event;
      floor.advice.set(event.stage, { service, helper, p80Minutes, promiseMinutes, at });
      break;
    }
    case 'AdviceWithdrawn':
      floor.advice.delete(event.stage);
      break;
    case 'NoteSealed': {
      const visit = visitOf(floor, event.ticket, seq);
      visit.notes = [...visit.notes, event.note];
      break;
    }
    case 'EmergencyRaised':
      floor.emergencies.set(seq, { ...event, at });
      if (event.counter !== undefined) counterOf(floor, event.counter, seq);
      break;
    case 'EmergencyCleared':
      floor.emergencies.delete(event.emergency);
      break;
    case 'StaffCalled':
      floor.staffCalls.set(event.device, at);
      break;
    case 'StaffAnswered':
      floor.staffCalls.delete(event.device);
      break;
    case 'CarryOverGiven':
      floor.carryOver.set(event.ticket, event.day);
      break;
    case 'DayClosing':
      floor.state = 'closing';
      break;
    case 'DayClosed':
      floor.state = 'closed';
      break;
    case 'DayReopened':
      floor.state = 'open';
      floor.reopened = true;
      floor.stopped.clear();
      break;
    default:
      assertNever(event);
  }
  const act = floor.acts.get(actorOf(recorded.by));
  if (act && act.key === recorded.key && event.type !== 'VisitCalled') act.seq = seq;
}

function documentOf(documents: DocumentShelf, hash: string): OfficeIndex {
  return present(documents.get(hash), `office document ${hash}`);
}
