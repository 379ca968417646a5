import type { Recorded } from '../../apps/hub/domain/events.ts';
import { lanes, type Lane, type Office } from '../../shared/protocol/office.ts';
import { check } from '../oracle/check.ts';
import { personOf, type Hall } from '../oracle/hall.ts';
import { countedWait, laneNow } from '../oracle/lines.ts';

/** How everybody with a number ended, in the words of the register. */
const endings = [
  ['finished', 'finished'],
  ['incomplete', 'incomplete'],
  ['referred', 'referred'],
  ['continues', 'continued another day'],
  ['expired', 'expired'],
  ['cancelled', 'cancelled'],
  ['noShow', 'no-show'],
  ['unfinished', 'unfinished'],
] as const;

/** The sheet of a day: the register that adds up, the waits of each lane, and what each rule decided. */
export function daySheet(events: readonly Recorded[], documents: ReadonlyMap<string, Office>): string {
  const waits: { readonly [L in Lane]: number[] } = { appointment: [], priority: [], regular: [] };
  const { hall, fired, violations } = check(events, documents, (seen, { event, at }) => {
    if (event.type !== 'VisitCalled') return;
    const person = personOf(seen, event.ticket);
    waits[laneNow(seen, person, at)].push(countedWait(seen, person, at));
  });
  if (!hall) throw new Error('The day has no book');
  const agreed =
    violations.length === 0
      ? 'The oracle agrees with every event.'
      : `The oracle disagrees ${violations.length} times, first: ${JSON.stringify(violations[0])}`;
  return [
    ...register(hall),
    '',
    'Counted waits until the call, minutes',
    ...lanes.map((lane) => waitLine(lane, waits[lane])),
    '',
    ...rules(fired),
    '',
    agreed,
  ].join('\n');
}

function register(hall: Hall): string[] {
  const issued = hall.people.length;
  const counts = endings.map(
    ([ending, words]) =>
      [words, hall.people.filter((person) => person.ending === ending && person.where === 'gone').length] as const,
  );
  const there = hall.people.filter(({ where }) => where !== 'gone').length;
  const sum = counts.reduce((total, [, number]) => total + number, there);
  const line = (words: string, number: number) => `${words.padEnd(24)}${String(number).padStart(5)}`;
  return [
    `Register of ${hall.day}, ${hall.office.name.en}`,
    line('issued', issued),
    ...counts.map(([words, number]) => line(`  ${words}`, number)),
    line('  still in the office', there),
    line('voided numbers', hall.voided.length),
    sum === issued
      ? `It adds up: ${issued} issued = ${[...counts.map(([, number]) => number), there].filter((number) => number > 0).join(' + ') || 0}.`
      : `It does not add up: ${issued} issued, ${sum} accounted for.`,
  ];
}

function waitLine(lane: Lane, waits: readonly number[]): string {
  const sorted = [...waits].sort((one, other) => one - other);
  if (sorted.length === 0) return `${lane.padEnd(12)} nobody called`;
  const said = [
    ['median', 0.5],
    ['P90', 0.9],
    ['longest', 1],
  ] as const;
  const parts = said.map(
    ([words, share]) => `${words} ${(nearestRank(sorted, share) / 60_000).toFixed(1).padStart(5)}`,
  );
  return `${lane.padEnd(12)} ${String(sorted.length).padStart(4)} calls  ${parts.join('  ')}`;
}

/** The value at rank ceil(share x n), so that it is one that occurred (domain.md 7.2). */
export function nearestRank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? 0;
}

/** How often each rule decided something, in the order of RULES.md. */
export function rules(fired: ReadonlyMap<string, number>): string[] {
  const chapters = 'TNLCASDVKFP';
  const order = (rule: string) => chapters.indexOf(rule[0] ?? '') * 100 + Number(rule.slice(1));
  const sorted = [...fired]
    .sort(([one], [other]) => order(one) - order(other))
    .map(([rule, number]) => `${rule} ${number}`.padEnd(11));
  const rows = Math.ceil(sorted.length / 9);
  return [
    'How often each rule decided',
    ...Array.from({ length: rows }, (_, row) =>
      sorted
        .slice(row * 9, row * 9 + 9)
        .join('')
        .trimEnd(),
    ),
  ];
}
