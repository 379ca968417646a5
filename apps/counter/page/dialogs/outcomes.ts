import type { StageId } from '../../../../shared/ids.ts';
import { count, mark, pick, words, type Choice, type Dialog } from '../dialog.ts';
import { mayMiss, openItems } from '../keys.ts';
import { listOf, reason, stageName, thereOf, type DialogDesk } from './parts.ts';

const referenceLetters = 200;

/** S6: what is missing, several at once. */
export function* incomplete(desk: DialogDesk): Dialog {
  const { view, office, say, language } = desk;
  const { visitor } = view;
  if (!visitor) return undefined;
  const choices = listOf(office.reasons.incomplete, language);
  const title = say('incompleteTitle', { number: visitor.number });
  const reasons =
    choices.length > 0
      ? yield* mark({ title, help: say('markDigits'), choices, confirm: say('incompleteConfirm') })
      : [yield* reason(desk, title, [])];
  return { type: 'Finish', ...thereOf(view, visitor), outcome: 'incomplete', reasons: [...reasons] };
}

/** Where to is a sealed reference (P1); it may be left out. */
export function* referred({ view, say }: DialogDesk): Dialog {
  const { visitor } = view;
  if (!visitor) return undefined;
  const title = say('referredTitle', { number: visitor.number });
  const skip = say('withoutText');
  const reference = yield* words({ title, help: say('secretNote'), most: referenceLetters, skip, secret: true });
  return {
    type: 'Finish',
    ...thereOf(view, visitor),
    outcome: 'referred',
    ...(reference === undefined ? {} : { reference }),
  };
}

/** S5: goes on another day, with the reference of the file where there is one. */
export function* continues({ view, say }: DialogDesk): Dialog {
  const { visitor } = view;
  if (!visitor) return undefined;
  const help = `${say('continuesHelp', { number: visitor.number })} ${say('secretNote')}`;
  const skip = say('withoutText');
  const reference = yield* words({ title: say('continuesTitle'), help, most: referenceLetters, skip, secret: true });
  return {
    type: 'Finish',
    ...thereOf(view, visitor),
    outcome: 'continues',
    ...(reference === undefined ? {} : { reference }),
  };
}

/** S1, S7: finish with k of n people, or with a stage added or skipped, and why. */
export function* change(desk: DialogDesk): Dialog {
  const { view, office, say, language } = desk;
  const { visitor } = view;
  if (!visitor) return undefined;
  const done = { type: 'Finish', ...thereOf(view, visitor), outcome: 'done' } as const;
  const part: Choice<'part'> = {
    id: 'part',
    label: say('changePart'),
    help: say('changePartHelp', { n: visitor.people }),
    value: 'part',
    ...(visitor.people > 1 ? {} : { closed: say('whyOne') }),
  };
  const kind = yield* pick<'part' | 'add' | 'skip'>({
    title: say('changeTitle', { number: visitor.number }),
    choices: [
      { id: 'add', label: say('changeAdd'), value: 'add' },
      {
        id: 'skip',
        label: say('changeSkip'),
        value: 'skip',
        ...(visitor.ahead.length > 0 ? {} : { closed: say('changeSkipNone') }),
      },
      part,
    ],
  });
  if (kind === 'part') {
    const { people } = visitor;
    return { ...done, served: yield* count({ title: say('servedTitle'), from: 1, to: people, usual: people - 1 }) };
  }
  const stages: readonly StageId[] =
    kind === 'add'
      ? office.stages.map(({ id }) => id).filter((id) => id !== visitor.stage && !visitor.ahead.includes(id))
      : visitor.ahead;
  const stage = yield* pick({
    title: say(kind === 'add' ? 'addTitle' : 'skipTitle'),
    choices: stages.map((id) => ({ id, label: stageName(desk, id), value: id })),
  });
  const why = yield* reason(desk, say('changeReason'), listOf(office.reasons.transfer, language));
  return { ...done, reason: why, ...(kind === 'add' ? { add: [stage] } : { skip: [stage] }) };
}

/** C14: the outcome of the present one and the next call in one command, asked for only where it is not plain. */
export function* nextAsks(desk: DialogDesk): Dialog {
  const { view, office, say, language, now } = desk;
  const { visitor } = view;
  if (!visitor) return undefined;
  const open = openItems(visitor, office).length;
  const outcome = yield* pick<'done' | 'incomplete' | 'continues' | 'referred' | 'noShow'>({
    title: say('nextAsks', { number: visitor.number }),
    help: say('nextAsksHelp'),
    choices: [
      {
        id: 'done',
        label: say('outcomeDone'),
        value: 'done',
        ...(open > 0 ? { closed: say('outcomeDoneOpen', { n: open }) } : {}),
      },
      { id: 'incomplete', label: say('outcomeIncomplete'), value: 'incomplete' },
      { id: 'continues', label: say('outcomeContinues'), value: 'continues' },
      { id: 'referred', label: say('outcomeReferred'), value: 'referred' },
      { id: 'noShow', label: say('outcomeNoShow'), value: 'noShow', ...closedNoShow() },
    ],
  });
  const call = { type: 'CallNext', ...thereOf(view, visitor), outcome } as const;
  if (outcome !== 'incomplete') return call;
  const choices = listOf(office.reasons.incomplete, language);
  if (choices.length === 0) return call;
  const title = say('incompleteTitle', { number: visitor.number });
  const reasons = yield* mark({ title, help: say('markDigits'), choices, confirm: say('confirmKey') });
  return { ...call, reasons: [...reasons] };

  function closedNoShow() {
    const may = mayMiss(view, office, say, now);
    return may === true ? {} : { closed: may };
  }
}
