import { useState } from 'react';
import { addDays } from '../../../domain/hours.ts';
import { Staffing, type DaysAnswer } from '../../../whatIf/asks.ts';
import { Icon } from '../../../../../shared/ui/icons.tsx';
import { figuresOf, isDay } from '../accuracy/figures.ts';
import type { AdminPageProps } from '../pages.tsx';
import { PastDays } from '../whatIf/PastDays.tsx';
import { useAsked } from '../whatIf/useAsked.edge.ts';
import { useDays } from '../whatIf/useDays.ts';
import { Advice } from './Advice.tsx';
import { Plan } from './Plan.tsx';
import { sayStaffing } from './texts.ts';
import '../whatIf/whatIf.css';
import './staffing.css';

const promises = [15, 20, 30, 45, 60] as const;

/** The counters a promise needs, beside those that were open; and what the hub advised of itself. */
export function StaffingPage(props: AdminPageProps) {
  const say = sayStaffing(props.language);
  const days = useDays(props.session);
  return (
    <>
      <PastDays
        language={props.language}
        title={say('title')}
        lead={say('lead')}
        days={days}
        failed={say('failed')}
        none={{ icon: 'users', title: say('failed'), help: say('noDays') }}
      >
        {(past) => <Ask {...props} past={past} />}
      </PastDays>
      {days && <Advice {...props} />}
    </>
  );
}

function Ask({ language, session, office, past }: AdminPageProps & { readonly past: DaysAnswer['past'] }) {
  const say = sayStaffing(language);
  const figures = figuresOf(language);
  const newest = past[0]?.day;
  const [day, setDay] = useState<string>(newest === undefined ? '' : addDays(newest, 1));
  const [promise, setPromise] = useState('');
  const { answer, isAsking, ask, stop } = useAsked<Staffing, undefined>(session, '/api/v1/staffing', Staffing);
  const refused = answer && !answer.said.ok ? answer.said : undefined;
  return (
    <>
      <form
        className="ask noprint"
        onSubmit={(event) => {
          event.preventDefault();
          if (isDay(day)) void ask({ day, ...(promise !== '' && { promiseMinutes: Number(promise) }) }, undefined);
        }}
      >
        <section className="which">
          <label className="field">
            {say('day')}
            <input type="date" required value={day} onChange={({ target }) => setDay(target.value)} />
          </label>
          <label className="field">
            {say('promise')}
            <select value={promise} onChange={({ target }) => setPromise(target.value)}>
              <option value="">{say('ownPromise')}</option>
              {promises.map((n) => (
                <option key={n} value={n}>
                  {say('minutesChoice', { n })}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="key main" disabled={isAsking}>
            <Icon name="users" />
            {say('count')}
          </button>
        </section>
      </form>
      <div className="asking quiet" role="status">
        {isAsking && (
          <>
            {say('counting')}
            <button type="button" className="key" onClick={stop}>
              {say('stop')}
            </button>
          </>
        )}
      </div>
      {refused && !isAsking && (
        <div className="refused" role="alert">
          <h2>{say('failed')}</h2>
          <p>{refused.path === 'day' ? say('noDays') : refused.message[language]}</p>
        </div>
      )}
      {answer?.said.ok && !isAsking && <Plan {...{ staffing: answer.said.value, office, language, figures }} />}
    </>
  );
}
