import type { Ms, ServiceId } from '../../../../shared/ids.ts';
import { minuteMs } from '../../../../shared/ids.ts';
import type { Lane } from '../../../../shared/protocol/office.ts';

/** Visitors who come: of each service and lane by half hours of past days, scaled by how many came today. */
export interface Arrivals {
  add(service: ServiceId, lane: Lane, sinceMidnight: Ms): void;
  newDay(): void;
  /** Streams of visitors, each with what it expects of each half hour of the whole day. */
  streams(): readonly Stream[];
  /** How many times as many as on past days come now, judged by those who came so far. */
  factor(sinceMidnight: Ms): number;
}

export interface Stream {
  readonly service: ServiceId;
  readonly lane: Lane;
  /** Visitors in each half hour from local midnight on. */
  readonly perHalfHour: Float64Array;
}

export const halfHourMs = 30 * minuteMs;
export const halfHours = 48;
/** Past days that are remembered, with less weight the older. */
const daysKept = 25;
/** How many visitors past days are worth when today is judged. */
const assumedCount = 12;
/** What was seen so long ago weighs half. */
const halfLifeMs = 60 * minuteMs;

interface Known {
  readonly service: ServiceId;
  readonly lane: Lane;
  readonly usual: Float64Array;
  readonly today: Float64Array;
}

export function arrivals(): Arrivals {
  const streams = new Map<string, Known>();
  let days = 0;
  const bin = (sinceMidnight: Ms) => Math.min(halfHours - 1, Math.max(0, Math.floor(sinceMidnight / halfHourMs)));
  return {
    add(service, lane, sinceMidnight) {
      const key = `${service}/${lane}`;
      const known = streams.get(key) ?? {
        service,
        lane,
        usual: new Float64Array(halfHours),
        today: new Float64Array(halfHours),
      };
      streams.set(key, known);
      const at = bin(sinceMidnight);
      known.today[at] = (known.today[at] ?? 0) + 1;
    },
    newDay() {
      const came = [...streams.values()].some(({ today }) => today.some((count) => count > 0));
      if (!came) return;
      days++;
      const weight = 1 / Math.min(days, daysKept);
      for (const { usual, today } of streams.values())
        for (let i = 0; i < halfHours; i++) usual[i] = (usual[i] ?? 0) * (1 - weight) + (today[i] ?? 0) * weight;
      for (const { today } of streams.values()) today.fill(0);
    },
    streams: () => [...streams.values()].map(({ service, lane, usual }) => ({ service, lane, perHalfHour: usual })),
    factor(sinceMidnight) {
      let came = assumedCount;
      let expected = assumedCount;
      const last = bin(sinceMidnight);
      const part = sinceMidnight / halfHourMs - last;
      for (const { usual, today } of streams.values())
        for (let i = 0; i <= last; i++) {
          const weight = 0.5 ** ((sinceMidnight - (i + 0.5) * halfHourMs) / halfLifeMs);
          came += weight * (today[i] ?? 0);
          expected += weight * (usual[i] ?? 0) * (i === last ? part : 1);
        }
      return came / expected;
    },
  };
}
