import type { By } from '../domain/events.ts';
import { checkOffice } from '../domain/officeCheck.ts';
import { indexOffice } from '../domain/officeIndex.ts';
import type { CheckedOffice, Hub, Request } from '../hub.ts';
import type { Sealer } from '../journal/seal.edge.ts';
import { WireCommand, type Command } from '../../../shared/protocol/commands.ts';
import type { Text } from '../../../shared/protocol/office.ts';
import { sentence } from '../../../shared/protocol/refusalTexts.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import { allowed } from '../../../shared/protocol/roles.ts';

/** One line per command (no secrets, no personal data). */
export interface CommandLog {
  command(line: {
    readonly key: string;
    readonly type: string;
    readonly role: string;
    readonly device: string;
    readonly door: string;
    readonly outcome: string;
    readonly seq: number;
    readonly ms: number;
  }): void;
}

export interface DoorParts {
  readonly hub: Hub;
  readonly sealer: Sealer;
  /** Hex SHA-256. */
  readonly hash: (text: string) => string;
  readonly log: CommandLog;
  readonly monotonic: () => number;
}

/** A reply that never reached the core: the message was malformed, its sender may not say it, or the hub has stopped. */
export function turnedAway(
  code: 'malformed' | 'unauthorized' | 'forbidden' | 'tooMany' | 'notReady',
  seq: number,
  about?: { readonly [name: string]: string | number },
  message: Text = sentence(code, about),
): Reply {
  return { ok: false, seq, error: { code, message, ...(about === undefined ? {} : { about }) } };
}

/** The same for both doors: shape, role, seal, decide; `answer` is called once. Anything may come in. */
export function enter(raw: unknown, by: By, parts: DoorParts, answer: (reply: Reply) => void): void {
  const { hub, log, monotonic } = parts;
  const startedAt = monotonic();
  const parsed = WireCommand.safeParse(raw);
  const { key, type } = parsed.success ? parsed.data : { key: '', type: '' };
  const say = (reply: Reply) => {
    answer(reply);
    const outcome = reply.ok ? 'ok' : reply.error.code;
    const ms = Math.round((monotonic() - startedAt) * 10) / 10;
    log.command({ key, type, role: by.role, device: by.device, door: by.door, outcome, seq: reply.seq, ms });
  };
  if (!parsed.success) say(turnedAway('malformed', hub.seq(), { path: fieldOf(parsed.error.issues, raw) }));
  else if (!allowed[parsed.data.type].includes(by.role)) say(turnedAway('forbidden', hub.seq()));
  else hub.ask(requestOf(parsed.data, by, parts), say);
}

/** P1: personal words are sealed before anything else sees the command; K2: its digest is of what was sent. */
export function requestOf(
  wire: WireCommand,
  by: By,
  { hub, sealer, hash }: Pick<DoorParts, 'hub' | 'sealer' | 'hash'>,
): Request {
  const digest = sealer.digest(JSON.stringify(wire));
  const request = { command: sealed(wire, sealer, hub), by, digest };
  return wire.type === 'ChangeOffice' ? { ...request, office: checkedOffice(wire.document, hash) } : request;
}

/** The document under the hash of its canonical text, or how many faults it has. */
export function checkedOffice(
  document: unknown,
  hash: (text: string) => string,
): CheckedOffice | { readonly faults: number } {
  const checked = checkOffice(document);
  if (!checked.ok) return { faults: checked.error.length };
  const body = JSON.stringify(checked.value.office);
  return { index: indexOffice(hash(body), checked.value.office), body };
}

/** The fields that hold personal words, wherever they stand; everything else passes as it is. */
function sealed(wire: WireCommand, sealer: Sealer, hub: Hub): Command {
  const { day } = hub.floor();
  if (wire.type === 'TakeTicket') {
    const { holder, ...rest } = wire;
    const marked = (text: string) => ({ mark: sealer.mark(text, day), sealed: sealer.seal(text, 'day', day) });
    return holder === undefined ? rest : { ...rest, holder: marked(holder) };
  }
  if (wire.type === 'Finish') {
    const { reference, ...rest } = wire;
    return reference === undefined ? rest : { ...rest, reference: sealer.seal(reference, 'case', day) };
  }
  if (wire.type === 'RaiseEmergency') {
    const { message, ...rest } = wire;
    return message === undefined ? rest : { ...rest, message: sealer.seal(message, 'day', day) };
  }
  if (wire.type === 'Note') return { ...wire, note: sealer.seal(wire.note, 'day', day) };
  if (wire.type === 'Announce' || wire.type === 'SendMessage') {
    return { ...wire, message: sealer.seal(wire.message, 'day', day) };
  }
  return wire;
}

/** The field a person has to look at, as `number.count`; an unknown field by its name. */
export function fieldOf(
  issues: readonly {
    readonly code?: string | undefined;
    readonly path: readonly PropertyKey[];
    readonly keys?: readonly string[];
  }[],
  raw: unknown,
): string {
  const [issue] = issues;
  if (!issue) return '';
  if (typeof raw !== 'object' || raw === null) return 'body';
  return [...issue.path.map(String), ...(issue.keys ?? []).slice(0, 1)].join('.') || 'type';
}
