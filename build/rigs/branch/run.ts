import type { By } from '../../../apps/hub/domain/events.ts';
import type { Pass } from '../../../apps/hub/server/access.ts';
import { sightOf } from '../../../apps/hub/views/services.ts';
import { viewFor } from '../../../apps/hub/views/views.ts';
import type { CounterId, DeviceId, OfficerId, ZoneId } from '../../../shared/ids.ts';
import type { Frame, Watch } from '../../../shared/protocol/hello.ts';
import type { Role } from '../../../shared/protocol/roles.ts';
import { chanceOf } from '../../day/chance.ts';
import { floorEqual } from '../../oracle/floorEqual.ts';
import { visit } from '../kiosk/day.ts';
import { createMachine, tokenOf, type Machine } from '../kiosk/machine.ts';
import { openCounter, type Counter } from './counter.ts';
import { openDisplay, type Display } from './display.ts';
import { drawFaults, startFaults } from './faults.ts';
import { createHall, type Hall } from './hall.ts';
import { startHubMachine, type HubMachine } from './hubMachine.ts';
import { judge } from './judge.ts';
import { createLine, type Line } from './line.ts';
import { branchOffice, counters as counterNames, zone } from './office.ts';
import { createWorld, type World } from './world.ts';

export interface RunResult {
  readonly steps: number;
  readonly events: number;
  readonly exchanges: number;
  readonly faults: readonly string[];
  readonly traceHash: string;
  readonly violations: readonly string[];
  readonly lastLines: readonly string[];
}

/** How long people act and faults come; then neither does, and all must agree. */
const safetyMs = { least: 180_000, most: 420_000 };
const livenessMs = 30_000;
const lookMs = 250;
/** I21. */
const staleMs = 3_000;
/** A link learns how long a message takes from the quickest it got; until then it takes them for quicker than they are. */
const slackMs = 700;
const pressMs = 5_000;
/** A plain day, one whose doors close while people wait, one that ends and the next that opens at midnight. */
const plans = [
  { from: '2026-11-24T10:00:00+07:00', closesAt: '24:00', clocks: true },
  { from: '2026-11-24T10:00:00+07:00', closesAt: '24:00', clocks: true },
  { from: '2026-11-24T10:00:00+07:00', closesAt: '10:04', clocks: true },
  // A clock that is wrong by minutes around midnight gives numbers of a day that is not yet; they wait for it.
  { from: '2026-11-24T23:55:30+07:00', closesAt: '23:58', clocks: false },
];

/** One branch office in virtual time: each program is the shipped one behind its edges, and the seed is all there is of chance. */
export async function runBranch(seed: number): Promise<RunResult> {
  const drawn = chanceOf(seed * 2 + 1);
  const plan = drawn.pick(plans);
  const kinds = drawFaults(drawn, plan);
  const world = createWorld(seed * 2, Date.parse(plan.from));
  const { time, chance } = world;
  const start = time.now();
  const until = start + chance.int(safetyMs.least, safetyMs.most);
  const office = branchOffice(plan.closesAt);
  let hall = createHall(() => time.now());
  const lines: Line[] = [];
  const kioskNames = ['k1', 'k2'];
  const displayNames = ['tv1', 'tv2'];
  const passOf = (name: string, role: Pass['role'], person?: string): Pass => ({
    token: tokenOf(name),
    role,
    device: name as DeviceId,
    ...(person === undefined ? {} : { person: person as OfficerId }),
  });
  const officerOf = (i: number) => `o${i + 1}`;
  const hub: HubMachine = startHubMachine({
    world,
    first: office,
    passes: [
      ...kioskNames.map((name) => passOf(name, 'kiosk')),
      ...displayNames.map((name) => passOf(name, 'display')),
      ...counterNames.map((name, i) => passOf(name, 'officer', officerOf(i))),
    ],
    lines: () => lines,
    isLate: kinds.has('slowDisk') || chance.happens(0.5),
    onEvent: (recorded) => hall.follow(recorded),
    onSetBack(events) {
      hall = createHall(() => time.now());
      events.forEach(hall.follow);
    },
  });

  function lineOf(name: string, role: Role): Line {
    const by: By = { device: name as DeviceId, role, door: 'socket' };
    const meanMs = chance.pick([1, 5, 30, 100, 300]);
    const line = createLine({
      world,
      hub,
      name,
      by,
      meanMs,
      answersBeats: role === 'display',
      replays: kinds.has('replays') ? 0.1 : 0,
    });
    lines.push(line);
    return line;
  }
  const pageClock = () => {
    const error = chance.int(-3_600_000, 3_600_000);
    const began = chance.int(0, 1_000_000);
    return { wall: () => time.now() + error, monotonic: () => time.now() - start + began };
  };

  const machines = kioskNames.map((name) => {
    const line = lineOf(name, 'kiosk');
    return createMachine({
      name,
      time,
      chance,
      hub: {
        openWire: (handlers) => line.openWire(handlers),
        office: () =>
          line.fetch(() => {
            const held = hub.hub()?.floor().lines.office;
            if (!held) throw new Error('nobody answers');
            return JSON.parse(JSON.stringify({ hash: held.hash, document: held.document })) as unknown;
          }),
      },
      clockErrorMs: 30_000,
    });
  });
  const counters = counterNames.map((name, i) =>
    openCounter({
      world,
      line: lineOf(name, 'officer'),
      token: tokenOf(name),
      clock: pageClock(),
      counter: name as CounterId,
      officer: officerOf(i) as OfficerId,
      office: office.index.document,
    }),
  );
  const displays = displayNames.map((name) =>
    openDisplay({
      world,
      line: lineOf(name, 'display'),
      token: tokenOf(name),
      clock: pageClock(),
      zone: zone as ZoneId,
      onSay(by, { announcement }) {
        const told = hall.announcedAt(announcement);
        if (told !== undefined && told < time.now() - staleMs - slackMs)
          world.violation(`I23 ${by} says ${announcement}, reported ${time.now() - told} ms ago`);
      },
    }),
  );

  const presses: string[] = [];
  for (const machine of machines) {
    const press = () => {
      if (time.now() >= until) return;
      time.after(chance.length(pressMs, 0.9), press);
      visit({ machine, time, chance, trueArrival: new Map(), violations: presses }, () => {});
    };
    time.after(chance.int(3_000, 15_000), press);
  }
  startFaults(world, { hub, lines, machines, pages: [...counters, ...displays] }, kinds, until);
  time.after(until - start, () => counters.forEach((counter) => counter.rest()));
  watchScreens(world, { counters, displays, hall: () => hall, hasLost: () => hub.hasLost() });

  try {
    await time.run(until + livenessMs);
    const clients = { counters, displays, machines };
    // What the hub wrote in the last moment is still on its way, and a display on a line that just happened to be slow is cut off and comes back (A2).
    for (let more = 0; more < 10 && unlike(hub, clients).length > 0; more++) await time.run(time.now() + 1_000);
    for (const what of unlike(hub, clients)) world.violation(what);
  } catch (error) {
    world.violation(`it stops: ${error instanceof Error ? error.stack : String(error)}`);
  }
  const events = hub.events();
  const found = judge({ ...world, disk: hub.disk(), hasLost: hub.hasLost(), events, machines, office, hub: hub.hub() });
  return {
    steps: world.steps(),
    events: events.length,
    exchanges: world.history.length,
    faults: [...kinds],
    traceHash: world.traceHash(),
    violations: [...world.violations, ...presses, ...machines.flatMap(({ violations }) => violations), ...found],
    lastLines: world.lastLines(),
  };
}

interface Screens {
  readonly counters: readonly Counter[];
  readonly displays: readonly Display[];
}

/** I21, I22, I23 at every look: what is shown as live, and what is heard. */
function watchScreens(
  world: World,
  { counters, displays, hall, hasLost }: Screens & { readonly hall: () => Hall; readonly hasLost: () => boolean },
): void {
  const { time } = world;
  let twoVoicesSince: number | undefined;
  function look(): void {
    time.after(lookMs, look);
    for (const { name, page } of displays) {
      const { view, link } = page().sight();
      const unknown = view?.calling.find(({ ticket }) => !hall().isKnown(ticket));
      if (unknown && !hasLost()) world.violation(`I22 ${name} shows ${unknown.number}, which the journal has not`);
      const lacks = view && link.kind === 'live' ? hall().lacksOnDisplay(view, staleMs + slackMs) : undefined;
      if (lacks !== undefined) world.violation(`I21 ${name} is live with ${lacks}`);
    }
    for (const { name, page } of counters) {
      const { view, link } = page().sight();
      const lacks = view && link.kind === 'live' ? hall().lacksAtCounter(view, staleMs + slackMs) : undefined;
      if (lacks !== undefined) world.violation(`I21 ${name} is live with ${lacks}`);
    }
    if (displays.filter((display) => display.said() !== undefined).length < 2) twoVoicesSince = undefined;
    else twoVoicesSince ??= time.now();
    if (twoVoicesSince !== undefined && time.now() - twoVoicesSince > staleMs + slackMs)
      world.violation('I23 two displays speak at once');
  }
  time.after(lookMs, look);
}

/** What grows by itself and is drawn anew with the next view. */
const ages = /\.(waited|overBy):/;

/** I39: every client has the hub's epoch and what the hub would show it now; nothing waits to be told. */
function unlike(
  machine: HubMachine,
  { counters, displays, machines }: Screens & { readonly machines: readonly Machine[] },
): readonly string[] {
  const hub = machine.hub();
  if (!hub) return ['I39 the hub does not run'];
  const sight = sightOf(hub.floor(), hub.now(), hub);
  const ofPage = (
    name: string,
    kind: string,
    shown: Frame | undefined,
    watch: Exclude<Watch, { audience: 'none' }>,
  ) => {
    if (kind !== 'live') return [`I39 ${name} is ${kind}`];
    if (shown?.epoch !== hub.epoch) return [`I39 ${name} is in epoch ${shown?.epoch}, the hub in ${hub.epoch}`];
    // An undo that has run out is taken off by the page itself.
    const { view } = shown;
    const seen =
      view.audience === 'counter' && view.undo && view.undo.until <= hub.now() ? { ...view, undo: null } : view;
    return floorEqual(seen, viewFor(watch, name as DeviceId, hub.floor(), sight))
      .filter((what) => !ages.test(what))
      .map((what) => `I39 ${name} shows event ${shown.seq}, the hub is at ${hub.seq()}: ${what}`);
  };
  return [
    ...counters.flatMap(({ name, page }) =>
      ofPage(name, page().link.state().kind, page().shown(), { audience: 'counter', counter: name as CounterId }),
    ),
    ...displays.flatMap(({ name, page }) =>
      ofPage(name, page().link.state().kind, page().shown(), { audience: 'display', zone: zone as ZoneId }),
    ),
    ...machines.flatMap((kiosk) => {
      const state = kiosk.agent()?.state();
      const isQuiet = state?.link === 'live' && state.pending === 0;
      return [
        ...(isQuiet ? [] : [`I39 ${kiosk.name} is ${state?.link}, ${state?.pending} numbers wait`]),
        ...untold(kiosk).map((ticket) => `I39 the slip of ${ticket} is not told`),
      ];
    }),
  ];
}

/** Slips of the hub's numbers whose outcome the hub has not heard. */
function untold({ written }: Machine): readonly string[] {
  const waiting = new Set<string>();
  const ofHub = new Set<string>();
  for (const record of written) {
    if (record.kind === 'hubNumber') ofHub.add(record.ticket);
    if (record.kind === 'fenced' && ofHub.has(record.ticket)) waiting.add(record.ticket);
    if (record.kind === 'confirmed') waiting.delete(record.ticket);
    if (record.kind === 'uploaded') record.tickets.forEach(({ ticket }) => waiting.delete(ticket));
  }
  return [...waiting];
}
