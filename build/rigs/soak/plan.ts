import { existsSync, readFileSync } from 'node:fs';
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

/**
 * Some minutes of a morning, for every commit. Not at midnight: a word that a hurried, busy machine brings some seconds
 * late would there be one of the next day.
 */
export const quarter = (seed: number): SoakPlan => ({
  seed,
  speed: 60,
  start: instantAt('2026-11-24', '09:00', 'Asia/Jakarta'),
  hours: 0.15,
  tickets: 30,
  counters: 12,
  zones: 2,
  displays: 4,
  kiosks: 2,
  shuts: true,
});

export const planFile = (dir: string) => join(dir, 'plan.json');

export function readPlan(dir: string): SoakPlan {
  return JSON.parse(readFileSync(planFile(dir), 'utf8')) as SoakPlan;
}

/** When this file is there every process of the run lets the office's time go. */
export const goFile = (dir: string) => join(dir, 'go');
const lookEveryMs = 20;

/** The office's clock in one process: it stands until all processes are there, so that a slow start costs no time. */
export interface OfficeClock {
  /** The office's time. */
  now(): number;
  /** Real Ms since it went. */
  real(): number;
}

export function officeClock(dir: string, { start, speed }: SoakPlan): OfficeClock {
  let went: number | undefined;
  const looking = setInterval(() => {
    if (!existsSync(goFile(dir))) return;
    went = performance.now();
    clearInterval(looking);
  }, lookEveryMs);
  looking.unref();
  const real = () => (went === undefined ? 0 : performance.now() - went);
  return { real, now: () => start + real() * speed };
}

export const endOf = (plan: SoakPlan) => plan.start + plan.hours * hourMs;
