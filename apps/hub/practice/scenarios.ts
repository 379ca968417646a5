import type { Lane } from '../../../shared/protocol/office.ts';
import type { ScenarioId, Situation, StepId } from '../../../shared/protocol/practice.ts';
import type { Coach } from './coach.ts';

/** Somebody the scenario needs in the line, by what the line shows of them. */
export interface Wanted {
  /** The step for which they are needed; without it they are there from the beginning. */
  readonly step?: StepId;
  readonly lane: 'regular' | 'priority';
  readonly people: number;
}

export interface Scenario {
  readonly id: ScenarioId;
  /** Visitors who wait for the trainee's counter when the practice begins. */
  readonly waiting: number;
  readonly steps: readonly { readonly step: StepId; readonly of: number }[];
  /** Besides those, and again as long as their step is open and nobody like them waits. */
  readonly wanted: readonly Wanted[];
  /** The hub is lost so many Ms of the trainee's time after the first visitor's service began, and for so long. */
  readonly outage?: { readonly afterMs: number; readonly forMs: number };
}

const scenarios: { readonly [Id in ScenarioId]: Scenario } = {
  rush: {
    id: 'rush',
    waiting: 25,
    steps: [
      { step: 'seat', of: 1 },
      { step: 'serve', of: 3 },
      { step: 'recall', of: 1 },
      { step: 'noShow', of: 1 },
    ],
    wanted: [],
  },
  papers: {
    id: 'papers',
    waiting: 8,
    steps: [
      { step: 'seat', of: 1 },
      { step: 'priority', of: 1 },
      { step: 'incomplete', of: 1 },
      { step: 'aside', of: 1 },
      { step: 'group', of: 1 },
    ],
    wanted: [
      { step: 'priority', lane: 'priority', people: 1 },
      { step: 'group', lane: 'regular', people: 3 },
    ],
  },
  outage: {
    id: 'outage',
    waiting: 12,
    steps: [
      { step: 'seat', of: 1 },
      { step: 'begin', of: 1 },
      { step: 'back', of: 1 },
      { step: 'recheck', of: 1 },
      { step: 'finish', of: 1 },
      { step: 'callAgain', of: 1 },
    ],
    wanted: [],
    outage: { afterMs: 5_000, forMs: 15_000 },
  },
};

/** A scenario as this counter can play it: without a group where no service of it takes one, or without priority. */
export function scenarioFor(id: ScenarioId, may: { readonly groupOf: number; readonly priority: boolean }): Scenario {
  const { steps, wanted, ...rest } = scenarios[id];
  const can = (step: StepId | undefined) =>
    step === 'group' ? may.groupOf > 1 : step === 'priority' ? may.priority : true;
  return {
    ...rest,
    steps: steps.filter(({ step }) => can(step)),
    wanted: wanted
      .filter(({ step }) => can(step))
      .map((one) => (one.people > may.groupOf ? { ...one, people: may.groupOf } : one)),
  };
}

/**
 * What a visitor whom the trainee calls needs: what the scenario still wants to see, one thing after the other;
 * `staysAway` is whether chance has it that nobody comes.
 */
export function situationOf(
  { id }: Scenario,
  visit: { readonly people: number; readonly lane: Lane },
  { done, isOpen }: Pick<Coach, 'done' | 'isOpen'>,
  staysAway: boolean,
): Situation {
  switch (id) {
    case 'rush':
      if (done('serve') === 0) return 'plain';
      if (isOpen('recall')) return 'late';
      return isOpen('noShow') || staysAway ? 'absent' : 'plain';
    case 'papers':
      if (visit.people > 1 && isOpen('group')) return 'group';
      if (visit.people > 1 || visit.lane === 'priority') return 'plain';
      return isOpen('incomplete') ? 'incomplete' : isOpen('aside') ? 'aside' : 'plain';
    case 'outage':
      return 'plain';
  }
}
