import { present } from '../../../shared/basics.ts';
import { minuteMs, secondMs, type Instant, type Ms, type ServiceId } from '../../../shared/ids.ts';
import type { Lane } from '../../../shared/protocol/office.ts';
import { dueAt, elapsed, orderOf, type ReadonlyLines, type ReadonlyVisit } from './floor.ts';

/** L3: the lane a visit stands in at `now`; before its window an appointment is regular. */
export function laneAt(
  { lane, slot }: Pick<ReadonlyVisit, 'lane' | 'slot'>,
  { office }: ReadonlyLines,
  now: Instant,
): Lane {
  if (lane !== 'appointment' || slot === undefined) return lane;
  return now < slot - office.policy.slotEarlyMinutes * minuteMs ? 'regular' : 'appointment';
}

/** L1: the place in the line where a visit stands at `now`; before its window an appointment stands by its arrival (L3). */
export function placeAt(
  visit: Pick<ReadonlyVisit, 'lane' | 'slot' | 'place'>,
  lines: ReadonlyLines,
  now: Instant,
): Instant {
  return laneAt(visit, lines, now) === 'appointment' ? orderOf(visit) : visit.place;
}

/** T5: Ms that count as waiting at `now`: since the place was set, in open hours, not paused, from the slot on, neither parked nor away. */
export function countedWait(visit: ReadonlyVisit, lines: ReadonlyLines, now: Instant): Ms {
  let sum =
    visit.waitingSince === undefined ? 0 : openBetween(visit.service, slotted(visit, visit.waitingSince), now, lines);
  const { waits } = visit;
  for (let i = 0; i < waits.length; i += 2)
    sum += openBetween(visit.service, slotted(visit, waits[i] as Instant), waits[i + 1] as Instant, lines);
  return sum;
}

function slotted({ slot }: ReadonlyVisit, from: Instant): Instant {
  return slot !== undefined && slot > from ? slot : from;
}

/** Ms between two instants in which the service was open and not paused. */
function openBetween(service: ServiceId, from: Instant, to: Instant, lines: ReadonlyLines): Ms {
  if (to <= from) return 0;
  const pauses = lines.pauses.get(service);
  let sum = 0;
  for (const stretch of present(lines.days.get(service), service).open) {
    const start = Math.max(from, stretch.from);
    const end = Math.min(to, stretch.to);
    if (end <= start) continue;
    sum += elapsed(lines, start, end);
    if (!pauses) continue;
    for (let i = 0; i < pauses.length; i += 2) {
      const pausedFrom = Math.max(start, pauses[i] as Instant);
      const pausedTo = Math.min(end, pauses[i + 1] ?? end);
      if (pausedTo > pausedFrom) sum -= elapsed(lines, pausedFrom, pausedTo);
    }
  }
  return sum;
}

/** L4, L5: Ms until a visit is overdue; negative when it is. */
export function limitLeft(visit: ReadonlyVisit, lines: ReadonlyLines, now: Instant): Ms {
  return lines.office.policy.limitMinutes[laneAt(visit, lines, now)] * minuteMs - countedWait(visit, lines, now);
}

/** What `limitLeft` is at the least: nobody's wait counts from before the own order in the line. Costs nothing. */
export function leastLeft(
  visit: Pick<ReadonlyVisit, 'lane' | 'slot' | 'place'>,
  lines: ReadonlyLines,
  now: Instant,
): Ms {
  return lines.office.policy.limitMinutes[laneAt(visit, lines, now)] * minuteMs - Math.max(0, now - orderOf(visit));
}

/** T5, D2: is the service paused now? */
export function isPaused(service: ServiceId, { pauses }: Pick<ReadonlyLines, 'pauses'>): boolean {
  return (pauses.get(service)?.length ?? 0) % 2 === 1;
}

/** C7: from when a ticket may be called, as far as its slip goes. */
export function slipReadyAt(
  visit: Pick<ReadonlyVisit, 'slip' | 'issuedAt' | 'kiosk' | 'number'>,
  lines: ReadonlyLines,
): Instant {
  if (visit.slip === 'printed' || visit.slip === 'shown' || visit.number.source !== 'hub') return visit.issuedAt;
  const connected = visit.kiosk !== undefined && lines.kiosks.get(visit.kiosk) === true;
  const { slipGraceSeconds, slipGraceAwayMinutes } = lines.office.policy;
  return dueAt(lines, visit.issuedAt, connected ? slipGraceSeconds * secondMs : slipGraceAwayMinutes * minuteMs);
}

/** C7: called before its slip was confirmed; a no-show then costs nothing. */
export function slipUnconfirmed({ slip }: Pick<ReadonlyVisit, 'slip'>): boolean {
  return slip !== 'printed' && slip !== 'shown';
}

/** L6: does a counter or officer still have first call on this visit? */
export function bindingHolds(visit: ReadonlyVisit, lines: ReadonlyLines, now: Instant): boolean {
  return (
    visit.bound !== undefined && elapsed(lines, visit.bound.at, now) < lines.office.policy.boundForMinutes * minuteMs
  );
}

/** Callable by anybody whose queue it is, bindings aside: waiting, on site (V2), slip settled (C7), not paused (D2), nobody of its party at a counter (C2). */
export function isCallable(visit: ReadonlyVisit, lines: ReadonlyLines, now: Instant): boolean {
  return (
    visit.stay.is === 'waiting' &&
    !visit.away &&
    now >= slipReadyAt(visit, lines) &&
    !isPaused(visit.service, lines) &&
    (visit.party === undefined || visit.party.atCounter === 0)
  );
}
