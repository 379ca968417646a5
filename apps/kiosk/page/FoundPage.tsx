import { useState } from 'react';
import { assertNever } from '../../../shared/basics.ts';
import type { FindAnswer, FindRequest } from '../../../shared/protocol/agent.ts';
import { Icon, type IconName } from '../../../shared/ui/icons.tsx';
import { clockOf, spanText } from '../../../shared/ui/time.ts';
import { movedOf } from './moved.ts';
import { backKey, cap, mainKey, useFirstFocus } from './pageKeys.ts';
import { Facts, type Voice } from './parts.tsx';
import type { Word } from './texts.ts';
import { TicketNumber } from './ticketParts.tsx';

type Found = Extract<FindAnswer, { ok: true }>;
export type Deed = NonNullable<FindRequest['does']>;

const deeds: { readonly [D in Deed]: { readonly word: Word; readonly help: Word; readonly icon: IconName } } = {
  confirmPresence: { word: 'mayConfirm', help: 'mayConfirmHelp', icon: 'check' },
  reinstate: { word: 'mayReinstate', help: 'mayReinstateHelp', icon: 'undo' },
  copy: { word: 'mayCopy', help: 'mayCopyHelp', icon: 'printer' },
  postpone: { word: 'mayPostpone', help: 'mayPostponeHelp', icon: 'hourglass' },
};
/** What helps most comes first. */
const order = ['confirmPresence', 'reinstate', 'copy', 'postpone'] as const satisfies readonly Deed[];

/** One number: how it stands, and one key for each thing that may be done with it. */
export function FoundPage({
  voice,
  found,
  done,
  refused,
  onDo,
  onOther,
  onBack,
}: {
  readonly voice: Voice;
  readonly found: Found;
  readonly done: Deed | undefined;
  readonly refused: string | undefined;
  readonly onDo: (does: Deed) => Promise<void>;
  readonly onOther: () => void;
  readonly onBack: () => void;
}) {
  const { say, office, language } = voice;
  const [asking, setAsking] = useState<Deed>();
  const first = useFirstFocus<HTMLHeadingElement>(found);
  const { title, help } = wordsOf(found, voice);
  const clock = clockOf(office.timeZone, language);
  const may = order.filter((deed) => found.may.includes(deed));
  const name = office.services.find(({ id }) => id === found.service)?.name[language];
  const shows = found.state === 'waiting';
  return (
    <main className="find found">
      <section className="paper" aria-live="polite">
        <TicketNumber ticket={found} />
        <p className="service-name">{name}</p>
      </section>
      <section className="standing">
        {done && (
          <p className="read" role="status">
            <Icon name={found.slip === undefined || found.slip === 'printed' ? 'check' : 'warning'} />
            <span data-say="">{say(doneWord(done, found))}</span>
          </p>
        )}
        <h1 ref={first} tabIndex={-1} data-say="" data-state={found.state}>
          {title}
        </h1>
        {help && <p data-say={found.state === 'called' ? `${say('findCalledSay')}|${found.counter}` : ''}>{help}</p>}
        {shows && !found.notToday && (
          <Facts estimate={found.estimate} count={found.ahead} countWord="ahead" voice={voice} />
        )}
        <Moved found={found} voice={voice} />
        {found.backBy !== null && <p className="by">{say('findBackBy', { time: clock.time(found.backBy) })}</p>}
        {refused !== undefined && (
          <p className="refused" role="alert">
            <Icon name="warning" />
            <span data-say="">{refused}</span>
          </p>
        )}
        {may.length === 0 && done === undefined && found.state !== 'ended' && (
          <p className="only">{say('findCodeOnly')}</p>
        )}
      </section>
      <div className="deeds">
        {may.map((deed, i) => (
          <button
            key={deed}
            type="button"
            className={asking === deed ? 'key asking' : 'key'}
            aria-disabled={asking !== undefined}
            aria-busy={asking === deed}
            {...cap(String(i + 1))}
            onClick={() => {
              if (asking !== undefined) return;
              setAsking(deed);
              void onDo(deed).finally(() => setAsking(undefined));
            }}
          >
            <Icon name={deeds[deed].icon} />
            <span>
              <b>{say(deeds[deed].word)}</b>
              <span>{say(deeds[deed].help)}</span>
            </span>
          </button>
        ))}
      </div>
      <div className="acts two">
        <button type="button" className="key" {...cap('6')} onClick={onOther}>
          <Icon name="search" />
          {say('findOther')}
        </button>
        <button type="button" className="key main" {...backKey} {...mainKey} onClick={onBack}>
          <Icon name="house" />
          {say('done')}
        </button>
      </div>
    </main>
  );
}

const movedWords = {
  keep: { title: 'findKeep', help: 'findKeepHelp' },
  notToday: { title: 'findNotToday', help: 'findNotTodayHelp' },
  later: { title: 'findLater', help: 'findMovedHelp' },
  earlier: { title: 'findEarlier', help: 'findMovedHelp' },
} as const satisfies Record<string, { readonly title: Word; readonly help: Word }>;

/** What is not as the slip says, and what then. */
function Moved({ found, voice: { say, office, language } }: { readonly found: Found; readonly voice: Voice }) {
  const moved = movedOf(found);
  if (!moved) return null;
  const { title, help } = movedWords[moved];
  const time = found.promised ? spanText(found.promised, clockOf(office.timeZone, language)) : '';
  return (
    <p className="moved" data-moved={moved}>
      <Icon name="hourglass" />
      <span>
        <b data-say="">{say(title)}</b>
        <span>{say(help, { n: office.carryOverDays, time })}</span>
      </span>
    </p>
  );
}

function wordsOf({ state, counter }: Found, { say }: Voice): { readonly title: string; readonly help?: string } {
  switch (state) {
    case 'waiting':
      return { title: say('findWait') };
    case 'away':
      return { title: say('findAway'), help: say('findAwayHelp') };
    case 'called':
      return { title: say('findCalled'), ...(counter === null ? {} : { help: say('findCalledAt', { n: counter }) }) };
    case 'serving':
      return { title: say('findServing') };
    case 'parked':
      return { title: say('findParked'), help: say('findParkedHelp') };
    case 'missed':
      return { title: say('findMissed'), help: say('findMissedHelp') };
    case 'ended':
      return { title: say('findEnded'), help: say('findEndedHelp') };
    case 'here':
      return { title: say('findHere'), help: say('findHereHelp') };
    default:
      return assertNever(state);
  }
}

function doneWord(done: Deed, { slip }: Found): Word {
  switch (done) {
    case 'copy':
      return slip === 'printed' ? 'copyCame' : 'notPrintedIt';
    case 'reinstate':
      return 'didReinstate';
    case 'postpone':
      return 'didPostpone';
    case 'confirmPresence':
      return 'didConfirm';
    default:
      return assertNever(done);
  }
}
