import { useState } from 'react';
import type { AgentService } from '../../../shared/protocol/agent.ts';
import type { Lane, Service } from '../../../shared/protocol/office.ts';
import { Icon, OfficeIcon } from '../../../shared/ui/icons.tsx';
import { backKey, cap, mainKey, useFirstFocus } from './pageKeys.ts';
import { Facts, Steps, type Voice } from './parts.tsx';
import './service.css';

export interface Wish {
  /** A visitor's word gives no appointment. */
  readonly lane: Exclude<Lane, 'appointment'>;
  readonly people: number;
}

interface Props {
  readonly voice: Voice;
  readonly service: Service;
  readonly state: AgentService | undefined;
  readonly isAsking: boolean;
  /** Can the list of requirements be printed now? */
  readonly canPrint: boolean;
  /** Why the last press gave no number. */
  readonly refused: string | undefined;
  readonly onBack: () => void;
  readonly onTake: (wish: Wish) => void;
  readonly onRequirements: () => void;
}

/** What to bring, before the number. */
export function ServicePage({
  voice,
  service,
  state,
  isAsking,
  canPrint,
  refused,
  onBack,
  onTake,
  onRequirements,
}: Props) {
  const { say, office, language } = voice;
  const [people, setPeople] = useState(1);
  const [isPriority, setPriority] = useState(false);
  const take = useFirstFocus<HTMLButtonElement>();
  const isOpen = state?.open ?? false;
  const hasPaper = canPrint && service.documents.length > 0;
  const purpose = service.purpose[language].replace(/\.$/, '');
  return (
    <main className="service">
      <div className="title">
        <OfficeIcon name={service.icon} />
        <div>
          <h1 data-say="">{service.name[language]}</h1>
          <p>{say('prefix', { purpose, prefix: service.prefix })}</p>
        </div>
      </div>
      {state?.open ? (
        <Facts
          estimate={isPriority ? (state.priority ?? null) : state.estimate}
          count={state.waiting}
          countWord="waiting"
          voice={voice}
        />
      ) : (
        <div />
      )}
      <div className={service.documents.length > 3 ? 'bring dense' : 'bring'}>
        {service.documents.length > 0 && (
          <section>
            <h2 data-say="">{say('bring')}</h2>
            <ul className="docs">
              {service.documents.map(({ name, detail, icon }) => (
                <li key={name.id}>
                  <OfficeIcon name={icon ?? 'file-text'} />
                  <span>
                    <span data-say="">{name[language]}</span>
                    {detail && <small>{detail[language]}</small>}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section className="way">
          <h2>{say(service.stages.length > 1 ? 'stages' : 'oneStage')}</h2>
          <Steps service={service} office={office} language={language} />
        </section>
        {service.fee && <p className="fee">{say('fee', { fee: service.fee[language] })}</p>}
      </div>
      <div className="asks">
        {service.maxPeople > 1 && (
          <div className="ask">
            <p>
              <b id="people" data-say="">
                {say('howMany')}
              </b>
              <span>{say('howManyHelp', { n: service.maxPeople })}</span>
            </p>
            <div className="pick step" role="group" aria-labelledby="people">
              <button
                type="button"
                className="key"
                aria-label={say('less')}
                data-say={say('less')}
                aria-disabled={people === 1}
                {...cap('-')}
                onClick={() => setPeople(Math.max(1, people - 1))}
              >
                <Icon name="minus" />
              </button>
              <output className="num">{people}</output>
              <button
                type="button"
                className="key"
                aria-label={say('more')}
                data-say={say('more')}
                aria-disabled={people === service.maxPeople}
                {...cap('+')}
                onClick={() => setPeople(Math.min(service.maxPeople, people + 1))}
              >
                <Icon name="plus" />
              </button>
            </div>
          </div>
        )}
        {service.priority && (
          <div className="ask" role="radiogroup" aria-labelledby="prio">
            <p>
              <b id="prio" data-say="">
                {say('priority')}
              </b>
              <span>{say('priorityHelp')}</span>
            </p>
            <div className="pick">
              {[false, true].map((value) => (
                <button
                  key={String(value)}
                  type="button"
                  className="key"
                  role="radio"
                  aria-checked={isPriority === value}
                  {...cap(value ? '3' : '2')}
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
            <span data-say="">{refused}</span>
          </p>
        )}
      </div>
      <div className={hasPaper ? 'acts three' : 'acts'}>
        <button type="button" className="key" {...backKey} onClick={onBack}>
          <Icon name="arrow-left" />
          {say('back')}
        </button>
        {hasPaper && (
          <button type="button" className="key" {...cap('4')} onClick={onRequirements}>
            <Icon name="printer" />
            {say('requirements')}
          </button>
        )}
        <button
          ref={take}
          type="button"
          className={isAsking ? 'key main asking' : 'key main'}
          aria-busy={isAsking}
          aria-disabled={!isOpen || isAsking}
          {...mainKey}
          onClick={() => isOpen && !isAsking && onTake({ lane: isPriority ? 'priority' : 'regular', people })}
        >
          <Icon name="ticket" />
          {say(isAsking ? 'taking' : 'take')}
        </button>
      </div>
    </main>
  );
}
