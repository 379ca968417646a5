import { secondMs, type Instant } from '../../../shared/ids.ts';
import type { WireCommand } from '../../../shared/protocol/commands.ts';
import type { Language, Office } from '../../../shared/protocol/office.ts';
import type { CounterView } from '../../../shared/protocol/views.ts';
import type { Say } from '../../../shared/ui/texts.ts';

type WithoutKey<C> = C extends unknown ? Omit<C, 'key'> : never;
/** A command before it is given its key. */
export type Ask = WithoutKey<WireCommand>;
export type Sheet = 'transfer' | 'visitors' | 'break';

/** A key of the console: always at the same place, whatever it says and whether or not it can be pressed now. */
export interface Key {
  readonly cap: string;
  readonly label: string;
  readonly help?: string;
  /** What pressing it does; without, it is closed for now. */
  readonly does?: { readonly ask: Ask } | { readonly open: Sheet };
  /** The main key before the checklist is full: outlined. */
  readonly notYet?: boolean;
}

export interface Keys {
  readonly main: Key;
  readonly others: readonly Key[];
  readonly pause: Key;
  readonly leave: Key;
}

/** What can be done at this counter now. The hub is the judge; this only spares the officer what it would refuse. */
export function keysOf(view: CounterView, office: Office, say: Say, language: Language, now: Instant): Keys {
  const { counter, visitor, state, undo } = view;
  const there = visitor && { counter, ticket: visitor.ticket, call: visitor.call };
  const called = there && visitor.phase === 'called' ? there : undefined;
  const serving = there && visitor.phase === 'serving' ? there : undefined;
  const left = (until: Instant) => Math.max(0, Math.ceil((until - now) / secondMs));

  const withdrawLeft = called && visitor?.withdrawUntil !== undefined ? left(visitor.withdrawUntil) : 0;
  const mayUndo = undo && left(undo.until) > 0;
  const takeBack: Key = mayUndo
    ? {
        cap: 'Z',
        label: say('undo', { number: undo.number }),
        help: say('forSeconds', { n: left(undo.until) }),
        does: { ask: { type: 'Undo', ticket: undo.ticket } },
      }
    : {
        cap: 'W',
        label: say('withdraw'),
        ...(called && withdrawLeft > 0
          ? { help: say('forSeconds', { n: withdrawLeft }), does: { ask: { type: 'Withdraw', ...called } } }
          : {}),
      };

  return {
    main: mainKey(view, office, say, language),
    others: [
      {
        cap: 'U',
        label: say('recall'),
        ...(called && visitor && visitor.calls <= office.policy.recallLimit
          ? { does: { ask: { type: 'Recall', ...called } } }
          : {}),
      },
      noShowKey(),
      takeBack,
      { cap: 'P', label: say('park'), ...(serving ? { does: { ask: { type: 'Park', ...serving } } } : {}) },
      { cap: 'A', label: say('transfer'), ...(serving ? { does: { open: 'transfer' } } : {}) },
      {
        cap: 'L',
        label: say('otherDay'),
        ...(serving ? { does: { ask: { type: 'Finish', ...serving, outcome: 'continues' } } } : {}),
      },
    ],
    pause:
      state === 'paused'
        ? { cap: 'F8', label: say('resume'), does: { ask: { type: 'OpenCounter', counter } } }
        : { cap: 'F8', label: say('break'), does: { open: 'break' } },
    // C8, C9: one who is here is finished first.
    leave: {
      cap: 'F9',
      label: say('signOut'),
      does: { ask: visitor ? { type: 'CloseCounter', counter } : { type: 'SignOut', counter } },
    },
  };

  function noShowKey(): Key {
    const key = { cap: 'T', label: say('noShow') };
    if (!called || !visitor) return key;
    if (visitor.calls < office.policy.minCalls) return { ...key, help: say('recallFirst') };
    const wait = visitor.noShowFrom === undefined ? 0 : left(visitor.noShowFrom);
    if (wait > 0) return { ...key, help: say('inSeconds', { n: wait }) };
    return { ...key, does: { ask: { type: 'MarkNoShow', ...called } } };
  }
}

function mainKey({ counter, visitor, state, next }: CounterView, office: Office, say: Say, language: Language): Key {
  const cap = say('enter');
  if (visitor) {
    const there = { counter, ticket: visitor.ticket, call: visitor.call };
    if (visitor.phase === 'called')
      return {
        cap,
        label: say('start'),
        help: say('startHelp', { number: visitor.number }),
        does: { ask: { type: 'StartService', ...there } },
      };
    const onward = office.stages.find(({ id }) => id === visitor.ahead[0]);
    const open = openItems(visitor, office).length;
    return {
      cap,
      label: onward ? say('finishTo', { stage: onward.name[language].toLowerCase() }) : say('finish'),
      help: open > 0 ? say('tickMore', { n: open }) : say(onward ? 'finishNextHelp' : 'finishHelp'),
      notYet: open > 0,
      does: { ask: { type: 'Finish', ...there, outcome: 'done' } },
    };
  }
  if (state === 'paused') return { cap, label: say('resume'), does: { ask: { type: 'OpenCounter', counter } } };
  if (!next) return { cap, label: say('callNext'), help: say('nobodyYet') };
  return { cap, label: say('callNumber', { number: next.number }), does: { ask: { type: 'CallNext', counter } } };
}

/** S4: what is still to be ticked, in the order of the list. */
export function openItems(visitor: NonNullable<CounterView['visitor']>, office: Office): readonly string[] {
  const stage = office.stages.find(({ id }) => id === visitor.stage);
  return (stage?.checklist ?? []).map(({ id }) => id).filter((id) => !visitor.checked.includes(id));
}
