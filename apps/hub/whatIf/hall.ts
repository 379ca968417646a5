import { createHash } from 'node:crypto';
import type { By, EventOf, Recorded } from '../domain/events.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';
import { indexOffice } from '../domain/officeIndex.ts';
import { openHub, type CheckedOffice } from '../hub.ts';
import type { Journal } from '../journal/journal.ts';
import { memoryDisk, openMemory } from '../journal/memory.ts';
import type { BusinessDay, Instant, Ms } from '../../../shared/ids.ts';
import type { Command } from '../../../shared/protocol/commands.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Foreseen } from '../views/services.ts';
import { manualClock } from './clock.ts';

/** The real hub over a journal in memory, in virtual time; it may go on over many days. */
export interface Hall {
  readonly office: Office;
  /** `adopting` is the document of a ChangeOffice. */
  send(command: Command, by: By, adopting?: Office): Promise<Reply>;
  /** The floor of the newest business day. */
  floor(): ReadonlyFloor;
  now(): Instant;
  /** The hub's own next instant (T4). */
  wakesAt(): Instant;
  /** Moves the clock to an instant not past, waking the hub each time it asked to be. */
  passTo(instant: Instant): Promise<void>;
  /** T2: the machine's clock is set forward by so many Ms, and the hub sees it. */
  jump(ms: Ms): Promise<void>;
  /** To be called before the first command: hears of the opening, then of each commit's events, once the floor has them. */
  onEvents(listener: (recorded: readonly Recorded[]) => void): void;
  /** The office documents adopted so far, by their hash. */
  documents(): ReadonlyMap<string, Office>;
  close(): Promise<void>;
}

/** A document that passed the office check, under the hash the hub's door gives it. */
function checked(office: Office): CheckedOffice {
  const body = JSON.stringify(office);
  return { index: indexOffice(createHash('sha256').update(body).digest('hex'), office), body };
}

/** A journal in memory whose day has opened at an instant, with codes of the days before it (D4). */
export async function journalWith(
  day: BusinessDay,
  at: Instant,
  office: Office,
  carryOver: EventOf<'DayOpened'>['carryOver'],
): Promise<Journal> {
  const journal = openMemory(memoryDisk());
  if (carryOver.length === 0) return journal;
  const { index, body } = checked(office);
  const opening: Recorded = {
    office: office.id,
    day,
    epoch: journal.epoch,
    seq: 1,
    at,
    v: 1,
    by: { device: 'hub' as By['device'], role: 'clock', door: 'clock' },
    key: 'opening' as Recorded['key'],
    event: { type: 'DayOpened', document: index.hash, carryOver },
  };
  await journal.append([
    { events: [opening], guards: [], facts: [], documents: [{ hash: index.hash, body }], reply: () => {} },
  ]);
  return journal;
}

/**
 * Opens the book of the day of `start`; what is `foreseen` of waits is what its tickets promise. The journal is a new one,
 * in memory where none is given.
 */
export async function openHall(
  office: Office,
  start: Instant,
  foreseen: Partial<Foreseen> = {},
  journal: Journal = openMemory(memoryDisk()),
): Promise<Hall> {
  const clock = manualClock(start);
  const documents = new Map<string, Office>();
  const kept = (document: Office): CheckedOffice => {
    const made = checked(document);
    documents.set(made.index.hash, document);
    return made;
  };
  const hub = await openHub({
    journal,
    edges: { clock, soon: queueMicrotask, wakeIn: clock.wakeIn, fail: clock.fail },
    first: kept(office),
  });
  Object.assign(hub, foreseen);
  const opening: Recorded[] = [];
  for await (const recorded of journal.read(hub.floor().day)) opening.push(recorded);
  return {
    office,
    async send(command, by, adopting) {
      const office = adopting && kept(adopting);
      const reply = await hub.send({ command, by, digest: command.key, office });
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
    async jump(ms) {
      clock.jump(ms);
      hub.checkClock();
      await hub.settled();
      clock.check();
    },
    onEvents(listener) {
      listener(opening);
      hub.onCommit(({ turns }) => listener(turns.flatMap(({ events }) => events)));
    },
    documents: () => documents,
    close: () => hub.close(),
  };
}
