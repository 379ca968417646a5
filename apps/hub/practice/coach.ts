import type { CounterId, Ms, OfficerId, Seq, TicketId } from '../../../shared/ids.ts';
import type { CoachView, Situation, SlipId, StepId, TaskId } from '../../../shared/protocol/practice.ts';
import { SlipId as Slips } from '../../../shared/protocol/practice.ts';
import type { EventOf, Recorded } from '../domain/events.ts';
import type { Scenario } from './scenarios.ts';
import { scoreOf, taskTimes } from './score.ts';

/** Who was called to the trainee's counter. `here` and `ready` are Ms of the trainee's own time. */
interface Guest {
  readonly ticket: TicketId;
  readonly called: Ms;
  readonly needs: Situation;
  calls: number;
  here?: Ms;
  ready?: Ms;
  apart: boolean;
}

/** What an event meant; an undo takes it back. */
type Mark = { readonly seq: Seq } & (
  { readonly step: StepId } | { readonly slip: SlipId } | { readonly task: TaskId; readonly ms: Ms }
);

/** R4: knows of the trainee what the practice's journal says of the counter, and which keys its hub refused. */
export interface Coach {
  /** Each event of the practice's journal once, in order; `own` is the trainee's time when it was committed. */
  see(recorded: Recorded, own: Ms): void;
  /** What whoever was called needs; to be told before they come. */
  needs(ticket: TicketId, situation: Situation): void;
  /** Whoever was called stands at the counter; what they came for is done. */
  here(ticket: TicketId, own: Ms): void;
  ready(ticket: TicketId, own: Ms): void;
  /** The hub refused a key of the trainee. */
  refused(): void;
  /** How often it was done so far; whether it is yet to be done as often as the scenario wants. */
  done(step: StepId): number;
  isOpen(step: StepId): boolean;
  isDone(): boolean;
  report(): Pick<CoachView, 'steps' | 'slips' | 'tasks' | 'score' | 'overtook'>;
}

export function createCoach(
  { steps }: Scenario,
  { counter, officer }: { readonly counter: CounterId; readonly officer: OfficerId },
): Coach {
  let marks: Mark[] = [];
  let guest: Guest | undefined;
  let left: Guest | undefined;
  let free: Ms | undefined;
  let back: Ms | undefined;
  let refusals = 0;
  let overtook: CoachView['overtook'];
  const situations = new Map<TicketId, Situation>();

  const done = (step: StepId) => marks.filter((mark) => 'step' in mark && mark.step === step).length;
  const isOpen = (wanted: StepId) => steps.some(({ step, of }) => step === wanted && done(step) < of);

  function called({ ticket, why }: EventOf<'VisitCalled'>, seq: Seq, own: Ms): void {
    if (free !== undefined) marks.push({ seq, task: 'nextCall', ms: own - free });
    if (why.rule === 'C12') marks.push({ seq, slip: 'outOfTurn' });
    if (why.lane === 'priority') marks.push({ seq, step: 'priority' });
    if (back !== undefined) marks.push({ seq, step: 'callAgain' });
    overtook =
      why.rule !== 'C12' && why.passed.count > 0
        ? { stage: why.queue, rule: why.rule, passed: why.passed.count }
        : undefined;
    guest = { ticket, called: own, needs: situations.get(ticket) ?? 'plain', calls: 1, apart: false };
    free = undefined;
  }

  function started(seq: Seq, own: Ms): void {
    if (!guest) return;
    if (guest.here === undefined) marks.push({ seq, slip: 'nobodyThere' });
    else marks.push({ seq, task: 'start', ms: own - guest.here });
    marks.push({ seq, step: 'begin' });
    if (guest.needs === 'late' && guest.calls > 1) marks.push({ seq, step: 'recall' });
  }

  function finished({ outcome }: EventOf<'StageFinished'>, seq: Seq, own: Ms): void {
    if (!guest) return;
    const { needs, ready, apart } = guest;
    const right =
      needs === 'incomplete'
        ? outcome === 'incomplete'
        : needs !== 'aside' && outcome === 'done' && (needs !== 'group' || apart);
    if (!right) marks.push({ seq, slip: 'wrongOutcome' });
    else if (needs === 'incomplete') marks.push({ seq, step: 'incomplete' });
    else {
      marks.push({ seq, step: 'serve' });
      if (ready === undefined) marks.push({ seq, slip: 'hurried' });
      else marks.push({ seq, task: 'finish', ms: own - ready });
    }
    if (right && back !== undefined) marks.push({ seq, step: 'finish' });
    leave(own);
  }

  function missed(seq: Seq, own: Ms): void {
    if (!guest) return;
    if (guest.here === undefined) marks.push({ seq, step: 'noShow' }, { seq, task: 'noShow', ms: own - guest.called });
    else marks.push({ seq, slip: 'stillThere' });
    leave(own);
  }

  function aside(seq: Seq, own: Ms): void {
    if (!guest) return;
    if (guest.here === undefined) marks.push({ seq, slip: 'nobodyThere' });
    else if (guest.needs === 'aside') marks.push({ seq, step: 'aside' });
    else if (guest.needs === 'incomplete') marks.push({ seq, slip: 'wrongOutcome' });
    leave(own);
  }

  function checked(right: boolean, seq: Seq, own: Ms): void {
    marks.push(right ? { seq, step: 'recheck' } : { seq, slip: 'wrongOutcome' });
    if (back !== undefined) marks.push({ seq, task: 'recheck', ms: own - back });
  }

  function leave(own: Ms): void {
    left = guest;
    guest = undefined;
    free = own;
  }

  function see({ event, seq }: Recorded, own: Ms): void {
    if (event.type === 'HubRestored') {
      if (back === undefined) marks.push({ seq, step: 'back' });
      back ??= own;
    }
    if ((event.type === 'VisitSplit' || event.type === 'VisitLinked') && guest?.ticket === event.ticket) {
      guest.apart = true;
      marks.push({ seq, step: 'group' });
    }
    if (event.type === 'VisitRestored' && left?.ticket === event.ticket) {
      marks = marks.filter((mark) => mark.seq !== event.undoes);
      guest = left;
      free = undefined;
    }
    if (event.type === 'VisitEnded' && guest?.ticket === event.ticket) leave(own);
    if (!('counter' in event) || event.counter !== counter) return;
    if (event.type === 'CounterOpened') {
      if (event.officer === officer) marks.push({ seq, step: 'seat' });
      if (!guest) free = own;
    }
    if (event.type === 'CounterPaused' || event.type === 'CounterClosed') free = undefined;
    if (event.type === 'VisitCalled') called(event, seq, own);
    if (event.type === 'CallRepeated' && guest) guest.calls++;
    if (event.type === 'CallWithdrawn') {
      marks.push({ seq, slip: 'withdrawn' });
      leave(own);
    }
    if (event.type === 'ServiceStarted') started(seq, own);
    if (event.type === 'StageFinished') finished(event, seq, own);
    if (event.type === 'VisitMissed') missed(seq, own);
    if (event.type === 'VisitParked' || event.type === 'VisitTransferred') aside(seq, own);
    if (event.type === 'VisitReleased') leave(own);
    if (event.type === 'SeatChecked') checked(event.right, seq, own);
  }

  return {
    see,
    needs(ticket, situation) {
      situations.set(ticket, situation);
      if (guest?.ticket === ticket) guest = { ...guest, needs: situation };
    },
    here(ticket, own) {
      if (guest?.ticket === ticket) guest.here ??= own;
    },
    ready(ticket, own) {
      if (guest?.ticket === ticket) guest.ready ??= own;
    },
    refused: () => void refusals++,
    done,
    isOpen,
    isDone: () => steps.every(({ step, of }) => done(step) >= of),
    report() {
      const slips = Slips.options.flatMap((slip) => {
        const times =
          slip === 'wrongKey' ? refusals : marks.filter((mark) => 'slip' in mark && mark.slip === slip).length;
        return times === 0 ? [] : [{ slip, times }];
      });
      const tasks = [...taskTimes(marks.flatMap((mark) => ('task' in mark ? [mark] : [])))];
      const now = steps.map(({ step, of }) => ({ step, done: Math.min(of, done(step)), of }));
      return {
        steps: now,
        slips,
        tasks,
        score: scoreOf({ steps: now, slips, tasks }),
        ...(overtook && { overtook }),
      };
    },
  };
}
