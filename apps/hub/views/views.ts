import { assertNever } from '../../../shared/basics.ts';
import { minuteMs, numberText, secondMs, type CounterId, type DeviceId, type ZoneId } from '../../../shared/ids.ts';
import type { Watch } from '../../../shared/protocol/hello.ts';
import { listed, type DisplayView, type FloorView, type KioskView, type View } from '../../../shared/protocol/views.ts';
import { voiceOf, type ReadonlyFloor, type ReadonlyVisit } from '../domain/floor.ts';
import { sharesOf } from '../domain/quota.ts';
import { countedWait, limitLeft } from '../domain/waits.ts';
import { counterView, restoredOf, staffCallsOf } from './counterView.ts';
import { laneCounts, laterServices, type Sight } from './services.ts';

/** The whole view of one audience, never over 16 KiB; undefined when the office has no such counter or zone. */
export function viewFor(
  watch: Exclude<Watch, { audience: 'none' }>,
  device: DeviceId,
  floor: ReadonlyFloor,
  sight: Sight,
): View | undefined {
  switch (watch.audience) {
    case 'kiosk':
      return kioskView(floor, device, sight);
    case 'display':
      return displayView(floor, watch.zone, sight);
    case 'counter':
      return counterView(floor, watch.counter, sight);
    case 'floor':
      return floorView(floor, sight);
    default:
      return assertNever(watch);
  }
}

function baseOf(floor: ReadonlyFloor) {
  return { document: floor.lines.office.hash, day: floor.day };
}

function kioskView(floor: ReadonlyFloor, device: DeviceId, sight: Sight): KioskView {
  return {
    audience: 'kiosk',
    ...baseOf(floor),
    services: sight.services(),
    shares: { ...sharesOf(floor, device) },
    staffCalled: floor.staffCalls.has(device),
    ...(floor.restore && !floor.restore.brought.has(device)
      ? { restore: { id: floor.restore.id, knownAt: floor.restore.knownAt } }
      : {}),
  };
}

/** Of a zone's announcements, only the newest of each call is still to be seen or spoken (A3, C10). */
export function displayView(floor: ReadonlyFloor, zone: ZoneId, sight: Sight): DisplayView | undefined {
  if (!floor.lines.office.zones.has(zone)) return undefined;
  const settings = floor.lines.office.counters;
  const number = (id: CounterId) => settings.get(id)?.number ?? 0;
  const counters = [...floor.counters.values()].filter((counter) => counter.zone === zone);
  const announcements = floor.announcements.get(zone) ?? [];
  const missedFor = floor.lines.office.policy.missedForMinutes * minuteMs;
  const later = laterServices(floor, sight);
  const kept = sight.keptPromises();
  const recent: DisplayView['recent'] = [];
  for (let i = announcements.length - 1; i >= 0 && recent.length < 6; i--) {
    const one = announcements[i];
    const visit = one && floor.visits.get(one.ticket);
    if (
      !one ||
      !visit ||
      one.withdrawn ||
      one.recall ||
      (visit.stay.is === 'called' && visit.stay.counter === one.counter)
    )
      continue;
    recent.push({ ticket: one.ticket, number: numberText(visit.number), counter: number(one.counter), at: one.at });
  }
  return {
    audience: 'display',
    ...baseOf(floor),
    zone,
    voice: voiceOf(floor, zone) ?? null,
    calling: counters
      .flatMap(({ id, visit }) => {
        if (visit?.stay.is !== 'called') return [];
        const { stay } = visit;
        const announcement = announcements.find((one) => one.id === stay.announcement);
        const direction = settings.get(id)?.direction;
        return [
          {
            ticket: visit.ticket,
            number: numberText(visit.number),
            counter: number(id),
            at: stay.repeatedAt,
            call: stay.call,
            announcement: stay.announcement,
            recall: stay.calls > 1,
            language: visit.language,
            service: visit.service,
            people: visit.people,
            ...(direction === undefined ? {} : { direction }),
            ...(announcement?.outcome === undefined ? {} : { outcome: announcement.outcome }),
          },
        ];
      })
      .sort((one, other) => one.announcement - other.announcement),
    counters: counters.slice(0, listed).map(({ id, state, until, visit }) => ({
      id,
      number: number(id),
      state: state === 'closed' && visit ? 'open' : state,
      ...(until === undefined ? {} : { until }),
      ...occupant(visit),
    })),
    recent,
    missed: [...floor.missed]
      .flatMap((ticket) => {
        const visit = floor.visits.get(ticket);
        return visit?.stay.is === 'missed' && sight.now - visit.stay.at < missedFor ? [numberText(visit.number)] : [];
      })
      .slice(-8),
    waiting: sight.services().map(({ id, waiting, estimate, open }) => ({
      id,
      waiting,
      estimate,
      open,
      ...(later.has(id) ? { later: true } : {}),
    })),
    notToday: toldNotToday(floor),
    ...(kept === undefined ? {} : { kept }),
    emergency: floor.emergencies.size > 0,
  };
}

/** D4: who still waits to be called, told last at the end. */
function toldNotToday({ notToday, visits }: ReadonlyFloor): DisplayView['notToday'] {
  const numbers: string[] = [];
  for (const ticket of notToday.keys()) {
    const visit = visits.get(ticket);
    if (visit && (visit.stay.is === 'waiting' || visit.stay.is === 'parked')) numbers.push(numberText(visit.number));
    if (numbers.length === listed) break;
  }
  return numbers;
}

function occupant(visit: ReadonlyVisit | undefined): { ticket?: string; phase?: 'called' | 'serving' } {
  if (visit?.stay.is !== 'called' && visit?.stay.is !== 'serving') return {};
  return { ticket: numberText(visit.number), phase: visit.stay.is };
}

function floorView(floor: ReadonlyFloor, sight: Sight): FloorView {
  const { lines } = floor;
  const { now } = sight;
  return {
    audience: 'floor',
    ...baseOf(floor),
    dayState: floor.state,
    counters: [...floor.counters.values()].slice(0, 60).map(({ id, state, officer, since, visit }) => ({
      id,
      state,
      officer: officer ?? null,
      since,
      ...occupant(visit),
    })),
    queues: [...lines.queues.values()].map((queue) => {
      const all = Object.values(queue.lines).flat();
      return {
        stage: queue.id,
        waiting: all.length,
        lanes: laneCounts(floor, [queue.id]),
        longest: Math.floor(all.reduce((most, visit) => Math.max(most, countedWait(visit, lines, now)), 0) / minuteMs),
        overdue: all.filter((visit) => limitLeft(visit, lines, now) < 0).length,
      };
    }),
    services: sight.services(),
    devices: [...floor.devices.values()].slice(0, 40).map(({ id, role, connected, since, printer, sound }) => ({
      id,
      role,
      connected,
      since,
      ...(printer === undefined ? {} : { printer }),
      ...(sound === undefined ? {} : { sound }),
    })),
    issued: floor.visits.size,
    endings: Object.fromEntries(floor.endings),
    splitZones: [...floor.announcements]
      .filter(
        ([, list]) =>
          list.filter(({ at }) => now - at < 60 * secondMs).length > lines.office.policy.splitZoneAbovePerMinute,
      )
      .map(([zone]) => zone),
    advice: [...floor.advice].map(([stage, { at, ...advice }]) => ({ stage, ...advice, since: at })).slice(0, listed),
    emergencies: [...floor.emergencies.keys()].slice(0, listed),
    staffCalls: staffCallsOf(floor),
    alarms: [...sight.alarms],
    ...restoredOf(floor),
  };
}
