import { createHash } from 'node:crypto';
import type { By, Recorded } from '../../apps/hub/domain/events.ts';
import type { ReadonlyFloor } from '../../apps/hub/domain/floor.ts';
import { indexOffice } from '../../apps/hub/domain/officeIndex.ts';
import { openHub } from '../../apps/hub/hub.ts';
import { memoryDisk, openMemory } from '../../apps/hub/journal/memory.ts';
import type { Instant } from '../../shared/ids.ts';
import type { Command } from '../../shared/protocol/commands.ts';
import type { Office } from '../../shared/protocol/office.ts';
import type { Reply } from '../../shared/protocol/replies.ts';
import { manualClock } from '../day/clock.ts';

/** The real hub over a journal in memory, in virtual time; it may go on over many days. */
export interface Hall {
  readonly office: Office;
  send(command: Command, by: By): Promise<Reply>;
  /** The floor of the newest business day. */
  floor(): ReadonlyFloor;
  now(): Instant;
  /** The hub's own next instant (T4). */
  wakesAt(): Instant;
  /** Moves the clock to an instant not past, waking the hub each time it asked to be. */
  passTo(instant: Instant): Promise<void>;
  /** Hears of the events of each commit, in order, once the floor has them. */
  onEvents(listener: (recorded: readonly Recorded[]) => void): void;
  close(): Promise<void>;
}

/** The hash a document is known by, as the hub's door makes it. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Opens the book of the day of `start`. */
export async function openHall(office: Office, start: Instant): Promise<Hall> {
  const body = JSON.stringify(office);
  const clock = manualClock(start);
  const hub = await openHub({
    journal: openMemory(memoryDisk()),
    edges: { clock, soon: queueMicrotask, wakeIn: clock.wakeIn, fail: clock.fail },
    first: { index: indexOffice(sha256(body), office), body },
  });
  return {
    office,
    async send(command, by) {
      const reply = await hub.send({ command, by, digest: command.key });
      clock.check();
      return reply;
    },
    floor: () => hub.floor(),
    now: () => hub.now(),
    wakesAt: () => clock.wakesAt(),
    async passTo(instant) {
      while (hub.now() < instant) {
        const to = Math.min(instant, Math.max(hub.now(), clock.wakesAt()));
        if (clock.pass(to - hub.now())) await hub.settled();
        clock.check();
      }
    },
    onEvents: (listener) =>
      hub.onCommit(({ turns }) => {
        const recorded = turns.flatMap(({ events }) => events);
        if (recorded.length > 0) listener(recorded);
      }),
    close: () => hub.close(),
  };
}
