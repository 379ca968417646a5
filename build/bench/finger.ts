import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { startTcpPrinter } from '../../shared/testing/tcpPrinter.edge.ts';
import { openBrowser } from '../e2e/support/browser.ts';
import { percentile, type Figure } from './figures.ts';
import { runKiosk } from './kioskProcess.ts';
import { runHub } from './processes.ts';

/** Ms from the press on "Ambil nomor" to the first byte of its slip, at a printer on the network, with the hub and without. */
export async function finger({ full, quick }: { readonly full: boolean; readonly quick: boolean }) {
  const tickets = quick ? 20 : 60;
  /** 60 tickets in 5 minutes. */
  const everyMs = full ? 5_000 : 0;
  const hub = await runHub();
  const printer = await startTcpPrinter();
  const wire = await tappedWire(Number(new URL(printer.uri).port));
  const kiosk = await runKiosk(hub.url, wire.uri);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await page.goto(`${kiosk.url}/`);
    const withHub = await presses(page, wire, tickets, everyMs);
    await hub.stop();
    await page.getByText('Mesin ini sedang bekerja sendiri').first().waitFor();
    const alone = await presses(page, wire, tickets, everyMs);
    if (printer.printer.slips.length !== 2 * tickets)
      throw new Error(`${2 * tickets} presses gave ${printer.printer.slips.length} slips`);
    return [...figuresOf('with the hub', withHub, 700), ...figuresOf('without the hub', alone, 1_200)];
  } finally {
    await browser.close();
    await kiosk.stop();
    await wire.close();
    await printer.close();
    await hub.stop();
  }
}

function figuresOf(how: string, times: readonly number[], limit: number): readonly Figure[] {
  return [
    { name: `press to slip, ${how}, p50 of ${times.length}`, unit: 'ms', ours: percentile(times, 0.5) },
    {
      name: `press to slip, ${how}, p99`,
      unit: 'ms',
      ours: percentile(times, 0.99),
      goals: [{ figure: 'most', limit }],
    },
  ];
}

async function presses(page: Page, wire: Wire, tickets: number, everyMs: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < tickets; i++) {
    const from = performance.now();
    await page.getByRole('button', { name: /Informasi dan Pengaduan/ }).click();
    const key = page.getByRole('button', { name: /Ambil nomor/ });
    await key.waitFor();
    await page.evaluate(() => {
      const pressed = new Promise<number>((resolve) =>
        addEventListener('pointerdown', ({ timeStamp }) => resolve(performance.timeOrigin + timeStamp), { once: true }),
      );
      Object.assign(window, { pressed });
    });
    const slip = wire.nextSlip();
    await key.click();
    const pressed = await page.evaluate(() => (window as unknown as { readonly pressed: Promise<number> }).pressed);
    times.push((await slip) - pressed);
    await page.getByRole('button', { name: 'Selesai' }).click();
    await sleep(Math.max(0, everyMs - (performance.now() - from)));
  }
  return times;
}

interface Wire {
  readonly uri: string;
  /** When the first byte of the next slip passes, on the clock of the wall. */
  nextSlip(): Promise<number>;
  close(): Promise<void>;
}

/** The cable to the printer: it looks at what passes. A slip begins with `ESC @`; before it the printer is only asked how it is. */
async function tappedWire(port: number): Promise<Wire> {
  const open = new Set<Socket>();
  let seen: ((at: number) => void) | undefined;
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(end);
      end.once('close', () => open.delete(end));
      end.on('error', () => other.destroy());
      end.pipe(other);
    }
    near.on('data', (part: Buffer) => {
      if (!part.includes('\u001b@', 0, 'latin1')) return;
      seen?.(performance.timeOrigin + performance.now());
      seen = undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    uri: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    nextSlip: () => new Promise((resolve) => (seen = resolve)),
    close() {
      for (const end of open) end.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
