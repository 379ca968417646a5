import { useState } from 'react';
import { assertNever } from '../../../../shared/basics.ts';
import { CounterId, OfficerId } from '../../../../shared/ids.ts';
import type { Language, Office } from '../../../../shared/protocol/office.ts';
import { ScenarioId, speeds, type Speed } from '../../../../shared/protocol/practice.ts';
import { Icon, type IconName } from '../../../../shared/ui/icons.tsx';
import { askCoach } from '../../../../shared/ui/practice.edge.ts';
import { practiceSpeaker, scenarioTexts, type SayPractice } from '../../../../shared/ui/practiceTexts.ts';
import { speaker } from '../../../../shared/ui/texts.ts';
import { Wait } from '../../../../shared/ui/Wait.tsx';
import { Watermark } from '../../../../shared/ui/Watermark.tsx';
import { goTo, useTrainee, type Trainee } from './trainee.edge.ts';

interface Props {
  readonly language: Language;
  /** Of the computer this is opened at. */
  readonly counter: CounterId | undefined;
}

/** Who practises what, and at which counter. */
export function Practice({ language, counter }: Props) {
  const trainee = useTrainee(counter);
  const { office } = trainee;
  if (!office || trainee.wantsToken)
    return (
      <Wait
        sight={{ link: { kind: 'connecting', since: 0 }, wantsToken: trainee.wantsToken }}
        hub={trainee}
        language={language}
        say={speaker(language)}
      />
    );
  return <Choosing {...{ language, counter, trainee, office }} />;
}

function Choosing({
  language,
  counter,
  trainee,
  office,
}: Props & { readonly trainee: Trainee; readonly office: Office }) {
  const say = practiceSpeaker(language);
  const [seat, setSeat] = useState(counter ?? office.counters[0]?.id);
  const able = officersAt(office, seat);
  const [chosen, setChosen] = useState<OfficerId>();
  const officer = able.find(({ id }) => id === chosen)?.id ?? able[0]?.id;
  const [scenario, setScenario] = useState<ScenarioId>('rush');
  const [speed, setSpeed] = useState<Speed>(1);
  const [beginning, setBeginning] = useState(false);
  const [refused, setRefused] = useState<string>();

  async function begin() {
    if (officer === undefined || seat === undefined || beginning) return;
    setBeginning(true);
    setRefused(undefined);
    const answer = await trainee.begin({ officer, counter: seat, scenario, speed });
    setBeginning(false);
    if (answer?.ok) goTo(`/practice/floor/${answer.id}/counter/?counter=${seat}&lang=${language}`);
    else setRefused(answer ? answer.error.message[language] : say('noAnswer'));
  }

  return (
    <>
      <Watermark language={language} />
      <main className="choose">
        <header>
          <h1>{say('title')}</h1>
          <p>{say('lead')}</p>
          <a href={`/practice/?${counter ? `counter=${counter}&` : ''}lang=${language === 'id' ? 'en' : 'id'}`}>
            {say('otherLanguage')}
          </a>
          {counter && (
            <p>
              <a href={`/counter/?counter=${counter}&lang=${language}`}>{say('toCounter')}</a>
            </p>
          )}
        </header>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void begin();
          }}
        >
          <div className="fields">
            <label htmlFor="counter">{say('where')}</label>
            <select id="counter" value={seat} onChange={({ target }) => setSeat(CounterId.parse(target.value))}>
              {office.counters.map(({ id, number }) => (
                <option key={id} value={id}>
                  {say('counterN', { n: number })}
                </option>
              ))}
            </select>
            <label htmlFor="officer">{say('who')}</label>
            <select id="officer" value={officer} onChange={({ target }) => setChosen(OfficerId.parse(target.value))}>
              {able.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <fieldset className="scenarios">
            <legend>{say('what')}</legend>
            {ScenarioId.options.map((id) => (
              <label key={id}>
                <input type="radio" name="scenario" checked={scenario === id} onChange={() => setScenario(id)} />
                <Icon name={iconOf(id)} />
                <span>
                  <b>{scenarioTexts[id].name[language]}</b>
                  {scenarioTexts[id].about[language]}
                </span>
              </label>
            ))}
          </fieldset>
          <fieldset className="pace">
            <legend>{say('speed')}</legend>
            {speeds
              .filter((one) => one > 0)
              .map((one) => (
                <label key={one}>
                  <input type="radio" name="speed" checked={speed === one} onChange={() => setSpeed(one)} />
                  <span className="num">{say('times', { n: one })}</span>
                </label>
              ))}
          </fieldset>
          <button type="submit" className="key main" aria-disabled={beginning || officer === undefined}>
            {say(beginning ? 'beginning' : 'begin')}
          </button>
          {refused !== undefined && (
            <p className="refused" role="alert">
              <Icon name="info" /> {refused}
            </p>
          )}
        </form>
        {trainee.running.length > 0 && <Running {...{ language, office, say }} running={trainee.running} />}
      </main>
    </>
  );
}

/** One that was left is gone on with, or ended. */
function Running({
  language,
  office,
  say,
  running,
}: {
  readonly language: Language;
  readonly office: Office;
  readonly say: SayPractice;
  readonly running: Trainee['running'];
}) {
  return (
    <section className="running">
      <h2>{say('running')}</h2>
      <ul>
        {running.map(({ id, officer, counter, scenario }) => (
          <li key={id}>
            <span>
              <b>{office.officers.find((one) => one.id === officer)?.name}</b>
              {[
                scenarioTexts[scenario].name[language],
                say('counterN', { n: office.counters.find((one) => one.id === counter)?.number ?? '' }),
              ].join(', ')}
            </span>
            <a className="key" href={`/practice/floor/${id}/counter/?counter=${counter}&lang=${language}`}>
              {say('goOn')}
            </a>
            <button
              type="button"
              className="key"
              onClick={() => void askCoach(`/practice/floor/${id}`, { does: 'end' })}
            >
              {say('endIt')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who may call for something there; the hub judges once more. */
function officersAt({ counters, officers }: Office, counter: CounterId | undefined): Office['officers'] {
  const stages = counters.find(({ id }) => id === counter)?.tiers.flat() ?? [];
  return officers.filter(({ skills }) => skills.some(({ stage }) => stages.includes(stage)));
}

function iconOf(scenario: ScenarioId): IconName {
  switch (scenario) {
    case 'rush':
      return 'users';
    case 'papers':
      return 'file-warning';
    case 'outage':
      return 'unplug';
    default:
      return assertNever(scenario);
  }
}
