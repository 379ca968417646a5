import { createForecaster, type Forecaster } from '../../apps/hub/forecast/forecast.ts';
import { callerOf } from '../../apps/hub/domain/decide/context.ts';
import type { By, Event, Recorded } from '../../apps/hub/domain/events.ts';
import { evolve, openFloor } from '../../apps/hub/domain/evolve.ts';
import type { Floor } from '../../apps/hub/domain/floor.ts';
import { nextUp } from '../../apps/hub/domain/nextUp.ts';
import { indexOffice } from '../../apps/hub/domain/officeIndex.ts';
import { Office, lanes } from '../../shared/protocol/office.ts';
import { minuteMs, type BusinessDay, type CounterId, type OfficerId, type TicketId } from '../../shared/ids.ts';
import { median, type Figure } from './figures.ts';
import { officeDocument, seats, services } from './office.ts';

const counters = 20;
const waiting = 300;

const counterOf = (id: string) => officeDocument.counters.find((one) => one.id === id);
const officerOf = (id: string) => officeDocument.officers.find((one) => one.id === id);

/** The bench's office with 20 counters: each a copy of one of the six, with a copy of its officer. */
const office = indexOffice(
  'bench',
  Office.parse({
    ...officeDocument,
    counters: seated().map(({ id, number, seat }) => ({ ...counterOf(seat.counter), id, number })),
    officers: seated().map(({ officer, seat }) => ({ ...officerOf(seat.officer), id: officer })),
  }),
);

function seated() {
  return Array.from({ length: counters }, (_, i) => ({
    id: `c${i + 1}` as CounterId,
    officer: `o${i + 1}` as OfficerId,
    number: i + 1,
    seat: seats[i % seats.length] ?? seats[0],
  }));
}

/** A day in events alone, told to the forecaster: so many come at eight and all counters serve until `left` wait. */
function playDay(
  forecaster: Forecaster,
  day: BusinessDay,
  tickets: number,
  left: number,
): { floor: Floor; now: number } {
  const by = { device: 'api', role: 'api', door: 'http' } as By;
  let seq = 0;
  let at = Date.parse(`${day}T01:00:00Z`);
  const told = (event: Event): Recorded => ({
    office: office.document.id,
    day,
    epoch: 1,
    seq: ++seq,
    at,
    v: 1,
    by,
    key: `k${seq}` as Recorded['key'],
    event,
  });
  const opened = told({ type: 'DayOpened', document: office.hash, carryOver: [] });
  const floor = openFloor(opened, { get: () => office });
  const happens = (event: Event) => {
    const recorded = told(event);
    evolve(floor, recorded);
    forecaster.follow(recorded, floor);
  };
  evolve(floor, opened);
  forecaster.follow(opened, floor);
  for (const { id: counter, officer } of seated()) happens({ type: 'CounterOpened', counter, officer });
  for (let i = 0; i < tickets; i++) {
    const service = office.services.get(services[i % services.length] ?? services[0] ?? ('' as never));
    if (!service) throw new Error('The bench has no service');
    const lane = lanes[i % 7 === 0 ? 1 : i % 5 === 0 ? 0 : 2] ?? 'regular';
    happens({
      type: 'TicketIssued',
      ticket: `${day}-t${i}` as TicketId,
      number: { prefix: service.prefix, source: 'hub', count: i + 1 },
      service: service.id,
      lane,
      ...(lane === 'appointment' ? { slot: at } : {}),
      language: 'id',
      people: 1,
      stages: service.stages,
      arrivedAt: at,
      slip: 'printed',
      shown: null,
      ahead: null,
    });
    at += 1_000;
  }
  const stillWaiting = () => [...floor.visits.values()].filter(({ stay }) => stay.is === 'waiting').length;
  for (let turn = 0; ; turn++) {
    for (const counter of floor.counters.values()) {
      if (stillWaiting() <= left && counter.visit && left > 0) continue;
      at += 20_000 + (turn % 7) * 5_000;
      const { visit } = counter;
      if (visit) {
        happens({ type: 'ServiceStarted', ticket: visit.ticket, counter: counter.id });
        at += 10_000;
        const [stage = visit.stages[0] as never, ...next] = visit.stages;
        happens({ type: 'StageFinished', ticket: visit.ticket, counter: counter.id, stage, outcome: 'done', next });
      }
      const caller = callerOf(floor, counter, undefined);
      const found = caller.ok ? nextUp(floor.lines, caller.value, at) : undefined;
      if (!caller.ok || !found) continue;
      const { visit: called, why } = found;
      const { officer } = caller.value;
      happens({ type: 'VisitCalled', ticket: called.ticket, counter: counter.id, officer, stage: why.queue, why });
    }
    const busy = [...floor.counters.values()].filter(({ visit }) => visit).length;
    if (stillWaiting() <= left && (left > 0 || busy === 0)) return { floor, now: at };
  }
}

/** Time of the processor, which a busy machine does not stretch. */
function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** All estimates again, newcomers of each service and lane too, with 300 waiting and 20 counters, of one core. */
export function forecast(): Promise<readonly Figure[]> {
  const forecaster = createForecaster({ seed: 1 });
  playDay(forecaster, '2026-03-02' as BusinessDay, 260, 0);
  const { floor, now } = playDay(forecaster, '2026-03-03' as BusinessDay, 400, waiting);
  const times: number[] = [];
  let said = 0;
  for (let i = 0; i < 15; i++) {
    const from = usedMs();
    const at = now + i * minuteMs;
    said = forecaster.all(floor, at).size;
    for (const service of services) for (const lane of lanes) if (forecaster.newcomer(service, lane, floor, at)) said++;
    times.push(usedMs() - from);
  }
  return Promise.resolve([
    {
      name: `${waiting} wait, ${counters} counters: ${said} estimates`,
      unit: 'ms',
      ours: median(times),
      goals: [{ figure: 'most', limit: 150 }],
    },
  ]);
}
