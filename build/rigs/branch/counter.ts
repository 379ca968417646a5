import { dialogs } from '../../../apps/counter/page/dialogs/dialogs.ts';
import type { DialogDesk } from '../../../apps/counter/page/dialogs/parts.ts';
import type { Answer, Choice, Dialog, Step } from '../../../apps/counter/page/dialog.ts';
import { keysOf, type Ask, type Does, type Key } from '../../../apps/counter/page/keys.ts';
import { counterSpeaker } from '../../../apps/counter/page/texts.ts';
import { minuteMs, type CommandKey, type CounterId, type OfficerId } from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import type { CounterView } from '../../../shared/protocol/views.ts';
import { clockOf } from '../../../shared/ui/time.ts';
import { openPage, type Page, type PageClock } from './client.ts';
import type { Line } from './line.ts';
import type { World } from './world.ts';

export interface Counter {
  readonly name: string;
  readonly page: () => Page<CounterView>;
  reload(): void;
  /** Nobody sits here any more. */
  rest(): void;
}

const say = counterSpeaker('id');
const clockWords = clockOf('Asia/Jakarta', 'id');
/** Keys that a day holds often, as often as that; the rest once each. */
const often: { readonly [code: string]: number } = { '11': 6, '12': 6, '13': 3, '14': 3, '21': 2, '22': 3, '31': 2 };
/** What would empty the office, or fill it, if it were pressed as often as the rest. */
const seldom: ReadonlySet<string> = new Set(['41', '42', '45']);
/** A console with the shipped link and keys, and an officer who presses what can be pressed. */
export function openCounter({
  world,
  line,
  token,
  clock,
  counter,
  officer,
  office,
}: {
  readonly world: World;
  readonly line: Line;
  readonly token: string;
  readonly clock: PageClock;
  readonly counter: CounterId;
  readonly officer: OfficerId;
  readonly office: Office;
}): Counter {
  const { time, chance } = world;
  let isResting = false;
  let isAsking = false;
  let keys = 0;
  let lives = 0;
  const load = () =>
    openPage<CounterView>({ world, line, clock }, { token, watch: { audience: 'counter', counter } }, () => {});
  let page = load();

  function send(ask: Ask): void {
    isAsking = true;
    const mine = page;
    const key = `${counter}-${lives}-${++keys}` as CommandKey;
    void page.link.send({ ...ask, key }).then(() => {
      if (mine === page) isAsking = false;
    });
  }

  function think(): void {
    if (isResting) return;
    time.after(chance.length(1_600, 0.8), think);
    const { link, view, fresh } = page.sight();
    if (link.kind !== 'live' || !fresh || !view || isAsking) return;
    const ask = wish(view);
    if (ask) send(ask);
  }

  function wish(view: CounterView): Ask | undefined {
    if (view.state === 'closed' || view.officer === null)
      return { type: 'OpenCounter', counter, officer, ...(chance.happens(0.2) ? { takeOver: true } : {}) };
    const now = page.link.now();
    const all = keysOf({ view, office, say, language: 'id', now, role: 'officer' });
    const pressable = [
      ...weigh(all.main, 30),
      ...weigh(all.next, 6),
      ...all.actions.flatMap((action) => weigh(action, seldom.has(action.code) ? 0.1 : (often[action.code] ?? 0.6))),
      ...openTicks(view),
    ];
    if (pressable.length === 0) return undefined;
    const does = chance.weighted(pressable);
    if ('ask' in does) return does.ask;
    if (!('dialog' in does)) return undefined;
    const desk: DialogDesk = { view, office, say, language: 'id', now, clock: clockWords, counterNumber: 1 };
    return answered(dialogs[does.dialog](desk), view, now);
  }

  /** S4: the boxes of the visitor's list. */
  function openTicks({ visitor }: CounterView): [Does, number][] {
    if (visitor?.phase !== 'serving') return [];
    const stage = office.stages.find(({ id }) => id === visitor.stage);
    const there = { counter, ticket: visitor.ticket, call: visitor.call };
    return (stage?.checklist ?? [])
      .filter(({ id }) => !visitor.checked.includes(id))
      .map(({ id }) => [{ ask: { type: 'CheckItem', ...there, item: id, done: true } }, 40]);
  }

  /** What an officer who answers at random ends with; nothing where the dialog is left. */
  function answered(dialog: Dialog, view: CounterView, now: number): Ask | undefined {
    let at = dialog.next();
    for (let tries = 0; tries < 8 && !at.done; tries++) {
      const answer = answerTo(at.value, view, now);
      if (!answer) return undefined;
      at = dialog.next(answer);
    }
    return at.done ? at.value : undefined;
  }

  function answerTo(step: Step, view: CounterView, now: number): Answer | undefined {
    const open = (choices: readonly Choice<unknown>[]) => choices.filter(({ closed }) => closed === undefined);
    switch (step.is) {
      case 'pick': {
        const choices = open(step.choices);
        if (step.skip !== undefined && chance.happens(0.4)) return { skipped: true };
        return choices.length === 0 ? undefined : { picked: chance.pick(choices).id };
      }
      case 'mark':
        return { marked: open(step.choices).flatMap(({ id }) => (chance.happens(0.6) ? [id] : [])) };
      case 'count':
        return { count: chance.int(step.from, step.to) };
      case 'time':
        return { time: now + chance.int(1, 5) * minuteMs };
      case 'text':
        return step.skip !== undefined && chance.happens(0.5) ? { skipped: true } : { text: 'kata' };
      case 'visitor': {
        const all = [...view.waiting, ...view.parked, ...view.missed];
        if (all.length === 0) return undefined;
        const { ticket, number } = chance.pick(all);
        return { visitor: { ticket, number, note: '' } };
      }
    }
  }

  time.after(chance.int(0, 2_000), think);
  return {
    name: line.name,
    page: () => page,
    reload() {
      world.note(`${line.name} is loaded again`);
      page.close();
      lives++;
      isAsking = false;
      page = load();
    },
    rest() {
      isResting = true;
    },
  };
}

function weigh({ does }: Key, weight: number): [Does, number][] {
  return does && !('page' in does) ? [[does, weight]] : [];
}
