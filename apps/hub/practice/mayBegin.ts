import type { PracticeRefusal, PracticeWish } from '../../../shared/protocol/practice.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';
import { stagesOf } from './practiceOffice.ts';

/** R3: at once; each is a process of some 140 MB. */
export const mostPractices = 3;

/** Why no practice begins; its sentence is `practiceSentence(code, about)`. */
export interface Refused {
  readonly code: PracticeRefusal;
  readonly about?: { readonly [name: string]: string | number };
}

/** R3, C3: why this one may not begin beside those that run; undefined where it may. */
export function refusedPractice(
  { officer, counter }: Pick<PracticeWish, 'officer' | 'counter'>,
  floor: ReadonlyFloor,
  running: readonly Pick<PracticeWish, 'officer'>[],
): Refused | undefined {
  const { office } = floor.lines;
  const person = office.officers.get(officer);
  if (!person) return { code: 'unknownOfficer' };
  if (!floor.counters.has(counter)) return { code: 'unknownCounter' };
  if (running.some((one) => one.officer === officer)) return { code: 'practiceRuns', about: { name: person.name } };
  if (running.length >= mostPractices) return { code: 'practiceFull', about: { most: mostPractices } };
  if (stagesOf(office.document, { counter, officer, day: floor.day }).length === 0)
    return { code: 'notSkilled', about: { name: person.name } };
  return undefined;
}
