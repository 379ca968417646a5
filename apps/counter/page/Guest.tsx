import type { ReactNode } from 'react';
import { Icon } from '../../../shared/ui/icons.tsx';
import type { Desk } from './Console.tsx';
import { digitsOf, Meta, Visit } from './Visit.tsx';
import { Why } from './Why.tsx';

/** The visitor at this counter, or who would come next; what stands over it are the children. */
export function Guest({
  desk,
  onTick,
  children,
}: {
  readonly desk: Desk;
  readonly onTick: (item: string) => void;
  readonly children: ReactNode;
}) {
  const { view } = desk;
  const { visitor } = view;
  const gold = visitor?.phase === 'called' && desk.live;
  return (
    <main className={gold ? 'guest gold' : 'guest'}>
      {visitor ? <Visit desk={desk} visitor={visitor} onTick={onTick} /> : <Nobody desk={desk} />}
      {children}
    </main>
  );
}

function Nobody({ desk }: { readonly desk: Desk }) {
  const { view, office, say, slow, clock, language } = desk;
  if (slow) {
    const calling = slow.type === 'CallNext' || slow.type === 'CallTicket';
    return (
      <section className="asking" role="status">
        <div className="line">
          <i />
        </div>
        <h1>{say(calling ? 'askingNext' : 'asking')}</h1>
        {calling && <p>{say('askingHelp')}</p>}
      </section>
    );
  }
  if (view.state === 'paused')
    return <Quiet icon="cup" title={say('breakTitle')} help={say('breakHelp', { time: clock.time(view.since) })} />;
  const { next } = view;
  if (!next) {
    return view.total > 0 ? (
      <Quiet icon="hourglass" title={say('noneCallable')} help={say('noneCallableHelp')} />
    ) : (
      <Quiet icon="done" title={say('nobody')} help={say('nobodyHelp')} />
    );
  }
  const row = view.waiting.find(({ ticket }) => ticket === next.ticket);
  const service = office.services.find(({ id }) => id === row?.service);
  return (
    <section className="idle">
      <p className="label">{say('nextTitle')}</p>
      <span className="num no" data-digits={digitsOf(next.number)}>
        {next.number}
      </span>
      <h1>{service?.name[language]}</h1>
      {row && <Meta desk={desk} of={row} />}
      <Why desk={desk} />
    </section>
  );
}

function Quiet({
  icon,
  title,
  help,
}: {
  readonly icon: 'cup' | 'done' | 'hourglass';
  readonly title: string;
  readonly help: string;
}) {
  return (
    <section className="quiet">
      <Icon name={icon} />
      <h1>{title}</h1>
      <p>{help}</p>
    </section>
  );
}
