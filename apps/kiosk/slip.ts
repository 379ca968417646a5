import { BreakLine, PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import type { Instant } from '../../shared/ids.ts';
import type { Language, Office, Service } from '../../shared/protocol/office.ts';
import type { Estimate } from '../../shared/protocol/replies.ts';
import { clockText, dateText, waitRange } from './localTime.ts';
import { slipWords } from './slipWords.ts';

/** Width of the paper in millimetres. */
export type Paper = 58 | 80;
/** Letters of 12 dots in a line. */
export const columnsOf: { readonly [P in Paper]: number } = { 58: 32, 80: 48 };

export interface Slip {
  readonly office: Pick<Office, 'name' | 'town' | 'timeZone' | 'stages' | 'slip'>;
  readonly service: Service;
  readonly language: Language;
  readonly number: string;
  readonly people: number;
  readonly at: Instant;
  /** The kiosk has not learnt the date since its clock was lost. */
  readonly dateUnsure: boolean;
  /** Unknown without the hub; then it is not printed (F3). */
  readonly ahead: number | null;
  readonly estimate: Estimate;
  /** Key prefix and MAC: staff can check a slip the hub has not seen yet. */
  readonly check: string;
}

/** The bytes of one slip. Each slip has a printer object of its own: the library keeps what it once printed. */
export function slipBytes(slip: Slip, paper: Paper): Buffer {
  const { office, service, language, at } = slip;
  const words = slipWords[language];
  const columns = columnsOf[paper];
  const printer = new ThermalPrinter({
    type: PrinterTypes.EPSON,
    interface: '',
    width: columns,
    breakLine: BreakLine.NONE,
  });

  function lines(text: string, size = 1) {
    printer.setTextSize(size - 1, size - 1);
    for (const line of wrap(plain(text), Math.floor(columns / size))) printer.println(line);
    if (size > 1) printer.setTextSize(0, 0);
  }
  function strong(text: string, size = 1) {
    printer.bold(true);
    lines(text, size);
    printer.bold(false);
  }
  function row(left: string, right: string) {
    const room = columns - plain(left).length - plain(right).length;
    printer.println(
      room < 1 ? `${plain(left)}\n${plain(right).padStart(columns)}` : plain(left) + ' '.repeat(room) + plain(right),
    );
  }
  const rule = () => printer.drawLine('-');
  const half = () => {
    printer.setLineSpacing(12);
    printer.newLine();
    printer.resetLineSpacing();
  };

  printer.append(Buffer.from([0x1b, 0x40]));
  strong(office.name[language]);
  lines(office.town);
  printer.append(tumpal(columns));
  half();
  lines(words.number);
  strong(slip.number, numberSize(slip.number, columns));
  half();
  strong(service.name[language], 2);
  half();
  if (slip.estimate) {
    lines(words.calledAt);
    strong(`${clockText(slip.estimate.low, office.timeZone)}-${clockText(slip.estimate.high, office.timeZone)}`, 2);
  }
  rule();
  if (slip.ahead !== null) row(words.ahead, words.people(slip.ahead));
  if (slip.estimate) {
    const wait = waitRange(slip.estimate, at, '-');
    row(words.wait, words[wait.unit](wait.text));
  }
  if (slip.people > 1) row(words.group, String(slip.people));
  row(words.taken, `${dateText(at, office.timeZone)} ${clockText(at, office.timeZone)}`);
  if (slip.dateUnsure) strong(words.dateUnsure);
  rule();
  strong(words.stages);
  const stages = service.stages.map((id) => office.stages.find((stage) => stage.id === id)?.name[language] ?? id);
  const steps = service.later
    ? [...stages, `${service.later.name[language]}, ${service.later.when[language]}`]
    : stages;
  for (const [i, step] of steps.entries()) item(`${i + 1} `, step);
  if (service.documents.length > 0) {
    half();
    strong(words.documents);
    for (const { name } of service.documents) item('[ ] ', name[language]);
  }
  rule();
  lines(words.follow);
  half();
  printer.printQR(slipCode(slip), { cellSize: paper === 80 ? 7 : 6, correction: 'M', model: 2 });
  lines(`${words.check} ${slip.check}`);
  half();
  lines(office.slip.privacy[language]);
  lines(office.slip.footer[language]);
  printer.cut();
  return printer.getBuffer() as Buffer;

  function item(sign: string, text: string) {
    for (const [i, line] of wrap(plain(text), columns - sign.length).entries())
      printer.println((i === 0 ? sign : ' '.repeat(sign.length)) + line);
  }
}

/** What the QR code says: ASCII, as the library counts its length in letters, not bytes. */
export function slipCode({ number, check }: { readonly number: string; readonly check: string }): string {
  return `${number} ${check}`;
}

/** As large as the paper allows; a printer's letter is at most eight times its size. */
function numberSize(number: string, columns: number): number {
  return Math.max(2, Math.min(8, Math.floor(columns / number.length)));
}

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

/** One row of woven triangles, 24 dots each, over the whole width. */
function tumpal(columns: number): Buffer {
  const height = 12;
  const width = (columns * 12) / 8;
  const rows = Array.from({ length: height }, (_, y) => {
    const triangle = Array.from({ length: 24 }, (_dot, x) => Math.abs(x - 11.5) <= y + 0.5);
    return Buffer.from(
      Array.from({ length: width }, (_byte, i) =>
        Array.from({ length: 8 }, (_bit, bit) => triangle[(i * 8 + bit) % 24]).reduce(
          (byte, dot) => byte * 2 + (dot ? 1 : 0),
          0,
        ),
      ),
    );
  });
  return Buffer.concat([Buffer.from([0x1d, 0x76, 0x30, 0x00, width, 0, height, 0]), ...rows]);
}
