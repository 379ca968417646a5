import { expect, test } from 'vitest';
import { playShipped, shippedPart } from './asShipped.ts';

test(
  'a day as a hub tells it: everybody is told a range that rarely moves, most are called within it, and LES is further off',
  { timeout: 120_000 },
  async () => {
    const shipped = await playShipped('one', { seed: 3000, history: 1, scored: 1 });
    const { called, unseen, ours, les, promised, kept, revisions } = shipped.scores;
    expect(called).toBeGreaterThan(50);
    expect(unseen).toBe(0);
    expect(ours.mae ?? NaN).toBeLessThan(les.mae ?? NaN);
    expect(promised).toBe(called);
    expect(kept / promised).toBeGreaterThan(0.5);
    expect(revisions ?? NaN).toBeGreaterThan(0);
    expect(revisions ?? NaN).toBeLessThan(6);
    expect(shippedPart([shipped])).toMatch(/^\| one \| 1 \| \d+, 0 \| \d+\.\d \|/m);
  },
);
