import { useEffect, useState } from 'react';
import type { AgentService, AgentState } from '../../../shared/protocol/agent.ts';
import { weekdays, type Language, type Service } from '../../../shared/protocol/office.ts';
import { hourText } from '../../../shared/ui/time.ts';
import { Icon, OfficeIcon } from '../../../shared/ui/icons.tsx';
import { closedReason, opensText, Range, type Voice } from './parts.tsx';

interface Choice {
  readonly service: Service;
  readonly state: AgentService;
}

interface HomeProps {
  readonly voice: Voice;
  readonly state: AgentState;
  readonly isBooked: boolean;
  readonly onBooked: () => void;
  readonly onChoose: (service: Service) => void;
}

function choicesOf({ office }: Voice, state: AgentState): Choice[] {
  return office.services.flatMap((service) => {
    const of = state.services.find(({ id }) => id === service.id);
    return of ? [{ service, state: of }] : [];
  });
}

export function Home({ voice, state, isBooked, onBooked, onChoose }: HomeProps) {
  const { say, office, language } = voice;
  const choices = choicesOf(voice, state);
  const groups = office.groups.map((group) => ({
    ...group,
    choices: choices.filter(({ service }) => service.group === group.id),
  }));
  // Numbered as they are read, group by group.
  const inOrder = groups.flatMap((group) => group.choices);
  useDigits((digit) => {
    const choice = inOrder[digit - 1];
    if (choice?.state.open) onChoose(choice.service);
  });
  // A kiosk alone knows no appointment lane: its tickets are joined to the queue later.
  const mayBook = state.link === 'live';
  return (
    <main className="home">
      <div className="lead">
        <h1>{say(isBooked && mayBook ? 'chooseBooked' : 'choose')}</h1>
        <p>{say(!mayBook ? 'bookedAloneHelp' : isBooked ? 'chooseBookedHelp' : 'chooseHelp')}</p>
      </div>
      {mayBook && (
        <button type="button" className="key main appt" aria-pressed={isBooked} onClick={onBooked}>
          <Icon name="scan" />
          <span>
            <b>{say(isBooked ? 'bookedUndo' : 'booked')}</b>
            <span>{say(isBooked ? 'bookedUndoHelp' : 'bookedHelp')}</span>
          </span>
          <Icon name={isBooked ? 'undo' : 'arrow-right'} />
        </button>
      )}
      <div className="services">
        {groups
          .filter((group) => group.choices.length > 0)
          .map((group) => (
            <section key={group.id} style={{ '--n': group.choices.length } as React.CSSProperties}>
              <h2>{group.name[language]}</h2>
              <ul>
                {group.choices.map((choice) => (
                  <li key={choice.service.id}>
                    <ServiceKey choice={choice} voice={voice} onChoose={onChoose} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </div>
    </main>
  );
}

function ServiceKey({
  choice: { service, state },
  voice,
  onChoose,
}: {
  readonly choice: Choice;
  readonly voice: Voice;
  readonly onChoose: (service: Service) => void;
}) {
  const { say, language, now } = voice;
  const what = (second: string) => (
    <span className="what">
      <b>{service.name[language]}</b>
      <span>{second}</span>
    </span>
  );
  if (!state.open)
    return (
      <button type="button" className="key svc closed" aria-disabled="true">
        <OfficeIcon name={service.icon} />
        {what(closedReason(state, voice))}
        <span className="tag">
          <Icon name="lock" />
          {say('closed')}
        </span>
      </button>
    );
  return (
    <button type="button" className="key svc" onClick={() => onChoose(service)}>
      <OfficeIcon name={service.icon} />
      {what(service.purpose[language])}
      <span className="wait">
        {state.estimate && (
          <b>
            <Range estimate={state.estimate} now={now} say={say} />
          </b>
        )}
        {state.waiting !== null && say('waitingN', { n: state.waiting })}
      </span>
      <Icon name="chevron" />
    </button>
  );
}

const perPage = 4;

/** All keys in the lower half, a digit of the keypad on each. */
export function LowHome({ voice, state, onChoose }: Omit<HomeProps, 'isBooked' | 'onBooked'>) {
  const { say, language, now } = voice;
  const [turned, setTurned] = useState(0);
  const choices = choicesOf(voice, state);
  const pages = Math.max(1, Math.ceil(choices.length / perPage));
  const page = turned % pages;
  const shown = choices.slice(page * perPage, (page + 1) * perPage);
  const choose = (choice: Choice | undefined) => {
    if (choice?.state.open) onChoose(choice.service);
  };
  useDigits((digit) => (digit === 9 ? setTurned(page + 1) : choose(shown[digit - 1])));
  return (
    <main className="low">
      <div className="lead">
        <h1>{say('choose')}</h1>
        <p>{say('lowHelp')}</p>
        <p>{say('lowKeys')}</p>
      </div>
      <div className="grid">
        {shown.map((choice, i) => (
          <button
            type="button"
            key={choice.service.id}
            className="key"
            aria-disabled={!choice.state.open}
            onClick={() => choose(choice)}
          >
            <span className="num digit">{i + 1}</span>
            <span>
              <b>{choice.service.name[language]}</b>
              <span className="t">
                {choice.state.open ? (
                  <Range estimate={choice.state.estimate} now={now} say={say} />
                ) : (
                  closedReason(choice.state, voice)
                )}
              </span>
            </span>
          </button>
        ))}
        {pages > 1 && (
          <div className="turn">
            <button type="button" className="key" onClick={() => setTurned(page + 1)}>
              <span className="num digit">9</span>
              {say('otherServices')} ({choices.length - shown.length})
            </button>
          </div>
        )}
      </div>
    </main>
  );
}

/** Nobody can take a number now, for no other reason than the hour. */
export function isShut({ services }: AgentState): boolean {
  return services.length > 0 && services.every(({ open, why }) => !open && (why === 'hours' || why === 'day'));
}

export function Shut({ voice, state }: { readonly voice: Voice; readonly state: AgentState }) {
  const { say, office, language, now } = voice;
  const next = state.services.flatMap(({ opens }) => opens ?? []).toSorted((a, b) => a - b)[0];
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: office.timeZone });
  const isEarly = next !== undefined && day.format(next) === day.format(now);
  return (
    <main className="shut">
      <Icon name="moon" />
      <h1>{say(isEarly ? 'shutEarly' : 'shut')}</h1>
      <p className="say">
        {!isEarly && say('shutHelp')} {next !== undefined && opensText(next, voice)}
      </p>
      <dl className="hours">
        {weekOf(voice).map(({ days, spans }) => (
          <div key={days}>
            <dt>{days}</dt>
            <dd>{spans === '' ? say('closed') : <span className="num">{spans}</span>}</dd>
          </div>
        ))}
      </dl>
    </main>
  );

  /** Days with the same hours in one line, from Monday. */
  function weekOf({ office: { hours } }: Voice) {
    const order = [...weekdays.slice(1), weekdays[0]];
    const rows: { from: number; to: number; spans: string }[] = [];
    for (const [i, weekday] of order.entries()) {
      const spans = (hours.weekly[weekday] ?? [])
        .map(({ from, to }) => [from, to].map((time) => hourText(time.replace(':', '.'), language)).join('–'))
        .join(', ');
      const last = rows.at(-1);
      if (last?.spans === spans) last.to = i;
      else rows.push({ from: i, to: i, spans });
    }
    return rows.map(({ from, to, spans }) => ({
      days:
        from === to
          ? dayName(from, language)
          : say('days', { from: dayName(from, language), to: dayName(to, language) }),
      spans,
    }));
  }
}

/** 0 is Monday; 2024-01-01 was one. */
function dayName(index: number, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', { weekday: 'long', timeZone: 'UTC' });
  return format.format(Date.UTC(2024, 0, 1 + index));
}

function useDigits(onDigit: (digit: number) => void) {
  useEffect(() => {
    const press = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent) => {
      if (/^[1-9]$/.test(key) && !ctrlKey && !altKey && !metaKey) onDigit(Number(key));
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
