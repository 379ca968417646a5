import { assertNever } from '../../../shared/basics.ts';
import {
  minuteMs,
  numberText,
  type BusinessDay,
  type Epoch,
  type Instant,
  type Ms,
  type Numbering,
  type Prefix,
  type ServiceId,
  type TicketId,
} from '../../../shared/ids.ts';
import type { SlipOutcome } from '../../../shared/protocol/commands.ts';
import type { Seen } from '../../../shared/protocol/hello.ts';
import type { Lane, Language } from '../../../shared/protocol/office.ts';
import type { Estimate } from '../../../shared/protocol/replies.ts';
import type { KioskRecord } from '../journalFrames.ts';

/** A press and what became of it; kept until the file is pruned. */
export interface Press {
  readonly ticket: TicketId;
  readonly at: Instant;
  readonly service: ServiceId;
  readonly lane: Lane;
  readonly language: Language;
  readonly people: number;
  /** As the slip says it. */
  number?: string;
  /** N4: of a number of the hub's; older files do not say it. */
  day?: BusinessDay;
  ahead: number | null;
  estimate: Estimate;
  own?: {
    readonly day: BusinessDay;
    readonly number: Numbering;
    readonly arrivedAt: Instant;
    readonly generation: string;
  };
  slip: 'none' | 'sending' | SlipOutcome;
  /** The visitor has the slip in hand, whatever the printer says later. */
  seen?: boolean;
  /** The hub has taken the own number. */
  taken: boolean;
  /** I19: a hub that was restored is to be told of it anew. */
  owed: boolean;
  /** What the hub last heard of the slip, and when. */
  heard?: SlipOutcome;
  heardAt?: Instant;
}

export type OwnPress = Press & { readonly own: NonNullable<Press['own']>; readonly slip: SlipOutcome };
/** A press that a restored hub has not, and what stands on its slip. */
export type OwedPress = Press & { readonly number: string; readonly slip: SlipOutcome };

/** I19: what was done so long before the last event a restored hub has is told anew too. */
const restoreMarginMs: Ms = 24 * 60 * minuteMs;
/** A press of which the hub has yet to hear what became of the slip. */
export type Unheard = Press & { readonly slip: SlipOutcome };

/** What the kiosk's journal says, folded record by record; nothing else changes it. */
export class AgentBook {
  readonly presses = new Map<TicketId, Press>();
  digit: number | undefined;
  /** The newest day an own number was given on: a clock that was lost may not go behind it. */
  lastDay: BusinessDay | undefined;
  /** When the last own number was given: the next did not arrive before it, whatever the clock says. */
  lastArrival: Instant = 0;
  readonly generation: string;
  /** I19: the restore that was told last, and whether that hub has all that was owed to it. */
  restore: { readonly id: Epoch; readonly isDone: boolean } | undefined;
  /** I19: how far the hub is known to have been. */
  seen: Seen | undefined;
  /** N6: per day and prefix the highest own count of this generation, which never falls. */
  readonly #counts = new Map<
    string,
    { readonly day: BusinessDay; readonly prefix: Prefix; readonly digit: number | undefined; count: number }
  >();
  /** I25: copies sent to the printer, of this kiosk's slips and of others'. */
  readonly #copies = new Map<TicketId, { readonly copy: number; readonly at: Instant }>();
  /** What is not settled with the hub, in the order of the presses. */
  readonly #open = new Set<TicketId>();

  constructor(records: readonly KioskRecord[], generation: string) {
    this.generation = generation;
    for (const record of records) this.apply(record);
  }

  apply(record: KioskRecord): void {
    switch (record.kind) {
      case 'begun':
        return;
      case 'digit':
        this.digit = record.digit;
        return;
      case 'counts':
        for (const { day, prefix, count, digit } of record.counts) this.#counted(day, { prefix, count, digit });
        return;
      case 'pressed': {
        const { ticket, at, service, lane, language, people } = record;
        this.#begin({ ticket, at, service, lane, language, people });
        return;
      }
      case 'hubNumber': {
        const { ticket, number, ahead, estimate, day, seen } = record;
        this.#see(seen);
        this.#change(ticket, { number, ahead, estimate, ...(day === undefined ? {} : { day }) });
        return;
      }
      case 'ownNumber':
        this.#ownNumber(record);
        return;
      case 'sending':
        this.#change(record.ticket, { slip: 'sending' });
        return;
      case 'fenced':
        this.#change(record.ticket, { slip: 'printed' });
        return;
      case 'sent':
      case 'uncertain':
        if (!this.presses.get(record.ticket)?.seen) this.#change(record.ticket, { slip: 'uncertain' });
        return;
      case 'failed':
      case 'shown':
        this.#change(record.ticket, { slip: record.kind });
        return;
      case 'said':
        // "No" is not yet another slip: what becomes of the copy is told when it is known.
        if (record.came) this.#change(record.ticket, { slip: 'printed', seen: true });
        return;
      case 'copy':
        this.#copies.set(record.ticket, { copy: record.copy, at: record.at });
        return;
      case 'copied':
        this.#copied(record);
        return;
      case 'refused':
        this.presses.delete(record.ticket);
        this.#open.delete(record.ticket);
        return;
      case 'confirmed':
        this.#heard(record.ticket, record.outcome, record.at, {});
        return;
      case 'uploaded':
        this.#see(record.seen);
        for (const { ticket, slip } of record.tickets)
          this.#heard(ticket, slip, record.at, { taken: true, owed: false });
        return;
      case 'restored':
        this.restore = { id: record.id, isDone: false };
        this.#owe(record.knownAt - restoreMarginMs);
        return;
      case 'brought':
        this.restore = { id: record.id, isDone: true };
        return;
      default:
        assertNever(record);
    }
  }

  /** N6: the number after the highest ever given on that day behind this digit, whatever became of it. */
  nextCount(day: BusinessDay, prefix: Prefix): number {
    // Files that were pruned before digits could change do not name theirs.
    const isMine = (digit: number | undefined) => digit === undefined || (this.digit ?? digit) === digit;
    const given = [...this.#counts.values()].filter(
      (one) => one.day === day && one.prefix === prefix && isMine(one.digit),
    );
    return Math.max(0, ...given.map(({ count }) => count)) + 1;
  }

  /** The counts of the newest days, as a pruned file keeps them: a kiosk never goes behind its last day. */
  counts(days: number): Extract<KioskRecord, { kind: 'counts' }>['counts'] {
    const all = [...this.#counts.values()];
    const newest = new Set([...new Set(all.map(({ day }) => day))].toSorted().slice(-days));
    return all
      .filter(({ day }) => newest.has(day))
      .map(({ digit, ...of }) => ({ ...of, ...(digit === undefined ? {} : { digit }) }));
  }

  /** I25: what the next copy of this slip is marked with. */
  nextCopy(ticket: TicketId): number {
    return (this.#copies.get(ticket)?.copy ?? 0) + 1;
  }

  /** Presses of the hub's numbers, of none, and of own numbers the hub has, whose slip it has not heard of as it is. */
  unconfirmed(): Unheard[] {
    return this.#opened().filter(
      (press): press is Unheard =>
        (!press.own || press.taken) && !press.owed && isKnown(press.slip) && press.heard !== press.slip,
    );
  }

  /** Own tickets the hub has not taken, in the order they were given. */
  own(): Press[] {
    return this.#opened().filter((press) => press.own && !press.taken);
  }

  /** What the hub has not taken, own numbers and what is owed to it since it was restored. */
  pending(): number {
    return this.#opened().filter((press) => press.owed || (press.own && !press.taken)).length;
  }

  /** I19: tickets owed to a restored hub, those whose slip is not known yet too. */
  owed(): Press[] {
    return this.#opened().filter((press) => press.owed);
  }

  /** I19: owed tickets of one business day, ready to go; those in `except` are left out. */
  nextOwed(
    most: number,
    except: ReadonlyMap<TicketId, unknown>,
    dayOf: (press: Press) => BusinessDay,
  ): { readonly day: BusinessDay; readonly presses: readonly OwedPress[] } | undefined {
    const ready = this.owed().filter(
      (press): press is OwedPress => isKnown(press.slip) && press.number !== undefined && !except.has(press.ticket),
    );
    const first = ready[0];
    if (!first) return undefined;
    const day = dayOf(first);
    return { day, presses: ready.filter((press) => dayOf(press) === day).slice(0, most) };
  }

  /** Own tickets of one business day and generation, ready to go; those in `except` are left out. */
  nextUpload(
    most: number,
    except: ReadonlyMap<TicketId, unknown> = new Map(),
  ): { readonly day: BusinessDay; readonly generation: string; readonly presses: readonly OwnPress[] } | undefined {
    const ready = this.own().filter((press): press is OwnPress => isKnown(press.slip) && !except.has(press.ticket));
    const first = ready[0]?.own;
    if (!first) return undefined;
    const { day, generation } = first;
    const presses = ready.filter(({ own }) => own.day === day && own.generation === generation).slice(0, most);
    return { day, generation, presses };
  }

  /** What the power cut in two: nobody knows more of these than that. */
  interrupted(): KioskRecord[] {
    return this.#opened().flatMap(({ ticket, slip }): KioskRecord[] => {
      if (slip === 'none') return [{ kind: 'failed', ticket, why: 'interrupted' }];
      return slip === 'sending' ? [{ kind: 'uncertain', ticket, why: 'interrupted' }] : [];
    });
  }

  /** The hub has everything of this press, and had it before `then`; so may the file and this book forget it. */
  isPast(ticket: TicketId, then: Instant): boolean {
    const press = this.presses.get(ticket);
    const copied = this.#copies.get(ticket)?.at ?? 0;
    if (!press) return copied < then;
    return !this.#open.has(ticket) && (press.heardAt ?? press.at) < then && copied < then;
  }

  forget(then: Instant): void {
    for (const ticket of this.presses.keys()) if (this.isPast(ticket, then)) this.presses.delete(ticket);
    for (const ticket of this.#copies.keys()) if (this.isPast(ticket, then)) this.#copies.delete(ticket);
  }

  #opened(): Press[] {
    return [...this.#open].flatMap((ticket) => this.presses.get(ticket) ?? []);
  }

  #begin(press: Pick<Press, 'ticket' | 'at' | 'service' | 'lane' | 'language' | 'people'>): void {
    this.presses.set(press.ticket, { ...press, ahead: null, estimate: null, slip: 'none', taken: false, owed: false });
    this.#open.add(press.ticket);
  }

  #ownNumber({ ticket, day, number, arrivedAt, of }: Extract<KioskRecord, { kind: 'ownNumber' }>): void {
    // Salvaged without the press before it, the number still says all of itself.
    const { generation = this.generation, ...about } = of ?? {};
    if ('service' in about && !this.presses.has(ticket)) this.#begin({ ticket, at: arrivedAt, ...about });
    this.#change(ticket, { number: numberText(number), own: { day, number, arrivedAt, generation } });
    if (generation === this.generation)
      this.#counted(day, { prefix: number.prefix, count: number.count, digit: Number(number.source) });
    this.lastArrival = Math.max(this.lastArrival, arrivedAt);
  }

  #counted(
    day: BusinessDay,
    { prefix, count, digit }: { readonly prefix: Prefix; readonly count: number; readonly digit: number | undefined },
  ): void {
    const line = lineOf(day, prefix, digit);
    this.#counts.set(line, { day, prefix, digit, count: Math.max(count, this.#counts.get(line)?.count ?? 0) });
    if (this.lastDay === undefined || day > this.lastDay) this.lastDay = day;
  }

  /** A copy that came out is the visitor's slip; of one that did not, the slip before it is known to be no better. */
  #copied({ ticket, outcome }: Extract<KioskRecord, { kind: 'copied' }>): void {
    const press = this.presses.get(ticket);
    if (!press || press.slip === 'printed') return;
    if (outcome === 'fenced') this.#change(ticket, { slip: 'printed' });
    else if (outcome !== 'failed') this.#change(ticket, { slip: 'uncertain' });
  }

  #see(seen: Seen | undefined): void {
    if (!seen) return;
    const { epoch, seq } = this.seen ?? { epoch: -1, seq: 0 };
    if (seen.epoch > epoch || (seen.epoch === epoch && seen.seq > seq)) this.seen = seen;
  }

  /** I19: the hub that took these is gone; what it heard before `then` the restored one has too. */
  #owe(then: Instant): void {
    for (const press of this.presses.values())
      if (press.number !== undefined && (this.#open.has(press.ticket) || (press.heardAt ?? press.at) >= then))
        this.#change(press.ticket, { owed: true, taken: false });
  }

  #heard(
    ticket: TicketId,
    outcome: SlipOutcome | undefined,
    at: Instant | undefined,
    more: { taken?: true; owed?: false },
  ): void {
    const press = this.presses.get(ticket);
    if (!press) return;
    const heard = outcome ?? (isKnown(press.slip) ? press.slip : undefined);
    this.#change(ticket, { ...more, ...(heard ? { heard } : {}), ...(at === undefined ? {} : { heardAt: at }) });
  }

  #change(ticket: TicketId, change: Partial<Omit<Press, 'ticket'>>): void {
    const press = this.presses.get(ticket);
    if (!press) return;
    Object.assign(press, change);
    if (press.owed || (press.own && !press.taken) || press.heard !== press.slip) this.#open.add(ticket);
    else this.#open.delete(ticket);
  }
}

function lineOf(day: BusinessDay, prefix: Prefix, digit: number | undefined): string {
  return `${day} ${prefix} ${digit ?? ''}`;
}

function isKnown(slip: Press['slip']): slip is SlipOutcome {
  return slip !== 'none' && slip !== 'sending';
}
