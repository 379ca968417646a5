import { join } from 'node:path';
import { openKioskJournal } from '../../../apps/kiosk/journal.edge.ts';
import type { Writer } from './powerCut.ts';

/** I03, I06, I26: a number that may have been printed is in the kiosk's journal, whatever the cut left of the file. */
export const kioskWriter: Writer = {
  name: 'kiosk',
  program: 'kioskWriter.ts',
  args: (seed) => [String(seed), '120'],
  judge: ({ dir, acked, lied }) => {
    const journal = openKioskJournal(join(dir, 'kiosk'));
    const kept = new Map<string, number>();
    for (const record of journal.records) if (record.kind === 'ownNumber') kept.set(record.ticket, record.number.count);
    journal.close();
    const gone = new Set(acked.filter((word) => word.startsWith('-')).map((word) => word.slice(1)));
    const printed = acked
      .filter((word) => !word.startsWith('-'))
      .map((word) => word.split(' '))
      .filter(([ticket = '']) => !gone.has(ticket));
    const wrong = printed.filter(([ticket = '', count]) =>
      lied ? (kept.get(ticket) ?? Number(count)) !== Number(count) : kept.get(ticket) !== Number(count),
    );
    return Promise.resolve(
      wrong.length === 0
        ? []
        : [`I26 ${wrong.length} printed numbers are not in the journal, the first is ${wrong[0]?.join(' ')}`],
    );
  },
};
