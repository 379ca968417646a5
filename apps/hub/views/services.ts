import type { HubAlarm } from '../../../shared/protocol/alarms.ts';
import type { Instant, ServiceId, StageId, TicketId } from '../../../shared/ids.ts';
import { lanes, type Lane } from '../../../shared/protocol/office.ts';
import type { Estimate } from '../../../shared/protocol/replies.ts';
import type { RefusalCode } from '../../../shared/protocol/refusals.ts';
import type { DisplayView, KioskView } from '../../../shared/protocol/views.ts';
import { callOrder } from '../domain/ahead.ts';
import { intakeOf } from '../domain/decide/take.ts';
import type { By } from '../domain/events.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';

/** What the hub can say of waits (F3: null where nobody knows). */
export interface Foreseen {
  /** A newcomer who joins the first stage of the service in this lane now. */
  readonly estimateFor: (service: ServiceId, lane: Lane, floor: ReadonlyFloor) => Estimate;
  /** A ticket that waits; `later`: by more than 10 min than its slip says. */
  readonly waitOf: (ticket: TicketId, floor: ReadonlyFloor) => { readonly estimate: Estimate; readonly later: boolean };
  /** Whether past promises were kept, once enough were made. */
  readonly keptPromises: () => DisplayView['kept'];
}

export const nothingForeseen: Foreseen = {
  estimateFor: () => null,
  waitOf: () => ({ estimate: null, later: false }),
  keptPromises: () => undefined,
};

/** What a view may know besides the floor: now, and what is foreseen of waits. */
export interface Sight {
  readonly now: Instant;
  readonly waitOf: (ticket: TicketId) => ReturnType<Foreseen['waitOf']>;
  readonly keptPromises: Foreseen['keptPromises'];
  /** L10, worked out once for all views of the same moment. */
  readonly orderOf: (stage: StageId) => ReturnType<typeof callOrder>;
  readonly services: () => KioskView['services'];
  /** What the hub must tell staff about itself. */
  readonly alarms: readonly HubAlarm[];
}

/** One moment of a floor, for all the views made of it before it changes again. */
export function sightOf(
  floor: ReadonlyFloor,
  now: Instant,
  foreseen: Foreseen,
  alarms: readonly HubAlarm[] = [],
): Sight {
  const orders = new Map<StageId, ReturnType<typeof callOrder>>();
  let services: KioskView['services'] | undefined;
  return {
    now,
    alarms,
    orderOf(stage) {
      const known = orders.get(stage) ?? callOrder(floor.lines, stage, now);
      orders.set(stage, known);
      return known;
    },
    services: () => (services ??= serviceStates(floor, now, foreseen)),
    waitOf: (ticket) => foreseen.waitOf(ticket, floor),
    keptPromises: foreseen.keptPromises,
  };
}

const nobody = { device: 'hub', role: 'hub', door: 'hub' } as By;

const whyClosed: { readonly [Code in RefusalCode]?: 'hours' | 'paused' | 'stopped' | 'quota' | 'day' } = {
  serviceClosed: 'hours',
  servicePaused: 'paused',
  intakeStopped: 'stopped',
  quotaUsed: 'quota',
  dayClosed: 'day',
};

/** Every service as a visitor meets it: open or not and why (D2), how many wait, the estimate. */
function serviceStates(floor: ReadonlyFloor, now: Instant, { estimateFor }: Foreseen): KioskView['services'] {
  const waiting = waitingPerService(floor);
  return floor.lines.office.document.services.map((service) => {
    const intake = intakeOf(service, 1, floor, {
      now,
      by: nobody,
      nextSeq: floor.seq + 1,
      today: floor.day,
      estimate: null,
    });
    const state = {
      id: service.id,
      open: intake.ok,
      waiting: waiting.get(service.id) ?? 0,
      estimate: intake.ok ? estimateFor(service.id, 'regular', floor) : null,
      ...(intake.ok && service.priority ? { priority: estimateFor(service.id, 'priority', floor) } : {}),
    };
    if (intake.ok) return state;
    const why = whyClosed[intake.error.code];
    const opens = intake.error.about?.['opens'];
    return { ...state, ...(why === undefined ? {} : { why }), ...(typeof opens === 'number' ? { opens } : {}) };
  });
}

/** People who wait for the first stage of each service, and only those: the queue a newcomer joins. */
function waitingPerService({ lines }: ReadonlyFloor): ReadonlyMap<ServiceId, number> {
  const counts = new Map<ServiceId, number>();
  for (const queue of lines.queues.values())
    for (const lane of lanes)
      for (const { service } of queue.lines[lane]) counts.set(service, (counts.get(service) ?? 0) + 1);
  return counts;
}

/** Services with somebody who is expected to be called later than their slip says. */
export function laterServices({ lines }: ReadonlyFloor, { waitOf }: Pick<Sight, 'waitOf'>): ReadonlySet<ServiceId> {
  const later = new Set<ServiceId>();
  for (const queue of lines.queues.values())
    for (const lane of lanes)
      for (const { ticket, service } of queue.lines[lane])
        if (!later.has(service) && waitOf(ticket).later) later.add(service);
  return later;
}

/** How many stand in each lane of these queues. */
export function laneCounts(floor: ReadonlyFloor, stages: Iterable<StageId>): { [L in Lane]: number } {
  const counts = { appointment: 0, priority: 0, regular: 0 };
  for (const stage of stages) {
    const queue = floor.lines.queues.get(stage);
    if (queue) for (const lane of lanes) counts[lane] += queue.lines[lane].length;
  }
  return counts;
}
