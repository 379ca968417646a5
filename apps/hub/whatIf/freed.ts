import { present } from '../../../shared/basics.ts';
import {
  minuteMs,
  secondMs,
  type CounterId,
  type Instant,
  type Ms,
  type OfficerId,
  type TicketId,
} from '../../../shared/ids.ts';
import { instantOf } from '../domain/hours.ts';
import type { By, Event, Recorded } from '../domain/events.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import { chanceOf } from '../forecast/chance.ts';
import { agendaFrom } from './agenda.ts';
import { changedOffice, type Change } from './change.ts';
import { journalWith, openHall } from './hall.ts';
import { canCall, player, type Arrival, type DayInputs, type Deed, type Sitting } from './pastDay.ts';
import { rosterOf } from './roster.ts';
import { seedOf, turnsOf } from './turns.ts';
import { commandOf, type Wish } from './wish.ts';
import { wishOf } from './wishOf.ts';

/** What a played day came to. */
export interface Freed {
  /** The book of the day as played, whole. */
  readonly book: readonly Recorded[];
  /** The office documents it names, with the change in them. */
  readonly documents: ReadonlyMap<string, Office>;
  /** Who came and got no number. */
  readonly refused: number;
}

const retryMs = 5 * secondMs;
/** Longer than any patience of the rules: then the turn is ended by hand (C13). */
const mostTries = 60;
/** Turns that began in time end after it. */
const longestAfter: Ms = 6 * 60 * minuteMs;

/** Of one who comes: when, under which ticket, and what else that visitor did, so long after. */
interface Comer {
  readonly at: Instant;
  readonly ticket: TicketId;
  readonly arrival: Arrival;
}

/**
 * Plays a day with a change: what is held fixed happens at its instants, staff sit as the roster then says, and every
 * counter that is free and has somebody to call calls by turn after its officer's gap; turns last as they did. `pool`
 * are the turns that visitors get who had none. The same inputs, change and seed give the same book.
 */
export async function playFreed(
  inputs: DayInputs,
  change: Change,
  seed: number,
  pool: readonly Sitting[] = [...inputs.sittings.values()].flat(),
): Promise<Freed> {
  const { day, spans, opensAt, endsAt } = inputs;
  const seated = (counter: CounterId) => spans.filter((span) => span.counter === counter).map(({ officer }) => officer);
  const gone = new Set(change.stages.flatMap((one) => (one.does === 'scale' ? [] : [one.stage])));
  const documentOf = (hash: string) => changedOffice(present(inputs.documents.get(hash), hash), change, seated);
  const office = changedOffice(inputs.office, change, seated);
  const hall = await openHall(office, opensAt, {}, await journalWith(day, opensAt, office, inputs.carryOver));
  const book: Recorded[] = [];
  hall.onEvents((events) => book.push(...events.filter((one) => one.day === day)));
  const agenda = agendaFrom(opensAt, 1);
  const turns = turnsOf(inputs.sittings, pool, inputs.gaps, change.stages, seed);
  const armed = new Map<CounterId, { readonly officer: OfficerId }>();
  let refused = 0;
  let keys = 0;

  const send = (wish: Wish, by: By = player, key = `what-if-${++keys}`): Promise<Reply> =>
    hall.send(commandOf(wish, key), by);
  const isOver = () => hall.floor().day !== day || hall.floor().state === 'closed';

  function wishFor(events: readonly Event[], by: By): Wish | undefined {
    const stages = (event: Event): Event =>
      event.type === 'StageFinished' && gone.size > 0
        ? { ...event, next: event.next.filter((stage) => !gone.has(stage)) }
        : event;
    return wishOf(events.map(stages), { floor: hall.floor(), by, seqOf: (seq) => seq });
  }

  async function happens(recorded: readonly Recorded[]): Promise<void> {
    const [first] = recorded;
    if (!first || isOver()) return;
    const wish = wishFor(
      recorded.map(({ event }) => event),
      first.by,
    );
    if (!wish) return;
    const { event } = first;
    const adopted = event.type === 'OfficeAdopted' ? documentOf(event.document) : undefined;
    // What the changed day does not allow any more simply does not happen in it.
    await hall.send(commandOf(wish, `what-if-${++keys}`), first.by, adopted);
  }

  async function arrives({ ticket, arrival }: Comer): Promise<void> {
    const { event, by } = arrival.recorded;
    const wish = wishFor([event], by);
    const reply = wish && !isOver() ? await send(wish, by, ticket) : undefined;
    if (!reply?.ok) refused++;
  }

  /** A counter that can call does so after its officer's gap, unless nobody is left for it by then. */
  function tend(counter: CounterId): void {
    const officer = hall.floor().counters.get(counter)?.officer;
    if (officer === undefined || isOver() || !canCall(hall.floor(), counter, hall.now())) {
      armed.delete(counter);
      return;
    }
    if (armed.get(counter)?.officer === officer) return;
    const turn = { officer };
    armed.set(counter, turn);
    agenda.after(turns.gap(officer), async () => {
      if (armed.get(counter) !== turn) return;
      armed.delete(counter);
      if (isOver() || !canCall(hall.floor(), counter, hall.now())) return;
      const reply = await send({ type: 'CallNext', counter });
      if (!reply.ok || !('call' in reply.result)) return;
      const { ticket, stage } = reply.result;
      for (const deed of turns.next(ticket, stage)?.deeds ?? [])
        agenda.after(deed.after, () => does(deed, counter, ticket));
    });
  }

  async function does({ recorded }: Deed, counter: CounterId, ticket: TicketId, tries = 0): Promise<void> {
    if (isOver()) return;
    const visit = hall.floor().visits.get(ticket);
    const { event } = recorded;
    const isSitting = 'counter' in event;
    if (isSitting && hall.floor().counters.get(counter)?.visit?.ticket !== ticket) return;
    if (!visit) return;
    const wish = wishFor([{ ...event, ticket, ...(isSitting ? { counter } : {}) } as Event], player);
    if (!wish) return;
    // Who is split off is known by the key of the split.
    const isOwn = event.type === 'VisitSplit' && event.ticket === ticket;
    const reply = await send(wish, player, isOwn ? recorded.key : undefined);
    if (reply.ok || !isSitting) return;
    const { code } = reply.error;
    if (wish.type === 'StartService' || wish.type === 'CheckItem' || wish.type === 'Recall') return;
    if ((code === 'tooEarly' || code === 'tooFewCalls') && tries < mostTries) {
      if (code === 'tooFewCalls') await send({ type: 'Recall', counter, ticket });
      agenda.after(retryMs, () => does({ after: 0, recorded }, counter, ticket, tries + 1));
      return;
    }
    await send({ type: 'Finish', counter, ticket, outcome: 'done', override: { reason: 'what-if' } });
  }

  const { comers, own } = comersOf(inputs, change, seed);
  const acts: { readonly at: Instant; readonly order: number; readonly act: () => Promise<void> }[] = [];
  for (const comer of comers) {
    acts.push({ at: comer.at, order: comer.arrival.recorded.seq, act: () => arrives(comer) });
    const { recorded } = comer.arrival;
    for (const events of own.get(recorded.event.ticket) ?? []) {
      const [first] = events;
      if (!first) continue;
      const mine = events.map((one) => renamed(one, recorded.event.ticket, comer.ticket));
      acts.push({ at: comer.at + first.at - recorded.at, order: first.seq, act: () => happens(mine) });
    }
  }
  const ours = new Set(inputs.arrivals.map(({ recorded }) => recorded.event.ticket));
  for (const events of inputs.fixed) {
    const [first] = events;
    const ticket = first && ticketOf(first.event);
    if (first && (ticket === undefined || !ours.has(ticket)))
      acts.push({ at: first.at, order: first.seq, act: () => happens(events) });
  }
  for (const { at, order, wish, until } of rosterOf(inputs, change)) {
    const act = async (): Promise<void> => {
      if (isOver()) return;
      const reply = await send(wish);
      // Who comes to a seat that is still taken waits beside it.
      if (!reply.ok && wish.type === 'OpenCounter' && hall.now() + retryMs < until) agenda.after(retryMs, act);
    };
    acts.push({ at, order, act });
  }
  for (const { at, act } of acts.toSorted((one, other) => one.at - other.at || one.order - other.order))
    agenda.at(Math.max(at, opensAt), act);

  const lastAt = endsAt + longestAfter;
  for (let next = agenda.next(); next !== undefined && next <= lastAt; next = agenda.next()) {
    const to = Math.min(next, Math.max(hall.now(), hall.wakesAt()));
    await hall.passTo(to);
    if (hall.floor().day !== day) break;
    for (const act of agenda.take(to)) await act();
    for (const counter of hall.floor().counters.keys()) tend(counter);
  }
  if (hall.floor().day === day && hall.now() < endsAt) await hall.passTo(endsAt);
  await hall.close();
  return { book, documents: hall.documents(), refused };
}

const ticketOf = (event: Event): TicketId | undefined => ('ticket' in event ? event.ticket : undefined);

function renamed(recorded: Recorded, from: TicketId, to: TicketId): Recorded {
  return from === to ? recorded : { ...recorded, event: { ...recorded.event, ticket: to } as Event };
}

/** Who comes, by the change of arrivals; and what else each of the day's own visitors did, by ticket. */
function comersOf(
  { arrivals, fixed, day, office }: DayInputs,
  change: Change,
  seed: number,
): { readonly comers: readonly Comer[]; readonly own: ReadonlyMap<TicketId, readonly (readonly Recorded[])[]> } {
  const own = new Map<TicketId, (readonly Recorded[])[]>();
  for (const events of fixed) {
    const ticket = events[0] && ticketOf(events[0].event);
    if (ticket !== undefined) own.set(ticket, [...(own.get(ticket) ?? []), events]);
  }
  const midnight = instantOf(day, office.dayStart, office.timeZone);
  const comers: Comer[] = [];
  for (const arrival of arrivals) {
    const { event, at } = arrival.recorded;
    const rules = change.arrivals.filter(({ service }) => service === undefined || service === event.service);
    const share = rules.reduce((all, { percent }) => (all * percent) / 100, 1);
    const later = rules.reduce((all, { shiftMinutes }) => all + shiftMinutes * minuteMs, 0);
    const chance = chanceOf(seedOf(seed, event.ticket, 'comes'));
    const draw = chance.next();
    const times = Math.floor(share) + (draw < share % 1 ? 1 : 0);
    for (let i = 0; i < times; i++) {
      const near = i === 0 ? 0 : (chance.next() - 0.5) * 2 * nearMs;
      const ticket = (i === 0 ? event.ticket : `${event.ticket}-${i}`) as TicketId;
      comers.push({ at: Math.max(midnight, Math.round(at + later + near)), ticket, arrival });
    }
  }
  return { comers, own };
}

/** Who comes besides the day's own visitors comes within so long of one of them. */
const nearMs = 15 * minuteMs;
