import { encode } from 'uqr';
import { tokensOf } from './escposTokens.ts';

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
  /** White on black. */
  readonly reverse: boolean;
}

export const letter = { width: 12, height: 24 } as const;
/** From one line of text to the next, dots, unless the slip says otherwise. */
const defaultSpacing = 30;

const aligns: readonly Align[] = ['left', 'centre', 'right'];

interface Style {
  readonly align: Align;
  readonly wide: number;
  readonly high: number;
  readonly bold: boolean;
  readonly reverse: boolean;
  readonly spacing: number;
}
const fresh: Style = { align: 'left', wide: 1, high: 1, bold: false, reverse: false, spacing: defaultSpacing };

/** Throws at a byte sequence no slip of ours contains: a printer would print it as letters. */
export function readEscPos(bytes: Uint8Array): PaperLine[] {
  const lines: PaperLine[] = [];
  let style = fresh;
  let runs: Run[] = [];
  const qr = { cell: 3, text: '' };

  function endLine() {
    const high = Math.max(1, ...runs.map((run) => run.high));
    const height = Math.max(style.spacing, runs.length > 0 ? high * letter.height : 0);
    lines.push({ kind: 'text', align: style.align, runs, height });
    runs = [];
  }
  function write(letters: Uint8Array) {
    const last = runs.at(-1);
    const text = [...letters]
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '\u25a1'))
      .join('');
    const { wide, high, bold, reverse } = style;
    if (last && last.wide === wide && last.high === high && last.bold === bold && last.reverse === reverse)
      runs[runs.length - 1] = { ...last, text: last.text + text };
    else runs.push({ text, wide, high, bold, reverse });
  }
  function picture(data: Uint8Array, align: Align) {
    const [, , low = 0, far = 0, ...rest] = data.subarray(0, 6);
    const width = (low + far * 256) * 8;
    const height = (rest[0] ?? 0) + (rest[1] ?? 0) * 256;
    const rows = data.subarray(6);
    const last = lines.at(-1);
    // A picture is sent in bands, one under the other.
    if (last?.kind === 'raster' && last.width === width && last.align === align)
      lines[lines.length - 1] = { ...last, height: last.height + height, rows: Buffer.concat([last.rows, rows]) };
    else lines.push({ kind: 'raster', align, width, height, rows });
  }
  function obey(name: string, data: Uint8Array) {
    const [first = 0] = data;
    switch (name) {
      case '0a':
        return endLine();
      case '1b40':
        style = fresh;
        return undefined;
      case '1b61':
        style = { ...style, align: aligns[first % 48] ?? 'left' };
        return undefined;
      case '1b45':
        style = { ...style, bold: (first & 1) === 1 };
        return undefined;
      case '1d42':
        style = { ...style, reverse: (first & 1) === 1 };
        return undefined;
      case '1b21':
        style = { ...style, bold: (first & 8) !== 0, high: first & 16 ? 2 : 1, wide: first & 32 ? 2 : 1 };
        return undefined;
      case '1d21':
        style = { ...style, wide: (first >> 4) + 1, high: (first & 15) + 1 };
        return undefined;
      case '1b64':
        if (runs.length > 0) endLine();
        for (let n = first; n > 0; n--) endLine();
        return undefined;
      case '1b33':
        style = { ...style, spacing: first };
        return undefined;
      case '1b32':
        style = { ...style, spacing: defaultSpacing };
        return undefined;
      case '1b74':
      case '1b4d':
      case '1b2d':
        return undefined;
      case '1d56':
        lines.push({ kind: 'cut' });
        return undefined;
      case '1d76':
        return picture(data, style.align);
      case '1d28': {
        // Function 67 is the size of a module, 80 the text, 81 prints it.
        const [, , , , what, value] = data;
        if (what === 0x43) qr.cell = value ?? 3;
        else if (what === 0x50) qr.text = new TextDecoder('latin1').decode(data.subarray(6));
        else if (what === 0x51) lines.push({ kind: 'qr', align: style.align, ...qr });
        return undefined;
      }
      default:
        throw new Error(`A slip holds no ${name}`);
    }
  }

  for (const token of tokensOf(bytes)) {
    if (token.kind === 'letters') write(token.bytes);
    else obey(token.name, token.bytes.subarray(token.body));
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

/** Where each line stands: dots from the paper's left edge and from its top. */
function* placed(bytes: Uint8Array, columns: number) {
  let y = 0;
  for (const line of readEscPos(bytes)) {
    if (line.kind === 'cut') break;
    const rest = columns * letter.width - dotsOf(line);
    const x = line.align === 'left' ? 0 : line.align === 'right' ? rest : Math.floor(rest / 2);
    yield { line, x, y };
    y += heightOf(line);
  }
}

function heightOf(line: PaperLine): number {
  if (line.kind === 'qr') return qrOf(line.text).size * line.cell;
  return line.kind === 'cut' ? 0 : line.height;
}

/** A picture of the slip up to its cut, one unit per dot of the printer. */
export function paperSvg(bytes: Uint8Array, columns: number): string {
  const width = columns * letter.width;
  const parts: string[] = [];
  let height = margin;
  /** The number is a picture: what the code says is what a reader without eyes is told. */
  let title = '';
  for (const { line, x, y: top } of placed(bytes, columns)) {
    const y = margin + top;
    height = y + heightOf(line);
    if (line.kind === 'text') {
      let left = x;
      for (const run of line.runs) {
        const long = run.text.length * letter.width;
        const base = y + run.high * 19;
        if (run.reverse)
          parts.push(`<path d="M${left} ${y}h${long * run.wide}v${run.high * letter.height}h-${long * run.wide}z"/>`);
        if (run.text.trim() !== '')
          parts.push(
            `<text transform="translate(${left} ${base}) scale(${run.wide} ${run.high})" textLength="${long}" lengthAdjust="spacingAndGlyphs"${run.bold ? ' font-weight="700"' : ''}${run.reverse ? ' fill="#fff"' : ''}>${xml(run.text)}</text>`,
          );
        left += long * run.wide;
      }
    } else {
      // A module of a QR code is one dot, enlarged.
      const scale = line.kind === 'qr' ? line.cell : 1;
      const path = dotPath(pictureOf(line.kind === 'qr' ? { ...line, cell: 1 } : line));
      parts.push(`<path transform="translate(${x} ${y}) scale(${scale})" d="${path}"/>`);
      if (line.kind === 'qr') title = `<title>${xml(line.text)}</title>`;
    }
  }
  const box = `${-margin} 0 ${width + 2 * margin} ${height + margin}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${width + 2 * margin}" height="${height + margin}" font-family="'Plex Mono','IBM Plex Mono','DejaVu Sans Mono',monospace" font-size="20" shape-rendering="crispEdges">${title}<rect x="${-margin}" width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>\n`;
}

/**
 * The same as dots, with a free edge of 16: RGBA, as cameras and QR readers take it. Letters are bars, as nothing here
 * knows their shapes.
 */
export function paperBitmap(bytes: Uint8Array, columns: number) {
  const lines = [...placed(bytes, columns)];
  const width = columns * letter.width + 2 * margin;
  const height = lines.reduce((most, { line, y }) => Math.max(most, y + heightOf(line)), 0) + 2 * margin;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const ink = (x: number, y: number) =>
    data.fill(0, ((y + margin) * width + x + margin) * 4, ((y + margin) * width + x + margin) * 4 + 3);
  for (const { line, x, y } of lines) {
    if (line.kind === 'text') {
      let left = x;
      for (const { text, wide, high } of line.runs)
        for (const sign of text) {
          if (sign !== ' ')
            for (let v = high * 6; v < high * 19; v++) for (let u = wide; u < wide * 10; u++) ink(left + u, y + v);
          left += letter.width * wide;
        }
    } else {
      const picture = pictureOf(line);
      for (let v = 0; v < picture.height; v++)
        for (let u = 0; u < picture.width; u++) if (picture.isDark(u, v)) ink(x + u, y + v);
    }
  }
  return { width, height, data };
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly isDark: (x: number, y: number) => boolean;
}

function pictureOf(line: Extract<PaperLine, { kind: 'raster' | 'qr' }>): Picture {
  if (line.kind === 'qr') {
    const { data, size } = qrOf(line.text);
    const dots = size * line.cell;
    const at = (dot: number) => Math.floor(dot / line.cell);
    return { width: dots, height: dots, isDark: (x, y) => data[at(y)]?.[at(x)] === true };
  }
  const { width, height, rows } = line;
  return { width, height, isDark: (x, y) => ((rows[y * (width / 8) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0 };
}

function dotPath({ width, height, isDark }: Picture): string {
  const path: string[] = [];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!isDark(x, y)) continue;
      const start = x;
      while (x < width && isDark(x, y)) x++;
      path.push(`M${start} ${y}h${x - start}v1h-${x - start}z`);
    }
  return path.join('');
}

/** Every space of a printer has its width; browsers fold plain ones in SVG whatever the style says. */
function xml(text: string): string {
  return text.replaceAll(' ', '\u00a0').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
