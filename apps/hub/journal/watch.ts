import { invariant } from '../../../shared/basics.ts';
import { hex, link } from './chain.ts';
import { guardsOf } from './guards.ts';
import type { Journal, Turn } from './journal.ts';
import { journalError, type JournalError } from './journalError.ts';

/** Keys held for I02 at most, in two generations; the newer half is always whole (I40). */
const mostKeys = 100_000;

/**
 * A journal whose every append is checked again from the events alone, after the commit and before any reply leaves
 * (I01, I02, I07, unbroken seq, I35): an append that breaks one throws a JournalError that the journal is damaged, and no
 * reply leaves any more. It shares no state with the floor or the database, so it notices what both got wrong.
 */
export async function watched(journal: Journal): Promise<Journal> {
  const numbers = new Map<string, string>();
  const atCounter = new Map<string, string>();
  const atCounters = new Map<string, string>();
  const start = journal.head();
  let seq: number = start.seq;
  let hash: Uint8Array = Buffer.from(start.hash, 'hex');
  let keys = new Set<string>();
  let oldKeys = new Set<string>();

  function hold(recorded: Parameters<typeof guardsOf>[0]): void {
    for (const guard of guardsOf(recorded)) {
      if (guard.guard === 'number') {
        const name = `${guard.office} ${guard.day} ${guard.number}`;
        invariant(
          !numbers.has(name),
          `I01 the number ${name} was given to ${numbers.get(name)} and to ${guard.ticket}`,
        );
        numbers.set(name, guard.ticket);
      } else if (guard.guard === 'seat') {
        const other = atCounter.get(guard.counter);
        invariant(other === undefined, `I07 ${guard.ticket} was called to ${guard.counter}, where ${other} is`);
        const elsewhere = atCounters.get(guard.ticket);
        invariant(
          elsewhere === undefined,
          `I07 ${guard.ticket} was called to ${guard.counter}, but is at ${elsewhere}`,
        );
        atCounter.set(guard.counter, guard.ticket);
        atCounters.set(guard.ticket, guard.counter);
      } else {
        const left = atCounter.get(guard.counter);
        atCounter.delete(guard.counter);
        if (left !== undefined) atCounters.delete(left);
      }
    }
    if (recorded.event.type === 'DayOpened') forgetBefore(recorded.day);
  }

  /** A number is of its day for ever (N4): those of days long past are left to the database. */
  function forgetBefore(day: string): void {
    const limit = new Date(Date.parse(day) - 8 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    for (const name of numbers.keys()) if ((name.split(' ')[1] ?? '') < limit) numbers.delete(name);
  }

  function look(turns: readonly Turn[]): void {
    for (const { events, bound } of turns) {
      for (const recorded of events) {
        invariant(recorded.seq === seq + 1, `Event ${recorded.seq} follows event ${seq}`);
        seq = recorded.seq;
        hash = link(hash, JSON.stringify(recorded));
        hold(recorded);
      }
      if (!bound) continue;
      const { key } = bound;
      invariant(!keys.has(key) && !oldKeys.has(key), `I02 the key ${key} was bound twice`);
      keys.add(key);
      if (keys.size < mostKeys / 2) continue;
      oldKeys = keys;
      keys = new Set();
    }
    const head = journal.head();
    invariant(head.seq === seq, `The journal stands at event ${head.seq}, the hub at ${seq}`);
    invariant(head.hash === hex(hash), `I35 the chain at event ${seq} is not the one its events make`);
  }

  let broken: JournalError | undefined;
  function lookAt(turns: readonly Turn[]): void {
    try {
      look(turns);
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      broken = journalError('damaged', `The journal breaks its own rules at position ${seq}: ${what}`, error);
      throw broken;
    }
  }

  for (const day of journal.openDays()) for await (const recorded of journal.read(day)) hold(recorded);
  return {
    ...journal,
    append: (turns) => {
      if (broken) throw broken;
      const appended = journal.append(turns);
      return appended ? appended.then(() => lookAt(turns)) : lookAt(turns);
    },
  };
}
