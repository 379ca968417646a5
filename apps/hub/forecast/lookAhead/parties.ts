import { present } from '../../../../shared/basics.ts';
import type { CounterId, StageId } from '../../../../shared/ids.ts';
import type { ReadonlyVisit } from '../../domain/floor.ts';
import type { Hall, Timer } from './hall.ts';
import { showAll, type Standing } from './standing.ts';

/** C2: what a run changes of a party. */
export interface Party {
  readonly members: NonNullable<ReadonlyVisit['party']>['members'];
  atCounter: number;
}

/** A run's own visits of parties in place of the hall's, and which of these parties is at which counter. */
export function ownParties(
  hall: Hall,
  standings: ReadonlyMap<StageId, Standing>,
  timers: Timer[],
): { readonly targets: Hall['targets']; readonly at: ReadonlyMap<CounterId, Party> } {
  if (hall.parties.length === 0) return { targets: hall.targets, at: new Map() };
  const targets = new Map(hall.targets);
  const parties = new Map<ReadonlyVisit['party'], Party>();
  for (const visit of hall.parties) {
    const of = present(visit.party, visit.ticket);
    const party = parties.get(of) ?? { ...of };
    parties.set(of, party);
    const own: ReadonlyVisit = { ...visit, party };
    const target = targets.get(visit);
    if (target !== undefined) targets.set(own, target);
    for (const { all, early, bound } of standings.values())
      for (const line of [...Object.values(all), early, bound])
        if (line.includes(visit)) line[line.indexOf(visit)] = own;
    for (const [i, timer] of timers.entries()) if (timer.visit === visit) timers[i] = { ...timer, visit: own };
  }
  for (const standing of standings.values()) showAll(standing);
  const at = new Map<CounterId, Party>();
  for (const { id, visit } of hall.seats) {
    const party = visit && parties.get(visit.party);
    if (party) at.set(id, party);
  }
  return { targets, at };
}
