import { useEffect, useMemo, useState } from 'react';
import type { Instant } from '../../../shared/ids.ts';
import type { Language, Office } from '../../../shared/protocol/office.ts';
import type { CounterView } from '../../../shared/protocol/views.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import type { PageHub } from '../../../shared/ui/pageHub.edge.ts';
import type { Say } from '../../../shared/ui/texts.ts';
import { clockOf, type Clock } from '../../../shared/ui/time.ts';
import { useExpiring, useHub, useLasting, useNow, useReload } from '../../../shared/ui/useHub.edge.ts';
import { Wait } from '../../../shared/ui/Wait.tsx';
import { useAsk, useKeyboard } from './desk.edge.ts';
import { Guest } from './Guest.tsx';
import { keysOf, openItems, type Ask, type Key, type Sheet } from './keys.ts';
import { Queue } from './Queue.tsx';
import { Seat } from './Seat.tsx';
import { Sheets } from './Sheets.tsx';
import { Cut, Keyboard, Status } from './Foot.tsx';

/** All that the parts of the console are drawn from. */
export interface Desk {
  readonly view: CounterView;
  readonly office: Office;
  readonly counterNumber: number;
  readonly language: Language;
  readonly say: Say;
  readonly clock: Clock;
  readonly now: Instant;
  readonly live: boolean;
  /** What the hub has been asked for over 300 ms. */
  readonly slow: Ask | undefined;
  readonly send: (ask: Ask) => void;
}

interface Props {
  readonly hub: PageHub<CounterView>;
  readonly language: Language;
  readonly say: Say;
}

const saidForMs = 6_000;
const patienceMs = 300;

export function Console({ hub, language, say }: Props) {
  const sight = useHub(hub);
  const now = useNow(hub);
  const { view, office, link } = sight;
  const live = link.kind === 'live';
  const [sheet, setSheet] = useState<Sheet>();
  const [said, setSaid] = useExpiring<string>(saidForMs);
  const [taken, setTaken] = useExpiring<string>(saidForMs);
  const [asking, send] = useAsk(hub, (answer, ask) => {
    if (answer.ok) setSaid(undefined);
    else if ('lost' in answer) setSaid(say('lost'));
    else {
      setSaid(answer.error.message[language]);
      const { code } = answer.error;
      if (
        ask.type === 'OpenCounter' &&
        ask.officer !== undefined &&
        (code === 'officerElsewhere' || code === 'counterTaken')
      )
        setTaken(ask.officer);
    }
  });
  const slow = useLasting(asking !== undefined, patienceMs) ? asking : undefined;
  const timeZone = office?.timeZone;
  const clock = useMemo(() => clockOf(timeZone, language), [timeZone, language]);
  useReload(sight.outdated && view !== undefined && view.visitor === null && asking === undefined);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-stale', !live && view !== undefined);
  }, [live, view]);

  if (!view || !office || sight.wantsToken) return <Wait sight={sight} hub={hub} language={language} say={say} />;
  const counterNumber = office.counters.find(({ id }) => id === view.counter)?.number ?? 0;
  const desk: Desk = { view, office, counterNumber, language, say, clock, now, live, slow, send };
  const seated = view.state !== 'closed' && view.officer !== null;
  return (
    <>
      {seated ? (
        <Working
          key={view.officer}
          desk={desk}
          said={said}
          since={link.since}
          sheet={live ? sheet : undefined}
          onSheet={setSheet}
          busy={asking !== undefined}
        />
      ) : (
        <>
          <Head desk={desk} />
          {!live && <Cut desk={desk} since={link.since} />}
          <Seat desk={desk} said={said} taken={taken} />
          <Status desk={desk} since={link.since} />
        </>
      )}
    </>
  );
}

interface WorkingProps {
  readonly desk: Desk;
  readonly said: string | undefined;
  readonly since: Instant;
  readonly sheet: Sheet | undefined;
  readonly onSheet: (sheet: Sheet | undefined) => void;
  readonly busy: boolean;
}

function Working({ desk, said, since, sheet, onSheet, busy }: WorkingProps) {
  const { view, office, say, language, now, live, send } = desk;
  const { visitor } = view;
  const keys = keysOf(view, office, say, language, now);

  function press({ does }: Key) {
    if (!live || busy || sheet || !does) return;
    if ('ask' in does) send(does.ask);
    else onSheet(does.open);
  }

  function tick(item: string | undefined) {
    if (!live || visitor?.phase !== 'serving' || item === undefined) return;
    const { ticket, call, checked } = visitor;
    send({ type: 'CheckItem', counter: view.counter, ticket, call, item, done: !checked.includes(item) });
  }

  useKeyboard((pressed) => {
    if (sheet) return false;
    if (pressed === 'Enter') press(keys.main);
    else if (pressed === '/') press({ cap: '/', label: '', does: { open: 'visitors' } });
    else if (pressed === ' ') tick(visitor ? openItems(visitor, office)[0] : undefined);
    else if (/^[1-9]$/.test(pressed))
      tick(office.stages.find(({ id }) => id === visitor?.stage)?.checklist[Number(pressed) - 1]?.id);
    else {
      const key = [...keys.others, keys.pause, keys.leave].find(({ cap }) => cap === pressed);
      if (!key) return false;
      press(key);
    }
    return true;
  });

  return (
    <>
      <Head desk={desk} keys={[keys.pause, keys.leave]} onPress={press} />
      {!live && <Cut desk={desk} since={since} />}
      <Guest desk={desk} onTick={tick}>
        {said !== undefined && (
          <p className="said" role="alert">
            <Icon name="info" />
            {said}
          </p>
        )}
        {sheet && <Sheets key={sheet} desk={desk} sheet={sheet} onClose={() => onSheet(undefined)} />}
      </Guest>
      <Queue desk={desk} />
      <Keyboard desk={desk} keys={keys} choosing={sheet !== undefined} onPress={press} />
      <Status desk={desk} since={since} onChoose={() => press({ cap: '/', label: '', does: { open: 'visitors' } })} />
    </>
  );
}

function Head({
  desk,
  keys = [],
  onPress,
}: {
  readonly desk: Desk;
  readonly keys?: readonly Key[];
  readonly onPress?: (key: Key) => void;
}) {
  const { view, office, say, language, clock, now, live, counterNumber } = desk;
  const officer = office.officers.find(({ id }) => id === view.officer);
  const setting = office.counters.find(({ id }) => id === view.counter);
  const stages = setting?.tiers[0]
    ?.map((stage) => office.stages.find(({ id }) => id === stage)?.name[language].toLowerCase())
    .join(', ');
  const states = [
    view.pending === 'paused' && say('pendingBreak'),
    view.pending === 'closed' && say('pendingClose'),
    view.dayState !== 'open' && say(view.dayState === 'closing' ? 'dayClosing' : 'dayClosed'),
  ].filter((state) => state !== false);
  return (
    <header className="bar">
      <p className="desk">
        {say('counter')} <span className="num">{counterNumber}</span>
      </p>
      <p className="who">{[officer?.name, stages].filter((part) => part !== undefined).join(' · ')}</p>
      {states.map((state) => (
        <span key={state} className="state">
          <Icon name="info" />
          {state}
        </span>
      ))}
      <span className="push" />
      {keys.map((key) => (
        <button key={key.cap} type="button" className="key" aria-disabled={!live} onClick={() => onPress?.(key)}>
          <Icon name={key.cap === 'F8' ? 'cup' : 'lock'} />
          {key.label} <kbd>{key.cap}</kbd>
        </button>
      ))}
      <time className="num">{clock.time(now)}</time>
    </header>
  );
}
