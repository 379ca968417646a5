import type { Instant } from '../../shared/ids.ts';
import type { AgentBook } from './agent/book.ts';
import type { KioskRecord } from './journalFrames.ts';

/** Days whose counts a pruned file keeps; a kiosk never counts for a day before its last (N6). */
const countedDays = 8;

/**
 * What a file needs when the hub has long had the rest: presses settled before `then` go, with every word of them; the
 * generation, its digit and its counts stay (N6). The same records where nothing would go.
 */
export function pruned(records: readonly KioskRecord[], book: AgentBook, then: Instant): readonly KioskRecord[] {
  const kept = records.flatMap((record): KioskRecord[] => {
    if (record.kind === 'counts') return [];
    if (record.kind === 'uploaded') {
      const tickets = record.tickets.filter(({ ticket }) => !book.isPast(ticket, then));
      return tickets.length > 0 ? [{ ...record, tickets }] : [];
    }
    return 'ticket' in record && book.isPast(record.ticket, then) ? [] : [record];
  });
  if (kept.length === records.length) return records;
  const [begun, ...rest] = kept;
  const counts: KioskRecord = { kind: 'counts', counts: book.counts(countedDays) };
  return begun ? [begun, counts, ...rest] : kept;
}
