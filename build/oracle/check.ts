import type { Recorded } from '../../apps/hub/domain/events.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { follow } from './follow.ts';
import { hallOf, type Hall } from './hall.ts';
import { calls } from './judgeCalls.ts';
import { days, hours } from './judgeDay.ts';
import { desks, manners } from './judgeDesk.ts';
import { intake } from './judgeIntake.ts';
import { account, numbers } from './judgeNumbers.ts';
import { settled, visits } from './judgeVisits.ts';
import { caseOf, count, newReport, type Case, type Report } from './report.ts';

/** What the oracle found, and the hall as it stands in the end. */
export interface Verdict extends Report {
  readonly hall: Hall | undefined;
}

const judges = [numbers, intake, calls, desks, visits, days];

/**
 * Reads the events of one book and derives again, from RULES.md and the office documents alone, what had to follow.
 * `watch` sees the hall after each event. It shares no code with the core, so the two only agree where both read the rules the same way.
 */
export function check(
  events: readonly Recorded[],
  documents: ReadonlyMap<string, Office>,
  watch?: (hall: Hall, recorded: Recorded) => void,
): Verdict {
  const report = newReport();
  const [opened] = events;
  if (opened?.event.type !== 'DayOpened') return { ...report, hall: undefined };
  const office = documents.get(opened.event.document);
  if (!office) throw new Error(`No office document ${opened.event.document}`);
  const hall = hallOf(opened, office);
  for (const [i, recorded] of events.entries()) {
    const one = caseOf(hall, recorded, report);
    hours(one);
    manners(one);
    for (const judge of judges) (judge[recorded.event.type] as ((one: Case) => void) | undefined)?.(one);
    follow(hall, recorded, documents);
    watch?.(hall, recorded);
    if (events[i + 1]?.key !== recorded.key) settled(hall, recorded.key, one.wrong);
  }
  const last = events.at(-1) ?? opened;
  count(report.fired, 'N8', hall.people.length);
  for (const what of account(hall)) caseOf(hall, last, report).wrong('N8', what);
  return { ...report, hall };
}
