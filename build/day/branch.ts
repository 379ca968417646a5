import { advance, nextInstant, openingOf } from '../../apps/hub/domain/day.ts';
import { decide } from '../../apps/hub/domain/decide/decide.ts';
import type { By, Event, Recorded } from '../../apps/hub/domain/events.ts';
import { evolve, openFloor } from '../../apps/hub/domain/evolve.ts';
import type { ReadonlyFloor } from '../../apps/hub/domain/floor.ts';
import { businessDayOf } from '../../apps/hub/domain/hours.ts';
import { indexOffice, type OfficeIndex } from '../../apps/hub/domain/officeIndex.ts';
import type { BusinessDay, CommandKey, Epoch, Instant, Source, TicketId } from '../../shared/ids.ts';
import type { Command } from '../../shared/protocol/commands.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { sentence } from '../../shared/protocol/refusalTexts.ts';
import type { Refusal } from '../../shared/protocol/refusals.ts';
import type { Reply } from '../../shared/protocol/replies.ts';

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
  /** All events of the book so far. */
  events(): readonly Recorded[];
  /** Office documents by hash. */
  documents(): ReadonlyMap<string, Office>;
  close(): Promise<void>;
}

export interface BranchPlan {
  readonly office: Office;
  /** When the hub starts, and with it the day. */
  readonly start: Instant;
  /** D4: expired tickets of the day before that still give the appointment lane. */
  readonly carryOver?: readonly string[];
}

const clock = { device: 'hub', role: 'clock', door: 'clock' } as By;
const digits: { readonly [kiosk: string]: Source } = { 'kiosk-1': 5, 'kiosk-2': 6, 'kiosk-3': 7 };

/** A hub for one day: decide, evolve, keep, reply; keys as in K1 and K2, and no disk. */
export async function openBranch({ office, start, carryOver = [] }: BranchPlan): Promise<Branch> {
  let now = start;
  let clockKeys = 0;
  const shelf = new Map<string, OfficeIndex>([['1', indexOffice('1', office)]]);
  const day = businessDayOf(now, office);
  const kept: Recorded[] = [];
  const bound = new Map<string, { readonly body: string; readonly reply: Reply }>();
  const carried = carryOver.map((ticket) => ({ ticket: ticket as TicketId, day: day as BusinessDay }));
  const record = (event: Event, by: By, key: string): Recorded => {
    const recorded = {
      office: office.id,
      day,
      epoch: 1 as Epoch,
      seq: kept.length + 1,
      at: now,
      v: 1,
      by,
      key: key as CommandKey,
      event,
    };
    kept.push(recorded);
    return recorded;
  };
  const opened = record({ ...openingOf(day, '1', undefined), carryOver: carried }, clock, 'clock-0');
  const floor = openFloor(opened, shelf);
  evolve(floor, opened);
  const write = (events: readonly Event[], by: By, key: string) => {
    for (const event of events) evolve(floor, record(event, by, key));
  };
  const wake = () => write(advance(floor, now), clock, `clock-${++clockKeys}`);
  const adopting = (document: unknown) => {
    const index = indexOffice(`${shelf.size + 1}`, document as Office);
    shelf.set(index.hash, index);
    return index;
  };

  async function send(command: Command, by: By): Promise<Reply> {
    const body = JSON.stringify(command);
    const known = bound.get(command.key);
    if (known) return known.body === body ? known.reply : refused({ code: 'keyReused' });
    wake();
    const digit = digits[by.device];
    const decided = decide(command, floor, {
      now,
      by,
      nextSeq: kept.length + 1,
      today: businessDayOf(now, office),
      estimate: kept.length % 3 === 0 ? null : { low: now, high: now + 1 },
      ...(digit === undefined ? {} : { digit }),
      ...(command.type === 'ChangeOffice' ? { adopting: adopting(command.document) } : {}),
    });
    if (!decided.ok) return refused(decided.error);
    write(decided.value.events, by, command.key);
    const reply: Reply = { ok: true, seq: kept.length, result: decided.value.answer };
    bound.set(command.key, { body, reply });
    wake();
    return reply;
  }

  function refused({ code, about }: Refusal): Reply {
    return { ok: false, seq: kept.length, error: { code, message: sentence(code, about, office.timeZone) } };
  }

  return {
    send,
    floor: () => floor,
    now: () => now,
    pass: async (ms) => {
      now += ms;
      wake();
    },
    jump: async (ms) => {
      now += ms;
      write([{ type: 'ClockCorrected', by: ms }], clock, `clock-${++clockKeys}`);
      wake();
    },
    wakesAt: () => nextInstant(floor, now),
    events: () => kept,
    documents: () => new Map([...shelf].map(([hash, { document }]) => [hash, document])),
    close: async () => {},
  };
}
