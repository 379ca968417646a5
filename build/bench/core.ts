import { evolve, openFloor } from '../../apps/hub/domain/evolve.ts';
import { recordedOf } from '../../apps/hub/journal/lift.ts';
import { memoryDisk, openMemory } from '../../apps/hub/journal/memory.ts';
import { nothingForeseen, sightOf } from '../../apps/hub/views/services.ts';
import { viewFor } from '../../apps/hub/views/views.ts';
import type { CounterId, DeviceId, ZoneId } from '../../shared/ids.ts';
import type { Watch } from '../../shared/protocol/hello.ts';
import { hubOver, playTickets, takeMany } from './day.ts';
import { median, type Figure } from './figures.ts';
import { officeChecked, seats, zones } from './office.ts';

/** The fold of a 3,000-ticket day, from its events in memory. */
export async function replay(): Promise<readonly Figure[]> {
  const disk = memoryDisk();
  const { hub, does } = await hubOver(openMemory(disk));
  await playTickets(hub, does, 3_000, 300);
  await hub.close();
  const texts = disk.events.filter(({ book }) => book === hub.floor().day).map(({ body }) => body);
  const events = texts.map((text) => recordedOf(text));
  const { index } = officeChecked();
  const shelf = { get: () => index };
  const folds: number[] = [];
  const parses: number[] = [];
  for (let i = 0; i < 25; i++) {
    const from = performance.now();
    const [first, ...rest] = events;
    if (!first) throw new Error('The day has no events');
    const floor = openFloor(first, shelf);
    for (const recorded of rest) evolve(floor, recorded);
    folds.push(performance.now() - from);
    const parsing = performance.now();
    for (const text of texts) JSON.parse(text);
    parses.push(performance.now() - parsing);
  }
  return [
    {
      name: `fold of a 3,000-ticket day (${events.length} events)`,
      unit: 'ms',
      ours: median(folds),
      baseline: median(parses),
      against: 'JSON.parse of the same events',
      goals: [{ figure: 'most', limit: 20 }],
    },
  ];
}

/** The largest view of any audience with 3,000 waiting, and how long it takes to make. */
export async function views(): Promise<readonly Figure[]> {
  const { hub, does } = await hubOver(openMemory(memoryDisk()));
  for (const { counter, officer } of seats) await does({ type: 'OpenCounter', counter, officer });
  await takeMany(does, hub.floor().day, 0, 3_000);
  for (const { counter } of seats) await does({ type: 'CallNext', counter }).catch(() => undefined);
  const watches: readonly Exclude<Watch, { audience: 'none' }>[] = [
    { audience: 'kiosk' },
    { audience: 'floor' },
    ...zones.map((zone) => ({ audience: 'display', zone: zone as ZoneId }) as const),
    ...seats.map(({ counter }) => ({ audience: 'counter', counter: counter as CounterId }) as const),
  ];
  const figures: Figure[] = [];
  const sizes: number[] = [];
  for (const watch of watches) {
    const times: number[] = [];
    for (let i = 0; i < 21; i++) {
      const from = performance.now();
      const sight = sightOf(hub.floor(), hub.now(), nothingForeseen);
      const text = JSON.stringify(viewFor(watch, 'kiosk-1' as DeviceId, hub.floor(), sight));
      times.push(performance.now() - from);
      if (i === 0) sizes.push(Buffer.byteLength(text));
    }
    const name = `view of ${Object.values(watch).join(' ')}, to make`;
    if (watch.audience !== 'counter' || watch.counter === 'loket-5')
      figures.push({ name, unit: 'ms', ours: median(times) });
  }
  await hub.close();
  return [
    {
      name: 'largest view, 3,000 waiting',
      unit: 'KiB',
      ours: Math.max(...sizes) / 1024,
      goals: [{ figure: 'most', limit: 16 }],
    },
    ...figures,
  ];
}
