import { BreakLine, PrinterTypes, ThermalPrinter } from 'node-thermal-printer';

/** Width of the paper in millimetres. */
export type Paper = 58 | 80;
/** Letters of 12 dots in a line. */
export const columnsOf: { readonly [P in Paper]: number } = { 58: 32, 80: 48 };
/** Dots of a line. */
export const dotsOf: { readonly [P in Paper]: number } = { 58: 384, 80: 576 };

/** A picture of one bit a dot. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly isDark: (x: number, y: number) => boolean;
}

/** Lays out one piece of paper in the printer's own letters; all of it one left edge (look.md). */
export interface Pen {
  lines(text: string): void;
  /** Each sentence on a line of its own where all fit so, else run on, which takes fewer lines. */
  sentences(texts: readonly string[]): void;
  strong(text: string): void;
  /** Twice as wide and high; a word that is too long for that is only twice as high. */
  large(text: string): void;
  /** White on black. */
  stamp(text: string): void;
  row(left: string, right: string): void;
  /** A text behind a sign, its further lines under the text. */
  item(sign: string, text: string): void;
  /** Numbered, as many to a line as fit. */
  steps(texts: readonly string[]): void;
  rule(): void;
  /** Half a line of free space. */
  half(): void;
  picture(picture: Picture): void;
  qr(text: string): void;
  /** Cuts the paper off; the bytes of the whole. */
  cut(): Buffer;
}

/** From one line of 24-dot letters to the next. */
const lineDots = 26;
/** Rows a printer is given at once: small buffers hold no more. */
const bandRows = 24;

/** Each piece of paper has a printer object of its own: the library keeps what it once printed. */
export function penFor(paper: Paper): Pen {
  const columns = columnsOf[paper];
  const printer = new ThermalPrinter({
    type: PrinterTypes.EPSON,
    interface: '',
    width: columns,
    breakLine: BreakLine.NONE,
  });
  printer.append(Buffer.from([0x1b, 0x40]));
  printer.setLineSpacing(lineDots);

  function lines(text: string) {
    for (const line of wrap(plain(text), columns)) printer.println(line);
  }
  function strong(text: string) {
    printer.bold(true);
    lines(text);
    printer.bold(false);
  }
  function feed(dots: number) {
    printer.setLineSpacing(dots);
    printer.newLine();
    printer.setLineSpacing(lineDots);
  }

  function item(sign: string, text: string) {
    for (const [i, line] of wrap(plain(text), columns - sign.length).entries())
      printer.println((i === 0 ? sign : ' '.repeat(sign.length)) + line);
  }
  /** Steps as one line; a single one that is longer goes on under its text. */
  function put(line: string) {
    if (line.length <= columns) printer.println(line);
    else item(line.slice(0, 2), line.slice(2));
  }

  return {
    lines,
    sentences(texts) {
      if (texts.every((text) => plain(text).length <= columns)) texts.forEach(lines);
      else lines(texts.join(' '));
    },
    strong,
    large(text) {
      const words = plain(text);
      const wide = words.split(' ').every((word) => word.length * 2 <= columns) ? 2 : 1;
      printer.bold(true);
      printer.setTextSize(1, wide - 1);
      for (const line of wrap(words, Math.floor(columns / wide))) printer.println(line);
      printer.setTextSize(0, 0);
      printer.bold(false);
    },
    stamp(text) {
      printer.bold(true);
      printer.setTextSize(1, 1);
      printer.invert(true);
      printer.print(` ${plain(text)} `);
      printer.invert(false);
      printer.newLine();
      printer.setTextSize(0, 0);
      printer.bold(false);
      feed(6);
    },
    row(left, right) {
      const [from, to] = [plain(left), plain(right)];
      const room = columns - from.length - to.length;
      if (room > 0) return printer.println(from + ' '.repeat(room) + to);
      lines(from);
      for (const line of wrap(to, columns)) printer.println(line.padStart(columns));
    },
    item,
    steps(texts) {
      let line = '';
      for (const step of texts.map((text, i) => `${i + 1} ${plain(text)}`)) {
        if (line !== '' && line.length + 2 + step.length > columns) {
          put(line);
          line = '';
        }
        line = line === '' ? step : `${line}  ${step}`;
      }
      put(line);
    },
    rule() {
      feed(11);
      printer.append(rasterOf({ width: dotsOf[paper], height: 3, isDark: () => true }));
      feed(10);
    },
    half: () => feed(12),
    picture: (picture) => printer.append(rasterOf(picture)),
    qr: (text) => printer.printQR(text, { cellSize: paper === 80 ? 7 : 6, correction: 'M', model: 2 }),
    cut() {
      printer.cut({ verticalTabAmount: 1 });
      return printer.getBuffer() as Buffer;
    },
  };
}

/** What follows a 10h in a real-time command; printers obey those inside pictures too, where nobody meant one. */
const realTime = new Set([0x04, 0x05, 0x14]);

/** `GS v 0`, in bands. */
export function rasterOf({ width, height, isDark }: Picture): Buffer {
  const stride = Math.ceil(width / 8);
  const bands: Buffer[] = [];
  for (let top = 0; top < height; top += bandRows) {
    const rows = Math.min(bandRows, height - top);
    const band = Buffer.alloc(stride * rows);
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < width; x++)
        if (isDark(x, top + y)) band[y * stride + (x >> 3)] = (band[y * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    for (const [i, byte] of band.entries()) if (byte === 0x10 && realTime.has(band[i + 1] ?? 0)) band[i] = 0x18;
    bands.push(Buffer.from([0x1d, 0x76, 0x30, 0x00, stride & 255, stride >> 8, rows, 0]), band);
  }
  return Buffer.concat(bands);
}

/** One row of woven triangles, 24 dots each, a little below the line before. */
export const tumpal = (paper: Paper): Picture => ({
  width: dotsOf[paper],
  height: 18,
  isDark: (x, y) => Math.abs((x % 24) - 11.5) <= y - 5.5,
});

/** Lines of at most `width` letters, broken at spaces; only a word that is longer than a line is broken itself. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => pieces(one, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function pieces(word: string, width: number): string[] {
  return word.length <= width ? [word] : (word.match(new RegExp(`.{1,${width}}`, 'g')) ?? [word]);
}

const substitutes: { readonly [letter: string]: string } = {
  '–': '-',
  '—': '-',
  '‑': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '\u00a0': ' ',
};

/** Letters every printer has, whatever its code page. */
export function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\x20-\x7e]/g, (letter) => substitutes[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .trim();
}
