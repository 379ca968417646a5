import { present } from '../../../../shared/basics.ts';
import {
  minuteMs,
  type CounterId,
  type Instant,
  type Ms,
  type OfficerId,
  type ServiceId,
  type StageId,
  type TicketId,
} from '../../../../shared/ids.ts';
import { lanes, type Lane } from '../../../../shared/protocol/office.ts';
import { skillsOf } from '../../domain/decide/context.ts';
import type { ReadonlyCounter, ReadonlyFloor, ReadonlyLines, ReadonlyVisit } from '../../domain/floor.ts';
import type { Caller } from '../../domain/nextUp.ts';
import { isPaused, slipReadyAt } from '../../domain/waits.ts';
import { halfHours, halfHourMs } from '../learning/arrivals.ts';
import { closingOf, type Outlook } from '../learning/staffing.ts';
import type { Model } from './model.ts';
import { newStanding, opensAt, stand, type Standing } from './standing.ts';

/** What all runs of a look-ahead start from; nothing in it changes. */
export interface Hall {
  readonly now: Instant;
  readonly midnight: Instant;
  readonly endsAt: Instant;
  readonly lines: Omit<ReadonlyLines, 'queues'>;
  readonly standings: readonly Standing[];
  readonly seats: readonly SeatStart[];
  /** Who joins by the clock alone, by time. */
  readonly timers: readonly Timer[];
  readonly streams: readonly { readonly template: ReadonlyVisit; readonly perHalfHour: Float64Array }[];
  /** Visitors of all streams in each half hour. */
  readonly perHalfHour: Float64Array;
  /** Whose calls are looked for, and where their times are written. */
  readonly targets: ReadonlyMap<ReadonlyVisit, number>;
  /** Visits of parties: copied for each run, as who is at a counter is told by the party. */
  readonly parties: readonly ReadonlyVisit[];
  readonly tiersOf: (counter: CounterId, officer: OfficerId | undefined) => Caller['tiers'];
}

export interface Timer {
  readonly at: Instant;
  readonly visit: ReadonlyVisit;
  readonly does: 'joins' | 'comesIntoWindow';
}

export interface SeatStart {
  readonly id: CounterId;
  readonly counter: ReadonlyCounter;
  readonly visit: ReadonlyVisit | undefined;
  readonly officer: OfficerId | undefined;
  readonly outlook: Outlook;
  readonly readySince: Instant | undefined;
}

/** Whose calls a look-ahead looks for: tickets, or who would join now in each service and lane. */
export interface Wanted {
  readonly tickets: ReadonlySet<TicketId> | 'all';
  /** Of every service and lane. */
  readonly newcomers?: boolean;
}

/** A ticket that stands for who would join now; calling it takes no time and changes nothing. */
const ghostPrefix = 'newcomer:';
export const ghostOf = (service: ServiceId, lane: Lane): TicketId => `${ghostPrefix}${service}:${lane}` as TicketId;
export const isGhostId = (ticket: TicketId): boolean => ticket.startsWith(ghostPrefix);

/** How long a pause of a service, which has no end yet (D2), is assumed to last. */
const servicePauseMs = 30 * minuteMs;
/** The same of a visitor who was parked without a time. */
const parkedMs = 10 * minuteMs;

/** The floor as the runs of a look-ahead need it, at `now`. */
export function hallOf(floor: ReadonlyFloor, model: Model, wanted: Wanted, now: Instant): Hall {
  const { lines } = floor;
  const queues = new Map<StageId, Standing>();
  for (const [id, { hand }] of lines.queues) queues.set(id, newStanding(id, hand));
  const timers: Timer[] = [];
  const targets = new Map<ReadonlyVisit, number>();
  const parties: ReadonlyVisit[] = [];
  const resumesAt = new Map<ServiceId, Instant>();
  for (const [service, pauses] of lines.pauses)
    if (isPaused(service, lines))
      resumesAt.set(service, Math.max(now + minuteMs, (pauses.at(-1) ?? now) + servicePauseMs));

  function place(visit: ReadonlyVisit, from: Instant): void {
    const joinsAt = Math.max(from, resumesAt.get(visit.service) ?? from);
    if (joinsAt > now) timers.push({ at: joinsAt, visit, does: 'joins' });
    else standNow(visit);
  }
  function standNow(visit: ReadonlyVisit): void {
    const opens = opensAt(visit, lines);
    const isEarly = opens !== undefined && opens > now;
    if (isEarly) timers.push({ at: opens, visit, does: 'comesIntoWindow' });
    const stage = present(visit.stages[0], visit.ticket);
    stand(present(queues.get(stage), stage), visit, isEarly);
  }

  for (const { lines: standing } of lines.queues.values())
    for (const lane of lanes)
      for (const one of standing[lane]) {
        const visit = asPlayed(one);
        if (wanted.tickets === 'all' || wanted.tickets.has(one.ticket)) targets.set(visit, targets.size);
        if (visit.party) parties.push(visit);
        place(visit, readyAt(one, lines, now, model.slip));
      }
  for (const ticket of floor.parked) {
    const visit = present(floor.visits.get(ticket), ticket);
    if (visit.stay.is !== 'parked') continue;
    const at = Math.max(now + minuteMs, visit.stay.until ?? visit.stay.at + parkedMs);
    const back = asPlayed({ ...visit, stay: { is: 'waiting', since: at }, waitingSince: at });
    if (back.party) parties.push(back);
    place(back, at);
  }
  if (wanted.newcomers)
    for (const service of lines.office.services.keys())
      for (const lane of lanes) {
        const ghost = newcomerOf(floor, service, lane, now, ghostOf(service, lane));
        targets.set(ghost, targets.size);
        place(ghost, now);
      }
  return {
    now,
    midnight: model.midnight,
    endsAt: closingOf(floor, now),
    lines: { ...lines, pauses: resumed(lines.pauses, resumesAt) },
    standings: [...queues.values()],
    seats: seatsOf(floor, model),
    timers: timers.sort((one, other) => one.at - other.at),
    ...streamsOf(floor, model, now),
    targets,
    parties,
    tiersOf: tiersOf(floor),
  };
}

/** C7: a slip that is coming is out as soon as slips as a rule are, and at the latest when its grace is over. */
function readyAt(visit: ReadonlyVisit, lines: ReadonlyLines, now: Instant, slip: Ms): Instant {
  const latest = slipReadyAt(visit, lines);
  return visit.slip === 'pending' ? Math.min(latest, Math.max(now, visit.issuedAt + slip)) : latest;
}

/** V2: who is on the way is taken to be there when the turn comes. C2: a party of one binds nobody. C7: a slip comes out. */
function asPlayed(visit: ReadonlyVisit): ReadonlyVisit {
  const isAlone = visit.party?.members.length === 1;
  if (!visit.away && !isAlone && visit.slip !== 'pending') return visit;
  const there = visit.away ? { away: false, waitingSince: visit.place } : {};
  const slip = visit.slip === 'pending' ? 'printed' : visit.slip;
  return { ...visit, ...there, slip, party: isAlone ? undefined : visit.party };
}

function resumed(pauses: ReadonlyLines['pauses'], resumesAt: ReadonlyMap<ServiceId, Instant>): ReadonlyLines['pauses'] {
  if (resumesAt.size === 0) return pauses;
  return new Map(
    [...pauses].map(([service, list]) => {
      const at = resumesAt.get(service);
      return [service, at === undefined ? list : [...list, at]];
    }),
  );
}

/** C3: the tiers of a counter as far as an officer is skilled for them; all of them where nobody is known. */
function tiersOf(floor: ReadonlyFloor): Hall['tiersOf'] {
  const known = new Map<string, Caller['tiers']>();
  return (counter, officer) => {
    const key = `${counter}/${officer ?? ''}`;
    const made = known.get(key);
    if (made) return made;
    const { tiers } = present(floor.counters.get(counter), counter);
    const skills =
      officer !== undefined && floor.lines.office.officers.has(officer) ? skillsOf(floor, officer) : undefined;
    const able = skills ? tiers.map((stages) => stages.filter((stage) => skills.has(stage))) : tiers;
    known.set(key, able);
    return able;
  };
}

function seatsOf(floor: ReadonlyFloor, model: Model): readonly SeatStart[] {
  return [...floor.counters.values()].map((counter) => ({
    id: counter.id,
    counter,
    visit: counter.visit,
    officer: counter.officer,
    outlook: model.outlook(counter),
    readySince: model.readySince(counter.id),
  }));
}

function streamsOf(floor: ReadonlyFloor, model: Model, now: Instant): Pick<Hall, 'streams' | 'perHalfHour'> {
  const streams = model.streams
    .filter(({ service }) => floor.lines.office.services.has(service))
    .map(({ service, lane, perHalfHour }, i) => ({
      template: newcomerOf(floor, service, lane, now, `visitor:${i}` as TicketId),
      perHalfHour: perHalfHour.map((count) => count * model.factor),
    }));
  const perHalfHour = new Float64Array(halfHours);
  for (const stream of streams)
    for (let i = 0; i < halfHours; i++) perHalfHour[i] = (perHalfHour[i] ?? 0) + (stream.perHalfHour[i] ?? 0);
  // A service takes no more visitors once it has closed.
  const last = Math.floor((closingOf(floor, now) - model.midnight) / halfHourMs);
  perHalfHour.fill(0, Math.max(0, Math.min(halfHours, last)));
  return { streams, perHalfHour };
}

/** Somebody who joins the first stage of a service at `now`. */
export function newcomerOf(
  floor: ReadonlyFloor,
  service: ServiceId,
  lane: Lane,
  now: Instant,
  ticket: TicketId,
): ReadonlyVisit {
  const { prefix, stages } = present(floor.lines.office.services.get(service), service);
  return {
    ticket,
    number: { prefix, source: 'hub', count: 1 },
    issuedAt: now,
    arrivedAt: now,
    issued: floor.seq + 1,
    lane,
    slot: lane === 'appointment' ? now : undefined,
    language: 'id',
    people: 1,
    kiosk: undefined,
    late: false,
    carryOver: undefined,
    shown: null,
    slip: 'printed',
    party: undefined,
    holder: undefined,
    notes: [],
    touched: floor.seq,
    service,
    stages,
    done: [],
    place: now,
    joined: floor.seq + 1,
    stay: { is: 'waiting', since: now },
    waits: [],
    waitingSince: now,
    away: false,
    firstPassedAt: undefined,
    postponed: false,
    misses: 0,
    bound: undefined,
    checked: [],
  };
}
