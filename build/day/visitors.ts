import type { Reply } from '../../shared/protocol/replies.ts';
import { chief, holderOf, kiosk, phone, visitOf, type Wish, type World } from './world.ts';
import { printOffline } from './kiosks.ts';

const secondMs = 1000;
const minuteMs = 60_000;

/** Somebody who comes: for what, and how. */
export interface Plan {
  readonly service: string;
  readonly lane: 'appointment' | 'priority' | 'regular';
  readonly slot: number | undefined;
  readonly people: number;
  readonly remote: boolean;
  readonly holder: number | undefined;
  readonly kiosk: string;
  readonly carryOver: string | undefined;
}

/** Takes a ticket, at the kiosk or by phone, and does what visitors do with it. */
export async function visitor(world: World, plan: Plan): Promise<void> {
  const { chance } = world;
  if (!plan.remote && world.branch.floor().devices.get(plan.kiosk as never)?.connected === false)
    return printOffline(world, plan);
  const key = world.newKey();
  const reply = await world.send(taking(world, plan), kiosk(plan.kiosk), key);
  if (!reply.ok) return;
  if (chance.happens(0.05)) await world.send(taking(world, plan), kiosk(plan.kiosk), key);
  if (chance.happens(0.02))
    await world.send({ ...taking(world, plan), language: 'en', people: plan.people + 1 }, kiosk(plan.kiosk), key);
  if (chance.happens(0.06 * world.mischief) && !plan.remote) {
    printOffline(world, plan, key);
    return;
  }
  slip(world, plan, key, reply);
  if (plan.remote) comesLater(world, key);
  changesMind(world, key);
}

function taking(world: World, plan: Plan): Wish {
  return {
    type: 'TakeTicket',
    service: plan.service,
    lane: plan.lane,
    people: plan.people,
    ...(plan.slot === undefined ? {} : { slot: plan.slot }),
    ...(plan.remote ? { remote: true } : {}),
    ...(plan.carryOver === undefined ? {} : { carryOver: plan.carryOver }),
    ...(plan.holder === undefined ? {} : { holder: holderOf(world.floor().day, plan.holder) }),
  };
}

/** C7: what the kiosk says of the slip, if it says anything. */
function slip(world: World, plan: Plan, ticket: string, reply: Reply): void {
  const { chance, agenda } = world;
  const outcome = chance.weighted([
    ['printed', 85],
    ['shown', 5],
    ['failed', 3],
    ['uncertain', 3],
    ['silence', 10],
  ] as const);
  if (outcome === 'silence' || !reply.ok) return;
  agenda.after(chance.int(2, 6) * secondMs, async () => {
    await world.send({ type: 'ConfirmSlip', ticket, outcome }, kiosk(plan.kiosk));
    if (chance.happens(0.02)) await world.send({ type: 'ConfirmSlip', ticket, outcome: 'printed' }, chief);
  });
}

/** V2: on time, late, or never. */
function comesLater(world: World, ticket: string): void {
  const { chance, agenda } = world;
  if (chance.happens(0.1)) return;
  agenda.after(chance.int(2, 45) * minuteMs, async () => {
    await world.send({ type: 'ConfirmPresence', ticket }, phone);
  });
}

/** V1, and who gives up. */
function changesMind(world: World, ticket: string): void {
  const { chance, agenda } = world;
  if (chance.happens(0.06))
    agenda.after(chance.int(1, 20) * minuteMs, async () => {
      await world.send({ type: 'Postpone', ticket }, phone);
    });
  if (chance.happens(0.03))
    agenda.after(chance.int(1, 30) * minuteMs, async () => {
      await world.send({ type: 'Cancel', ticket }, phone);
    });
}

/** C6, S2: back from the cashier, or after having missed the call. */
export function comesBack(world: World, ticket: string, afterMs: number): void {
  world.agenda.after(afterMs, async () => {
    const is = visitOf(world, ticket)?.stay.is;
    if (is === 'parked') await world.send({ type: 'Return', ticket }, phone);
    if (is === 'missed') await world.send({ type: 'Reinstate', ticket }, phone);
  });
}
