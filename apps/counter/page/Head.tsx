import { Icon } from '../../../shared/ui/icons.tsx';
import type { Desk } from './Console.tsx';
import type { Key } from './keys.ts';

/** Counter, officer, what is pending, break and close, the clock. */
export function Head({
  desk,
  keys = [],
  onPress,
}: {
  readonly desk: Desk;
  readonly keys?: readonly Key[];
  readonly onPress?: (key: Key) => void;
}) {
  const { view, office, say, language, clock, now, live, counterNumber } = desk;
  const officer = office.officers.find(({ id }) => id === view.officer);
  const setting = office.counters.find(({ id }) => id === view.counter);
  const stages = setting?.tiers[0]
    ?.map((stage) => office.stages.find(({ id }) => id === stage)?.name[language].toLowerCase())
    .join(', ');
  const states = [
    view.pending === 'paused' && say('pendingBreak'),
    view.pending === 'closed' && say('pendingClose'),
    view.dayState !== 'open' && say(view.dayState === 'closing' ? 'dayClosing' : 'dayClosed'),
  ].filter((state) => state !== false);
  return (
    <header className="bar">
      <p className="desk">
        {say('counter')} <span className="num">{counterNumber}</span>
      </p>
      <p className="who">{[officer?.name, stages].filter((part) => part !== undefined).join(' · ')}</p>
      {states.map((state) => (
        <span key={state} className="state">
          <Icon name="info" />
          {state}
        </span>
      ))}
      <span className="push" />
      {keys.map((key) => (
        <button key={key.cap} type="button" className="key" aria-disabled={!live} onClick={() => onPress?.(key)}>
          <Icon name={key.cap === 'F8' ? 'cup' : 'lock'} />
          {key.label} <kbd>{key.cap}</kbd>
        </button>
      ))}
      <time className="num">{clock.time(now)}</time>
    </header>
  );
}
