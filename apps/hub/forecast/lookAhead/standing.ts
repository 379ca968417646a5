import type { StageId } from '../../../../shared/ids.ts';
import { minuteMs } from '../../../../shared/ids.ts';
import { lanes, type Lane } from '../../../../shared/protocol/office.ts';
import type { ReadonlyLines, ReadonlyQueue, ReadonlyVisit } from '../../domain/floor.ts';
import { rank } from '../../domain/lines.ts';

/**
 * One queue of a run. `nextUp` is shown the first few of each lane only: it decides by the first of a lane and the least
 * limit left, which stand in front, so the answer is that for the whole line and costs the same however many wait.
 */
export interface Standing extends ReadonlyQueue {
  hand: number;
  readonly lines: { readonly [L in Lane]: ReadonlyVisit[] };
  readonly all: { readonly [L in Lane]: ReadonlyVisit[] };
  /** L3: appointments before their window, in the order of their place. */
  readonly early: ReadonlyVisit[];
  /** L6: always shown. */
  readonly bound: ReadonlyVisit[];
}

/** How many of a lane are shown. */
const shown = 3;

export function newStanding(id: StageId, hand: number): Standing {
  const empty = () => ({ appointment: [], priority: [], regular: [] });
  return { id, hand, away: 0, lines: empty(), all: empty(), early: [], bound: [] };
}

export function copyOf(standing: Standing): Standing {
  const copy = (of: Standing['all']) => ({
    appointment: of.appointment.slice(),
    priority: of.priority.slice(),
    regular: of.regular.slice(),
  });
  const { id, hand, away, lines, all, early, bound } = standing;
  return { id, hand, away, lines: copy(lines), all: copy(all), early: early.slice(), bound: bound.slice() };
}

/** L3: before its window an appointment stands by its arrival. */
export function opensAt({ lane, slot }: ReadonlyVisit, { office }: ReadonlyLines): number | undefined {
  return lane === 'appointment' && slot !== undefined ? slot - office.policy.slotEarlyMinutes * minuteMs : undefined;
}

export function stand(standing: Standing, visit: ReadonlyVisit, isEarly: boolean): void {
  if (visit.bound) standing.bound.push(visit);
  else if (isEarly) standing.early.splice(rankByPlace(standing.early, visit), 0, visit);
  else {
    const line = standing.all[visit.lane];
    line.splice(rank(line, visit), 0, visit);
  }
  show(standing, visit.lane);
}

export function leave(standing: Standing, visit: ReadonlyVisit): void {
  for (const line of [standing.all[visit.lane], standing.early, standing.bound]) {
    const at = line.indexOf(visit);
    if (at === -1) continue;
    line.splice(at, 1);
    break;
  }
  show(standing, visit.lane);
}

/** An appointment's window opened. */
export function come(standing: Standing, visit: ReadonlyVisit): void {
  const at = standing.early.indexOf(visit);
  if (at === -1) return;
  standing.early.splice(at, 1);
  stand(standing, visit, false);
}

export function showAll(standing: Standing): void {
  for (const lane of lanes) show(standing, lane);
}

function show(standing: Standing, lane: Lane): void {
  const view = standing.lines[lane];
  view.length = 0;
  for (const visit of standing.bound) if (visit.lane === lane) view.push(visit);
  fill(view, standing.all[lane]);
  if (lane === 'appointment') fill(view, standing.early);
}

function fill(view: ReadonlyVisit[], line: readonly ReadonlyVisit[]): void {
  let left = shown;
  for (let i = 0; i < line.length && left > 0; i++) {
    const visit = line[i] as ReadonlyVisit;
    if (visit.party && visit.party.atCounter > 0) continue;
    view.push(visit);
    left--;
  }
}

function rankByPlace(line: readonly ReadonlyVisit[], visit: ReadonlyVisit): number {
  const after = line.findIndex(
    (other) => other.place > visit.place || (other.place === visit.place && other.joined > visit.joined),
  );
  return after === -1 ? line.length : after;
}
