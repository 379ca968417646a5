import { Icon } from '../../../shared/ui/icons.tsx';
import type { Hall } from './Display.tsx';

const slideMs = 12_000;
const missedShown = 3;

/** One notice of the office after the other, beside the call and never over it. */
export function Notices({ hall: { office, now, live, language } }: { readonly hall: Hall }) {
  const notices =
    office.notices.length > 0
      ? office.notices
      : [{ title: office.name, lines: [{ id: office.address, en: office.address }] }];
  const shown = Math.floor(now / slideMs) % notices.length;
  const notice = notices[shown];
  return (
    <aside className="media">
      <div className="slide">
        <div>
          <h2>{notice?.title[language]}</h2>
          <ul>
            {notice?.lines.map((line) => (
              <li key={line.id}>
                <i />
                <p>{keepRanges(line[language])}</p>
              </li>
            ))}
          </ul>
        </div>
      </div>
      {live && notices.length > 1 && (
        <div className="pages" aria-hidden="true">
          {notices.map(({ title }, i) => (
            <i key={title.id} className={i === shown ? 'on' : ''} />
          ))}
        </div>
      )}
    </aside>
  );
}

/** A range of times is not broken at its dash. */
function keepRanges(text: string) {
  return text.split(/(\S*\d–\d\S*)/).map((part, i) => (part.includes('–') ? <span key={i}>{part}</span> : part));
}

/** Letters a second at which a running line can still be read from the back of the hall. */
const lettersPerSecond = 7;

export function RunningText({
  hall: { office, view, say, language, live },
  held,
}: {
  readonly hall: Hall;
  readonly held: boolean;
}) {
  const lines = office.ticker.map((line) => line[language]);
  const letters = lines.reduce((sum, line) => sum + line.length + 6, 0);
  const missed = live ? view.missed.slice(-missedShown) : [];
  // Twice, so that the belt has no end: it starts anew when the first half has gone by.
  const belt = [...lines, ...lines];
  return (
    <footer className={missed.length > 0 ? 'run with' : 'run'}>
      {missed.length > 0 && (
        <p className="missed">
          {say('missed')}
          {missed.map((number) => (
            <span key={number} className="num">
              {number}
            </span>
          ))}
          <small>{say('missedHelp')}</small>
        </p>
      )}
      <Icon name="info" />
      <div className="track">
        <div
          className={held ? 'belt held' : 'belt'}
          style={{ animationDuration: `${Math.round(letters / lettersPerSecond)}s` }}
        >
          {belt.map((line, i) => (
            <span key={i} aria-hidden={i >= lines.length}>
              {line}
            </span>
          ))}
        </div>
      </div>
    </footer>
  );
}
