import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from '../../shared/protocol/hello.ts';
import type { ZoneId } from '../../shared/ids.ts';
import { arrive, inFlight, join, joinApi, newKey, openCounters, serviceFor, type Client } from './client.ts';
import { p50And99, type Figure } from './figures.ts';
import { displayPass } from './office.ts';
import { runBare, runHub } from './processes.ts';
import { rowsOf } from './rows.ts';

const rounds = 5;
const presses = 12;
const watch = { audience: 'display', zone: 'paspor' as ZoneId } as const;
const counter = 'loket-1';

/** Resolves when each of these screens has had a frame that shows what is waited for. */
function shownOn(screens: readonly Client[], isIt: (frame: Frame) => boolean): Promise<void> {
  return new Promise((resolve) => {
    let left = screens.length;
    for (const { socket } of screens) {
      const look = (frame: Frame) => {
        if (!isIt(frame)) return;
        socket.off('frame', look);
        if (--left === 0) resolve();
      };
      socket.on('frame', look);
    }
  });
}

const calling = (count: number) => (frame: Frame) =>
  frame.view.audience === 'display' && frame.view.calling.length === count;

async function timed(times: number, press: () => Promise<void>, after: () => Promise<void>): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const from = performance.now();
    await press();
    took.push(performance.now() - from);
    await after();
  }
  return took;
}

/** Press of CallNext until every display holds the call, beside one commit and a bare broadcast of the same bytes. */
export async function push(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const waiting of [300, 1_000]) figures.push(...(await pushWith(waiting)));
  return figures;
}

async function pushWith(waiting: number): Promise<readonly Figure[]> {
  const [hub, bare] = [await runHub(), await runBare()];
  const [api, bareApi] = [await joinApi(hub.url), await joinApi(bare.url)];
  await openCounters(api);
  await inFlight(16, waiting, () => arrive(api));
  const [ours, theirs]: [Client[], Client[]] = [[], []];
  let key = '';
  let frame: Frame | undefined;
  let answered: ReturnType<Client['does']> | undefined;

  const press = async () => {
    key = newKey();
    const all = shownOn(ours, calling(1));
    ours[0]?.socket.once('frame', (one: Frame) => (frame = one));
    answered = api.does({ type: 'CallNext', counter, key });
    await all;
  };
  /** The visitor is served and goes, another comes, and all is quiet again. */
  const leave = async () => {
    const result = (await answered)?.result;
    const ticket = result && 'ticket' in result ? result.ticket : undefined;
    const all = shownOn(ours, calling(0));
    await api.does({ type: 'StartService', counter, ticket });
    await api.does({ type: 'Finish', counter, ticket, outcome: 'referred' });
    await all;
    await arrive(api, serviceFor(counter));
    await sleep(30);
  };
  const pressBare = async () => {
    const all = shownOn(theirs, () => true);
    bareApi.socket.emit('command', { key: newKey() }, () => {});
    await all;
  };

  const figures: Figure[] = [];
  for (const displays of [1, 8, 50, 200]) {
    while (ours.length < displays) {
      const { token } = displayPass(ours.length);
      ours.push(await join(hub.url, token, watch));
      theirs.push(await join(bare.url, token, watch));
    }
    await timed(8, press, leave);
    await bareApi.socket.emitWithAck('rows', rowsOf(hub.dir, key), frame);
    await timed(8, pressBare, () => sleep(30));
    const times: [number[][], number[][]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      times[0].push(await timed(presses, press, leave));
      times[1].push(await timed(presses, pressBare, () => sleep(30)));
    }
    const [our, their] = [p50And99(times[0]), p50And99(times[1])];
    const name = `${displays} displays, ${waiting} waiting`;
    figures.push(
      {
        name: `push p50, ${name}`,
        unit: 'ms',
        ours: our.p50,
        baseline: their.p50,
        goals: displays >= 50 ? [{ ratio: 'most', limit: 1.5 }] : [],
      },
      { name: `push p99, ${name}`, unit: 'ms', ours: our.p99, baseline: their.p99 },
    );
  }
  for (const client of [api, bareApi, ...ours, ...theirs]) client.close();
  await Promise.all([hub.stop(), bare.stop()]);
  return figures;
}
