import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceId } from '../../shared/ids.ts';
import { openBrowser } from '../e2e/support/browser.ts';
import { arrive, joinApi, openCounters } from './client.ts';
import type { Figure } from './figures.ts';
import { seats } from './office.ts';
import { runHub } from './processes.ts';
import { openTv } from './tvPage.ts';

/** Counters of the hall at which a visit begins, each with a service of another prefix: one has 4,999 numbers a day (N2). */
const firstStops: ReadonlyMap<string, ServiceId> = new Map(
  [
    ['loket-1', 'paspor-baru'],
    ['loket-2', 'paspor-ambil'],
    ['loket-5', 'informasi'],
  ].map(([counter = '', service]) => [counter, ServiceId.parse(service)]),
);
/** Calls at each of them, a second: some seven hundred times what an office does. */
const pace = 20;
const warmUp = 1_000;
/** A television's processor beside this machine's. */
const slower = 4;
const mib = (bytes: number) => bytes / 1024 / 1024;

/** So many calls on one TV page, its processor four times slower: is its memory as it was, and was it ever held up? */
export async function tv({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const calls = quick ? 1_000 : 10_000;
  const hub = await runHub({ as: 'memory' });
  const browser = await openBrowser();
  try {
    const api = await joinApi(hub.url);
    await openCounters(api);
    const page = await openTv(browser, hub.url, 0);
    const devtools = await page.context().newCDPSession(page);
    const callMany = async (many: number) => {
      const hall = seats.filter(({ counter }) => firstStops.has(counter));
      const each = Math.ceil(many / hall.length);
      const since = performance.now();
      await Promise.all(
        hall.map(async ({ counter }) => {
          for (let left = each; left > 0; left--) {
            await sleep(Math.max(0, since + ((each - left) * 1_000) / pace - performance.now()));
            await arrive(api, firstStops.get(counter) ?? ServiceId.parse(counter));
            const { result } = await api.does({ type: 'CallNext', counter }).catch(() => ({ result: {} }));
            if (!('ticket' in result)) continue;
            const { ticket } = result;
            await api.does({ type: 'StartService', counter, ticket });
            await api.does({ type: 'Finish', counter, ticket, outcome: 'referred' });
          }
        }),
      );
    };
    const heap = async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      return (await devtools.send('Runtime.getHeapUsage')).usedSize;
    };
    await callMany(warmUp);
    const before = await heap();
    await page.evaluate(() => {
      const longest = { ms: 0 };
      Object.assign(window, { longest });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration);
      }).observe({ type: 'longtask', buffered: false });
    });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    await callMany(calls);
    // A task of under 50 ms is no long one, and is not told.
    const longest = await page.evaluate(() => (window as unknown as { readonly longest: { ms: number } }).longest.ms);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    const after = await heap();
    api.close();
    return [
      {
        name: `heap of a TV page after ${calls.toLocaleString('en')} calls`,
        unit: 'MiB',
        ours: mib(after),
        baseline: mib(before),
        against: `the same page after ${warmUp}`,
        goals: [{ ratio: 'most', limit: 1.1 }],
      },
      {
        name: `longest task over 50 ms, processor ${slower} times slower`,
        unit: 'ms',
        ours: longest,
        goals: [{ figure: 'most', limit: 50 }],
      },
    ];
  } finally {
    await browser.close();
    await hub.stop();
  }
}
