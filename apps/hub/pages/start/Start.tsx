import { useState } from 'react';
import type { Language } from '../../../../shared/protocol/office.ts';
import type { Say } from '../../../../shared/ui/texts.ts';
import { Notice } from '../../../../shared/ui/Wait.tsx';
import { askTour, startSettings, useDemoNow } from './demoNow.edge.ts';
import { Directory } from './Directory.tsx';
import { useLinks } from './links.edge.ts';
import { Show } from './Show.tsx';
import { Slips } from './Slips.tsx';
import { startSpeaker } from './texts.ts';

/** The directory; in its place the played morning while it is looked at, or the slips where the address asks for them. */
export function Start({ language, say }: { readonly language: Language; readonly say: Say }) {
  const links = useLinks();
  const now = useDemoNow();
  const [settings] = useState(startSettings);
  const [watching, setWatching] = useState(false);
  const [stopping, setStopping] = useState(false);
  const [refused, setRefused] = useState<string>();
  const sayStart = startSpeaker(language);

  async function play() {
    setRefused(undefined);
    const answer = await askTour({ does: 'play', speed: settings.speed });
    if (answer?.ok) setWatching(true);
    else {
      setWatching(false);
      setRefused(answer ? answer.message[language] : sayStart('noAnswer'));
    }
  }
  async function stop() {
    setStopping(true);
    await askTour({ does: 'stop' });
    setStopping(false);
  }

  if (links === 'missing') return <Notice icon="unplug" title={say('startMissing')} help={say('startMissingHelp')} />;
  if (links === undefined || now === undefined) return null;
  if (settings.slips) return <Slips now={now} say={sayStart} back={`/start/?lang=${language}`} />;
  if (watching || now.tour.state === 'playing')
    return (
      <Show
        now={now}
        say={sayStart}
        language={language}
        zone={links.zone}
        counterNumber={(counter) => links.counters.find(({ id }) => id === counter)?.number}
        stopping={stopping}
        onStop={() => void stop()}
        onPlay={() => void play()}
        onBack={() => setWatching(false)}
      />
    );
  return (
    <Directory
      language={language}
      say={say}
      sayStart={sayStart}
      links={links}
      tickets={now.tickets}
      refused={refused}
      onPlay={() => void play()}
    />
  );
}
