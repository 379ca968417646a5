import { once } from 'node:events';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { present } from '../../shared/basics.ts';
import { secondMs, type Instant } from '../../shared/ids.ts';
import { Office } from '../../shared/protocol/office.ts';
import type { Recorded } from './domain/events.ts';
import { indexOffice, type OfficeIndex } from './domain/officeIndex.ts';
import { followWaits } from './forecast/waits.ts';
import type { ForecastStart, FromForecast, ToForecast } from './forecastProtocol.ts';
import { openReader } from './journal/reader.edge.ts';

/**
 * The forecast thread (design.md 1.8): learns from past days, follows today's events, and tells the waits again once all
 * that has arrived was followed. Events never wait for an answer; an answer that is overtaken is not made.
 */
const port = present(parentPort, 'the port of the forecast thread');
const { dir, seed, days } = workerData as ForecastStart;
/** Waits move with the clock too. */
const refreshAgainMs = 20 * secondMs;
/** At most so often, so that a rush does not take a core. */
const restMs = secondMs;

const shelf = new Map<string, OfficeIndex>();
const follower = followWaits(shelf, seed);
const reader = openReader({ dir });
let arrived: Recorded[] = [];
let heard = 0;
let clock: { readonly now: Instant; readonly at: number } | undefined;
let closing = false;
const end = new AbortController();

port.on('message', (message: ToForecast) => {
  if (message === 'close') {
    closing = true;
    end.abort();
  } else if ('events' in message) {
    arrived.push(...message.events);
    clock = { now: message.now, at: performance.now() };
  } else if (message.body !== undefined)
    shelf.set(message.document, indexOffice(message.document, Office.parse(JSON.parse(message.body))));
});

async function follow(recorded: Recorded): Promise<void> {
  const { event, seq } = recorded;
  if (seq <= heard || closing) return;
  heard = seq;
  // A question of the hub, or its end, is heard between events, however many there are to catch up with.
  if (seq % 64 === 0) await nextTurn();
  if (event.type === 'DayOpened' || event.type === 'OfficeAdopted') await fetchOffice(event.document);
  follower.follow(recorded);
}

async function fetchOffice(hash: string): Promise<void> {
  if (shelf.has(hash)) return;
  port.postMessage({ needs: hash } satisfies FromForecast);
  while (!shelf.has(hash) && !closing) await once(port, 'message');
}

async function followArrived(): Promise<void> {
  while (arrived.length > 0) {
    const events = arrived;
    arrived = [];
    for (const recorded of events) await follow(recorded);
  }
}

for (const day of days) for await (const recorded of reader.read(day as Recorded['day'])) await follow(recorded);
await reader.close();
let told = -Infinity;
let toldOf = -1;
while (!closing) {
  await followArrived();
  if (clock && (heard !== toldOf || performance.now() - told > refreshAgainMs)) {
    told = performance.now();
    toldOf = heard;
    const waits = follower.waits(clock.now + Math.round(told - clock.at));
    port.postMessage({ waits } satisfies FromForecast);
  }
  await Promise.race([once(port, 'message'), pause(refreshAgainMs, undefined, { ref: false })]);
  await pause(restMs, undefined, { signal: end.signal }).catch(() => undefined);
}
port.close();
