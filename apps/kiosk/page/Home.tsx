import type { CSSProperties } from 'react';
import type { AgentState } from '../../../shared/protocol/agent.ts';
import type { Service } from '../../../shared/protocol/office.ts';
import { Icon, OfficeIcon } from '../../../shared/ui/icons.tsx';
import { groupsOf, isUnknown, knowsSome, type Choice } from './choices.ts';
import './home.css';
import { cap, mainKey, useFirstFocus } from './pageKeys.ts';
import { ClockRange, closedReason, Range, type Voice } from './parts.tsx';

export interface HomeProps {
  readonly voice: Voice;
  readonly state: AgentState;
  readonly onBooked: () => void;
  readonly onFind: () => void;
  readonly onChoose: (service: Service) => void;
}

/** Digits of a keypad choose the first nine. */
const digits = 9;

export function Home({ voice, state, onBooked, onFind, onChoose }: HomeProps) {
  const { say, office, language } = voice;
  const groups = groupsOf(office, state);
  const inOrder = groups.flatMap(({ choices }) => choices);
  const first = useFirstFocus<HTMLHeadingElement>();
  return (
    <main className="home">
      <div className="lead">
        <h1 ref={first} tabIndex={-1} data-say="">
          {say('choose')}
        </h1>
        <p>{say('chooseHelp')}</p>
        {isUnknown(state) && <p className="unknown">{say('waitUnknownAll')}</p>}
      </div>
      <div className="doors">
        <button type="button" className="key main appt" {...mainKey} onClick={onBooked}>
          <Icon name="scan" />
          <span>
            <b>{say('booked')}</b>
            <span>{say('bookedHelp')}</span>
          </span>
          <Icon name="arrow-right" />
        </button>
        <button type="button" className="key mine" onClick={onFind}>
          <Icon name="receipt-text" />
          <span>
            <b>{say('find')}</b>
            <span>{say('findHelp')}</span>
          </span>
        </button>
      </div>
      <div className="services" data-many={inOrder.length > 10 || undefined}>
        {groups.map((group) => (
          <section key={group.id} style={{ '--n': group.choices.length } as CSSProperties}>
            <h2>{group.name[language]}</h2>
            <ul>
              {group.choices.map((choice) => (
                <li key={choice.service.id}>
                  <ServiceKey
                    choice={choice}
                    digit={inOrder.indexOf(choice) + 1}
                    voice={voice}
                    isOneUnknown={knowsSome(state)}
                    onChoose={onChoose}
                  />
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
  digit,
  voice,
  isOneUnknown,
  onChoose,
}: {
  readonly choice: Choice;
  readonly digit: number;
  readonly voice: Voice;
  /** Other waits are known: a row without one says so. */
  readonly isOneUnknown: boolean;
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
    <button
      type="button"
      className="key svc"
      {...(digit <= digits ? cap(String(digit)) : {})}
      onClick={() => onChoose(service)}
    >
      <OfficeIcon name={service.icon} />
      {what(service.purpose[language])}
      <span className="wait">
        {state.estimate ? (
          <>
            <b>
              <Range estimate={state.estimate} now={now} say={say} />
            </b>
            <span>
              {say('aboutAt')} <ClockRange estimate={state.estimate} voice={voice} />
            </span>
          </>
        ) : (
          <>
            {isOneUnknown && <span>{say('waitUnknown')}</span>}
            {state.waiting !== null && <span>{say('waitingN', { n: state.waiting })}</span>}
          </>
        )}
      </span>
      <Icon name="chevron" />
    </button>
  );
}
