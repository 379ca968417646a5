import * as z from 'zod/mini';
import { present } from '../../../shared/basics.ts';
import {
  CommandKey,
  minuteMs,
  Numbering,
  numberText,
  secondMs,
  type BusinessDay,
  type DeviceId,
  type Ms,
  type TicketId,
} from '../../../shared/ids.ts';
import type { PrinterState, UploadedTicket, WireCommand } from '../../../shared/protocol/commands.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import { DeviceResult, UploadResult, type Reply } from '../../../shared/protocol/replies.ts';
import type { KioskView } from '../../../shared/protocol/views.ts';
import type { Lost } from '../../../shared/hubLink.edge.ts';
import type { KioskRecord } from '../journalFrames.ts';
import { businessDayAt } from '../localTime.ts';
import type { AgentBook, OwedPress, OwnPress, Press, Unheard } from './book.ts';
import type { AgentEdges } from './edges.ts';
import type { Hearing } from './hearing.ts';

/** What the hub must still hear, one thing after the other while it answers; what is lost is said again, with the same key (K1). */
export interface Telling {
  /** Something may have to be said, or the hub can be heard again. */
  go(): void;
  /** The hub knows nothing of this link yet. */
  anew(): void;
  close(): void;
}

const retryMs: Ms = 2 * secondMs;
/** After a refusal of the hub that time may heal. */
const backOffMs: Ms = 30 * secondMs;
/** A ticket the hub refuses lets the others pass, and is sent again now and then for as long as it takes (I03). */
const refusedAgainMs: Ms = 10 * minuteMs;
/** A kiosk whose clock ran ahead gave numbers of a day that soon begins for the hub too. */
const tooEarlyAgainMs: Ms = 15 * secondMs;
const mostInUpload = 100;

export function createTelling({
  edges,
  book,
  hearing,
  write,
  send,
  isLive,
  device,
  printer,
  onChange,
}: {
  readonly edges: Pick<AgentEdges, 'clock' | 'wakeIn' | 'newKey' | 'mac' | 'log'>;
  readonly book: AgentBook;
  readonly hearing: Hearing;
  readonly write: (record: KioskRecord) => void;
  readonly send: (command: WireCommand) => Promise<Reply | Lost>;
  readonly isLive: () => boolean;
  readonly device: () => DeviceId | undefined;
  readonly printer: () => PrinterState;
  readonly onChange: () => void;
}): Telling {
  const { clock } = edges;
  let reported: PrinterState | undefined;
  /** N6: the hub has no digit left for this generation; it is asked again on the next link. */
  let hasNoDigit = false;
  let cancelWake = () => {};
  let notBefore = 0;
  let settling = false;
  let closed = false;
  /** Refused one by one, until then. */
  const refusedUntil = new Map<TicketId, Ms>();
  let most = mostInUpload;

  async function settle() {
    if (settling || closed) return;
    settling = true;
    cancelWake();
    try {
      while (isLive() && !closed && clock.monotonic() >= notBefore && (await sayNext()));
    } catch (error) {
      edges.log(`What the hub answered could not be kept: ${String(error)}.`);
    } finally {
      settling = false;
    }
    if (!closed && isBehind()) cancelWake = edges.wakeIn(retryMs, () => void settle());
  }

  function isBehind(): boolean {
    return reported !== printer() || book.unconfirmed().length > 0 || book.pending() > 0 || hearing.isOld();
  }

  /** False when nothing is left to say, or the hub did not answer. */
  async function sayNext(): Promise<boolean> {
    if (hearing.isOld()) return hearing.fetchOffice();
    if (reported !== printer()) return report();
    const restore = hearing.known().view?.restore;
    if (restore && !(book.restore?.id === restore.id && book.restore.isDone)) return bring(restore);
    const [press] = book.unconfirmed();
    if (press) return confirm(press);
    return upload();
  }

  async function report(): Promise<boolean> {
    const name = device();
    if (!name) return false;
    const said = printer();
    const reply = await send({
      type: 'ReportDevice',
      key: CommandKey.parse(edges.newKey()),
      device: name,
      role: 'kiosk',
      connected: true,
      ...(hasNoDigit ? {} : { generation: book.generation }),
      ...(hasNoDigit || book.digit === undefined ? {} : { digit: book.digit }),
      printer: said,
    });
    if ('lost' in reply) return false;
    if (!reply.ok && reply.error.code === 'noDigitFree' && !hasNoDigit) {
      edges.log('The hub has no digit left for this kiosk: it gives numbers only while the hub is there (N6).');
      hasNoDigit = true;
      return true;
    }
    if (!reply.ok) return backOff('ReportDevice', reply.error.code);
    reported = said;
    const result = z.safeParse(DeviceResult, reply.result);
    if (result.success && result.data.digit !== undefined && result.data.digit !== book.digit) {
      write({ kind: 'digit', digit: result.data.digit, generation: book.generation });
      onChange();
    }
    return true;
  }

  async function confirm({ ticket, slip }: Unheard): Promise<boolean> {
    const reply = await send({
      type: 'ConfirmSlip',
      // A later word of the same slip is another command (K2).
      key: CommandKey.parse(`${ticket}.${slip}${book.nextCopy(ticket) - 1}`),
      ticket,
      outcome: slip,
    });
    if ('lost' in reply) return false;
    if (!reply.ok && mayHeal(reply.error.code)) return backOff('ConfirmSlip', reply.error.code);
    write({ kind: 'confirmed', ticket, outcome: slip, at: hearing.now() });
    return true;
  }

  async function upload(): Promise<boolean> {
    for (const [ticket, until] of refusedUntil) if (until <= clock.monotonic()) refusedUntil.delete(ticket);
    const batch = book.nextUpload(most, refusedUntil);
    if (!batch) {
      most = mostInUpload;
      return false;
    }
    const { day, generation, presses } = batch;
    return deliver({ day, generation, tickets: presses.map(uploadedTicket) });
  }

  /** I19: all that was printed since what the restored hub still knows, then the word that this was all. */
  async function bring({ id, knownAt }: NonNullable<KioskView['restore']>): Promise<boolean> {
    if (book.restore?.id !== id) {
      write({ kind: 'restored', id, knownAt });
      refusedUntil.clear();
      most = mostInUpload;
      onChange();
      return true;
    }
    const office = present(hearing.known().office, 'office of the view').document;
    const batch = book.nextOwed(most, refusedUntil, (press) => dayOf(press, office));
    if (batch)
      return deliver({
        day: batch.day,
        generation: book.generation,
        tickets: batch.presses.map(owedTicket),
        restore: id,
      });
    // What is being printed now is brought too, once it is known what became of it.
    if (book.owed().some(({ ticket }) => !refusedUntil.has(ticket))) return false;
    const reply = await send({ type: 'ReportBrought', key: CommandKey.parse(edges.newKey()), restore: id });
    if ('lost' in reply) return false;
    if (!reply.ok) return backOff('ReportBrought', reply.error.code);
    write({ kind: 'brought', id });
    most = mostInUpload;
    return true;
  }

  async function deliver(
    upload: Pick<Extract<WireCommand, { type: 'UploadTickets' }>, 'day' | 'generation' | 'tickets' | 'restore'>,
  ): Promise<boolean> {
    const { day, generation, tickets, restore } = upload;
    const first = present(tickets[0], 'first ticket of an upload');
    // The same words have the same key, however often they are sent (K1), and other words another (K2).
    const key = CommandKey.parse(`${first.ticket}.u${edges.mac(JSON.stringify([day, generation, tickets, restore]))}`);
    const reply = await send({ type: 'UploadTickets', key, ...upload });
    if ('lost' in reply) return false;
    if (!reply.ok && mayHeal(reply.error.code)) return backOff('UploadTickets', reply.error.code);
    if (!reply.ok) {
      edges.log(`The hub refused ${tickets.length} tickets from ${numberText(first.number)} on: ${reply.error.code}.`);
      if (tickets.length > 1) most = 1;
      else {
        const ms = reply.error.code === 'dayInFuture' ? tooEarlyAgainMs : refusedAgainMs;
        refusedUntil.set(first.ticket, clock.monotonic() + ms);
      }
      return true;
    }
    const merged = z.safeParse(UploadResult, reply.result);
    const names = new Map(merged.success ? merged.data.merged.map(({ ticket, number }) => [ticket, number]) : []);
    write({
      kind: 'uploaded',
      at: hearing.now(),
      ...hearing.seenAt(reply.seq),
      tickets: tickets.map(({ ticket, number, slip }) => ({
        ticket,
        number: names.get(ticket) ?? numberText(number),
        slip,
      })),
    });
    for (const { service, people } of tickets) hearing.sell(service, people);
    onChange();
    return true;
  }

  function backOff(what: string, code: string): false {
    const ms = code === 'tooMany' ? retryMs : backOffMs;
    notBefore = clock.monotonic() + ms;
    edges.log(`The hub refused ${what}: ${code}. It is tried again in ${ms / secondMs} s.`);
    return false;
  }

  return {
    go: () => void settle(),
    anew() {
      reported = undefined;
      hasNoDigit = false;
      notBefore = 0;
    },
    close() {
      closed = true;
      cancelWake();
    },
  };
}

function uploadedTicket({ ticket, own, service, lane, language, people, slip }: OwnPress): UploadedTicket {
  return {
    ticket,
    number: own.number,
    service,
    lane: lane === 'priority' ? 'priority' : 'regular',
    language,
    people,
    arrivedAt: own.arrivedAt,
    slip,
  };
}

/** N4: the book of the number on the slip. */
function dayOf({ own, day, at }: Press, office: Office): BusinessDay {
  return own?.day ?? day ?? businessDayAt(at, office);
}

/** A number as the slip says it; those of the hub have no digit of a kiosk. */
function owedTicket(press: OwedPress): UploadedTicket {
  const { own, number: text, ticket, service, lane, language, people, slip, at } = press;
  const number = own?.number ?? Numbering.parse({ prefix: text[0], source: 'hub', count: Number(text.slice(2)) });
  const kept = own && lane === 'appointment' ? 'regular' : lane;
  return { ticket, number, service, lane: kept, language, people, arrivedAt: own?.arrivedAt ?? at, slip };
}

const healing: ReadonlySet<string> = new Set([
  'notReady',
  'tooMany',
  'unauthorized',
  'forbidden',
  'generationUnknown',
  'noRestore',
]);
function mayHeal(code: string): boolean {
  return healing.has(code);
}
