import { useLayoutEffect, useState } from 'react';
import type { PrinterState } from '../../../shared/protocol/commands.ts';
import type { Language, Service } from '../../../shared/protocol/office.ts';
import { pressAgent, useAgent, useIdle } from './agentHooks.edge.ts';
import { Home, isShut, LowHome, Shut } from './Home.tsx';
import { Icon, type IconName } from '../../../shared/ui/icons.tsx';
import { Dock, Head, Strip, type Voice } from './parts.tsx';
import { ServicePage, type Wish } from './ServicePage.tsx';
import { speaker } from './texts.ts';
import { OnScreenPage, TicketPage, type Ticket } from './TicketPage.tsx';

type Place =
  | { readonly at: 'home' }
  | { readonly at: 'service'; readonly service: Service }
  | { readonly at: 'ticket'; readonly service: Service; readonly ticket: Ticket };
const home: Place = { at: 'home' };

/** After this long without a touch the next visitor starts afresh. */
const idleSeconds = 60;
const canPrint: readonly PrinterState[] = ['ready', 'nearEnd', 'unknown'];

export function KioskPage() {
  const { state, office, isCut, now } = useAgent();
  const [language, setLanguage] = useState<Language>('id');
  const [isLow, setLow] = useState(false);
  const [isBooked, setBooked] = useState(false);
  const [place, setPlace] = useState<Place>(home);
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<string>();
  const say = speaker(language);

  function goHome() {
    setPlace(home);
    setRefused(undefined);
  }
  function startAfresh() {
    goHome();
    setLanguage('id');
    setLow(false);
    setBooked(false);
  }
  useIdle(idleSeconds, () => {
    if (place.at !== 'ticket' && !asking) startAfresh();
  });

  const isLowHome = isLow && place.at === 'home';
  const shut = state !== undefined && isShut(state);
  const hasRail = place.at === 'home' && !isLow && !shut && !isCut && state?.ready === true;
  useLayoutEffect(() => {
    const page = document.documentElement;
    page.lang = language;
    page.dataset['theme'] = isLow ? 'contrast' : 'light';
    if (isLowHome) page.dataset['reach'] = 'low';
    else delete page.dataset['reach'];
    document.body.className = hasRail ? 'with-rail' : '';
  });

  if (isCut) return <Still icon="unplug" title={say('stopped')} help={say('stoppedHelp')} />;
  if (!state) return null;
  if (!office) return state.ready ? null : <Still icon="unplug" title={say('notReady')} help={say('notReadyHelp')} />;
  const voice: Voice = { language, say, office: office.document, now };

  async function take(service: Service, { lane, people }: Wish) {
    setAsking(true);
    setRefused(undefined);
    const answer = await pressAgent({ service: service.id, lane, people, language });
    setAsking(false);
    if (answer?.ok) setPlace({ at: 'ticket', service, ticket: answer });
    else setRefused(answer ? answer.message[language] : say('noAnswer'));
  }

  if (place.at === 'ticket') {
    const props = { voice, ticket: place.ticket, service: place.service, onDone: startAfresh };
    return (
      <>
        <Head {...voice} isQuiet />
        {place.ticket.slip === 'printed' ? <TicketPage {...props} /> : <OnScreenPage {...props} />}
      </>
    );
  }

  const dock = (
    <Dock
      {...voice}
      printer={state.printer}
      isLow={isLow}
      onLanguage={() => setLanguage(language === 'id' ? 'en' : 'id')}
      onAccess={() => setLow(!isLow)}
    />
  );
  const isAlone = state.link === 'alone' || state.link === 'refused';
  const strip = !state.ready ? (
    <Strip icon="unplug" title={say('notReady')} help={say('notReadyHelp')} />
  ) : isAlone ? (
    <Strip icon="unplug" title={say('alone')} help={say('aloneHelp')} />
  ) : canPrint.includes(state.printer) ? null : (
    <Strip icon="receipt-text" title={say('noPaper')} help={say('noPaperHelp')} />
  );
  const onChoose = (service: Service) => {
    if (state.ready) setPlace({ at: 'service', service });
  };

  function main() {
    if (state === undefined) return null;
    if (place.at === 'service')
      return (
        <ServicePage
          voice={voice}
          service={place.service}
          state={state.services.find(({ id }) => id === place.service.id)}
          isBooked={isBooked && state.link === 'live'}
          isAsking={asking}
          refused={refused}
          onBack={goHome}
          onTake={(wish) => void take(place.service, wish)}
        />
      );
    if (shut) return <Shut voice={voice} state={state} />;
    if (isLow) return <LowHome voice={voice} state={state} onChoose={onChoose} />;
    return (
      <Home voice={voice} state={state} isBooked={isBooked} onBooked={() => setBooked(!isBooked)} onChoose={onChoose} />
    );
  }

  return (
    <>
      <Head {...voice} isQuiet={strip !== null || isLowHome} />
      {strip}
      {main()}
      {dock}
    </>
  );
}

function Still({ icon, title, help }: { readonly icon: IconName; readonly title: string; readonly help: string }) {
  return (
    <main className="still" role="status">
      <Icon name={icon} />
      <h1>{title}</h1>
      <p>{help}</p>
    </main>
  );
}
