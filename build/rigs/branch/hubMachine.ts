import { createHash } from 'node:crypto';
import type { Recorded } from '../../../apps/hub/domain/events.ts';
import { openHub, type CheckedOffice, type Hub } from '../../../apps/hub/hub.ts';
import { recordedOf } from '../../../apps/hub/journal/lift.ts';
import { memoryDisk, openMemory, type MemoryDisk } from '../../../apps/hub/journal/memory.ts';
import { createSealer } from '../../../apps/hub/journal/seal.edge.ts';
import type { Journal, Turn } from '../../../apps/hub/journal/journal.ts';
import { watched } from '../../../apps/hub/journal/watch.ts';
import { createAccess, type Pass } from '../../../apps/hub/server/access.ts';
import { createScreens, type Guest } from '../../../apps/hub/server/screens.ts';
import type { Frame } from '../../../shared/protocol/hello.ts';
import { epochAt } from '../../../apps/hub/restoring.ts';
import { asAt } from '../restore/hub.ts';
import type { HubEnd, Line } from './line.ts';
import type { World } from './world.ts';

/** The hub's machine: its process comes and goes, its disk stays. */
export interface HubMachine {
  disk(): MemoryDisk;
  hub(): Hub | undefined;
  enter(end: HubEnd): Guest | undefined;
  events(): readonly Recorded[];
  /** The process dies now, and is started again after so many Ms. */
  dies(downMs: number): void;
  /** It dies at its so many-th commit from now: before the disk has it, or after and before anything is answered. */
  diesAtCommit(commits: number, when: 'before' | 'after', downMs: number): void;
  /** It dies on a disk that lied: the last commits were never on it (I19). */
  losesCommits(commits: number, downMs: number): void;
  /** That has happened. */
  hasLost(): boolean;
  /** The disk refuses the next commit (I17). */
  diskFails(): void;
  /** Each commit takes up to so long from here on; 0 is at once. */
  diskTakes(ms: number): void;
  clockJumps(ms: number): void;
  /** What was planned does not come. */
  healed(): void;
}

export interface HubMachineParts {
  readonly world: World;
  readonly first: CheckedOffice;
  readonly passes: readonly Pass[];
  readonly lines: () => readonly Line[];
  /** The disk answers by a promise, as one over a network does; else at once. */
  readonly isLate: boolean;
  /** Each event once it is committed. */
  readonly onEvent: (recorded: Recorded) => void;
  /** The journal ends with these. */
  readonly onSetBack: (events: readonly Recorded[]) => void;
}

const beatMs = 1_000;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export function startHubMachine({
  world,
  first,
  passes,
  lines,
  isLate,
  onEvent,
  onSetBack,
}: HubMachineParts): HubMachine {
  const { time, chance } = world;
  let disk = memoryDisk();
  let ends: number[] = [];
  let hasLost = false;
  const access = createAccess(passes, (token) => token);
  let life = 0;
  let isDown = true;
  let running: { readonly hub: Hub; readonly enter: (end: HubEnd) => Guest } | undefined;
  let cutJournal = () => {};
  let planned: { commits: number; readonly when: 'before' | 'after'; readonly downMs: number } | undefined;
  let failNext = false;
  let diskMs = 0;
  let wallError = 0;
  let seen = 0;
  let lastEpoch = 0;

  function committed(): void {
    if (disk.events.length > seen) ends.push(disk.events.length);
    for (; seen < disk.events.length; seen++) {
      const row = disk.events[seen];
      if (!row) return;
      const recorded = recordedOf(row.body);
      world.note(`hub ${recorded.epoch}/${recorded.seq} ${recorded.event.type}`);
      if (recorded.epoch < lastEpoch)
        world.violation(`I18 event ${recorded.seq} of epoch ${recorded.epoch} after ${lastEpoch}`);
      lastEpoch = recorded.epoch;
      onEvent(recorded);
    }
  }

  function die(downMs: number): void {
    world.note('hub dies');
    life++;
    cutJournal();
    isDown = true;
    running = undefined;
    planned = undefined;
    for (const line of lines()) line.hubDied();
    time.after(downMs, start);
  }

  function start(): void {
    const mine = life + 1;
    boot().catch((error: unknown) => {
      if (life === mine) failed(error);
    });
  }

  /** I17: a failed write ends the process; nothing else may. */
  function failed(error: unknown): void {
    if (failNext) world.note('the disk failed');
    else if (hasLost && String(error).includes('The journal was set back'))
      world.note('the hub sees that it was set back');
    else world.violation(`the hub fails: ${error instanceof Error ? error.message : String(error)}`);
    failNext = false;
    die(chance.int(500, 5_000));
  }

  /** The journal as it is lived with: the process may end at any commit, and a commit may take its time. */
  function mortal(journal: Journal, mine: number): Journal {
    const never = new Promise<void>(() => {});
    return {
      ...journal,
      append(turns: readonly Turn[]) {
        if (failNext) throw new Error('the disk is full');
        const isNow = planned !== undefined && planned.commits-- <= 1;
        const { when, downMs = 0 } = (isNow && planned) || {};
        if (when === 'before') {
          die(downMs);
          return never;
        }
        const after = () => {
          if (life !== mine) return never;
          committed();
          if (when !== 'after') return undefined;
          die(downMs);
          return never;
        };
        const appended = journal.append(turns);
        return appended ? appended.then(after) : after();
      },
    };
  }

  async function boot(): Promise<void> {
    const mine = ++life;
    const isMine = () => life === mine;
    const began = time.now() - chance.int(0, 1_000_000);
    const monotonic = () => time.now() - began;
    isDown = false;
    const commitMs = () => (diskMs > 0 ? chance.int(1, diskMs) : chance.int(0, 3));
    const memory = openMemory(disk, {
      least: epochAt(time.now() + wallError),
      ...(isLate ? { later: (commit: () => void) => void time.after(commitMs(), commit) } : {}),
    });
    cutJournal = () => memory.cut();
    if (memory.epoch <= lastEpoch) world.violation(`I18 a hub starts in epoch ${memory.epoch} after ${lastEpoch}`);
    world.note(`hub starts, epoch ${memory.epoch}`);
    const journal = mortal(await watched(memory), mine);
    if (!isMine()) return;
    const hub = await openHub({
      journal,
      first,
      kiosks: passes.flatMap(({ role, device }) => (role === 'kiosk' ? [device] : [])),
      edges: {
        clock: { wall: () => time.now() + wallError, monotonic },
        soon: (work) => void time.after(0, () => (isMine() ? work() : undefined)),
        wakeIn: (ms, work) => time.after(ms, () => (isMine() ? work() : undefined)),
        fail: (error) => (isMine() ? failed(error) : undefined),
      },
    });
    if (!isMine()) return;
    const screens = createScreens<HubEnd>(
      {
        hub,
        access,
        build: 'rig',
        alarm() {},
        sealer: createSealer(journal.secrets, (bytes) => Uint8Array.from({ length: bytes }, () => chance.int(0, 255))),
        hash: sha256,
        log: { command() {} },
        monotonic,
      },
      {
        frame(to, frame) {
          uncommitted(frame.seq, 'a view');
          const text = JSON.stringify(frame satisfies Frame);
          for (const end of to) end.push('frame', text);
        },
        beat(beat, except) {
          uncommitted(beat.seq, 'a beat');
          const text = JSON.stringify(beat);
          for (const end of guests) if (!except.includes(end)) end.push('beat', text);
        },
      },
    );
    const guests = new Set<HubEnd>();
    const beat = () => {
      if (!isMine()) return;
      time.after(beatMs, beat);
      screens.beat(monotonic());
    };
    time.after(beatMs, beat);
    running = {
      hub,
      enter(end) {
        guests.add(end);
        const guest = screens.enter(end);
        return {
          ...guest,
          async hello(raw) {
            const answer = await guest.hello(raw);
            if (answer.ok && answer.frame) uncommitted(answer.frame.seq, 'a welcome');
            if (answer.ok) end.push('beat', JSON.stringify(screens.beatAt(monotonic())));
            return answer;
          },
          command: (raw, answer) =>
            guest.command(raw, (reply) => {
              uncommitted(reply.seq, 'a reply');
              answer(reply);
            }),
          gone() {
            guests.delete(end);
            guest.gone();
          },
        };
      },
    };
  }
  /** Nobody ever learns of what the disk has not. */
  function uncommitted(seq: number, what: string): void {
    if (seq > disk.events.length) world.violation(`I09 ${what} of ${seq}, committed are ${disk.events.length}`);
  }

  start();
  return {
    disk: () => disk,
    hasLost: () => hasLost,
    losesCommits(commits, downMs) {
      if (isDown || ends.length <= commits) return;
      die(downMs);
      ends = ends.slice(0, ends.length - commits);
      disk = asAt(disk, ends.at(-1) ?? 0);
      seen = disk.events.length;
      hasLost = true;
      lastEpoch = disk.epoch;
      world.note(`the disk has ${seen} events`);
      onSetBack(disk.events.map(({ body }) => recordedOf(body)));
    },
    hub: () => running?.hub,
    enter: (end) => running?.enter(end),
    events: () => disk.events.map(({ body }) => recordedOf(body)),
    dies: (downMs) => (isDown ? undefined : die(downMs)),
    diesAtCommit(commits, when, downMs) {
      planned = { commits, when, downMs };
    },
    diskFails() {
      failNext = true;
    },
    diskTakes(ms) {
      diskMs = ms;
    },
    healed() {
      planned = undefined;
      failNext = false;
    },
    clockJumps(ms) {
      world.note(`the hub's clock jumps ${ms}`);
      wallError += ms;
    },
  };
}
