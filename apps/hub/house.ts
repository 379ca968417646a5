import type { BusinessDay, DeviceId, Source } from '../../shared/ids.ts';
import type { Recorded } from './domain/events.ts';

/** What outlives a day: the fold of the house book. */
export interface House {
  /** N6: which kiosk generation owns which digit; none is ever taken back by itself. */
  readonly digits: Map<Source, { readonly kiosk: DeviceId; readonly generation: string }>;
  /** P2: days whose personal words are gone. */
  readonly destroyed: Set<BusinessDay>;
}

export function emptyHouse(): House {
  return { digits: new Map(), destroyed: new Set() };
}

/** The only writer of a house. */
export function evolveHouse(house: House, { event }: Recorded): void {
  if (event.type === 'DeviceSeen' && event.digit !== undefined && event.generation !== undefined)
    house.digits.set(event.digit, { kiosk: event.device, generation: event.generation });
  if (event.type === 'KeyDestroyed') house.destroyed.add(event.day);
}

/** N6: the digit of a kiosk generation, if it has one. */
export function digitOf(house: House, kiosk: DeviceId, generation: string): Source | undefined {
  for (const [digit, owner] of house.digits) if (owner.kiosk === kiosk && owner.generation === generation) return digit;
  return undefined;
}

/** N6: the lowest digit nobody owns; a generation whose journal may be missing keeps its own for ever. */
export function freeDigit(house: House): Source | undefined {
  return ([5, 6, 7, 8, 9] as const).find((digit) => !house.digits.has(digit));
}
