import { once } from 'node:events';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { present } from '../../shared/basics.ts';
import { secondMs, type BusinessDay, type Instant } from '../../shared/ids.ts';
import { Office } from '../../shared/protocol/office.ts';
import type { EventType, Recorded } from './domain/events.ts';
import { indexOffice, type OfficeIndex } from './domain/officeIndex.ts';
import { createTeller } from './forecast/told.ts';
import { followWaits } from './forecast/waits.ts';
import type { ForecastStart, FromForecast, ToForecast } from './forecastProtocol.ts';
import { openReader } from './journal/reader.edge.ts';
import { openRecord } from './journal/recordStore.edge.ts';
import { freeBytes } from './ballast.edge.ts';
import { createKeeper, type Keeper } from './record/keeper.ts';

/**
 * The forecast thread (design.md 1.8): learns from past days, follows today's events, and tells the waits again once all
 * that has arrived was followed. Events never wait for an answer; an answer that is overtaken is not made.
 */
const port = present(parentPort, 'the port of the forecast thread');
const { dir, seed, keepFree, days } = workerData as ForecastStart;
/** Waits move with the clock too. */
const refreshAgainMs = 20 * secondMs;
/** At most so often, so that a rush does not take a core. */
const restMs = secondMs;
/** These change the waits of a whole hall at once, and are told without that rest. */
const urgent: ReadonlySet<EventType> = new Set([
  'CounterOpened',
  'CounterPaused',
  'CounterClosed',
  'CounterTakenOver',
  'CounterAssigned',
  'ServicePaused',
  'ServiceResumed',
] satisfies EventType[]);

const shelf = new Map<string, OfficeIndex>();
const say = (says: string) => port.postMessage({ says } satisfies FromForecast);
const keeper = keepRecord();
const follower = followWaits(shelf, seed, keeper);
const changesOf = createTeller();
const reader = openReader({ dir });
let arrived: Recorded[] = [];
let heard = 0;
let clock: { readonly now: Instant; readonly at: number } | undefined;
let closing = false;
/** Ends the rest between two refreshes. */
let hurry = new AbortController();

let onNews = () => {};

port.on('message', (message: ToForecast) => {
  onNews();
  if (message === 'close') {
    closing = true;
    hurry.abort();
  } else if ('events' in message) {
    arrived.push(...message.events);
    clock = { now: message.now, at: performance.now() };
    if (message.events.some(({ event }) => urgent.has(event.type))) hurry.abort();
  } else if (message.body !== undefined)
    shelf.set(message.document, indexOffice(message.document, Office.parse(JSON.parse(message.body))));
});

/** Without a record the waits are told all the same. */
function keepRecord(): Keeper | undefined {
  try {
    return createKeeper(
      openRecord(dir, say, () => freeBytes(dir) >= keepFree),
      days[0] as BusinessDay,
      say,
    );
  } catch (error) {
    say(`Forecasts are not recorded until the hub is started again: ${String(error)}`);
    return undefined;
  }
}

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

/** Until something is heard, or the clock alone has moved the waits. */
function news(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, refreshAgainMs).unref();
    onNews = () => {
      clearTimeout(timer);
      resolve();
    };
  });
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
  // Whatever is heard from here on, the next refresh is of.
  hurry = new AbortController();
  await followArrived();
  if (clock && (heard !== toldOf || performance.now() - told > refreshAgainMs)) {
    told = performance.now();
    toldOf = heard;
    const waits = changesOf(follower.waits(clock.now + Math.round(told - clock.at)));
    port.postMessage({ waits } satisfies FromForecast);
    const proposes = follower.proposals();
    if (proposes.length > 0) port.postMessage({ proposes } satisfies FromForecast);
    keeper?.flush();
    const kept = keeper?.news();
    if (kept !== undefined) port.postMessage({ kept } satisfies FromForecast);
  }
  if (arrived.length === 0 && !closing) await news();
  await pause(restMs, undefined, { signal: hurry.signal }).catch(() => undefined);
}
keeper?.flush();
keeper?.close();
port.close();
