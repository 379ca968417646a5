import { emptyStage, stageNext, type Stage } from '../../../apps/display/page/stage.ts';
import { emptyQueue, voiceEnded, voiceStep, type Act, type VoiceQueue } from '../../../apps/display/page/voiceQueue.ts';
import type { CommandKey, Seq, ZoneId } from '../../../shared/ids.ts';
import type { SpokenOutcome } from '../../../shared/protocol/commands.ts';
import type { DisplayCall, DisplayView } from '../../../shared/protocol/views.ts';
import { openPage, type Page, type PageClock } from './client.ts';
import type { Line } from './line.ts';
import type { World } from './world.ts';

export interface Display {
  readonly name: string;
  readonly page: () => Page<DisplayView>;
  reload(): void;
  /** Announcement that is heard in the hall now. */
  said(): Seq | undefined;
}

/** Longest sentence, both languages. */
const sentenceMs = { least: 2_500, most: 6_000 };
const tryAgainMs = 1_000;

/** A television with the shipped link, stage and order of the voice; the speaker itself is a span of time. */
export function openDisplay({
  world,
  line,
  token,
  clock,
  zone,
  onSay,
}: {
  readonly world: World;
  readonly line: Line;
  readonly token: string;
  readonly clock: PageClock;
  readonly zone: ZoneId;
  /** It begins to say a call for the first time. */
  readonly onSay: (name: string, call: DisplayCall) => void;
}): Display {
  const { time, chance } = world;
  let keys = 0;
  let life = 0;
  let current = load();

  function load() {
    const mine = ++life;
    const isMine = () => life === mine;
    const page = openPage<DisplayView>({ world, line, clock }, { token, watch: { audience: 'display', zone } }, () =>
      isMine() ? changed() : undefined,
    );
    let queue: VoiceQueue = emptyQueue;
    let stage: Stage = emptyStage;
    let saying = 0;
    let told: object | undefined;
    let telling = false;
    let cancelAgain = () => {};
    const whole = new Set<Seq>();
    const newKey = () => `${line.name}-${mine}-${++keys}` as CommandKey;
    const wakeIn = (ms: number, work: () => void) => time.after(ms, () => (isMine() ? work() : undefined));

    function changed() {
      const { view, link, self } = page.sight();
      if (!view) return;
      stage = stageNext(stage, view, page.link.now(), queue.on?.call.announcement);
      cancelAgain();
      const voice = link.kind === 'live' && self !== undefined && view.voice === self.device && !view.emergency;
      const step = voiceStep(queue, {
        view,
        voice,
        sound: true,
        isOver: false,
        now: page.link.now(),
        tick: clock.monotonic(),
      });
      queue = step.queue;
      step.acts.forEach(act);
      if (step.again !== undefined) cancelAgain = wakeIn(step.again, changed);
      void tellSound();
    }

    function act(one: Act) {
      if (one.do === 'report') void report(one.announcement, one.outcome);
      else if (one.do === 'stop') saying++;
      else say(one.call, one.round);
    }

    function say(call: DisplayCall, round: 1 | 2) {
      const this_ = ++saying;
      if (round === 1) {
        if (whole.has(call.announcement)) world.violation(`I23 ${line.name} says ${call.announcement} again`);
        onSay(line.name, call);
      }
      world.note(`${line.name} says ${call.number}, ${round}`);
      wakeIn(chance.int(sentenceMs.least, sentenceMs.most), () => {
        if (this_ !== saying) return;
        whole.add(call.announcement);
        const end = voiceEnded(queue, chance.happens(0.05) ? 'failed' : 'spoken', clock.monotonic());
        queue = end.queue;
        end.acts.forEach(act);
        changed();
      });
    }

    async function report(announcement: Seq, outcome: SpokenOutcome) {
      const reply = await page.link.send({ type: 'ReportAnnounced', key: newKey(), announcement, outcome });
      const open = page.sight().view?.calling.find((call) => call.announcement === announcement);
      if ('lost' in reply && open && open.outcome === undefined)
        wakeIn(tryAgainMs, () => void report(announcement, outcome));
    }

    async function tellSound() {
      const { link, self, view } = page.sight();
      if (telling || link.kind !== 'live' || !self || !view || told === self) return;
      telling = true;
      const reply = await page.link.send({
        type: 'ReportDevice',
        key: newKey(),
        device: self.device,
        role: 'display',
        connected: true,
        zone,
        sound: 'ready',
      });
      telling = false;
      if ('lost' in reply) wakeIn(tryAgainMs, () => void tellSound());
      else told = self;
    }

    const look = () => {
      if (!isMine()) return;
      time.after(1_000, look);
      changed();
    };
    time.after(1_000, look);
    return { page, said: () => (queue.on && !queue.on.silent ? queue.on.call.announcement : undefined) };
  }

  return {
    name: line.name,
    page: () => current.page,
    said: () => current.said(),
    reload() {
      world.note(`${line.name} is loaded again`);
      current.page.close();
      current = load();
    },
  };
}
