import { setTimeout as sleep } from 'node:timers/promises';
import type { ZoneId } from '../../shared/ids.ts';
import type { Frame } from '../../shared/protocol/hello.ts';
import { openBrowser } from '../e2e/support/browser.ts';
import { arrive, inFlight, join, joinApi, openCounters, serviceFor } from './client.ts';
import { p50And99, type Figure } from './figures.ts';
import { displayPass } from './office.ts';
import { runHub } from './processes.ts';
import { openTv } from './tvPage.ts';

const pages = 8;
const sockets = 192;
const rounds = 3;
const presses = 20;
const waiting = 300;
const counter = 'loket-1';
const watch = { audience: 'display', zone: 'paspor' as ZoneId } as const;
/** One clock for this process and the pages: the machine's wall, in parts of a millisecond. */
const wallNow = () => performance.timeOrigin + performance.now();

/** Press of CallNext until the last of 8 real TV pages has painted the call, beside the last of 192 sockets that has it. */
export async function displays(): Promise<readonly Figure[]> {
  const hub = await runHub();
  const browser = await openBrowser();
  try {
    const api = await joinApi(hub.url);
    await openCounters(api);
    await inFlight(16, waiting, () => arrive(api));
    const tvs = await Promise.all(Array.from({ length: pages }, (_, i) => openTv(browser, hub.url, i)));
    for (const tv of tvs) await tv.evaluate(noteCalls);
    const others = await Promise.all(
      Array.from({ length: sockets }, (_, i) => join(hub.url, displayPass(pages + i).token, watch)),
    );
    const rendered: number[][] = [];
    const pushed: number[][] = [];
    for (let round = -1; round < rounds; round++) {
      const [onPages, onSockets]: [number[], number[]] = [[], []];
      for (let i = 0; i < presses; i++) {
        const arrived = others.map(
          ({ socket }) =>
            new Promise<number>((resolve) => {
              const look = ({ view }: Frame) => {
                if (view.audience !== 'display' || view.calling.length === 0) return;
                socket.off('frame', look);
                resolve(wallNow());
              };
              socket.on('frame', look);
            }),
        );
        const from = wallNow();
        const { result } = await api.does({ type: 'CallNext', counter });
        const { ticket, number } = result as { readonly ticket: string; readonly number: string };
        onSockets.push(Math.max(...(await Promise.all(arrived))) - from);
        const painted = await Promise.all(tvs.map((tv) => tv.evaluate(paintedAt, number)));
        onPages.push(Math.max(...painted) - from);
        await api.does({ type: 'StartService', counter, ticket });
        await api.does({ type: 'Finish', counter, ticket, outcome: 'referred' });
        await arrive(api, serviceFor(counter));
        await sleep(100);
      }
      // The first round warms the pages up.
      if (round >= 0) {
        rendered.push(onPages);
        pushed.push(onSockets);
      }
    }
    for (const client of [api, ...others]) client.close();
    const [page, socket] = [p50And99(rendered), p50And99(pushed)];
    const name = `${pages} TV pages and ${sockets} sockets`;
    const against = 'the last socket has it';
    return [
      { name: `press to painted p50, ${name}`, unit: 'ms', ours: page.p50, baseline: socket.p50, against },
      { name: `press to painted p99, ${name}`, unit: 'ms', ours: page.p99, baseline: socket.p99, against },
    ];
  } finally {
    await browser.close();
    await hub.stop();
  }
}

/** Runs in the page: notes when each called number has been painted at its counter. */
function noteCalls(): void {
  const painted = new Map<string, number>();
  Object.assign(window, { painted });
  new MutationObserver(() => {
    for (const element of document.querySelectorAll('.desk.hot .no')) {
      const number = element.textContent ?? '';
      if (painted.has(number)) continue;
      painted.set(number, Infinity);
      requestAnimationFrame(() =>
        requestAnimationFrame(() => painted.set(number, performance.timeOrigin + performance.now())),
      );
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}

/** Runs in the page: when this number was painted, by the wall. */
function paintedAt(number: string): Promise<number> {
  const { painted } = window as unknown as { readonly painted: ReadonlyMap<string, number> };
  return new Promise((resolve) => {
    const look = () => {
      const at = painted.get(number) ?? Infinity;
      if (at === Infinity) setTimeout(look, 5);
      else resolve(at);
    };
    look();
  });
}
