import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantAt } from '../../oracle/calendar.ts';

/** One soak run: an office of this size, and how fast its time passes. */
export interface SoakPlan {
  readonly seed: number;
  /** Office hours for one real hour. */
  readonly speed: number;
  /** The office's time at the beginning. */
  readonly start: number;
  readonly hours: number;
  readonly tickets: number;
  readonly counters: number;
  readonly zones: number;
  readonly displays: number;
  readonly kiosks: number;
  readonly shuts: boolean;
}

const hourMs = 3_600_000;

/** 24 hours of a big office from noon to noon. */
export const bigDay = (seed: number): SoakPlan => ({
  seed,
  speed: 60,
  start: instantAt('2026-11-24', '12:00', 'Asia/Jakarta'),
  hours: 24,
  tickets: 6_000,
  counters: 60,
  zones: 4,
  displays: 20,
  kiosks: 8,
  shuts: true,
});

/** Some minutes around midnight of an office that never shuts, for every commit. */
export const midnight = (seed: number): SoakPlan => ({
  seed,
  speed: 240,
  start: instantAt('2026-11-24', '23:40', 'Asia/Jakarta'),
  hours: 0.75,
  tickets: 60,
  counters: 12,
  zones: 2,
  displays: 4,
  kiosks: 2,
  shuts: false,
});

/** The plan and the real instant at which it began, as every process of a run reads them. */
export interface Begun extends SoakPlan {
  readonly began: number;
}

export const planFile = (dir: string) => join(dir, 'plan.json');

export function readPlan(dir: string): Begun {
  return JSON.parse(readFileSync(planFile(dir), 'utf8')) as Begun;
}

/** Real Ms since the beginning, the same in every process of this machine. */
export const realMs = (plan: Begun) => performance.timeOrigin + performance.now() - plan.began;
/** The office's time. */
export const officeNow = (plan: Begun) => plan.start + realMs(plan) * plan.speed;
export const endOf = (plan: SoakPlan) => plan.start + plan.hours * hourMs;
