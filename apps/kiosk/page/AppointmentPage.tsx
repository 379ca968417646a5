import { Icon } from '../../../shared/ui/icons.tsx';
import { backKey, mainKey, useFirstFocus } from './pageKeys.ts';
import type { Voice } from './parts.tsx';
import './help.css';

/** A booking is believed where it can be seen: at the desk. Nothing of a scanned code is kept. */
export function AppointmentPage({
  voice: { say },
  isScanned,
  onDone,
}: {
  readonly voice: Voice;
  readonly isScanned: boolean;
  readonly onDone: () => void;
}) {
  const main = useFirstFocus<HTMLButtonElement>();
  return (
    <main className="advice">
      <div className="words">
        <Icon name="id-card" />
        <h1 data-say="">{say('bookedTitle')}</h1>
        {isScanned && (
          <p className="read" role="status">
            <Icon name="check" />
            <span data-say="">{say('bookedRead')}</span>
          </p>
        )}
        <p data-say="">{say('bookedWhy')}</p>
        <p data-say="">{say('bookedElse')}</p>
      </div>
      <div className="acts">
        <button type="button" className="key" {...backKey} onClick={onDone}>
          <Icon name="arrow-left" />
          {say('back')}
        </button>
        <button ref={main} type="button" className="key main" {...mainKey} onClick={onDone}>
          <Icon name="ticket" />
          {say('bookedTake')}
        </button>
      </div>
    </main>
  );
}
