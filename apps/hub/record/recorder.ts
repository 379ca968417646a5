import type { BusinessDay, Seq, TicketId } from '../../../shared/ids.ts';
import type { Ending as VisitEnding, Recorded } from '../domain/events.ts';
import type { Band } from '../forecast/forecast.ts';
import type { Range } from '../forecast/promises.ts';
import type { Foresight, Witness } from '../forecast/waits.ts';
import type { Change, Ended, Ending, Forecast } from './entry.ts';

/**
 * Hears what the forecast thread hears and foresees, and says what of it is to be written down. Events from before a
 * start may be told again: they change nothing twice.
 */
export interface Recorder extends Witness {
  /** What is to be written since it was last asked. */
  take(): readonly Change[];
}

/** What the recorder must know of an entry. */
export interface Remembered {
  readonly ticket: TicketId;
  readonly day: BusinessDay;
  readonly seq: Seq;
  readonly ended: Ending | null;
  /** What is told of it now. */
  readonly told: Range | null;
}

/** `known`: the entries that are still open, and all of the days whose events will be told again. */
export function createRecorder(known: readonly Remembered[]): Recorder {
  const entries = new Map<TicketId, { -readonly [Field in keyof Remembered]: Remembered[Field] }>(
    known.map((one) => [one.ticket, { ...one }]),
  );
  let changes: Change[] = [];

  function ends(ticket: TicketId, ended: Ending | null): void {
    const entry = entries.get(ticket);
    if (!entry) return;
    entry.ended = ended;
    changes.push({ kind: 'ended', ticket, ended });
  }

  /** The first ending counts; what the forecast had seen already says nothing new. */
  function closes(ticket: TicketId, how: Ended, { seq, at }: Recorded): void {
    const entry = entries.get(ticket);
    if (entry?.ended === null && seq > entry.seq) ends(ticket, { at, seq, how });
  }

  /** A call withdrawn (C10) or an ending undone (S8): the visit waits on. */
  function reopens(ticket: TicketId, { seq }: Recorded, undone: (how: Ended) => boolean): void {
    const ended = entries.get(ticket)?.ended;
    if (ended && ended.seq < seq && undone(ended.how)) ends(ticket, null);
  }

  function begins(ticket: TicketId, band: Band, foresight: Foresight) {
    const forecast = forecastOf(ticket, band, foresight);
    if (!forecast) return undefined;
    const { day, seq, shown } = forecast;
    const entry = { ticket, day, seq, ended: null, told: shown };
    entries.set(ticket, entry);
    changes.push({ kind: 'forecast', forecast });
    return entries.get(ticket);
  }

  function forgetBefore(day: BusinessDay): void {
    for (const [ticket, entry] of entries) if (entry.day < day) entries.delete(ticket);
  }

  return {
    heard(recorded) {
      const { event } = recorded;
      if (event.type === 'DayOpened') forgetBefore(recorded.day as BusinessDay);
      if (event.type === 'VisitCalled') closes(event.ticket, 'called', recorded);
      if (event.type === 'VisitPostponed') closes(event.ticket, 'postponed', recorded);
      if (event.type === 'VisitEnded') closes(event.ticket, endedAs(event.ending), recorded);
      if (event.type === 'NumberVoided' && event.replacedBy === undefined) closes(event.ticket, 'voided', recorded);
      if (event.type === 'CallWithdrawn') reopens(event.ticket, recorded, (how) => how === 'called');
      if (event.type === 'VisitRestored' && event.was.stay.is === 'waiting')
        reopens(event.ticket, recorded, (how) => how !== 'called');
    },
    foreseen(foresight) {
      const { now, bands, told } = foresight;
      for (const [ticket, band] of bands) {
        const entry = entries.get(ticket) ?? begins(ticket, band, foresight);
        const range = told.get(ticket);
        if (!entry || entry.ended || !range || isSame(entry.told, range)) continue;
        // Of a ticket whose slip said nothing the first word is no revision.
        if (entry.told) changes.push({ kind: 'revised', ticket, at: now, told: { low: range.low, high: range.high } });
        entry.told = range;
      }
    },
    take() {
      const taken = changes;
      changes = [];
      return taken;
    },
  };
}

/** Of the wait for the first call, as the visit stood at its issue; undefined of any other. */
function forecastOf(
  ticket: TicketId,
  { p10, p20, p50, p80, p90, basis }: Band,
  { now, floor, baselines }: Foresight,
): Forecast | undefined {
  const visit = floor.visits.get(ticket);
  if (!visit || visit.away || visit.joined !== visit.issued || visit.stay.is !== 'waiting') return undefined;
  const qlLive = baselines.qlLive(ticket, floor, now);
  const les = baselines.les(ticket, floor, now);
  if (qlLive === undefined || les === undefined) return undefined;
  return {
    ticket,
    day: floor.day,
    service: visit.service,
    lane: visit.lane,
    issuedAt: visit.issuedAt,
    at: now,
    seq: floor.seq,
    band: [p10, p20, p50, p80, p90],
    basis,
    qlLive,
    les,
    shown: visit.shown,
  };
}

function isSame(one: Range | null, other: Range): boolean {
  return one !== null && one.low === other.low && one.high === other.high;
}

function endedAs(ending: VisitEnding): Ended {
  return ending === 'cancelled' || ending === 'expired' ? ending : 'other';
}
