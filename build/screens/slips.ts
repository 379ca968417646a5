import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import jsQR from 'jsqr';
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { columnsOf, slipBytes, slipCode, type Paper, type Slip } from '../../apps/kiosk/slip.ts';
import { minuteMs } from '../../shared/ids.ts';
import { Office, type Language } from '../../shared/protocol/office.ts';
import { paperSvg } from '../../shared/testing/escpos.ts';

export interface SlipPicture {
  /** `slip-80-id` */
  readonly name: string;
  readonly png: Buffer;
}

const root = join(import.meta.dirname, '../..');
const font = (weight: 500 | 600) =>
  readFileSync(join(root, `shared/ui/fonts/plex-mono-latin-${weight}.woff2`)).toString('base64');

/** A slip of the demo office: on narrow paper the one with the longest words. */
export function demoSlip(paper: Paper, language: Language): Slip {
  const office = Office.parse(JSON.parse(readFileSync(join(root, 'apps/hub/demo/office.json'), 'utf8')));
  const id = paper === 58 ? 'paspor-hilang' : 'paspor-baru';
  const service = office.services.find((one) => one.id === id);
  if (!service) throw new Error(`The demo office has no ${id}`);
  const at = Date.parse('2026-11-24T03:42:00Z');
  return {
    office,
    service,
    language,
    number: paper === 58 ? 'L-003' : 'A-027',
    people: paper === 58 ? 1 : 3,
    at,
    dateUnsure: false,
    ahead: paper === 58 ? 2 : 14,
    estimate: { low: at + 33 * minuteMs, high: at + 48 * minuteMs },
    notToday: false,
    check: 'k3f9a2-1a2b3c4d',
  };
}

/** Bytes of paper as the printer would put them on it, photographed in the browser with Plex Mono for its letters. */
export async function photograph(browser: Browser, bytes: Uint8Array, paper: Paper): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 700, height: 900 } });
  const faces = ([500, 600] as const).map(
    (weight) =>
      `@font-face{font-family:'Plex Mono';font-weight:${weight === 500 ? 400 : 700};src:url(data:font/woff2;base64,${font(weight)})}`,
  );
  await page.setContent(
    `<style>${faces.join('')}body{margin:0}svg{display:block}</style>${paperSvg(bytes, columnsOf[paper])}`,
  );
  await page.evaluate(() => document.fonts.ready);
  const png = await page.locator('svg').screenshot();
  await page.close();
  return png;
}

/** Both papers in both languages, a number of the kiosk itself (F3), and a copy for somebody who may not be reached (D4). */
const slips: readonly (readonly [name: string, paper: Paper, slip: Slip])[] = [
  ...([80, 58] as const).flatMap((paper) =>
    (['id', 'en'] as const).map((language) => [`slip-${paper}-${language}`, paper, demoSlip(paper, language)] as const),
  ),
  ['slip-80-unknown', 80, { ...demoSlip(80, 'id'), number: 'A-5001', people: 1, ahead: null, estimate: null }],
  ['slip-58-not-today', 58, { ...demoSlip(58, 'id'), notToday: true, copy: 1 }],
];

/** Throws where the QR code cannot be read from the picture. */
export async function slipPictures(browser: Browser): Promise<SlipPicture[]> {
  const pictures: SlipPicture[] = [];
  for (const [name, paper, slip] of slips) {
    const png = await photograph(browser, slipBytes(slip, paper), paper);
    const { data, width, height } = PNG.sync.read(png);
    const read = jsQR.default(Uint8ClampedArray.from(data), width, height)?.data;
    if (read !== slipCode(slip)) throw new Error(`The QR code of ${name} reads ${read}, not ${slipCode(slip)}`);
    pictures.push({ name, png });
  }
  return pictures;
}

/** Writes them into `folder`; the names of the files. */
export async function writeSlipPictures(browser: Browser, folder: string): Promise<string[]> {
  const pictures = await slipPictures(browser);
  for (const { name, png } of pictures) writeFileSync(join(folder, `${name}.png`), png);
  return pictures.map(({ name }) => `${name}.png`);
}
