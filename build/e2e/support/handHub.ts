import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { as, type Said } from '../../../apps/hub/domain/testing/hall.test-kit.ts';
import { monday, smallOffice, type Change } from '../../../apps/hub/domain/testing/office.test-kit.ts';
import type { By, Event, Recorded } from '../../../apps/hub/domain/events.ts';
import { instantOf } from '../../../apps/hub/domain/hours.ts';
import { indexOffice } from '../../../apps/hub/domain/officeIndex.ts';
import { openHub, type CheckedOffice, type Committed, type Request } from '../../../apps/hub/hub.ts';
import { recordedOf } from '../../../apps/hub/journal/lift.ts';
import { memoryDisk, openMemory, type MemoryDisk } from '../../../apps/hub/journal/memory.ts';
import { Command } from '../../../shared/protocol/commands.ts';
import type { DeviceId } from '../../../shared/ids.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';

/** The wall and the monotonic clock of a machine, and the one alarm set on it; all stand still until moved. */
export function handClock(start: number) {
  let wall = start;
  let monotonic = 0;
  let alarm: { readonly at: number; readonly work: () => void } | undefined;
  let set = 0;
  return {
    clock: { wall: () => wall, monotonic: () => monotonic },
    wall: () => wall,
    /** In so many Ms the hub is to be woken. */
    alarmIn: () => (alarm ? alarm.at - monotonic : Infinity),
    alarmsSet: () => set,
    jump: (ms: number) => void (wall += ms),
    /** Time passes, and what was to be woken until then is, in its turn. */
    pass(ms: number) {
      wall += ms;
      monotonic += ms;
      if (!alarm || alarm.at > monotonic) return false;
      const { work } = alarm;
      alarm = undefined;
      work();
      return true;
    },
    wakeIn: (ms: number, work: () => void) => {
      const mine = { at: monotonic + ms, work };
      alarm = mine;
      set++;
      return () => {
        if (alarm === mine) alarm = undefined;
      };
    },
  };
}

export function checkedSmall(change?: Change): CheckedOffice {
  const { document } = smallOffice(change);
  const body = JSON.stringify(document);
  return { index: indexOffice(createHash('sha256').update(body).digest('hex'), smallOffice(change).document), body };
}

export interface HandPlan {
  readonly disk?: MemoryDisk;
  readonly change?: Change;
  readonly day?: string;
  readonly from?: string;
  /** A wall of its own, where the test is about clocks. */
  readonly wall?: number;
  /** The journal answers when `commit` is called. */
  readonly late?: boolean;
  readonly hasRoom?: () => boolean;
  /** Those the office has passes for. */
  readonly kiosks?: readonly DeviceId[];
}

/** The hub over a journal in memory, every edge in the hand of the test. */
export async function handHub({
  disk = memoryDisk(),
  change,
  day = monday,
  from = '08:00',
  wall,
  late,
  hasRoom,
  kiosks = [],
}: HandPlan = {}) {
  const clock = handClock(wall ?? instantOf(day, from, 'Asia/Jakarta'));
  const commits: (() => void)[] = [];
  let isLate = false;
  const journal = openMemory(disk, late ? { later: (commit) => (isLate ? commits.push(commit) : commit()) } : {});
  const failures: unknown[] = [];
  const edges = {
    clock: clock.clock,
    soon: queueMicrotask,
    wakeIn: clock.wakeIn,
    fail: (error: unknown) => void failures.push(error),
  };
  const hub = await openHub({ journal, edges, first: checkedSmall(change), kiosks, ...(hasRoom && { hasRoom }) });
  isLate = late === true;
  const batches: Committed[] = [];
  hub.onCommit((committed) => batches.push(committed));
  let keys = 0;

  function send(said: Said, by: By = as.api, office?: Request['office']): Promise<Reply> {
    const command = Command.parse({ key: `key-${journal.epoch}-${++keys}`, ...said });
    return hub.send({ command, by, digest: JSON.stringify({ ...said, key: '' }), office });
  }
  async function does(said: Said, by?: By, office?: Request['office']) {
    const reply = await send(said, by, office);
    if (!reply.ok) throw new Error(`${said.type} was refused: ${JSON.stringify(reply.error)}`);
    return reply;
  }
  const recorded = (): readonly Recorded[] => disk.events.map(({ body }) => recordedOf(body));

  return {
    hub,
    disk,
    clock,
    journal,
    failures,
    batches,
    send,
    does,
    recorded,
    /** Types of the events since a seq, each with its book where it is not today's. */
    types: (after = 0): Event['type'][] =>
      recorded()
        .slice(after)
        .map(({ event }) => event.type),
    /** The code of the refusal; undefined where it was accepted, and it happened. */
    async refusal(said: Said, by?: By, office?: Request['office']) {
      const reply = await send(said, by, office);
      return reply.ok ? undefined : reply.error.code;
    },
    async takes(...tickets: string[]) {
      for (const ticket of tickets) {
        await does({ type: 'TakeTicket', key: ticket, service: 'passport' });
        await does({ type: 'ConfirmSlip', ticket, outcome: 'printed' });
      }
    },
    /** Moves the clock to a time of a day, waking the hub each time it asked to be. */
    async until(onDay: string, time: string) {
      const goal = instantOf(onDay, time, 'Asia/Jakarta');
      while (clock.wall() < goal) {
        clock.pass(Math.min(goal - clock.wall(), Math.max(0, clock.alarmIn())));
        await hub.settled();
        if (failures.length > 0) throw failures[0];
      }
    },
    pending: () => commits.length,
    /** The late journal keeps the batch it holds. */
    async commit() {
      commits.shift()?.();
      await turn();
    },
  };
}
export type HandHub = Awaited<ReturnType<typeof handHub>>;

/** Everything that can happen without a commit, the clock or the network has happened. */
export const quiet = () => turn();
