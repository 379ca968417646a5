import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { statSync } from 'node:fs';
import type { By } from '../../../apps/hub/domain/events.ts';
import { openHub, type CheckedOffice, type Hub } from '../../../apps/hub/hub.ts';
import type { Journal } from '../../../apps/hub/journal/journal.ts';
import { openJournal } from '../../../apps/hub/journal/sqlite.edge.ts';
import { watched } from '../../../apps/hub/journal/watch.ts';
import { checkedOffice } from '../../../apps/hub/server/door.ts';
import { invariant } from '../../../shared/basics.ts';
import type { BusinessDay, Instant } from '../../../shared/ids.ts';
import type { Command } from '../../../shared/protocol/commands.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Branch } from '../../day/branch.ts';
import type { ManualClock } from '../../../apps/hub/whatIf/clock.ts';

/** What a played day meets, over the journal on a disk, for as many days as it takes. */
export interface DiskBranch extends Pick<Branch, 'send' | 'pass' | 'floor' | 'now' | 'jump' | 'wakesAt'> {
  readonly hub: Hub;
  readonly journal: Journal;
  /** From now on `floor` is the one of this day. */
  play(day: BusinessDay): void;
  /** Lets time pass until then, the hub waking by itself in between (T4). */
  until(instant: Instant): Promise<void>;
  /** The largest the WAL has been since the last time this was asked, bytes. */
  largestWal(): number;
  close(): Promise<void>;
}

export function checkedText(document: Office): CheckedOffice {
  const checked = checkedOffice(document, (text) => createHash('sha256').update(text).digest('hex'));
  invariant('index' in checked, 'The office of the run does not pass the check');
  return checked;
}

/** The hub as it starts, over the SQLite journal of a folder, both clocks in hand. */
export async function openDiskBranch(dir: string, office: Office, clock: ManualClock): Promise<DiskBranch> {
  const journal = openJournal({ dir });
  const verdict = journal.verifyTail();
  invariant(verdict.ok, 'The tail of the journal is not as it was written');
  const edges = { clock, soon: queueMicrotask, wakeIn: clock.wakeIn, fail: clock.fail };
  const hub = await openHub({ journal: await watched(journal), edges, first: checkedText(office) });
  let day = hub.floor().day;
  let wal = 0;
  const file = join(dir, 'journal.db-wal');
  hub.onCommit(() => {
    wal = Math.max(wal, statSync(file).size);
  });

  async function pass(ms: number): Promise<void> {
    if (clock.pass(ms)) await hub.settled();
    clock.check();
  }
  return {
    hub,
    journal,
    pass,
    async send(command: Command, by: By): Promise<Reply> {
      const adopting = command.type === 'ChangeOffice' ? { office: checkedText(command.document as Office) } : {};
      const reply = await hub.send({ command, by, digest: JSON.stringify(command), ...adopting });
      clock.check();
      return reply;
    },
    floor: () => hub.floors().find((floor) => floor.day === day) ?? hub.floor(),
    now: () => hub.now(),
    jump: async (ms) => {
      clock.jump(ms);
      hub.checkClock();
      await hub.settled();
    },
    wakesAt: () => clock.wakesAt(),
    play: (next) => {
      day = next;
    },
    async until(instant) {
      while (hub.now() < instant) await pass(Math.min(instant, Math.max(hub.now(), clock.wakesAt())) - hub.now());
    },
    largestWal() {
      const found = wal;
      wal = 0;
      return found;
    },
    close: () => hub.close(),
  };
}
