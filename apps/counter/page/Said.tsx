import { Icon } from '../../../shared/ui/icons.tsx';
import type { Desk, Refused } from './Console.tsx';
import type { Allowable } from './overrides.ts';

/** Why the hub did not do it, and what to do instead. */
export function Said({
  desk: { say },
  refused: { message, allowable },
  onAllow,
}: {
  readonly desk: Pick<Desk, 'say'>;
  readonly refused: Refused;
  readonly onAllow: (allowable: Allowable) => void;
}) {
  return (
    <div className="said" role="alert">
      <Icon name="info" />
      <p>{message}</p>
      {allowable && (
        <button type="button" className="key" onClick={() => onAllow(allowable)}>
          {say('allow')} <kbd>O</kbd>
        </button>
      )}
    </div>
  );
}
