import type { WaitingRow } from '../../../shared/protocol/views.ts';
import { Icon, LaneMark } from '../../../shared/ui/icons.tsx';
import { spanText } from '../../../shared/ui/time.ts';
import { alarmsFor } from './Alarms.tsx';
import type { Desk } from './Console.tsx';
import { restoreAsks } from './Restored.tsx';
import { Why } from './Why.tsx';

const lanes = ['appointment', 'priority', 'regular'] as const;
/** Rows that fit below the first one at 768 and at 1080 lines. */
const rowsShort = 7;
const rowsTall = 11;

/** Who waits, in the order of calling. */
export function Queue({ desk }: { readonly desk: Desk }) {
  const { view, office, say, language, clock, live } = desk;
  const { next, visitor } = view;
  const first = view.waiting.find(({ ticket }) => ticket === next?.ticket);
  const showFirst = visitor !== null && next !== null;
  const rows = view.waiting.filter(({ ticket }) => ticket !== next?.ticket);
  // What stands above all takes the room of some rows.
  const alerts =
    (!live || view.emergencies.length > 0 ? 2 : 0) +
    (live && view.staffCalls.length > 0 ? 1 : 0) +
    (alarmsFor(desk).length > 0 ? 2 : 0) +
    (restoreAsks(desk) ? 1 : 0);
  const short = rowsShort + (showFirst ? 0 : 2) - alerts;
  const tall = rowsTall + (showFirst ? 0 : 2) - alerts;
  const rest = view.total - (first ? 1 : 0);
  const parked = view.parked.map(({ number, until }) =>
    until === undefined ? number : `${number} ${clock.time(until)}`,
  );
  const missed = view.missed.map(({ number }) => number).toReversed();
  const more = (shown: number) =>
    rest > shown ? say('more', { n: rest - shown }) : view.total > 0 ? say('allShown') : '';
  return (
    <aside className="queue" aria-label={say('waiting')}>
      <header>
        <h2>{say(live ? 'waiting' : 'lastKnown')}</h2>
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
              <span className="waited">
                {row.waited} <small>{say('minutesShort')}</small>
              </span>
              <Expected row={row} desk={desk} />
            </span>
          </li>
        ))}
      </ol>
      <p className="more">
        <span className="short">{more(Math.min(rows.length, short))}</span>
        <span className="tall">{more(Math.min(rows.length, tall))}</span>
        {parked.length + missed.length > 0 && <kbd>D</kbd>}
      </p>
      <dl className="aside">
        <Aside label={say('parkedCount')} numbers={parked} say={say} />
        <Aside label={say('missedCount')} numbers={missed} say={say} />
      </dl>
    </aside>
  );
}

/** When it is expected to be called (F2), whether that is later than its slip says, or that it was told another day (D4). */
function Expected({
  row: { estimate, later, notToday },
  desk: { say, clock, live },
}: {
  readonly row: WaitingRow;
  readonly desk: Desk;
}) {
  if (notToday)
    return (
      <span className="at moved" title={say('rowNotTodayHelp')}>
        <Icon name="hourglass" />
        {say('rowNotToday')}
      </span>
    );
  if (!live || !estimate) return null;
  return (
    <span className={later ? 'at moved' : 'at'} title={say(later ? 'rowLater' : 'rowExpected')}>
      {later && <Icon name="hourglass" />}
      <span className="vh">{say(later ? 'rowLater' : 'rowExpected')}</span>
      {spanText(estimate, clock)}
    </span>
  );
}

const asideShown = 3;

/** Parked or missed: how many, and the first of them. */
function Aside({
  label,
  numbers,
  say,
}: {
  readonly label: string;
  readonly numbers: readonly string[];
  readonly say: Desk['say'];
}) {
  const rest = numbers.length - asideShown;
  return (
    <div>
      <dt>
        {label} <span className="num">{numbers.length}</span>
      </dt>
      <dd className="num">
        {numbers.slice(0, asideShown).join(', ')}
        {rest > 0 && ` ${say('andMore', { n: rest })}`}
      </dd>
    </div>
  );
}
