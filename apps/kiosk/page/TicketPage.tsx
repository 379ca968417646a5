import { useEffect, useRef, useState } from 'react';
import type { PressAnswer } from '../../../shared/protocol/agent.ts';
import type { Service } from '../../../shared/protocol/office.ts';
import { useCountdown } from './agentHooks.edge.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import { Facts, QrCode, Steps, Strip, type Voice } from './parts.tsx';

export type Ticket = Extract<PressAnswer, { ok: true }>;
interface Props {
  readonly voice: Voice;
  readonly ticket: Ticket;
  readonly service: Service;
  readonly onDone: () => void;
}

const staySeconds = 60;
const onScreenSeconds = 180;

function Number({ ticket: { number } }: { readonly ticket: Ticket }) {
  return (
    <span className="num big" data-digits={number.length - 2}>
      {number}
    </span>
  );
}

/** Every way leads home: a key, Escape, or the end of the countdown. */
function useDone(onDone: () => void) {
  const key = useRef<HTMLButtonElement>(null);
  useEffect(() => key.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const press = ({ key: pressed }: KeyboardEvent) => {
      if (pressed === 'Escape') onDone();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  return key;
}

/** The paper as it comes out. */
export function TicketPage({ voice, ticket, service, onDone }: Props) {
  const { say, office, language } = voice;
  const [isStaying, setStaying] = useState(false);
  const left = useCountdown(staySeconds, isStaying, onDone);
  const done = useDone(onDone);
  return (
    <>
      <main className="ticket">
        <section className="paper" aria-live="polite">
          <p className="label">{say('yourNumber')}</p>
          <Number ticket={ticket} />
          <h1>{service.name[language]}</h1>
          <Facts estimate={ticket.estimate} count={ticket.ahead} countWord="ahead" voice={voice} />
          <Steps service={service} office={office} language={language} />
        </section>
        <section className="follow">
          <QrCode text={ticket.code} />
          <div>
            <h2>{say('keep')}</h2>
            <p>{say('keepHelp')}</p>
          </div>
        </section>
      </main>
      <div className="bottom leave">
        <div>
          {left === undefined ? (
            <p>{say('stays')}</p>
          ) : (
            <>
              <p>
                <Counted text={say('homeIn', { n: '{n}' })} value={left} />
              </p>
              <div className="bar">
                <i style={{ transform: `scaleX(${left / staySeconds})` }} />
              </div>
            </>
          )}
        </div>
        <button type="button" className="key" aria-pressed={isStaying} onClick={() => setStaying(!isStaying)}>
          <Icon name="pause" />
          {say('stay')}
        </button>
        <button ref={done} type="button" className="key" onClick={onDone}>
          <Icon name="house" />
          {say('done')}
        </button>
      </div>
      <p className="takeslip">
        <Icon name="arrow-down" />
        <span>
          {say('takeSlip')}
          <small>{say('takeSlipHelp')}</small>
        </span>
        <Icon name="arrow-down" />
      </p>
    </>
  );
}

function Counted({ text, value }: { readonly text: string; readonly value: number }) {
  const [before, after] = text.split('{n}');
  return (
    <>
      {before}
      <span className="num">{value}</span>
      {after}
    </>
  );
}

/** No paper, or nobody knows: the number stays until it is noted. */
export function OnScreenPage({ voice, ticket, service, onDone }: Props) {
  const { say, language } = voice;
  useCountdown(onScreenSeconds, false, onDone);
  const done = useDone(onDone);
  const isUnsure = ticket.slip === 'uncertain';
  return (
    <>
      <Strip
        icon="receipt-text"
        title={say(isUnsure ? 'unsure' : 'noPaper')}
        help={say(isUnsure ? 'unsureHelp' : 'noPaperHelp')}
      />
      <main className="ticket onscreen">
        <section className="paper" aria-live="polite">
          <p className="label">{say('yourNumber')}</p>
          <Number ticket={ticket} />
          <div className="split">
            <div>
              <h1>{service.name[language]}</h1>
              <Facts estimate={null} count={ticket.ahead} countWord="ahead" voice={voice} />
            </div>
            <QrCode text={ticket.code} />
          </div>
        </section>
        <ol className="how">
          <li>
            <Icon name="camera" />
            <span>{say('photo')}</span>
          </li>
          <li>
            <Icon name="pen-square" />
            <span>
              {say('pen')}
              <small>{say('penHelp')}</small>
            </span>
          </li>
        </ol>
        <div className="acts" style={{ gridTemplateColumns: '1fr' }}>
          <button ref={done} type="button" className="key main" onClick={onDone}>
            <Icon name="check" />
            {say('noted')}
          </button>
        </div>
      </main>
      <div className="bottom leave">
        <p>{say('notedHelp')}</p>
      </div>
    </>
  );
}
