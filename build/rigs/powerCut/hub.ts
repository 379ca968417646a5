import { checkBackup } from '../../../apps/hub/journal/backup.edge.ts';
import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isJournalError } from '../../../apps/hub/journal/journalError.ts';
import { connect, journalFile } from '../../../apps/hub/journal/connect.edge.ts';
import { openJournal } from '../../../apps/hub/journal/sqlite.edge.ts';
import type { Writer } from './powerCut.ts';

/** I13 to I16: what was acknowledged is there, the rest is whole up to some event, and the hub starts on it. */
export const hubWriter: Writer = {
  name: 'hub',
  program: 'hubWriter.ts',
  args: (seed) => [String(seed), '600'],
  judge: async ({ dir, truth, acked, lied }) => {
    try {
      await openJournal({ dir }).close();
    } catch (error) {
      if (isJournalError(error)) return lied ? [] : [`the hub does not start: ${error.message}`];
      throw error;
    }
    const wrong: string[] = [];
    const whole = await checkBackup(journalFile(dir), nextTurn);
    if (!whole.ok) return lied ? [] : [whole.error];
    if (!isPrefix(whole.value, truth)) wrong.push(`I14 event ${whole.value.seq} is not the one that was written`);
    if (lied) return wrong;
    const kept = existsSync(journalFile(dir)) ? keysIn(dir) : new Set<string>();
    const lost = acked.filter((key) => !kept.has(key));
    if (lost.length > 0) wrong.push(`I13 ${lost.length} acknowledged keys are lost, the first is ${lost[0]}`);
    return wrong;
  },
};

function isPrefix({ seq, hash }: { readonly seq: number; readonly hash: string }, truth: string): boolean {
  const db = connect(journalFile(truth), { readonly: true });
  try {
    return (
      seq === 0 ||
      db.prepare<[number], string>('SELECT lower(hex(hash)) FROM event WHERE seq = ?').pluck().get(seq) === hash
    );
  } finally {
    db.close();
  }
}

function keysIn(dir: string): ReadonlySet<string> {
  const db = connect(journalFile(dir), { readonly: true });
  try {
    return new Set(db.prepare<[], string>('SELECT key FROM key').pluck().all());
  } finally {
    db.close();
  }
}
