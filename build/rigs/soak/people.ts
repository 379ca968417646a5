import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHubLink, type HubLink } from '../../../shared/hubLink.edge.ts';
import type { By } from '../../../apps/hub/domain/events.ts';
import type { CounterId, ZoneId } from '../../../shared/ids.ts';
import { WireCommand, type Command } from '../../../shared/protocol/commands.ts';
import type { Frame, Watch } from '../../../shared/protocol/hello.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { CounterView, DisplayView } from '../../../shared/protocol/views.ts';
import { chanceOf } from '../../day/chance.ts';
import type { Exchange } from '../../oracle/history.ts';
import { counterOf, officerOf, tokenOf, zoneOf } from './bigOffice.ts';
import { atRank } from './figures.ts';
import { endOf, officeClock, readPlan } from './plan.ts';

/**
 * Officers at every counter and a TV on every wall, over real links: `people DIR URL`. Every exchange and, now and
 * then, the time of the answers go to DIR/people.jsonl; told to stop, they serve who is left, compare what they show
 * with what the hub would show them now (I39), and end.
 */
const [dir = '', url = ''] = process.argv.slice(2);
const plan = readPlan(dir);
const clock = officeClock(dir, plan);
const chance = chanceOf(plan.seed);
const say = (line: object) => appendFileSync(join(dir, 'people.jsonl'), `${JSON.stringify(line)}\n`);
const minuteMs = 60_000;
/** Once the day is over nobody lingers. */
const office = (ms: number) => sleep(Math.min(ms / plan.speed, stopping ? 100 : Infinity));
/** One order for all processes of this machine. */
const order = () => Number(process.hrtime.bigint() / 1_000n);
let stopping = false;
let times: number[] = [];
let lost = 0;
let stale = 0;
let keys = 0;

interface Screen {
  readonly name: string;
  readonly token: string;
  readonly watch: Watch;
  readonly by: By;
  readonly link: HubLink;
  frame: Frame | undefined;
}

function screen(device: string, role: By['role'], watch: Watch, person?: string): Screen {
  const token = tokenOf(device);
  let isReady = false;
  const one: Screen = {
    name: device,
    token,
    watch,
    by: { device, role, door: 'socket', ...(person === undefined ? {} : { person }) } as By,
    link: createHubLink({
      url,
      hello: { token, watch },
      onFrame: (frame) => {
        one.frame = frame;
      },
      onState: ({ kind }) => {
        if (isReady && kind !== 'live') stale++;
        isReady = true;
      },
    }),
    frame: undefined,
  };
  return one;
}

/** Undefined where the answer is lost; the next frame then tells. */
async function send(
  from: Screen,
  wish: { readonly type: string; readonly [field: string]: unknown },
): Promise<Reply | undefined> {
  const command = WireCommand.parse({ key: `${from.name}-${++keys}`, ...wish });
  const sent = order();
  const began = performance.now();
  const reply = await from.link.send(command);
  if ('lost' in reply) {
    lost++;
    await sleep(100);
    return undefined;
  }
  times.push(performance.now() - began);
  const exchange: Exchange = {
    command: command as Command,
    by: from.by,
    sent,
    received: order(),
    at: clock.now(),
    reply,
  };
  say(exchange);
  return reply;
}

const isOver = () => stopping && !waitsSomewhere();
const waitsSomewhere = () =>
  counters.some((one) => viewOf(one)?.total !== 0 || (viewOf(one)?.visitor ?? null) !== null);
const viewOf = (one: Screen) => one.frame?.view as CounterView | undefined;

/** An officer: opens when the day does, calls, serves, and goes home when the office shuts. */
async function works(seat: Screen, i: number): Promise<void> {
  const counter = counterOf(i);
  while (!isOver()) {
    const view = viewOf(seat);
    if (!view) {
      await sleep(50);
      continue;
    }
    const { visitor } = view;
    if (visitor?.phase === 'called') {
      if (chance.happens(0.05)) await absent(seat, { counter, ticket: visitor.ticket, call: visitor.call });
      else {
        await office(chance.int(4, 25) * 1_000);
        await send(seat, { type: 'StartService', counter, ticket: visitor.ticket, call: visitor.call });
      }
    } else if (visitor) {
      await office(chance.length(3.5, 0.5) * minuteMs);
      const there = { counter, ticket: visitor.ticket, call: visitor.call };
      if (!stopping && chance.happens(0.7)) await send(seat, { type: 'CallNext', ...there, outcome: 'done' });
      else {
        await send(seat, { type: 'Finish', ...there, outcome: 'done' });
        await office(chance.int(2, 20) * 1_000);
      }
    } else if (view.state !== 'open') {
      if (view.dayState === 'open' && isDaytime())
        await send(seat, { type: 'OpenCounter', counter, officer: officerOf(i) });
      await office(minuteMs);
    } else if (view.next || view.total > 0) {
      const reply = await send(seat, { type: 'CallNext', counter });
      if (!reply?.ok) await office(chance.int(5, 20) * 1_000);
    } else await office(chance.int(2, 15) * 1_000);
    await seen(seat, view);
  }
}

/** The answer leaves before the view: an officer presses again when the screen shows what came of it, or half a second later. */
async function seen(seat: Screen, before: CounterView): Promise<void> {
  for (let i = 0; i < 20 && viewOf(seat) === before; i++) await sleep(5);
}

const isDaytime = () => {
  const hour = (clock.now() / 3_600_000 + 7) % 24;
  return !plan.shuts || (hour >= 5.8 && hour < 22);
};

async function absent(
  seat: Screen,
  there: { readonly counter: string; readonly ticket: string; readonly call: number },
): Promise<void> {
  await office(25_000);
  const repeated = await send(seat, { type: 'Recall', ...there });
  await office(45_000);
  if (repeated?.ok) await send(seat, { type: 'MarkNoShow', ...there });
  else await send(seat, { type: 'StartService', ...there });
}

/** A TV: the one that is its zone's voice says each call once, one after the other (A1). */
async function speaks(tv: Screen): Promise<void> {
  let last = 0;
  while (!isOver()) {
    const view = tv.frame?.view as DisplayView | undefined;
    const call =
      view?.voice === tv.name
        ? view.calling.find(({ announcement, outcome }) => announcement > last && outcome === undefined)
        : undefined;
    if (call) {
      last = call.announcement;
      await office(6_000);
      await send(tv, { type: 'ReportAnnounced', announcement: call.announcement, outcome: 'spoken' });
    } else await sleep(20);
  }
}

const counters = Array.from({ length: plan.counters }, (_, i) =>
  screen(`pc-${i + 1}`, 'officer', { audience: 'counter', counter: counterOf(i) as CounterId }, officerOf(i)),
);
const displays = Array.from({ length: plan.displays }, (_, i) =>
  screen(`display-${i + 1}`, 'display', { audience: 'display', zone: zoneOf(i, plan.zones) as ZoneId }),
);
const screens = [...counters, ...displays];
const sampling = setInterval(sample, Math.min(10_000, (plan.hours / plan.speed) * 3_600_000 * 0.05));
function sample(): void {
  const waiting = Math.max(...counters.map((one) => viewOf(one)?.total ?? 0));
  const { rss } = process.memoryUsage();
  say({
    sample: Math.round(clock.real()),
    acks: times.length,
    p50: atRank(times, 0.5),
    p99: atRank(times, 0.99),
    lost,
    stale,
    waiting,
    rss,
  });
  times = [];
}

/** What a screen shows, without what only tells how long ago something was. */
function shown(frame: Frame | undefined): string {
  if (!frame) return 'nothing';
  const { view } = frame;
  return JSON.stringify(view.audience === 'counter' ? { ...view, undo: null } : view);
}

/** I39: what each screen shows is what the hub would show it now; the names of those that differ. */
async function behind(): Promise<readonly string[]> {
  const found = await Promise.all(
    screens.map(async (one) => {
      const fresh = await new Promise<Frame>((resolve) => {
        const link = createHubLink({
          url,
          hello: { token: one.token, watch: one.watch },
          onState: () => {},
          onFrame: (frame) => {
            resolve(frame);
            setTimeout(() => link.close(), 0);
          },
        });
      });
      return shown(fresh) === shown(one.frame)
        ? []
        : [`${one.name}: shows ${shown(one.frame)}, the hub ${shown(fresh)}`];
    }),
  );
  return found.flat();
}

/** Who is still waited for then is not served any more, or there is no hub. */
const longestDrainMs = 180_000;
process.on('SIGTERM', () => {
  stopping = true;
  setTimeout(() => process.exit(1), longestDrainMs).unref();
});
while (screens.some(({ frame }) => frame === undefined)) await sleep(20);
process.stdout.write('people ready\n');
while (clock.real() === 0) await sleep(20);
await Promise.all([...counters.map((seat, i) => works(seat, i)), ...displays.map(speaks)]);
clearInterval(sampling);
sample();
let differing: readonly string[] = [];
const until = performance.now() + 30_000;
do {
  await sleep(500);
  differing = await behind();
} while (differing.length > 0 && performance.now() < until);
say({
  differing,
  live: screens.filter(({ link }) => link.state().kind === 'live').length,
  ended: clock.now() - endOf(plan),
});
for (const { link } of screens) link.close();
process.exit(0);
