import { minuteMs, type Instant, type Ms } from '../../../shared/ids.ts';

/** A call as it is told: whole five minutes of the clock. */
export interface Range {
  readonly low: Instant;
  readonly high: Instant;
}

/** A call as it is forecast, as instants: what a fifth, half and four fifths of the outcomes fall below. */
export interface Expected {
  readonly p20: Instant;
  readonly p50: Instant;
  readonly p80: Instant;
}

/** Promises are whole five minutes of the clock. */
export const stepMs: Ms = 5 * minuteMs;
/** A call that moves back by more than this is announced; it is no news any more once it is back within the other. */
const laterMs: Ms = 10 * minuteMs;
const notLaterMs: Ms = 5 * minuteMs;

/** F2: the range that is promised of a forecast: widened to whole steps, and never none at all. */
export function promised({ p20, p80 }: Pick<Expected, 'p20' | 'p80'>): Range {
  const low = Math.floor(p20 / stepMs) * stepMs;
  return { low, high: Math.max(low + stepMs, Math.ceil(p80 / stepMs) * stepMs) };
}

/**
 * F2: what is told from now on of a call of which `told` was told: the same, unless the forecast really moved. It moved
 * where its middle lies outside of what was told, an end lies beyond it by more than half a step and a quarter of its
 * width, or it has become narrower by two steps and a third: so what goes back and forth by less does not change a screen.
 */
export function toldNext(told: Range | undefined, expected: Expected): Range {
  const next = promised(expected);
  if (!told) return next;
  const width = told.high - told.low;
  const slack = Math.max(stepMs / 2, width / 4);
  const isOutside =
    expected.p50 < told.low ||
    expected.p50 > told.high ||
    expected.p20 < told.low - slack ||
    expected.p80 > told.high + slack;
  const isNarrower = next.high - next.low <= width - Math.max(2 * stepMs, width / 3);
  return isOutside || isNarrower ? next : told;
}

/** Whether the middle of what is told lies more than 10 min after that of the promise; `was` until it is within 5 min again. */
export function isLater(promise: Range, told: Range, was: boolean): boolean {
  const by = (told.low + told.high - promise.low - promise.high) / 2;
  return by > (was ? notLaterMs : laterMs);
}
