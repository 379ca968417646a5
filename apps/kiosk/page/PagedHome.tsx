import { useState, type ReactNode } from 'react';
import { groupsOf, isUnknown, knowsSome } from './choices.ts';
import type { HomeProps } from './Home.tsx';
import './paged.css';
import { cap, useFirstFocus } from './pageKeys.ts';
import { ClockRange, closedReason, Range } from './parts.tsx';

interface Item {
  readonly id: string;
  readonly name: string;
  readonly more: ReactNode;
  /** Undefined: closed. */
  readonly onPress: (() => void) | undefined;
}

/** The same choices, few at a time: for low reach in the lower half, for large letters over the whole page. */
export function PagedHome({
  voice,
  state,
  onBooked,
  onFind,
  onChoose,
  perPage,
}: HomeProps & { readonly perPage: number }) {
  const { say, language, now, office } = voice;
  const [turned, setTurned] = useState(0);
  const items: readonly Item[] = [
    ...groupsOf(office, state)
      .flatMap(({ choices }) => choices)
      .map(({ service, state: of }) => ({
        id: service.id,
        name: service.name[language],
        more: of.open ? (
          <>
            <span className="purpose">{service.purpose[language]}</span>
            {of.estimate ? (
              <>
                <Range estimate={of.estimate} now={now} say={say} />
                <span className="at">
                  {say('aboutAt')} <ClockRange estimate={of.estimate} voice={voice} />
                </span>
              </>
            ) : (
              knowsSome(state) && <span className="at">{say('waitUnknown')}</span>
            )}
          </>
        ) : (
          closedReason(of, voice)
        ),
        onPress: of.open ? () => onChoose(service) : undefined,
      })),
    { id: 'booked', name: say('bookedShort'), more: null, onPress: onBooked },
    { id: 'find', name: say('find'), more: say('findHelp'), onPress: onFind },
  ];
  const pages = Math.ceil(items.length / perPage);
  const page = turned % pages;
  const shown = items.slice(page * perPage, (page + 1) * perPage);
  const first = useFirstFocus<HTMLHeadingElement>(page);
  return (
    <main className="paged">
      <div className="lead">
        <h1 ref={first} tabIndex={-1} data-say="">
          {say('choose')}
        </h1>
        <p>{say('pageOf', { page: page + 1, pages })}</p>
        {isUnknown(state) && <p className="unknown">{say('waitUnknownAll')}</p>}
      </div>
      <div className="grid">
        {shown.map(({ id, name, more, onPress }, i) => (
          <button
            type="button"
            key={id}
            className="key"
            aria-disabled={onPress === undefined}
            {...cap(String(i + 1))}
            onClick={onPress}
          >
            <span>
              <b>{name}</b>
              <span className="t">{more}</span>
            </span>
          </button>
        ))}
      </div>
      {pages > 1 && (
        <button type="button" className="key turn" {...cap('9')} onClick={() => setTurned(page + 1)}>
          {say('otherServices')}
        </button>
      )}
    </main>
  );
}
