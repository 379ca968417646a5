import * as z from 'zod/mini';
import type { DeepReadonly } from '../basics.ts';
import { Beat, Frame } from './hello.ts';
import { CounterSetting, Office, Service, Zone } from './office.ts';
import { DisplayView } from './views.ts';

/** What of the office document anybody in the hall may read: neither officers nor policy. */
export const HallOffice = z.strictObject({
  ...z.pick(Office, {
    name: true,
    monogram: true,
    address: true,
    timeZone: true,
    hours: true,
    ticker: true,
    notices: true,
  }).shape,
  zones: z.array(Zone),
  services: z.array(z.pick(Service, { id: true, prefix: true, short: true, stages: true })),
  counters: z.array(z.pick(CounterSetting, { id: true, number: true, zone: true, tiers: true })),
});
export type HallOffice = z.infer<typeof HallOffice>;

/** The hall's part of an office document, field by field. */
export function hallOffice(office: DeepReadonly<Office>): DeepReadonly<HallOffice> {
  const { name, monogram, address, timeZone, hours, ticker, notices, zones, services, counters } = office;
  return {
    name,
    monogram,
    address,
    timeZone,
    hours,
    ticker,
    notices,
    zones,
    services: services.map(({ id, prefix, short, stages }) => ({ id, prefix, short, stages })),
    counters: counters.map(({ id, number, zone, tiers }) => ({ id, number, zone, tiers })),
  };
}

/** The events of the read-only feed of one zone, each its data as JSON. */
export const FeedOffice = z.strictObject({ hash: z.string(), office: HallOffice });
export const FeedFrame = z.strictObject({ ...Frame.shape, view: DisplayView });
export const FeedBeat = Beat;
