import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import type { Language } from '../../../../shared/protocol/office.ts';
import { speeds, type CoachView } from '../../../../shared/protocol/practice.ts';
import { Icon } from '../../../../shared/ui/icons.tsx';
import { askCoach, useCoach } from '../../../../shared/ui/practice.edge.ts';
import {
  needTexts,
  practiceSpeaker,
  scenarioTexts,
  slipTexts,
  stepTexts,
  type SayPractice,
} from '../../../../shared/ui/practiceTexts.ts';
import { Watermark } from '../../../../shared/ui/Watermark.tsx';

/** Beside the console of a practice, outside of it: the console itself is the real one. */
export function Coach({ path, language }: { readonly path: string; readonly language: Language }) {
  const { view, heard, gone } = useCoach(path);
  const say = practiceSpeaker(language);
  const isOver = view?.over !== undefined;
  const sheet = `/practice/?sheet=${path.split('/').at(-1)}&counter=${view?.counter ?? ''}&lang=${language}`;
  useEffect(() => {
    if (isOver) location.assign(sheet);
  }, [isOver, sheet]);
  return createPortal(
    <>
      <Watermark language={language} />
      <aside className="coach" aria-label={say('coach')}>
        {gone ? (
          <p>{say('gone')}</p>
        ) : view === undefined ? (
          <p>{say('lostCoach')}</p>
        ) : (
          <Coaching {...{ view, heard, path, language, say }} />
        )}
      </aside>
    </>,
    document.body,
  );
}

function Coaching({
  view,
  heard,
  path,
  language,
  say,
}: {
  readonly view: CoachView;
  readonly heard: boolean;
  readonly path: string;
  readonly language: Language;
  readonly say: SayPractice;
}) {
  const current = view.steps.find(({ done, of }) => done < of);
  return (
    <>
      <header>
        <h2>{scenarioTexts[view.scenario].name[language]}</h2>
        {!heard && <p role="status">{say('lostCoach')}</p>}
      </header>
      <ol className="goals">
        {view.steps.map(({ step, done, of }) => (
          <li key={step} className={done >= of ? 'done' : step === current?.step ? 'todo' : ''}>
            <span className="box">{done >= of && <Icon name="check" />}</span>
            <span>
              {stepTexts[step].goal[language]}
              {of > 1 && (
                <span className="num count">
                  {' '}
                  {done}/{of}
                </span>
              )}
              {step === current?.step && <small>{stepTexts[step].hint[language]}</small>}
            </span>
          </li>
        ))}
      </ol>
      <Person {...{ view, language, say }} />
      <footer>
        {view.slips.length > 0 && (
          <p className="slips">
            {view.slips.map(({ slip, times }) => `${times} ${slipTexts[slip][language]}`).join(', ')}
          </p>
        )}
        <div className="speeds" role="group" aria-label={say('speed')}>
          {speeds.map((speed) => (
            <button
              key={speed}
              type="button"
              className="key"
              aria-pressed={view.speed === speed}
              onClick={() => void askCoach(path, { does: 'speed', speed })}
            >
              {speed === 0 ? say('pause') : <span className="num">{say('times', { n: speed })}</span>}
            </button>
          ))}
        </div>
        <button
          type="button"
          className="key"
          disabled={view.desk?.is !== 'working' || view.skipping || view.speed === 0}
          onClick={() => void askCoach(path, { does: 'skip' })}
        >
          {say(view.skipping ? 'skipping' : 'skip')}
        </button>
        <p className="ways">
          <a href={`${path}/display/?zone=${view.zone}&lang=${language}`} target="_blank" rel="noreferrer">
            {say('tv')}
          </a>
          <button type="button" onClick={() => void askCoach(path, { does: 'end' })}>
            {say('end')}
          </button>
        </p>
      </footer>
    </>
  );
}

/** What one would see over the counter: it is told here, as nobody stands there. */
function Person({
  view: { desk, cut, overtook },
  language,
  say,
}: {
  readonly view: CoachView;
  readonly language: Language;
  readonly say: SayPractice;
}) {
  return (
    <section className="person" role="status">
      <h3>{say('atDesk')}</h3>
      {cut ? (
        <p>{say('cutNow')}</p>
      ) : desk === null ? (
        <p>{say('nobodyCalled')}</p>
      ) : (
        <>
          <p>
            <b className="num">{desk.number}</b> {say(desk.is)}
          </p>
          {desk.needs && desk.is !== 'ready' && <p className="says">{needTexts[desk.needs][language]}</p>}
          {overtook && <p className="why">{say(nextBy[overtook.rule], { n: overtook.passed })}</p>}
        </>
      )}
    </section>
  );
}

const nextBy = { L2: 'nextBy2', L4: 'nextBy4', L6: 'nextBy6' } as const;
