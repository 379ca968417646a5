import { useEffect, useRef, useState } from 'react';
import { assertNever } from '../../../shared/basics.ts';
import type { ServiceId } from '../../../shared/ids.ts';
import type { Language, Slide } from '../../../shared/protocol/office.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import type { Hall } from './Display.tsx';
import { mediumOf, turnAt, turnsOf, type Turn } from './playlist.ts';

const missedShown = 3;

interface Props {
  readonly hall: Hall;
  /** A call has the stage: nothing beside it moves or sounds. */
  readonly held: boolean;
  /** This display is the voice of its zone, so a film may be heard from it. */
  readonly audible: boolean;
}

/** One turn after the other, beside the call and never over it. */
export function Media({ hall, held, audible }: Props) {
  const { office, view, now, live, language } = hall;
  const slides: readonly Slide[] =
    office.notices.length > 0
      ? office.notices
      : [{ title: office.name, lines: [{ id: office.address, en: office.address }], seconds: 12 }];
  const turns = turnsOf(slides, live ? view : { notToday: [] });
  const shown = turnAt(turns, now);
  const turn = turns[shown];
  return (
    <aside className="media">
      {turn?.kind === 'slide' ? (
        <SlideOf
          key={turn.slide.media ?? shown}
          slide={turn.slide}
          language={language}
          held={held || !live}
          audible={audible}
        />
      ) : (
        turn && <News hall={hall} turn={turn} />
      )}
      {live && turns.length > 1 && (
        <div className="pages" aria-hidden="true">
          {turns.map(({ kind }, i) => (
            <i key={`${i} ${kind}`} className={i === shown ? 'on' : ''} />
          ))}
        </div>
      )}
    </aside>
  );
}

/** What the hall should know: numbers that may not be called today, and how promises were kept. */
function News({
  hall: { say },
  turn,
}: {
  readonly hall: Hall;
  readonly turn: Exclude<Turn, { readonly kind: 'slide' }>;
}) {
  switch (turn.kind) {
    case 'notToday':
      return (
        <div className="slide nottoday">
          <h2>{say('notToday')}</h2>
          <p className="numbers">
            {turn.numbers.map((number) => (
              <span key={number} className="num">
                {number}
              </span>
            ))}
          </p>
          <p>{say('notTodayHelp')}</p>
        </div>
      );
    case 'kept': {
      const { days, of, in: all } = turn.kept;
      return (
        <p className="slide kept">
          <span>{say('keptDays', { days })}</span> <b>{say('keptOf', { of, in: all })}</b> <span>{say('keptIn')}</span>
        </p>
      );
    }
    default:
      return assertNever(turn);
  }
}

function SlideOf({
  slide,
  language,
  held,
  audible,
}: {
  readonly slide: Slide;
  readonly language: Language;
  readonly held: boolean;
  readonly audible: boolean;
}) {
  /** A file that is not there, or that this browser cannot show, leaves its words. */
  const [broken, setBroken] = useState(false);
  const medium = broken ? 'text' : mediumOf(slide);
  const title = slide.title[language];
  const source = `/media/${slide.media}`;
  switch (medium) {
    case 'picture':
      return (
        <figure className="slide">
          <img src={source} alt="" onError={() => setBroken(true)} />
          <figcaption>{title}</figcaption>
        </figure>
      );
    case 'film':
      return (
        <figure className="slide">
          <Film source={source} held={held} audible={audible} onError={() => setBroken(true)} />
          <figcaption>{title}</figcaption>
        </figure>
      );
    case 'text':
      return (
        <div className="slide">
          <div>
            <h2>{title}</h2>
            <ul>
              {slide.lines.map((line) => (
                <li key={line.id}>
                  <i />
                  <p>{keepRanges(line[language])}</p>
                </li>
              ))}
            </ul>
          </div>
        </div>
      );
    default:
      return assertNever(medium);
  }
}

function Film({
  source,
  held,
  audible,
  onError,
}: {
  readonly source: string;
  readonly held: boolean;
  readonly audible: boolean;
  readonly onError: () => void;
}) {
  const film = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = film.current;
    if (!video) return;
    video.muted = held || !audible;
    if (held) video.pause();
    else
      video.play().catch(() => {
        // A browser that refuses to play aloud plays without sound.
        video.muted = true;
        video.play().catch(() => undefined);
      });
  }, [held, audible]);
  return <video ref={film} src={source} muted loop playsInline aria-hidden="true" onError={onError} />;
}

/** A range of times is not broken at its dash. */
function keepRanges(text: string) {
  return text.split(/(\S*\d–\d\S*)/).map((part, i) => (part.includes('–') ? <span key={i}>{part}</span> : part));
}

function prefixOf({ services }: Hall['office'], id: ServiceId): readonly string[] {
  return services.flatMap((service) => (service.id === id ? service.prefix : []));
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
  const later = live ? view.waiting.flatMap(({ id, later: is }) => (is ? prefixOf(office, id) : [])) : [];
  const notes = (missed.length > 0 ? 1 : 0) + (later.length > 0 ? 1 : 0);
  // Twice, so that the belt has no end: it starts anew when the first half has gone by.
  const belt = [...lines, ...lines];
  return (
    <footer className={['run', 'run with', 'run with two'][notes]}>
      {later.length > 0 && (
        <p className="missed later" role="status">
          <Icon name="hourglass" />
          {say('later')}
          {later.map((prefix) => (
            <span key={prefix} className="num">
              {prefix}
            </span>
          ))}
        </p>
      )}
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
