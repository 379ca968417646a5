import { minuteMs, type Ms } from '../../../../shared/ids.ts';
import { lanes, type Lane } from '../../../../shared/protocol/office.ts';

/** Who comes when called, by lane and by how long they had waited: silent leavers show at their call only. */
export interface Shows {
  add(lane: Lane, waited: Ms, came: boolean): void;
  /** Share of such calls that nobody answers. */
  noShow(lane: Lane, waited: Ms): number;
}

const limits: readonly Ms[] = [15, 45].map((minutes) => minutes * minuteMs);
/** domain.md 2.8: a usual share, and how many calls it is worth. */
const assumed = { calls: 100, missed: 4 };
/** How many calls of a lane or wait the share of all is worth. */
const shrinkage = 100;
const memory = 1_500;

interface Count {
  calls: number;
  missed: number;
}

export function shows(): Shows {
  const all: Count = { ...assumed };
  const byWait: readonly Count[] = Array.from({ length: limits.length + 1 }, () => ({ calls: 0, missed: 0 }));
  const byLane = new Map<Lane, Count>(lanes.map((lane) => [lane, { calls: 0, missed: 0 }]));
  const bucket = (waited: Ms) => limits.filter((limit) => waited > limit).length;
  const share = (count: Count | undefined, parent: number) =>
    count ? (count.missed + parent * shrinkage) / (count.calls + shrinkage) : parent;
  return {
    add(lane, waited, came) {
      for (const count of [all, byWait[bucket(waited)], byLane.get(lane)]) {
        if (!count) continue;
        const kept = count.calls >= memory ? 1 - 1 / memory : 1;
        count.calls = count.calls * kept + 1;
        count.missed = count.missed * kept + (came ? 0 : 1);
      }
    },
    noShow(lane, waited) {
      const usual = all.missed / all.calls;
      const share1 = share(byWait[bucket(waited)], usual);
      return Math.min(0.5, (share1 * share(byLane.get(lane), usual)) / usual);
    },
  };
}
