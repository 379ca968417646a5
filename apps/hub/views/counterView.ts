import { minuteMs, numberText, secondMs, type CounterId, type StageId } from '../../../shared/ids.ts';
import {
  listed,
  type CounterView,
  type FloorView,
  type WaitingList,
  type WaitingRow,
} from '../../../shared/protocol/views.ts';
import { announcementEnd } from '../domain/decide/calling.ts';
import { callerOf, skillsOf } from '../domain/decide/context.ts';
import { isOverstayed } from '../domain/decide/visitors.ts';
import { elapsed, voiceOf, type ReadonlyCounter, type ReadonlyFloor, type ReadonlyVisit } from '../domain/floor.ts';
import { nextUp } from '../domain/nextUp.ts';
import { countedWait, laneAt } from '../domain/waits.ts';
import { laneCounts, type Sight } from './services.ts';

/** One counter's whole view: its visitor, who would be next and why, and who waits in calling order. */
export function counterView(floor: ReadonlyFloor, id: CounterId, sight: Sight): CounterView | undefined {
  const { now } = sight;
  const counter = floor.counters.get(id);
  if (!counter) return undefined;
  const queues = queuesOf(counter, floor);
  const rows = waitingRows(queues, floor, sight, listed);
  const lanes = laneCounts(floor, queues);
  const devices = [...floor.devices.values()].filter(({ connected }) => connected);
  const voice = voiceOf(floor, counter.zone);
  const displays = devices.filter((device) => device.role === 'display' && device.zone === counter.zone);
  const inQueues = (ticket: ReadonlyVisit['ticket']) => {
    const visit = floor.visits.get(ticket);
    return visit?.stages[0] !== undefined && queues.includes(visit.stages[0]) ? [visit] : [];
  };
  return {
    audience: 'counter',
    document: floor.lines.office.hash,
    day: floor.day,
    counter: id,
    state: counter.state,
    since: counter.since,
    officer: counter.officer ?? null,
    pending: counter.pending?.to ?? null,
    dayState: floor.state,
    visitor: visitorOf(counter, floor, now),
    next: nextFor(counter, floor, now),
    waiting: rows,
    total: lanes.appointment + lanes.priority + lanes.regular,
    lanes,
    parked: [...floor.parked]
      .flatMap(inQueues)
      .slice(0, listed)
      .map((visit) => ({
        ticket: visit.ticket,
        number: numberText(visit.number),
        overstayed: isOverstayed(visit, floor, now),
        ...(visit.stay.is === 'parked' && visit.stay.until !== undefined ? { until: visit.stay.until } : {}),
      })),
    missed: [...floor.missed]
      .flatMap(inQueues)
      .slice(-listed)
      .flatMap((visit) =>
        visit.stay.is === 'missed'
          ? [{ ticket: visit.ticket, number: numberText(visit.number), at: visit.stay.at }]
          : [],
      ),
    undo: undoOf(counter, floor, now),
    printers: devices.flatMap(({ role, printer }) => (role === 'kiosk' && printer !== undefined ? [printer] : [])),
    sound: voice === undefined ? (displays.find(({ sound }) => sound !== undefined)?.sound ?? null) : 'ready',
    staffCalls: staffCallsOf(floor),
    emergencies: [...floor.emergencies].slice(0, 5).map(([emergency, { counter: raisedAt, at }]) => ({
      emergency,
      at,
      ...(raisedAt === undefined ? {} : { counter: raisedAt }),
    })),
    ...adviceFor(counter, floor),
    alarms: [...sight.alarms],
    ...restoredAt(floor, id),
  };
}

/** F5: the oldest advice that names this counter, until it is open. */
function adviceFor(counter: ReadonlyCounter, floor: ReadonlyFloor): Pick<CounterView, 'advice'> {
  if (counter.state === 'open') return {};
  for (const [stage, { helper, p80Minutes, promiseMinutes, at }] of floor.advice)
    if (helper === counter.id) return { advice: { stage, p80Minutes, promiseMinutes, since: at } };
  return {};
}

function queuesOf(counter: ReadonlyCounter, floor: ReadonlyFloor): readonly StageId[] {
  const skills = counter.officer === undefined ? undefined : skillsOf(floor, counter.officer);
  return [...new Set(counter.tiers.flat())].filter((stage) => skills === undefined || skills.has(stage));
}

/**
 * Everybody who waits for a counter, in calling order, `most` at most; with `search` only numbers that hold it, and only
 * those behind the ticket `after`, where that still waits.
 */
export function waitingList(
  floor: ReadonlyFloor,
  id: CounterId,
  sight: Sight,
  {
    search = '',
    after,
    most,
  }: { readonly search?: string | undefined; readonly after?: string | undefined; readonly most: number },
): Omit<WaitingList, 'seq'> | undefined {
  const counter = floor.counters.get(id);
  if (!counter) return undefined;
  const sought = search.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const all = waitingRows(queuesOf(counter, floor), floor, sight, floor.visits.size);
  const found = all.filter(({ number }) => number.replaceAll('-', '').includes(sought));
  const from = found.findIndex(({ ticket }) => ticket === after) + 1;
  return { total: found.length, rows: found.slice(from, from + most) };
}

/** V5: the oldest first. */
export function staffCallsOf({ staffCalls }: ReadonlyFloor): CounterView['staffCalls'] {
  return [...staffCalls].slice(0, listed).map(([device, since]) => ({ device, since }));
}

/** I19: while kiosks are awaited whose numbers the hub needs today. */
export function restoredOf({ restore }: ReadonlyFloor): Pick<FloorView, 'restored'> {
  if (!restore?.holds || restore.awaits.size === 0) return {};
  return { restored: { id: restore.id, at: restore.at, awaits: [...restore.awaits].slice(0, listed) } };
}

function restoredAt(floor: ReadonlyFloor, counter: CounterId): Pick<CounterView, 'restored'> {
  const { restore } = floor;
  const unchecked = restore?.unchecked.has(counter) === true;
  const { restored } = restoredOf(floor);
  if (!restore || (!unchecked && !restored)) return {};
  return { restored: { id: restore.id, at: restore.at, awaits: restored?.awaits ?? [], unchecked } };
}

/** The first of each queue in the order they would be called there, then by place. */
function waitingRows(
  queues: readonly StageId[],
  floor: ReadonlyFloor,
  { now, orderOf, waitOf }: Sight,
  most: number,
): WaitingRow[] {
  const { lines } = floor;
  const { policy } = lines.office;
  const heads = queues.map((stage) => orderOf(stage).slice(0, most));
  const rows: WaitingRow[] = [];
  const longest = Math.max(0, ...heads.map((head) => head.length));
  for (let rank = 0; rank < longest && rows.length < most; rank++)
    for (const head of heads) {
      const standing = head[rank];
      const visit = standing && floor.visits.get(standing.ticket);
      const stage = visit?.stages[0];
      if (!visit || stage === undefined || rows.length >= most) continue;
      const lane = laneAt(visit, lines, now);
      const { estimate, later } = waitOf(visit.ticket);
      rows.push({
        ticket: visit.ticket,
        number: numberText(visit.number),
        service: visit.service,
        stage,
        lane,
        people: visit.people,
        language: visit.language,
        since: visit.place,
        waited: Math.floor(countedWait(visit, lines, now) / minuteMs),
        limit: policy.limitMinutes[lane],
        slip: visit.slip,
        estimate,
        ...(later ? { later } : {}),
        ...(floor.notToday.has(visit.ticket) ? { notToday: true } : {}),
        ...(visit.slot === undefined ? {} : { slot: visit.slot }),
      });
    }
  return rows;
}

function nextFor(counter: ReadonlyCounter, floor: ReadonlyFloor, now: number): CounterView['next'] {
  const caller = callerOf(floor, counter, undefined);
  const next = caller.ok ? nextUp(floor.lines, caller.value, now) : undefined;
  if (!next) return null;
  const { rule, lane, overBy, passed } = next.why;
  return {
    ticket: next.visit.ticket,
    number: numberText(next.visit.number),
    rule,
    lane,
    passed: passed.count,
    ...(overBy === undefined ? {} : { overBy }),
  };
}

function visitorOf(counter: ReadonlyCounter, floor: ReadonlyFloor, now: number): CounterView['visitor'] {
  const { visit } = counter;
  const stage = visit?.stages[0];
  if (!visit || stage === undefined || (visit.stay.is !== 'called' && visit.stay.is !== 'serving')) return null;
  const { stay } = visit;
  const { policy } = floor.lines.office;
  const announcement = (floor.announcements.get(counter.zone) ?? []).findLast((one) => one.ticket === visit.ticket);
  return {
    ticket: visit.ticket,
    number: numberText(visit.number),
    service: visit.service,
    stage,
    ahead: visit.stages.slice(1),
    done: visit.done.map((done) => ({ stage: done.stage, at: done.finishedAt })),
    lane: laneAt(visit, floor.lines, now),
    people: visit.people,
    language: visit.language,
    slip: visit.slip,
    unconfirmed: stay.unconfirmed,
    waited: Math.floor(countedWait(visit, floor.lines, now) / minuteMs),
    call: stay.call,
    phase: stay.is,
    calledAt: stay.is === 'called' ? stay.at : stay.calledAt,
    since: stay.is === 'called' ? stay.at : stay.since,
    calls: stay.is === 'called' ? stay.calls : 0,
    checked: [...visit.checked],
    spoken: announcement?.outcome ?? null,
    ...(visit.slot === undefined ? {} : { slot: visit.slot }),
    ...(stay.is === 'called'
      ? {
          withdrawUntil: stay.at + policy.withdrawWithinSeconds * secondMs,
          noShowFrom: announcementEnd(stay, counter, floor) + policy.noShowAfterSeconds * secondMs,
        }
      : {}),
  };
}

/** S8: offered to the officer of this counter while nothing came after it. */
function undoOf(counter: ReadonlyCounter, floor: ReadonlyFloor, now: number): CounterView['undo'] {
  const until = floor.lines.office.policy.undoWithinSeconds * secondMs;
  for (const act of floor.acts.values()) {
    const visit = floor.visits.get(act.ticket);
    if (
      act.counter !== counter.id ||
      !visit ||
      counter.visit !== undefined ||
      visit.touched > act.seq ||
      counter.touched > act.seq
    )
      continue;
    if (elapsed(floor.lines, act.at, now) <= until)
      return { ticket: act.ticket, number: numberText(visit.number), until: act.at + until };
  }
  return null;
}
