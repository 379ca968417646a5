import { mayOverride } from '../../../../shared/protocol/roles.ts';
import { pick, type Choice, type Dialog } from '../dialog.ts';
import type { Ask } from '../keys.ts';
import { choose } from './others.ts';
import { reason, thereOf, type DialogDesk } from './parts.ts';

/** After a restore: somebody else sits here than the hub believes, or nobody. */
export function* seatWrong(desk: DialogDesk): Dialog {
  const { view, say, role } = desk;
  const { counter, visitor } = view;
  const checked: Choice<Ask> = {
    id: 'checked',
    label: say('seatChecked'),
    help: say('seatCheckedHelp'),
    value: { type: 'CheckSeat', counter, right: false },
  };
  if (!visitor) {
    const find: Choice<Ask | 'find'> = { id: 'find', label: say('seatFind'), help: say('seatFindHelp'), value: 'find' };
    const what = yield* pick<Ask | 'find'>({ title: say('seatWho'), choices: [find, checked] });
    return what === 'find' ? yield* choose(desk) : what;
  }
  const there = thereOf(view, visitor);
  const { number } = visitor;
  const leads = role !== undefined && mayOverride(role);
  const away: Ask = leads ? { type: 'Release', ...there } : { type: 'Park', ...there };
  return yield* pick<Ask>({
    title: say('seatWho'),
    help: say('seatWhoHelp'),
    choices: [
      { id: 'done', label: say('seatDone', { number }), value: { type: 'Finish', ...there, outcome: 'done' } },
      {
        id: 'away',
        label: say(leads ? 'seatBack' : 'seatParked', { number }),
        help: say('seatKeeps'),
        value: away,
      },
      checked,
    ],
  });
}

/** A supervisor waits no longer for a kiosk that is gone. */
export function* goOnWithout(desk: DialogDesk): Dialog {
  const { view, say } = desk;
  const { restored } = view;
  if (!restored) return undefined;
  const device = yield* pick({
    title: say('goOnTitle'),
    help: say('goOnHelp'),
    choices: restored.awaits.map((id) => ({ id, label: id, value: id })),
  });
  const list = (['goOnBroken', 'goOnGone'] as const).map((word) => ({ id: word, label: say(word), value: say(word) }));
  return {
    type: 'EndRestore',
    restore: restored.id,
    device,
    reason: yield* reason(desk, say('goOnReason', { device }), list),
  };
}
