import type { Language } from '../../../../../shared/protocol/office.ts';
import type { Staffing } from '../../../whatIf/asks.ts';
import { hourOf } from '../whatIf/hours.ts';
import { sayStaffing } from './texts.ts';

type Half = Staffing['halfHours'][number];

/** A counter that opens or closes some minutes into a half hour is not a difference worth a word. */
const noticed = 0.75;

/** Half hours after midnight that touch as `09.00–10.30`, in minutes. */
export function spansOf(halves: readonly Half[], language: Language): readonly string[] {
  const spans: { from: number; to: number }[] = [];
  for (const { from } of halves) {
    const last = spans.at(-1);
    if (last?.to === from) last.to = from + 30;
    else spans.push({ from, to: from + 30 });
  }
  return spans.map(({ from, to }) => `${hourOf(from, language)}–${hourOf(to, language)}`);
}

/** `a, b dan c` */
export function listed(words: readonly string[], language: Language): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : sayStaffing(language)('and', { list: words.slice(0, -1).join(', '), last });
}

/** Where a roster has fewer or more counters than are needed. */
export function differences({ halfHours }: Pick<Staffing, 'halfHours'>): {
  readonly under: readonly Half[];
  readonly over: readonly Half[];
} {
  return {
    under: halfHours.filter(({ needed, opened }) => needed - opened >= noticed),
    over: halfHours.filter(({ needed, opened }) => opened - needed >= noticed),
  };
}
