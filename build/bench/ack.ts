import { p50And99, median, type Figure } from './figures.ts';
import { inFlight, joinApi, newKey, take, type Client } from './client.ts';
import { runBare, runHub, type Running } from './processes.ts';
import { rowsOf } from './rows.ts';

const rounds = 5;

/** Commands spread over as many sockets as there are workers, eight at most. */
export async function clientsOf({ url }: Running, workers: number): Promise<readonly Client[]> {
  return Promise.all(Array.from({ length: Math.min(8, workers) }, () => joinApi(url)));
}

export const takeOn = (clients: readonly Client[]) => (worker: number) =>
  clients[worker % clients.length]?.does(take()) ?? Promise.resolve();

/** Answer times of TakeTicket beside a bare socket.io server with one FULL commit of the same rows. */
export async function ack(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [workers, commands] of [
    [1, 100],
    [8, 200],
    [64, 400],
  ] as const) {
    const [hub, bare] = [await runHub(), await runBare()];
    const [ours, theirs] = [await clientsOf(hub, workers), await clientsOf(bare, workers)];
    const key = newKey();
    await ours[0]?.does({ ...take(), key });
    await theirs[0]?.socket.emitWithAck('rows', rowsOf(hub.dir, key), null);
    for (const clients of [ours, theirs]) await inFlight(workers, 400, takeOn(clients));
    const times: [(readonly number[])[], (readonly number[])[]] = [[], []];
    for (let round = 0; round < rounds; round++)
      for (const [i, clients] of [ours, theirs].entries())
        times[i]?.push((await inFlight(workers, commands, takeOn(clients))).times);
    const [our, their] = [p50And99(times[0]), p50And99(times[1])];
    figures.push(
      {
        name: `ack p50, ${workers} in flight`,
        unit: 'ms',
        ours: our.p50,
        baseline: their.p50,
        goals: [{ ratio: 'most', limit: 1.5 }],
      },
      { name: `ack p99, ${workers} in flight`, unit: 'ms', ours: our.p99, baseline: their.p99 },
    );
    for (const client of [...ours, ...theirs]) client.close();
    await Promise.all([hub.stop(), bare.stop()]);
  }
  return figures;
}

/** Answered TakeTickets a second, beside the same hub with its journal in memory. */
export async function rate(): Promise<readonly Figure[]> {
  const workers = 64;
  const hubs = [await runHub(), await runHub({ as: 'memory' })] as const;
  const clients = [await clientsOf(hubs[0], workers), await clientsOf(hubs[1], workers)] as const;
  for (const one of clients) await inFlight(workers, 500, takeOn(one));
  const speeds: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++)
    for (const [i, one] of clients.entries()) speeds[i]?.push((await inFlight(workers, 500, takeOn(one))).perSecond);
  for (const one of clients.flat()) one.close();
  await Promise.all(hubs.map((hub) => hub.stop()));
  return [
    {
      name: 'acknowledged, 64 in flight, up to 3,000 waiting',
      unit: '/s',
      ours: median(speeds[0]),
      baseline: median(speeds[1]),
      against: 'journal in memory',
      goals: [
        { ratio: 'least', limit: 0.6 },
        { figure: 'least', limit: 3_000 },
      ],
    },
  ];
}
