import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { BusinessDay } from '../../../shared/ids.ts';
import { journalName, openKioskJournal } from '../journal.edge.ts';
import { AgentBook } from './book.ts';
import { day, handAgent } from './hand.test-kit.ts';

// A thousand flushes, each of which waits for whoever else uses the disk.
vi.setConfig({ testTimeout: 300_000 });

const dayMs = 24 * 60 * 60_000;

test('I40, N6 in 24 days with the hub and without it a kiosk keeps what a week holds, and its counts go on', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'antrean-weeks-'));
  try {
    const journal = openKioskJournal(dir);
    const hand = await handAgent({ journal });
    const sizes: number[] = [];
    const presses: number[] = [];
    for (let i = 0; i < 24; i++) {
      await hand.show({ day: BusinessDay.parse(new Date(Date.parse(day) + i * dayMs).toISOString().slice(0, 10)) });
      for (let count = 0; count < 2; count++) expect(await hand.press()).toMatchObject({ ok: true, offline: false });
      await hand.live(false);
      for (let count = 1; count <= 2; count++)
        expect(await hand.press()).toMatchObject({ ok: true, offline: true, number: `A-700${count}` });
      await hand.live(true);
      expect(hand.agent.state().pending).toBe(0);
      const { records } = openKioskJournalAgain(dir);
      sizes.push(statSync(join(dir, journalName)).size);
      presses.push(new AgentBook(records, journal.generation).presses.size);
      await hand.sleep(dayMs);
    }
    // A week and the day it began on, four numbers each.
    expect(Math.max(...presses)).toBe(32);
    expect(presses.slice(8)).toEqual(presses.slice(8).map(() => 32));
    expect(Math.max(...sizes.slice(10))).toBeLessThan(Math.max(...sizes.slice(0, 10)) * 1.05);
    await hand.agent.close();
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

/** The file as the next start would read it. */
function openKioskJournalAgain(dir: string) {
  const journal = openKioskJournal(dir);
  journal.close();
  return journal;
}
