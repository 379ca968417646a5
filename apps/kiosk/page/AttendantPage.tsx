import { useState } from 'react';
import type { AttendantAnswer, AttendantStep } from '../../../shared/protocol/agent.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import { clockOf } from '../../../shared/ui/time.ts';
import { askAgent } from './askAgent.edge.ts';
import './attendant.css';
import { AddressForm } from './AddressForm.tsx';
import { Keypad } from './Keypad.tsx';
import { backKey, cap, mainKey, useFirstFocus } from './pageKeys.ts';
import type { Voice } from './parts.tsx';
import type { Word } from './texts.ts';

type Known = Extract<AttendantAnswer, { ok: true }>;
interface Said {
  readonly isGood: boolean;
  readonly text: string;
}

const longestCode = 12;

/** For whoever looks after the machine: first its code, then what can be seen and done. */
export function AttendantPage({ voice, onLeave }: { readonly voice: Voice; readonly onLeave: () => void }) {
  const { say, language } = voice;
  const [code, setCode] = useState('');
  const [known, setKnown] = useState<Known>();
  const [isAsking, setAsking] = useState(false);
  const [said, setSaid] = useState<Said>();

  async function step(next: AttendantStep) {
    if (isAsking) return;
    setAsking(true);
    setSaid(undefined);
    const answer = await askAgent.attendant({ code, step: next });
    setAsking(false);
    if (!answer) {
      const isGone = next.does === 'restart' || next.does === 'hub';
      return setSaid({ isGood: isGone, text: say(isGone ? 'restarting' : 'stopped') });
    }
    if (!answer.ok) {
      setSaid({ isGood: false, text: answer.message[language] });
      if (next.does === 'open') setCode('');
      return;
    }
    setKnown(answer);
    if (next.does !== 'open') setSaid(saidOf(next.does, answer, voice));
  }

  if (known)
    return <CarePage voice={voice} known={known} said={said} isAsking={isAsking} onStep={step} onLeave={onLeave} />;
  return (
    <main className="find code">
      <CodeWords voice={voice} said={said} />
      <p className="field" aria-live="polite">
        <span className="num">{'•'.repeat(code.length) || '_'}</span>
      </p>
      <Keypad
        rows={['123', '456', '789', '0']}
        say={say}
        onSign={(sign) => setCode((was) => (was.length < longestCode ? was + sign : was))}
        onDelete={() => setCode((was) => was.slice(0, -1))}
      />
      <div className="acts">
        <button type="button" className="key" data-back="" onClick={onLeave}>
          <Icon name="arrow-left" />
          {say('attendantLeave')}
        </button>
        <button
          type="button"
          className={isAsking ? 'key main asking' : 'key main'}
          aria-disabled={code === '' || isAsking}
          aria-busy={isAsking}
          {...mainKey}
          onClick={() => {
            if (code !== '') void step({ does: 'open' });
          }}
        >
          <Icon name="lock" />
          {say('codeOpen')}
        </button>
      </div>
    </main>
  );
}

function CodeWords({ voice: { say }, said }: { readonly voice: Voice; readonly said: Said | undefined }) {
  const first = useFirstFocus<HTMLHeadingElement>();
  return (
    <div className="words">
      <h1 ref={first} tabIndex={-1}>
        {say('codeTitle')}
      </h1>
      <p>{say('codeHelp')}</p>
      {said && <Notice said={said} />}
    </div>
  );
}

function Notice({ said: { isGood, text } }: { readonly said: Said }) {
  return (
    <p className={isGood ? 'read' : 'refused'} role={isGood ? 'status' : 'alert'}>
      <Icon name={isGood ? 'check' : 'warning'} />
      <span>{text}</span>
    </p>
  );
}

const linkWords = {
  connecting: 'linkConnecting',
  live: 'linkLive',
  alone: 'linkAlone',
  refused: 'linkRefused',
} as const satisfies { readonly [L in Known['link']]: Word };
const printerWords = {
  ready: 'printerReadyIt',
  nearEnd: 'printerNearEnd',
  paperOut: 'printerNoPaper',
  coverOpen: 'printerOpen',
  cutterError: 'printerCutter',
  offline: 'printerOffline',
  unknown: 'printerNotAsked',
} as const satisfies { readonly [S in Known['state']]: Word };
const slipWords = { printed: 'slipPrinted', shown: 'slipShown', uncertain: 'slipUncertain' } as const satisfies {
  readonly [S in Known['recent'][number]['slip']]: Word;
};

function CarePage({
  voice,
  known,
  said,
  isAsking,
  onStep,
  onLeave,
}: {
  readonly voice: Voice;
  readonly known: Known;
  readonly said: Said | undefined;
  readonly isAsking: boolean;
  readonly onStep: (step: AttendantStep) => Promise<void>;
  readonly onLeave: () => void;
}) {
  const { say, office, language } = voice;
  const clock = clockOf(office.timeZone, language);
  const first = useFirstFocus<HTMLHeadingElement>();
  const [edited, setEdited] = useState<'printer' | 'hub'>();
  return (
    <main className="care">
      <div className="words">
        <h1 ref={first} tabIndex={-1}>
          {say('attendant')}
        </h1>
        {said ? <Notice said={said} /> : <p>{say('attendantIdle')}</p>}
      </div>
      <dl className="state">
        <div>
          <dt>{say('linkLabel')}</dt>
          <dd>{say(linkWords[known.link])}</dd>
        </div>
        <div>
          <dt>{say('printerLabel')}</dt>
          <dd>{say(printerWords[known.state])}</dd>
        </div>
        <div>
          <dt>{say('pendingLabel')}</dt>
          <dd className="num">{known.pending}</dd>
        </div>
      </dl>
      {edited === undefined ? (
        <section className="recent">
          <h2>{say('recent')}</h2>
          {known.recent.length === 0 && <p>{say('recentNone')}</p>}
          <ul>
            {known.recent.slice(0, mostRecent).map(({ number, at, slip }) => (
              <li key={number}>
                <span className="num">{number}</span>
                <span>
                  <span className="num at">{clock.time(at)}</span> {say(slipWords[slip])}
                </span>
                <button
                  type="button"
                  className="key"
                  aria-disabled={isAsking}
                  aria-label={`${say('reprint')} ${number}`}
                  onClick={() => void onStep({ does: 'reprint', number })}
                >
                  <Icon name="printer" />
                  {say('reprint')}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <AddressForm
          key={edited}
          voice={voice}
          label={say(edited === 'printer' ? 'printerAddress' : 'hubAddress')}
          value={known[edited]}
          onCancel={() => setEdited(undefined)}
          onSave={(address) => {
            setEdited(undefined);
            void onStep(edited === 'printer' ? { does: 'printer', uri: address } : { does: 'hub', url: address });
          }}
        />
      )}
      <div className="addresses">
        {(['printer', 'hub'] as const).map((which, i) => (
          <button
            key={which}
            type="button"
            className="key"
            aria-pressed={edited === which}
            {...cap(String(i + 3))}
            onClick={() => setEdited(edited === which ? undefined : which)}
          >
            <Icon name={which === 'printer' ? 'printer' : 'monitor'} />
            <span>
              <b>{say(which === 'printer' ? 'printerAddress' : 'hubAddress')}</b>
              <span>{known[which]}</span>
            </span>
          </button>
        ))}
      </div>
      <div className="acts three">
        <button
          type="button"
          className="key"
          aria-disabled={isAsking}
          {...cap('1')}
          onClick={() => void onStep({ does: 'testPrint' })}
        >
          <Icon name="printer-check" />
          {say('testPrint')}
        </button>
        <button
          type="button"
          className="key"
          aria-disabled={isAsking}
          {...cap('2')}
          onClick={() => void onStep({ does: 'restart' })}
        >
          <Icon name="zap" />
          {say('restart')}
        </button>
        <button type="button" className="key main" {...backKey} {...mainKey} onClick={onLeave}>
          <Icon name="out" />
          {say('attendantLeave')}
        </button>
      </div>
    </main>
  );
}

const mostRecent = 6;

function saidOf(does: AttendantStep['does'], answer: Known, { say }: Voice): Said {
  if (does === 'testPrint' || does === 'reprint') {
    const isGood = answer.slip === undefined || answer.slip === 'printed';
    return { isGood, text: say(!isGood ? 'notPrintedIt' : does === 'testPrint' ? 'testPrinted' : 'reprinted') };
  }
  return { isGood: true, text: say(does === 'restart' ? 'restarting' : 'saved') };
}
