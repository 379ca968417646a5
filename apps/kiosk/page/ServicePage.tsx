import { useEffect, useRef, useState } from 'react';
import type { AgentService } from '../../../shared/protocol/agent.ts';
import type { Lane, Service } from '../../../shared/protocol/office.ts';
import { Icon, OfficeIcon } from '../../../shared/ui/icons.tsx';
import { Facts, Steps, type Voice } from './parts.tsx';

export interface Wish {
  readonly lane: Lane;
  readonly people: number;
}

interface Props {
  readonly voice: Voice;
  readonly service: Service;
  readonly state: AgentService | undefined;
  readonly isBooked: boolean;
  readonly isAsking: boolean;
  /** Why the last press gave no number. */
  readonly refused: string | undefined;
  readonly onBack: () => void;
  readonly onTake: (wish: Wish) => void;
}

/** What to bring, before the number. */
export function ServicePage({ voice, service, state, isBooked, isAsking, refused, onBack, onTake }: Props) {
  const { say, office, language } = voice;
  const [people, setPeople] = useState(1);
  const [isPriority, setPriority] = useState(false);
  const take = useRef<HTMLButtonElement>(null);
  useEffect(() => take.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const press = ({ key }: KeyboardEvent) => {
      if (key === 'Escape' || key === 'Backspace') onBack();
      if (key === '+') setPeople((count) => Math.min(service.maxPeople, count + 1));
      if (key === '-') setPeople((count) => Math.max(1, count - 1));
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  const isOpen = state?.open ?? false;
  const isLong = service.documents.length > 3;
  const lane = isBooked ? 'appointment' : isPriority ? 'priority' : 'regular';
  const purpose = service.purpose[language].replace(/\.$/, '');
  return (
    <main className="service">
      <div className="title">
        <OfficeIcon name={service.icon} />
        <div>
          <h1>{service.name[language]}</h1>
          <p>{say('prefix', { purpose, prefix: service.prefix })}</p>
        </div>
      </div>
      {state && (state.estimate || state.waiting !== null) ? (
        <Facts estimate={state.estimate} count={state.waiting} countWord="waiting" voice={voice} />
      ) : (
        <div />
      )}
      <div className={isLong ? 'bring dense' : 'bring'}>
        {service.documents.length > 0 && (
          <section>
            <h2>{say('bring')}</h2>
            <ul className="docs">
              {service.documents.map(({ name, detail, icon }) => (
                <li key={name.id}>
                  <OfficeIcon name={icon ?? 'file-text'} />
                  <span>
                    {name[language]}
                    {detail && <small>{detail[language]}</small>}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section>
          <h2>{say('stages')}</h2>
          <Steps service={service} office={office} language={language} />
        </section>
        {service.fee && <p className="fee">{say('fee', { fee: service.fee[language] })}</p>}
      </div>
      <div className="asks">
        {service.maxPeople > 1 && (
          <div className="ask">
            <p>
              <b id="people">{say('howMany')}</b>
              {say('howManyHelp', { n: service.maxPeople })}
            </p>
            <div className="pick step" role="group" aria-labelledby="people">
              <button
                type="button"
                className="key"
                aria-label={say('less')}
                aria-disabled={people === 1}
                onClick={() => setPeople(Math.max(1, people - 1))}
              >
                <Icon name="minus" />
              </button>
              <output className="num">{people}</output>
              <button
                type="button"
                className="key"
                aria-label={say('more')}
                aria-disabled={people === service.maxPeople}
                onClick={() => setPeople(Math.min(service.maxPeople, people + 1))}
              >
                <Icon name="plus" />
              </button>
            </div>
          </div>
        )}
        {service.priority && !isBooked && (
          <div className="ask" role="radiogroup" aria-labelledby="prio">
            <p>
              <b id="prio">{say('priority')}</b>
              {say('priorityHelp')}
            </p>
            <div className="pick">
              {[false, true].map((value) => (
                <button
                  key={String(value)}
                  type="button"
                  className="key"
                  role="radio"
                  aria-checked={isPriority === value}
                  onClick={() => setPriority(value)}
                >
                  {isPriority === value && <Icon name="check" />}
                  {say(value ? 'yes' : 'no')}
                </button>
              ))}
            </div>
          </div>
        )}
        {refused !== undefined && (
          <p className="refused" role="alert">
            <Icon name="warning" />
            {refused}
          </p>
        )}
      </div>
      <div className="acts">
        <button type="button" className="key" onClick={onBack}>
          <Icon name="arrow-left" />
          {say('back')}
        </button>
        <button
          ref={take}
          type="button"
          className={isAsking ? 'key main asking' : 'key main'}
          aria-busy={isAsking}
          aria-disabled={!isOpen}
          onClick={() => isOpen && !isAsking && onTake({ lane, people })}
        >
          <Icon name="ticket" />
          {say(isAsking ? 'taking' : 'take')}
        </button>
      </div>
    </main>
  );
}
