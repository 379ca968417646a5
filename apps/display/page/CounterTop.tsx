import type { CounterId } from '../../../shared/ids.ts';
import type { DisplayCall } from '../../../shared/protocol/views.ts';
import { Notice } from '../../../shared/ui/Wait.tsx';
import { digitsOf, Family } from './Call.tsx';
import type { Hall } from './Display.tsx';

interface Props {
  readonly hall: Hall;
  readonly counter: CounterId;
  readonly call: DisplayCall | undefined;
}

/** The screen above one counter: its number, and whose turn it is there. */
export function CounterTop({ hall, counter, call }: Props) {
  const { view, say, sayOther, other, strangers, live, clock } = hall;
  const desk = view.counters.find(({ id }) => id === counter);
  if (!desk) return <Notice icon="tv" title={say('noCounter')} help={say('noCounterHelp')} />;
  const { number, state, ticket, phase, until } = desk;
  const hot = live && !view.emergency && (call !== undefined || phase === 'called');
  const shown = call?.number ?? ticket;
  const said = !live
    ? say('cutDisplayHelp')
    : view.emergency
      ? `${say('emergency')}. ${say('emergencyHelp')}`
      : shown === undefined
        ? say(state === 'open' ? 'counterFree' : 'counterShut')
        : say(hot ? 'pleaseCome' : 'beingServed');
  return (
    <main className={hot ? 'countertop hot' : 'countertop'} aria-live="polite">
      <p className="which">
        <span className="w">
          {say('counter')}
          {strangers && <small lang={other}>{sayOther('counter')}</small>}
        </span>
        <span className="num">{number}</span>
      </p>
      {shown === undefined ? (
        <p className="off">
          {say(state === 'open' ? 'free' : state)}
          {state === 'paused' && until !== undefined && <small>{say('backAt', { time: clock.time(until) })}</small>}
        </p>
      ) : (
        <p className="num no" data-digits={digitsOf(shown)}>
          {shown}
        </p>
      )}
      <p className="sub">
        <span>
          {said} {call && <Family say={say} people={call.people} />}
        </span>
        <time className="num">{clock.time(hall.now)}</time>
      </p>
    </main>
  );
}
