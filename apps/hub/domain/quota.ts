import type { DeviceId, ServiceId } from '../../../shared/ids.ts';
import type { Service } from '../../../shared/protocol/office.ts';
import type { ReadonlyFloor } from './floor.ts';

/** D2, D7, S7: how many people the hub may still admit: the quota less those admitted and the shares of kiosks that are away. Infinity without a quota. */
export function quotaRest(service: Pick<Service, 'id' | 'quota'>, floor: ReadonlyFloor): number {
  if (service.quota === undefined) return Infinity;
  let rest = service.quota - (floor.admitted.get(service.id) ?? 0);
  for (const device of floor.devices.values()) if (!device.connected) rest -= device.held[service.id] ?? 0;
  return rest;
}

/** D7: what one kiosk may sell of each quota while it is away: the rest in equal shares among the kiosks of the day. */
export function sharesOf(floor: ReadonlyFloor, kiosk: DeviceId): { readonly [service: string]: number } {
  const connected = [...floor.devices.values()].filter(
    (device) => device.role === 'kiosk' && (device.connected || device.id === kiosk),
  ).length;
  const shares: { [service: ServiceId]: number } = {};
  for (const service of floor.lines.office.document.services) {
    const rest = quotaRest(service, floor);
    if (rest !== Infinity) shares[service.id] = Math.max(0, Math.floor(rest / Math.max(1, connected)));
  }
  return shares;
}
