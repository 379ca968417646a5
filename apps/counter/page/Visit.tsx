import { secondMs } from '../../../shared/ids.ts';
import type { CounterView } from '../../../shared/protocol/views.ts';
import { Icon, LaneMark } from '../../../shared/ui/icons.tsx';
import { timerText } from '../../../shared/ui/time.ts';
import type { Desk } from './Console.tsx';
import { openItems } from './keys.ts';

type Visitor = NonNullable<CounterView['visitor']>;

/** Digits of a number as printed; a longer one is set smaller. */
export function digitsOf(number: string): number {
  return number.length - number.indexOf('-') - 1;
}

/** Lane, wait, people and language in one line. */
export function Meta({
  desk,
  of,
}: {
  readonly desk: Desk;
  readonly of: Pick<Visitor, 'lane' | 'slot' | 'waited' | 'people' | 'language'>;
}) {
  const { say, clock, language } = desk;
  return (
    <p className="meta">
      <span className={`lane ${of.lane}`}>
        <LaneMark lane={of.lane} />
        {say(of.lane)}
        {of.slot !== undefined && ` ${clock.time(of.slot)}`}
      </span>
      <span>{say('waited', { n: of.waited })}</span>
      <span>{say('peopleN', { n: of.people })}</span>
      {of.language !== language && <span>{say('speaks')}</span>}
    </p>
  );
}

/** Called and served are one picture; only the face turns gold. */
export function Visit({
  desk,
  visitor,
  onTick,
}: {
  readonly desk: Desk;
  readonly visitor: Visitor;
  readonly onTick: (item: string) => void;
}) {
  const { office, say, language, counterNumber } = desk;
  const service = office.services.find(({ id }) => id === visitor.service);
  const called = visitor.phase === 'called';
  return (
    <>
      <header className="face">
        <span className="num no" data-digits={digitsOf(visitor.number)}>
          {visitor.number}
        </span>
        <div>
          {called && <p className="label">{say('calledTo', { n: counterNumber })}</p>}
          <h1>{service?.name[language]}</h1>
          <Meta desk={desk} of={visitor} />
          {called && visitor.unconfirmed && <p className="meta">{say('slipUnconfirmed')}</p>}
          {called && visitor.spoken === 'failed' && <p className="meta">{say('notSpoken')}</p>}
        </div>
        {called ? <Calls desk={desk} visitor={visitor} /> : <Timer desk={desk} visitor={visitor} />}
      </header>
      <Path desk={desk} visitor={visitor} />
      <Checklist desk={desk} visitor={visitor} onTick={onTick} />
    </>
  );
}

function Calls({ desk: { say, now, office }, visitor }: { readonly desk: Desk; readonly visitor: Visitor }) {
  const limit = office.policy.recallLimit + 1;
  return (
    <p className="clock">
      <span className="num">{timerText(now - visitor.since)}</span>
      <span className="pips">
        {Array.from({ length: limit }, (_, i) => (
          <i key={i} className={i < visitor.calls ? 'on' : ''} />
        ))}
      </span>{' '}
      <small>{say('callOf', { n: visitor.calls, limit })}</small>
    </p>
  );
}

function Timer({ desk: { say, now, office }, visitor }: { readonly desk: Desk; readonly visitor: Visitor }) {
  const target = office.stages.find(({ id }) => id === visitor.stage)?.targetMinutes;
  const share = target ? (now - visitor.since) / (target * 60 * secondMs) : 0;
  return (
    <p className="clock">
      <span className="num">{timerText(now - visitor.since)}</span>
      {target !== undefined && (
        <>
          <span className="track">
            <i style={{ display: 'block', width: `${Math.min(100, share * 100)}%` }} />
            <b style={{ left: '100%' }} />
          </span>
          <small>{say('target', { n: target })}</small>
        </>
      )}
    </p>
  );
}

/** The way of one number: stages done, this one, those ahead, and what follows on another day. */
function Path({ desk: { office, language, clock }, visitor }: { readonly desk: Desk; readonly visitor: Visitor }) {
  const name = (stage: string) => office.stages.find(({ id }) => id === stage)?.name[language] ?? stage;
  const later = office.services.find(({ id }) => id === visitor.service)?.later;
  return (
    <ol className="path">
      {visitor.done.map(({ stage, at }) => (
        <li key={`${stage} ${at}`} className="done">
          <Icon name="check" />
          {name(stage)} {clock.time(at)}
        </li>
      ))}
      <li className="here">{name(visitor.stage)}</li>
      {visitor.ahead.map((stage, i) => (
        <li key={`${stage} ${i}`}>{name(stage)}</li>
      ))}
      {later && <li className="later">{later.name[language]}</li>}
    </ol>
  );
}

function Checklist({
  desk,
  visitor,
  onTick,
}: {
  readonly desk: Desk;
  readonly visitor: Visitor;
  readonly onTick: (item: string) => void;
}) {
  const { office, say, language, live } = desk;
  const stage = office.stages.find(({ id }) => id === visitor.stage);
  const items = stage?.checklist ?? [];
  const serving = visitor.phase === 'serving';
  const [first] = openItems(visitor, office);
  return (
    <section className={serving ? 'sop' : 'sop later'}>
      <header>
        <h2>{say('sop', { stage: stage?.name[language].toLowerCase() ?? '' })}</h2>
        {items.length > 0 && (
          <span>
            {serving
              ? say('ofItems', { n: items.filter(({ id }) => visitor.checked.includes(id)).length, all: items.length })
              : say('items', { n: items.length })}
          </span>
        )}
      </header>
      {items.length === 0 && <p className="none">{say('noSop')}</p>}
      <ol>
        {items.map(({ id, text }, i) => {
          const done = visitor.checked.includes(id);
          const todo = serving && live && id === first;
          return (
            <li key={id} className={done ? 'done' : todo ? 'todo' : ''}>
              <button type="button" disabled={!serving || !live} aria-pressed={done} onClick={() => onTick(id)}>
                <span className="box">{done ? <Icon name="check" /> : i < 9 ? i + 1 : ''}</span>
                <span>{text[language]}</span>
                <small>{todo && <kbd>{say('space')}</kbd>}</small>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
