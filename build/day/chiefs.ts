import { assertNever } from '../../shared/basics.ts';
import { loses, seen } from './kiosks.ts';
import { weightsOf } from './offices.ts';
import { whim, type Seat } from './officers.ts';
import { admin, api, chief, hub, officer, phone, sealed, there, ticketsThat, type Wish, type World } from './world.ts';

const secondMs = 1000;
const minuteMs = 60_000;

/** Things that happen to an office, and people who try what they should not. */
export async function trouble(world: World, seats: readonly Seat[], kiosks: readonly string[]): Promise<void> {
  const { chance, agenda } = world;
  const service = chance.pick(world.office().services).id;
  const kind = chance.weighted([
    ['whim', 30],
    ['nonsense', 30],
    ['pauseService', 4],
    ['stop', 4],
    ['kiosk', 5],
    ['display', 5],
    ['jump', 4],
    ['office', 3],
    ['assign', 2],
    ['release', 4],
    ['link', 3],
    ['reinstate', 4],
    ['words', 2],
    ['forecast', 4],
    ['meet', 4],
    ['hasty', 4],
  ] as const);
  switch (kind) {
    case 'whim':
      return whim(world, chance.pick(seats));
    case 'nonsense':
      return void (await world.send(
        nonsense(world, seats),
        chance.pick([officer(chance.pick(seats).person), chief, api, phone, hub]),
      ));
    case 'pauseService':
      await world.send({ type: 'PauseService', service, reason: 'national system down' }, chief);
      return agenda.after(
        chance.int(1, 12) * minuteMs,
        async () => void (await world.send({ type: 'ResumeService', service }, chief)),
      );
    case 'stop':
      await world.send({ type: 'StopIntake', service, reason: 'full' }, chief);
      return agenda.after(
        chance.int(1, 10) * minuteMs,
        async () => void (await world.send({ type: 'ResumeIntake', service }, chief)),
      );
    case 'forecast':
      return forecast(world, service);
    case 'kiosk':
      return loses(world, chance.pick(kiosks), chance.int(1, 20) * minuteMs);
    case 'display': {
      const zone = chance.pick(world.office().zones).id;
      return seen(
        world,
        `tv-${zone}${chance.happens(0.5) ? '' : '-b'}`,
        zone,
        chance.happens(0.7),
        chance.pick(['ready', 'ready', 'blocked']),
      );
    }
    case 'jump':
      return world.branch.jump(chance.int(3, 900) * secondMs);
    case 'office': {
      const { policy, ...rest } = world.office();
      const document = { ...rest, policy: { ...policy, weights: weightsOf(chance, policy.maxPriorityInRow) } };
      return void (await world.send({ type: 'ChangeOffice', document }, admin));
    }
    case 'assign': {
      const stages = world.office().stages.map(({ id }) => id);
      const cut = chance.int(0, stages.length);
      const tiers = [stages.slice(cut), stages.slice(0, cut)].filter((tier) => tier.length > 0);
      return void (await world.send({ type: 'Assign', counter: chance.pick(seats).counter, tiers }, chief));
    }
    case 'release': {
      const now = there(world, chance.pick(seats).counter);
      return now && void (await world.send({ type: 'Release', ...now, reason: 'officer ill' }, chief));
    }
    case 'link': {
      const waiting = ticketsThat(
        world,
        chance.happens(0.5) ? ['called', 'serving'] : ['waiting', 'parked', 'called', 'serving'],
      );
      if (waiting.length > 1)
        await world.send({ type: 'Link', ticket: chance.pick(waiting), with: chance.pick(waiting) }, chief);
      return;
    }
    case 'reinstate': {
      const missed = ticketsThat(world, ['missed', 'ended']);
      return missed.length === 0
        ? undefined
        : void (await world.send({ type: 'Reinstate', ticket: chance.pick(missed) }, chief));
    }
    case 'words': {
      const message = sealed(world.floor().day);
      const reply = await world.send({ type: 'RaiseEmergency', message }, chief);
      if (reply.ok && 'emergency' in reply.result)
        await world.send({ type: 'ClearEmergency', emergency: reply.result.emergency }, chief);
      await world.send({ type: 'CallStaff', device: 'kiosk-1' }, api);
      await world.send({ type: 'AnswerStaff', device: 'kiosk-1' }, chief);
      return void (await world.send({ type: 'Announce', message }, chief));
    }
    case 'hasty':
      return hasty(world, chance.pick(seats));
    case 'meet':
      return meet(world, seats);
    default:
      return assertNever(kind);
  }
}

/** S8, C8, C11, L6: an officer closes, lets the visitor go, is already elsewhere, and then takes it all back. */
async function hasty(world: World, { counter, person }: Seat): Promise<void> {
  const { chance } = world;
  const now = there(world, counter);
  if (!now) return;
  const by = officer(person);
  const { counters, officers } = world.office();
  const to = chance.pick([
    { counter: chance.pick(counters).id },
    { officer: chance.pick(officers).id },
    { officer: person },
  ]);
  if (chance.happens(0.7)) await world.send({ type: chance.pick(['CloseCounter', 'PauseCounter']), counter }, by);
  await world.send(
    chance.pick<Wish>([
      { type: 'Finish', ...now },
      { type: 'Park', ...now },
      { type: 'Transfer', ...now, to },
      { type: 'Transfer', ...now, to },
    ]),
    by,
  );
  if (chance.happens(0.5))
    await world.send(
      { type: 'SignIn', counter: chance.pick(counters).id, officer: person, takeOver: chance.happens(0.5) },
      by,
    );
  if (chance.happens(0.5)) await world.send({ type: 'Undo', ticket: now.ticket }, by);
  if (!('counter' in to) || chance.happens(0.3)) return;
  const shift = {
    type: 'TakeOver',
    counter: to.counter,
    officer: chance.pick(officers).id,
    override: { reason: 'shift' },
  } as const;
  await world.send(chance.happens(0.5) ? shift : { type: 'CloseCounter', counter: to.counter }, chief);
}

/** F1, D2, D4: a forecast stops a service, tells who will hardly be reached, and takes it back when its finish lies clear of closing time. */
async function forecast(world: World, service: string): Promise<void> {
  const { chance } = world;
  const stop = { finishAt: world.closesAt + chance.int(-10, 40) * minuteMs, ahead: chance.int(1, 40) };
  await world.send({ type: 'StopIntake', service, predicted: stop }, hub);
  const told = [...world.floor().visits.keys()].filter((_, i) => i % 3 === 0).slice(-20);
  const tickets = told.map((ticket) => ({ ticket, calledFrom: stop.finishAt }));
  if (tickets.length > 0) await world.send({ type: 'TellNotToday', tickets }, hub);
  world.agenda.after(chance.int(1, 12) * minuteMs, async () => {
    const predicted = { finishAt: world.closesAt - chance.int(0, 40) * minuteMs, ahead: 1 };
    await world.send({ type: 'ResumeIntake', service, predicted }, hub);
  });
}

/** Several counters press in the same instant: the hub puts them in an order (I09). */
async function meet(world: World, seats: readonly Seat[]): Promise<void> {
  await Promise.all(seats.map(({ counter, person }) => world.send({ type: 'CallNext', counter }, officer(person))));
}

/** A command with anything in it, much of it wrong: whatever is refused must change nothing. */
export function nonsense(world: World, seats: readonly Seat[]): Wish {
  const { chance } = world;
  const any = [...world.floor().visits.keys(), 'nobody'];
  const ticket = chance.pick(any);
  const { counter } = chance.pick(seats);
  const now = (chance.happens(0.5) ? there(world, counter) : undefined) ?? {
    counter,
    ticket,
    ...(chance.happens(0.5) ? { call: 3 } : {}),
  };
  const service = chance.pick(world.office().services).id;
  const reason = chance.happens(0.5) ? { reason: 'because' } : {};
  const override = chance.happens(0.2) ? { override: { reason: 'by order' } } : {};
  return chance.pick<Wish>([
    { type: 'TakeTicket', service: chance.pick([service, 'nothing']), people: chance.int(1, 6) },
    { type: 'TakeTicket', service, lane: 'appointment', carryOver: 'of-another-day' },
    { type: 'ConfirmSlip', ticket, outcome: 'printed' },
    {
      type: 'SignIn',
      counter: chance.pick([counter, 'nowhere']),
      officer: chance.pick(world.office().officers).id,
      ...override,
    },
    { type: 'CallNext', counter, ...override },
    { type: 'CallNext', ...now, outcome: chance.pick(['done', 'noShow', 'referred']) },
    { type: 'CallTicket', counter, ticket, ...reason, ...override },
    { type: 'Recall', ...now, ...override },
    { type: 'Withdraw', ...now },
    { type: 'StartService', ...now },
    { type: 'Finish', ...now, outcome: chance.pick(['done', 'continues']), served: chance.int(1, 5), ...override },
    { type: 'MarkNoShow', ...now, ...override },
    { type: 'Park', ...now, until: world.now() + chance.int(-5, 10) * minuteMs },
    { type: 'Return', ticket },
    {
      type: 'Transfer',
      ...now,
      to: chance.pick([{ service }, { stage: 'nowhere' }, { counter }, { officer: 'nobody' }]),
    },
    { type: 'Release', ...now },
    { type: 'Reinstate', ticket },
    { type: 'Cancel', ticket },
    { type: 'Postpone', ticket },
    { type: 'ConfirmPresence', ticket },
    { type: 'Split', ticket, people: chance.int(1, 4) },
    { type: 'Link', ticket, with: chance.pick(any) },
    { type: 'CheckItem', ...now, item: chance.pick(['identity', 'shoes']), done: true },
    { type: 'Undo', ticket },
    { type: 'Correct', ticket, outcome: 'noShow', reason: 'wrong key' },
    { type: 'PauseService', service: 'nothing' },
    { type: 'ResumeService', service },
    { type: 'ResumeIntake', service, ...override },
    { type: 'ReportAnnounced', announcement: chance.int(1, 200), outcome: 'spoken' },
    { type: 'ReopenDay' },
    { type: 'PauseCounter', counter, until: world.now() - 1 },
    { type: 'Assign', counter, tiers: [['nowhere']] },
  ]);
}
