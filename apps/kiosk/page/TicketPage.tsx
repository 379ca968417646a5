import { useState } from 'react';
import { Icon } from '../../../shared/ui/icons.tsx';
import { useCountdown } from './agentHooks.edge.ts';
import { backKey, cap, useFirstFocus } from './pageKeys.ts';
import { Facts, QrCode, Steps } from './parts.tsx';
import { Counted, TicketNumber, type TicketProps } from './ticketParts.tsx';

/** What lies in the slot: the slip, its copy, or nothing more because the visitor has it in hand. */
export type Paper = 'slip' | 'copy' | 'taken';

const staySeconds = 60;

/** The paper as it comes out. */
export function TicketPage({ voice, ticket, service, paper, onDone }: TicketProps & { readonly paper: Paper }) {
  const { say, office, language } = voice;
  const [isStaying, setStaying] = useState(false);
  const left = useCountdown(staySeconds, isStaying, onDone);
  const first = useFirstFocus<HTMLHeadingElement>();
  return (
    <>
      <main className="ticket">
        <section className="paper" aria-live="polite">
          <p className="label" data-say="">
            {say('yourNumber')}
          </p>
          <TicketNumber ticket={ticket} />
          <h1 ref={first} tabIndex={-1}>
            {service.name[language]}
          </h1>
          <Facts estimate={ticket.estimate} count={ticket.ahead} countWord="ahead" voice={voice} />
          {ticket.offline && (
            <p className="why" data-say="">
              {say('aloneHelp')}
            </p>
          )}
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
      <footer className="bottom leave">
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
        <button
          type="button"
          className="key"
          aria-pressed={isStaying}
          {...cap('2')}
          onClick={() => setStaying(!isStaying)}
        >
          <Icon name="pause" />
          {say('stay')}
        </button>
        <button type="button" className="key" {...backKey} {...cap('1')} onClick={onDone}>
          <Icon name="house" />
          {say('done')}
        </button>
      </footer>
      {paper !== 'taken' && (
        <p className="takeslip" role="status">
          <Icon name="arrow-down" />
          <span>
            <span data-say="">{say(paper === 'copy' ? 'copyCame' : 'takeSlip')}</span>
            <small data-say="">{say(paper === 'copy' ? 'copyCameHelp' : 'takeSlipHelp')}</small>
          </span>
          <Icon name="arrow-down" />
        </p>
      )}
    </>
  );
}
