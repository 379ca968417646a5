import type { Instant, Ms } from '../../../shared/ids.ts';
import type { MachineClock } from '../hubTime.ts';

/** The machine a practice runs on: what cannot jump, and to be called later (Ms of the machine). */
export interface PracticeMachine {
  readonly monotonic: () => Ms;
  readonly wakeIn: (ms: Ms, work: () => void) => () => void;
}

/** A clock that runs as fast as one likes, and everything that waits for it. */
export interface PracticeClock extends MachineClock {
  /** The trainee's own time, Ms: what passed on the machine, pauses left out. */
  own(): Ms;
  /** Times as fast as the machine; 0 stands still. */
  setSpeed(speed: number): void;
  speed(): number;
  /** Calls back after so many Ms of this clock; the answer cancels it. */
  wakeIn(ms: Ms, work: () => void): () => void;
  /** Puts the clock ahead by so many Ms at once, and does what was due on the way in its order. */
  leap(ms: Ms): void;
  stop(): void;
}

interface Alarm {
  readonly at: Ms;
  readonly work: () => void;
}

/** A clock that shows `from` and stands. */
export function createPracticeClock(machine: PracticeMachine, from: Instant): PracticeClock {
  let speed = 0;
  let mark = machine.monotonic();
  let passed: Ms = 0;
  let own: Ms = 0;
  let alarms: Alarm[] = [];
  let cancel = () => {};
  let stopped = false;

  function settle(): void {
    const now = machine.monotonic();
    passed += (now - mark) * speed;
    if (speed > 0) own += now - mark;
    mark = now;
  }

  function takeDue(): Alarm | undefined {
    const [first] = alarms;
    if (!first || first.at > passed) return undefined;
    alarms = alarms.slice(1);
    return first;
  }

  function plan(): void {
    cancel();
    cancel = () => {};
    const [first] = alarms;
    if (stopped || speed === 0 || !first) return;
    cancel = machine.wakeIn(Math.max(0, (first.at - passed) / speed), ring);
  }

  function ring(): void {
    settle();
    for (let due = takeDue(); due; due = takeDue()) due.work();
    plan();
  }

  return {
    wall() {
      settle();
      return Math.floor(from + passed);
    },
    monotonic() {
      settle();
      return passed;
    },
    own() {
      settle();
      return Math.round(own);
    },
    speed: () => speed,
    setSpeed(next) {
      settle();
      speed = next;
      plan();
    },
    wakeIn(ms, work) {
      settle();
      const alarm: Alarm = { at: passed + ms, work };
      const before = alarms.findIndex(({ at }) => at > alarm.at);
      alarms = before < 0 ? [...alarms, alarm] : [...alarms.slice(0, before), alarm, ...alarms.slice(before)];
      plan();
      return () => {
        alarms = alarms.filter((one) => one !== alarm);
        plan();
      };
    },
    leap(ms) {
      settle();
      const to = passed + ms;
      for (let [first] = alarms; first && first.at <= to; [first] = alarms) {
        alarms = alarms.slice(1);
        passed = Math.max(passed, first.at);
        first.work();
      }
      passed = to;
      plan();
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
