import { minuteMs, type Instant } from '../../../../shared/ids.ts';
import type { Clock } from '../../../../shared/ui/time.ts';
import type { Language, Office, Text } from '../../../../shared/protocol/office.ts';
import type { Role } from '../../../../shared/protocol/roles.ts';
import type { CounterView } from '../../../../shared/protocol/views.ts';
import { pick, pickOrSkip, time, words, type Answer, type Choice, type Step } from '../dialog.ts';
import type { Say } from '../texts.ts';

/** What a dialog may know: the newest view and the words of the office. */
export interface DialogDesk {
  readonly view: CounterView;
  readonly office: Office;
  readonly say: Say;
  readonly language: Language;
  readonly now: Instant;
  readonly clock: Clock;
  readonly counterNumber: number;
  readonly role?: Role | undefined;
}

export type Visitor = NonNullable<CounterView['visitor']>;

/** K4: the visit and the call that a command is made for. */
export function thereOf({ counter }: CounterView, { ticket, call }: Visitor) {
  return { counter, ticket, call } as const;
}

export function stageName({ office, language }: DialogDesk, stage: string): string {
  return office.stages.find(({ id }) => id === stage)?.name[language] ?? stage;
}

export function serviceName({ office, language }: DialogDesk, service: string): string {
  return office.services.find(({ id }) => id === service)?.name[language] ?? service;
}

export function listOf(
  reasons: readonly { readonly id: string; readonly text: Text }[],
  language: Language,
): readonly Choice<string>[] {
  return reasons.map(({ id, text }) => ({ id, label: text[language], value: id }));
}

const own = Symbol('own words');
const reasonLetters = 120;

/** A reason of the list, or typed. */
export function* reason(
  desk: DialogDesk,
  title: string,
  list: readonly Choice<string>[],
): Generator<Step, string, Answer> {
  const typed: Choice<string | typeof own> = { id: 'own', label: desk.say('ownWords'), value: own };
  const chosen = list.length === 0 ? own : yield* pick<string | typeof own>({ title, choices: [...list, typed] });
  if (chosen !== own) return chosen;
  const step = { title: desk.say('ownWordsTitle'), help: desk.say('ownWordsHelp'), most: reasonLetters, secret: false };
  // Nothing can be left out here, so what comes back is a sentence.
  return (yield* words(step)) ?? '';
}

const steps = [15, 30, 45, 60] as const;
const other = Symbol('other time');

/** A time is said in whole minutes, so it is meant so. */
function wholeMinute(instant: Instant): Instant {
  return instant - (instant % minuteMs);
}

/** 15, 30, 45 or 60 minutes from now, a time typed, or none. */
export function* whenOrNever(
  { say, now, clock }: DialogDesk,
  step: { readonly title: string; readonly help?: string; readonly word: 'untilTime' | 'backAtTime' },
): Generator<Step, Instant | undefined, Answer> {
  const choices: Choice<number | typeof other>[] = steps.map((minutes) => ({
    id: String(minutes),
    label: say('minutesN', { n: minutes }),
    help: say(step.word, { time: clock.time(now + minutes * minuteMs) }),
    value: minutes,
  }));
  const last = { id: 'other', label: say('otherTime'), value: other } as const;
  const { title, help } = step;
  const chosen = yield* pickOrSkip({ title, help, choices: [...choices, last], skip: say('noTime') });
  if (chosen === undefined) return undefined;
  return chosen === other
    ? yield* time({ title: say('typeTime'), help: say('typeTimeHelp') })
    : wholeMinute(now + chosen * minuteMs);
}
