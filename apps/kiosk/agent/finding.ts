import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { Lost } from '../../../shared/hubLink.edge.ts';
import { CommandKey, minuteMs, type Instant, type Ms } from '../../../shared/ids.ts';
import type { FindAnswer, FindRequest, Found } from '../../../shared/protocol/agent.ts';
import type { WireCommand } from '../../../shared/protocol/commands.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import { TicketView } from '../../../shared/protocol/views.ts';
import { readSlipCode, slipBytes } from '../slip.ts';
import type { Alone } from './alone.ts';
import type { AgentBook, Press } from './book.ts';
import type { AgentEdges, AgentSettings } from './edges.ts';
import type { Hearing } from './hearing.ts';
import type { PaperDesk } from './paper.ts';
import type { SlipOf, Slips } from './slips.ts';
import { refused, type Refused } from './texts.ts';

export interface FindParts {
  readonly edges: Pick<AgentEdges, 'clock' | 'readTicket' | 'newKey'>;
  readonly settings: Pick<AgentSettings, 'paper'>;
  readonly book: AgentBook;
  readonly hearing: Hearing;
  readonly alone: Alone;
  readonly paper: PaperDesk;
  readonly slips: Slips;
  readonly send: (command: WireCommand) => Promise<Reply | Lost>;
  readonly isLive: () => boolean;
  /** The hub may have something to hear of the copy. */
  readonly onCopy: () => void;
}

/** Numbers looked up without a code that proves the slip, in a minute: enough for a family, not for trying codes. */
const lookUpsInMinute = 10;

type Does = Found['may'][number];

/**
 * How far a code proves that the slip is at hand. `all`: this kiosk printed it and has made the code again. `prefix`:
 * another kiosk printed it, whose secret this one does not have; the six letters of the ticket's key agree, which is one
 * guess in 700 million at ten a minute. That is enough for a copy, for coming back and for being here, as none of these
 * takes anything from its owner; a postponement gives a place away (V1), so its slip must be one of this kiosk's.
 */
type Proof = 'none' | 'prefix' | 'all';
const provenBy: { readonly [P in Proof]: readonly Does[] } = {
  none: [],
  prefix: ['copy', 'reinstate', 'confirmPresence'],
  all: ['copy', 'reinstate', 'confirmPresence', 'postpone'],
};
const commandFor = { reinstate: 'Reinstate', postpone: 'Postpone', confirmPresence: 'ConfirmPresence' } as const;

/** Who leaves meanwhile is back so long before the earliest time the call is expected at, and has so long to leave for. */
const backBefore: Ms = 10 * minuteMs;
const worthLeaving: Ms = 20 * minuteMs;

/** A ticket as the hub tells of it; more fields may come. */
const HubTicket = z.object(TicketView.shape);
type HubTicket = z.infer<typeof HubTicket>;

/** A slip that was scanned or typed: where its visitor stands, and what may be done here (C6, V1, V2, I25). */
export function createFinding(parts: FindParts): (request: FindRequest) => Promise<FindAnswer> {
  const { edges, book, hearing, alone, paper, slips } = parts;
  let lookUps: number[] = [];

  function mayLookUp(): boolean {
    const now = edges.clock.monotonic();
    lookUps = lookUps.filter((at) => at > now - minuteMs);
    if (lookUps.length >= lookUpsInMinute) return false;
    lookUps.push(now);
    return true;
  }

  async function find(request: FindRequest): Promise<FindAnswer> {
    const read = readSlipCode(request.text);
    if (!read) return refused('notASlip');
    const { number, check } = read;
    const press = ownPress(number);
    const isOwn = press !== undefined && check !== undefined && same(check, slips.check(press.ticket, number));
    if (!isOwn && !mayLookUp()) return refused('manyLookUps');
    if (press?.own && !press.taken) return foundHere(press, check, isOwn, request);
    const told = await askHub(number);
    if ('code' in told) return told;
    const proof = proofOf(told, check, isOwn && press.ticket === told.ticket);
    if (check !== undefined && proof === 'none') return refused('wrongCode');
    const found = foundOf(told, proof, press);
    if (request.does === undefined) return found;
    if (proof === 'none') return refused('codeNeeded');
    if (!found.may.includes(request.does)) return refused('notNow');
    return act(request.does, told, found, { request, check, press });
  }

  /** Of today, by this kiosk. */
  function ownPress(number: string): Press | undefined {
    const { day } = alone.dayAt(hearing.now());
    return [...book.presses.values()].findLast(
      (one) => one.number === number && (one.own?.day ?? alone.dayAt(one.at).day) === day,
    );
  }

  async function foundHere(
    press: Press,
    check: string | undefined,
    isProven: boolean,
    { does }: FindRequest,
  ): Promise<FindAnswer> {
    if (check !== undefined && !isProven) return refused('wrongCode');
    const found: Found = {
      ok: true,
      number: press.number ?? '',
      service: press.service,
      state: 'here',
      counter: null,
      ahead: null,
      estimate: null,
      promised: null,
      later: false,
      notToday: false,
      backBy: null,
      may: isProven ? ['copy'] : [],
    };
    if (does === undefined) return found;
    if (!isProven) return refused('codeNeeded');
    return does === 'copy' ? copied(slips.ofPress(press), found) : refused('alone');
  }

  async function askHub(id: string): Promise<HubTicket | Refused> {
    if (!parts.isLive()) return refused('alone');
    try {
      const said = await edges.readTicket(id);
      if (said === undefined) return refused('notFound');
      const told = z.safeParse(HubTicket, said);
      return told.success ? told.data : refused('alone');
    } catch {
      return refused('alone');
    }
  }

  function proofOf({ ticket }: HubTicket, check: string | undefined, isOwn: boolean): Proof {
    if (check === undefined) return 'none';
    if (isOwn) return 'all';
    return !book.presses.has(ticket) && same(check.split('-')[0] ?? '', ticket.slice(0, 6)) ? 'prefix' : 'none';
  }

  function foundOf(told: HubTicket, proof: Proof, press: Press | undefined): Found {
    const { number, service, state, counter, ahead, estimate, promised, later = false, notToday = false, may } = told;
    const offered = provenBy[proof].filter((does) => (does === 'copy' ? state !== 'ended' : may.includes(does)));
    return {
      ok: true,
      number: press?.ticket === told.ticket ? (press.number ?? number) : number,
      service,
      state,
      counter: counter ?? null,
      ahead,
      estimate,
      promised,
      later,
      notToday,
      backBy: state === 'waiting' && !notToday ? backBy(told, hearing.now()) : null,
      may: offered,
    };
  }

  async function act(
    does: Does,
    told: HubTicket,
    found: Found,
    { request, check, press }: { request: FindRequest; check: string | undefined; press: Press | undefined },
  ): Promise<FindAnswer> {
    if (does === 'copy') {
      const own = press?.ticket === told.ticket ? slips.ofPress(press) : undefined;
      const { ticket, number, service, ahead, estimate, people, notToday = false } = told;
      const at = hearing.now();
      const given = { ticket, number, service, language: request.language, people, at, ahead, estimate };
      const of = own ?? (check === undefined ? undefined : { ...given, check });
      return copied(of && { ...of, notToday }, found);
    }
    const reply = await parts.send({
      type: commandFor[does],
      key: CommandKey.parse(edges.newKey()),
      ticket: told.ticket,
    });
    if ('lost' in reply) return refused('alone');
    if (!reply.ok) return { ok: false, code: reply.error.code, message: reply.error.message };
    const after = await askHub(told.ticket);
    if ('code' in after) return after;
    return foundOf(after, proofOf(after, check, press?.ticket === after.ticket), press);
  }

  async function copied(of: SlipOf | undefined, found: Found): Promise<FindAnswer> {
    const first = of && slips.layOut(of);
    if (!of || !first) return refused('notNow');
    const slip = await paper.copy(
      of.ticket,
      (copy) => slipBytes({ ...first, copy }, parts.settings.paper),
      paper.patience(),
    );
    parts.onCopy();
    return { ...found, slip };
  }

  return find;
}

function backBy({ estimate }: HubTicket, now: Instant): Instant | null {
  const by = estimate && estimate.low - backBefore;
  return by !== null && by - now >= worthLeaving ? by : null;
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one.toLowerCase()), Buffer.from(other.toLowerCase())];
  return a.length === b.length && timingSafeEqual(a, b);
}
