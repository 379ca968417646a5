import type { EventOf, EventType, Recorded } from '../../apps/hub/domain/events.ts';
import type { Hall } from './hall.ts';

export interface Violation {
  readonly rule: string;
  readonly seq: number;
  readonly what: string;
}

/** What the judges write: what was wrong, and which rule decided something. */
export interface Report {
  readonly violations: Violation[];
  readonly fired: Map<string, number>;
}

/** One event before it is followed, in the hall it found. */
export interface Case<Type extends EventType = EventType> {
  readonly hall: Hall;
  readonly recorded: Recorded;
  readonly event: EventOf<Type>;
  readonly wrong: (rule: string, what: string) => void;
  readonly fired: (rule: string) => void;
  /** A rule that decided something here, and what must then hold. */
  readonly must: (rule: string, holds: boolean, what: string) => void;
}

/** The case of any of several types. */
export type CaseOfAny<Type extends EventType> = Type extends EventType ? Case<Type> : never;

/** A judge looks at one type of event. */
export type Judges = { readonly [Type in EventType]?: (one: Case<Type>) => void };

export function newReport(): Report {
  return { violations: [], fired: new Map() };
}

export function count(fired: Map<string, number>, rule: string, by = 1): void {
  fired.set(rule, (fired.get(rule) ?? 0) + by);
}

/** The case of one event, writing into a report. */
export function caseOf(hall: Hall, recorded: Recorded, report: Report): Case {
  const wrong = (rule: string, what: string) => {
    report.violations.push({ rule, seq: recorded.seq, what: `${recorded.event.type}: ${what}` });
  };
  return {
    hall,
    recorded,
    event: recorded.event,
    wrong,
    fired: (rule) => count(report.fired, rule),
    must: (rule, holds, what) => {
      if (!holds) wrong(rule, what);
    },
  };
}
