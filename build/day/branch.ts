import { advance, nextInstant, openingOf } from '../../apps/hub/domain/day.ts';
import { decide } from '../../apps/hub/domain/decide/decide.ts';
import type { By, Event, Recorded } from '../../apps/hub/domain/events.ts';
import { evolve, openFloor } from '../../apps/hub/domain/evolve.ts';
import type { ReadonlyFloor } from '../../apps/hub/domain/floor.ts';
import { businessDayOf } from '../../apps/hub/domain/hours.ts';
import { indexOffice, type OfficeIndex } from '../../apps/hub/domain/officeIndex.ts';
import { minuteMs, type CommandKey, type DeviceId, type Epoch, type Instant, type Source, type TicketId } from '../../shared/ids.ts';
import type { Command } from '../../shared/protocol/commands.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { refusalText } from '../../shared/protocol/refusalTexts.ts';
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
