import type { EventOf } from '../../apps/hub/domain/events.ts';
import type { Numbering } from '../../shared/ids.ts';
import { businessDayAt } from './calendar.ts';
import { personOf, type Hall } from './hall.ts';
import type { CaseOfAny, Judges } from './report.ts';

/** N5, N6: at least three digits behind the letter; a kiosk's digit stands before them. */
export function textOf({ prefix, source, count }: Numbering): string {
  let digits = `${count}`;
  while (digits.length < 3) digits = `0${digits}`;
  return `${prefix}-${source === 'hub' ? '' : source}${digits}`;
}

/** N1, N2, N4, N6, N7: every number given, the voided ones too. */
export const numbers: Judges = {
  TicketIssued(one) {
    const { hall, event, recorded, must, fired } = one;
    const { number } = event;
    must('N1', !hall.people.some(({ ticket }) => ticket === event.ticket), `${event.ticket} is a ticket already`);
    unique(one, number);
    const isPrinted = number.source !== 'hub' || event.brought === true;
    const day = isPrinted ? event.arrivedAt : recorded.at;
    if (!hall.reopened)
      must('N4', businessDayAt(day, hall.office) === hall.day, `issued at ${day} in the book of ${hall.day}`);
    fired('N4');
    if (number.source !== 'hub') return fired('N6');
    if (isPrinted) return;
    const lost = hall.lost.filter(({ prefix }) => prefix === number.prefix).map(({ to }) => to);
    const counts = [...lost, ...given(hall, number).map(({ count }) => count)];
    const expected = Math.max(0, ...counts) + 1;
    fired('N2');
    must('N2', number.count === expected, `${textOf(number)} after ${expected - 1}`);
    must('N2', number.count <= hall.office.policy.hubTop, `${textOf(number)} is above ${hall.office.policy.hubTop}`);
  },
  NumberVoided(one) {
    const { hall, event, must, fired } = one;
    const person = personOf(hall, event.ticket);
    fired('N7');
    must(
      'N7',
      textOf(person.number) === textOf(event.number),
      `${textOf(event.number)} is not the number of ${event.ticket}`,
    );
    const { replacedBy } = event;
    if (!replacedBy) return;
    unique(one, replacedBy);
    const invited = person.where === 'desk' && person.desk?.startedAt === undefined;
    must('N7', !invited, 'a call on the voided number still stands');
  },
};

function unique({ hall, must, fired }: CaseOfAny<'TicketIssued' | 'NumberVoided'>, number: Numbering): void {
  fired('N1');
  must('N1', !given(hall, number).some(({ count }) => count === number.count), `${textOf(number)} was given before`);
}

/** All numbers of a prefix and source that were given, voided or not. */
function given({ people, voided }: Hall, like: Pick<Numbering, 'prefix' | 'source'>): Numbering[] {
  return [...people, ...voided]
    .map(({ number }) => number)
    .filter(({ prefix, source }) => prefix === like.prefix && source === like.source);
}

/** N8: per prefix and source every number up to the highest is exactly one of issued and voided. */
export function account(hall: Hall): string[] {
  const texts = [...hall.people, ...hall.voided].map(({ number }) => textOf(number));
  const twice = texts.filter((text, i) => texts.indexOf(text) !== i).map((text) => `${text} is there twice`);
  const missing: string[] = [];
  const isLost = ({ prefix, source, count }: Numbering) =>
    source === 'hub' && hall.lost.some((one) => one.prefix === prefix && one.from <= count && count <= one.to);
  for (const { number } of [...hall.people, ...hall.voided]) {
    const below = { ...number, count: number.count - 1 };
    if (below.count > 0 && !texts.includes(textOf(below)) && !isLost(below))
      missing.push(`${textOf(below)} is neither issued nor voided`);
  }
  return [...twice, ...missing];
}

/** V3: all that may stand in a ticket; a reason for priority is not among it. */
const fields: readonly (keyof EventOf<'TicketIssued'>)[] = [
  'type',
  'ticket',
  'number',
  'service',
  'lane',
  'language',
  'people',
  'stages',
  'arrivedAt',
  'slot',
  'slip',
  'kiosk',
  'remote',
  'holder',
  'carryOver',
  'splitFrom',
  'brought',
  'place',
  'late',
  'shown',
  'ahead',
];

/** V3: priority is one bit, and nothing says why. */
export function onlyABit(event: EventOf<'TicketIssued'>): boolean {
  return Object.keys(event).every((field) => (fields as readonly string[]).includes(field));
}
