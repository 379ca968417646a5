import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TcpPrinterManner } from '../../shared/testing/tcpPrinter.edge.ts';
import { openBrowser, openScreen } from './support/browser.ts';
import { closeAll } from './support/hubProgram.ts';
import { kioskFloor } from './support/kiosk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
afterEach(closeAll);

async function atKiosk(manner: TcpPrinterManner) {
  const floor = await kioskFloor(manner);
  const { page, fine } = await openScreen(browser, floor.url, [1080, 1920]);
  const key = (name: RegExp | string) => page.getByRole('button', { name, exact: true });
  async function touch(): Promise<string> {
    await key(/Paspor Baru/).click();
    await key('Ambil nomor').click();
    return page.locator('.big').innerText();
  }
  const slipsOf = (number: string) => floor.papers().filter((paper) => paper.includes(number)).length;
  const close = async () => {
    fine();
    await page.close();
  };
  return { floor, page, key, touch, slipsOf, close };
}

test('I27 touch to slip, 40 of 40 whole at a printer that talks while it is talked to', async () => {
  const { page, key, touch, slipsOf, close } = await atKiosk({ chatty: true });
  const numbers: string[] = [];
  for (let i = 0; i < 40; i++) {
    numbers.push(await touch());
    await page.getByText('Ambil struk Anda').waitFor();
    await key('Selesai').click();
  }
  expect(new Set(numbers).size).toBe(40);
  expect(numbers.map(slipsOf)).toEqual(numbers.map(() => 1));
  await close();
});

const silent = { answersLooks: false, answersCount: false, answersName: false };
const doubts: readonly (readonly [what: string, manner: TcpPrinterManner])[] = [
  // It has taken the last piece whole by then: only the visitor knows what became of it.
  ['hangs up before it has answered', { hangUpAfter: 1_500 }],
  ['never says a word', { nature: silent }],
];
test.each(doubts)(
  'I25, I27 a printer that %s: the visitor is asked, and there is never a second slip',
  async (_, manner) => {
    const { page, touch, slipsOf, close } = await atKiosk(manner);
    const number = await touch();
    await page.getByRole('heading', { name: 'Apakah kertas keluar?' }).waitFor();
    expect(slipsOf(number)).toBe(1);
    await close();
  },
);

test('I24 a printer that reads slowly ends in one slip, or in the question, never in two', async () => {
  const { page, touch, slipsOf, close } = await atKiosk({ slowMs: 200, worksPerStep: 40 });
  const number = await touch();
  await page
    .getByText(/Ambil struk Anda|Apakah kertas keluar/)
    .first()
    .waitFor();
  expect(slipsOf(number)).toBeLessThanOrEqual(1);
  await close();
});

test('I24 a printer that refuses leaves the number on the screen, large, and says so before the next press', async () => {
  const { floor, page, key, touch, slipsOf, close } = await atKiosk({});
  await floor.printer.close();
  const number = await touch();
  await key('Sudah saya catat').waitFor();
  expect(slipsOf(number)).toBe(0);
  await key('Sudah saya catat').click();
  await page.getByText('Pencetak tidak siap').first().waitFor();
  await close();
});
