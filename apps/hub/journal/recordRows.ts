import type { BusinessDay, ServiceId, TicketId } from '../../../shared/ids.ts';
import type { Lane } from '../../../shared/protocol/office.ts';
import type { Change, Ended, Ending, Entry } from '../record/entry.ts';
import type { Remembered } from '../record/recorder.ts';

/** A row of the record as SQLite gives it, with the count of its revisions. */
export interface EntryRow extends EndedRow {
  readonly ticket: string;
  readonly day: string;
  readonly service: string;
  readonly lane: Lane;
  readonly issued_at: number;
  readonly at: number;
  readonly seq: number;
  readonly p10: number;
  readonly p20: number;
  readonly p50: number;
  readonly p80: number;
  readonly p90: number;
  readonly basis: 'lookAhead' | 'few';
  readonly ql_live: number;
  readonly les: number;
  readonly shown_low: number | null;
  readonly shown_high: number | null;
  readonly revisions: number;
}

interface EndedRow {
  readonly ended_at: number | null;
  readonly ended_seq: number | null;
  readonly how: Ended | null;
}

export interface RememberedRow extends EndedRow {
  readonly ticket: string;
  readonly day: string;
  readonly seq: number;
  readonly low: number | null;
  readonly high: number | null;
}

export function entryOf(row: EntryRow): Entry {
  return {
    ticket: row.ticket as TicketId,
    day: row.day as BusinessDay,
    service: row.service as ServiceId,
    lane: row.lane,
    issuedAt: row.issued_at,
    at: row.at,
    seq: row.seq,
    band: [row.p10, row.p20, row.p50, row.p80, row.p90],
    basis: row.basis,
    qlLive: row.ql_live,
    les: row.les,
    shown: rangeOf(row.shown_low, row.shown_high),
    ended: endingOf(row),
    revisions: row.revisions,
  };
}

export function rememberedOf(row: RememberedRow): Remembered {
  const { ticket, day, seq, low, high } = row;
  return { ticket: ticket as TicketId, day: day as BusinessDay, seq, ended: endingOf(row), told: rangeOf(low, high) };
}

function endingOf({ ended_at: at, ended_seq: seq, how }: EndedRow): Ending | null {
  return at === null || seq === null || how === null ? null : { at, seq, how };
}

function rangeOf(low: number | null, high: number | null) {
  return low === null || high === null ? null : { low, high };
}

/** Which statement each change is, and what it is given; times are whole Ms. */
export function changesOf(
  changes: readonly Change[],
): readonly { readonly statement: Change['kind']; readonly values: readonly (string | number | null)[] }[] {
  return changes.map((change) => {
    switch (change.kind) {
      case 'forecast': {
        const { ticket, day, service, lane, issuedAt, at, seq, band, basis, qlLive, les, shown } = change.forecast;
        const times = [...band].map(Math.round);
        const said = [Math.round(qlLive), Math.round(les), shown?.low ?? null, shown?.high ?? null];
        return {
          statement: 'forecast',
          values: [ticket, day, service, lane, issuedAt, at, seq, ...times, basis, ...said],
        };
      }
      case 'revised':
        return { statement: 'revised', values: [change.ticket, change.at, change.told.low, change.told.high] };
      case 'ended': {
        const { ticket, ended } = change;
        return { statement: 'ended', values: [ended?.at ?? null, ended?.seq ?? null, ended?.how ?? null, ticket] };
      }
    }
  });
}
