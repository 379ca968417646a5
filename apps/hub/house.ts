import type { BusinessDay, DeviceId, Epoch, Instant, Source } from '../../shared/ids.ts';
import type { Recorded } from './domain/events.ts';
import type { Restore } from './domain/floor.ts';
import { brought } from './domain/restore.ts';

/** What outlives a day: the fold of the house book. */
export interface House {
  /** N6: which kiosk generation owns which digit, and since when; none is ever taken back by itself. */
  readonly digits: Map<Source, { readonly kiosk: DeviceId; readonly generation: string; readonly since: Instant }>;
  /** P2: days whose personal words are gone. */
  readonly destroyed: Set<BusinessDay>;
  /** I19: the last restore, and which kiosks still owe it their numbers. */
  restore: Owed | undefined;
}

export interface Owed extends Pick<Restore, 'awaits' | 'brought'> {
  readonly id: Epoch;
  readonly at: Instant;
  readonly knownAt: Instant;
}

export function emptyHouse(): House {
  return { digits: new Map(), destroyed: new Set(), restore: undefined };
}

/** The only writer of a house. */
export function evolveHouse(house: House, { event, at }: Recorded): void {
  if (event.type === 'DeviceSeen' && event.digit !== undefined && event.generation !== undefined)
    house.digits.set(event.digit, { kiosk: event.device, generation: event.generation, since: at });
  if (event.type === 'KeyDestroyed') house.destroyed.add(event.day);
  if (event.type === 'HubRestored')
    house.restore = {
      id: event.restore,
      at,
      knownAt: event.knownAt,
      awaits: new Set(event.awaits),
      brought: new Set(),
    };
  if (event.type === 'KioskBrought' && house.restore) brought(house.restore, event);
}

/** N6: the digit of a kiosk generation, if it has one. */
export function digitOf({ digits }: House, kiosk: DeviceId, generation: string): Source | undefined {
  for (const [digit, owner] of digits) if (owner.kiosk === kiosk && owner.generation === generation) return digit;
  return undefined;
}

const digits = [5, 6, 7, 8, 9] as const;

/**
 * N6: the digit a generation says it was given, where nobody owns that (I19), else the lowest nobody owns; a generation
 * whose journal may be missing keeps its own for ever. After a restore the highest: those that have not come back yet
 * were given the low ones.
 */
export function freeDigit(house: House, claimed?: number): Source | undefined {
  const free = digits.filter((digit) => !house.digits.has(digit));
  return free.find((digit) => digit === claimed) ?? (house.restore ? free.at(-1) : free[0]);
}
