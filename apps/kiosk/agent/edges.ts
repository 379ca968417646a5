import * as z from 'zod/mini';
import type { Result } from '../../../shared/basics.ts';
import type { HubLink, LinkState } from '../../../shared/hubLink.edge.ts';
import { Instant, type DeviceId, type Ms } from '../../../shared/ids.ts';
import { AgentOffice } from '../../../shared/protocol/agent.ts';
import type { Frame, Seen } from '../../../shared/protocol/hello.ts';
import { KioskView } from '../../../shared/protocol/views.ts';
import type { KioskJournal } from '../journal.edge.ts';
import type { Printer } from '../printer.ts';
import type { Paper } from '../slip.ts';

/** What a kiosk remembers of the hub over a restart (D8); its own numbers are in the journal. */
export const Known = z.strictObject({
  office: z.nullable(AgentOffice),
  view: z.nullable(KioskView),
  /** D7: the shares as the last day began: a kiosk that starts a day alone holds that much of it. */
  dayShares: z.record(z.string(), z.int()),
  /** The hub's time minus this machine's, as last measured. */
  offset: z.int(),
  /** The hub's time when it was last heard, to some minutes: no time before it can be now. */
  metAt: z._default(Instant, 0),
});
export type Known = z.infer<typeof Known>;

export interface LinkHandlers {
  readonly onFrame: (frame: Frame) => void;
  readonly onState: (state: LinkState) => void;
  readonly onWelcome: () => void;
  /** I19: how far the hub was known to be when this program began. */
  readonly seen: Seen | undefined;
}

/** What an attendant may choose at the kiosk itself. */
export type Choice = 'printer' | 'hub';

/** Everything the agent touches of the world. */
export interface AgentEdges {
  readonly clock: { wall(): Ms; monotonic(): Ms };
  /** Returns what takes the appointment back. */
  wakeIn(ms: Ms, work: () => void): () => void;
  newKey(): string;
  /** Names this start of the machine's program. */
  readonly boot: string;
  readonly journal: KioskJournal;
  readonly printer: Printer;
  /** Another printer, by its address; an error is a sentence for who chose it. */
  openPrinter(uri: string): Result<Printer, string>;
  openLink(handlers: LinkHandlers): Pick<HubLink, 'send' | 'now' | 'state' | 'device' | 'close'>;
  /** `GET /api/v1/office` of the hub; rejects when it cannot be had. */
  readOffice(): Promise<unknown>;
  /** `GET /api/v1/tickets/:id` of the hub, by ticket or number; undefined where it knows none; rejects when it cannot be asked. */
  readTicket(id: string): Promise<unknown>;
  readonly store: { read(): Known | undefined; write(known: Known): void };
  /** Keeps an attendant's choice for the next start; throws when the disk does not take it. */
  saveChoice(choice: Choice, value: string): void;
  /** Ends the program, to be started again. */
  restart(): void;
  /** 32 bits as 8 hex digits, by a secret the hub can know. */
  mac(text: string): string;
  log(line: string): void;
}

export interface AgentSettings {
  readonly paper: Paper;
  readonly hub: string;
  /** Until the hub has said which device this is. */
  readonly device: DeviceId | undefined;
  /** Opens the attendant's page; without it there is none. */
  readonly attendantCode: string | undefined;
  /** Choices that a flag or a variable has made already. */
  readonly fixed: readonly Choice[];
}
