import type { Instant, TicketId } from '../../../shared/ids.ts';
import type { Lane } from '../../../shared/protocol/office.ts';
import type { Ask } from './keys.ts';

/** One thing to choose; its place in the list is the digit that chooses it. */
export interface Choice<V> {
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  /** The label is a ticket number, or starts with one. */
  readonly number?: string;
  /** Why it cannot be chosen now. */
  readonly closed?: string | undefined;
  readonly value: V;
}

/** A visitor found by number; `lane` is unknown of the parked and missed. */
export interface Found {
  readonly ticket: TicketId;
  readonly number: string;
  readonly lane?: Lane | undefined;
  readonly note: string;
}

interface Asked {
  readonly title: string;
  readonly help?: string | undefined;
}
/** What a dialog asks next. `skip` says what Enter does where nothing need be given. */
export type Step = Asked &
  (
    | { readonly is: 'pick'; readonly choices: readonly Choice<unknown>[]; readonly skip?: string | undefined }
    | { readonly is: 'mark'; readonly choices: readonly Choice<unknown>[]; readonly confirm: string }
    | { readonly is: 'count'; readonly from: number; readonly to: number; readonly usual: number }
    | { readonly is: 'time' }
    | { readonly is: 'text'; readonly most: number; readonly skip?: string | undefined; readonly secret: boolean }
    | { readonly is: 'visitor'; readonly confirm: (number: string) => string; readonly looking?: boolean }
  );

export type Answer =
  | { readonly picked: string }
  | { readonly marked: readonly string[] }
  | { readonly count: number }
  | { readonly time: Instant }
  | { readonly text: string }
  | { readonly visitor: Found }
  | { readonly skipped: true };

/** Asks step by step; ends with what the hub is asked for, or with nothing. Pure: told the same answers it asks the same. */
export type Dialog = Generator<Step, Ask | undefined, Answer>;
type Part<V> = Generator<Step, V, Answer>;

/** Where a dialog stands after these answers. */
export function follow(dialog: Dialog, answers: readonly Answer[]): { step: Step } | { ask: Ask | undefined } {
  let at = dialog.next();
  for (const answer of answers) {
    if (at.done) break;
    at = dialog.next(answer);
  }
  return at.done ? { ask: at.value } : { step: at.value };
}

export function* pick<V>(step: Asked & { readonly choices: readonly Choice<V>[] }): Part<V> {
  for (;;) {
    const answer = yield { is: 'pick', ...step };
    const chosen = 'picked' in answer ? step.choices.find(({ id }) => id === answer.picked) : undefined;
    // What has gone from the list since is asked for again.
    if (chosen) return chosen.value;
  }
}

export function* pickOrSkip<V>(
  step: Asked & { readonly choices: readonly Choice<V>[]; readonly skip: string },
): Part<V | undefined> {
  for (;;) {
    const answer = yield { is: 'pick', ...step };
    if ('skipped' in answer) return undefined;
    const chosen = 'picked' in answer ? step.choices.find(({ id }) => id === answer.picked) : undefined;
    if (chosen) return chosen.value;
  }
}

export function* mark<V>(
  step: Asked & { readonly choices: readonly Choice<V>[]; readonly confirm: string },
): Part<readonly V[]> {
  for (;;) {
    const answer = yield { is: 'mark', ...step };
    if ('marked' in answer)
      return step.choices.filter(({ id }) => answer.marked.includes(id)).map(({ value }) => value);
  }
}

export function* count(
  step: Asked & { readonly from: number; readonly to: number; readonly usual: number },
): Part<number> {
  for (;;) {
    const answer = yield { is: 'count', ...step };
    if ('count' in answer) return answer.count;
  }
}

export function* time(step: Asked): Part<Instant> {
  for (;;) {
    const answer = yield { is: 'time', ...step };
    if ('time' in answer) return answer.time;
  }
}

/** A sentence in own words; undefined where it may be left out and was. */
export function* words(
  step: Asked & { readonly most: number; readonly skip?: string | undefined; readonly secret: boolean },
): Part<string | undefined> {
  for (;;) {
    const answer = yield { is: 'text', ...step };
    if ('text' in answer) return answer.text;
    if ('skipped' in answer && step.skip !== undefined) return undefined;
  }
}

export function* find(
  step: Asked & { readonly confirm: (number: string) => string; readonly looking?: boolean },
): Part<Found> {
  for (;;) {
    const answer = yield { is: 'visitor', ...step };
    if ('visitor' in answer) return answer.visitor;
  }
}

/** The instant of a time of day typed as 3 or 4 digits, today after `now`; `clockNow` is `now` as the office says it. */
export function instantOfTyped(typed: string, now: Instant, clockNow: string): Instant | 'wrong' | 'past' {
  const [, hours = '', minutes = ''] = /^(\d{1,2})(\d\d)$/.exec(typed) ?? [];
  const [nowHours = 0, nowMinutes = 0] = clockNow.split(/[.:]/).map(Number);
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return 'wrong';
  const ahead = (Number(hours) - nowHours) * 60 + Number(minutes) - nowMinutes;
  return ahead <= 0 ? 'past' : Math.floor(now / 60_000) * 60_000 + ahead * 60_000;
}
