import { evolve, openFloor } from '../../../apps/hub/domain/evolve.ts';
import type { Recorded } from '../../../apps/hub/domain/events.ts';
import type { Floor } from '../../../apps/hub/domain/floor.ts';
import type { CheckedOffice, Hub } from '../../../apps/hub/hub.ts';
import type { MemoryDisk } from '../../../apps/hub/journal/memory.ts';
import { check } from '../../oracle/check.ts';
import { floorEqual } from '../../oracle/floorEqual.ts';
import { I01, I02, I05, I07, I09, I14, type Exchange } from '../../oracle/history.ts';
import { judge as judgeKiosks } from '../kiosk/day.ts';
import type { Machine } from '../kiosk/machine.ts';

export interface Remains {
  readonly disk: MemoryDisk;
  /** Acknowledged events went with a disk that lied: what is left is judged by itself, and paper against it (I19). */
  readonly hasLost: boolean;
  readonly events: readonly Recorded[];
  readonly history: readonly Exchange[];
  readonly machines: readonly Machine[];
  readonly office: CheckedOffice;
  readonly hub: Hub | undefined;
}

/** What is wrong with all that is left of a run: the journal by itself and by the rules, replies, paper, floors. */
export function judge({ disk, hasLost, events, history, machines, office, hub }: Remains): readonly string[] {
  const journal = [...I01(events), ...I05(events), ...I07(events), ...I14(events)];
  const whole = hasLost ? [] : [...I02(history), ...I09(history, events), ...byTheRules(events, office)];
  return [
    ...[...journal, ...whole].map(({ rule, seq, what }) => `${rule} at ${seq}: ${what}`),
    ...(hasLost ? [] : lost(disk, history)),
    ...judgeKiosks(machines, events),
    ...(hub ? folded(hub, events, office) : ['I39 there is no hub in the end']),
  ];
}

/** I08, I10, I11: each book read again by somebody who knows only RULES.md, and no hub that was down or slow (T4). */
function byTheRules(events: readonly Recorded[], { index }: CheckedOffice) {
  const documents = new Map([[index.hash, index.document]]);
  const books = Map.groupBy(
    events.filter(({ day }) => day !== 'house'),
    ({ day }) => day,
  );
  return [...books.values()].flatMap((book) => check(book, documents).violations).filter(({ rule }) => rule !== 'T4');
}

/** I03, I13: what was acknowledged is on the disk, under its key and as it was said. */
function lost(disk: MemoryDisk, history: readonly Exchange[]): readonly string[] {
  return history.flatMap(({ command, reply }) => {
    if (!reply.ok) return [];
    const kept = disk.keys.get(command.key);
    if (!kept) return [`I03 ${command.type} ${command.key} was acknowledged and is not there`];
    return kept.reply === JSON.stringify(reply)
      ? []
      : [`I02 ${command.key} was answered ${JSON.stringify(reply)}, kept is ${kept.reply}`];
  });
}

/** I15: the hub's floors are what the events make. */
function folded(hub: Hub, events: readonly Recorded[], { index }: CheckedOffice): readonly string[] {
  const shelf = new Map([[index.hash, index]]);
  const floors = new Map<string, Floor>();
  for (const recorded of events) {
    const { day } = recorded;
    if (day === 'house') continue;
    const floor = floors.get(day) ?? openFloor(recorded, shelf);
    floors.set(day, floor);
    evolve(floor, recorded);
  }
  return hub
    .floors()
    .flatMap((floor) =>
      floorEqual({ ...floors.get(floor.day), documents: undefined }, { ...floor, documents: undefined }).map(
        (what) => `I15 ${floor.day}: ${what}`,
      ),
    );
}
