import type { Text } from '../../../shared/protocol/office.ts';

/** A fault or a warning at a field of office.json; `fixes` are values that, put there, would mend it. */
export interface Finding extends Text {
  /** As a person points at it: `services[2].prefix`; empty for the document itself. */
  readonly path: string;
  readonly severity: 'fault' | 'warning';
  readonly fixes: readonly (string | number)[];
}

export type Findings = Iterable<Finding>;

export const fault = (path: string, id: string, en: string, fixes: Finding['fixes'] = []): Finding => ({
  path,
  severity: 'fault',
  id,
  en,
  fixes,
});
export const warning = (path: string, id: string, en: string, fixes: Finding['fixes'] = []): Finding => ({
  path,
  severity: 'warning',
  id,
  en,
  fixes,
});

/** A finding for each item that an earlier one equals. */
export function* repeated<Item>(items: readonly Item[], say: (index: number, item: Item) => Finding): Findings {
  for (const [i, item] of items.entries()) if (items.indexOf(item) < i) yield say(i, item);
}
