import * as z from 'zod/mini';
import { BusinessDay, CommandKey, secondMs, TicketId, type Ms } from '../../../shared/ids.ts';
import type { PressAnswer, PressRequest } from '../../../shared/protocol/agent.ts';
import type { WireCommand } from '../../../shared/protocol/commands.ts';
import { TicketResult, type Reply } from '../../../shared/protocol/replies.ts';
import type { Lost } from '../../../shared/hubLink.edge.ts';
import type { KioskRecord } from '../journalFrames.ts';
import { slipBytes, slipCode } from '../slip.ts';
import type { Alone } from './alone.ts';
import type { AgentBook, Press } from './book.ts';
import type { AgentEdges, AgentSettings } from './edges.ts';
import type { Hearing } from './hearing.ts';
import type { PaperDesk } from './paper.ts';
import type { Slips } from './slips.ts';
import { refused, refusedAs } from './texts.ts';

/** How long a visitor waits for the hub before the kiosk counts by itself (design.md: N6). */
export const hubMs: Ms = 400;
/** I24: a press that waited longer for its turn ends in a word, not in a number nobody stands before. */
const turnMs: Ms = 3 * secondMs;
/** The hub gives no number now, but any hub would take one of ours later. */
const goesAlone: ReadonlySet<string> = new Set(['notReady', 'tooMany', 'diskAlmostFull', 'restoring', 'otherDay']);

export interface PressParts {
  readonly edges: Pick<AgentEdges, 'clock' | 'wakeIn' | 'newKey' | 'boot' | 'log'>;
  readonly settings: Pick<AgentSettings, 'paper'>;
  readonly book: AgentBook;
  readonly hearing: Hearing;
  readonly alone: Alone;
  readonly paper: PaperDesk;
  readonly slips: Slips;
  readonly write: (record: KioskRecord) => void;
  /** Lost at once while the hub is not heard. */
  readonly send: (command: WireCommand) => Promise<Reply | Lost>;
  readonly isClosed: () => boolean;
}

type Refused = Extract<PressAnswer, { ok: false }>;

/** A press, from the finger to the number: the key is on the disk before the hub is asked, the number before it is seen (I03, I26). */
export function createPresses(parts: PressParts): {
  press(request: PressRequest): Promise<PressAnswer>;
  /** Resolves when no press is between its key and its number. */
  settled(): Promise<unknown>;
} {
  const { edges, book, hearing, alone, paper, slips, write } = parts;
  let pressing: Promise<unknown> = Promise.resolve();

  async function press(request: PressRequest): Promise<PressAnswer> {
    const patience = paper.patience();
    const began = edges.clock.monotonic();
    const turn = pressing.then(() => (edges.clock.monotonic() - began > turnMs ? refused('busy') : number(request)));
    pressing = turn.catch(() => undefined);
    try {
      const given = await turn;
      if ('ok' in given) return given;
      const of = slips.ofPress(given);
      const slip = of && slips.layOut(of);
      if (!of || !slip) return refusedAs('notReady');
      const outcome = await paper.slip(given.ticket, () => slipBytes(slip, parts.settings.paper), patience);
      const { ticket, number: text, ahead, estimate } = of;
      return {
        ok: true,
        ticket,
        number: text,
        ahead,
        estimate,
        slip: outcome,
        offline: given.own !== undefined,
        code: slipCode(slip),
      };
    } catch (error) {
      // The disk takes nothing more: what was not written has not happened.
      edges.log(`A press failed: ${String(error)}.`);
      return refused('broken');
    }
  }

  async function number({ service: id, lane, language, people }: PressRequest): Promise<Press | Refused> {
    if (parts.isClosed()) return refusedAs('notReady');
    const office = hearing.known().office?.document;
    const service = office?.services.find((one) => one.id === id);
    if (!service) return refusedAs(office ? 'unknownService' : 'notReady');
    const ticket = TicketId.parse(edges.newKey());
    const at = hearing.now();
    const { clock } = edges;
    const about = { service: id, lane, language, people };
    write({
      kind: 'pressed',
      ticket,
      at,
      wall: clock.wall(),
      monotonic: clock.monotonic(),
      boot: edges.boot,
      ...about,
    });
    const { said, day } = await askForDay(
      { type: 'TakeTicket', key: CommandKey.parse(ticket), ...about },
      alone.dayAt(at).day,
    );
    const given = said.ok ? z.safeParse(TicketResult, said.result) : undefined;
    if (said.ok && given?.success) {
      const { number: text, ahead, estimate } = given.data;
      write({ kind: 'hubNumber', ticket, number: text, ahead, estimate, day, ...hearing.seenAt(said.seq) });
    } else if (!said.ok && !('lost' in said) && !goesAlone.has(said.error.code)) {
      write({ kind: 'refused', ticket, code: said.error.code });
      return { ok: false, code: said.error.code, message: said.error.message };
    } else {
      const own = alone.number(service, people, at, day);
      if (!own.ok) {
        write({ kind: 'refused', ticket, code: own.error.code });
        return own.error;
      }
      // I06, I29: whatever the clock did since, the one before arrived before this one.
      const arrivedAt = Math.max(at, book.lastArrival);
      write({ kind: 'ownNumber', ticket, ...own.value, arrivedAt, of: { generation: book.generation, ...about } });
    }
    return book.presses.get(ticket) ?? refused('broken');
  }

  /**
   * N7: a hub that hears of the press on another day gives it no number, so one this kiosk counts for `day` is the only
   * one. Where the hub says which day it is with it, it is asked once more, for that day.
   */
  async function askForDay(
    command: Extract<WireCommand, { type: 'TakeTicket' }>,
    day: BusinessDay,
  ): Promise<{ readonly said: Reply | Lost; readonly day: BusinessDay }> {
    const said = await askHub({ ...command, day });
    const isOther = !said.ok && !('lost' in said) && said.error.code === 'otherDay';
    const hubs = isOther ? BusinessDay.safeParse(said.error.about?.['day']) : undefined;
    return hubs?.success ? { said: await askHub({ ...command, day: hubs.data }), day: hubs.data } : { said, day };
  }

  /** The hub's answer if it comes in time; a later one changes nothing, the upload then joins the two (N7). */
  function askHub(command: WireCommand): Promise<Reply | Lost> {
    let cancel = () => {};
    const late = new Promise<Lost>((resolve) => {
      cancel = edges.wakeIn(hubMs, () => resolve({ ok: false, lost: true }));
    });
    return Promise.race([parts.send(command), late]).finally(() => cancel());
  }

  return { press, settled: () => pressing };
}
