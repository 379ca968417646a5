import type { Lost } from '../../../shared/hubLink.edge.ts';
import { CommandKey, minuteMs, type Instant, type Ms } from '../../../shared/ids.ts';
import type {
  AgentLink,
  AgentOffice,
  AgentService,
  AgentState,
  AttendantAnswer,
  AttendantRequest,
  DoneAnswer,
  FindAnswer,
  FindRequest,
  PressAnswer,
  PressRequest,
  RequirementsRequest,
  SlipAnswer,
  SlipWord,
} from '../../../shared/protocol/agent.ts';
import type { WireCommand } from '../../../shared/protocol/commands.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { KioskRecord } from '../journalFrames.ts';
import { pruned } from '../journalPrune.ts';
import type { SlipFolder } from '../printer.ts';
import { requirementsBytes, slipBytes } from '../slip.ts';
import { createAlone } from './alone.ts';
import { createAttendant } from './attendant.ts';
import { AgentBook } from './book.ts';
import type { AgentEdges, AgentSettings } from './edges.ts';
import { createFinding } from './finding.ts';
import { createHearing } from './hearing.ts';
import { createPaperDesk } from './paper.ts';
import { createPresses } from './press.ts';
import { createSlips } from './slips.ts';
import { createTelling } from './telling.ts';
import { refused, refusedAs } from './texts.ts';

/** What the page may ask for; each answers within 5 s (I24) and never rejects. */
export interface Agent {
  press(request: PressRequest): Promise<PressAnswer>;
  /** I27: what the visitor says of an uncertain slip. */
  word(word: SlipWord): Promise<SlipAnswer>;
  requirements(request: RequirementsRequest): Promise<SlipAnswer>;
  find(request: FindRequest): Promise<FindAnswer>;
  callStaff(): Promise<DoneAnswer>;
  attendant(request: AttendantRequest): Promise<AttendantAnswer>;
  state(): AgentState;
  office(): AgentOffice | null;
  /** Where the present printer keeps its slips, if it is a virtual one. */
  slips(): SlipFolder | undefined;
  /** Calls back at every change; returns what ends that. */
  onChange(listener: (state: AgentState) => void): () => void;
  /** Waits for the slip in hand; nothing is begun after it. */
  close(): Promise<void>;
}

/** How long a settled press is kept for a second look. */
const keepPressesMs: Ms = 7 * 24 * 60 * minuteMs;

/** The kiosk as a function of what it touches of the world. */
export function startAgent(edges: AgentEdges, settings: AgentSettings): Agent {
  const { journal } = edges;
  const book = new AgentBook(journal.records, journal.generation);
  const listeners = new Set<(state: AgentState) => void>();
  let since: Instant = 0;
  let prunedFor: string | undefined;
  let closed = false;
  /** The disk takes nothing more: no number is given, and the page says so before the press. */
  let isBroken = false;

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
      `The journal was damaged and is kept as ${journal.setAside.file}: ${journal.setAside.what}. A new one has begun; ${book.own().length} numbers of the old one go to the hub.`,
    );

  const hearing = createHearing(
    edges,
    () => link.now(),
    () => changed(),
  );
  since = hearing.now();
  const alone = createAlone(book, hearing);
  const slips = createSlips(edges, hearing, alone);
  const paper = createPaperDesk({ edges, book, write, now: () => hearing.now(), onState: () => changed() });
  const link = edges.openLink({
    seen: book.seen,
    onFrame: (frame) => hearing.take(frame),
    onWelcome: () => {
      hearing.welcome();
      telling.anew();
    },
    onState: (state) => {
      since = state.since;
      changed();
    },
  });
  const isLive = () => link.state().kind === 'live';
  const send = (command: WireCommand): Promise<Reply | Lost> =>
    isLive() ? link.send(command) : Promise.resolve({ ok: false, lost: true });
  const telling = createTelling({
    edges,
    book,
    hearing,
    write,
    send,
    isLive,
    device: () => link.device() ?? settings.device,
    printer: () => paper.state(),
    onChange: () => publish(),
  });
  const common = { edges, settings, book, hearing, alone, paper, slips, write, send, isLive };
  const presses = createPresses({ ...common, isClosed: () => closed });
  const find = createFinding({ ...common, onCopy: () => changed() });
  const attendant = createAttendant({ ...common, link: () => linkKind(), onCopy: () => changed() });

  function changed() {
    if (closed) return;
    prune();
    telling.go();
    publish();
  }

  /** Once a day, as the hub says it begins: what the hub has long had is no longer kept. */
  function prune() {
    const day = hearing.known().view?.day;
    if (day === undefined || day === prunedFor || !hearing.isMet()) return;
    prunedFor = day;
    const then = hearing.now() - keepPressesMs;
    try {
      const dropped = journal.prune((records) => pruned(records, book, then));
      if (dropped > 0) book.forget(then);
    } catch (error) {
      edges.log(`The journal could not be pruned: ${String(error)}.`);
    }
  }

  // ---- what the visitor asks for besides a number

  async function word({ ticket, came }: SlipWord): Promise<SlipAnswer> {
    const press = book.presses.get(ticket);
    const of = press && slips.ofPress(press);
    const slip = of && slips.layOut(of);
    if (!press || !slip) return refused('notFound');
    if (press.slip === 'printed') return { ok: true, slip: 'printed' };
    // The first job may still be on its way when the visitor has seen enough.
    const isOpen = press.slip === 'uncertain' || press.slip === 'sending';
    if (isOpen) write({ kind: 'said', ticket, came });
    if (came) return { ok: true, slip: isOpen ? 'printed' : 'shown' };
    const patience = paper.patience();
    const news = await paper.copy(ticket, (copy) => slipBytes({ ...slip, copy }, settings.paper), patience);
    if (news === 'shown' && book.presses.get(ticket)?.slip === 'uncertain') write({ kind: 'shown', ticket });
    return { ok: true, slip: news };
  }

  async function requirements({ service: id, language }: RequirementsRequest): Promise<SlipAnswer> {
    const office = hearing.known().office?.document;
    const service = office?.services.find((one) => one.id === id);
    if (!office || !service) return refusedAs(office ? 'unknownService' : 'notReady');
    const bytes = requirementsBytes({ office, service, language, at: hearing.now() }, settings.paper);
    return { ok: true, slip: await paper.loose(bytes, paper.patience()) };
  }

  async function callStaff(): Promise<DoneAnswer> {
    const reply = await send({ type: 'CallStaff', key: CommandKey.parse(edges.newKey()) });
    if ('lost' in reply) return refused('alone');
    return reply.ok ? { ok: true } : { ok: false, code: reply.error.code, message: reply.error.message };
  }

  /** What a failing disk does to an answer: a sentence, never silence (I24). */
  async function guarded<Answer>(work: () => Promise<Answer>): Promise<Answer | ReturnType<typeof refused>> {
    if (closed) return refused('broken');
    try {
      return await work();
    } catch (error) {
      edges.log(`The kiosk could not do what was asked: ${String(error)}.`);
      return refused('broken');
    } finally {
      changed();
    }
  }

  // ---- what the page sees

  function linkKind(): AgentLink {
    const { kind } = link.state();
    if (kind === 'live' || kind === 'refused') return kind;
    return hearing.isMet() || book.digit !== undefined ? 'alone' : 'connecting';
  }

  function state(): AgentState {
    const at = hearing.now();
    const { office, view } = hearing.known();
    const live = isLive();
    const services = (office?.document.services ?? []).map(({ id }): AgentService => {
      const told = view?.services.find((one) => one.id === id);
      return live && told ? { ...told } : alone.service(id, at);
    });
    return {
      at,
      link: linkKind(),
      since,
      document: office?.hash ?? null,
      day: view?.day ?? null,
      services,
      printer: paper.state(),
      ready: !isBroken && office !== null && (live || book.digit !== undefined),
      pending: book.pending(),
      staffCalled: view?.staffCalled === true,
      attendant: settings.attendantCode !== undefined,
    };
  }

  function publish() {
    if (listeners.size === 0) return;
    const latest = state();
    for (const listener of listeners) listener(latest);
  }

  paper.start();
  return {
    press: (request) => guarded(() => presses.press(request)),
    word: (said) => guarded(() => word(said)),
    requirements: (request) => guarded(() => requirements(request)),
    find: (request) => guarded(() => find(request)),
    callStaff: () => guarded(callStaff),
    attendant: (request) => guarded(() => attendant(request)),
    state,
    office: () => hearing.known().office,
    slips: () => paper.printer().slips,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      telling.close();
      await presses.settled();
      await paper.close();
      link.close();
      journal.close();
    },
  };
}
