import type { Language } from '../../../../../shared/protocol/office.ts';
import { hourText } from '../../../../../shared/ui/time.ts';

/** Minutes after midnight as a time of day: 08.30, in English 08:30. */
export function hourOf(minutes: number, language: Language): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return hourText(`${pad(Math.floor(minutes / 60))}.${pad(minutes % 60)}`, language);
}

/** Full hours between two minutes of a day, few enough to be written below a figure. */
export function hourTicks(first: number, last: number): readonly number[] {
  const from = Math.ceil(first / 60);
  const hours = Array.from({ length: Math.max(0, Math.floor(last / 60) - from + 1) }, (_, i) => (from + i) * 60);
  const every = Math.ceil(hours.length / 9);
  return hours.filter((_, i) => i % every === 0);
}
