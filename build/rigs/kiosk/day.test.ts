import { expect, test, vi } from 'vitest';
import { lineOf } from '../rig.ts';
import { kioskDay } from './day.ts';

vi.setConfig({ testTimeout: 3_600_000 });

const numbers = Number(process.env['ANTREAN_DAY_NUMBERS'] ?? 600);
const days = Number(process.env['ANTREAN_DAYS'] ?? 1);

test(`I03, I06, I24-I28 ${numbers} numbers at three kiosks without the hub for a day, power cut at any step: all are merged, none lost, none double`, async () => {
  for (let seed = 1; seed <= days; seed++) {
    const day = await kioskDay({ seed, kiosks: 3, numbers, clockErrorMs: 30_000 });
    const { pairs, wrong } = day.orderErrors;
    console.log(
      `${lineOf({ rig: `kioskDay ${seed}`, trials: day.numbers.hub + day.numbers.own, violations: day.violations })}; ${JSON.stringify(day.numbers)}, ${day.cuts} power cuts, ${day.copies} copies, merged in ${day.mergedMs} ms, ${wrong} of ${pairs} pairs out of order (${((wrong / pairs) * 100).toFixed(3)} %)`,
    );
    expect(day.violations).toEqual([]);
    expect(day.numbers.own).toBeGreaterThan(numbers * 0.7);
    expect(day.cuts).toBeGreaterThan(numbers / 30);
    expect(day.mergedMs).toBeLessThanOrEqual(10_000);
    expect(wrong / pairs).toBeLessThan(0.01);
  }
});
