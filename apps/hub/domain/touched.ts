import { invariant, present } from '../../../shared/basics.ts';
import type { CounterId, Seq } from '../../../shared/ids.ts';
import type { Recorded, Stay } from './events.ts';
import type { Counter, Floor, Visit } from './floor.ts';

export function visitOf(floor: Floor, ticket: Visit['ticket'], seq: Seq): Visit {
  const visit = present(floor.visits.get(ticket), `ticket ${ticket}`);
  visit.touched = seq;
  return visit;
}

export function counterOf(floor: Floor, id: CounterId, seq: Seq): Counter {
  const counter = present(floor.counters.get(id), `counter ${id}`);
  counter.touched = seq;
  return counter;
}

export function calledStay({ ticket, stay }: Visit): Extract<Stay, { is: 'called' }> {
  invariant(stay.is === 'called', `Visit ${ticket} is ${stay.is}, not called`);
  return stay;
}

/** S8: the person, or the device where nobody is signed in. */
export function actorOf(by: Recorded['by']): string {
  return by.person ?? by.device;
}
