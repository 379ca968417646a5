import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { CounterId, Instant } from '../../../shared/ids.ts';
import type { HallOffice } from '../../../shared/protocol/hall.ts';
import type { Language } from '../../../shared/protocol/office.ts';
import type { DisplayView } from '../../../shared/protocol/views.ts';
import type { PageHub, Sight } from '../../../shared/ui/pageHub.edge.ts';
import type { Say } from '../../../shared/ui/texts.ts';
import { speaker } from '../../../shared/ui/texts.ts';
import { clockOf, type Clock } from '../../../shared/ui/time.ts';
import { useNow, useReload } from '../../../shared/ui/useHub.edge.ts';
import { Wait } from '../../../shared/ui/Wait.tsx';
import { Band, Now } from './Call.tsx';
import { Counters } from './Counters.tsx';
import { CounterTop } from './CounterTop.tsx';
import { Alert, Emergency, Head } from './Head.tsx';
import { Media, RunningText } from './Media.tsx';
import { emptyStage, stageNext } from './stage.ts';
import type { Voice } from './voice.edge.ts';
import { Waiting } from './Waiting.tsx';

/** All that the parts of the screen are drawn from. */
export interface Hall {
  readonly view: DisplayView;
  readonly office: HallOffice;
  readonly language: Language;
  /** In the screen's language, and in the other one for strangers. */
  readonly say: Say;
  readonly sayOther: Say;
  readonly other: Language;
  /** The zone asks for the other language too. */
  readonly strangers: boolean;
  readonly clock: Clock;
  readonly now: Instant;
  readonly live: boolean;
  /** The zone should speak, and is not heard: from this display, or from any. */
  readonly mute: boolean;
}

/** Where a display has its view from: the hub's own link, or the read-only feed. */
export interface HallHub extends Pick<PageHub<DisplayView>, 'subscribe' | 'now' | 'useToken'> {
  readonly sight: () => HallSight;
}
export interface HallSight extends Pick<Sight<DisplayView>, 'link' | 'view' | 'self' | 'wantsToken' | 'outdated'> {
  readonly office?: HallOffice;
}

interface Props {
  readonly hub: HallHub;
  readonly voice: Voice;
  readonly language: Language;
  readonly say: Say;
  /** A counter-top display is the page of its zone with one counter. */
  readonly counter?: CounterId | undefined;
}

export function Display({ hub, voice, language, say, counter }: Props) {
  const sight = useSyncExternalStore(hub.subscribe, hub.sight);
  const { sound, said } = useSyncExternalStore(voice.subscribe, voice.now);
  const now = useNow(hub);
  const { office, link } = sight;
  const live = link.kind === 'live';
  const [stage, setStage] = useState(emptyStage);
  const other = language === 'id' ? 'en' : 'id';
  const sayOther = useMemo(() => speaker(other), [other]);
  const timeZone = office?.timeZone;
  const clock = useMemo(() => clockOf(timeZone, language), [timeZone, language]);
  const view = useMemo(() => sight.view && viewAt(sight.view, counter), [sight.view, counter]);
  const emergency = live && view?.emergency === true;

  // Nothing is gold, and nothing new takes the stage, on a screen that does not know (look.md 1.4) or that warns.
  const next =
    live && view && !emergency
      ? stageNext(stage, view, now, said)
      : stage.on || stage.queue.length > 0
        ? { ...emptyStage, seen: stage.seen }
        : stage;
  if (next !== stage) setStage(next);
  useReload(sight.outdated && next.on === undefined);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-stale', !live && view !== undefined);
    document.documentElement.toggleAttribute('data-emergency', emergency);
  }, [live, emergency, view]);

  if (!view || !office || sight.wantsToken) return <Wait sight={sight} hub={hub} language={language} say={say} />;
  const zone = office.zones.find(({ id }) => id === view.zone);
  const strangers = zone?.languages.includes(other) ?? true;
  const mute =
    zone?.voice === true && (sound === 'blocked' || sound === 'missing' || (sound === 'off' && view.voice === null));
  const hall: Hall = { view, office, language, say, sayOther, other, strangers, clock, now, live, mute };
  if (counter !== undefined) return <CounterTop hall={hall} counter={counter} call={next.on?.call} />;
  const held = next.on !== undefined;
  const isVoice = sight.self !== undefined && sight.self.device === view.voice;
  return (
    <>
      <Head hall={hall} />
      {!live && <Alert hall={hall} since={link.since} />}
      {emergency && <Emergency hall={hall} />}
      <main className="board">
        <Now hall={hall} />
        <Media hall={hall} held={held || emergency} audible={isVoice && said === undefined} />
        <Counters hall={hall} />
        <Waiting hall={hall} />
      </main>
      {next.on && <Band key={next.on.call.announcement} hall={hall} call={next.on.call} />}
      <RunningText hall={hall} held={held || emergency} />
    </>
  );
}

/** Of a zone's view, what one counter's own display is drawn from. */
function viewAt(view: DisplayView, counter: CounterId | undefined): DisplayView {
  if (counter === undefined) return view;
  const counters = view.counters.filter(({ id }) => id === counter);
  const calling = view.calling.filter((call) => counters.some(({ number }) => number === call.counter));
  return { ...view, counters, calling };
}
