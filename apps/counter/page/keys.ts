import { secondMs, type Instant } from '../../../shared/ids.ts';
import type { WireCommand } from '../../../shared/protocol/commands.ts';
import type { Language, Office } from '../../../shared/protocol/office.ts';
import { mayOverride, type Role } from '../../../shared/protocol/roles.ts';
import type { CounterView } from '../../../shared/protocol/views.ts';
import type { DialogName } from './dialogs/dialogs.ts';
import type { CounterWord, Say } from './texts.ts';

type WithoutKey<C> = C extends unknown ? Omit<C, 'key'> : never;
/** A command before it is given its key. */
export type Ask = WithoutKey<WireCommand>;
/** What a key does: asks the hub, opens a dialog, or opens a page of the console itself. */
export type Does =
  { readonly ask: Ask } | { readonly dialog: DialogName } | { readonly page: 'keys' | 'seat' | 'print' };

/** A key of the console: always at the same place, whatever it says and whether or not it can be pressed now. */
export interface Key {
  readonly cap: string;
  readonly label: string;
  readonly help?: string | undefined;
  /** What pressing it does; without, it is closed for now. */
  readonly does?: Does | undefined;
  /** The main key before the checklist is full: outlined. */
  readonly notYet?: boolean;
}

/** A key with its two digits for a number pad; `hint` says what it is for, `why` why it is closed. */
export interface Action extends Key {
  readonly code: string;
  readonly hint: string;
  readonly why?: string | undefined;
}

export interface Keys {
  readonly main: Key;
  /** C14: the outcome of the present one and the next call in one press. */
  readonly next: Key;
  /** The keys of the row, in its order. */
  readonly row: readonly Key[];
  /** Every action there is, by its digits. */
  readonly actions: readonly Action[];
  readonly pause: Key;
  readonly leave: Key;
}

/** All that the keys are made from. */
export interface KeysDesk {
  readonly view: CounterView;
  readonly office: Office;
  readonly say: Say;
  readonly language: Language;
  readonly now: Instant;
  readonly role?: Role | undefined;
}

/** What can be done at this counter now. The hub is the judge; this only spares the officer what it would refuse. */
export function keysOf(desk: KeysDesk): Keys {
  const actions = actionsOf(desk);
  const byCode = (code: string) => actions.find((action) => action.code === code) ?? closed(desk);
  const [withdraw, undo] = [byCode('21'), byCode('22')];
  return {
    main: mainKey(desk),
    next: nextKey(desk),
    // What may still be taken back stands in one place.
    row: [byCode('11'), byCode('12'), undo.does ? undo : withdraw, byCode('13'), byCode('14'), byCode('15')],
    actions,
    pause: byCode('41'),
    leave: byCode('42'),
  };
}

function closed({ say }: KeysDesk): Key {
  return { cap: '', label: say('whyNothing') };
}

/** Seconds left until then, 0 when it has passed. */
function left(until: Instant, now: Instant): number {
  return Math.max(0, Math.ceil((until - now) / secondMs));
}

function actionsOf(desk: KeysDesk): readonly Action[] {
  const { view, office, say, now, role } = desk;
  const { counter, visitor, undo } = view;
  const chief = role !== undefined && mayOverride(role);
  const there = visitor ? { counter, ticket: visitor.ticket, call: visitor.call } : undefined;
  const nobody = say('whyNobodyHere');

  /** Open when it has something to do, else with the reason why not. */
  function action(
    code: string,
    cap: string,
    label: CounterWord,
    hint: CounterWord,
    open: Does | string,
    more: { readonly label?: string; readonly help?: string } = {},
  ): Action {
    const base = { code, cap, label: say(label), hint: say(hint), ...more };
    return typeof open === 'string' ? { ...base, why: open } : { ...base, does: open };
  }
  const withVisitor = (dialog: DialogName): Does | string => (visitor ? { dialog } : nobody);
  const missing = visitor ? mayMiss(view, office, say, now) : nobody;
  const noShowOpen = there && (missing === true || (chief && visitor?.phase === 'called'));
  const withdrawLeft =
    visitor?.phase === 'called' && visitor.withdrawUntil !== undefined ? left(visitor.withdrawUntil, now) : 0;
  const undoLeft = undo ? left(undo.until, now) : 0;

  return [
    action('11', 'U', 'recall', 'hintRecall', recall()),
    action(
      '12',
      'T',
      'noShow',
      'hintNoShow',
      noShowOpen ? { ask: { type: 'MarkNoShow', ...there } } : String(missing),
      visitor?.phase === 'called' && missing !== true
        ? { help: visitor.calls < office.policy.minCalls ? say('recallShort') : missing }
        : {},
    ),
    action('13', 'P', 'park', 'hintPark', withVisitor('park')),
    action('14', 'A', 'transfer', 'hintTransfer', withVisitor('transfer')),
    action('15', 'L', 'otherDay', 'hintOtherDay', withVisitor('continues')),
    action('16', 'B', 'incomplete', 'hintIncomplete', withVisitor('incomplete')),
    action('17', 'R', 'referred', 'hintReferred', withVisitor('referred')),
    action('18', 'S', visitor && visitor.people > 1 ? 'changeGroup' : 'change', 'hintChange', withVisitor('change')),
    action('19', 'C', 'noteKey', 'hintNote', withVisitor('note')),
    action(
      '21',
      'W',
      'withdraw',
      'hintWithdraw',
      there && withdrawLeft > 0
        ? { ask: { type: 'Withdraw', ...there } }
        : visitor
          ? say(visitor.phase === 'serving' ? 'whyStarted' : 'whyOver')
          : nobody,
      withdrawLeft > 0 ? { help: say('forSeconds', { n: withdrawLeft }) } : {},
    ),
    action(
      '22',
      'Z',
      'undoKey',
      'hintUndo',
      undo && undoLeft > 0 ? { ask: { type: 'Undo', ticket: undo.ticket } } : say('whyNothing'),
      undo && undoLeft > 0
        ? { label: say('undo', { number: undo.number }), help: say('forSeconds', { n: undoLeft }) }
        : {},
    ),
    action('23', 'X', 'giveUp', 'hintGiveUp', { dialog: 'giveUp' }),
    action(
      '24',
      'G',
      'split',
      'hintSplit',
      visitor ? (visitor.people > 1 ? { dialog: 'split' } : say('whyOne')) : nobody,
    ),
    action('25', 'H', 'link', 'hintLink', withVisitor('link')),
    action('31', '/', 'choose', 'hintChoose', { dialog: 'choose' }),
    action(
      '32',
      'D',
      'lists',
      'hintLists',
      view.parked.length + view.missed.length > 0 ? { dialog: 'lists' } : say('whyNothing'),
    ),
    action('33', 'N', 'take', 'hintTake', view.dayState === 'open' ? { dialog: 'take' } : say('whyClosed')),
    pauseKey(),
    action('42', 'F9', 'leaveKey', 'hintLeave', { dialog: 'leave' }),
    action('43', 'F7', 'changeOfficer', 'hintOfficer', { page: 'seat' }),
    action(
      '44',
      'J',
      'staffKey',
      'hintStaff',
      view.staffCalls.length > 1
        ? { dialog: 'answerStaff' }
        : view.staffCalls[0]
          ? { ask: { type: 'AnswerStaff', device: view.staffCalls[0].device } }
          : say('whyNothing'),
    ),
    action('45', 'E', 'emergencyKey', 'hintEmergency', { dialog: 'emergency' }),
    action('46', 'K', 'printKey', 'hintPrint', { page: 'print' }),
    ...(chief && view.emergencies.length > 0
      ? [action('47', 'M', 'emergencyClear', 'hintEmergency', { dialog: 'clearEmergency' })]
      : []),
    ...(view.restored?.unchecked
      ? [
          action('48', 'Y', visitor ? 'seatRight' : 'seatEmpty', 'hintSeat', {
            ask: { type: 'CheckSeat', counter, right: true },
          }),
          action('49', 'Q', 'seatWrong', 'hintSeatWrong', { dialog: 'seatWrong' }),
        ]
      : []),
    ...(chief && view.restored && view.restored.awaits.length > 0
      ? [action('34', 'V', 'goOnKey', 'hintGoOn', { dialog: 'goOnWithout' })]
      : []),
  ];

  function recall(): Does | string {
    if (!there || !visitor) return nobody;
    if (visitor.phase === 'serving') return say('whyStarted');
    const { recallLimit } = office.policy;
    if (visitor.calls > recallLimit && !chief) return say('whyRecalled', { n: recallLimit });
    return { ask: { type: 'Recall', ...there } };
  }

  function pauseKey(): Action {
    const resting = view.state === 'paused' || view.pending !== null;
    return action(
      '41',
      'F8',
      resting ? 'resume' : 'break',
      'hintBreak',
      resting ? { ask: { type: 'OpenCounter', counter } } : { dialog: 'takeBreak' },
    );
  }
}

/** C5: true, or why a no-show cannot be marked yet. */
export function mayMiss({ visitor }: CounterView, office: Office, say: Say, now: Instant): true | string {
  if (!visitor) return say('whyNobodyHere');
  if (visitor.phase === 'serving') return say('whyStarted');
  if (visitor.calls < office.policy.minCalls) return say('recallFirst');
  const wait = visitor.noShowFrom === undefined ? 0 : left(visitor.noShowFrom, now);
  return wait > 0 ? say('inSeconds', { n: wait }) : true;
}

function mainKey({ view, office, say, language }: KeysDesk): Key {
  const { counter, visitor, state, next } = view;
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

/** C14: plain when the list is full and service has begun; else it asks, so that nothing is lost by one press. */
function nextKey({ view, office, say }: KeysDesk): Key {
  const { counter, visitor, next, pending } = view;
  const key = { cap: '+', label: say('callThen') };
  if (!visitor || pending !== null) return key;
  if (visitor.phase === 'called' || openItems(visitor, office).length > 0)
    return { ...key, help: say('callThenAsks'), does: { dialog: 'nextAsks' } };
  if (!next && visitor.ahead.length === 0) return { ...key, help: say('nobodyYet') };
  return {
    ...key,
    ...(next ? { help: say('callThenNext', { number: next.number }) } : {}),
    does: {
      ask: { type: 'CallNext', counter, ticket: visitor.ticket, call: visitor.call, outcome: 'done' },
    },
  };
}

/** S4: what is still to be ticked, in the order of the list. */
export function openItems(visitor: NonNullable<CounterView['visitor']>, office: Office): readonly string[] {
  const stage = office.stages.find(({ id }) => id === visitor.stage);
  return (stage?.checklist ?? []).map(({ id }) => id).filter((id) => !visitor.checked.includes(id));
}
