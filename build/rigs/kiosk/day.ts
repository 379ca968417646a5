import { createHash } from 'node:crypto';
import type { By, Recorded } from '../../../apps/hub/domain/events.ts';
import { checkOffice } from '../../../apps/hub/domain/officeCheck.ts';
import { indexOffice } from '../../../apps/hub/domain/officeIndex.ts';
import { openHub, type CheckedOffice, type Hub } from '../../../apps/hub/hub.ts';
import { recordedOf } from '../../../apps/hub/journal/lift.ts';
import { memoryDisk, openMemory, type MemoryJournal } from '../../../apps/hub/journal/memory.ts';
import { nothingForeseen, sightOf } from '../../../apps/hub/views/services.ts';
import { viewFor } from '../../../apps/hub/views/views.ts';
import { invariant, present } from '../../../shared/basics.ts';
import { numberText, type DeviceId, type TicketId } from '../../../shared/ids.ts';
import { PressRequest } from '../../../shared/protocol/agent.ts';
import type { Command } from '../../../shared/protocol/commands.ts';
import { chanceOf, type Chance } from '../../day/chance.ts';
import { I01, I05 } from '../../oracle/history.ts';
import { createMachine, type HubSide, type Machine } from './machine.ts';
import { plainWire, type PlainHub } from './plainWire.ts';
import { virtualTime, type VirtualTime } from './time.ts';
import { document } from './roundTheClock.ts';

export interface KioskDay {
  readonly seed: number;
  readonly kiosks: number;
  /** Numbers asked for without the hub, over all kiosks. */
  readonly numbers: number;
  readonly clockErrorMs: number;
}

export interface KioskDayResult {
  /** Presses that ended in a number, by whom it was counted. */
  readonly numbers: { readonly hub: number; readonly own: number };
  readonly cuts: number;
  readonly copies: number;
  /** From the hub's return until the last kiosk had nothing more to say. */
  readonly mergedMs: number;
  /** Pairs of one service whose places stand against their true arrivals. */
  readonly orderErrors: { readonly pairs: number; readonly wrong: number };
  readonly violations: readonly string[];
}

const hourMs = 3_600_000;

/**
 * An office whose hub is gone for a day, from one afternoon over midnight to the next: the real core and loop, the
 * shipped agents, virtual time. Power goes at random between any two effects of a kiosk, printers say less than they
 * did, answers get lost before the hub does. Then the hub is back, and everything is compared.
 */
export async function kioskDay({ seed, kiosks, numbers, clockErrorMs }: KioskDay): Promise<KioskDayResult> {
  const chance = chanceOf(seed);
  const start = Date.parse('2026-11-24T15:00:00+07:00');
  const time = virtualTime(start);
  const hubMachine = await startHub(time);
  const violations: string[] = [];
  /** The wire loses words and answers until the hub is gone; when it is back the time is taken. */
  let isLossy = true;
  const machines = Array.from({ length: kiosks }, (_, i) => {
    const name = `k${i + 1}`;
    return createMachine({
      name,
      time,
      chance,
      hub: sideOf({ name, time, chance }, hubMachine, () => isLossy && chance.happens(0.05)),
      clockErrorMs,
    });
  });
  const trueArrival = new Map<string, number>();
  let given = { hub: 0, own: 0 };
  const press = (machine: Machine) =>
    visit({ machine, time, chance, trueArrival, violations }, (own) => {
      given = own ? { ...given, own: given.own + 1 } : { ...given, hub: given.hub + 1 };
    });

  // An hour with the hub: numbers are its own, a tenth of the answers are lost (N7).
  const withHub = Math.ceil(numbers / 10);
  for (let i = 0; i < withHub; i++) time.after(chance.int(20_000, hourMs - 20_000), () => press(chance.pick(machines)));
  await time.run(start + hourMs);
  hubMachine.goDown();
  const back = start + 25 * hourMs;
  for (let i = 0; i < numbers; i++)
    time.after(chance.int(5_000, 24 * hourMs - 60_000), () => {
      const machine = chance.pick(machines);
      // Every eighth press the power goes, at some step of it or of what follows.
      if (chance.happens(1 / 8)) machine.cutAfter(chance.int(1, 14));
      press(machine);
    });
  await time.run(back);
  for (const machine of machines) machine.cutAfter(Infinity);
  isLossy = false;
  await hubMachine.comeBack();
  const isDone = () => machines.every((machine) => machine.agent()?.state().pending === 0);
  while (!isDone() && time.now() < back + 10 * 60_000) await time.run(time.now() + 250);
  const mergedMs = time.now() - back;
  await time.run(time.now() + 60_000);

  const events = hubMachine.events();
  violations.push(...judge(machines, events), ...[...I01(events), ...I05(events)].map((one) => JSON.stringify(one)));
  const copies = machines.flatMap(({ paper }) => paper).filter(({ isCopy }) => isCopy).length;
  return {
    numbers: given,
    cuts: machines.reduce((sum, machine) => sum + machine.cuts(), 0),
    copies,
    mergedMs,
    orderErrors: orderErrors(events, trueArrival),
    violations: [...machines.flatMap((machine) => machine.violations), ...violations],
  };
}

interface HubMachine {
  hub(): Hub | undefined;
  isUp(): boolean;
  goDown(): void;
  comeBack(): Promise<void>;
  events(): readonly Recorded[];
}

/** The hub with a disk in memory; `wall` is its wall clock, the true time without one. */
export async function startHub(time: VirtualTime, wall: () => number = () => time.now()): Promise<HubMachine> {
  const disk = memoryDisk();
  const checked = checkOffice(document);
  invariant(checked.ok, 'The office of the rig does not pass the check');
  const body = JSON.stringify(checked.value.office);
  const first: CheckedOffice = {
    index: indexOffice(createHash('sha256').update(body).digest('hex'), checked.value.office),
    body,
  };
  let life = 0;
  let journal: MemoryJournal;
  let hub: Hub | undefined;
  async function open() {
    const mine = ++life;
    journal = openMemory(disk);
    hub = await openHub({
      journal,
      first,
      edges: {
        clock: { wall, monotonic: () => time.now() },
        soon: queueMicrotask,
        wakeIn: (ms, work) => time.after(ms, () => (life === mine ? work() : undefined)),
        fail: (error) => {
          throw error;
        },
      },
    });
  }
  await open();
  return {
    hub: () => hub,
    isUp: () => hub !== undefined,
    goDown() {
      life++;
      journal.cut();
      hub = undefined;
    },
    comeBack: open,
    events: () => disk.events.map(({ body: row }) => recordedOf(row)),
  };
}

export function sideOf(
  { name, time, chance }: { readonly name: string; readonly time: VirtualTime; readonly chance: Chance },
  machine: HubMachine,
  isLost: () => boolean,
): HubSide {
  const device = name as DeviceId;
  const by: By = { device, role: 'kiosk', door: 'socket' };
  const hub: PlainHub = {
    meet() {
      const hub = machine.hub();
      if (!hub) return undefined;
      const floor = hub.floor();
      const view = present(
        viewFor({ audience: 'kiosk' }, device, floor, sightOf(floor, hub.now(), nothingForeseen)),
        name,
      );
      return { frame: { epoch: hub.epoch, seq: hub.seq(), at: hub.now(), view } };
    },
    async send(command) {
      const hub = machine.hub();
      if (!hub || isLost()) return undefined;
      const reply = await hub.send({ command: command as Command, by, digest: JSON.stringify(command) });
      return isLost() ? undefined : reply;
    },
  };
  return {
    openWire: (handlers) => plainWire({ name: device, time, chance, hub }, handlers),
    office: () => {
      const hub = machine.hub();
      if (!hub) return Promise.reject(new Error('nobody answers'));
      const { hash, document: held } = hub.floor().lines.office;
      return Promise.resolve({ hash, document: held });
    },
  };
}

/** A visitor presses, waits, and answers what the page asks; most tell the truth. */
export function visit(
  {
    machine,
    time,
    chance,
    trueArrival,
    violations,
  }: {
    readonly machine: Machine;
    readonly time: Pick<VirtualTime, 'now'>;
    readonly chance: Chance;
    readonly trueArrival: Map<string, number>;
    readonly violations: string[];
  },
  onNumber: (isOwn: boolean) => void,
): void {
  const agent = machine.agent();
  if (!agent) return;
  const began = time.now();
  const asked = PressRequest.parse({ service: chance.pick(['paspor', 'info']) });
  void agent.press(asked).then((answer) => {
    if (machine.agent() !== agent) return;
    if (time.now() - began > 5_000) violations.push(`I24 a press took ${time.now() - began} ms`);
    if (!answer.ok) return;
    onNumber(answer.offline);
    trueArrival.set(answer.ticket, began);
    if (answer.slip !== 'uncertain' || chance.happens(0.3)) return;
    const came = machine.paper.some(({ number }) => number === answer.number);
    void agent.word({ ticket: answer.ticket, came: chance.happens(0.1) ? !came : came });
  });
}

/** I03, N7, I06, I25, I27: what the machines wrote and printed against the journal. */
export function judge(machines: readonly Machine[], events: readonly Recorded[]): string[] {
  const found: string[] = [];
  const issued = new Map<string, string[]>();
  const numbers = new Map<string, string>();
  const printed = new Set<string>();
  for (const { event } of events) {
    if (event.type === 'TicketIssued') {
      issued.set(event.ticket, [...(issued.get(event.ticket) ?? []), numberText(event.number)]);
      numbers.set(event.ticket, numberText(event.number));
      if (event.slip === 'printed') printed.add(event.ticket);
    }
    if (event.type === 'NumberVoided' && event.replacedBy) numbers.set(event.ticket, numberText(event.replacedBy));
    if (event.type === 'SlipReported' && event.outcome === 'printed') printed.add(event.ticket);
  }
  for (const machine of machines) {
    const told = new Set<string>();
    const newest = new Map<string, number>();
    for (const record of machine.written) {
      if (record.kind === 'fenced') told.add(record.ticket);
      if (record.kind === 'said' && record.came) told.add(record.ticket);
      if (record.kind === 'copied' && record.outcome === 'fenced') told.add(record.ticket);
      if (record.kind !== 'ownNumber' && record.kind !== 'hubNumber') continue;
      const text = record.kind === 'ownNumber' ? numberText(record.number) : record.number;
      const times = issued.get(record.ticket)?.length ?? 0;
      if (times !== 1) found.push(`I03 ${machine.name} ${text} of ${record.ticket} is ${times} times with the hub`);
      else if (numbers.get(record.ticket) !== text)
        found.push(`N7 ${text} was printed, the hub says ${numbers.get(record.ticket)}`);
      if (record.kind !== 'ownNumber') continue;
      const line = `${record.day} ${record.number.prefix}`;
      if (record.number.count <= (newest.get(line) ?? 0))
        found.push(`I06 ${text} after ${newest.get(line)} on ${line}`);
      newest.set(line, record.number.count);
    }
    for (const ticket of printed)
      if (ticket.endsWith(machine.name) && !told.has(ticket))
        found.push(`I27 ${ticket} is printed without a fence or a word`);
    const slips = new Map<string, number>();
    for (const { check, isCopy } of machine.paper) if (!isCopy) slips.set(check, (slips.get(check) ?? 0) + 1);
    for (const [check, count] of slips) if (count > 1) found.push(`I25 ${count} slips of ${check} on ${machine.name}`);
  }
  return found;
}

/** Of the numbers the kiosks gave by themselves: how many pairs of one service and day stand in the wrong order. */
function orderErrors(events: readonly Recorded[], trueArrival: ReadonlyMap<string, number>) {
  const lines = new Map<string, { readonly place: number; readonly arrived: number }[]>();
  for (const { event, day } of events) {
    const arrived = event.type === 'TicketIssued' ? trueArrival.get(event.ticket as TicketId) : undefined;
    if (event.type !== 'TicketIssued' || arrived === undefined || event.number.source === 'hub') continue;
    const line = `${day} ${event.service}`;
    lines.set(line, [...(lines.get(line) ?? []), { place: event.arrivedAt, arrived }]);
  }
  let pairs = 0;
  let wrong = 0;
  for (const line of lines.values())
    for (const [i, one] of line.entries())
      for (const other of line.slice(i + 1)) {
        pairs++;
        if ((one.place - other.place) * (one.arrived - other.arrived) < 0) wrong++;
      }
  return { pairs, wrong };
}
