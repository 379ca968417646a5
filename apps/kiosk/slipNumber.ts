import { inflateRawSync } from 'node:zlib';
import { dotsOf, type Paper, type Picture } from './slipPen.ts';
import { sheets, spriteLetters, type Sheet } from './slipSprite.ts';

/** Largest letters first: three digits fill the paper, a kiosk's own numbers get the next size that fits. */
const largestOf: { readonly [P in Paper]: number } = { 58: 154, 80: 230 };
const dots = new Map<Sheet, Uint8Array>();

/** The ticket's number as one picture, flush left, as large as the paper allows. Throws at a letter no number has. */
export function numberPicture(number: string, paper: Paper): Picture {
  const letters = number.split('').map((letter) => {
    const index = spriteLetters.indexOf(letter);
    if (index < 0) throw new Error(`No picture of ${letter} for the number ${number}`);
    return index;
  });
  const room = dotsOf[paper];
  const usable = sheets.filter(({ size }) => size <= largestOf[paper]);
  let picture: Picture | undefined;
  for (const sheet of usable) {
    picture = setOn(sheet, letters);
    if (picture.width <= room) break;
  }
  if (!picture) throw new Error('No sheet of letters');
  return picture;
}

/** From the first dark column to the last: the number stands flush with the text above it. */
function setOn(sheet: Sheet, letters: readonly number[]): Picture {
  const width = letters.reduce((sum, index) => sum + (sheet.widths[index] ?? 0), 2 * spill);
  const ink = new Uint8Array(width * sheet.height);
  const columns = new Uint8Array(width);
  let from = 0;
  for (const index of letters) {
    const [start, own] = [sheet.starts[index] ?? 0, (sheet.widths[index] ?? 0) + 2 * spill];
    for (let v = 0; v < sheet.height; v++)
      for (let u = 0; u < own; u++) {
        if (!isInk(sheet, start + u - spill, v)) continue;
        ink[v * width + from + u] = 1;
        columns[from + u] = 1;
      }
    from += own - 2 * spill;
  }
  const first = Math.max(0, columns.indexOf(1));
  const last = columns.lastIndexOf(1) + 1;
  return { width: last - first, height: sheet.height, isDark: (u, v) => ink[v * width + first + u] === 1 };
}

/** A letter may pass its place by a few dots; on the sheet there is more room than that between two. */
const spill = 3;

function isInk(sheet: Sheet, x: number, y: number): boolean {
  let bytes = dots.get(sheet);
  if (!bytes) {
    bytes = inflateRawSync(Buffer.from(sheet.bits, 'base64'));
    dots.set(sheet, bytes);
  }
  return ((bytes[y * sheet.stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}
