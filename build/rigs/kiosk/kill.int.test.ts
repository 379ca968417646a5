import { afterEach, expect, test, vi } from 'vitest';
import { closeAll } from '../../e2e/support/hubProgram.ts';
import { lineOf } from '../rig.ts';
import { kioskKill } from './kill.ts';

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 60_000 });
afterEach(closeAll);

const kills = Number(process.env['ANTREAN_KIOSK_KILLS'] ?? 40);
const seed = Number(process.env['ANTREAN_SEED'] ?? 1);

test(`I03, I25, I26, I27 a kiosk killed ${kills} times between any two steps: every number ends with the hub, none is printed twice unmarked`, async () => {
  const { violations, ...seen } = await kioskKill({ kills, seed });
  console.log(`${lineOf({ rig: 'kioskKill', trials: kills, violations })}; ${JSON.stringify(seen)}`);
  expect(violations).toEqual([]);
  expect(seen.numbers).toBeGreaterThan(kills / 4);
  expect(seen.own).toBeGreaterThan(0);
  expect(seen.cutInJob).toBeGreaterThan(0);
});
