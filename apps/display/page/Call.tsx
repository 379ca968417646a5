import type { DisplayCall } from '../../../shared/protocol/views.ts';
import { Icon, type IconName } from '../../../shared/ui/icons.tsx';
import type { Say } from '../../../shared/ui/texts.ts';
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

export function Way({ hall: { say }, direction }: { readonly hall: Hall; readonly direction: string | undefined }) {
  if (!isDirection(direction)) return <span />;
  return (
    <span className="way">
      <Icon name={arrows[direction]} />
      {say(direction)}
    </span>
  );
}

export function Numbers({
  hall: { say, sayOther, other },
  number,
  counter,
  strangers,
}: {
  readonly hall: Hall;
  readonly number: string;
  readonly counter: number;
  readonly strangers: boolean;
}) {
  return (
    <div className="call" data-digits={digitsOf(number)}>
      <span className="num no">{number}</span>
      <span className="to">
        <span className="w">
          {say('counter')}
          {strangers && <small lang={other}>{sayOther('counter')}</small>}
        </span>
        <span className="num">{counter}</span>
      </span>
    </div>
  );
}

/** The call takes the head and the first row, edge to edge; what is wrong with the sound stays to be seen. */
export function Band({ hall, call }: { readonly hall: Hall; readonly call: DisplayCall }) {
  const { say, mute } = hall;
  return (
    <section className="band" role="alert">
      <p className="say">
        <span>{say(call.recall ? 'repeated' : 'ticketNumber')}</span>
        {mute && <Mute say={say} />}
        <span>{say('pleaseGo')}</span>
      </p>
      <Numbers hall={hall} number={call.number} counter={call.counter} strangers={isForStrangers(hall, call)} />
      <p className="sub">
        <span>
          <Family say={say} people={call.people} />
          <ForStrangers hall={hall} call={call} />
        </span>
        <Way hall={hall} direction={call.direction} />
      </p>
    </section>
  );
}

export function Mute({ say }: { readonly say: Say }) {
  return (
    <span className="mute">
      <Icon name="sound-off" />
      {say('mute')}
    </span>
  );
}

/** S7: a group has one number and one call. */
export function Family({ say, people }: { readonly say: Say; readonly people: number }) {
  return people > 1 ? <b className="family">{say('andFamily')}</b> : null;
}

/** The other language where the zone or this visitor asks for it. */
function isForStrangers({ strangers, other }: Hall, { language }: DisplayCall): boolean {
  return strangers || language === other;
}

/** One line in the other language; where nobody asks for it, what the visitor came for. */
function ForStrangers({ hall, call }: { readonly hall: Hall; readonly call: DisplayCall }) {
  const { sayOther, other, office, language } = hall;
  if (!isForStrangers(hall, call)) return <>{office.services.find(({ id }) => id === call.service)?.short[language]}</>;
  return <span lang={other}>{sayOther('pleaseGoLine', { number: call.number, counter: call.counter })}</span>;
}

/** After its moment: who is called now; else who was called last; else when the counters open. */
export function Now({ hall }: { readonly hall: Hall }) {
  const { view, office, say, sayOther, other, strangers, live, clock, language } = hall;
  const call = view.calling.at(-1);
  const last = view.recent[0];
  const heading = (word: 'nowCalling' | 'lastCall' | 'lastKnownCall' | 'noCallYet' | 'opensAt') => (
    <p className="say">
      {say(word)}
      {strangers && (
        <span className="en" lang={other}>
          {' '}
          {sayOther(word)}
        </span>
      )}
    </p>
  );
  if (call) {
    const service = office.services.find(({ id }) => id === call.service);
    return (
      <section className="now" aria-live="polite">
        {heading(live ? 'nowCalling' : 'lastKnownCall')}
        <Numbers hall={hall} number={call.number} counter={call.counter} strangers={strangers} />
        <p className="sub">
          <span>
            <Family say={say} people={call.people} />
            {service?.short[language]}
          </span>
          {live ? <Way hall={hall} direction={call.direction} /> : <CalledAt hall={hall} at={call.at} />}
        </p>
      </section>
    );
  }
  if (last) {
    return (
      <section className="now plain">
        {heading(live ? 'lastCall' : 'lastKnownCall')}
        <Numbers hall={hall} number={last.number} counter={last.counter} strangers={strangers} />
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
