import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { present } from '../../../shared/basics.ts';
import type { BusinessDay, CommandKey, CounterId, OfficerId } from '../../../shared/ids.ts';
import type { CoachView, ScenarioId, Speed } from '../../../shared/protocol/practice.ts';
import { demoOffice } from '../demo/office.ts';
import type { ReadonlyVisit } from '../domain/floor.ts';
import { checkedOffice } from '../server/door.ts';
import type { CheckedOffice } from '../hub.ts';
import type { Habits } from './habits.ts';
import { trainee, type Wish } from './hall.ts';
import type { PracticeMachine } from './practiceClock.ts';
import { openPracticeFloor } from './practiceFloor.ts';
import { practiceOffice } from './practiceOffice.ts';

export const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** A machine whose time the test moves, waking what is due on the way. */
export function handMachine() {
  let now = 0;
  let alarms: { readonly at: number; readonly work: () => void }[] = [];
  const machine: PracticeMachine = {
    monotonic: () => now,
    wakeIn(ms, work) {
      const alarm = { at: now + ms, work };
      alarms = [...alarms, alarm].sort((one, other) => one.at - other.at);
      return () => void (alarms = alarms.filter((one) => one !== alarm));
    },
  };
  return {
    machine,
    /** So many Ms pass; everything that was to happen meanwhile has. */
    pass: async (ms: number) => {
      const until = now + ms;
      for (;;) {
        await turn();
        const [first] = alarms;
        if (!first || first.at > until) break;
        alarms = alarms.slice(1);
        now = Math.max(now, first.at);
        first.work();
      }
      now = until;
      await turn();
    },
  };
}

/** Nobody stays away by chance, and every work lasts a minute or so. */
export const calmHabits: Habits = {
  work: Object.fromEntries(demoOffice().stages.map(({ id }) => [id, 60_000])),
  noShow: 0,
  perHour: Object.fromEntries(demoOffice().services.map(({ id }) => [id, 6])),
};

export const day = '2026-11-24' as BusinessDay;

/** A practice of the demo office, at counter 1 with Dewi unless told otherwise, and the hands of its trainee. */
export async function openPractice(
  scenario: ScenarioId,
  {
    counter = 'loket-1',
    officer = 'dewi',
    speed = 1,
    seed = 7,
    habits = calmHabits,
  }: {
    readonly counter?: string;
    readonly officer?: string;
    readonly speed?: Speed;
    readonly seed?: number;
    readonly habits?: Habits;
  } = {},
) {
  const seat = { counter: counter as CounterId, officer: officer as OfficerId, day };
  const time = handMachine();
  const views: CoachView[] = [];
  const doors: string[] = [];
  const failures: unknown[] = [];
  const office = checkedOffice(practiceOffice(demoOffice(), seat).office, hash) as CheckedOffice;
  const floor = await openPracticeFloor({
    start: { ...seat, scenario, speed, seed, habits },
    office,
    machine: time.machine,
    soon: (work) => void setImmediate(work),
    fail: (error) => void failures.push(error),
    doors: {
      open: async () => void doors.push('open'),
      close: async () => void doors.push('close'),
    },
    onChange: (view) => void views.push(view),
  });
  let keys = 0;
  const by = { device: trainee, role: 'officer', door: 'socket' } as const;
  const visitor = (): ReadonlyVisit =>
    present(floor.hub().floor().counters.get(seat.counter)?.visit, 'visitor at the counter');

  async function does(wish: Wish) {
    const reply = await floor.hub().send({ command: { ...wish, key: `hand-${++keys}` as CommandKey }, by, digest: '' });
    floor.said(!reply.ok);
    return reply.ok ? undefined : reply.error.code;
  }
  /** K4: the fields of a command for whoever is at the counter. */
  function at() {
    const { ticket, stay } = visitor();
    if (stay.is !== 'called' && stay.is !== 'serving') throw new Error(`${ticket} is ${stay.is}`);
    return { counter: seat.counter, ticket, call: stay.call };
  }
  return {
    floor,
    views,
    doors,
    failures,
    seat,
    pass: time.pass,
    does,
    at,
    visitor,
    sit: () => does({ type: 'OpenCounter', counter: seat.counter, officer: seat.officer }),
    call: () => does({ type: 'CallNext', counter: seat.counter }),
    recall: () => does({ type: 'Recall', ...at() }),
    serve: () => does({ type: 'StartService', ...at() }),
    finish: (outcome: 'done' | 'incomplete' = 'done') =>
      does({ type: 'Finish', ...at(), outcome, ...(outcome === 'incomplete' ? { reasons: ['ktp'] } : {}) }),
    missed: () => does({ type: 'MarkNoShow', ...at() }),
    /** Until the coach says so, a second at a time. */
    until: async (what: (view: CoachView) => boolean, seconds = 900) => {
      for (let i = 0; i < seconds && !what(floor.view()); i++) await time.pass(1_000);
      if (!what(floor.view())) throw new Error(`It never came: ${JSON.stringify(floor.view())}`);
    },
  };
}
export type Practice = Awaited<ReturnType<typeof openPractice>>;

/** One visitor from the call to the end of the work, by the book. */
export async function servesOne(practice: Practice): Promise<void> {
  await practice.call();
  await practice.until(({ desk }) => desk?.is === 'here');
  await practice.serve();
  await practice.until(({ desk }) => desk?.is === 'ready');
  await practice.finish();
}
