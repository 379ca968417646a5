import { LaneMark } from '../../../shared/ui/icons.tsx';
import type { Desk } from './Console.tsx';

const lanes = ['appointment', 'priority', 'regular'] as const;
/** Rows that fit below the first one at 768 and at 1080 lines. */
const rowsShort = 8;
const rowsTall = 13;

/** L9: why that one comes first. */
export function Why({ desk: { view, say } }: { readonly desk: Desk }) {
  const { next } = view;
  if (!next) return null;
  const lane = say(next.lane).toLowerCase();
  const reasons = {
    L2: say('whyL2', { lane }),
    L4: next.overBy === undefined ? say('whyL4plain', { lane }) : say('whyL4', { lane, n: next.overBy }),
    L6: say('whyL6'),
    C12: say('whyC12'),
  };
  return (
    <p className="why">
      <b>{say('why', { number: next.number })}</b>
      {reasons[next.rule]}
      {next.passed > 0 && ` ${say('passed', { n: next.passed })}`}
    </p>
  );
}

/** Who waits, in the order of calling. */
export function Queue({ desk }: { readonly desk: Desk }) {
  const { view, office, say, language, clock, live } = desk;
  const { next, visitor } = view;
  const first = view.waiting.find(({ ticket }) => ticket === next?.ticket);
  const showFirst = visitor !== null && next !== null;
  const rows = view.waiting.filter(({ ticket }) => ticket !== next?.ticket);
  const short = rowsShort + (showFirst ? 0 : 2) - (live ? 0 : 2);
  const tall = rowsTall + (showFirst ? 0 : 2);
  const rest = view.total - (first ? 1 : 0);
  const parked = view.parked
    .slice(0, 2)
    .map(({ number, until }) => (until === undefined ? number : `${number}, ${clock.time(until)}`));
  const missed = view.missed.slice(-3).map(({ number }) => number);
  const more = (shown: number) =>
    rest > shown ? say('more', { n: rest - shown }) : view.total > 0 ? say('allShown') : '';
  return (
    <aside className="queue" aria-label={say('waiting')}>
      <header>
        <h2>{say('waiting')}</h2>
        <span className="num">{view.total}</span>
        <span className="by">
          {lanes.map((lane) => (
            <span key={lane}>
              <span className={`lane ${lane}`}>
                <LaneMark lane={lane} />
                <span className="vh">{say(lane)}</span>
              </span>
              <span className="num">{view.lanes[lane]}</span>
            </span>
          ))}
        </span>
      </header>
      {showFirst ? (
        <section className="first">
          <div className="top">
            <span className="num no">{next.number}</span>
            <span className={`lane ${next.lane}`}>
              <LaneMark lane={next.lane} />
              {say(next.lane)}
            </span>
            {first && (
              <span className="t">
                <span className="num">{first.waited}</span> {say('minutes')}
              </span>
            )}
          </div>
          <Why desk={desk} />
        </section>
      ) : (
        <p className="after">{next ? say('after', { number: next.number }) : rows.length > 0 ? say('inOrder') : ''}</p>
      )}
      <ol className="line">
        {rows.slice(0, tall).map((row, i) => (
          <li key={row.ticket} className={[i >= short ? 'tall' : '', row.waited >= row.limit ? 'late' : ''].join(' ')}>
            <span className="num no">{row.number}</span>
            <span className={`lane ${row.lane}`}>
              <LaneMark lane={row.lane} />
              <span className="vh">{say(row.lane)}</span>
            </span>
            <span className="s">{office.services.find(({ id }) => id === row.service)?.name[language]}</span>
            <span className="num t" title={say('limitIs', { n: row.limit })}>
              {row.waited} <small>{say('minutesShort')}</small>
            </span>
          </li>
        ))}
      </ol>
      <p className="more">
        <span className="short">{more(Math.min(rows.length, short))}</span>
        <span className="tall">{more(Math.min(rows.length, tall))}</span>
        <span>
          {parked.length > 0
            ? say('parkedList', { list: parked.join('; ') })
            : missed.length > 0
              ? say('missedList', { list: missed.join(', ') })
              : ''}
        </span>
      </p>
    </aside>
  );
}
