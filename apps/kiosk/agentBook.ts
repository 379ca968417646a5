import type { BusinessDay, Instant, Numbering, Prefix, ServiceId, TicketId } from '../../shared/ids.ts';
import type { SlipOutcome } from '../../shared/protocol/commands.ts';
import type { Lane, Language } from '../../shared/protocol/office.ts';
import type { KioskRecord } from './journalFrames.ts';

/** A press that is not yet settled with the hub. */
export interface OpenPress {
  readonly ticket: TicketId;
  readonly at: Instant;
  readonly service: ServiceId;
  readonly lane: Lane;
  readonly language: Language;
  readonly people: number;
  number?: string;
  own?: { readonly day: BusinessDay; readonly number: Numbering; readonly arrivedAt: Instant };
  slip: 'none' | 'sending' | SlipOutcome;
}

type OwnPress = OpenPress & { readonly own: NonNullable<OpenPress['own']>; readonly slip: SlipOutcome };

/** What the kiosk's journal says, folded record by record; nothing else changes it. */
export class AgentBook {
  readonly presses = new Map<TicketId, OpenPress>();
  digit: number | undefined;
  /** The newest day an own number was given on: a clock that was lost may not go behind it. */
  lastDay: BusinessDay | undefined;
  /** N6: per day and prefix the highest own count, which never falls. */
  readonly #counts = new Map<string, number>();

  constructor(records: readonly KioskRecord[]) {
    for (const record of records) this.apply(record);
  }

  apply(record: KioskRecord): void {
    switch (record.kind) {
      case 'begun':
        return;
      case 'digit':
        this.digit = record.digit;
        return;
      case 'pressed': {
        const { ticket, at, service, lane, language, people } = record;
        this.presses.set(ticket, { ticket, at, service, lane, language, people, slip: 'none' });
        return;
      }
      case 'hubNumber':
        this.#change(record.ticket, { number: record.number });
        return;
      case 'ownNumber': {
        const { day, number, arrivedAt } = record;
        this.#change(record.ticket, { own: { day, number, arrivedAt } });
        const line = `${day} ${number.prefix}`;
        this.#counts.set(line, Math.max(number.count, this.#counts.get(line) ?? 0));
        if (this.lastDay === undefined || day > this.lastDay) this.lastDay = day;
        return;
      }
      case 'sending':
        this.#change(record.ticket, { slip: 'sending' });
        return;
      case 'sent':
      case 'fenced':
        this.#change(record.ticket, { slip: 'printed' });
        return;
      case 'uncertain':
      case 'failed':
      case 'shown':
        this.#change(record.ticket, { slip: record.kind });
        return;
      case 'refused':
      case 'confirmed':
        this.presses.delete(record.ticket);
        return;
      case 'uploaded':
        for (const { ticket } of record.tickets) this.presses.delete(ticket);
    }
  }

  /** N6: the number after the highest ever given on that day, whatever became of it. */
  nextCount(day: BusinessDay, prefix: Prefix): number {
    return (this.#counts.get(`${day} ${prefix}`) ?? 0) + 1;
  }

  /** Presses of the hub's numbers, and of none, whose outcome the hub has not heard. */
  unconfirmed(): OpenPress[] {
    return [...this.presses.values()].filter((press) => !press.own && isKnown(press.slip));
  }

  /** Own tickets the hub has not taken, in the order they were given. */
  own(): OpenPress[] {
    return [...this.presses.values()].filter((press) => press.own);
  }

  /** Own tickets of one business day, ready to go. */
  nextUpload(most: number): { readonly day: BusinessDay; readonly presses: readonly OwnPress[] } | undefined {
    const ready = this.own().filter((press): press is OwnPress => isKnown(press.slip));
    const day = ready[0]?.own.day;
    return day && { day, presses: ready.filter(({ own }) => own.day === day).slice(0, most) };
  }

  /** What the power cut in two: nobody knows more of these than that. */
  interrupted(): KioskRecord[] {
    return [...this.presses.values()].flatMap(({ ticket, slip }): KioskRecord[] => {
      if (slip === 'none') return [{ kind: 'failed', ticket, why: 'interrupted' }];
      return slip === 'sending' ? [{ kind: 'uncertain', ticket, why: 'interrupted' }] : [];
    });
  }

  #change(ticket: TicketId, change: Partial<Pick<OpenPress, 'number' | 'own' | 'slip'>>): void {
    const press = this.presses.get(ticket);
    if (press) Object.assign(press, change);
  }
}

function isKnown(slip: OpenPress['slip']): slip is SlipOutcome {
  return slip !== 'none' && slip !== 'sending';
}
