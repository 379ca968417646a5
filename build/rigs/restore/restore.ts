import type { By } from '../../../apps/hub/domain/events.ts';
import type { DeviceId, OfficerId, TicketId } from '../../../shared/ids.ts';
import { minuteMs, secondMs } from '../../../shared/ids.ts';
import { PressRequest } from '../../../shared/protocol/agent.ts';
import { chanceOf, type Chance } from '../../day/chance.ts';
import { createMachine, type Machine } from '../kiosk/machine.ts';
import { virtualTime, type VirtualTime } from '../kiosk/time.ts';
import type { RigResult } from '../rig.ts';
import { startHub, type RestoredHub, type Way } from './hub.ts';
import { judge } from './judge.ts';
import { services } from '../kiosk/roundTheClock.ts';

const api: By = { device: 'api' as DeviceId, role: 'api', door: 'http' };
const officer = (n: number): By => ({
  device: `desk-${n}` as DeviceId,
  person: `o${n}` as OfficerId,
  role: 'officer',
  door: 'socket',
});

/** A kiosk, and whether its line to the hub is whole. */
interface Stand {
  readonly machine: Machine;
  isUp: boolean;
}

interface Office {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly hub: RestoredHub;
  readonly stands: readonly Stand[];
  /** Numbers that were told to somebody who has no slip. */
  told: readonly { readonly ticket: string; readonly number: string }[];
}

/**
 * I19: office mornings whose hub is set back by any number of its commits, once or twice, by the restore program or as if
 * nothing had been; kiosks press on meanwhile, lose power and lines, and come back in any order.
 */
export async function restoreRig({
  trials,
  seed,
}: {
  readonly trials: number;
  readonly seed: number;
}): Promise<RigResult> {
  const violations: string[] = [];
  for (let i = 0; i < trials; i++) {
    const own = seed * 1_000_003 + i;
    const found = await trial(own).catch((error: unknown) => [
      `the trial ends: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    ]);
    violations.push(...found.map((one) => `seed ${own}: ${one}`));
  }
  return { rig: 'restore', trials, violations };
}

/** One morning of its own seed; what was found wrong. */
export async function trial(seed: number): Promise<string[]> {
  const chance = chanceOf(seed);
  const time = virtualTime(Date.parse('2026-11-24T08:00:00+07:00'));
  const names = Array.from({ length: chance.int(2, 3) }, (_, i) => `k${i + 1}`);
  const hub = await startHub({ time, chance, kiosks: chance.happens(0.5) ? names : [] });
  const stands = names.map((name) => plug(name, { time, chance, hub }));
  const office: Office = { time, chance, hub, stands, told: [] };
  await time.run(time.now() + 5 * secondMs);
  const known = hub.commits();
  await morning(office, chance.int(3, 25));
  const waived = new Set<string>();
  await setBack(office, known, waived);
  if (chance.happens(0.2)) {
    await setBack(office, known, waived);
    // Set back once more to before the first restore, a hub passes over the same numbers as then.
    forgetTold(office);
  }
  await settled(office, 60 * minuteMs);
  await morning(office, 6);
  await settled(office, 30 * minuteMs);
  return judge({ machines: stands.map(({ machine }) => machine), hub, told: office.told, waived });
}

function plug(name: string, { time, chance, hub }: Pick<Office, 'time' | 'chance' | 'hub'>): Stand {
  const stand: { machine?: Machine; isUp: boolean } = { isUp: true };
  const isLost = () => stand.isUp && chance.happens(0.03);
  const machine = createMachine({
    name,
    time,
    chance,
    hub: hub.sideOf(name, { isUp: () => stand.isUp, isLost }),
    clockErrorMs: 2_000,
  });
  return Object.assign(stand, { machine });
}

/** Presses, calls, told numbers and short cuts of lines, one after the other. */
async function morning(office: Office, acts: number): Promise<void> {
  const { time, chance, stands } = office;
  for (let i = 0; i < acts; i++) {
    const stand = chance.pick(stands);
    const act = chance.weighted<() => unknown>([
      [() => press(office, stand.machine), 70],
      [() => work(office), 15],
      [() => tell(office), 4],
      [() => stand.machine.cutAfter(chance.int(1, 12)), 4],
      [() => cutLine(office, stand, chance.int(1, 120) * secondMs), 7],
    ]);
    act();
    await time.run(time.now() + chance.int(200, 20 * secondMs));
  }
}

function press({ chance }: Pick<Office, 'chance'>, machine: Machine): void {
  const agent = machine.agent();
  const request = PressRequest.parse({ service: chance.pick(services), lane: chance.pick(['regular', 'priority']) });
  void agent?.press({ ...request, lane: 'regular' });
}

function cutLine({ time }: Office, stand: Stand, ms: number): void {
  stand.isUp = false;
  time.after(ms, () => {
    stand.isUp = true;
  });
}

/** An officer sits down, calls, serves or finishes. */
function work({ chance, hub }: Office): void {
  const n = chance.int(1, 2);
  const counter = `c${n}`;
  const by = officer(n);
  const floor = hub.hub()?.floor();
  const visit = [...(floor?.counters.values() ?? [])].find(({ id }) => id === counter)?.visit;
  const there = { counter, ticket: visit?.ticket };
  const commands = visit
    ? [
        { type: 'StartService', ...there },
        { type: 'Finish', ...there },
      ]
    : [
        { type: 'OpenCounter', counter, officer: `o${n}` },
        { type: 'CallNext', counter },
      ];
  for (const command of commands) void hub.ask(command, by);
}

/** Another system takes a number and shows it to somebody. */
function tell(office: Office): void {
  const { chance, hub } = office;
  void hub.ask({ type: 'TakeTicket', service: chance.pick(services) }, api).then((reply) => {
    if (reply?.ok && 'number' in reply.result && 'ticket' in reply.result)
      office.told = [...office.told, { ticket: reply.result.ticket, number: reply.result.number }];
  });
}

/** The hub loses its newest commits, is away for a while, and its kiosks come back one by one. */
async function setBack(office: Office, known: number, waived: Set<string>): Promise<void> {
  const { time, chance, hub, stands } = office;
  hub.goDown();
  if (chance.happens(0.5)) {
    press(office, chance.pick(stands).machine);
    await time.run(time.now() + chance.int(1, 30) * secondMs);
  }
  const way = chance.pick<Way>(['restored', 'unnoticed']);
  hub.setBack(chance.int(known, hub.commits()), way);
  const comesAt = time.now() + chance.int(1, 20) * secondMs;
  for (const stand of stands) {
    stand.isUp = false;
    // Nobody but a screen can know that a disk was set back; one that holds a lost number is the witness.
    const back = way === 'unnoticed' ? 0 : chance.pick([0, chance.int(0, 20), chance.int(20, 600)]) * secondMs;
    time.after(comesAt - time.now() + back, () => {
      stand.isUp = true;
      if (chance.happens(0.3)) stand.machine.cutAfter(chance.int(1, 40));
    });
  }
  await time.run(comesAt);
  await hub.comeBack();
  if (way === 'unnoticed') {
    await time.run(time.now() + 20 * secondMs);
    const now = hub.hub();
    if (now?.floor().restore?.id !== now?.epoch) forgetTold(office);
  }
  await morning(office, chance.int(2, 12));
  if (chance.happens(0.15)) await goOnWithout(office, waived);
}

/** A number told to somebody without a slip, and lost, may be in nobody's memory. */
function forgetTold(office: Office): void {
  const visits = office.hub.hub()?.floor().visits;
  office.told = office.told.filter(({ ticket }) => visits?.has(ticket as TicketId));
}

/** A supervisor waits no longer for the kiosks that are still away. */
async function goOnWithout({ hub, time }: Office, waived: Set<string>): Promise<void> {
  const restore = hub.hub()?.floor().restore;
  for (const device of restore?.awaits ?? []) {
    waived.add(device);
    await hub.ask({ type: 'EndRestore', restore: restore?.id, device, reason: 'rusak' }, api);
  }
  await time.run(time.now() + secondMs);
}

/** Every line is whole, the power stays, and all have their say. */
async function settled({ time, stands, hub }: Office, mostMs: number): Promise<void> {
  for (const stand of stands) {
    stand.isUp = true;
    stand.machine.cutAfter(Infinity);
  }
  const until = time.now() + mostMs;
  const isQuiet = () =>
    stands.every(({ machine }) => machine.agent()?.state().pending === 0) &&
    (hub.hub()?.floor().restore?.awaits.size ?? 0) === 0;
  while (!isQuiet() && time.now() < until) await time.run(time.now() + secondMs);
  await time.run(time.now() + 15 * secondMs);
}
