import { Icon } from '../../../shared/ui/icons.tsx';
import { useCountdown } from './agentHooks.edge.ts';
import { backKey, cap, mainKey, useFirstFocus } from './pageKeys.ts';
import { Facts, QrCode, Strip } from './parts.tsx';
import { TicketNumber, type TicketProps } from './ticketParts.tsx';

const onScreenSeconds = 180;

/** No paper, or nobody knows: the number stays until it is noted. */
export function OnScreenPage({ voice, ticket, service, onDone }: TicketProps) {
  const { say, language } = voice;
  useCountdown(onScreenSeconds, false, onDone);
  const first = useFirstFocus<HTMLHeadingElement>();
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
          <p className="label" data-say="">
            {say('yourNumber')}
          </p>
          <TicketNumber ticket={ticket} />
          <div className="split">
            <div>
              <h1 ref={first} tabIndex={-1}>
                {service.name[language]}
              </h1>
              <Facts estimate={ticket.estimate} count={ticket.ahead} countWord="ahead" voice={voice} />
              {ticket.offline && (
                <p className="why" data-say="">
                  {say('aloneHelp')}
                </p>
              )}
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
        <div className="acts one">
          <button type="button" className="key main" {...backKey} {...cap('1')} {...mainKey} onClick={onDone}>
            <Icon name="check" />
            {say('noted')}
          </button>
        </div>
      </main>
      <footer className="bottom leave">
        <p>{say('notedHelp')}</p>
      </footer>
    </>
  );
}
