import { expect, test } from 'vitest';
import { dotsOf, paperSvg, paperText, readEscPos } from './escpos.ts';

const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const qr = (text: string) =>
  [
    [0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x43, 6],
    [0x1d, 0x28, 0x6b, text.length + 3, 0, 0x31, 0x50, 0x30, ...Buffer.from(text)],
    [0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30],
  ].flat();

test('size, weight and place of each word are read', () => {
  const lines = readEscPos(
    bytes(
      [0x1b, 0x40, 0x1b, 0x61, 1, 0x1b, 0x45, 1, 0x1d, 0x21, 0x77],
      'A-012',
      [0x1d, 0x21, 0, 0x1b, 0x45, 0],
      ' x\n',
    ),
  );
  expect(lines).toEqual([
    {
      kind: 'text',
      align: 'centre',
      height: 192,
      runs: [
        { text: 'A-012', wide: 8, high: 8, bold: true, reverse: false },
        { text: ' x', wide: 1, high: 1, bold: false, reverse: false },
      ],
    },
  ]);
  expect(dotsOf(lines[0]!)).toBe(5 * 96 + 24);
});

test('QR code, picture, feed and cut', () => {
  const lines = readEscPos(
    bytes(qr('A-012 x'), [0x1d, 0x76, 0x30, 0, 1, 0, 2, 0, 0x80, 0x01], [0x1b, 0x64, 2, 0x1d, 0x56, 0]),
  );
  expect(paperText(lines)).toEqual(['[QR A-012 x]', '[picture 8 x 2]', '', '', '[cut]']);
});

test('what would be printed as letters is not passed over', () => {
  expect(() => readEscPos(bytes([0x1b, 0x7e, 1]))).toThrow('ESC 7e');
  expect(() => readEscPos(bytes([0x1d, 0x76, 0x30, 0, 9, 0, 9, 0, 1]))).toThrow('end inside');
});

test('the picture is as long as the paper and holds the words', () => {
  const svg = paperSvg(bytes('Loket <3>\n', qr('A-012'), [0x1d, 0x56, 0], 'behind the cut\n'), 32);
  expect(svg).toContain('Loket\u00a0&#60;3&#62;');
  expect(svg).not.toContain('behind');
  expect(svg).toMatch(/width="416" height="\d+"/);
});
