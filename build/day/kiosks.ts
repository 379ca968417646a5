import { api, display, kiosk, type World } from './world.ts';
import type { Plan } from './visitors.ts';

const secondMs = 1000;
const minuteMs = 60_000;

interface Printed {
  readonly ticket: string;
  readonly number: { readonly prefix: string; readonly source: number; readonly count: number };
  readonly service: string;
  readonly lane: 'priority' | 'regular';
  readonly language: 'id';
  readonly people: number;
  readonly arrivedAt: number;
  readonly slip: string;
}

interface Agent {
  readonly name: string;
  readonly generation: string;
  readonly counts: Map<string, number>;
  journal: Printed[];
  online: boolean;
}

const agents = new WeakMap<World, Map<string, Agent>>();

/** The kiosks and displays of the day come up. */
export async function start(world: World, kiosks: readonly string[]): Promise<void> {
  agents.set(
    world,
    new Map(
      kiosks.map((name) => [name, { name, generation: `${name}-g`, counts: new Map(), journal: [], online: true }]),
    ),
  );
  for (const name of kiosks) await report(world, name, true);
  for (const { id } of world.office().zones) {
    if (world.chance.happens(0.7)) await seen(world, `tv-${id}`, id, true);
    if (world.chance.happens(0.3)) await seen(world, `tv-${id}-b`, id, true);
  }
}

async function report(world: World, name: string, connected: boolean): Promise<void> {
  await world.send(
    { type: 'ReportDevice', device: name, role: 'kiosk', connected, generation: `${name}-g`, printer: 'ready' },
    kiosk(name),
  );
}

/** A1, A2: a display of a zone, with sound or without, or gone. */
export async function seen(
  world: World,
  name: string,
  zone: string,
  connected: boolean,
  sound = 'ready',
): Promise<void> {
  await world.send({ type: 'ReportDevice', device: name, role: 'display', connected, zone, sound }, display(name));
}

/** A1: the zone's voice tells what became of an announcement; sometimes nobody does. */
export function spoken(world: World, announcement: number, counter: string): void {
  const { chance, agenda } = world;
  const zone = world.office().counters.find(({ id }) => id === counter)?.zone;
  const voices = [...world.floor().devices.values()].filter(
    (one) => one.role === 'display' && one.zone === zone && one.connected,
  );
  if (voices.length === 0 || chance.happens(0.1)) return;
  const by = chance.happens(0.9)
    ? display(voices.map(({ id }) => id).sort()[0] ?? '')
    : chance.pick([api, display(chance.pick(voices).id)]);
  const report = async () => {
    const outcome = chance.pick(['spoken', 'spoken', 'shown', 'failed']);
    await world.send({ type: 'ReportAnnounced', announcement, outcome }, by);
  };
  agenda.after(chance.int(3, 12) * secondMs, report);
  if (chance.happens(0.05 * world.mischief)) agenda.after(chance.int(12, 20) * secondMs, report);
}

/** D7, D8: a kiosk loses the hub for a while and goes on by itself. */
export async function loses(world: World, name: string, forMs: number): Promise<void> {
  const agent = agents.get(world)?.get(name);
  if (!agent?.online) return;
  agent.online = false;
  await report(world, name, false);
  world.agenda.after(forMs, () => comesBack(world, agent));
}

async function comesBack(world: World, agent: Agent): Promise<void> {
  agent.online = true;
  await report(world, agent.name, true);
  await upload(world, agent);
}

/** N6: a number behind the kiosk's own digit; N7 with the key of a ticket whose reply was lost. */
export function printOffline(world: World, plan: Plan, key = world.newKey()): void {
  const agent = agents.get(world)?.get(plan.kiosk);
  const service = world.office().services.find(({ id }) => id === plan.service);
  const digit = world.floor().devices.get(plan.kiosk as never)?.digit;
  if (!agent || !service || typeof digit !== 'number') return;
  const count = (agent.counts.get(service.prefix) ?? 0) + 1;
  agent.counts.set(service.prefix, count);
  agent.journal.push({
    ticket: key,
    number: { prefix: service.prefix, source: digit, count },
    service: plan.service,
    lane: plan.lane === 'priority' ? 'priority' : 'regular',
    language: 'id',
    people: plan.people,
    arrivedAt: world.now(),
    slip: world.chance.pick(['printed', 'printed', 'printed', 'uncertain', 'failed']),
  });
  if (agent.online) world.agenda.after(world.chance.int(5, 180) * secondMs, () => upload(world, agent));
}

async function upload(world: World, agent: Agent): Promise<void> {
  const tickets = agent.journal;
  if (tickets.length === 0 || !agent.online) return;
  agent.journal = [];
  const wish = { type: 'UploadTickets', day: world.floor().day, generation: agent.generation, tickets } as const;
  const reply = await world.send(wish, kiosk(agent.name));
  if (!reply.ok) agent.journal = [...tickets, ...agent.journal];
  else if (world.chance.happens(0.2)) await world.send(wish, kiosk(agent.name));
}

/** What kiosks still hold is brought in, also after the day has closed (D5). */
export async function bringAll(world: World): Promise<void> {
  for (const agent of agents.get(world)?.values() ?? []) {
    if (!agent.online) await comesBack(world, agent);
    await upload(world, agent);
  }
}

/** One more ticket printed before close reaches the hub after it. */
export function lateSlip(world: World, plan: Plan): void {
  world.agenda.at(world.closesAt - 2 * minuteMs, () => {
    const agent = agents.get(world)?.get(plan.kiosk);
    if (agent && !agent.online) printOffline(world, plan);
  });
}
