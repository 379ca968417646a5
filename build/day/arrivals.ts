import type { Office } from '../../shared/protocol/office.ts';
import type { Chance } from './chance.ts';
import type { Plan } from './visitors.ts';

const minuteMs = 60_000;

/** domain.md 2.8: share of the tickets, minutes of service with their spread, and who does not come when called. */
const habits: {
  readonly [prefix: string]: {
    readonly share: number;
    readonly mean: number;
    readonly cv: number;
    readonly noShow: number;
  };
} = {
  A: { share: 45, mean: 10, cv: 0.55, noShow: 0.06 },
  B: { share: 8, mean: 5, cv: 0.7, noShow: 0.05 },
  K: { share: 25, mean: 3, cv: 0.7, noShow: 0.03 },
  S: { share: 4, mean: 18, cv: 0.7, noShow: 0.04 },
  L: { share: 3, mean: 45, cv: 0.5, noShow: 0.1 },
  U: { share: 5, mean: 4, cv: 1, noShow: 0.08 },
};
const unknown = { share: 5, mean: 5, cv: 0.7, noShow: 0.05 };
/** Arrivals by the eighths of a day; for collection it is the other way round. */
const morning = [10, 26, 14, 12, 6, 5, 6, 5];
const priorityShare = 0.1;

export interface Arrival {
  readonly at: number;
  readonly plan: Plan;
}

export function habitOf(prefix: string) {
  return habits[prefix] ?? unknown;
}

export interface DayShape {
  readonly tickets: number;
  readonly from: number;
  readonly to: number;
  readonly kiosks: readonly string[];
  readonly mischief: number;
  /** D4: expired tickets of days before. */
  readonly carryOver: readonly string[];
}

/** Who comes in a day, and when. */
export function arrivals(office: Office, chance: Chance, shape: DayShape): Arrival[] {
  const shares = office.services.map((service) => [service, habitOf(service.prefix).share] as const);
  const carried = [...shape.carryOver];
  return Array.from({ length: shape.tickets }, () => {
    const service = chance.weighted(shares);
    const profile = service.prefix === 'K' ? [...morning].reverse() : morning;
    const eighth = chance.weighted(profile.map((weight, i) => [i, weight] as const));
    const at = shape.from + ((eighth + chance.next()) / 8) * (shape.to - shape.from);
    const remote = chance.happens(0.08 * shape.mischief);
    const appointment = chance.happens(service.prefix === 'A' ? 0.5 : 0.2);
    const priority = chance.happens(priorityShare);
    const lane = priority ? 'priority' : appointment ? 'appointment' : 'regular';
    const late = chance.happens(0.1) ? chance.int(-60, -10) : chance.int(-10, 45);
    const plan: Plan = {
      service: service.id,
      lane,
      slot:
        lane === 'appointment' && chance.happens(0.9)
          ? Math.round((at + late * minuteMs) / minuteMs) * minuteMs
          : undefined,
      people: service.maxPeople > 1 && chance.happens(0.25) ? chance.int(2, service.maxPeople) : 1,
      remote,
      holder: chance.happens(remote ? 0.9 : 0.05) ? chance.int(1, 6) : undefined,
      kiosk: chance.pick(shape.kiosks),
      carryOver: chance.happens(0.05) ? (chance.happens(0.7) ? carried.pop() : shape.carryOver[0]) : undefined,
    };
    return { at, plan };
  });
}
