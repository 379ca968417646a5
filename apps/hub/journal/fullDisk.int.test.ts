import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { mount, whyNot } from '../../../build/rigs/disk/diskFull.ts';
import { isJournalError } from './journalError.ts';
import { openJournal } from './sqlite.edge.ts';

vi.setConfig({ testTimeout: 60_000 });

test('I18 on a full disk a start either has its epoch on the disk or is refused', ({ skip }) => {
  const reason = whyNot();
  skip(reason !== undefined, reason);
  const disk = mkdtempSync(join(tmpdir(), 'antrean-full-'));
  mount(disk, 2_048);
  try {
    const dir = join(disk, 'data');
    mkdirSync(dir);
    void openJournal({ dir }).close();
    const filler = join(disk, 'filler');
    let opened = 0;
    const refusals: unknown[] = [];
    for (let leave = 0; leave <= 64; leave += 4) {
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(filler, Buffer.alloc(bavail * bsize - leave * 1_024, 1));
      try {
        const journal = openJournal({ dir });
        opened++;
        try {
          void journal.append([]);
        } finally {
          void journal.close();
        }
      } catch (error) {
        refusals.push(isJournalError(error) ? error.trouble : error);
      }
      rmSync(filler);
    }
    expect(opened).toBeGreaterThan(0);
    expect(new Set(refusals)).toEqual(new Set(['notWritable']));
  } finally {
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true });
  }
});
