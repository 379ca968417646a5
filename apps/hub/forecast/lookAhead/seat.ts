import type { CounterId, Instant, OfficerId, StageId } from '../../../../shared/ids.ts';
import type { ReadonlyVisit } from '../../domain/floor.ts';
import type { Caller } from '../../domain/nextUp.ts';
import type { Shift } from '../learning/staffing.ts';
import type { Party } from './parties.ts';

/**
 * A counter in a run. `idle` waits for somebody to join; `turning` calls at `at`; `busy` is free again at `at`; `off`
 * opens at `at`.
 */
export interface Seat {
  readonly id: CounterId;
  phase: 'idle' | 'turning' | 'busy' | 'off';
  at: Instant;
  /** Who goes on to a next stage when the counter is free again. */
  visit: ReadonlyVisit | undefined;
  party: Party | undefined;
  officer: OfficerId | undefined;
  /** How many times as long as usual the officer takes. */
  pace: number;
  tiers: Caller['tiers'];
  sinceOverdue: number;
  readonly shifts: readonly Shift[];
  shift: number;
}

export function turn(seat: Seat, at: Instant): void {
  seat.phase = 'turning';
  seat.at = at;
}

export function idle(seat: Seat): void {
  seat.phase = 'idle';
  seat.at = Infinity;
}

export function serves({ tiers }: Seat, stage: StageId): boolean {
  return tiers.some((stages) => stages.includes(stage));
}

export function isInShift({ shifts, shift }: Seat, at: Instant): boolean {
  const now = shifts[shift];
  return now !== undefined && now.from <= at && at < now.to;
}

/** Closes the counter until its next shift; the officer of that shift. */
export function close(seat: Seat, at: Instant): OfficerId | undefined {
  while ((seat.shifts[seat.shift]?.to ?? Infinity) <= at) seat.shift++;
  const next = seat.shifts[seat.shift];
  seat.phase = 'off';
  seat.at = next ? Math.max(at, next.from) : Infinity;
  return next?.officer;
}

const nobody = 'nobody' as OfficerId;
/** L6 asks for an officer; a counter that will be opened by who knows whom has nobody bound to it. */
export function callerOf({ id, officer, tiers, sinceOverdue }: Seat): Caller {
  return { id, officer: officer ?? nobody, tiers, sinceOverdue };
}
