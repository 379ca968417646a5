import type { Lane } from '../../shared/protocol/office.ts';
import { measure, openSpans, passed } from './calendar.ts';
import { isPaused, party, type Hall, type Person } from './hall.ts';

const minute = 60_000;

/** L3: the lane somebody stands in: an appointment before its window stands in the regular lane. */
export function laneNow(hall: Hall, { lane, slot }: Pick<Person, 'lane' | 'slot'>, now: number): Lane {
  const early =
    lane === 'appointment' && slot !== undefined && now < slot - hall.office.policy.slotEarlyMinutes * minute;
  return early ? 'regular' : lane;
}

/** L1: the place in that line; in the appointment lane the later of slot and place. */
export function placeNow(hall: Hall, person: Pick<Person, 'lane' | 'slot' | 'place'>, now: number): number {
  return laneNow(hall, person, now) === 'appointment' ? Math.max(person.place, person.slot ?? 0) : person.place;
}

/** T5: what counts as waiting, cut into pieces at every edge there is. */
export function countedWait(hall: Hall, person: Person, now: number): number {
  const first = person.spells[0]?.from;
  if (first === undefined || first >= now) return 0;
  const open = openSpans(hall.office, person.service, hall.day);
  const holes = [...hall.jumps, ...(hall.pauses.get(person.service) ?? []), { from: 0, to: person.slot ?? 0 }];
  const waited = person.spells.map(({ from, to }) => measure(from, Math.min(to ?? now, now), open, holes));
  return waited.reduce((sum, piece) => sum + Math.max(0, piece), 0);
}

/** L4: what is left of the lane's limit. */
export function left(hall: Hall, person: Person, now: number): number {
  return hall.office.policy.limitMinutes[laneNow(hall, person, now)] * minute - countedWait(hall, person, now);
}

/** C7: may it be called as far as its slip goes? */
export function slipSettled(hall: Hall, person: Person, now: number): boolean {
  if (person.slip === 'printed' || person.slip === 'shown' || person.number.source !== 'hub') return true;
  const connected = person.kiosk !== undefined && hall.kiosks.get(person.kiosk) === true;
  const { slipGraceSeconds, slipGraceAwayMinutes } = hall.office.policy;
  return (
    passed(person.issuedAt, now, hall.jumps) >= (connected ? slipGraceSeconds * 1000 : slipGraceAwayMinutes * minute)
  );
}

/** C2: is somebody of its party at a counter? */
export function partyAtDesk(hall: Hall, person: Person): boolean {
  return party(hall, person).some((other) => other.where === 'desk');
}

/** Callable as far as the visit itself goes; whose binding it has is a matter of the caller. */
export function callable(hall: Hall, person: Person, now: number): boolean {
  return (
    person.where === 'line' &&
    !person.away &&
    slipSettled(hall, person, now) &&
    !isPaused(hall, person.service) &&
    !partyAtDesk(hall, person)
  );
}

/** L6: to whom a visit is bound at this instant. */
export function boundTo(hall: Hall, person: Person, now: number): Person['bound'] {
  const { bound } = person;
  if (!bound) return undefined;
  return passed(bound.at, now, hall.jumps) < hall.office.policy.boundForMinutes * minute ? bound : undefined;
}
