import type { Ms, Seq } from '../../../shared/ids.ts';
import type { SoundState, SpokenOutcome } from '../../../shared/protocol/commands.ts';
import type { Language, Office } from '../../../shared/protocol/office.ts';
import type { DisplayCall, DisplayView } from '../../../shared/protocol/views.ts';
import { announcementOf, everyClip, type Piece } from '../../../shared/speech/sentence.ts';
import { clockOf } from '../../../shared/ui/time.ts';
import { newKey, type PageHub } from '../../../shared/ui/pageHub.edge.ts';
import { clipsNeeded, volumeAt } from './loudness.ts';
import { emptyQueue, languagesOf, voiceEnded, voiceStep, type Act } from './voiceQueue.ts';

export interface VoiceNow {
  /** Undefined until it is known. */
  readonly sound: SoundState | undefined;
  /** Announcement that is being said. */
  readonly said: Seq | undefined;
}

export interface Voice {
  readonly subscribe: (listener: () => void) => () => void;
  readonly now: () => VoiceNow;
}

/** A browser that may play says so within this. */
const settleMs: Ms = 1_000;
const tryAgainMs: Ms = 1_000;
/** Clips that did not come by then are not waited for. */
const loadMs: Ms = 3_000;
/** What is missing may have been put in its place. */
const lookAgainMs: Ms = 5_000;
/** A sound that has not ended so long after its time never will. */
const overdueMs: Ms = 2_000;
/** So far ahead is the first clip laid, that none begins late. */
const leadSeconds = 0.05;

/** A screen that is never a voice: the read-only door gives it no word to say so with. */
export const silent: Voice = (() => {
  const now: VoiceNow = { sound: 'off', said: undefined };
  return { subscribe: () => () => undefined, now: () => now };
})();

/**
 * The speaker of a display: says the calls of its zone when the hub has chosen it, and tells the hub whether it can.
 * A screen at one counter has none (`speaks` false).
 */
export function openVoice(hub: PageHub<DisplayView>, { speaks }: { readonly speaks: boolean }): Voice {
  const listeners = new Set<() => void>();
  const player = speaks ? createPlayer(changed) : noPlayer('off');
  let queue = emptyQueue;
  let saying = 0;
  let now: VoiceNow = { sound: undefined, said: undefined };
  let told: { readonly self: object; readonly sound: SoundState } | undefined;
  let telling = false;
  let asked: { readonly office: Office } | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;

  const zoneOf = () => {
    const { office, view } = hub.sight();
    return view && office?.zones.find(({ id }) => id === view.zone);
  };

  function changed() {
    const { view, link, self } = hub.sight();
    const zone = zoneOf();
    const { office } = hub.sight();
    if (office && zone && asked?.office !== office) {
      asked = { office };
      player.need(clipsNeeded(office, zone));
    }
    const sound = zone?.voice === false ? 'off' : player.sound();
    clearTimeout(again);
    if (view) {
      const step = voiceStep(queue, {
        view,
        voice:
          link.kind === 'live' &&
          self !== undefined &&
          view.voice === self.device &&
          zone !== undefined &&
          !view.emergency,
        sound: sound === 'ready',
        isOver: player.isOver(),
        now: hub.now(),
        tick: performance.now(),
      });
      queue = step.queue;
      step.acts.forEach(act);
      if (step.again !== undefined) again = setTimeout(changed, step.again);
    }
    const said = queue.on?.call.announcement;
    if (now.sound !== sound || now.said !== said) {
      now = { sound, said };
      for (const listener of listeners) listener();
    }
    void tellSound();
  }

  function act(one: Act) {
    switch (one.do) {
      case 'report':
        void report(one.announcement, one.outcome);
        break;
      case 'stop':
        saying++;
        player.stop();
        break;
      case 'say':
        void say(one.call, one.round);
        break;
    }
  }

  /** A report that was lost is made again, as long as the call is open and nobody has reported it. */
  async function report(announcement: Seq, outcome: SpokenOutcome) {
    const reply = await hub.send({ type: 'ReportAnnounced', key: newKey(), announcement, outcome });
    const open = hub.sight().view?.calling.find((call) => call.announcement === announcement);
    if ('lost' in reply && open && open.outcome === undefined)
      setTimeout(() => void report(announcement, outcome), tryAgainMs);
  }

  async function say(call: DisplayCall, round: 1 | 2) {
    const mine = ++saying;
    const zone = zoneOf();
    const time = clockOf(hub.sight().office?.timeZone, 'id').time(hub.now());
    const pieces = piecesOf(call, round, zone?.languages ?? []);
    const outcome = await player.play(pieces, zone ? volumeAt(zone, time) : 1, () => mine === saying);
    if (mine !== saying) return;
    const end = voiceEnded(queue, outcome, performance.now());
    queue = end.queue;
    end.acts.forEach(act);
    changed();
  }

  /** A1: after each welcome the hub knows nothing of the sound until it is told. */
  async function tellSound() {
    const { link, self, view } = hub.sight();
    const { sound } = now;
    if (telling || link.kind !== 'live' || !self || !view || sound === undefined) return;
    if (told?.self === self && told.sound === sound) return;
    telling = true;
    const reply = await hub.send({
      type: 'ReportDevice',
      key: newKey(),
      device: self.device,
      role: 'display',
      connected: true,
      zone: view.zone,
      sound,
    });
    telling = false;
    // A refusal will not change by asking again; a word that was lost is said again.
    if ('lost' in reply) setTimeout(() => void tellSound(), tryAgainMs);
    else {
      told = { self, sound };
      void tellSound();
    }
  }

  hub.subscribe(changed);
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    now: () => now,
  };
}

/** The chime only before the first time. */
function piecesOf(call: DisplayCall, round: 1 | 2, ofZone: readonly Language[]): readonly Piece[] {
  const pieces = announcementOf(call, languagesOf(call, ofZone));
  return round === 1 ? pieces : pieces.slice(1);
}

interface Player {
  readonly sound: () => SoundState | undefined;
  /** Clips without which there is no voice to rely on; those that are not there are looked for again. */
  readonly need: (clips: ReadonlySet<string>) => void;
  /** Ends when the last sound has; `volume` is 0 to 1, `wanted` is asked once the clips are there. */
  readonly play: (pieces: readonly Piece[], volume: number, wanted: () => boolean) => Promise<'spoken' | 'failed'>;
  /** What is played has come to its end, though `play` may not have been told yet. */
  readonly isOver: () => boolean;
  readonly stop: () => void;
}

function noPlayer(sound: 'missing' | 'off'): Player {
  return {
    sound: () => sound,
    need: () => undefined,
    play: () => Promise.resolve('failed'),
    isOver: () => false,
    stop: () => undefined,
  };
}

function createPlayer(changed: () => void): Player {
  if (typeof AudioContext !== 'function') return noPlayer('missing');
  const context = new AudioContext();
  const gain = context.createGain();
  gain.connect(context.destination);
  const buffers = new Map<string, Promise<AudioBuffer>>();
  let needed: ReadonlySet<string> = new Set();
  /** Answered by the hub, and not a sound. */
  const lacking = new Set<string>();
  let settled = false;
  let broken = false;
  let halt: (() => void) | undefined;
  /** Seconds of the sound card's clock. */
  let overAt = Infinity;

  const resume = () => void context.resume().catch(() => undefined);
  for (const touch of ['pointerdown', 'keydown']) document.addEventListener(touch, resume);
  context.addEventListener('statechange', () => {
    if (context.state === 'running') broken = false;
    changed();
  });
  // Told by newer browsers when the sound card is gone.
  context.addEventListener('error', () => {
    broken = true;
    changed();
  });
  setTimeout(() => {
    settled = true;
    changed();
  }, settleMs);
  resume();
  void loadAll(['chime', ...clipsOf('id'), ...clipsOf('en')]);

  function load(clip: string): Promise<AudioBuffer> {
    const known = buffers.get(clip);
    if (known) return known;
    const loading = fetch(`/voice/${clip}.wav`).then(async (response) => {
      try {
        if (!response.ok) throw new Error(`no clip ${clip}`);
        const buffer = await context.decodeAudioData(await response.arrayBuffer());
        if (lacking.delete(clip)) changed();
        return buffer;
      } catch (error) {
        lacking.add(clip);
        changed();
        throw error;
      }
    });
    buffers.set(clip, loading);
    // Asked for again when it is needed again.
    loading.catch(() => buffers.delete(clip));
    return loading;
  }

  /** One after the other and ahead of need, so that the first call is not late. */
  async function loadAll(clips: Iterable<string>) {
    for (const clip of clips) await load(clip).catch(() => undefined);
  }

  const lacks = () => [...needed].filter((clip) => lacking.has(clip));
  setInterval(() => void loadAll(lacks()), lookAgainMs);

  return {
    sound() {
      if (broken || lacks().length > 0) return 'missing';
      return context.state === 'running' ? 'ready' : settled ? 'blocked' : undefined;
    },
    need(clips) {
      needed = clips;
      void loadAll(clips);
    },
    isOver: () => context.currentTime >= overAt,
    stop: () => halt?.(),
    async play(pieces, volume, wanted) {
      const loaded = await within(Promise.all(pieces.map(({ clip }) => load(clip))), loadMs);
      if (!loaded || !wanted() || context.state !== 'running') return 'failed';
      gain.gain.value = volume;
      let at = context.currentTime + leadSeconds;
      const sources = loaded.map((buffer, i) => {
        const source = context.createBufferSource();
        source.buffer = buffer;
        source.connect(gain);
        source.start(at);
        overAt = at + buffer.duration;
        at += buffer.duration + (pieces[i]?.pause ?? 0) / 1_000;
        return source;
      });
      const ended = new Promise<'spoken' | 'failed'>((tell) => {
        sources.at(-1)?.addEventListener('ended', () => tell('spoken'));
        halt = () => {
          for (const source of sources) source.stop();
          tell('failed');
        };
      });
      const outcome = await within(ended, (at - context.currentTime) * 1_000 + overdueMs);
      if (outcome === undefined) halt?.();
      halt = undefined;
      overAt = Infinity;
      return outcome ?? 'failed';
    },
  };
}

const clipsOf = (language: Language): readonly string[] =>
  [...everyClip(language).keys()].map((name) => `${language}/${name}`);

async function within<T>(work: Promise<T>, ms: Ms): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((tell) => {
    timer = setTimeout(() => tell(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
