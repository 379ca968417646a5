import type { Language } from '../../../../shared/protocol/office.ts';
import { Icon, isIcon } from '../../../../shared/ui/icons.tsx';
import type { Say } from '../../../../shared/ui/texts.ts';
import { clockOf } from '../../../../shared/ui/time.ts';
import type { Links } from './links.edge.ts';
import type { SayStart } from './texts.ts';

const rooms = ['entrance', 'hall', 'counters', 'lead'] as const;
/** A room with more doors than this gets the whole width, and the last one with more than one. */
const usualNarrow = 3;

interface Props {
  readonly language: Language;
  readonly say: Say;
  readonly sayStart: SayStart;
  readonly links: Links;
  readonly tickets: number;
  /** Why the morning is not played. */
  readonly refused: string | undefined;
  readonly onPlay: () => void;
}

/** The building directory of the demo office: rooms, and the screens in them. */
export function Directory({ language, say, sayStart, links, tickets, refused, onPlay }: Props) {
  const other = language === 'id' ? 'en' : 'id';
  const names = [...new Set(links.links.map(({ room }) => room))];
  const known = (name: string): name is (typeof rooms)[number] => rooms.some((room) => room === name);
  return (
    <>
      <header className="who">
        <span className="mono" aria-hidden="true">
          An
        </span>
        <h1>{say('startTitle')}</h1>
        <p>{say('startLead')}</p>
        <dl>
          <div>
            <dt>{say('office')}</dt>
            <dd>{links.office[language]}</dd>
          </div>
          <div>
            <dt>{say('hub')}</dt>
            <dd>
              {say('readySince')} <span className="num">{clockOf(links.timeZone, language).time(links.since)}</span>
            </dd>
          </div>
          <div>
            <dt>{say('ticketsToday')}</dt>
            <dd>
              <span className="num">{tickets}</span>
            </dd>
          </div>
          {links.attendantCode !== null && (
            <div>
              <dt>
                {sayStart('attendantCode')}
                <small>{sayStart('demoOnly')}</small>
              </dt>
              <dd>
                <span className="num">{links.attendantCode}</span>
              </dd>
            </div>
          )}
        </dl>
        <a className="language" href={`/start/?lang=${other}`} lang={other}>
          {sayStart('otherLanguage')}
        </a>
      </header>
      <main className="dir">
        {names.map((name) => (
          <Room
            key={name}
            title={known(name) ? say(name) : name}
            links={links.links.filter(({ room }) => room === name)}
            narrow={name === names.at(-1) ? 1 : usualNarrow}
            language={language}
          />
        ))}
        <div className="tip">
          <Icon name="users" />
          <p role={refused === undefined ? undefined : 'alert'}>
            {refused === undefined ? (
              sayStart('tourLead')
            ) : (
              <>
                <b>{sayStart('notPlayed')}</b> {refused}
              </>
            )}
          </p>
          <button type="button" className="key" onClick={onPlay}>
            <Icon name="hourglass" />
            {sayStart('play')}
          </button>
        </div>
      </main>
    </>
  );
}

function Room({
  title,
  links,
  narrow,
  language,
}: {
  readonly title: string;
  readonly links: Links['links'];
  readonly narrow: number;
  readonly language: Language;
}) {
  return (
    <section className={links.length > narrow ? 'wide' : ''}>
      <h2>{title}</h2>
      <div>
        {links.map(({ title: name, detail, size, href, icon }) => (
          <a
            key={href}
            href={`${href}${href.includes('?') ? '&' : '?'}lang=${language}`}
            target="_blank"
            rel="noopener"
          >
            <Icon name={isIcon(icon) ? icon : 'monitor'} />
            <span>
              <b>{name[language]}</b>
              <small>{detail[language]}</small>
            </span>
            <span className="num size">{size}</span>
            <Icon name="out" />
          </a>
        ))}
      </div>
    </section>
  );
}
