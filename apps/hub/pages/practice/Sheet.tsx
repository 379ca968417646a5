import type { CounterId } from '../../../../shared/ids.ts';
import { secondMs } from '../../../../shared/ids.ts';
import type { Language } from '../../../../shared/protocol/office.ts';
import type { CoachView, SlipId } from '../../../../shared/protocol/practice.ts';
import { Icon } from '../../../../shared/ui/icons.tsx';
import { useCoach } from '../../../../shared/ui/practice.edge.ts';
import {
  endingTexts,
  practiceSpeaker,
  scenarioTexts,
  slipTexts,
  stepTexts,
  taskTexts,
  type SayPractice,
} from '../../../../shared/ui/practiceTexts.ts';
import { timerText } from '../../../../shared/ui/time.ts';
import { Notice } from '../../../../shared/ui/Wait.tsx';
import { Watermark } from '../../../../shared/ui/Watermark.tsx';

/** Quick to the next call is within this of being free, Ms (R5). */
const quickMs = 20 * secondMs;

/** How a practice went: what was good before what was not. */
export function Sheet({
  id,
  language,
  counter,
}: {
  readonly id: string;
  readonly language: Language;
  readonly counter: CounterId | undefined;
}) {
  const { view, gone } = useCoach(`/practice/floor/${id}`);
  const say = practiceSpeaker(language);
  const again = `/practice/?${counter ? `counter=${counter}&` : ''}lang=${language}`;
  if (gone && !view) return <Notice icon="info" title={say('sheet')} help={say('gone')} />;
  if (!view) return null;
  const good = wellOf(view, say);
  return (
    <>
      <Watermark language={language} />
      <main className="sheet">
        <header>
          <p className="mark">
            <b className="num">{view.score}</b> <span>{say('of100')}</span>
          </p>
          <div>
            <h1>{say('sheet')}</h1>
            <p className="which">{scenarioTexts[view.scenario].name[language]}</p>
            {view.over && <p>{endingTexts[view.over][language]}</p>}
          </div>
        </header>
        <section>
          <h2>{say('well')}</h2>
          <ul>
            {(good.length > 0 ? good : [say('nothingWell')]).map((line) => (
              <li key={line}>
                <Icon name={good.length > 0 ? 'check' : 'undo'} /> {line}
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{say('notes')}</h2>
          <ul>
            {view.slips.length === 0 && <li>{say('noSlips')}</li>}
            {view.slips.map(({ slip, times }) => (
              <li key={slip}>
                <b className="num">{times}</b> <span>{slipTexts[slip][language]}</span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{say('steps')}</h2>
          <ul>
            {view.steps.map(({ step, done, of }) => (
              <li key={step}>
                <Icon name={done >= of ? 'check' : 'minus'} /> {stepTexts[step].goal[language]}
                <span className="num">
                  {done}/{of}
                </span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{say('timesTitle')}</h2>
          {view.tasks.length === 0 ? (
            <p>{say('noTimes')}</p>
          ) : (
            <table>
              <thead>
                <tr>
                  <td />
                  <th scope="col">{say('howOften')}</th>
                  <th scope="col">{say('median')}</th>
                </tr>
              </thead>
              <tbody>
                {view.tasks.map(({ task, times, medianMs }) => (
                  <tr key={task}>
                    <th scope="row">{taskTexts[task][language]}</th>
                    <td className="num">{times}</td>
                    <td className="num">{say('secondsN', { n: secondsOf(medianMs, language) })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
        <footer>
          <p>
            {[say('tookIs', { n: timerText(view.took) }), say('seedIs', { n: view.seed })].join('. ')}.{' '}
            {view.over !== 'failed' && say('recorded')}
          </p>
          {counter && (
            <a className="key" href={`/counter/?counter=${counter}&lang=${language}`}>
              {say('toCounter')}
            </a>
          )}
          <a className="key main" href={again}>
            {say('again')}
          </a>
        </footer>
      </main>
    </>
  );
}

/** To a tenth, with the comma or point of the language. */
function secondsOf(ms: number, language: Language): string {
  return new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(ms / secondMs);
}

function wellOf({ steps, slips, tasks }: CoachView, say: SayPractice): readonly string[] {
  const none = (...wanted: readonly SlipId[]) => !slips.some(({ slip }) => wanted.includes(slip));
  const worked = tasks.length > 0;
  const pace = tasks.find(({ task }) => task === 'nextCall')?.medianMs;
  return [
    ...(steps.every(({ done, of }) => done >= of) ? [say('wellSteps')] : []),
    ...(worked && none('wrongKey') ? [say('wellKeys')] : []),
    ...(worked && none('outOfTurn', 'withdrawn') ? [say('wellOrder')] : []),
    ...(worked && none('wrongOutcome', 'stillThere', 'nobodyThere') ? [say('wellOutcomes')] : []),
    ...(pace !== undefined && pace <= quickMs ? [say('wellPace', { n: Math.round(pace / secondMs) })] : []),
  ];
}
