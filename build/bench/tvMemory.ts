import { openBrowser } from '../e2e/support/browser.ts';
import { arrive, joinApi, openCounters, serviceFor } from './client.ts';
import type { Figure } from './figures.ts';
import { seats } from './office.ts';
import { runHub } from './processes.ts';
import { openTv } from './tvPage.ts';

/** Counters of the hall at which a visit begins. */
const firstStops: ReadonlySet<string> = new Set(['loket-1', 'loket-2', 'loket-5']);
const warmUp = 200;
/** A television's processor beside this machine's. */
const slower = 4;
const mib = (bytes: number) => bytes / 1024 / 1024;

/** So many calls on one TV page, its processor four times slower: is its memory as it was, and was it ever held up? */
export async function tv({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const calls = quick ? 1_000 : 10_000;
  const hub = await runHub({ memory: true });
  const browser = await openBrowser();
  try {
    const api = await joinApi(hub.url);
    await openCounters(api);
    const page = await openTv(browser, hub.url, 0);
    const devtools = await page.context().newCDPSession(page);
    const callMany = async (many: number) => {
      const hall = seats.filter(({ counter }) => firstStops.has(counter));
      let left = many;
      await Promise.all(
        hall.map(async ({ counter }) => {
          while (left-- > 0) {
            await arrive(api, serviceFor(counter));
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
