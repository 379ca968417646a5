import { createHash } from 'node:crypto';
import { checkOffice } from '../../../apps/hub/domain/officeCheck.ts';
import { indexOffice } from '../../../apps/hub/domain/officeIndex.ts';
import type { By, Recorded } from '../../../apps/hub/domain/events.ts';
import { openHub, type CheckedOffice, type Hub } from '../../../apps/hub/hub.ts';
import { bookChange } from '../../../apps/hub/journal/batch.ts';
import { guardsOf } from '../../../apps/hub/journal/guards.ts';
import { recordedOf } from '../../../apps/hub/journal/lift.ts';
import { memoryDisk, openMemory, type MemoryDisk, type MemoryJournal } from '../../../apps/hub/journal/memory.ts';
import { watched } from '../../../apps/hub/journal/watch.ts';
import { epochAt } from '../../../apps/hub/restoring.ts';
import { nothingForeseen, sightOf } from '../../../apps/hub/views/services.ts';
import { viewFor } from '../../../apps/hub/views/views.ts';
import { invariant, present } from '../../../shared/basics.ts';
import type { DeviceId } from '../../../shared/ids.ts';
import { Command } from '../../../shared/protocol/commands.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Chance } from '../../day/chance.ts';
import type { HubSide } from '../kiosk/machine.ts';
import { plainWire } from '../kiosk/plainWire.ts';
import type { VirtualTime } from '../kiosk/time.ts';
import { document } from '../kiosk/roundTheClock.ts';

/** How a hub comes back on a disk that was set back: by the restore program, or as if nothing had happened. */
export type Way = 'restored' | 'unnoticed';

export interface RestoredHub {
  hub(): Hub | undefined;
  goDown(): void;
  /** The disk as it was after so many commits of all it holds. */
  setBack(commits: number, way: Way): void;
  comeBack(): Promise<void>;
  commits(): number;
  events(): readonly Recorded[];
  /** Every event ever committed, the lost ones too, with its hash. */
  readonly ever: { readonly recorded: Recorded; readonly hash: string }[];
  ask(command: object, by: By): Promise<Reply | undefined>;
  sideOf(name: string, line: { readonly isUp: () => boolean; readonly isLost: () => boolean }): HubSide;
}

/** The hub over a disk that may forget its newest commits. */
export async function startHub({
  time,
  chance,
  kiosks,
}: {
  readonly time: VirtualTime;
  readonly chance: Chance;
  /** Those it has passes for. */
  readonly kiosks: readonly string[];
}): Promise<RestoredHub> {
  const checked = checkOffice(document);
  invariant(checked.ok, 'The office of the rig does not pass the check');
  const body = JSON.stringify(checked.value.office);
  const hash = createHash('sha256').update(body).digest('hex');
  const first: CheckedOffice = { index: indexOffice(hash, checked.value.office), body };
  let disk = memoryDisk();
  let heads: number[] = [];
  let life = 0;
  let keys = 0;
  let journal: MemoryJournal;
  let hub: Hub | undefined;
  const ever: RestoredHub['ever'] = [];

  async function comeBack() {
    const mine = ++life;
    journal = openMemory(disk, { least: epochAt(time.now()) });
    const whole = await watched(journal);
    hub = await openHub({
      journal: {
        ...whole,
        append(turns) {
          const from = disk.events.length;
          void whole.append(turns);
          for (const row of disk.events.slice(from))
            ever.push({ recorded: recordedOf(row.body), hash: Buffer.from(row.hash).toString('hex') });
          if (disk.events.length > from) heads.push(disk.events.length);
        },
      },
      first,
      kiosks: kiosks as DeviceId[],
      edges: {
        clock: { wall: () => time.now(), monotonic: () => time.now() },
        soon: queueMicrotask,
        wakeIn: (ms, work) => time.after(ms, () => (life === mine ? work() : undefined)),
        fail: (error) => {
          throw error;
        },
      },
    });
  }

  async function ask(command: object, by: By): Promise<Reply | undefined> {
    const known = Command.parse({ key: `rig-${life}-${++keys}`, ...command });
    return hub?.send({ command: known, by, digest: JSON.stringify(known) });
  }

  await comeBack();
  return {
    hub: () => hub,
    ask,
    ever,
    comeBack,
    commits: () => heads.length,
    events: () => disk.events.map((row) => recordedOf(row.body)),
    goDown() {
      life++;
      journal.cut();
      hub = undefined;
    },
    setBack(commits, way) {
      heads = heads.slice(0, commits);
      disk = asAt(disk, heads.at(-1) ?? 0);
      if (way === 'restored') disk.restored = epochAt(time.now());
    },
    sideOf(name, { isUp, isLost }) {
      const device = name as DeviceId;
      const by: By = { device, role: 'kiosk', door: 'socket' };
      const there = () => (isUp() ? hub : undefined);
      return {
        openWire: (handlers) =>
          plainWire(
            {
              name: device,
              time,
              chance,
              hub: {
                meet() {
                  const at = there();
                  if (!at) return undefined;
                  const floor = at.floor();
                  const sight = sightOf(floor, at.now(), nothingForeseen);
                  const view = present(viewFor({ audience: 'kiosk' }, device, floor, sight), name);
                  return { frame: { epoch: at.epoch, seq: at.seq(), at: at.now(), view } };
                },
                async hear({ seen }) {
                  const at = there();
                  if (seen) at?.noticed(seen);
                  await at?.settled();
                },
                async send(command) {
                  if (!there() || isLost()) return undefined;
                  const reply = await ask(command, by);
                  return there() && !isLost() ? reply : undefined;
                },
              },
            },
            handlers,
          ),
        office: () => {
          const at = there();
          if (!at) return Promise.reject(new Error('nobody answers'));
          const { hash: name_, document: held } = at.floor().lines.office;
          return Promise.resolve({ hash: name_, document: held });
        },
      };
    },
  };
}

/** What a disk held when its journal ended at that event. */
export function asAt(disk: MemoryDisk, seq: number): MemoryDisk {
  const old = memoryDisk();
  for (const [hash, body] of disk.documents) old.documents.set(hash, body);
  for (const row of disk.events.slice(0, seq)) {
    const recorded = recordedOf(row.body);
    old.events.push(row);
    old.epoch = row.epoch;
    const change = bookChange(recorded);
    if (change)
      old.books.set(change.day, {
        ...(old.books.get(change.day) ?? { opened: change.seq, openedAt: change.at }),
        closed: change.to === 'closed',
      });
    for (const guard of guardsOf(recorded)) {
      if (guard.guard === 'number') {
        old.numbers.set([guard.office, guard.day, guard.prefix, guard.number].join(), guard.ticket);
        old.days.set(guard.ticket, guard.day);
      } else if (guard.guard === 'seat') old.seats.set(guard.counter, guard.ticket);
      else old.seats.delete(guard.counter);
    }
    const key = disk.keysAt.get(row.seq);
    if (!key) continue;
    old.keys.set(key.key, key);
    old.keysAt.set(row.seq, key);
  }
  old.facts.push(...disk.facts.filter((fact) => fact.seq <= seq));
  return old;
}
