import type { Instant, ServiceId, TicketId } from '../../../shared/ids.ts';
import type { Lane } from '../../../shared/protocol/office.ts';
import type { Range } from './promises.ts';
import { laneOf, type LaneOf, type TicketWait, type Waits } from './waits.ts';

/** What changed since the message before, flat, as the hub's own thread has to read it. */
interface Changes<Key extends string> {
  readonly keys: readonly Key[];
  /** Low and high of each, instants; NaN where nothing is known any more. */
  readonly times: Float64Array;
  /** 1 where it is later than promised. */
  readonly later: Uint8Array;
}

/** One message of the forecast thread: what is told since `at`, as far as it is another than before. */
export interface ChangedWaits {
  readonly at: Instant;
  readonly newcomers: Changes<LaneOf>;
  readonly tickets: Changes<TicketId>;
}

/** Said by one, heard by the other: only what changes is told. */
export function createTeller(): (waits: Waits) => ChangedWaits {
  let before: Waits | undefined;
  return (waits) => {
    const changed = {
      at: waits.at,
      newcomers: changesOf(before?.newcomers, waits.newcomers),
      tickets: changesOf(before?.tickets, waits.tickets),
    };
    before = waits;
    return changed;
  };
}

function changesOf<Key extends string>(
  before: ReadonlyMap<Key, Range & { readonly later?: boolean }> = new Map(),
  after: ReadonlyMap<Key, Range & { readonly later?: boolean }>,
): Changes<Key> {
  const gone = [...before.keys()].filter((key) => !after.has(key));
  const news = [...after.entries()].filter(([key, told]) => {
    const was = before.get(key);
    return was?.low !== told.low || was.high !== told.high || was.later !== told.later;
  });
  return {
    keys: [...gone, ...news.map(([key]) => key)],
    times: Float64Array.from([...gone.flatMap(() => [NaN, NaN]), ...news.flatMap(([, { low, high }]) => [low, high])]),
    later: Uint8Array.from([...gone.map(() => 0), ...news.map(([, { later }]) => Number(later ?? false))]),
  };
}

/** What the hub has heard so far. */
export interface Heard {
  /** Answers whether anything is told that was not told before. */
  hear(changed: ChangedWaits): boolean;
  /** Undefined before the first word. */
  at(): Instant | undefined;
  newcomer(service: ServiceId, lane: Lane): Range | undefined;
  ticket(ticket: TicketId): TicketWait | undefined;
}

export function createHeard(): Heard {
  const newcomers = new Map<LaneOf, TicketWait>();
  const tickets = new Map<TicketId, TicketWait>();
  let at: Instant | undefined;
  return {
    hear(changed) {
      ({ at } = changed);
      apply(newcomers, changed.newcomers);
      apply(tickets, changed.tickets);
      return changed.newcomers.keys.length + changed.tickets.keys.length > 0;
    },
    at: () => at,
    newcomer: (service, lane) => newcomers.get(laneOf(service, lane)),
    ticket: (ticket) => tickets.get(ticket),
  };
}

function apply<Key extends string>(heard: Map<Key, TicketWait>, { keys, times, later }: Changes<Key>): void {
  for (const [i, key] of keys.entries()) {
    const low = times[2 * i] ?? NaN;
    if (Number.isNaN(low)) heard.delete(key);
    else heard.set(key, { low, high: times[2 * i + 1] ?? NaN, later: later[i] === 1 });
  }
}
