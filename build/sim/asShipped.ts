import { present } from '../../shared/basics.ts';
import { indexOffice } from '../../apps/hub/domain/officeIndex.ts';
import { followWaits, laneOf, type Waits } from '../../apps/hub/forecast/waits.ts';
import type { Entry, Forecast } from '../../apps/hub/record/entry.ts';
import { createRecorder } from '../../apps/hub/record/recorder.ts';
import { accuracyOf, type Scores } from '../../apps/hub/record/report.ts';
import type { Foreseen } from '../../apps/hub/views/services.ts';
import { openHall } from '../../apps/hub/whatIf/hall.ts';
import { minuteMs, type Instant, type TicketId } from '../../shared/ids.ts';
import { makeOffice } from './days.ts';
import { one, percent, row } from './cells.ts';
import { kindNames, type KindName } from './offices.ts';
import { playDay } from './play.ts';
import { linesOf, midnightOf } from './task.ts';

/** What the record says of some days of an office. */
export interface Shipped {
  readonly office: KindName;
  readonly days: number;
  readonly scores: Scores;
}

/** What is told is worked out again at each number and as often as this; a hub does so more often where much happens. */
const againMs = minuteMs;

/**
 * Days of a made office, followed as the hub's forecast thread follows them: it knows no roster, tells a range in whole
 * five minutes, and keeps what it tells until the forecast really moved. Scored as the hub's own record is.
 */
export async function playShipped(
  name: KindName,
  { seed, history, scored }: { readonly seed: number; readonly history: number; readonly scored: number },
): Promise<Shipped> {
  const made = makeOffice(name, seed, { days: history + scored });
  let isScored = false;
  const foreseen: Partial<Foreseen> = {
    estimateFor: (service, lane) => (isScored ? (ask(hall.now()).newcomers.get(laneOf(service, lane)) ?? null) : null),
  };
  const start = midnightOf(made, present(made.days[0], `days of ${name}`));
  const hall = await openHall(made.kind.office, start, foreseen);
  const recorder = createRecorder([]);
  const follower = followWaits({ get: (hash) => indexOffice(hash, made.kind.office) }, seed, recorder);
  const forecasts = new Map<TicketId, Forecast>();
  const endings = new Map<TicketId, Entry['ended']>();
  const revisions = new Map<TicketId, number>();
  let asked: Instant = 0;

  function ask(now: Instant): Waits {
    asked = now;
    const told = follower.waits(now);
    for (const change of recorder.take())
      if (change.kind === 'forecast') forecasts.set(change.forecast.ticket, change.forecast);
      else if (change.kind === 'ended') endings.set(change.ticket, change.ended);
      else revisions.set(change.ticket, (revisions.get(change.ticket) ?? 0) + 1);
    return told;
  }

  hall.onEvents((recorded) => {
    for (const one of recorded) {
      const { event, at } = one;
      follower.follow(one);
      if (isScored && (event.type === 'TicketIssued' || at - asked >= againMs)) ask(at);
    }
  });
  for (const [i, day] of made.days.entries()) {
    isScored = i >= history;
    await playDay(hall, linesOf(day));
  }
  ask(hall.now());
  await hall.close();
  const entries = [...forecasts].map(([ticket, forecast]): Entry => ({
    ...forecast,
    ended: endings.get(ticket) ?? null,
    revisions: revisions.get(ticket) ?? 0,
  }));
  const [first, last] = [made.days[history], made.days.at(-1)];
  return {
    office: name,
    days: scored,
    scores: accuracyOf(entries, present(first, name).day, present(last, name).day).all,
  };
}

/** Scored days of each office, and the days before them. */
const scored = 3;
const history = 20;

export async function playAllShipped(seed: number): Promise<readonly Shipped[]> {
  const played: Shipped[] = [];
  for (const office of kindNames) played.push(await playShipped(office, { seed: seed * 1000 + 900, history, scored }));
  return played;
}

/** The table of them, as Markdown. */
export function shippedPart(played: readonly Shipped[]): string {
  const minutes = (value: number | null) => one(value ?? NaN);
  return [
    '## As a hub tells it',
    '',
    'The same offices on some other days, followed as the thread of a hub follows them and scored by the record of a hub: no',
    'roster, only what past days showed; a range in whole five minutes, worked out again at each number and each minute, and',
    'another one told only when the forecast really moved. *Promised* is what the slip says, the range of a newcomer just',
    'before the press; *moves* is how many times a visitor is told another range until the call.',
    'Who left before the call would be carried by those who waited longer (inverse probability of censoring, Kaplan-Meier).',
    '',
    '| office | days | called, left before | MAE, min | QL | LES | P10-P90 holds | P20-P80 holds | called as promised | moves a visit |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...played.map(({ office, days: of, scores }) =>
      row(
        office,
        of,
        `${scores.called}, ${scores.unseen}`,
        minutes(scores.ours.mae),
        minutes(scores.qlLive.mae),
        minutes(scores.les.mae),
        percent(scores.outer.covered ?? NaN),
        percent(scores.inner.covered ?? NaN),
        percent(scores.kept / scores.promised),
        minutes(scores.revisions),
      ),
    ),
    '',
  ].join('\n');
}
