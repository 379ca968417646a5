/**
 * Draws the figures of the slip's number from IBM Plex Sans Condensed Bold (OFL, shared/ui/fonts) as one-bit pictures
 * and writes apps/kiosk/slipSprite.ts. Run once with CHROME_PATH set: `node build/slipSprite.ts`; the file is committed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '..');
const font = readFileSync(join(root, 'shared/ui/fonts/plex-condensed-latin-700.woff2')).toString('base64');
/** Prefixes are never I, O or Q. */
const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789-';
/** Size of the letters in dots: three digits and more on 80 mm, then on 58 mm (look.md, slip.css). */
const sizes = [230, 210, 192, 154, 140, 128, 104, 92];

const browser = await chromium.launch({
  executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic', '--no-first-run'],
});
const page = await browser.newPage();
const drawn = await page.evaluate(
  async ({ font, letters, sizes }) => {
    const face = new FontFace('Plex', `url(data:font/woff2;base64,${font})`, { weight: '700' });
    document.fonts.add(await face.load());
    return sizes.map((size) => {
      const canvas = document.createElement('canvas');
      const pen = canvas.getContext('2d', { willReadFrequently: true });
      if (!pen) throw new Error('No canvas');
      const style = `700 ${size}px Plex`;
      pen.font = style;
      // Plex capitals are 698 of 1000 high; round letters pass the lines by 12.
      const over = Math.ceil(size * 0.016);
      const capital = Math.round(size * 0.698);
      const height = capital + 2 * over;
      const widths = letters.split('').map((letter) => Math.round(pen.measureText(letter).width - size * 0.02));
      canvas.width = widths.reduce((sum, width) => sum + width + 8, 8);
      canvas.height = height;
      pen.font = style;
      let x = 4;
      const starts = letters.split('').map((letter, i) => {
        pen.fillText(letter, x, capital + over);
        const start = x;
        x += (widths[i] ?? 0) + 8;
        return start;
      });
      const { data } = pen.getImageData(0, 0, canvas.width, height);
      const rows = Array.from({ length: height }, (_row, v) =>
        Array.from({ length: canvas.width }, (_dot, u) => ((data[(v * canvas.width + u) * 4 + 3] ?? 0) >= 128 ? 1 : 0)),
      );
      return { size, height, width: canvas.width, starts, widths, rows };
    });
  },
  { font, letters, sizes },
);
await browser.close();

const sheets = drawn.map(({ size, height, width, starts, widths, rows }) => {
  const bytes = rows.flatMap((row) =>
    Array.from({ length: Math.ceil(width / 8) }, (_byte, i) =>
      Array.from({ length: 8 }, (_bit, bit) => row[i * 8 + bit] ?? 0).reduce<number>((byte, dot) => byte * 2 + dot, 0),
    ),
  );
  const bits = deflateRawSync(Uint8Array.from(bytes), { level: 9 }).toString('base64');
  return { size, height, stride: Math.ceil(width / 8), starts, widths, bits };
});
writeFileSync(
  join(root, 'apps/kiosk/slipSprite.ts'),
  `/**
 * The figures of the slip's number, drawn by build/slipSprite.ts from IBM Plex Sans Condensed Bold, Copyright IBM Corp.,
 * SIL Open Font License 1.1 (shared/ui/fonts/OFL-plex-condensed.txt). Do not edit.
 */
export interface Sheet {
  /** Size of the letters, height of the sheet, in dots. */
  readonly size: number;
  readonly height: number;
  /** Bytes in a row, eight dots each. */
  readonly stride: number;
  /** Where each letter begins on the sheet, and how far the next one stands from it. */
  readonly starts: readonly number[];
  readonly widths: readonly number[];
  /** Rows of dots, first dot highest; raw deflate, base64. */
  readonly bits: string;
}
export const spriteLetters = '${letters}';
/** Largest first. */
export const sheets: readonly Sheet[] = ${JSON.stringify(sheets)};
`,
);
