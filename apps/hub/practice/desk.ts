import { numberText, type CounterId, type Seq, type TicketId } from '../../../shared/ids.ts';
import type { CoachView, Situation } from '../../../shared/protocol/practice.ts';
import type { ReadonlyVisit } from '../domain/floor.ts';
import { workFor } from './colleagues.ts';
import { seconds } from './habits.ts';
import type { Coach } from './coach.ts';
import type { Hall } from './hall.ts';
import { situationOf, type Scenario } from './scenarios.ts';

/** Who has been called to the trainee's counter, as one would see them there. */
interface Guest {
  readonly ticket: TicketId;
  readonly call: Seq;
  readonly needs: Situation;
  calls: number;
  comes: boolean;
  is: 'coming' | 'here' | 'working' | 'ready';
  until?: number;
}

/** From the chair to the counter, seconds (domain.md 2.8 leaves it open; a hall is crossed in that time). */
const walk = { low: 4, high: 12 };

/** Plays the person in front of the trainee: comes or does not, needs something, and is done after a while. */
export function createDesk(
  hall: Hall,
  {
    scenario,
    coach,
    counter,
    onChange,
  }: {
    readonly scenario: Scenario;
    readonly coach: Coach;
    readonly counter: CounterId;
    readonly onChange: () => void;
  },
) {
  const { chance, clock, habits } = hall;
  let guest: Guest | undefined;
  /** Who was there before; an undo brings them back as they were (S8). */
  let left: Guest | undefined;

  const visit = (): ReadonlyVisit | undefined => hall.floor().counters.get(counter)?.visit;

  function sets(out: Guest): void {
    out.comes = true;
    clock.wakeIn(seconds(walk.low, walk.high, chance), () => {
      if (guest !== out || out.is !== 'coming') return;
      out.is = 'here';
      coach.here(out.ticket, clock.own());
      onChange();
    });
  }

  function called(now: ReadonlyVisit, call: Seq, calls: number): void {
    const staysAway = chance.next() < habits.noShow;
    const needs = situationOf(scenario, now, coach, staysAway);
    coach.needs(now.ticket, needs);
    guest = { ticket: now.ticket, call, needs, calls, comes: false, is: 'coming' };
    if (needs !== 'late' && needs !== 'absent') sets(guest);
  }

  function works(out: Guest, now: ReadonlyVisit): void {
    if (out.is === 'coming') {
      // Whoever is on the way is there before long; who stays away is not served by saying so.
      if (!out.comes) return;
      out.is = 'here';
    }
    const work = workFor(now, hall);
    out.is = 'working';
    out.until = clock.wall() + work;
    clock.wakeIn(work, () => {
      if (guest !== out) return;
      out.is = 'ready';
      coach.ready(out.ticket, clock.own());
      onChange();
    });
  }

  return {
    /** After each event: follows the counter as the hub of the practice has it. */
    look(): void {
      const now = visit();
      if (!now || (now.stay.is !== 'called' && now.stay.is !== 'serving')) {
        left = guest ?? left;
        guest = undefined;
        return;
      }
      const calls = now.stay.is === 'called' ? now.stay.calls : (guest?.calls ?? 1);
      if (guest?.call !== now.stay.call) {
        if (left?.call === now.stay.call) guest = left;
        else called(now, now.stay.call, calls);
      }
      if (!guest) return;
      if (calls > guest.calls) {
        guest.calls = calls;
        if (guest.needs === 'late' && !guest.comes) sets(guest);
      }
      if (now.stay.is === 'serving' && (guest.is === 'coming' || guest.is === 'here')) works(guest, now);
    },
    /** Ms of the practice's clock until the work at the counter is done; undefined where there is none. */
    workLeft(): number | undefined {
      return guest?.is === 'working' && guest.until !== undefined ? Math.max(0, guest.until - clock.wall()) : undefined;
    },
    view(): CoachView['desk'] {
      const now = visit();
      if (!guest || !now) return null;
      const { is, needs, until } = guest;
      return {
        number: numberText(now.number),
        is,
        ...(is === 'coming' ? {} : { needs }),
        ...(is === 'working' && until !== undefined ? { until } : {}),
      };
    },
  };
}
