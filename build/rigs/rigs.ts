import { rotBits } from './bitRot.ts';
import { branch, mostRuns } from './branch/branch.ts';
import { fillDisk, whyNot as whyNoDisks } from './disk/diskFull.ts';
import { removeDisk } from './disk/diskRemoved.ts';
import { rebuild } from './disk/rebuild.ts';
import { clock } from './clock/clock.ts';
import { fuzz } from './fuzz/fuzz.ts';
import { network, whyNot as whyNoNetwork } from './network/network.ts';
import { hubWriter } from './powerCut/hub.ts';
import { kioskWriter } from './powerCut/kiosk.ts';
import { cutPower, whyNot as whyNoShim } from './powerCut/powerCut.ts';
import { restoreRig } from './restore/restore.ts';
import type { Rig } from './rig.ts';
import { soakDays } from './soak/soakDays.ts';
import { soakReal } from './soak/soakReal.ts';
import { fuzzWire } from './fuzzWire/fuzzWire.ts';
import { whyNot as whyNoProc } from './slowPeers/processes.ts';
import { slowPeers } from './slowPeers/slowPeers.ts';
import { storm } from './storm/storm.ts';

/** Every rig by name, with its trials at each size; a slice is what runs without a look at the ledger. */
export const rigs: { readonly [name: string]: Rig } = {
  'power-cut-hub': {
    run: (slice) => cutPower(hubWriter, slice),
    whyNot: whyNoShim,
    slice: 500,
    sizes: { commit: 300, night: 20_000, release: 500_000 },
  },
  'power-cut-kiosk': {
    run: (slice) => cutPower(kioskWriter, slice),
    whyNot: whyNoShim,
    slice: 500,
    sizes: { commit: 300, night: 20_000, release: 200_000 },
  },
  'lying-disk-hub': {
    run: (slice) => cutPower(hubWriter, { ...slice, lies: 20 }),
    whyNot: whyNoShim,
    slice: 500,
    sizes: { commit: 100, night: 20_000, release: 50_000 },
  },
  fuzz: { run: fuzz, slice: 20_000, sizes: { commit: 20_000, night: 2_000_000, release: 20_000_000 } },
  network: {
    run: network,
    whyNot: whyNoNetwork,
    paced: true,
    slice: 24,
    sizes: { commit: 8, night: 72, release: 720 },
  },
  clock: { run: clock, slice: 500, sizes: { commit: 50, night: 1_000, release: 5_000 } },
  'fuzz-wire': {
    run: fuzzWire,
    whyNot: whyNoProc,
    slice: 25_000,
    sizes: { commit: 3_000, night: 500_000, release: 5_000_000 },
  },
  'slow-peers': {
    run: slowPeers,
    whyNot: whyNoProc,
    paced: true,
    slice: 20,
    sizes: { commit: 1, night: 200, release: 500 },
  },
  storm: { run: storm, paced: true, slice: 10, sizes: { commit: 1, night: 20, release: 1_000 } },
  /** Runs of some 22,000 steps: 10^7 a night, 10^9 for a release. */
  branch: { run: branch, slice: mostRuns, sizes: { commit: 6, night: 460, release: 46_000 } },
  'disk-full': { run: fillDisk, whyNot: whyNoDisks, slice: 50, sizes: { commit: 6, night: 500, release: 2_000 } },
  'disk-removed': { run: removeDisk, slice: 20, sizes: { commit: 2, night: 200, release: 1_000 } },
  rebuild: { run: rebuild, slice: 10, sizes: { commit: 1, night: 40, release: 200 } },
  restore: { run: restoreRig, slice: 250, sizes: { commit: 8, night: 2_000, release: 20_000 } },
  'bit-rot-hub': { run: rotBits, slice: 1_000, sizes: { commit: 200, night: 10_000, release: 50_000 } },
  'soak-days': { run: soakDays, slice: 24, sizes: { commit: 2, night: 24, release: 360 } },
  'soak-real': { run: soakReal, slice: 24, sizes: { commit: 1, night: 24, release: 120 } },
};

/** Slices that once failed; they run at every commit for ever. */
export const corpus: readonly { readonly rig: string; readonly seed: number; readonly trials: number }[] = [
  { rig: 'power-cut-hub', seed: 7, trials: 500 },
  { rig: 'disk-full', seed: 804568, trials: 1 },
];
