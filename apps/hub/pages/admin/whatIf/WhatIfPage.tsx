import { useState } from 'react';
import { addDays } from '../../../domain/hours.ts';
import { Comparison, type DaysAnswer } from '../../../whatIf/asks.ts';
import { Icon } from '../../../../../shared/ui/icons.tsx';
import { figuresOf, isDay } from '../accuracy/figures.ts';
import type { AdminPageProps } from '../pages.tsx';
import { ChangeLines } from './ChangeLines.tsx';
import { changeOf, lineAt, newLine, type Asked, type ChangeLine } from './lines.ts';
import { PastDays } from './PastDays.tsx';
import { Result } from './Result.tsx';
import { sayWhatIf } from './texts.ts';
import { useAsked } from './useAsked.edge.ts';
import { useDays } from './useDays.ts';
import './whatIf.css';

/** A day played with a change beside the same day without it. */
export function WhatIfPage(props: AdminPageProps) {
  const say = sayWhatIf(props.language);
  const days = useDays(props.session);
  return (
    <PastDays
      language={props.language}
      title={say('title')}
      lead={say('lead')}
      days={days}
      failed={say('failed')}
      none={{ icon: 'flask', title: say('noDay'), help: say('noDayHelp') }}
    >
      {(past) => <Play {...props} past={past} />}
    </PastDays>
  );
}

interface Played {
  readonly lines: readonly ChangeLine[];
}

function Play({ language, session, office, past }: AdminPageProps & { readonly past: DaysAnswer['past'] }) {
  const say = sayWhatIf(language);
  const figures = figuresOf(language);
  const [newest] = past;
  const over = past.find(({ closed }) => closed) ?? newest;
  const [asked, setAsked] = useState<Asked>({ of: 'past', day: over?.day ?? ('' as Asked['day']) });
  const [lines, setLines] = useState<readonly ChangeLine[]>(() => [newLine('open', 1, office)]);
  const { answer, isAsking, ask, stop } = useAsked<Comparison, Played>(session, '/api/v1/what-if', Comparison);
  const refused = answer && !answer.said.ok ? answer.said : undefined;
  const path = refused?.code === 'malformed' ? (refused.path ?? '') : '';
  return (
    <>
      <form
        className="ask noprint"
        onSubmit={(event) => {
          event.preventDefault();
          void ask({ ...asked, change: changeOf(lines) }, { lines });
        }}
      >
        <section className="which">
          <div className="seg" role="radiogroup" aria-label={say('whichDay')}>
            {(['past', 'coming'] as const).map((of) => (
              <button
                key={of}
                type="button"
                role="radio"
                className="key"
                aria-checked={asked.of === of}
                onClick={() =>
                  newest && setAsked({ of, day: of === 'past' ? (over ?? newest).day : addDays(newest.day, 1) })
                }
              >
                {say(of)}
              </button>
            ))}
          </div>
          <label className="field">
            {say('day')}
            {asked.of === 'past' ? (
              <select
                value={asked.day}
                onChange={({ target }) => isDay(target.value) && setAsked({ of: 'past', day: target.value })}
              >
                {past.map(({ day, closed }) => (
                  <option key={day} value={day}>
                    {closed ? figures.date(day) : say('stillOpen', { day: figures.date(day) })}
                  </option>
                ))}
              </select>
            ) : (
              <input
                type="date"
                value={asked.day}
                onChange={({ target }) => isDay(target.value) && setAsked({ of: 'coming', day: target.value })}
              />
            )}
          </label>
          <button type="submit" className="key main" disabled={isAsking}>
            <Icon name="flask" />
            {say('play')}
          </button>
        </section>
        <ChangeLines
          lines={lines}
          wrong={path === '' ? undefined : lineAt(path, lines)}
          office={office}
          language={language}
          onLines={setLines}
        />
      </form>
      <div className="asking quiet" role="status">
        {isAsking && (
          <>
            {say('playing')}
            <button type="button" className="key" onClick={stop}>
              {say('stop')}
            </button>
          </>
        )}
      </div>
      {refused && !isAsking && (
        <div className="refused" role="alert">
          <h2>{say('notPlayed')}</h2>
          <p>{path === 'day' ? say('wrongDay') : refused.message[language]}</p>
        </div>
      )}
      {answer?.said.ok && !isAsking && (
        <Result comparison={answer.said.value} {...{ lines: answer.about.lines, office, language, figures }} />
      )}
    </>
  );
}
