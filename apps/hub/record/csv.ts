import { secondMs, type Instant } from '../../../shared/ids.ts';
import type { Entry } from './entry.ts';

const columns = [
  'ticket',
  'day',
  'service',
  'lane',
  'issued',
  'forecast_at',
  'p10',
  'p20',
  'p50',
  'p80',
  'p90',
  'ql_live',
  'les',
  'basis',
  'shown_low',
  'shown_high',
  'ended',
  'how',
  'revisions',
] as const;

/** One row a forecast (RFC 4180): moments in ISO 8601, forecasts in seconds from `forecast_at`; empty where there is none. */
export function csvOf(entries: readonly Entry[]): string {
  const moment = (at: Instant | undefined) => (at === undefined ? '' : new Date(at).toISOString());
  const rows = entries.map((entry) =>
    [
      quoted(entry.ticket),
      entry.day,
      quoted(entry.service),
      entry.lane,
      moment(entry.issuedAt),
      moment(entry.at),
      ...[...entry.band, entry.qlLive, entry.les].map((ms) => Math.round(ms / secondMs)),
      entry.basis,
      moment(entry.shown?.low),
      moment(entry.shown?.high),
      moment(entry.ended?.at),
      entry.ended?.how ?? '',
      entry.revisions,
    ].join(','),
  );
  return [columns.join(','), ...rows, ''].join('\r\n');
}

/** A cell that a spreadsheet would take for a formula is made a word. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
