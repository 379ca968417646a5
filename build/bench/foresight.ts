import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { createHeard, createTeller, type ChangedWaits, type Heard } from '../../apps/hub/forecast/told.ts';
import { followWaits } from '../../apps/hub/forecast/waits.ts';
import type { ToForecast } from '../../apps/hub/forecastProtocol.ts';
import { memoryDisk, openMemory } from '../../apps/hub/journal/memory.ts';
import { recordedOf } from '../../apps/hub/journal/lift.ts';
import { nothingForeseen, sightOf, type Foreseen } from '../../apps/hub/views/services.ts';
import { viewFor } from '../../apps/hub/views/views.ts';
import { minuteMs, type CounterId, type DeviceId, type TicketId, type ZoneId } from '../../shared/ids.ts';
import type { Watch } from '../../shared/protocol/hello.ts';
import { arrive, inFlight, joinApi, openCounters, take, type Client } from './client.ts';
import { hubOver, playTickets, takeMany } from './day.ts';
import { median, p50And99, type Figure } from './figures.ts';
import { officeChecked, seats, services, zones } from './office.ts';
import { runHub, type Running } from './processes.ts';

const waiting = 300;
const mainRounds = 9;
/** One of each audience, as a hall with all of them has. */
const watches: readonly Exclude<Watch, { audience: 'none' }>[] = [
  { audience: 'kiosk' },
  { audience: 'floor' },
  ...zones.map((zone) => ({ audience: 'display', zone: zone as ZoneId }) as const),
  ...seats.map(({ counter }) => ({ audience: 'counter', counter: counter as CounterId }) as const),
];
/** Visitors that were served before of each service, so that the look-ahead speaks and no formula. */
const servedBefore = 40;

/**
 * What the hub's own thread spends on forecasts with 300 waiting: it copies each event to the forecast thread, and takes
 * what that tells. Here every event is followed by a whole telling, though in an office at most one a second is made.
 */
async function onMainThread(eventsInRound: number): Promise<readonly Figure[]> {
  const disk = memoryDisk();
  const { hub, does } = await hubOver(openMemory(disk));
  const { day } = hub.floor();
  const served = services.length * servedBefore;
  await playTickets(hub, does, served, 0);
  await takeMany(does, day, served, waiting);
  const { index } = officeChecked();
  const follower = followWaits({ get: () => index }, 1);
  const changesOf = createTeller();
  const heard = createHeard();
  const recorded = disk.events.filter(({ book }) => book === day).map(({ body }) => recordedOf(body));
  for (const one of recorded) follower.follow(one);
  const { port1: ours, port2: theirs } = new MessageChannel();
  const told = changesOf(follower.waits(hub.now()));
  const rounds: { readonly post: number; readonly hear: number }[][] = [];
  for (let round = 0; round < mainRounds + 1; round++)
    rounds.push(
      recorded.slice(-eventsInRound).map((one) => {
        const from = performance.now();
        ours.postMessage({ events: [one], now: hub.now() } satisfies ToForecast);
        const post = performance.now() - from;
        receiveMessageOnPort(theirs);
        theirs.postMessage({ waits: told });
        const before = performance.now();
        const { message } = receiveMessageOnPort(ours) as { message: { waits: ChangedWaits } };
        heard.hear(message.waits);
        return { post, hear: performance.now() - before };
      }),
    );
  const sights: number[] = [];
  for (let i = 0; i < 51; i++) {
    const from = performance.now();
    const waitOf = (ticket: TicketId) => heardOf(heard, ticket);
    const sight = sightOf(hub.floor(), hub.now(), { ...nothingForeseen, waitOf });
    for (const watch of watches) JSON.stringify(viewFor(watch, 'kiosk-1' as DeviceId, hub.floor(), sight));
    sights.push(performance.now() - from);
  }
  ours.close();
  await hub.close();
  const of = told.tickets.keys.filter((ticket) => heard.ticket(ticket) !== undefined).length;
  if (of !== waiting) throw new Error(`Only ${of} of ${waiting} who wait were told of`);
  // The first round warms up.
  const p99Of = (pick: (one: { readonly post: number; readonly hear: number }) => number) =>
    p50And99(rounds.slice(1).map((round) => round.map(pick))).p99;
  const size = told.tickets.keys.length + told.newcomers.keys.length;
  return [
    { name: 'an event to the forecast thread, p99', unit: 'ms', ours: p99Of(({ post }) => post) },
    { name: `${size} changed estimates heard, p99`, unit: 'ms', ours: p99Of(({ hear }) => hear) },
    {
      name: 'both for each event, p99',
      unit: 'ms',
      ours: p99Of(({ post, hear }) => post + hear),
      goals: [{ figure: 'most', limit: 0.3 }],
    },
    { name: `the ${watches.length} views made again, at most once a second`, unit: 'ms', ours: median(sights) },
  ];
}

function heardOf(heard: Heard, ticket: TicketId): ReturnType<Foreseen['waitOf']> {
  const told = heard.ticket(ticket);
  return told ? { estimate: { low: told.low, high: told.high }, later: told.later } : { estimate: null, later: false };
}

/** A hub with 300 waiting, of whose stages enough was seen. */
async function fullHub(hub: Running): Promise<Client> {
  const api = await joinApi(hub.url);
  await openCounters(api);
  for (const service of services) {
    await inFlight(1, servedBefore, () => arrive(api, service));
    await Promise.all(seats.map(({ counter }) => serveAll(api, counter)));
  }
  await inFlight(16, waiting, () => arrive(api));
  return api;
}

/** Until nobody waits for the counter. */
async function serveAll(api: Client, counter: string): Promise<void> {
  for (;;) {
    const called = await api.does({ type: 'CallNext', counter }).catch(() => undefined);
    if (!called || !('ticket' in called.result)) return;
    const { ticket } = called.result;
    await api.does({ type: 'StartService', counter, ticket });
    await api.does({ type: 'Finish', counter, ticket, outcome: 'referred' });
  }
}

/** Somebody takes a number and goes again, so that as many wait; how long the first takes, Ms, and what was promised. */
async function takeAndLeave(api: Client): Promise<{ readonly took: number; readonly isPromised: boolean }> {
  const from = performance.now();
  const { result } = await api.does(take());
  const took = performance.now() - from;
  if (!('estimate' in result) || result.ticket === undefined) throw new Error('TakeTicket was answered otherwise');
  await api.does({ type: 'Cancel', ticket: result.ticket });
  return { took, isPromised: result.estimate !== null };
}

/** The thread begins a while after the start, and learns first. */
async function promised(api: Client): Promise<void> {
  const until = performance.now() + minuteMs;
  while (!(await takeAndLeave(api)).isPromised) {
    if (performance.now() > until) throw new Error('Nothing is promised a minute after the start');
    await sleep(500);
  }
}

/** Answer times of TakeTicket while the forecast thread works without a pause but its own, beside a hub that has none. */
async function answersBeside({ rounds, takes }: { readonly rounds: number; readonly takes: number }) {
  const hubs = [await runHub(), await runHub({ as: 'blind' })] as const;
  const [seeing, blind] = [await fullHub(hubs[0]), await fullHub(hubs[1])];
  await promised(seeing);
  const times: [(readonly number[])[], (readonly number[])[]] = [[], []];
  let said = 0;
  for (let round = 0; round < rounds; round++)
    for (const [i, api] of [seeing, blind].entries()) {
      const took: number[] = [];
      for (let n = 0; n < takes; n++) {
        const one = await takeAndLeave(api);
        took.push(one.took);
        if (i === 0 && one.isPromised) said++;
      }
      times[i]?.push(took);
    }
  for (const api of [seeing, blind]) api.close();
  for (const hub of hubs) await hub.stop();
  if (said < (rounds * takes) / 2) throw new Error(`Only ${said} of ${rounds * takes} tickets were promised a time`);
  const [ours, theirs] = [p50And99(times[0]), p50And99(times[1])];
  return [
    {
      name: `ack p50 while forecasts are made, ${waiting} wait`,
      unit: 'ms',
      ours: ours.p50,
      baseline: theirs.p50,
      against: 'the hub without forecasts',
      goals: [{ ratio: 'most', limit: 1.3 }],
    },
    { name: 'ack p99 of the same', unit: 'ms', ours: ours.p99, baseline: theirs.p99 },
  ] satisfies readonly Figure[];
}

/** What forecasts cost whoever waits for the hub's answer. */
export async function foresight({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  return [
    ...(await onMainThread(quick ? 200 : 1_000)),
    ...(await answersBeside(quick ? { rounds: 9, takes: 100 } : { rounds: 21, takes: 200 })),
  ];
}
