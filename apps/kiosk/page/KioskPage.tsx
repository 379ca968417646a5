import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { assertNever } from '../../../shared/basics.ts';
import type { AgentState } from '../../../shared/protocol/agent.ts';
import type { PrinterState } from '../../../shared/protocol/commands.ts';
import type { Language, Service } from '../../../shared/protocol/office.ts';
import { AccessPage } from './AccessPage.tsx';
import { useAgent, useIdle } from './agentHooks.edge.ts';
import { AppointmentPage } from './AppointmentPage.tsx';
import { askAgent } from './askAgent.edge.ts';
import { AttendantPage } from './AttendantPage.tsx';
import { isShut, Shut, Still } from './CalmPages.tsx';
import { FindPage } from './FindPage.tsx';
import { Home } from './Home.tsx';
import type { IconName } from '../../../shared/ui/icons.tsx';
import { useHiddenDoor, useKeys } from './keys.edge.ts';
import { OnScreenPage } from './OnScreenPage.tsx';
import { PagedHome } from './PagedHome.tsx';
import { moveFocus, pressKeyOf, pressMain, useSingleTouch } from './pageKeys.ts';
import { Dock, Head, Strip, type Aids, type Voice } from './parts.tsx';
import { home, pageName, type Place } from './place.ts';
import { isSlipCode } from './scanner.ts';
import { ServicePage, type Wish } from './ServicePage.tsx';
import { useSpeaker } from './speaker.edge.ts';
import { spokenPage } from './spokenPage.ts';
import { speaker as speakerOf } from './texts.ts';
import './large.css';
import { TicketPage } from './TicketPage.tsx';
import { UncertainPage } from './UncertainPage.tsx';

/** After this long without a touch the next visitor starts afresh. */
const idleSeconds = 60;
const canPrint: readonly PrinterState[] = ['ready', 'nearEnd', 'unknown'];
/** More services than this are turned over in pages. */
const mostAtOnce = 14;
const noAids: Aids = { large: false, contrast: false, low: false, spoken: false };

interface News {
  readonly icon: IconName;
  readonly title: string;
  readonly help: string;
}

export function KioskPage() {
  const { state, office, isCut, now } = useAgent();
  const [language, setLanguage] = useState<Language>('id');
  const [aids, setAids] = useState(noAids);
  const [place, setPlace] = useState<Place>(home);
  const [isAccess, setAccess] = useState(false);
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<string>();
  const [news, setNews] = useState<News>();
  const speaker = useSpeaker();
  const inFlight = useRef(false);
  const say = speakerOf(language);
  const page = isAccess ? 'access' : pageName(place);

  function go(next: Place) {
    setPlace(next);
    setAccess(false);
    setRefused(undefined);
    setNews(undefined);
  }
  function startAfresh() {
    go(home);
    setLanguage('id');
    setAids(noAids);
    speaker.hush();
  }
  useIdle(idleSeconds, () => {
    if (place.at !== 'ticket' && !asking) startAfresh();
  });

  const speakPage = () => speaker.speak(spokenPage(language, say), language);
  /** The first 0 turns the guidance on: nobody who cannot see finds the switch. */
  function repeat() {
    setAids((was) => ({ ...was, spoken: true }));
    speakPage();
  }
  const isShown = place.at === 'ticket' && place.ticket.slip !== 'printed';
  useEffect(() => {
    // No slip can be felt or kept: the number is also said once.
    if (aids.spoken || isShown) speakPage();
    else speaker.hush();
    // oxlint-disable-next-line react/exhaustive-deps -- a page speaks when it comes, not when something on it changes
  }, [page, language, aids.spoken, speaker]);

  const openAttendant = () => {
    if (state?.attendant && office) go({ at: 'attendant' });
  };
  function onScan(text: string) {
    if (place.at === 'find' || isSlipCode(text)) {
      if (place.at === 'home' || place.at === 'find') go({ at: 'find', scanned: text.trim() });
    } else if (place.at === 'home') go({ at: 'appointment', isScanned: true });
  }
  useKeys({
    onKey(key) {
      if (key === 'ArrowDown' || key === 'ArrowRight') moveFocus(1);
      else if (key === 'ArrowUp' || key === 'ArrowLeft') moveFocus(-1);
      else if (!pressKeyOf(key) && key === '0') repeat();
    },
    onScan,
    onEnter: pressMain,
    onChord: openAttendant,
  });
  useHiddenDoor(openAttendant);
  useSingleTouch(page);

  const shut = state !== undefined && isShut(state);
  const isPaged = aids.large || aids.low || (state?.services.length ?? 0) > mostAtOnce;
  const hasRail = place.at === 'home' && !isAccess && !isPaged && !shut && !isCut && state?.ready === true;
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.lang = language;
    root.dataset['theme'] = aids.contrast ? 'contrast' : 'light';
    root.dataset['text'] = aids.large ? 'large' : 'normal';
    root.dataset['reach'] = aids.low ? 'low' : 'normal';
    document.body.className = hasRail ? 'with-rail' : '';
  }, [language, aids, hasRail]);

  if (isCut) return <Still icon="unplug" title={say('stopped')} help={say('stoppedHelp')} />;
  if (!state) return <Still icon="hourglass" title={say('starting')} help={say('startingHelp')} />;
  if (!office) {
    if (state.link === 'refused') return <Still icon="unplug" title={say('notPaired')} help={say('notPairedHelp')} />;
    if (state.document !== null) return <Still icon="hourglass" title={say('starting')} help={say('startingHelp')} />;
    return <Still icon="unplug" title={say('notReady')} help={say('notReadyHelp')} />;
  }
  const voice: Voice = { language, say, office: office.document, now };

  async function take(service: Service, { lane, people }: Wish) {
    if (inFlight.current) return;
    inFlight.current = true;
    setAsking(true);
    setRefused(undefined);
    const answer = await askAgent.press({ service: service.id, lane, people, language });
    inFlight.current = false;
    setAsking(false);
    if (answer?.ok) go({ at: 'ticket', service, ticket: answer, paper: 'slip', isAsked: answer.slip !== 'uncertain' });
    else setRefused(answer ? answer.message[language] : say('noAnswer'));
  }

  async function tellSlip(asked: Extract<Place, { at: 'ticket' }>, came: boolean) {
    const answer = await askAgent.slip({ ticket: asked.ticket.ticket, came });
    const slip = answer?.ok ? answer.slip : 'uncertain';
    setPlace({ ...asked, isAsked: true, paper: came ? 'taken' : 'copy', ticket: { ...asked.ticket, slip } });
  }

  async function printRequirements(service: Service) {
    const answer = await askAgent.requirements({ service: service.id, language });
    setNews(
      answer?.ok && answer.slip === 'printed'
        ? { icon: 'printer-check', title: say('requirementsCame'), help: say('requirementsCameHelp') }
        : {
            icon: 'warning',
            title: say('notPrinted'),
            help: answer?.ok === false ? answer.message[language] : say('staffNotHelp'),
          },
    );
  }

  async function callStaff() {
    const answer = await askAgent.staff();
    setNews(
      answer?.ok
        ? { icon: 'bell', title: say('staffComes'), help: say('staffComesHelp') }
        : { icon: 'bell', title: say('staffNot'), help: answer ? answer.message[language] : say('staffNotHelp') },
    );
  }

  const head = <Head {...voice} isQuiet={place.at === 'ticket' || stripOf(state) !== undefined} />;
  if (place.at === 'ticket' && !isAccess) {
    const props = { voice, ticket: place.ticket, service: place.service, onDone: startAfresh };
    const isPrinted = place.ticket.slip === 'printed';
    return (
      <>
        {head}
        {isPrinted ? (
          <TicketPage {...props} paper={place.paper} />
        ) : place.isAsked ? (
          <OnScreenPage {...props} />
        ) : (
          <UncertainPage
            {...props}
            onWord={(came) => void tellSlip(place, came)}
            onSilence={() => setPlace({ ...place, isAsked: true })}
          />
        )}
      </>
    );
  }
  const strip = stripOf(state);
  return (
    <>
      {head}
      {strip && <Strip {...strip} />}
      {isAccess ? (
        <AccessPage
          voice={voice}
          aids={aids}
          voiceKind={speaker.kind(language)}
          onAid={(aid, value) =>
            setAids((was) => ({ ...was, [aid]: value, ...(aid === 'low' && value ? { large: true } : {}) }))
          }
          onDone={() => setAccess(false)}
        />
      ) : (
        mainOf(state)
      )}
      <Dock
        {...voice}
        printer={state.printer}
        aids={aids}
        isStaffCalled={state.staffCalled}
        onLanguage={() => setLanguage(language === 'id' ? 'en' : 'id')}
        onAccess={() => setAccess(!isAccess)}
        onStaff={() => void callStaff()}
        onRepeat={repeat}
      />
    </>
  );

  function whyNotReady({ link, day }: AgentState): News {
    if (link === 'refused') return { icon: 'unplug', title: say('notPaired'), help: say('notPairedHelp') };
    if (day === null) return { icon: 'unplug', title: say('noDay'), help: say('noDayHelp') };
    return { icon: 'unplug', title: say('notReady'), help: say('notReadyHelp') };
  }

  /** The newest word to this visitor, else what is not as usual. */
  function stripOf(known: AgentState): News | undefined {
    const { ready, link, printer, services } = known;
    if (news) return news;
    if (!ready) return place.at === 'home' && !isAccess ? undefined : whyNotReady(known);
    if (link === 'alone' || link === 'refused') return { icon: 'unplug', title: say('alone'), help: say('aloneHelp') };
    if (!shut && services.every(({ open }) => !open))
      return { icon: 'lock', title: say('noneOpen'), help: say('noneOpenHelp') };
    if (!canPrint.includes(printer)) return { icon: 'receipt-text', title: say('noPaper'), help: say('noPaperHelp') };
    return undefined;
  }

  function mainOf(known: AgentState): ReactNode {
    switch (place.at) {
      case 'ticket':
        return null;
      case 'appointment':
        return <AppointmentPage voice={voice} isScanned={place.isScanned} onDone={() => go(home)} />;
      case 'find':
        return <FindPage voice={voice} scanned={place.scanned} onBack={() => go(home)} />;
      case 'attendant':
        return <AttendantPage voice={voice} onLeave={startAfresh} />;
      case 'service':
        return (
          <ServicePage
            voice={voice}
            service={place.service}
            state={known.services.find(({ id }) => id === place.service.id)}
            isAsking={asking}
            canPrint={canPrint.includes(known.printer)}
            refused={refused}
            onBack={() => go(home)}
            onTake={(wish) => void take(place.service, wish)}
            onRequirements={() => void printRequirements(place.service)}
          />
        );
      case 'home': {
        const onFind = () => go({ at: 'find', scanned: undefined });
        if (!known.ready) return <Still {...whyNotReady(known)} />;
        if (shut) return <Shut voice={voice} state={known} onFind={onFind} />;
        const props = {
          voice,
          state: known,
          onBooked: () => go({ at: 'appointment', isScanned: false }),
          onFind,
          onChoose: (service: Service) => go({ at: 'service', service }),
        };
        return isPaged ? <PagedHome {...props} perPage={aids.low ? 4 : aids.large ? 6 : 10} /> : <Home {...props} />;
      }
      default:
        return assertNever(place);
    }
  }
}
