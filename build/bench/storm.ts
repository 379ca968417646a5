import { setTimeout as sleep } from 'node:timers/promises';
import type { CounterId, ZoneId } from '../../shared/ids.ts';
import { arrive, inFlight, join, joinApi, openCounters, type Client } from './client.ts';
import type { Figure } from './figures.ts';
import { displayPass, kioskPass, seats, zones } from './office.ts';
import { metric, runHub } from './processes.ts';

const tickets = 3_000;
/** A timer of this length stands behind Node's event-loop figures, and is in them. */
const resolutionMs = 10;
const lag = 'nodejs_eventloop_lag_p99_seconds';
const rss = 'process_resident_memory_bytes';
const mib = (bytes: number) => bytes / 1024 / 1024;

/** A whole day in one storm: 200 screens of every kind, 64 tickets in flight, six officers pressing without a pause. */
export async function storm({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const hub = await runHub();
  await sleep(2_000);
  const screens = await allScreens(hub.url);
  const idle = { rss: await metric(hub, rss), lag: 0 };
  await sleep(3_000);
  idle.lag = (await metric(hub, lag)) * 1_000 - resolutionMs;
  const api = await joinApi(hub.url);
  await openCounters(api);
  const takers = await Promise.all(Array.from({ length: 8 }, () => joinApi(hub.url)));
  let over = false;
  const officers = seats.map(({ counter }) => serve(api, counter, () => over));
  const { perSecond } = await inFlight(64, tickets, (worker) => arrive(takers[worker % 8] ?? api));
  over = true;
  const served = (await Promise.all(officers)).reduce((sum, one) => sum + one, 0);
  const busy = (await metric(hub, lag)) * 1_000 - resolutionMs;
  const after = quick ? 5 : 60;
  await sleep(after * 1_000);
  const resident = await metric(hub, rss);
  for (const client of [api, ...takers, ...screens]) client.close();
  await hub.stop();
  return [
    { name: 'storm, tickets with 200 screens watching', unit: '/s', ours: perSecond },
    { name: 'storm, visitors called and served meanwhile', unit: '', ours: served },
    {
      name: 'event-loop delay p99 in the storm',
      unit: 'ms',
      ours: busy,
      baseline: idle.lag,
      against: 'the same hub idle',
      goals: [{ figure: 'most', limit: 10 }],
    },
    {
      name: `RSS ${after} s after the storm, 200 sockets`,
      unit: 'MiB',
      ours: mib(resident),
      baseline: mib(idle.rss),
      against: 'the same hub before it',
      goals: [{ figure: 'most', limit: 150 }],
    },
  ];
}

/** 150 displays in two zones, 40 counter screens, 9 kiosks, one floor. */
function allScreens(url: string): Promise<readonly Client[]> {
  const displays = Array.from({ length: 150 }, (_, i) => () => {
    const zone = zones[i % zones.length] as ZoneId;
    return join(url, displayPass(i).token, { audience: 'display', zone });
  });
  const counters = Array.from({ length: 40 }, (_, i) => () => {
    const counter = seats[i % seats.length]?.counter as CounterId;
    return joinApi(url, { audience: 'counter', counter });
  });
  const kiosks = Array.from({ length: 9 }, (_, i) => () => join(url, kioskPass(i).token, { audience: 'kiosk' }));
  return Promise.all(
    [...displays, ...counters, ...kiosks, () => joinApi(url, { audience: 'floor' })].map((one) => one()),
  );
}

/** One officer: call, start, finish, as fast as the hub answers; how many were served. */
async function serve(api: Client, counter: string, isOver: () => boolean): Promise<number> {
  for (let served = 0; ;) {
    if (isOver()) return served;
    const called = await api.does({ type: 'CallNext', counter }).catch(() => undefined);
    if (!called || !('ticket' in called.result)) {
      await sleep(20);
      continue;
    }
    const { ticket } = called.result;
    await api.does({ type: 'StartService', counter, ticket });
    await api.does({ type: 'Finish', counter, ticket, outcome: 'referred' });
    served++;
  }
}
