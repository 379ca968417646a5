import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { median, type Figure, type Goal } from './figures.ts';
import { apiPass, displayPass } from './office.ts';
import { runHub } from './processes.ts';
import { runKiosk } from './kioskProcess.ts';

/** A kiosk's or television's processor beside this machine's. */
const slower = 4;
const rounds = 3;
const presses = 8;

interface Target {
  readonly name: string;
  readonly url: string;
  readonly size: readonly [width: number, height: number];
  /** What the page finds in its storage: the credential an installer typed. */
  readonly storage: { readonly [key: string]: string };
  /** There once the page can be used, or read. */
  readonly usable: string;
  /** A key to press; none on a TV. */
  readonly key: string | undefined;
}

/** Time from the address to the first paint and to use, from an empty cache, and from a touch to the pressed key painted, Ms. */
export async function pages(): Promise<readonly Figure[]> {
  const hub = await runHub();
  const kiosk = await runKiosk(hub.url);
  const plain = await plainPage();
  const browser = await openBrowser();
  const targets: readonly Target[] = [
    { name: 'kiosk', url: `${kiosk.url}/`, size: [1080, 1920], storage: {}, usable: 'main .key', key: 'main .key' },
    {
      name: 'counter',
      url: `${hub.url}/counter/?counter=loket-1`,
      size: [1366, 768],
      storage: { 'antrean.token.officer': apiPass.token },
      usable: '.seat .key',
      key: '.seat .key',
    },
    {
      name: 'display',
      url: `${hub.url}/display/?zone=paspor`,
      size: [1920, 1080],
      storage: { 'antrean.token.display': displayPass(0).token },
      usable: '.board',
      key: undefined,
    },
  ];
  const bare: Target = { name: 'plain', url: plain.url, size: [1366, 768], storage: {}, usable: '.key', key: '.key' };
  try {
    const figures: Figure[] = [];
    for (const target of targets) figures.push(...(await figuresOf(browser, target, bare)));
    return figures;
  } finally {
    await browser.close();
    await plain.close();
    await kiosk.stop();
    await hub.stop();
  }
}

const limits: { readonly [name: string]: number } = { kiosk: 130, display: 120 };

async function figuresOf(browser: Browser, target: Target, bare: Target): Promise<readonly Figure[]> {
  const [ours, theirs]: [Looked[], Looked[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await look(browser, target));
    theirs.push(await look(browser, bare));
  }
  const { name } = target;
  const of = (looked: readonly Looked[], what: 'painted' | 'usable') => median(looked.map((one) => one[what]));
  const limit = limits[name];
  const most = (value: number): readonly Goal[] => [{ figure: 'most', limit: value }];
  const touches = [ours, theirs].map((looked) => looked.flatMap((one) => one.touches));
  return [
    {
      name: `${name}, script, gzipped`,
      unit: 'kB',
      ours: scriptBytes(name) / 1_000,
      ...(limit === undefined ? {} : { goals: most(limit) }),
    },
    {
      name: `${name}, first paint, processor ${slower}x slower`,
      unit: 'ms',
      ours: of(ours, 'painted'),
      baseline: of(theirs, 'painted'),
      against: 'a static page',
    },
    {
      name: `${name}, usable, processor ${slower}x slower`,
      unit: 'ms',
      ours: of(ours, 'usable'),
      baseline: of(theirs, 'usable'),
      against: 'a static page',
      goals: most(1_000),
    },
    ...(target.key === undefined
      ? []
      : [
          {
            name: `${name}, touch to pressed key painted`,
            unit: 'ms',
            ours: median(touches[0] ?? []),
            baseline: median(touches[1] ?? []),
            against: 'a static page',
            goals: most(100),
          },
        ]),
  ];
}

interface Looked {
  readonly painted: number;
  readonly usable: number;
  readonly touches: readonly number[];
}

async function look(browser: Browser, { url, size, storage, usable, key }: Target): Promise<Looked> {
  const context = await browser.newContext({ viewport: { width: size[0], height: size[1] } });
  const page = await context.newPage();
  await page.addInitScript(
    ([kept, wanted]) => {
      for (const [name, value] of Object.entries(kept)) localStorage.setItem(name, value);
      const seen = { usable: 0 };
      Object.assign(window, { seen });
      const find = () => {
        if (seen.usable === 0 && document.querySelector(wanted)) seen.usable = performance.now();
      };
      new MutationObserver(find).observe(document, { childList: true, subtree: true });
    },
    [storage, usable] as const,
  );
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator(usable).first().waitFor();
  const painted = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const [first] = list.getEntriesByName('first-contentful-paint');
          if (first) resolve(first.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  const used = await page.evaluate(() => (window as unknown as { readonly seen: { usable: number } }).seen.usable);
  const touches: number[] = [];
  if (key !== undefined) for (let i = 0; i < presses; i++) touches.push(await touch(page, key));
  await context.close();
  return { painted, usable: used, touches };
}

/** From the pointer going down, as the browser stamps it, to the frame in which the key is pressed; the finger then slides off it. */
async function touch(page: Page, selector: string): Promise<number> {
  await page.evaluate((wanted) => {
    const held = new Promise<number>((resolve, reject) => {
      addEventListener(
        'pointerdown',
        ({ timeStamp }) =>
          requestAnimationFrame(() => {
            const pressed = document.querySelector(wanted)?.matches(':active') === true;
            const after = new MessageChannel();
            after.port1.onmessage = () =>
              pressed ? resolve(performance.now() - timeStamp) : reject(new Error('The key did not go down'));
            after.port2.postMessage(0);
          }),
        { once: true },
      );
    });
    Object.assign(window, { held });
  }, selector);
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`There is no ${selector} to press`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  const took = await page.evaluate(() => (window as unknown as { readonly held: Promise<number> }).held);
  await page.mouse.move(1, 1);
  await page.mouse.up();
  return took;
}

function scriptBytes(page: string): number {
  const folder = join(import.meta.dirname, '../../dist/pages', page, 'assets');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
}

/** One heading and one key, as little as a page can be. */
async function plainPage(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const body =
    '<!doctype html><html lang="id"><title>Antrean</title><style>.key:active{transform:translateY(3px)}</style><h1>Antrean</h1><button class="key">Ambil nomor</button></html>';
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
