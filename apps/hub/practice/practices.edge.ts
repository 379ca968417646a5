import { randomBytes, randomInt } from 'node:crypto';
import { err, ok, type Result } from '../../../shared/basics.ts';
import type { CommandKey, Instant } from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import type { CoachView, PracticeList, PracticeWish } from '../../../shared/protocol/practice.ts';
import type { By } from '../domain/events.ts';
import { checkOffice } from '../domain/officeCheck.ts';
import type { Hub } from '../hub.ts';
import { habitsOf } from './habits.ts';
import { refusedPractice, type Refused } from './mayBegin.ts';
import { forkPractice, type PracticeChild } from './practiceChild.edge.ts';
import { practiceOffice } from './practiceOffice.ts';
import type { PracticeBegin } from './practiceWire.ts';

/** Ended ones whose sheet can still be looked at. */
const mostSheets = 20;

export interface Practice {
  /** Undefined once it is over, or its hub is away as the scenario wants it. */
  port(): number | undefined;
  view(): CoachView;
  wish: PracticeChild['wish'];
  /** Hears each change; the answer stops it. */
  onChange(listener: (view: CoachView) => void): () => void;
}

export interface Practices {
  begin(wish: PracticeWish, by: By): Promise<Result<string, Refused>>;
  find(id: string): Practice | undefined;
  list(): PracticeList['running'];
  /** Ends all, each recorded. */
  close(): Promise<void>;
}

interface Running {
  readonly id: string;
  readonly wish: PracticeWish;
  readonly since: Instant;
  readonly listeners: Set<(view: CoachView) => void>;
  child: PracticeChild | undefined;
  recorded: Promise<void>;
}

/** R2, R3: the practices of a hub; of each, one event in the house book when it is over. */
export function createPractices({
  hub,
  build,
  folders,
  say,
}: {
  readonly hub: Hub;
  readonly build: string;
  readonly folders: PracticeBegin['folders'];
  readonly say: (line: string) => void;
}): Practices {
  const running = new Map<string, Running>();
  const sheets = new Map<string, CoachView>();
  let closing = false;

  /** R2. What was not written is said; the practice itself is over either way. */
  async function record({ id, wish }: Running, { score, tasks, took, seed }: CoachView, by: By): Promise<void> {
    const { officer, scenario } = wish;
    const event = { type: 'TrainingRecorded', officer, scenario, score, tasks, took, seed } as const;
    await hub
      .trained(event, { ...by, person: officer }, `practice-${id}` as CommandKey)
      .catch((error: unknown) => say(`The practice of ${officer} was not recorded: ${String(error)}`));
  }

  function ends(one: Running, view: CoachView, by: By): void {
    running.delete(one.id);
    sheets.set(one.id, view);
    for (const id of sheets.keys()) if (sheets.size > mostSheets) sheets.delete(id);
    if (view.over !== 'failed') one.recorded = record(one, view, by);
  }

  return {
    async begin(wish, by) {
      if (closing) return err({ code: 'practiceNotReady' });
      const floor = hub.floor();
      const refused = refusedPractice(
        wish,
        floor,
        [...running.values()].map((one) => one.wish),
      );
      if (refused) return err(refused);
      const seat = { counter: wish.counter, officer: wish.officer, day: floor.day };
      const { office, services } = practiceOffice(floor.lines.office.document as Office, seat);
      if (services.length === 0 || !checkOffice(office).ok) return err({ code: 'nothingToPractise' });
      const id = randomBytes(16).toString('base64url');
      const one: Running = {
        id,
        wish,
        since: hub.now(),
        listeners: new Set(),
        child: undefined,
        recorded: Promise.resolve(),
      };
      running.set(id, one);
      one.child = await forkPractice(
        {
          tell: 'begin',
          start: {
            ...seat,
            scenario: wish.scenario,
            speed: wish.speed,
            seed: wish.seed ?? randomInt(2 ** 31),
            habits: habitsOf(floor),
          },
          document: office,
          build,
          folders,
        },
        (view) => {
          if (view.over !== undefined) ends(one, view, by);
          for (const listener of one.listeners) listener(view);
        },
      );
      if (closing) await one.child?.end('hubStops');
      else if (one.child) return ok(id);
      running.delete(id);
      return err({ code: 'practiceNotReady' });
    },
    find(id) {
      const one = running.get(id);
      const sheet = sheets.get(id);
      if (sheet) return { port: () => undefined, view: () => sheet, wish: () => {}, onChange: () => () => {} };
      if (!one?.child) return undefined;
      const { child, listeners } = one;
      return {
        port: () => child.port(),
        view: () => child.view(),
        wish: (wish) => child.wish(wish),
        onChange(listener) {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      };
    },
    list: () =>
      [...running.values()].flatMap(({ id, wish, since, child }) =>
        child ? [{ id, officer: wish.officer, counter: wish.counter, scenario: wish.scenario, since }] : [],
      ),
    async close() {
      closing = true;
      const all = [...running.values()];
      await Promise.all(all.map(async ({ child }) => child?.end('hubStops')));
      await Promise.all(all.map(({ recorded }) => recorded));
    },
  };
}
