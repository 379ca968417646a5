import { present } from '../../../shared/basics.ts';
import { numberText, type CounterId, type Instant, type ZoneId } from '../../../shared/ids.ts';
import type { EventOf, Recorded } from './events.ts';
import {
  announcementsKept,
  seriesKey,
  type Announcement,
  type Floor,
  type Party,
  type Queue,
  type Visit,
} from './floor.ts';
import { attach, detach, waitAgain } from './lines.ts';
import { laneAt, placeAt } from './waits.ts';
import { visitOf, counterOf } from './touched.ts';

export function issue(floor: Floor, { seq, at }: Recorded, event: EventOf<'TicketIssued'>): void {
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

export function give(floor: Floor, number: Visit['number'], ticket: Visit['ticket']): void {
  floor.numbers.set(numberText(number), ticket);
  const key = seriesKey(number);
  if (number.count > (floor.series.get(key) ?? 0)) floor.series.set(key, number.count);
}

export function called(floor: Floor, recorded: Recorded, event: EventOf<'VisitCalled'>): void {
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

export function announce(floor: Floor, id: CounterId, announcement: Announcement): void {
  const zone: ZoneId = present(floor.counters.get(id), id).zone;
  const list = floor.announcements.get(zone) ?? [];
  list.push(announcement);
  if (list.length > announcementsKept) list.shift();
  floor.announcements.set(zone, list);
}

export function announced(floor: Floor, event: EventOf<'CallAnnounced'>, at: Instant): void {
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

export function backToLine(floor: Floor, ticket: Visit['ticket'], counter: CounterId, { seq, at }: Recorded): void {
  const visit = visitOf(floor, ticket, seq);
  counterOf(floor, counter, seq);
  detach(floor, visit, at);
  waitAgain(floor, visit, at);
}

function joinParty(floor: Floor, holder: string, visit: Visit): void {
  const party: Party = floor.holders.get(holder) ?? { members: [], atCounter: 0 };
  party.members.push(visit.ticket);
  floor.holders.set(holder, party);
  visit.party = party;
}

export function link(floor: Floor, one: Visit, other: Visit): void {
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
