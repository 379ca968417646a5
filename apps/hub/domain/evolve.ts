import { assertNever, invariant, present } from '../../../shared/basics.ts';
import {
  minuteMs,
  numberText,
  type BusinessDay,
  type CounterId,
  type Instant,
  type Seq,
  type ZoneId,
} from '../../../shared/ids.ts';
import type { EventOf, Progress, Recorded, Stay } from './events.ts';
import {
  announcementsKept,
  elapsed,
  seriesKey,
  type Act,
  type Announcement,
  type Counter,
  type DocumentShelf,
  type Floor,
  type Party,
  type Queue,
  type Visit,
} from './floor.ts';
import { cutOffOf, serviceDay } from './hours.ts';
import { attach, detach, newQueue, unbind, vacate, waitAgain } from './lines.ts';
import type { OfficeIndex } from './officeIndex.ts';
import { laneAt, placeAt } from './waits.ts';

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
    admitted: new Map(),
    stopped: new Map(),
    resumedAt: new Map(),
    carryOver: new Map(opened.event.carryOver.map(({ ticket, day }) => [ticket, day])),
    holders: new Map(),
    announcements: new Map(),
    missed: new Set(),
    parked: new Set(),
    emergencies: new Map(),
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
      floor.stopped.set(event.service, { why: event.why, at, reason: event.reason });
      break;
    case 'IntakeResumed':
      floor.stopped.delete(event.service);
      floor.resumedAt.set(event.service, at);
      break;
    case 'NoteSealed': {
      const visit = visitOf(floor, event.ticket, seq);
      visit.notes = [...visit.notes, event.note];
      break;
    }
    case 'EmergencyRaised':
      floor.emergencies.set(seq, { ...event, at });
      break;
    case 'EmergencyCleared':
      floor.emergencies.delete(event.emergency);
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

/** S8: the person, or the device where nobody is signed in. */
export function actorOf(by: Recorded['by']): string {
  return by.person ?? by.device;
}

function documentOf(documents: DocumentShelf, hash: string): OfficeIndex {
  return present(documents.get(hash), `office document ${hash}`);
}

function visitOf(floor: Floor, ticket: Visit['ticket'], seq: Seq): Visit {
  const visit = present(floor.visits.get(ticket), `ticket ${ticket}`);
  visit.touched = seq;
  return visit;
}

function counterOf(floor: Floor, id: CounterId, seq: Seq): Counter {
  const counter = present(floor.counters.get(id), `counter ${id}`);
  counter.touched = seq;
  return counter;
}

function calledStay({ ticket, stay }: Visit): Extract<Stay, { is: 'called' }> {
  invariant(stay.is === 'called', `Visit ${ticket} is ${stay.is}, not called`);
  return stay;
}

/** The day starts, or goes on, under this office document; L8: a new wheel starts at its first turn. */
function adopt(floor: Floor, office: OfficeIndex, at: Instant): void {
  const { lines, counters } = floor;
  const sameWheel = lines.office.wheel.join() === office.wheel.join();
  lines.office = office;
  floor.cutOffAt = cutOffOf(floor.day, office.document);
  for (const stage of office.stages.keys()) if (!lines.queues.has(stage)) lines.queues.set(stage, newQueue(stage));
  if (!sameWheel) for (const queue of lines.queues.values()) queue.hand = 0;
  for (const service of office.document.services)
    lines.days.set(service.id, serviceDay(floor.day, service, office.document));
  for (const id of counters.keys()) if (!office.counters.has(id)) counters.delete(id);
  for (const { id, zone, tiers } of office.document.counters) {
    const known = counters.get(id);
    if (known) counters.set(id, { ...known, zone, tiers });
    else
      counters.set(id, {
        id,
        zone,
        tiers,
        state: 'closed',
        since: at,
        officer: undefined,
        device: undefined,
        reason: undefined,
        until: undefined,
        pending: undefined,
        visit: undefined,
        calls: 0,
        sinceOverdue: 1_000,
        touched: floor.seq,
      });
  }
}

function deviceSeen(floor: Floor, event: EventOf<'DeviceSeen'>, at: Instant): void {
  const known = floor.devices.get(event.device);
  floor.devices.set(event.device, {
    id: event.device,
    role: event.role,
    connected: true,
    since: known?.connected ? known.since : at,
    zone: event.zone,
    counter: event.counter,
    generation: event.generation,
    digit: event.digit,
    printer: event.printer,
    sound: event.sound,
    held: {},
  });
  if (event.role === 'kiosk') floor.lines.kiosks.set(event.device, true);
}

function deviceLost(floor: Floor, event: EventOf<'DeviceLost'>, at: Instant): void {
  const known = present(floor.devices.get(event.device), `device ${event.device}`);
  floor.devices.set(event.device, { ...known, connected: false, since: at, held: event.held });
  if (known.role === 'kiosk') floor.lines.kiosks.set(event.device, false);
}

function seat(floor: Floor, counter: Counter, event: EventOf<'CounterOpened' | 'CounterTakenOver'>, at: Instant): void {
  const elsewhere = floor.seats.get(event.officer);
  if (elsewhere !== undefined && elsewhere !== counter.id) {
    const old = counterOf(floor, elsewhere, floor.seq);
    old.officer = undefined;
    old.device = undefined;
    unbind(floor.lines, (binding) => binding.counter === elsewhere);
    rest(old, 'closed', { reason: undefined, until: undefined, when: 'now' }, at);
  }
  if (counter.officer !== undefined && counter.officer !== event.officer) {
    floor.seats.delete(counter.officer);
    unbind(floor.lines, ({ officer }) => officer === counter.officer);
  }
  counter.officer = event.officer;
  counter.device = event.device;
  counter.state = 'open';
  counter.since = at;
  counter.reason = undefined;
  counter.until = undefined;
  counter.pending = undefined;
  floor.seats.set(event.officer, counter.id);
}

function rest(
  counter: Counter,
  to: 'paused' | 'closed',
  event: {
    readonly reason?: string | undefined;
    readonly until?: Instant | undefined;
    readonly when: 'now' | 'afterVisit' | 'officerGone';
  },
  at: Instant,
): void {
  if (event.when === 'afterVisit') {
    counter.pending = { to, reason: event.reason, until: event.until };
    return;
  }
  counter.state = to;
  counter.since = at;
  counter.reason = event.reason;
  counter.until = event.until;
  counter.pending = undefined;
}

function issue(floor: Floor, { seq, at }: Recorded, event: EventOf<'TicketIssued'>): void {
  const place = event.place ?? event.arrivedAt;
  const away = event.remote === true;
  const visit: Visit = {
    ticket: event.ticket,
    number: event.number,
    issuedAt: at,
    arrivedAt: event.arrivedAt,
    issued: seq,
    lane: event.lane,
    slot: event.slot,
    language: event.language,
    people: event.people,
    kiosk: event.kiosk,
    late: event.late === true,
    carryOver: event.carryOver,
    shown: event.shown,
    slip: event.slip,
    party: undefined,
    holder: event.holder?.mark,
    notes: [],
    touched: seq,
    service: event.service,
    stages: event.stages,
    done: [],
    place,
    joined: seq,
    stay: { is: 'waiting', since: at },
    waits: [],
    waitingSince: away ? undefined : event.arrivedAt,
    away,
    firstPassedAt: undefined,
    postponed: false,
    misses: 0,
    bound: undefined,
    checked: [],
  };
  floor.visits.set(event.ticket, visit);
  give(floor, event.number, event.ticket);
  if (event.splitFrom === undefined)
    floor.admitted.set(event.service, (floor.admitted.get(event.service) ?? 0) + event.people);
  if (event.carryOver !== undefined) floor.carryOver.delete(event.carryOver);
  if (event.holder) joinParty(floor, event.holder.mark, visit);
  attach(floor, visit);
}

function give(floor: Floor, number: Visit['number'], ticket: Visit['ticket']): void {
  floor.numbers.set(numberText(number), ticket);
  const key = seriesKey(number);
  if (number.count > (floor.series.get(key) ?? 0)) floor.series.set(key, number.count);
}

function called(floor: Floor, recorded: Recorded, event: EventOf<'VisitCalled'>): void {
  const { seq, at } = recorded;
  const visit = visitOf(floor, event.ticket, seq);
  const counter = counterOf(floor, event.counter, seq);
  const queue = present(floor.lines.queues.get(event.stage), event.stage);
  if (event.why.rule === 'L2' && queue.away > 0) passAway(floor, queue, visit, at);
  detach(floor, visit, at);
  visit.bound = undefined;
  visit.stay = {
    is: 'called',
    counter: event.counter,
    officer: event.officer,
    call: seq,
    at,
    unconfirmed: event.slipUnconfirmed === true,
    calls: 1,
    announcement: seq,
    repeatedAt: at,
    announcedAt: undefined,
  };
  attach(floor, visit);
  queue.hand = event.why.hand;
  counter.calls++;
  counter.sinceOverdue = event.why.rule === 'L4' ? 0 : counter.sinceOverdue + 1;
  announce(floor, event.counter, {
    id: seq,
    ticket: event.ticket,
    counter: event.counter,
    recall: false,
    at,
    outcome: undefined,
    withdrawn: false,
  });
}

/** V2: a turn of their line passes over visits that are away; the first time is remembered. */
function passAway({ lines }: Floor, queue: Queue, taken: Visit, at: Instant): void {
  const lane = laneAt(taken, lines, at);
  const place = placeAt(taken, lines, at);
  for (const other of Object.values(queue.lines).flat()) {
    if (!other.away || other.firstPassedAt !== undefined || laneAt(other, lines, at) !== lane) continue;
    const before = placeAt(other, lines, at) - place || other.joined - taken.joined;
    if (before < 0) other.firstPassedAt = at;
  }
}

function announce(floor: Floor, id: CounterId, announcement: Announcement): void {
  const zone: ZoneId = present(floor.counters.get(id), id).zone;
  const list = floor.announcements.get(zone) ?? [];
  list.push(announcement);
  if (list.length > announcementsKept) list.shift();
  floor.announcements.set(zone, list);
}

function announced(floor: Floor, event: EventOf<'CallAnnounced'>, at: Instant): void {
  const announcements = present(floor.announcements.get(event.zone), event.zone);
  const announcement = present(
    announcements.find((one) => one.id === event.announcement),
    `announcement ${event.announcement}`,
  );
  announcement.outcome = event.outcome;
  const visit = present(floor.visits.get(announcement.ticket), announcement.ticket);
  if (visit.stay.is === 'called' && visit.stay.announcement === event.announcement)
    visit.stay = { ...visit.stay, announcedAt: at };
}

function backToLine(floor: Floor, ticket: Visit['ticket'], counter: CounterId, { seq, at }: Recorded): void {
  const visit = visitOf(floor, ticket, seq);
  counterOf(floor, counter, seq);
  detach(floor, visit, at);
  waitAgain(floor, visit, at);
}

/** A visit leaves a counter in a way that may be undone. */
function moved(
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

function finished(floor: Floor, recorded: Recorded, event: EventOf<'StageFinished'>): void {
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

function remember(floor: Floor, { by, key, seq, at }: Recorded, visit: Visit, counter: CounterId | undefined): void {
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

function restored(floor: Floor, { at, seq, by }: Recorded, { ticket, was }: EventOf<'VisitRestored'>): void {
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

function joinParty(floor: Floor, holder: string, visit: Visit): void {
  const party: Party = floor.holders.get(holder) ?? { members: [], atCounter: 0 };
  party.members.push(visit.ticket);
  floor.holders.set(holder, party);
  visit.party = party;
}

function link(floor: Floor, one: Visit, other: Visit): void {
  const parties = [one, other].map(
    (visit) =>
      visit.party ?? {
        members: [visit.ticket],
        atCounter: visit.stay.is === 'called' || visit.stay.is === 'serving' ? 1 : 0,
      },
  );
  const merged: Party = { members: [...new Set(parties.flatMap((party) => party.members))], atCounter: 0 };
  for (const party of new Set(parties)) merged.atCounter += party.atCounter;
  for (const member of merged.members) present(floor.visits.get(member), member).party = merged;
  for (const [holder, party] of floor.holders) if (parties.includes(party)) floor.holders.set(holder, merged);
}

function tally(floor: Floor, ending: EventOf<'VisitEnded'>['ending'], by: 1 | -1): void {
  floor.endings.set(ending, (floor.endings.get(ending) ?? 0) + by);
}
