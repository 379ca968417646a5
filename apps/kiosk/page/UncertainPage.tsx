import { useState } from 'react';
import { Icon } from '../../../shared/ui/icons.tsx';
import { useCountdown } from './agentHooks.edge.ts';
import { cap, useFirstFocus } from './pageKeys.ts';
import { Counted, TicketNumber, type TicketProps } from './ticketParts.tsx';

const answerSeconds = 15;

/** I25: the printer fell silent in the middle of a slip, and only the visitor can see whether it came out. */
export function UncertainPage({
  voice,
  ticket,
  service,
  onWord,
  onSilence,
}: Omit<TicketProps, 'onDone'> & { readonly onWord: (came: boolean) => void; readonly onSilence: () => void }) {
  const { say, language } = voice;
  const [isPrinting, setPrinting] = useState(false);
  const left = useCountdown(answerSeconds, isPrinting, onSilence);
  const first = useFirstFocus<HTMLHeadingElement>();
  return (
    <>
      <main className="ticket unsure">
        <section className="paper" aria-live="polite">
          <p className="label" data-say="">
            {say('yourNumber')}
          </p>
          <TicketNumber ticket={ticket} />
          <p className="service-name">{service.name[language]}</p>
        </section>
        <section className="question">
          <h1 ref={first} tabIndex={-1} data-say="">
            {say('asksSlip')}
          </h1>
          <p data-say="">{say('asksSlipHelp')}</p>
        </section>
        <div className="acts two">
          <button
            type="button"
            className="key"
            aria-disabled={isPrinting}
            {...cap('1')}
            onClick={() => {
              if (!isPrinting) onWord(true);
            }}
          >
            <Icon name="check" />
            {say('yes')}
          </button>
          <button
            type="button"
            className={isPrinting ? 'key asking' : 'key'}
            aria-disabled={isPrinting}
            aria-busy={isPrinting}
            {...cap('2')}
            onClick={() => {
              if (isPrinting) return;
              setPrinting(true);
              onWord(false);
            }}
          >
            <Icon name="printer" />
            {say(isPrinting ? 'printing' : 'no')}
          </button>
        </div>
      </main>
      <footer className="bottom leave">
        <div>
          <p>
            {left === undefined ? say('printing') : <Counted text={say('asksSlipLeft', { n: '{n}' })} value={left} />}
          </p>
          {left !== undefined && (
            <div className="bar">
              <i style={{ transform: `scaleX(${left / answerSeconds})` }} />
            </div>
          )}
        </div>
      </footer>
    </>
  );
}
