import { createHash } from 'node:crypto';
import type { By, Recorded } from '../../apps/hub/domain/events.ts';
import type { ReadonlyFloor } from '../../apps/hub/domain/floor.ts';
import { addDays, businessDayOf } from '../../apps/hub/domain/hours.ts';
import { indexOffice } from '../../apps/hub/domain/officeIndex.ts';
import { openHub, type CheckedOffice } from '../../apps/hub/hub.ts';
import { memoryDisk, openMemory } from '../../apps/hub/journal/memory.ts';
import type { Instant } from '../../shared/ids.ts';
import type { Command } from '../../shared/protocol/commands.ts';
import type { Office } from '../../shared/protocol/office.ts';
import type { Reply } from '../../shared/protocol/replies.ts';
import { openSpans } from '../oracle/calendar.ts';
import { manualClock } from '../../apps/hub/whatIf/clock.ts';
import { api, commandOf, kiosk } from './world.ts';

/** The hub as a played day meets it: commands in, replies out, and a clock that stands still until it is moved. */
export interface Branch {
  send(command: Command, by: By): Promise<Reply>;
  floor(): ReadonlyFloor;
  now(): Instant;
  /** Moves the clock on by so many milliseconds. */
  pass(ms: number): Promise<void>;
  /** T2: the wall clock jumps forward, nothing having passed. */
  jump(ms: number): Promise<void>;
  /** T4: the instant at which the hub wakes by itself. */
  wakesAt(): Instant;
  /** All events of the day's book so far, and those of the whole journal. */
  events(): readonly Recorded[];
  journal(): readonly Recorded[];
  /** Office documents by hash. */
  documents(): ReadonlyMap<string, Office>;
  close(): Promise<void>;
}

export interface BranchPlan {
  readonly office: Office;
  /** When the day starts to be played. */
  readonly start: Instant;
  /** D4: printed on the day before and never called, so that they give the appointment lane on this one. */
  readonly carryOver?: readonly string[];
}

/** The real hub over a journal in memory, with both of its clocks in hand. */
export async function openBranch({ office, start, carryOver = [] }: BranchPlan): Promise<Branch> {
  const day = businessDayOf(start, office);
  const before =
    carryOver.length > 0 ? openSpans(office, office.services[0]?.id ?? '', addDays(day, -1))[0] : undefined;
  const clock = manualClock(before?.from ?? start);
  const documents = new Map<string, Office>();
  const checked = (document: Office): CheckedOffice => {
    const body = JSON.stringify(document);
    const index = indexOffice(createHash('sha256').update(body).digest('hex'), document);
    documents.set(index.hash, document);
    return { index, body };
  };
  const edges = { clock, soon: queueMicrotask, wakeIn: clock.wakeIn, fail: clock.fail };
  const store = openMemory(memoryDisk());
  const hub = await openHub({ journal: store, edges, first: checked(office) });
  const journal: Recorded[] = [];
  for await (const recorded of store.read(hub.floor().day)) journal.push(recorded);
  hub.onCommit(({ turns }) => journal.push(...turns.flatMap(({ events }) => events)));
  hub.estimateFor = (_service, _lane, { seq }) => (seq % 3 === 0 ? null : { low: hub.now(), high: hub.now() + 60_000 });

  async function send(command: Command, by: By): Promise<Reply> {
    const digest = JSON.stringify(command);
    const adopting = command.type === 'ChangeOffice' ? { office: checked(command.document as Office) } : {};
    const reply = await hub.send({ command, by, digest, ...adopting });
    clock.check();
    return reply;
  }
  async function pass(ms: number): Promise<void> {
    if (clock.pass(ms)) await hub.settled();
    clock.check();
  }

  if (before) {
    for (const key of carryOver) {
      await send(commandOf({ type: 'TakeTicket', service: office.services[0]?.id }, key), kiosk('kiosk-1'));
      await send(commandOf({ type: 'ConfirmSlip', ticket: key, outcome: 'printed' }, `${key}-slip`), api);
    }
    while (hub.now() < start) await pass(Math.min(start, Math.max(hub.now(), clock.wakesAt())) - hub.now());
  }
  return {
    send,
    pass,
    floor: () => hub.floors().find((floor) => floor.day === day) ?? hub.floor(),
    now: () => hub.now(),
    jump: async (ms) => {
      clock.jump(ms);
      hub.checkClock();
      await hub.settled();
    },
    wakesAt: () => clock.wakesAt(),
    events: () => journal.filter((recorded) => recorded.day === day),
    journal: () => journal,
    documents: () => documents,
    close: () => hub.close(),
  };
}
