import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openKioskJournal } from '../../../apps/kiosk/journal.edge.ts';
import { KioskRecord } from '../../../apps/kiosk/journalFrames.ts';
import { chanceOf } from '../../day/chance.ts';

/** A kiosk's journal at work, to be watched by the shim: `kioskWriter DIR SEED NUMBERS`. Each number is written to the file `acks` once it may be printed, with a minus once it is pruned. */
const [dir = '', seed = '1', numbers = '300'] = process.argv.slice(2);
const chance = chanceOf(Number(seed));
const acks = openSync(join(dir, 'acks'), 'a');
const mark = (word: string) => void writeSync(acks, `${word}\n`);
let journal = openKioskJournal(join(dir, 'kiosk'));
const write = (record: object) => journal.append(KioskRecord.parse(record));
write({ kind: 'digit', digit: 5 });

const day = '2026-11-24';
const service = 'informasi';
for (let count = 1; count <= Number(numbers); count++) {
  const ticket = `t-${seed}-${count}`;
  const at = 1_795_500_000_000 + count * 1_000;
  write({
    kind: 'pressed',
    ticket,
    at,
    wall: at,
    monotonic: count,
    boot: 'b',
    service,
    lane: 'regular',
    language: 'id',
    people: 1,
  });
  write({ kind: 'ownNumber', ticket, day, number: { prefix: 'U', source: 5, count }, arrivedAt: at });
  mark(`${ticket} ${count}`);
  write({ kind: 'sending', ticket });
  write({ kind: chance.pick(['fenced', 'sent']), ticket });
  if (chance.happens(0.02)) {
    journal.close();
    journal = openKioskJournal(join(dir, 'kiosk'));
  }
  if (!chance.happens(0.02)) continue;
  const before = `t-${seed}-${Math.max(1, count - 5)}`;
  // The mark goes first: from here on the number may be gone.
  mark(`-${before}`);
  journal.prune((records) => records.filter((record) => !('ticket' in record && record.ticket === before)));
}
journal.close();
