import { expect, test } from 'vitest';
import { penFor, tumpal } from '../../apps/kiosk/slipPen.ts';
import {
  canPrint,
  Fence,
  fenceBytes,
  lookBytes,
  stateOf,
  StatusReader,
  type Said,
} from '../../apps/kiosk/printer/status.ts';
import { faultKinds, natures, playTrial, printerFaults, type Trial } from './printerFaults.ts';
import { bound } from './rig.ts';

/** As many bytes as reliability.md counts: letters, a picture, a cut. A byte of any slip is of one of these kinds. */
function slipOf(word: string): Buffer {
  const pen = penFor(58);
  pen.strong(word);
  pen.picture({ ...tumpal(58), width: 96 });
  for (let i = 0; i < 9; i++) pen.row('Di depan Anda', `${i} orang`);
  return pen.cut();
}
const [slip, copy] = [slipOf('A-012'), slipOf('COPY 1 A-012')];

/** `PRINTER_FAULTS=5000`: every byte x every kind of fault; more repeats that with other printers and wires. */
const trials = Number(process.env['PRINTER_FAULTS'] ?? 500);
const seed = Number(process.env['PRINTER_SEED'] ?? 24_112_026);

test(
  'I24, I25, I27 whatever befalls the printer at whatever byte, the outcome says no more than the paper shows',
  () => {
    const figures = printerFaults(trials, seed, slip, copy);
    const { outcomes, longestMs, violations } = figures;
    process.stdout.write(
      `printer faults: ${trials} trials, ${slip.length} bytes x ${faultKinds.length} kinds, seed ${seed}: ${JSON.stringify(outcomes)}, longest ${longestMs} ms, ${violations.length} violations, ${bound({ trials, violations })}\n`,
    );
    expect(violations).toEqual([]);
    expect(Object.keys(outcomes).toSorted()).toEqual(['failed', 'fenced', 'sent', 'uncertain']);
  },
  Math.max(20_000, trials * 40),
);

const sound: Trial = {
  nature: 'full',
  fault: { kind: 'none' },
  wire: { takesPerMs: 1_000, worksPerMs: 10, connects: 'yes' },
  before: 2,
  copyAfterMs: 0,
};
const outcomeOf = (change: Partial<Trial>) => {
  const { outcome, tookMs, violations } = playTrial({ ...sound, ...change }, slip, copy);
  expect(violations).toEqual([]);
  return { ...outcome, quick: tookMs < 1_500 };
};

test.each(Object.keys(natures))('a sound slip at a printer of the kind %s', (nature) => {
  const isMute = nature === 'silent' || nature === 'looksOnly';
  expect(outcomeOf({ nature }).kind).toBe(isMute ? 'sent' : 'fenced');
});

test('each way to fail has its own word', () => {
  const good = sound.wire;
  expect(outcomeOf({ wire: { ...good, connects: 'refused' }, before: 0 })).toMatchObject({
    kind: 'failed',
    quick: true,
  });
  expect(outcomeOf({ wire: { ...good, connects: 'hangs' }, before: 0 })).toMatchObject({ kind: 'failed' });
  expect(outcomeOf({ wire: { ...good, hangsUpAt: 90 }, before: 0 })).toMatchObject({ kind: 'uncertain', quick: true });
  expect(outcomeOf({ fault: { kind: 'paperOut', atByte: 0 } })).toMatchObject({
    kind: 'failed',
    why: 'the printer says paperOut',
    quick: true,
  });
  expect(outcomeOf({ fault: { kind: 'paperOut', atByte: 99 } })).toMatchObject({
    kind: 'uncertain',
    why: 'the printer says paperOut',
    quick: true,
  });
  expect(outcomeOf({ fault: { kind: 'coverOpen', atByte: 99 } })).toMatchObject({
    kind: 'uncertain',
    why: 'the printer says coverOpen',
  });
  expect(outcomeOf({ fault: { kind: 'cutterJam', atByte: 0 } })).toMatchObject({
    kind: 'uncertain',
    why: 'the printer says cutterError',
  });
  expect(outcomeOf({ fault: { kind: 'powerCycle', atByte: 99 } })).toMatchObject({ kind: 'uncertain' });
  expect(outcomeOf({ fault: { kind: 'nearEnd', atByte: 9 } })).toMatchObject({ kind: 'fenced' });
  expect(outcomeOf({ wire: { ...good, takesPerMs: 0, systemBytes: 0 }, before: 0 })).toMatchObject({
    kind: 'uncertain',
    why: 'the printer stopped taking data',
  });
  expect(outcomeOf({ nature: 'silent' })).toMatchObject({ kind: 'sent', quick: true });
});

const heard = (...bytes: number[]): Said[] => new StatusReader().read(Uint8Array.from(bytes));
const now = (byte: number): Said => ({ kind: 'now', byte });
const done: Said = { kind: 'done', byte: 0 };

test('a real-time answer, four bytes sent unasked and an answer from behind the cut are told apart', () => {
  expect(heard(0x12, 0x10, 0, 0, 0x0f, 0, 0x12)).toEqual([now(0x12), { kind: 'unasked' }, done, now(0x12)]);
  expect(heard(0x10, 0, 0x12, 0)).toEqual([now(0x12), done]);
  expect(heard(0x37, 0x22, 0x30, 0x30, 0x30, 0x37, 0, 0)).toEqual([{ kind: 'named', name: '0007' }, done]);
  expect(heard(0x37, 0x12, 0xff)).toEqual([{ kind: 'noise' }, now(0x12), { kind: 'noise' }]);
  const split = new StatusReader();
  expect([0x10, 0, 0, 0, 0].flatMap((byte) => split.read(Uint8Array.of(byte)))).toEqual([{ kind: 'unasked' }, done]);
});

test('the state is the fault a person can mend', () => {
  const clean = { 1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12 };
  expect([
    stateOf({}),
    stateOf(clean),
    stateOf({ ...clean, 4: 0x1e }),
    stateOf({ ...clean, 4: 0x7e }),
    stateOf({ ...clean, 1: 0x1a, 2: 0x16 }),
    stateOf({ ...clean, 1: 0x1a, 3: 0x1a }),
    stateOf({ ...clean, 1: 0x1a }),
  ]).toEqual(['unknown', 'ready', 'nearEnd', 'paperOut', 'coverOpen', 'cutterError', 'offline']);
  expect(
    ['unknown', 'ready', 'nearEnd', 'paperOut', 'coverOpen', 'cutterError', 'offline'].map((state) =>
      canPrint(state as 'ready'),
    ),
  ).toEqual([true, true, true, false, false, false, false]);
  expect(lookBytes(4)).toEqual(Uint8Array.of(0x10, 4, 4));
});

test('I27 an unasked message whose head was lost or garbled is no answer', () => {
  const answers = (owes: boolean, ...said: Said[]) => {
    const fence = new Fence('0007', owes);
    return said.map((one) => fence.hears(one)).lastIndexOf(true) + 1;
  };
  expect(answers(false, ...heard(0x21, 0, 0, 0))).toBe(0); // a head of 0x10 with three bits turned round
  expect(answers(false, ...heard(0, 0, 0, 0xff, 0, 0, 0))).toBe(0);
  expect(answers(false, ...Array.from({ length: 5 }, () => done))).toBe(5);
  expect(answers(false, ...Array.from({ length: 6 }, (): Said => ({ kind: 'done', byte: 0x0c })))).toBe(0);
  expect(answers(true, ...Array.from({ length: 10 }, () => done))).toBe(0);
  expect(answers(true, ...Array.from({ length: 11 }, () => done))).toBe(11);
  expect(answers(true, { kind: 'named', name: '0006' })).toBe(0);
  expect(answers(true, { kind: 'named', name: '0007' })).toBe(1);
  expect(Buffer.from(fenceBytes('0007')).toString('hex')).toBe('1d7201'.repeat(6) + '1d28480600303030303037' + '1b40');
});
