import { numberText } from '../../../shared/ids.ts';
import { chanceOf } from '../../day/chance.ts';
import { judge, sideOf, startHub, visit } from '../kiosk/day.ts';
import { createMachine, type Machine } from '../kiosk/machine.ts';
import { virtualTime } from '../kiosk/time.ts';
import { I01, I05 } from '../../oracle/history.ts';
import type { Jump } from './play.ts';

const withHubMs = 45 * 60_000;
const beatMs = 1_000;
const presses = 60;

/**
 * Two kiosks over a midnight, with the hub at first, without it for the longest part, and with it again at the end. The
 * jumps are of the walls of kiosks, with and without a power cut after them; those that come while the hub is there are
 * its own too. Each kiosk's own numbers only rise (I06), each is printed once (I25), and the hub has every one in the
 * end (I03), none twice (I01), all accounted for (I05).
 */
export async function kioskDay({
  seed,
  start,
  lengthMs,
  jumps,
}: {
  readonly seed: number;
  readonly start: number;
  readonly lengthMs: number;
  readonly jumps: readonly Jump[];
}): Promise<readonly string[]> {
  const chance = chanceOf(seed);
  const time = virtualTime(start);
  let hubWall = 0;
  const hub = await startHub(time, () => time.now() + hubWall);
  const violations: string[] = [];
  const machines: readonly Machine[] = ['k1', 'k2'].map((name) =>
    createMachine({
      name,
      time,
      chance,
      hub: sideOf({ name: name as never, time, chance }, hub, () => false),
      clockErrorMs: 0,
    }),
  );
  let own = 0;
  const press = () =>
    visit({ machine: chance.pick(machines), time, chance, trueArrival: new Map(), violations }, (isOwn) => {
      if (isOwn) own++;
    });
  for (let i = 0; i < presses; i++) time.after(chance.int(20_000, lengthMs - 20_000), press);
  for (const { at, by } of jumps) {
    const machine = chance.pick(machines);
    const loses = chance.happens(0.4);
    time.after(at, () => {
      machine.jump(by);
      if (loses) machine.cutAfter(chance.int(1, 6));
      if (hub.hub() && chance.happens(0.3)) hubWall += by;
    });
  }
  const beat = () => {
    hub.hub()?.checkClock();
    time.after(beatMs, beat);
  };
  beat();
  await time.run(start + withHubMs);
  hub.goDown();
  await time.run(start + lengthMs);
  for (const machine of machines) machine.cutAfter(Infinity);
  await hub.comeBack();
  const isDone = () => machines.every((machine) => machine.agent()?.state().pending === 0);
  for (const until = time.now() + 10 * 60_000; !isDone() && time.now() < until;) await time.run(time.now() + beatMs);
  await time.run(time.now() + 60_000);
  const events = hub.events();
  if (own === 0) violations.push('no kiosk gave a number by itself');
  const shown = new Map<string, string>();
  for (const { written, name } of machines)
    for (const record of written) {
      if (record.kind !== 'ownNumber') continue;
      const number = `${record.day} ${numberText(record.number)}`;
      if (shown.has(number)) violations.push(`I01 ${number} was given by ${shown.get(number)} and by ${name}`);
      shown.set(number, name);
    }
  // A kiosk that was started with a clock of days to come gave numbers of such a day: the hub takes them when it has come.
  const today = hub.hub()?.floor().day ?? '';
  const toCome = new Set<string>();
  for (const { written } of machines)
    for (const record of written) {
      if (record.kind === 'ownNumber' && record.day > today) toCome.add(record.ticket);
    }
  const pending = machines.reduce((sum, machine) => sum + (machine.agent()?.state().pending ?? 0), 0);
  if (pending !== toCome.size)
    violations.push(`I03 ${pending} numbers are not with the hub, and ${toCome.size} wait for their day`);
  return [
    ...violations,
    ...machines.flatMap((machine) => machine.violations),
    ...judge(machines, events).filter(
      (what) => ![...toCome].some((ticket) => what.startsWith('I03') && what.includes(` ${ticket} `)),
    ),
    ...[...I01(events), ...I05(events)].map(({ rule, what }) => `${rule} ${what}`),
  ];
}
