import type { TicketId } from '../../../../shared/ids.ts';
import { count, find, pick, time, words, type Choice, type Dialog } from '../dialog.ts';
import { reason, thereOf, type DialogDesk } from './parts.ts';

const noteLetters = 500;

/** C12: any callable, parked or missed visit, with a reason where the office asks one. Only looking while somebody is here. */
export function* choose(desk: DialogDesk): Dialog {
  const { view, office, say } = desk;
  const { counter, visitor } = view;
  const found = yield* find({
    title: say(visitor ? 'findLook' : 'findTitle'),
    help: visitor ? say('findBusy', { number: visitor.number }) : say('findHelp'),
    confirm: (number) => say('callNumber', { number }),
    looking: visitor !== null,
  });
  const call = { type: 'CallTicket', counter, ticket: found.ticket } as const;
  if (!office.policy.reasonForChosen) return call;
  const list = (['chosenBack', 'chosenComplete', 'chosenTold'] as const).map((word) => ({
    id: word,
    label: say(word),
    value: say(word),
  }));
  return { ...call, reason: yield* reason(desk, say('chosenReason', { number: found.number }), list) };
}

interface Aside {
  readonly ticket: TicketId;
  readonly number: string;
  readonly is: 'parked' | 'missed';
}

/** S2, C6: the parked and the missed: back into the queue, called, or given up. */
export function* lists(desk: DialogDesk): Dialog {
  const { view, say, clock } = desk;
  const { counter, visitor } = view;
  const parked = view.parked.map(({ ticket, number, until, overstayed }): Choice<Aside> => ({
    id: ticket,
    label: number,
    number,
    help: overstayed
      ? say('parkedOver')
      : until === undefined
        ? say('parkedPlain')
        : say('parkedUntil', { time: clock.time(until) }),
    value: { ticket, number, is: 'parked' },
  }));
  const missed = view.missed.map(({ ticket, number, at }): Choice<Aside> => ({
    id: ticket,
    label: number,
    number,
    help: say('missedAt', { time: clock.time(at) }),
    value: { ticket, number, is: 'missed' },
  }));
  const { ticket, number, is } = yield* pick({ title: say('listsTitle'), choices: [...parked, ...missed] });
  const busy = visitor ? { closed: say('whyFinishFirst') } : {};
  const what = yield* pick<'back' | 'call' | 'cancel'>({
    title: say('listsWhat', { number }),
    choices: [
      {
        id: 'back',
        label: say('listsReturn'),
        help: say(is === 'parked' ? 'listsReturnHelp' : 'listsReinstateHelp'),
        value: 'back',
      },
      { id: 'call', label: say('listsCall'), value: 'call', ...busy },
      { id: 'cancel', label: say('listsCancel'), value: 'cancel' },
    ],
  });
  if (what === 'back') return { type: is === 'parked' ? 'Return' : 'Reinstate', ticket };
  if (what === 'cancel') return { type: 'Cancel', ticket };
  const call = { type: 'CallTicket', counter, ticket } as const;
  return desk.office.policy.reasonForChosen ? { ...call, reason: say('chosenBack') } : call;
}

/** The visitor here, or one found by number, does not want to be served any more. */
export function* giveUp({ view, say }: DialogDesk): Dialog {
  const { visitor } = view;
  const whom =
    visitor ??
    (yield* find({
      title: say('giveUpTitle'),
      help: say('findHelp'),
      confirm: (number) => say('giveUpConfirm', { number }),
    }));
  const sure = yield* pick({
    title: say('giveUpSure', { number: whom.number }),
    help: say('giveUpHelp'),
    choices: [
      { id: 'yes', label: say('giveUpYes'), value: true },
      { id: 'no', label: say('no'), value: false },
    ],
  });
  return sure ? { type: 'Cancel', ticket: whom.ticket } : undefined;
}

/** A number for a visitor who cannot take one: told or written down, nothing is printed. */
export function* take({ view, office, say, language }: DialogDesk): Dialog {
  const at = office.counters.find(({ id }) => id === view.counter);
  const here = at?.tiers.flat() ?? [];
  // What this counter serves first comes first.
  const rank = (stages: readonly string[]) => here.findIndex((stage) => stage === stages[0]);
  const order = [...office.services].sort((one, other) => below(rank(one.stages)) - below(rank(other.stages)));
  const service = yield* pick({
    title: say('takeTitle'),
    choices: order.map((value) => ({ id: value.id, label: value.name[language], value })),
  });
  const priority = service.priority
    ? [{ id: 'priority', label: say('takePriority'), help: say('takePriorityHelp'), value: 'priority' as const }]
    : [];
  const lane = yield* pick<'regular' | 'priority' | 'appointment' | 'slot'>({
    title: say('takeLane'),
    choices: [
      { id: 'regular', label: say('takeRegular'), value: 'regular' },
      ...priority,
      { id: 'appointment', label: say('takeAppointment'), value: 'appointment' },
      { id: 'slot', label: say('takeSlot'), value: 'slot' },
    ],
  });
  const slot = lane === 'slot' ? yield* time({ title: say('typeTime'), help: say('typeTimeHelp') }) : undefined;
  const most = service.maxPeople;
  const people = most > 1 ? yield* count({ title: say('takePeople'), from: 1, to: most, usual: 1 }) : 1;
  return {
    type: 'TakeTicket',
    service: service.id,
    lane: lane === 'slot' ? 'appointment' : lane,
    people,
    ...(slot === undefined ? {} : { slot }),
  };
}

function below(rank: number): number {
  return rank < 0 ? 99 : rank;
}

/** S7 */
export function* split({ view, say }: DialogDesk): Dialog {
  const { visitor } = view;
  if (!visitor || visitor.people < 2) return undefined;
  const people = yield* count({
    title: say('splitTitle', { number: visitor.number }),
    help: say('splitHelp'),
    from: 1,
    to: visitor.people - 1,
    usual: 1,
  });
  return { type: 'Split', ticket: visitor.ticket, people };
}

/** C2: two numbers of one party, from now on at one counter at a time. */
export function* link({ view, say }: DialogDesk): Dialog {
  const { visitor } = view;
  if (!visitor) return undefined;
  const found = yield* find({
    title: say('linkTitle', { number: visitor.number }),
    help: say('findHelp'),
    confirm: (number) => say('linkConfirm', { number }),
  });
  return { type: 'Link', ticket: visitor.ticket, with: found.ticket };
}

/** P1: a note is sealed before it is kept. */
export function* note({ view, say }: DialogDesk): Dialog {
  const { visitor } = view;
  if (!visitor) return undefined;
  const { ticket } = thereOf(view, visitor);
  const title = say('noteTitle', { number: visitor.number });
  const text = yield* words({ title, help: say('secretNote'), most: noteLetters, secret: true });
  return text === undefined ? undefined : { type: 'Note', ticket, note: text };
}
