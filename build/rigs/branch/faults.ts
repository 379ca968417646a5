import type { Chance } from '../../day/chance.ts';
import type { Machine } from '../kiosk/machine.ts';
import type { HubMachine } from './hubMachine.ts';
import type { Line } from './line.ts';
import type { World } from './world.ts';

export const faultKinds = [
  'hubDies',
  'diesAtCommit',
  'diskFails',
  'slowDisk',
  'lostCommits',
  'breaks',
  'holds',
  'swizzle',
  'replays',
  'kioskCut',
  'hubClock',
  'kioskClock',
  'reload',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Swarm: each run knows some of the faults, so that none hides another. */
export function drawFaults(chance: Chance, { clocks }: { readonly clocks: boolean }): ReadonlySet<FaultKind> {
  const share = chance.pick([0.15, 0.35, 0.6]);
  // A disk that lies takes acknowledged events with it; what such a run proves is less, so they are few.
  const isHonest = chance.happens(0.85);
  const kinds = faultKinds.filter(
    (kind) => (kind !== 'lostCommits' || !isHonest) && (clocks || (kind !== 'hubClock' && kind !== 'kioskClock')),
  );
  const drawn = kinds.filter((kind) => kind === 'lostCommits' || chance.happens(share));
  return new Set(drawn.length > 0 ? drawn : [chance.pick(kinds)]);
}

export interface Victims {
  readonly hub: HubMachine;
  readonly lines: readonly Line[];
  readonly machines: readonly Machine[];
  /** Pages that can be loaded again. */
  readonly pages: readonly { reload(): void }[];
}

/** Mean time between two of a kind. */
const everyMs = 25_000;
/** Kiosks have that long to bring back what a disk lost, before all must agree. */
const mergeMs = 40_000;
/** Nothing is held for longer. */
const longestHeldMs = 14_000;

/** Faults until then, each kind in its own rhythm; whatever is held by the end is let go. */
export function startFaults(
  world: World,
  { hub, lines, machines, pages }: Victims,
  kinds: ReadonlySet<FaultKind>,
  until: number,
): void {
  const { time, chance } = world;
  const downMs = () => chance.int(200, chance.pick([800, 8_000]));
  const heldMs = () => Math.min(chance.int(500, longestHeldMs), until - time.now());

  const acts: { readonly [K in FaultKind]?: () => void } = {
    hubDies: () => hub.dies(downMs()),
    diesAtCommit: () => hub.diesAtCommit(chance.int(1, 12), chance.pick(['before', 'after']), downMs()),
    diskFails: () => hub.diskFails(),
    lostCommits: () => (time.now() < until - mergeMs ? hub.losesCommits(chance.int(1, 60), downMs()) : undefined),
    slowDisk: () => hub.diskTakes(chance.pick([0, 20, 200, 900])),
    breaks: () => chance.pick(lines).breaks(),
    holds: () => chance.pick(lines).holds(chance.pick(['up', 'down', 'both']), heldMs()),
    swizzle,
    kioskCut: () => chance.pick(machines).cutAfter(chance.int(1, 14)),
    hubClock: () => hub.clockJumps(jump(chance)),
    kioskClock: () => chance.pick(machines).clockJumps(jump(chance)),
    reload: () => chance.pick(pages).reload(),
  };

  /** Links stop one by one, and go again in another order. */
  function swizzle(): void {
    for (const line of lines) {
      if (chance.happens(0.4)) continue;
      const from = chance.int(0, 6_000);
      time.after(from, () => (time.now() < until ? line.holds('both', heldMs()) : undefined));
    }
  }

  for (const kind of kinds) {
    const act = acts[kind];
    if (!act) continue;
    const next = () => {
      const wait = -Math.log(1 - chance.next()) * everyMs;
      if (time.now() + wait >= until) return;
      time.after(wait, () => {
        world.note(`fault ${kind}`);
        act();
        next();
      });
    };
    next();
  }
  time.after(until - time.now(), () => {
    world.note('no more faults');
    hub.diskTakes(0);
    hub.healed();
    for (const machine of machines) machine.cutAfter(Infinity);
    for (const line of lines) line.heals();
  });
}

/** Seconds or minutes, either way; all of a run stay within a day. */
function jump(chance: Chance): number {
  const most = chance.pick([5_000, 120_000, 900_000]);
  return chance.int(-most, most);
}
