import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Instant } from '../../../shared/ids.ts';
import type { Language, Office } from '../../../shared/protocol/office.ts';
import type { DisplayView } from '../../../shared/protocol/views.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import type { PageHub } from '../../../shared/ui/pageHub.edge.ts';
import type { Say } from '../../../shared/ui/texts.ts';
import { speaker } from '../../../shared/ui/texts.ts';
import { clockOf, type Clock } from '../../../shared/ui/time.ts';
import { useHub, useNow, useReload } from '../../../shared/ui/useHub.edge.ts';
import { Wait } from '../../../shared/ui/Wait.tsx';
import { Band, Now } from './Call.tsx';
import { Counters } from './Counters.tsx';
import { Notices, RunningText } from './Media.tsx';
import { emptyStage, stageNext } from './stage.ts';
import type { Voice } from './voice.edge.ts';
import { Waiting } from './Waiting.tsx';

/** All that the parts of the screen are drawn from. */
export interface Hall {
  readonly view: DisplayView;
  readonly office: Office;
  readonly language: Language;
  /** In the screen's language, and in the other one for strangers. */
  readonly say: Say;
  readonly sayOther: Say;
  readonly other: Language;
  readonly clock: Clock;
  readonly now: Instant;
  readonly live: boolean;
}

interface Props {
  readonly hub: PageHub<DisplayView>;
  readonly voice: Voice;
  readonly language: Language;
  readonly say: Say;
}

export function Display({ hub, voice, language, say }: Props) {
  const sight = useHub(hub);
  const { sound, said } = useSyncExternalStore(voice.subscribe, voice.now);
  const now = useNow(hub);
  const { view, office, link } = sight;
  const live = link.kind === 'live';
  const [stage, setStage] = useState(emptyStage);
  const other = language === 'id' ? 'en' : 'id';
  const sayOther = useMemo(() => speaker(other), [other]);
  const timeZone = office?.timeZone;
  const clock = useMemo(() => clockOf(timeZone, language), [timeZone, language]);

  // Nothing is gold, and nothing new takes the stage, on a screen that does not know (look.md 1.4).
  const next =
    live && view
      ? stageNext(stage, view, now, said)
      : stage.on || stage.queue.length > 0
        ? { ...emptyStage, seen: stage.seen }
        : stage;
  if (next !== stage) setStage(next);
  useReload(sight.outdated && next.on === undefined);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-stale', !live && view !== undefined);
  }, [live, view]);

  if (!view || !office || sight.wantsToken) return <Wait sight={sight} hub={hub} language={language} say={say} />;
  const hall: Hall = { view, office, language, say, sayOther, other, clock, now, live };
  return (
    <>
      <Head hall={hall} mute={sound === 'blocked' || sound === 'missing'} />
      {!live && <Alert hall={hall} since={link.since} />}
      <main className="board">
        <Now hall={hall} />
        <Notices hall={hall} />
        <Counters hall={hall} />
        <Waiting hall={hall} />
      </main>
      {next.on && <Band key={next.on.call.announcement} hall={hall} call={next.on.call} />}
      <RunningText hall={hall} held={next.on !== undefined} />
    </>
  );
}

function Head({
  hall: { office, view, clock, now, live, language, say },
  mute,
}: {
  readonly hall: Hall;
  readonly mute: boolean;
}) {
  const zone = office.zones.find(({ id }) => id === view.zone);
  const [hour, minute] = clock.time(now).split(/[.:]/);
  const mark = language === 'id' ? '.' : ':';
  return (
    <header className="top">
      <span className="mono" aria-hidden="true">
        {office.monogram}
      </span>
      <b>{office.name[language]}</b>
      <span className="zone">
        {zone?.name[language]}
        {mute && (
          <span className="mute">
            <Icon name="sound-off" />
            {say('mute')}
          </span>
        )}
      </span>
      <span className="date">{clock.date(now)}</span>
      <time className="num">
        {hour}
        <span className={live && now % 2_000 >= 1_000 ? 'beat off' : 'beat'}>{mark}</span>
        {minute}
      </time>
    </header>
  );
}

function Alert({ hall: { say, clock }, since }: { readonly hall: Hall; readonly since: Instant }) {
  return (
    <section className="alert" role="alert">
      <Icon name="unplug" />
      <p>
        <b>{say('cutDisplay')}</b>
        <span>{say('cutDisplayHelp')}</span>
      </p>
      <span>
        {say('since')} <span className="num">{clock.exactTime(since)}</span>
      </span>
    </section>
  );
}
