import type { DisplayView } from '../../../shared/protocol/views.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import { digitsOf } from './Call.tsx';
import type { Hall } from './Display.tsx';

/** Which grid of counts.css holds so many counters. */
function gridFor(counters: number): number {
  if (counters <= 4) return counters;
  if (counters <= 6) return 6;
  return counters <= 8 ? 8 : 20;
}

export function Counters({ hall }: { readonly hall: Hall }) {
  const { view, say, live } = hall;
  const counters = [...view.counters].sort((one, other) => one.number - other.number);
  return (
    <section className="desks" data-desks={gridFor(counters.length)} aria-label={say('numberAtCounters')}>
      <div className="grid">
        {counters.map((counter) => (
          <Desk key={counter.id} hall={hall} counter={counter} />
        ))}
      </div>
      {live && <Recent hall={hall} />}
    </section>
  );
}

function Desk({
  hall: { say, live, clock },
  counter,
}: {
  readonly hall: Hall;
  readonly counter: DisplayView['counters'][number];
}) {
  const { number, state, ticket, phase, until } = counter;
  const hot = live && phase === 'called';
  return (
    <div className={hot ? 'desk hot' : 'desk'}>
      <span className="w">
        {say('counter')} <span className="num">{number}</span>
      </span>
      {ticket === undefined ? (
        <span className="off">
          {say(state === 'open' ? 'free' : state)}
          {state === 'paused' && until !== undefined && <small>{say('backAt', { time: clock.time(until) })}</small>}
        </span>
      ) : (
        <span className="num no" data-digits={digitsOf(ticket)}>
          {ticket}
        </span>
      )}
    </div>
  );
}

/** Last calls, newest first; the one that stands large above is not repeated. */
function Recent({ hall: { view, say } }: { readonly hall: Hall }) {
  const recent = view.calling.length > 0 ? view.recent : view.recent.slice(1);
  return (
    <div className="recent">
      <h2>{say('earlier')}</h2>
      {recent.length === 0 && <p className="none">{say('noneEarlier')}</p>}
      {recent.slice(0, 4).map(({ ticket, number, counter, at }) => (
        <div key={`${ticket} ${at}`}>
          <span className="num">{number}</span>
          <Icon name="arrow-right" />
          <span className="vh">{say('counter')}</span>
          <span className="num">{counter}</span>
        </div>
      ))}
    </div>
  );
}
