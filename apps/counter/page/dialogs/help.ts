import type { CounterView } from '../../../../shared/protocol/views.ts';
import { pick, type Answer, type Dialog, type Step } from '../dialog.ts';
import type { Ask } from '../keys.ts';
import { allowing, type Allowable } from '../overrides.ts';
import { reason, type DialogDesk } from './parts.ts';

/** A visitor at a kiosk or TV asks for somebody: this officer goes. */
export function* answerStaff({ view, say, clock }: DialogDesk): Dialog {
  const [first, ...others] = view.staffCalls;
  if (!first) return undefined;
  const device =
    others.length === 0
      ? first.device
      : yield* pick({
          title: say('staffTitle'),
          choices: view.staffCalls.map(({ device: value, since }) => ({
            id: value,
            label: value,
            help: say('sinceTime', { time: clock.time(since) }),
            value,
          })),
        });
  return { type: 'AnswerStaff', device };
}

/** Asked twice, and the second yes is another digit: a key held or hit twice raises nothing. */
export function* emergency({ view, say }: DialogDesk): Dialog {
  const sure = yield* pick({
    title: say('emergencyTitle'),
    help: say('emergencyAsk'),
    choices: [
      { id: 'yes', label: say('emergencyYes'), value: true },
      { id: 'no', label: say('no'), value: false },
    ],
  });
  if (!sure) return undefined;
  const send = yield* pick({
    title: say('emergencySure'),
    help: say('emergencyAsk'),
    choices: [
      { id: 'no', label: say('no'), value: false },
      { id: 'send', label: say('emergencySend'), value: true },
    ],
  });
  return send ? { type: 'RaiseEmergency', counter: view.counter } : undefined;
}

/** Where an emergency is, in the words of the office. */
export function placeOf(
  { office, say }: Pick<DialogDesk, 'office' | 'say'>,
  { counter }: CounterView['emergencies'][number],
): string {
  const number = office.counters.find(({ id }) => id === counter)?.number;
  return number === undefined ? say('thisOffice') : say('counterN', { n: number }).toLowerCase();
}

/** A supervisor's. */
export function* clearEmergency(desk: DialogDesk): Dialog {
  const { view, say } = desk;
  const [first] = view.emergencies;
  if (!first) return undefined;
  const over = yield* pick({
    title: say('clearTitle', { place: placeOf(desk, first) }),
    choices: [
      { id: 'no', label: say('no'), value: false },
      { id: 'yes', label: say('clearYes'), value: true },
    ],
  });
  return over ? { type: 'ClearEmergency', emergency: first.emergency } : undefined;
}

/** C13: what was refused, once more and with the supervisor's reason; a new command under a new key. */
export function override(refused: Allowable) {
  return function* (desk: DialogDesk): Generator<Step, Ask, Answer> {
    const list = (['overrideAlone', 'overrideNow', 'overrideBroken'] as const).map((word) => ({
      id: word,
      label: desk.say(word),
      value: desk.say(word),
    }));
    return allowing(refused, yield* reason(desk, desk.say('overrideTitle'), list));
  };
}
