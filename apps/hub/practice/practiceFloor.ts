import { assertNever, present } from '../../../shared/basics.ts';
import { minuteMs, secondMs, type CommandKey, type Epoch, type Ms, type Seq } from '../../../shared/ids.ts';
import type { CoachView, CoachWish, Ending, ScenarioId, Speed } from '../../../shared/protocol/practice.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import { instantOf } from '../domain/hours.ts';
import type { Recorded } from '../domain/events.ts';
import { chanceOf } from '../forecast/chance.ts';
import { openHub, type CheckedOffice, type Hub, type HubEdges } from '../hub.ts';
import { recordedOf } from '../journal/lift.ts';
import { memoryDisk, openMemory, type MemoryJournal } from '../journal/memory.ts';
import { createCoach } from './coach.ts';
import { createColleagues } from './colleagues.ts';
import { createCrowd } from './crowd.ts';
import { createDesk } from './desk.ts';
import type { Habits } from './habits.ts';
import type { Hall } from './hall.ts';
import { createPracticeClock, type PracticeMachine } from './practiceClock.ts';
import { practiceOffice, type TraineeSeat } from './practiceOffice.ts';
import { scenarioFor } from './scenarios.ts';

/** What a practice is begun with: the office as it is now, and how its visitors behave. */
export interface PracticeStart extends TraineeSeat {
  readonly scenario: ScenarioId;
  readonly speed: Speed;
  readonly seed: number;
  readonly habits: Habits;
}

/** The doors of the practice's hub: another one stands behind them after an outage. */
export interface PracticeDoors {
  open(hub: Hub, journal: MemoryJournal): Promise<void>;
  close(): Promise<void>;
}

export interface PracticeParts {
  readonly start: PracticeStart;
  /** Made by `practiceOffice` for this seat, and checked. */
  readonly office: CheckedOffice;
  readonly machine: PracticeMachine;
  readonly soon: HubEdges['soon'];
  readonly fail: HubEdges['fail'];
  readonly doors: PracticeDoors;
  /** Told at each change of what the coach shows; the last time when the practice is over. */
  readonly onChange: (view: CoachView) => void;
}

export interface PracticeFloor {
  hub(): Hub;
  view(): CoachView;
  wish(wish: CoachWish): void;
  /** The trainee's screen said something; `refused` where the hub did not do it. */
  said(refused: boolean): void;
  end(why: Ending): void;
}

/** It begins at this time of day, with people in the line, and its office closes as late. */
const hours = { from: '08:00', lastsMs: 9 * 60 * minuteMs };
/** Since the last of those who wait already came. */
const settlesMs: Ms = 2 * minuteMs;
const idleMs: Ms = 15 * minuteMs;
const idleLookMs: Ms = 10 * secondMs;
/** Times as fast while the work at the counter is passed over. */
const skipSpeed = 240;

/** R1: a hub of its own over a journal in memory, with visitors, colleagues and a coach. */
export async function openPracticeFloor(parts: PracticeParts): Promise<PracticeFloor> {
  const { start, office, machine, soon, fail, doors, onChange } = parts;
  const { counter, officer, seed } = start;
  const { document } = office.index;
  const { services } = practiceOffice(document, start);
  const chance = chanceOf(seed);
  const clock = createPracticeClock(machine, instantOf(start.day, hours.from, document.timeZone));
  const disk = memoryDisk();
  const settings = services.flatMap((id) => document.services.find((one) => one.id === id) ?? []);
  const scenario = scenarioFor(start.scenario, {
    groupOf: Math.max(1, ...settings.map(({ maxPeople }) => maxPeople)),
    priority: settings.some(({ priority }) => priority),
  });
  const coach = createCoach(scenario, start);
  let journal: MemoryJournal | undefined;
  let hub: Hub | undefined;
  let seen: Seq = 0;
  let keys = 0;
  let speed: Speed = start.speed;
  let skipping = false;
  let away = false;
  let cut = false;
  let over: Ending | undefined;
  let actedAt = machine.monotonic();
  let wanting = Promise.resolve();
  let isOutageDue = false;

  const hall: Hall = {
    chance,
    clock,
    habits: start.habits,
    floor: () => present(hub, 'hub of the practice').floor(),
    async send(wish, by): Promise<Reply | undefined> {
      if (!hub || away || over !== undefined) return undefined;
      const key = `practice-${++keys}` as CommandKey;
      return hub.send({ command: { ...wish, key }, by, digest: '' });
    },
  };
  const crowd = createCrowd(hall, { services, counter });

  async function openAgain(): Promise<void> {
    journal = openMemory(disk);
    hub = await openHub({
      journal,
      edges: { clock, soon, fail, wakeIn: (ms, work) => clock.wakeIn(ms, work) },
      first: office,
    });
    away = false;
    hub.onCommit(follow);
    await colleagues().introduce();
  }
  let company: ReturnType<typeof createColleagues> | undefined;
  const colleagues = () => (company ??= createColleagues(hall, start));
  const desk = createDesk(hall, { scenario, coach, counter, onChange: tell });

  /** R4: what the coach knows is read in the practice's journal. */
  function follow(): void {
    const rows = present(journal, 'journal of the practice').rows(seen, Infinity);
    for (const { body, seq } of rows) {
      seen = seq;
      hears(recordedOf(body));
    }
    desk.look();
    if (coach.isDone()) end('done');
    else tell();
  }

  function hears(recorded: Recorded): void {
    coach.see(recorded, clock.own());
    const { event, seq } = recorded;
    const setting = 'counter' in event ? document.counters.find(({ id }) => id === event.counter) : undefined;
    if (setting && (event.type === 'VisitCalled' || event.type === 'CallRepeated'))
      colleagues().speaks(seq, setting.zone);
    if (event.type === 'VisitParked' || event.type === 'VisitMissed') crowd.comesBack(event.ticket);
    if (event.type === 'HubRestored' && recorded.day !== 'house') void colleagues().brings(event.restore);
    if (event.type === 'ServiceStarted' && event.counter === counter) breaks();
    if (event.type === 'VisitCalled' || event.type === 'VisitEnded') wanting = wanting.then(fetchWanted);
  }

  /** Whom an open step needs, and somebody at all. */
  async function fetchWanted(): Promise<void> {
    if (over !== undefined) return;
    for (const one of scenario.wanted) if (one.step === undefined || coach.isOpen(one.step)) await crowd.want(one);
    await crowd.want({ lane: 'regular', people: 1 });
  }

  /** The outage of the scenario, once: the hub is gone, and comes back as one that was restored. */
  function breaks(): void {
    const { outage } = scenario;
    if (!outage || isOutageDue) return;
    isOutageDue = true;
    machine.wakeIn(outage.afterMs, () => void goesAway().catch(fail));
    async function goesAway(): Promise<void> {
      if (over !== undefined) return;
      away = true;
      cut = true;
      await doors.close();
      const gone = present(hub, 'hub of the practice');
      await gone.close();
      disk.restored = gone.epoch + 1;
      tell();
      machine.wakeIn(present(outage, 'outage').forMs, () => void comesBack(gone.epoch).catch(fail));
    }
  }
  async function comesBack(before: Epoch): Promise<void> {
    if (over !== undefined) return;
    await openAgain();
    const next = present(hub, 'hub of the practice');
    if (next.epoch <= before) throw new Error(`The practice went back to epoch ${next.epoch}`);
    await doors.open(next, present(journal, 'journal of the practice'));
    cut = false;
    follow();
  }

  function setSpeed(next: Speed): void {
    speed = next;
    skipping = false;
    if (over === undefined) clock.setSpeed(next);
    tell();
  }

  function skip(): void {
    const left = desk.workLeft();
    if (left === undefined || skipping || speed === 0) return;
    skipping = true;
    clock.setSpeed(skipSpeed);
    clock.wakeIn(left, () => {
      if (skipping) setSpeed(speed);
    });
    tell();
  }

  function end(why: Ending): void {
    if (over !== undefined) return;
    over = why;
    clock.setSpeed(0);
    clock.stop();
    tell();
  }

  function view(): CoachView {
    const setting = present(
      document.counters.find(({ id }) => id === counter),
      counter,
    );
    return {
      scenario: scenario.id,
      officer,
      counter,
      zone: setting.zone,
      speed,
      skipping,
      took: clock.own(),
      ...coach.report(),
      desk: cut ? null : desk.view(),
      cut,
      seed,
      ...(over === undefined ? {} : { over }),
    };
  }
  function tell(): void {
    if (hub) onChange(view());
  }

  function lookIdle(): void {
    if (over !== undefined) return;
    if (machine.monotonic() - actedAt >= idleMs) end('idle');
    else machine.wakeIn(idleLookMs, lookIdle);
  }

  await openAgain();
  await crowd.fill(scenario.waiting);
  for (const one of scenario.wanted) await crowd.want(one);
  clock.leap(settlesMs);
  colleagues().begin();
  crowd.begin();
  clock.wakeIn(hours.lastsMs, () => end('closing'));
  await present(hub, 'hub of the practice').settled();
  await doors.open(present(hub, 'hub of the practice'), present(journal, 'journal of the practice'));
  actedAt = machine.monotonic();
  lookIdle();
  clock.setSpeed(speed);
  tell();

  return {
    hub: () => present(hub, 'hub of the practice'),
    view,
    wish(wish) {
      actedAt = machine.monotonic();
      switch (wish.does) {
        case 'speed':
          return setSpeed(wish.speed);
        case 'skip':
          return skip();
        case 'end':
          return end('stopped');
        default:
          return assertNever(wish);
      }
    },
    said(refused) {
      actedAt = machine.monotonic();
      if (refused) coach.refused();
      if (refused) tell();
    },
    end,
  };
}
