import * as z from 'zod/mini';
import { err, ok, type Result } from '../../shared/basics.ts';
import type { HubLink, LinkState, Lost } from '../../shared/hubLink.edge.ts';
import {
  BusinessDay,
  CommandKey,
  type DeviceId,
  type Instant,
  numberText,
  Numbering,
  secondMs,
  TicketId,
  type Ms,
  type ServiceId,
} from '../../shared/ids.ts';
import {
  AgentOffice,
  type AgentService,
  type AgentState,
  type PressAnswer,
  type PressRequest,
} from '../../shared/protocol/agent.ts';
import type { PrinterState, UploadedTicket, WireCommand } from '../../shared/protocol/commands.ts';
import type { Frame } from '../../shared/protocol/hello.ts';
import type { Service, Text } from '../../shared/protocol/office.ts';
import { sentence } from '../../shared/protocol/refusalTexts.ts';
import { DeviceResult, TicketResult, UploadResult, type Estimate, type Reply } from '../../shared/protocol/replies.ts';
import { KioskView } from '../../shared/protocol/views.ts';
import { AgentBook, type OpenPress } from './agentBook.ts';
import type { KioskJournal } from './journal.edge.ts';
import type { KioskRecord } from './journalFrames.ts';
import { businessDayAt, intakeOpenAt } from './localTime.ts';
import type { Printer, PrintOutcome } from './printer.edge.ts';
import { slipBytes, slipCode, type Paper } from './slip.ts';

/** What a kiosk remembers of the hub over a restart (D8); its own numbers are in the journal. */
export const Known = z.strictObject({
  office: z.nullable(AgentOffice),
  view: z.nullable(KioskView),
  /** D7: the shares as the last day began: a kiosk that starts a day alone holds that much of it. */
  dayShares: z.record(z.string(), z.int()),
  /** The hub's time minus this machine's, as last measured. */
  offset: z.int(),
});
export type Known = z.infer<typeof Known>;

export interface LinkHandlers {
  readonly onFrame: (frame: Frame) => void;
  readonly onState: (state: LinkState) => void;
  readonly onWelcome: () => void;
}

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
  openLink(handlers: LinkHandlers): Pick<HubLink, 'send' | 'now' | 'state' | 'device' | 'close'>;
  /** `GET /api/v1/office` of the hub; rejects when it cannot be had. */
  readOffice(): Promise<unknown>;
  readonly store: { read(): Known | undefined; write(known: Known): void };
  /** 32 bits as 8 hex digits, by a secret the hub can know. */
  mac(text: string): string;
  log(line: string): void;
}

export interface AgentSettings {
  readonly paper: Paper;
  /** Until the hub has said which device this is. */
  readonly device: DeviceId | undefined;
  /** Opens the attendant's page; without it there is none. */
  readonly attendantCode: string | undefined;
}

export interface Agent {
  press(request: PressRequest): Promise<PressAnswer>;
  state(): AgentState;
  office(): AgentOffice | null;
  /** Calls back at every change; returns what ends that. */
  onChange(listener: (state: AgentState) => void): () => void;
  /** Waits for the slip in hand; nothing is begun after it. */
  close(): Promise<void>;
}

/** How long a visitor waits for the hub before the kiosk counts by itself (design.md: N6). */
export const hubMs: Ms = 400;
const retryMs: Ms = 2 * secondMs;
/** After a refusal of the hub that time may heal. */
const backOffMs: Ms = 30 * secondMs;
const mostInUpload = 100;

/** Why a kiosk alone gives no number, besides the hub's own refusals. */
const localTexts = {
  noDigit: {
    id: 'Mesin ini belum pernah terhubung ke pusat antrean. Silakan ambil nomor dari petugas.',
    en: 'This machine has not been connected to the queue yet. Please take a number from the staff.',
  },
  shareSold: {
    id: 'Nomor untuk layanan ini di mesin ini sudah habis. Silakan tanya petugas.',
    en: 'This machine has no more numbers for this service. Please ask the staff.',
  },
} as const satisfies { readonly [code: string]: Text };

type OwnRefusal = { readonly code: string; readonly message: Text };

export function startAgent(edges: AgentEdges, settings: AgentSettings): Agent {
  const { clock, journal, printer } = edges;
  const book = new AgentBook(journal.records);
  let known: Known = edges.store.read() ?? { office: null, view: null, dayShares: {}, offset: 0 };
  /** People the kiosk's own tickets brought to the hub since the view that counts them in (D7). */
  const soldSinceView = new Map<ServiceId, number>();
  const listeners = new Set<(state: AgentState) => void>();
  let printerState: PrinterState = printer.slips ? 'ready' : 'unknown';
  let isMet = false;
  let since: Instant = clock.wall() + known.offset;
  let reported: { readonly printer: PrinterState } | undefined;
  let pressing: Promise<unknown> = Promise.resolve();
  let cancelWake: (() => void) | undefined;
  let notBefore = 0;
  let settling = false;
  let closed = false;
  /** The disk takes nothing more: no number is given, and the page says so before the press. */
  let isBroken = false;
  let staffCalled = false;

  function write(record: KioskRecord) {
    try {
      journal.append(record);
    } catch (error) {
      isBroken = true;
      publish();
      throw error;
    }
    book.apply(record);
  }
  for (const record of book.interrupted()) write(record);
  if (journal.setAside)
    edges.log(
      `The journal was damaged and is kept as ${journal.setAside.file}: ${journal.setAside.what}. A new one has begun.`,
    );

  const link = edges.openLink({
    onFrame: (frame) => takeFrame(frame),
    onWelcome: () => {
      isMet = true;
      reported = undefined;
    },
    onState: (state) => {
      since = state.since;
      publish();
      if (state.kind === 'live') void settle();
    },
  });

  const isLive = () => link.state().kind === 'live';
  const now = (): Instant => (isMet ? link.now() : Math.max(0, clock.wall() + known.offset));

  // ---- what the hub says

  function takeFrame(frame: Frame) {
    isMet = true;
    if (frame.view.audience !== 'kiosk') return;
    const view = frame.view;
    staffCalled = 'staffCalled' in view && view.staffCalled === true;
    const offset = Math.round(frame.at - clock.wall());
    soldSinceView.clear();
    const { view: old } = known;
    const dayShares = old?.day === view.day ? known.dayShares : view.shares;
    known = { ...known, view, dayShares, offset: Math.abs(offset - known.offset) > secondMs ? offset : known.offset };
    if (!old || shapeOf(old) !== shapeOf(view)) edges.store.write(known);
    if (known.office?.hash !== view.document) void settle();
    publish();
  }

  /** What of a view is worth a write: waiting counts are of no use to a kiosk alone. */
  function shapeOf({ document, day, shares, services }: KioskView): string {
    return JSON.stringify([document, day, shares, services.map(({ id, open, why, opens }) => [id, open, why, opens])]);
  }

  async function fetchOffice() {
    const answer = await edges.readOffice().then(
      (said) => AgentOffice.safeParse(said),
      () => undefined,
    );
    if (!answer?.success) return;
    known = { ...known, office: answer.data };
    edges.store.write(known);
    publish();
  }

  // ---- a press

  async function press(request: PressRequest): Promise<PressAnswer> {
    const turn = pressing.then(() => take(request));
    pressing = turn.catch(() => undefined);
    return turn;
  }

  async function take({ service: id, lane, language, people }: PressRequest): Promise<PressAnswer> {
    if (closed) return { ok: false, ...refusal('notReady') };
    const office = known.office?.document;
    const service = office?.services.find((one) => one.id === id);
    if (!office || !service) return { ok: false, ...refusal(office ? 'unknownService' : 'notReady') };
    const ticket = TicketId.parse(edges.newKey());
    const at = now();
    write({
      kind: 'pressed',
      ticket,
      at,
      wall: clock.wall(),
      monotonic: clock.monotonic(),
      boot: edges.boot,
      service: id,
      lane,
      language,
      people,
    });
    const said = await askHub({
      type: 'TakeTicket',
      key: CommandKey.parse(ticket),
      service: id,
      lane,
      language,
      people,
    });
    let number: string;
    let ahead: number | null = null;
    let estimate: Estimate = null;
    const given = said.ok ? z.safeParse(TicketResult, said.result) : undefined;
    if (given?.success) {
      ({ number, ahead, estimate } = given.data);
      write({ kind: 'hubNumber', ticket, number, ahead, estimate });
    } else if (!said.ok && !('lost' in said) && said.error.code !== 'notReady' && said.error.code !== 'tooMany') {
      write({ kind: 'refused', ticket, code: said.error.code });
      return { ok: false, code: said.error.code, message: said.error.message };
    } else {
      const own = ownNumber(service, people, at);
      if (!own.ok) {
        write({ kind: 'refused', ticket, code: own.error.code });
        return { ok: false, ...own.error };
      }
      const numbering = own.value;
      write({ kind: 'ownNumber', ticket, day: numbering.day, number: numbering.number, arrivedAt: at });
      number = numberText(numbering.number);
    }
    const isOwn = book.presses.get(ticket)?.own !== undefined;
    const check = `${ticket.slice(0, 6)}-${edges.mac(`${ticket} ${number}`)}`;
    const slip = {
      office,
      service,
      language,
      number,
      people,
      at,
      dateUnsure: isOwn && dayAt(at).unsure,
      ahead,
      estimate,
      check,
    };
    const outcome = await print(ticket, slipBytes(slip, settings.paper));
    publish();
    void settle();
    return { ok: true, ticket, number, ahead, estimate, slip: outcome, offline: isOwn, code: slipCode(slip) };
  }

  /** The hub's answer if it comes in time; a later one changes nothing, the upload then joins the two (N7). */
  function askHub(command: WireCommand): Promise<Reply | Lost> {
    const late = new Promise<Lost>((resolve) => edges.wakeIn(hubMs, () => resolve({ ok: false, lost: true })));
    return Promise.race([isLive() ? link.send(command) : Promise.resolve<Lost>({ ok: false, lost: true }), late]);
  }

  function refusal(
    code:
      'notReady' | 'unknownService' | 'serviceClosed' | 'servicePaused' | 'intakeStopped' | 'dayClosed' | 'quotaUsed',
    opens?: Instant,
  ): OwnRefusal {
    const about = opens === undefined ? {} : { opens };
    return { code, message: sentence(code, about, known.office?.document.timeZone) };
  }

  /** N6, D7, D8: by the last office document, hours and share this kiosk was told. */
  function ownNumber(
    service: Service,
    people: number,
    at: Instant,
  ): Result<{ readonly day: BusinessDay; readonly number: Numbering }, OwnRefusal> {
    if (book.digit === undefined) return err({ code: 'noDigit', message: localTexts.noDigit });
    const state = serviceAlone(service.id, at);
    if (!state.open && state.why === 'share') return err({ code: 'quotaUsed', message: localTexts.shareSold });
    if (!state.open) return err(refusal(codeOf(state.why), state.opens));
    const room = restOfShare(service.id, at);
    if (room !== undefined && room < people) return err({ code: 'quotaUsed', message: localTexts.shareSold });
    const { day } = dayAt(at);
    const count = book.nextCount(day, service.prefix);
    return ok({ day, number: Numbering.parse({ prefix: service.prefix, source: book.digit, count }) });
  }

  function codeOf(why: AgentService['why']) {
    if (why === 'paused') return 'servicePaused';
    if (why === 'stopped') return 'intakeStopped';
    if (why === 'quota') return 'quotaUsed';
    return why === 'day' ? 'dayClosed' : 'serviceClosed';
  }

  /** Never a day before the last one known: a kiosk whose clock was lost does not reopen an old book. */
  function dayAt(at: Instant): { readonly day: BusinessDay; readonly unsure: boolean } {
    const office = known.office?.document;
    const day = office ? businessDayAt(at, office) : BusinessDay.parse('1970-01-01');
    const least = [known.view?.day, book.lastDay].reduce(
      (most, one) => (one !== undefined && (most === undefined || one > most) ? one : most),
      undefined,
    );
    return least !== undefined && least > day ? { day: least, unsure: true } : { day, unsure: false };
  }

  /** D7: undefined where the service has no quota. */
  function restOfShare(id: ServiceId, at: Instant): number | undefined {
    const { day } = dayAt(at);
    const isSameDay = known.view?.day === day;
    const share = (isSameDay ? known.view?.shares : known.dayShares)?.[id];
    if (share === undefined) return undefined;
    const unsent = book.own().filter((press) => press.service === id && press.own?.day === day);
    return unsent.reduce((rest, press) => rest - press.people, share - (isSameDay ? (soldSinceView.get(id) ?? 0) : 0));
  }

  /** D8: by the document's hours, and closed as long as the hub's last word of that day said closed for another reason. */
  function serviceAlone(id: ServiceId, at: Instant): AgentService {
    const alone = { id, waiting: null, estimate: null };
    const office = known.office?.document;
    const service = office?.services.find((one) => one.id === id);
    if (!office || !service) return { ...alone, open: false };
    const told = known.view?.day === dayAt(at).day ? known.view.services.find((one) => one.id === id) : undefined;
    const opens = told?.opens === undefined || told.opens <= at ? {} : { opens: told.opens };
    if (told && !told.open && told.why && told.why !== 'hours')
      return { ...alone, open: false, why: told.why, ...opens };
    if (!intakeOpenAt(at, service, office)) return { ...alone, open: false, why: 'hours', ...opens };
    const rest = restOfShare(id, at);
    return rest !== undefined && rest < 1 ? { ...alone, open: false, why: 'share' } : { ...alone, open: true };
  }

  /** The intention is on the disk before the first byte leaves: a restart then asks instead of printing again. */
  async function print(ticket: TicketId, bytes: Uint8Array): Promise<'printed' | 'shown' | 'uncertain'> {
    write({ kind: 'sending', ticket });
    const outcome = await printer
      .print(bytes)
      .catch((error: unknown): PrintOutcome => ({ kind: 'uncertain', why: String(error) }));
    notePrinter(outcome.kind === 'sent' ? 'ready' : 'offline');
    if (outcome.kind === 'sent') {
      write({ kind: 'sent', ticket });
      return 'printed';
    }
    write({ kind: outcome.kind, ticket, why: outcome.why.slice(0, 200) });
    edges.log(`The printer ${printer.uri} did not print: ${outcome.why}.`);
    if (outcome.kind === 'uncertain') return 'uncertain';
    write({ kind: 'shown', ticket });
    return 'shown';
  }

  function notePrinter(next: PrinterState) {
    if (printerState === next) return;
    printerState = next;
    publish();
  }

  // ---- what the hub must still hear

  /** One thing after the other while the hub answers; what is lost is said again, with the same key (K1). */
  async function settle() {
    if (settling || closed) return;
    settling = true;
    cancelWake?.();
    try {
      while (isLive() && !closed && clock.monotonic() >= notBefore && (await sayNext()));
    } finally {
      settling = false;
    }
    if (!closed && isBehind()) cancelWake = edges.wakeIn(retryMs, () => void settle());
  }

  function isBehind(): boolean {
    const document = known.view?.document;
    return (
      !reported ||
      reported.printer !== printerState ||
      book.unconfirmed().length > 0 ||
      book.own().length > 0 ||
      (document !== undefined && known.office?.hash !== document)
    );
  }

  /** False when nothing is left to say, or the hub did not answer. */
  async function sayNext(): Promise<boolean> {
    if (known.view && known.office?.hash !== known.view.document) {
      await fetchOffice();
      if (known.office?.hash !== known.view.document) return false;
      return true;
    }
    if (reported?.printer !== printerState) return report();
    const [press] = book.unconfirmed();
    if (press) return confirm(press);
    return upload();
  }

  async function report(): Promise<boolean> {
    const device = link.device() ?? settings.device;
    if (!device) return false;
    const said = printerState;
    const reply = await link.send({
      type: 'ReportDevice',
      key: CommandKey.parse(edges.newKey()),
      device,
      role: 'kiosk',
      connected: true,
      generation: journal.generation,
      printer: said,
    });
    if ('lost' in reply) return false;
    if (!reply.ok) return backOff('ReportDevice', reply.error.code);
    reported = { printer: said };
    const result = z.safeParse(DeviceResult, reply.result);
    if (result.success && result.data.digit !== undefined && result.data.digit !== book.digit) {
      write({ kind: 'digit', digit: result.data.digit });
      publish();
    }
    return true;
  }

  async function confirm({ ticket, slip }: OpenPress): Promise<boolean> {
    if (slip === 'none' || slip === 'sending') return false;
    const reply = await link.send({
      type: 'ConfirmSlip',
      key: CommandKey.parse(`${ticket}.slip`),
      ticket,
      outcome: slip,
    });
    if ('lost' in reply) return false;
    if (!reply.ok && mayHeal(reply.error.code)) return backOff('ConfirmSlip', reply.error.code);
    write({ kind: 'confirmed', ticket });
    return true;
  }

  async function upload(): Promise<boolean> {
    const batch = book.nextUpload(mostInUpload);
    const first = batch?.presses[0];
    if (!batch || !first) return false;
    const tickets = batch.presses.map(({ ticket, own, service, lane, language, people, slip }): UploadedTicket => ({
      ticket,
      number: own.number,
      service,
      lane: lane === 'priority' ? 'priority' : 'regular',
      language,
      people,
      arrivedAt: own.arrivedAt,
      slip,
    }));
    // The same tickets have the same key, however often they are sent.
    const key = CommandKey.parse(`${first.ticket}.up${tickets.length}`);
    const reply = await link.send({
      type: 'UploadTickets',
      key,
      day: batch.day,
      generation: journal.generation,
      tickets,
    });
    if ('lost' in reply) return false;
    if (!reply.ok) return backOff('UploadTickets', reply.error.code);
    const merged = z.safeParse(UploadResult, reply.result);
    const names = new Map(merged.success ? merged.data.merged.map(({ ticket, number }) => [ticket, number]) : []);
    write({
      kind: 'uploaded',
      tickets: tickets.map(({ ticket, number }) => ({ ticket, number: names.get(ticket) ?? numberText(number) })),
    });
    for (const { service, people } of tickets) soldSinceView.set(service, (soldSinceView.get(service) ?? 0) + people);
    publish();
    return true;
  }

  function mayHeal(code: string): boolean {
    return code === 'notReady' || code === 'tooMany' || code === 'unauthorized' || code === 'forbidden';
  }

  function backOff(what: string, code: string): false {
    notBefore = clock.monotonic() + backOffMs;
    edges.log(`The hub refused ${what}: ${code}. It is tried again in ${backOffMs / secondMs} s.`);
    return false;
  }

  // ---- what the page sees

  function state(): AgentState {
    const at = now();
    const live = isLive();
    const { kind } = link.state();
    const view = known.view;
    const services = (known.office?.document.services ?? []).map(({ id }): AgentService => {
      const told = view?.services.find((one) => one.id === id);
      return live && told ? { ...told } : serviceAlone(id, at);
    });
    return {
      at,
      link: live ? 'live' : kind === 'refused' ? 'refused' : isMet || book.digit !== undefined ? 'alone' : 'connecting',
      since,
      document: known.office?.hash ?? null,
      day: view?.day ?? null,
      services,
      printer: printerState,
      ready: !isBroken && known.office !== null && (live || book.digit !== undefined),
      pending: book.own().length,
      staffCalled,
      attendant: settings.attendantCode !== undefined,
    };
  }

  function publish() {
    if (listeners.size === 0) return;
    const latest = state();
    for (const listener of listeners) listener(latest);
  }

  return {
    press,
    state,
    office: () => known.office,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      cancelWake?.();
      await pressing;
      link.close();
      journal.close();
    },
  };
}
