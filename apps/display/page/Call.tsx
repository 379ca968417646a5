import type { DisplayCall } from '../../../shared/protocol/views.ts';
import { Icon, type IconName } from '../../../shared/ui/icons.tsx';
import { hourText, openingOf } from '../../../shared/ui/time.ts';
import type { Hall } from './Display.tsx';

const arrows = {
  left: 'arrow-left',
  right: 'arrow-right',
  ahead: 'arrow-up',
  upstairs: 'arrow-up',
  downstairs: 'arrow-down',
} as const satisfies Record<string, IconName>;

function isDirection(direction: string | undefined): direction is keyof typeof arrows {
  return direction !== undefined && direction in arrows;
}

/** Digits behind the prefix: longer numbers are set smaller, never cut. */
export function digitsOf(number: string): number {
  return number.length - number.indexOf('-') - 1;
}

function Way({ hall: { say }, direction }: { readonly hall: Hall; readonly direction: string | undefined }) {
  if (!isDirection(direction)) return <span />;
  return (
    <span className="way">
      <Icon name={arrows[direction]} />
      {say(direction)}
    </span>
  );
}

function Numbers({
  hall: { say, sayOther, other },
  number,
  counter,
}: {
  readonly hall: Hall;
  readonly number: string;
  readonly counter: number;
}) {
  return (
    <div className="call" data-digits={digitsOf(number)}>
      <span className="num no">{number}</span>
      <span className="to">
        <span className="w">
          {say('counter')}
          <small lang={other}>{sayOther('counter')}</small>
        </span>
        <span className="num">{counter}</span>
      </span>
    </div>
  );
}

/** The call takes the head and the first row, edge to edge. */
export function Band({ hall, call }: { readonly hall: Hall; readonly call: DisplayCall }) {
  const { say, sayOther, other } = hall;
  return (
    <section className="band" role="alert">
      <p className="say">
        <span>{say(call.recall ? 'repeated' : 'ticketNumber')}</span>
        <span>{say('pleaseGo')}</span>
      </p>
      <Numbers hall={hall} number={call.number} counter={call.counter} />
      <p className="sub">
        <span lang={other}>{sayOther('pleaseGoLine', { number: call.number, counter: call.counter })}</span>
        <Way hall={hall} direction={call.direction} />
      </p>
    </section>
  );
}

/** After its moment: who is called now; else who was called last; else when the counters open. */
export function Now({ hall }: { readonly hall: Hall }) {
  const { view, office, say, sayOther, other, live, clock, language } = hall;
  const call = view.calling.at(-1);
  const last = view.recent[0];
  const heading = (word: 'nowCalling' | 'lastCall' | 'lastKnownCall' | 'noCallYet' | 'opensAt') => (
    <p className="say">
      {say(word)}{' '}
      <span className="en" lang={other}>
        {sayOther(word)}
      </span>
    </p>
  );
  if (call) {
    const service = office.services.find(({ id }) => id === call.service);
    return (
      <section className="now" aria-live="polite">
        {heading(live ? 'nowCalling' : 'lastKnownCall')}
        <Numbers hall={hall} number={call.number} counter={call.counter} />
        <p className="sub">
          <span>{service?.short[language]}</span>
          {live ? <Way hall={hall} direction={call.direction} /> : <CalledAt hall={hall} at={call.at} />}
        </p>
      </section>
    );
  }
  if (last) {
    return (
      <section className="now plain">
        {heading(live ? 'lastCall' : 'lastKnownCall')}
        <Numbers hall={hall} number={last.number} counter={last.counter} />
        <p className="sub">
          <span />
          <CalledAt hall={hall} at={last.at} />
        </p>
      </section>
    );
  }
  const opening = openingOf(office, view.day);
  if (
    opening !== undefined &&
    opening !== '00.00' &&
    view.counters.every(({ state }) => state === 'closed') &&
    clock.time(hall.now) < hourText(opening, language)
  ) {
    return (
      <section className="now early">
        {heading('opensAt')}
        <div className="call">
          <span className="num no">{hourText(opening, language)}</span>
        </div>
        <p className="sub">
          <span>{say('opensAtHelp')}</span>
        </p>
      </section>
    );
  }
  return (
    <section className="now plain">
      {heading('nowCalling')}
      <p className="quiet">{say('noCallYet')}</p>
      <p className="sub">
        <span>{say('noCallYetHelp')}</span>
      </p>
    </section>
  );
}

function CalledAt({ hall: { say, clock }, at }: { readonly hall: Hall; readonly at: number }) {
  return (
    <span>
      {say('calledAt')} <span className="num">{clock.time(at)}</span>
    </span>
  );
}
