import type { Instant } from '../../shared/ids.ts';
import { clockOf } from '../../shared/ui/time.ts';
import { dateText } from './localTime.ts';
import { numberPicture } from './slipNumber.ts';
import { columnsOf, dotsOf, penFor, tumpal, type Paper } from './slipPen.ts';
import { spriteLetters } from './slipSprite.ts';

export interface TestPrint {
  /** Its address, as the kiosk was given it. */
  readonly printer: string;
  readonly at: Instant;
  /** Undefined before the first contact with a hub: then the time is that of this machine's zone. */
  readonly timeZone: string | undefined;
}

/** For who puts a printer up: every letter, the whole width, the figures, a QR code, and a cut to look at. */
export function testBytes({ printer, at, timeZone }: TestPrint, paper: Paper): Buffer {
  const columns = columnsOf[paper];
  const pen = penFor(paper);
  const clock = clockOf(timeZone, 'id');

  pen.strong('Cetak uji / Test print');
  pen.lines(printer);
  pen.lines(`${dateText(at, timeZone)} ${clock.exactTime(at)}`);
  pen.lines(`${paper} mm, ${columns} x ${dotsOf[paper]}`);
  pen.picture(tumpal(paper));
  pen.half();
  pen.lines(Array.from({ length: columns }, (_column, i) => String((i + 1) % 10)).join(''));
  pen.rule();
  const printable = Array.from({ length: 0x7f - 0x21 }, (_letter, i) => String.fromCharCode(0x21 + i)).join('');
  pen.lines(printable);
  pen.strong(printable);
  pen.large('Aa Gg 0123');
  pen.stamp('COPY 1');
  pen.half();
  const perLine = 6;
  for (let i = 0; i < spriteLetters.length; i += perLine) {
    pen.picture(numberPicture(spriteLetters.slice(i, i + perLine), paper));
    pen.half();
  }
  pen.qr('ANTREAN TEST');
  pen.half();
  pen.lines('Garis penuh sampai kedua tepi, kertas terpotong: siap. Full lines to both edges, paper cut off: ready.');
  return pen.cut();
}
