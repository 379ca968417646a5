import { encode } from 'uqr';

/** What a receipt printer would put on paper: the bytes of a slip read as ESC/POS, for tests and for the eye. */
export type PaperLine =
  | { readonly kind: 'text'; readonly align: Align; readonly runs: readonly Run[]; readonly height: number }
  | { readonly kind: 'qr'; readonly align: Align; readonly text: string; readonly cell: number }
  | {
      readonly kind: 'raster';
      readonly align: Align;
      readonly width: number;
      readonly height: number;
      readonly rows: Uint8Array;
    }
  | { readonly kind: 'cut' };
export type Align = 'left' | 'centre' | 'right';
export interface Run {
  readonly text: string;
  /** Times the size of a letter, 1 to 8. */
  readonly wide: number;
  readonly high: number;
  readonly bold: boolean;
}

export const letter = { width: 12, height: 24 } as const;
/** Free space between two lines of text, dots. */
const defaultSpacing = 30;

const esc = 0x1b;
const gs = 0x1d;
const aligns: readonly Align[] = ['left', 'centre', 'right'];

interface Style {
  align: Align;
  wide: number;
  high: number;
  bold: boolean;
  spacing: number;
}
const fresh = (): Style => ({ align: 'left', wide: 1, high: 1, bold: false, spacing: defaultSpacing });

/** Throws at a byte sequence no slip of ours contains: a printer would print it as letters. */
export function readEscPos(bytes: Uint8Array): PaperLine[] {
  const lines: PaperLine[] = [];
  let style = fresh();
  let runs: Run[] = [];
  let at = 0;
  const qr = { cell: 3, text: '' };
  const take = () => {
    const byte = bytes[at++];
    if (byte === undefined) throw new Error(`The bytes end inside a command at ${at - 1}`);
    return byte;
  };
  const takeMany = (count: number) => {
    if (at + count > bytes.length) throw new Error(`The bytes end inside data at ${at}`);
    at += count;
    return bytes.subarray(at - count, at);
  };

  function endLine() {
    const high = Math.max(1, ...runs.map((run) => run.high));
    const height = Math.max(style.spacing, high > 1 ? high * letter.height : 0);
    lines.push({ kind: 'text', align: style.align, runs, height });
    runs = [];
  }
  function write(byte: number) {
    const last = runs.at(-1);
    const text = byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '\u25a1';
    const { wide, high, bold } = style;
    if (last && last.wide === wide && last.high === high && last.bold === bold)
      runs[runs.length - 1] = { ...last, text: last.text + text };
    else runs.push({ text, wide, high, bold });
  }
  function escape() {
    const command = take();
    if (command === 0x40) style = fresh();
    else if (command === 0x61) style.align = aligns[take() % 48] ?? 'left';
    else if (command === 0x45) style.bold = (take() & 1) === 1;
    else if (command === 0x21) {
      const mode = take();
      style = { ...style, bold: (mode & 8) !== 0, high: mode & 16 ? 2 : 1, wide: mode & 32 ? 2 : 1 };
    } else if (command === 0x64) {
      if (runs.length > 0) endLine();
      for (let n = take(); n > 0; n--) endLine();
    } else if (command === 0x33) style.spacing = take();
    else if (command === 0x32) style.spacing = defaultSpacing;
    else if (command === 0x74 || command === 0x4d || command === 0x2d) take();
    else throw new Error(`Unknown command ESC ${command.toString(16)} at ${at - 2}`);
  }
  function group() {
    const command = take();
    if (command === 0x21) {
      const size = take();
      style.wide = (size >> 4) + 1;
      style.high = (size & 15) + 1;
    } else if (command === 0x56) {
      if (take() > 48) take();
      lines.push({ kind: 'cut' });
    } else if (command === 0x76) {
      takeMany(2);
      const width = take() + take() * 256;
      const height = take() + take() * 256;
      lines.push({ kind: 'raster', align: style.align, width: width * 8, height, rows: takeMany(width * height) });
    } else if (command === 0x28 && take() === 0x6b) {
      const body = takeMany(take() + take() * 256);
      const [, what] = body;
      if (what === 0x43) qr.cell = body[2] ?? 3;
      else if (what === 0x50) qr.text = new TextDecoder('latin1').decode(body.subarray(3));
      else if (what === 0x51) lines.push({ kind: 'qr', align: style.align, ...qr });
    } else throw new Error(`Unknown command GS ${command.toString(16)} at ${at - 2}`);
  }

  while (at < bytes.length) {
    const byte = take();
    if (byte === esc) escape();
    else if (byte === gs) group();
    else if (byte === 0x0a) endLine();
    else write(byte);
  }
  if (runs.length > 0) endLine();
  return lines;
}

/** The slip's words, line by line; a QR code stands as `[QR ...]`, the cut as `[cut]`. */
export function paperText(lines: readonly PaperLine[]): string[] {
  return lines.map((line) => {
    if (line.kind === 'text') return line.runs.map((run) => run.text).join('');
    if (line.kind === 'qr') return `[QR ${line.text}]`;
    return line.kind === 'cut' ? '[cut]' : `[picture ${line.width} x ${line.height}]`;
  });
}

/** Dots a line of letters needs: over the paper's width the printer would break it where it likes. */
export function dotsOf(line: PaperLine): number {
  if (line.kind === 'text') return line.runs.reduce((sum, run) => sum + run.text.length * run.wide * letter.width, 0);
  if (line.kind === 'raster') return line.width;
  return line.kind === 'qr' ? qrOf(line.text).size * line.cell : 0;
}

const qrOf = (text: string) => encode(text, { ecc: 'M', border: 0 });
const margin = 16;

/** A picture of the slip, one unit per dot of the printer. */
export function paperSvg(bytes: Uint8Array, columns: number): string {
  const width = columns * letter.width;
  const parts: string[] = [];
  let y = margin;
  const left = (line: PaperLine & { readonly align: Align }) => {
    const rest = width - dotsOf(line);
    return line.align === 'left' ? 0 : line.align === 'right' ? rest : Math.floor(rest / 2);
  };
  for (const line of readEscPos(bytes)) {
    if (line.kind === 'cut') break;
    let x = left(line);
    if (line.kind === 'text') {
      const base =
        y + Math.max(letter.height, line.height) - Math.max(5, Math.max(1, ...line.runs.map((run) => run.high)) * 5);
      for (const run of line.runs) {
        const long = run.text.length * letter.width;
        if (run.text.trim() !== '')
          parts.push(
            `<text transform="translate(${x} ${base}) scale(${run.wide} ${run.high})" textLength="${long}" lengthAdjust="spacingAndGlyphs"${run.bold ? ' font-weight="700"' : ''}>${xml(run.text)}</text>`,
          );
        x += long * run.wide;
      }
      y += line.height;
    } else if (line.kind === 'raster') {
      parts.push(`<path d="${rasterPath(line, x, y)}"/>`);
      y += line.height;
    } else {
      const { data, size } = qrOf(line.text);
      const cells = data.flatMap((row, v) =>
        row.map((dark, u) =>
          dark ? `M${x + u * line.cell} ${y + v * line.cell}h${line.cell}v${line.cell}h-${line.cell}z` : '',
        ),
      );
      parts.push(`<path d="${cells.join('')}"/>`);
      y += size * line.cell + 12;
    }
  }
  const box = `${-margin} 0 ${width + 2 * margin} ${y + margin}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${width + 2 * margin}" height="${y + margin}" font-family="'IBM Plex Mono','DejaVu Sans Mono',monospace" font-size="20" shape-rendering="crispEdges"><rect x="${-margin}" width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>\n`;
}

function rasterPath({ width, height, rows }: Extract<PaperLine, { kind: 'raster' }>, x: number, y: number): string {
  const path: string[] = [];
  const isDark = (u: number, v: number) => ((rows[v * (width / 8) + (u >> 3)] ?? 0) & (0x80 >> (u & 7))) !== 0;
  for (let v = 0; v < height; v++)
    for (let u = 0; u < width; u++) {
      if (!isDark(u, v)) continue;
      const start = u;
      while (u < width && isDark(u, v)) u++;
      path.push(`M${x + start} ${y + v}h${u - start}v1h-${u - start}z`);
    }
  return path.join('');
}

/** Every space of a printer has its width; browsers fold plain ones in SVG whatever the style says. */
function xml(text: string): string {
  return text.replaceAll(' ', '\u00a0').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
