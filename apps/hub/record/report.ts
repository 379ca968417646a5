import * as z from 'zod/mini';
import { minuteMs, BusinessDay, ServiceId } from '../../../shared/ids.ts';
import { Lane } from '../../../shared/protocol/office.ts';
import type { Entry } from './entry.ts';
import {
  bandScore,
  calibration,
  counted,
  horizons,
  ipcw,
  mean,
  ofHorizon,
  pointScore,
  type Outcome,
  type PointScore,
} from './score.ts';

/** A figure that may be missing, as nobody is there to make it of. */
const Figure = z.nullable(z.number());

const Point = z.strictObject({
  /** Minutes. */
  mae: Figure,
  bias: Figure,
  /** Shares. */
  medianRelative: Figure,
  near: Figure,
  late: Figure,
});

/** Scores of one group of tickets; shares from 0 to 1, times in minutes, all weighted for those not seen to the end. */
export const Scores = z.strictObject({
  /** Who was called later than half a minute after the forecast. */
  called: z.int(),
  /** Who left, postponed or expired before the call: their wait was longer than was seen. */
  unseen: z.int(),
  ours: Point,
  qlLive: Point,
  les: Point,
  /** Pinball loss at P20, P50 and P80. */
  pinball: z.tuple([Figure, Figure, Figure]),
  inner: z.strictObject({ covered: Figure, width: Figure }),
  outer: z.strictObject({ covered: Figure, width: Figure }),
  /** Shares of outcomes at or below P10, P20, P50, P80, P90. */
  below: z.tuple([Figure, Figure, Figure, Figure, Figure]),
  /** Of those whose slip named a time: how many, and how many were called within it. */
  promised: z.int(),
  kept: z.int(),
  /** Changes of what was told, a visit. */
  revisions: Figure,
});
export type Scores = z.infer<typeof Scores>;

/** What the forecasts of some days were worth (domain.md 7.5). */
export const AccuracyReport = z.strictObject({
  from: BusinessDay,
  to: BusinessDay,
  all: Scores,
  horizons: z.array(z.strictObject({ name: z.enum(['0-10', '10-30', '30-60', 'over 60']), scores: Scores })),
  days: z.array(z.strictObject({ day: BusinessDay, scores: Scores })),
  services: z.array(z.strictObject({ service: ServiceId, lane: Lane, scores: Scores })),
  /** Forecast and outcome of single tickets, minutes: P10, P50, P90, wait; spread over all, at most 600. */
  sample: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
  /** Of all forecasts of these days. */
  forecasts: z.int(),
  /** All calls of visitors whose slip named a time, those at once too, and how many came within it: what the TVs tell. */
  promised: z.int(),
  kept: z.int(),
  apart: z.strictObject({
    /** Called within half a minute: no estimator is told from another by them. */
    atOnce: z.int(),
    /** First forecast more than a minute after the issue, as the hub had just begun. */
    lateForecast: z.int(),
    /** Still waiting, or never heard of again. */
    open: z.int(),
    /** By a formula, as too little had been seen of the stage; these are scored too. */
    few: z.int(),
  }),
});
export type AccuracyReport = z.infer<typeof AccuracyReport>;

const mostSampled = 600;
/** A forecast made later is not one of the whole wait. */
const atIssueMs = minuteMs;

interface Judged extends Outcome {
  readonly entry: Entry;
  readonly isCalled: boolean;
}

/**
 * Scores what was forecast between two days. Who left before the call is censored: within each horizon the others stand
 * for them (`ipcw`), as a long wait is more often given up.
 */
export function accuracyOf(entries: readonly Entry[], from: BusinessDay, to: BusinessDay): AccuracyReport {
  const late = entries.filter(({ at, issuedAt }) => at - issuedAt > atIssueMs);
  const punctual = entries.filter(({ at, issuedAt }) => at - issuedAt <= atIssueMs);
  const judged = weighted(punctual.flatMap(judge));
  const later = new Set(counted(judged));
  const atOnce = new Set(judged.filter((one) => one.isCalled && !later.has(one)));
  const scored = judged.filter((one) => !atOnce.has(one));
  const calls = scored.filter(({ isCalled }) => isCalled);
  return {
    from,
    to,
    all: scoresOf(scored),
    horizons: horizons.map((horizon) => ({ name: horizon.name, scores: scoresOf(ofHorizon(scored, horizon)) })),
    days: grouped(scored, ({ day }) => day).map(([{ day }, some]) => ({ day, scores: scoresOf(some) })),
    services: grouped(scored, ({ service, lane }) => `${service}/${lane}`).map(([{ service, lane }, some]) => ({
      service,
      lane,
      scores: scoresOf(some),
    })),
    sample: spread(calls, mostSampled).map(({ band, wait }) => [
      tenth(band[0] / minuteMs),
      tenth(band[2] / minuteMs),
      tenth(band[4] / minuteMs),
      tenth(wait / minuteMs),
    ]),
    forecasts: entries.length,
    ...keptOf(entries.filter(({ ended }) => ended?.how === 'called')),
    apart: {
      atOnce: atOnce.size,
      lateForecast: late.length,
      open: punctual.length - judged.length,
      few: scored.filter(({ entry }) => entry.basis === 'few').length,
    },
  };
}

/** Nothing of a ticket that still waits, or whose number was taken back. */
function judge(entry: Entry): readonly Judged[] {
  const { ended, band, at } = entry;
  if (ended === null || ended.how === 'voided') return [];
  return [{ entry, band, wait: Math.max(0, ended.at - at), isCalled: ended.how === 'called' }];
}

function weighted(judged: readonly Judged[]): readonly Judged[] {
  const weights = new Map<Judged, number>();
  for (const horizon of horizons) {
    const some = ofHorizon(judged, horizon);
    for (const [i, weight] of ipcw(some.map(({ wait, isCalled }) => ({ length: wait, ended: isCalled }))).entries())
      weights.set(some[i] as Judged, weight);
  }
  return judged.map((one) => ({ ...one, weight: weights.get(one) ?? 0 }));
}

function scoresOf(some: readonly Judged[]): Scores {
  const calls = some.filter(({ isCalled }) => isCalled);
  const point = (said: (one: Judged) => number) => pointOf(pointScore(calls, said));
  const { pinball, inner, outer } = bandScore(calls, ({ band }) => band);
  const below = calibration(calls);
  return {
    called: calls.length,
    unseen: some.length - calls.length,
    ours: point(({ band }) => band[2]),
    qlLive: point(({ entry }) => entry.qlLive),
    les: point(({ entry }) => entry.les),
    pinball: [figure(pinball[0]), figure(pinball[1]), figure(pinball[2])],
    inner: { covered: figure(inner.covered), width: figure(inner.width) },
    outer: { covered: figure(outer.covered), width: figure(outer.width) },
    below: [figure(below[0]), figure(below[1]), figure(below[2]), figure(below[3]), figure(below[4])],
    ...keptOf(calls.map(({ entry }) => entry)),
    revisions: figure(mean(calls.map(({ entry }) => entry.revisions))),
  };
}

function keptOf(calls: readonly Entry[]): { readonly promised: number; readonly kept: number } {
  const promised = calls.filter(({ shown }) => shown !== null);
  return {
    promised: promised.length,
    kept: promised.filter(({ shown, ended }) => shown && ended && isWithin(ended.at, shown)).length,
  };
}

function pointOf({ mae, bias, medianRelative, near, late }: PointScore): Scores['ours'] {
  return {
    mae: figure(mae),
    bias: figure(bias),
    medianRelative: figure(medianRelative),
    near: figure(near),
    late: figure(late),
  };
}

/** In the order of their names. */
function grouped(some: readonly Judged[], nameOf: (entry: Entry) => string): (readonly [Entry, readonly Judged[]])[] {
  const groups = new Map<string, Judged[]>();
  for (const one of some) {
    const name = nameOf(one.entry);
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, group]) => (group[0] ? [[group[0].entry, group] as const] : []));
}

/** At most so many, evenly over all. */
function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)] as Item);
}

const isWithin = (at: number, { low, high }: { readonly low: number; readonly high: number }) =>
  low <= at && at <= high;
const tenth = (value: number) => Math.round(value * 10) / 10;
/** Four digits are more than such a figure is worth. */
const figure = (value: number) => (Number.isFinite(value) ? Math.round(value * 10_000) / 10_000 : null);
