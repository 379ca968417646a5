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
  let end = 0;
  const placed = letters.map((index) => {
    const [from, start] = [end, sheet.starts[index] ?? 0];
    end += sheet.widths[index] ?? 0;
    return { from, start, until: end };
  });
  const isDark = (u: number, v: number) =>
    placed.some(
      ({ from, start, until }) => u >= from - spill && u < until + spill && isInk(sheet, start + u - from, v),
    );
  const isEmpty = (u: number) => !Array.from({ length: sheet.height }, (_row, v) => isDark(u, v)).includes(true);
  let [first, last] = [-spill, end + spill];
  while (first < last && isEmpty(first)) first++;
  while (last > first && isEmpty(last - 1)) last--;
  return { width: last - first, height: sheet.height, isDark: (u, v) => isDark(first + u, v) };
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
