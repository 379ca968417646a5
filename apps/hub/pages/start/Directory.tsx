import type { Language } from '../../../../shared/protocol/office.ts';
import { Icon, isIcon } from '../../../../shared/ui/icons.tsx';
import type { Say } from '../../../../shared/ui/texts.ts';
import { clockOf } from '../../../../shared/ui/time.ts';
import { Notice } from '../../../../shared/ui/Wait.tsx';
import { useLinks, type Links } from './links.edge.ts';

const rooms = ['entrance', 'hall', 'counters', 'lead'] as const;
/** A room with more doors than this gets the whole width. */
const narrow = 3;

/** The building directory of the demo office: rooms, and the screens in them. */
export function Directory({ language, say }: { readonly language: Language; readonly say: Say }) {
  const links = useLinks();
  if (links === undefined) return null;
  if (links === 'missing') return <Notice icon="unplug" title={say('startMissing')} help={say('startMissingHelp')} />;
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
              <span className="num">{links.tickets}</span>
            </dd>
          </div>
        </dl>
      </header>
      <main className="dir">
        {names.map((name) => (
          <Room
            key={name}
            title={known(name) ? say(name) : name}
            links={links.links.filter(({ room }) => room === name)}
            language={language}
          />
        ))}
      </main>
    </>
  );
}

function Room({
  title,
  links,
  language,
}: {
  readonly title: string;
  readonly links: Links['links'];
  readonly language: Language;
}) {
  return (
    <section className={links.length > narrow ? 'wide' : ''}>
      <h2>{title}</h2>
      <div>
        {links.map(({ title: name, detail, size, href, icon }) => (
          <a key={href} href={href} target="_blank" rel="noopener">
            <Icon name={isIcon(icon) ? icon : 'monitor'} />
            <span>
              <b>{name[language]}</b>
              <small>{detail[language]}</small>
              {size !== undefined && <small className="num">{size}</small>}
            </span>
            <Icon name="out" />
          </a>
        ))}
      </div>
    </section>
  );
}
