import { invariant, present } from '../../../shared/basics.ts';
import type { BusinessDay, CommandKey, Seq, TicketId } from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import type { EventOf, EventType, Recorded } from '../domain/events.ts';
import { commandOf } from './wish.ts';
import { journalWith, openHall } from './hall.ts';
import { wishOf } from './wishOf.ts';

/** What a call was: when, who, where, and why this visitor and no other. */
export type Call = Pick<Recorded, 'at'> & Omit<EventOf<'VisitCalled'>, 'type'>;

/** The calls of the day as the core decides them today; or what in the day cannot be asked for again. */
export type Again = { readonly calls: readonly Call[] } | { readonly cannot: readonly EventType[] };

/** The calls that a day's book records. */
export function callsOf(recorded: readonly Recorded[]): readonly Call[] {
  return recorded.flatMap(({ at, event }) => {
    if (event.type !== 'VisitCalled') return [];
    const { type: _, ...call } = event;
    return [{ at, ...call }];
  });
}

/**
 * Plays the book of one day again: what people and devices did is asked of a new hub at the instants it happened, and
 * the hub decides for itself whom a counter calls, what the clock brings, and all else. A command that was accepted then
 * and is refused now is thrown, as the core decides otherwise than it did. Words and messages change no call and are
 * left out. `documents` are the office documents that the book names, by their hash.
 */
export async function playAgain(recorded: readonly Recorded[], documents: ReadonlyMap<string, Office>): Promise<Again> {
  const codes = new Set(
    recorded.flatMap(({ event }) => (event.type === 'DayOpened' ? event.carryOver.map(({ ticket }) => ticket) : [])),
  );
  const cannot = recorded.filter((one) => needsMore(one, codes)).map(({ event }) => event.type);
  if (cannot.length > 0) return { cannot: [...new Set(cannot)] };
  const opening = present(recorded[0], 'first event of the day');
  invariant(opening.event.type === 'DayOpened', `A book begins with DayOpened, not ${opening.event.type}`);
  const documentOf = (hash: string) => present(documents.get(hash), `office document ${hash}`);
  const office = documentOf(opening.event.document);
  const { carryOver } = opening.event;
  const journal = await journalWith(opening.day as BusinessDay, opening.at, office, carryOver);
  const hall = await openHall(office, opening.at, {}, journal);
  const heard: Recorded[] = [];
  hall.onEvents((events) => heard.push(...events.filter(({ day }) => day !== 'house')));
  /** A new hub counts its events anew. */
  const seqs = new Map<Seq, Seq>();
  for (const events of commandsIn(recorded)) {
    const [first] = events;
    if (first === undefined) continue;
    if (first.event.type === 'ClockCorrected') {
      await hall.passTo(first.at - first.event.by);
      await hall.jump(first.event.by);
      continue;
    }
    await hall.passTo(first.at);
    const before = heard.length;
    const wish = wishOf(
      events.map(({ event }) => event),
      { floor: hall.floor(), by: first.by, seqOf: (seq) => present(seqs.get(seq), `event ${seq}`) },
    );
    if (wish === undefined) continue;
    const adopted = first.event.type === 'OfficeAdopted' ? documentOf(first.event.document) : undefined;
    const reply = await hall.send(commandOf(wish, first.key), first.by, adopted);
    if (!reply.ok) throw new Error(`${wish.type} of event ${first.seq} is refused today: ${reply.error.message.en}`);
    for (const [i, { seq }] of heard
      .slice(before)
      .filter(({ key }) => key === first.key)
      .entries())
      seqs.set(present(events[i], `event of ${wish.type}`).seq, seq);
  }
  await hall.passTo(Math.max(hall.now(), present(recorded.at(-1), 'last event').at));
  await hall.close();
  return { calls: callsOf(heard.filter(({ day }) => day === opening.day)) };
}

/** Events by the command that made them; those of the clock come by themselves again. */
export function commandsIn(recorded: readonly Recorded[]): readonly (readonly Recorded[])[] {
  const groups = new Map<CommandKey, Recorded[]>();
  for (const one of recorded) {
    if (one.by.role === 'clock' && one.event.type !== 'DeviceLost' && one.event.type !== 'ClockCorrected') continue;
    const group = groups.get(one.key);
    if (group) group.push(one);
    else groups.set(one.key, [one]);
  }
  return [...groups.values()];
}

const beyond: readonly EventType[] = ['HubRestored', 'KioskBrought', 'NumbersLost', 'SeatChecked'];

/** What needs more than this day's book: a code that the day did not open with, or a journal that was lost. */
function needsMore({ event }: Recorded, codes: ReadonlySet<TicketId>): boolean {
  if (event.type === 'DayOpened') return event.restore !== undefined;
  if (event.type === 'TicketIssued') return event.carryOver !== undefined && !codes.has(event.carryOver);
  if (event.type === 'NumberVoided') return event.replacedBy === undefined;
  return beyond.includes(event.type);
}
