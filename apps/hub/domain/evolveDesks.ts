import { present } from '../../../shared/basics.ts';
import type { Instant } from '../../../shared/ids.ts';
import type { EventOf } from './events.ts';
import type { Counter, Floor } from './floor.ts';
import { cutOffOf, serviceDay } from './hours.ts';
import { newQueue, unbind } from './lines.ts';
import type { OfficeIndex } from './officeIndex.ts';
import { counterOf } from './touched.ts';

/** The day starts, or goes on, under this office document; L8: a new wheel starts at its first turn. */
export function adopt(floor: Floor, office: OfficeIndex, at: Instant): void {
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

export function deviceSeen(floor: Floor, event: EventOf<'DeviceSeen'>, at: Instant): void {
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

export function deviceLost(floor: Floor, event: EventOf<'DeviceLost'>, at: Instant): void {
  const known = present(floor.devices.get(event.device), `device ${event.device}`);
  floor.devices.set(event.device, { ...known, connected: false, since: at, held: event.held });
  if (known.role === 'kiosk') floor.lines.kiosks.set(event.device, false);
}

export function seat(
  floor: Floor,
  counter: Counter,
  event: EventOf<'CounterOpened' | 'CounterTakenOver'>,
  at: Instant,
): void {
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

export function rest(
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
