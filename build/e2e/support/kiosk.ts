import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { vi } from 'vitest';
import { machineClock, type HubProgram } from '../../../apps/hub/program.edge.ts';
import { startKiosk } from '../../../apps/kiosk/program.edge.ts';
import { readEscPos, paperText } from '../../../shared/testing/escpos.ts';
import { startTcpPrinter, type TcpPrinter, type TcpPrinterManner } from '../../../shared/testing/tcpPrinter.edge.ts';
import { closeLater, program, tempFolder, tokenOf } from './hubProgram.ts';

export interface KioskFloor {
  readonly url: string;
  readonly hub: string;
  /** What the hub is told of waits. */
  readonly told: HubProgram['hub'];
  readonly printer: TcpPrinter;
  /** The words of each paper that came out, oldest first. */
  papers(): readonly string[];
}

export const attendantCode = '2468';

/** Keys typed so many ms apart by their own time stamps, whatever the machine is busy with. */
export async function typeKeys(page: Page, keys: readonly string[], apartMs: number): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const began = Date.now();
  await Promise.all(
    keys.map((key, i) =>
      keyboard.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        key,
        ...(key === 'Enter' ? { code: key, text: '\r', windowsVirtualKeyCode: 13 } : { text: key }),
        timestamp: (began + i * apartMs) / 1_000,
      }),
    ),
  );
  await keyboard.detach();
}

/** A scanner types the code and Enter. */
export const scanCode = (page: Page, code: string) => typeKeys(page, [...code.split(''), 'Enter'], 5);

/** The demo office with a hub, one kiosk and a printer on the network, all in this process. */
export async function kioskFloor(manner: TcpPrinterManner = { chatty: true }): Promise<KioskFloor> {
  const hub = await program(tempFolder(), { clock: machineClock });
  const printer = await startTcpPrinter(manner);
  closeLater(() => printer.close());
  const data = tempFolder();
  const kiosk = await startKiosk({
    hub: hub.url,
    printer: printer.uri,
    paper: 80,
    data,
    port: 0,
    token: tokenOf('kiosk'),
    device: undefined,
    attendantCode,
    fixed: [],
    follow: join(data, 'copy'),
  });
  if (!kiosk.ok) throw new Error(kiosk.error);
  closeLater(() => kiosk.value.close());
  await vi.waitFor(
    () => {
      const { link, ready } = kiosk.value.agent.state();
      if (link !== 'live' || !ready) throw new Error(`The kiosk is ${link}.`);
    },
    { timeout: 10_000 },
  );
  return {
    url: `${kiosk.value.url}/`,
    hub: hub.url,
    told: hub.hub,
    printer,
    papers: () => printer.jobs.map((bytes) => paperText(readEscPos(bytes)).join('\n')),
  };
}
