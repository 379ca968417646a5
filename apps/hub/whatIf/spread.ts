import { nearestRank } from '../forecast/vectors/percentiles.ts';
import type { CounterFigures, Drawn, Figures, HalfHour, ServiceFigures } from './asks.ts';

/** Days side by side, each figure by itself: the median of them, and the nearest ranks of 10 and 90 in a hundred. */
export function spreadOf(days: readonly Figures[]): Drawn {
  return { mid: atShare(days, 0.5), low: atShare(days, 0.1), high: atShare(days, 0.9) };
}

function atShare(days: readonly Figures[], share: number): Figures {
  const figure = (values: readonly (number | null)[]): number | null => {
    const known = values.filter((value) => value !== null).toSorted((one, other) => one - other);
    return known.length === 0 ? null : nearestRank(known, share);
  };
  const amount = (values: readonly number[]) => figure(values) ?? 0;
  return {
    services: grouped(
      days.map(({ services }) => services),
      ({ service }) => service,
    ).map((ones): ServiceFigures => ({
      service: ones[0].service,
      came: amount(ones.map(({ came }) => came)),
      called: amount(ones.map(({ called }) => called)),
      notCalled: amount(ones.map(({ notCalled }) => notCalled)),
      median: figure(ones.map(({ median }) => median)),
      p80: figure(ones.map(({ p80 }) => p80)),
      p90: figure(ones.map(({ p90 }) => p90)),
      promiseMinutes: ones[0].promiseMinutes,
      within: figure(ones.map(({ within }) => within)),
      stay: figure(ones.map(({ stay }) => stay)),
    })),
    halfHours: grouped(
      days.map(({ halfHours }) => halfHours),
      ({ from }) => from,
    )
      .map((ones): HalfHour => ({
        from: ones[0].from,
        p80: figure(ones.map(({ p80 }) => p80)),
        queue: amount(
          filled(
            ones.map(({ queue }) => queue),
            days.length,
          ),
        ),
        open: amount(
          filled(
            ones.map(({ open }) => open),
            days.length,
          ),
        ),
        came: amount(
          filled(
            ones.map(({ came }) => came),
            days.length,
          ),
        ),
      }))
      .toSorted((one, other) => one.from - other.from),
    counters: grouped(
      days.map(({ counters }) => counters),
      ({ counter }) => counter,
    ).map((ones): CounterFigures => ({
      counter: ones[0].counter,
      openMinutes: amount(
        filled(
          ones.map(({ openMinutes }) => openMinutes),
          days.length,
        ),
      ),
      idleMinutes: amount(
        filled(
          ones.map(({ idleMinutes }) => idleMinutes),
          days.length,
        ),
      ),
      calls: amount(
        filled(
          ones.map(({ calls }) => calls),
          days.length,
        ),
      ),
    })),
  };
}

/** A day that has no such row had none of it. */
function filled(values: readonly number[], days: number): readonly number[] {
  return [...values, ...Array<number>(Math.max(0, days - values.length)).fill(0)];
}

type Some<T> = readonly [T, ...T[]];

function grouped<T>(lists: readonly (readonly T[])[], keyOf: (one: T) => unknown): readonly Some<T>[] {
  return [...Map.groupBy(lists.flat(), keyOf).values()].map((ones) => ones as unknown as Some<T>);
}
