import type { BusinessDay, Instant, Ms, StageId } from '../../../../shared/ids.ts';
import type { Recorded } from '../../domain/events.ts';
import type { ReadonlyFloor } from '../../domain/floor.ts';
import { instantOf } from '../../domain/hours.ts';
import type { Plan } from '../given.ts';
import { mean } from '../lengths.ts';
import type { Model } from '../lookAhead/model.ts';
import { arrivals } from './arrivals.ts';
import { staffing } from './staffing.ts';
import { stays } from './stays.ts';
import { turns } from './turns.ts';

/** What an office was seen to do, learned from its events alone. */
export interface Learning {
  /** To be told each event of each day in order, after `evolve` had it. */
  follow(recorded: Recorded, floor: ReadonlyFloor): void;
  /** What is expected at `now`. */
  model(floor: ReadonlyFloor, now: Instant): Model;
  /** Service times seen of a stage. */
  seen(stage: StageId): number;
  /** Mean time from one call of a counter to the next, for visitors of a stage, Ms; who does not come takes what the calls take. */
  occupied(stage: StageId): Ms;
  /** Wait of the last visitor of a stage's queue who was called today, Ms. */
  lastWait(stage: StageId): Ms | undefined;
}

export function learning(plan: Plan | undefined): Learning {
  const stay = stays();
  const turn = turns();
  const staff = staffing(plan);
  const comers = arrivals();
  let today: BusinessDay | undefined;
  let midnight: Instant = 0;

  /** A day begins with the first that is heard of it, be it in its midst. */
  function beginDay(floor: ReadonlyFloor): void {
    if (today !== undefined && floor.day <= today) return;
    const { dayStart, timeZone } = floor.lines.office.document;
    today = floor.day;
    midnight = instantOf(today, dayStart, timeZone);
    stay.newDay(floor);
    turn.newDay();
    staff.newDay(midnight);
    comers.newDay();
  }

  return {
    follow(recorded, floor) {
      beginDay(floor);
      const { event, at, day } = recorded;
      // What is still written in the book of a day that is over (D5, D6) says nothing of today.
      if (day !== today || floor.day !== today) return;
      if (event.type === 'TicketIssued' && event.late !== true && event.splitFrom === undefined)
        comers.add(event.service, event.lane, event.arrivedAt - midnight);
      stay.hear(recorded, floor);
      turn.hear(recorded, floor);
      staff.see(floor, at);
    },
    model(floor, now) {
      beginDay(floor);
      return {
        service: (stage, officer) => stay.services.table(stage, officer),
        pace: (officer, chance) => stay.services.pace(officer, chance),
        dayPace: (chance) => stay.services.dayPace(chance),
        walk: stay.walk(),
        turn: turn.turn(),
        react: turn.react(),
        miss: stay.miss(),
        slip: turn.slip(),
        noShow: (lane, waited) => stay.noShow(lane, waited),
        leaving: stay.leaving(),
        goesOn: (stage) => stay.goesOn(stage),
        streams: comers.streams(),
        factor: comers.factor(now - midnight),
        midnight,
        readySince: (counter) => turn.readySince(counter),
        outlook: (counter) => staff.outlook(counter, floor, now),
      };
    },
    seen: (stage) => stay.services.seen(stage),
    occupied(stage) {
      const missing = stay.noShow('regular', 0);
      const there = mean(stay.walk()) + stay.services.mean(stage);
      return (1 - missing) * there + missing * mean(stay.miss()) + mean(turn.turn());
    },
    lastWait: (stage) => stay.lastWait(stage),
  };
}
