import { crc32, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

const most = 64;

/** The same picture with at most 64 colours, each pixel a byte: a fraction of the size. The same pixels give the same bytes. */
export function withPalette(png: Uint8Array): Buffer {
  const { width, height, data } = PNG.sync.read(Buffer.from(png));
  const pixels = new Uint32Array(width * height);
  const counts = new Map<number, number>();
  for (let i = 0; i < pixels.length; i++) {
    const colour = ((data[i * 4] ?? 0) << 16) | ((data[i * 4 + 1] ?? 0) << 8) | (data[i * 4 + 2] ?? 0);
    pixels[i] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const colours = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([colour]) => colour);
  const palette = chosen(colours);
  const places = new Map(colours.map((colour) => [colour, nearest(palette, colour)]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = places.get(pixels[y * width + x] ?? 0) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most frequent colours, as far as they lie apart. */
function chosen(byFrequency: readonly number[]): readonly number[] {
  if (byFrequency.length <= most) return byFrequency;
  for (let apart = 4; ; apart *= 1.5) {
    const kept: number[] = [];
    for (const colour of byFrequency) {
      if (kept.length > most) break;
      if (kept.every((other) => distance(other, colour) >= apart * apart)) kept.push(colour);
    }
    if (kept.length <= most) return kept;
  }
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  let least = Infinity;
  for (const [i, other] of palette.entries()) {
    const far = distance(other, colour);
    if (far < least) [best, least] = [i, far];
  }
  return best;
}

function distance(one: number, other: number): number {
  const by = (shift: number) => ((one >> shift) & 255) - ((other >> shift) & 255);
  return by(16) ** 2 + by(8) ** 2 + by(0) ** 2;
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(body.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
