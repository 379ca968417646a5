import { mayOverride } from '../../../shared/protocol/roles.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import type { Desk } from './Console.tsx';

/** I19: what is asked here after a restore: who sits at this counter, and, of a supervisor, whether to wait on. */
export function restoreAsks({ view, live, role }: Pick<Desk, 'view' | 'live' | 'role'>): 'seat' | 'awaits' | undefined {
  const { restored, officer, state } = view;
  if (!live || !restored) return undefined;
  if (restored.unchecked && officer !== null && state !== 'closed') return 'seat';
  return role !== undefined && mayOverride(role) && restored.awaits.length > 0 ? 'awaits' : undefined;
}

/** One question at a time, with a key for each answer. */
export function Restored({ desk }: { readonly desk: Desk }) {
  const { view, say, clock } = desk;
  const { restored, visitor } = view;
  const asks = restoreAsks(desk);
  if (!restored || !asks) return null;
  const time = clock.time(restored.at);
  return (
    <section className="alert staff" role="status">
      <Icon name="user" />
      {asks === 'seat' ? (
        <>
          <p>
            <b>{say('restoredCheck', { time })}</b>{' '}
            {visitor ? say('restoredVisitor', { number: visitor.number }) : say('restoredNobody')}
          </p>
          <span className="then">
            {say(visitor ? 'seatRight' : 'seatEmpty')} <kbd>Y</kbd>
          </span>
          <span className="then">
            {say('seatWrong')} <kbd>Q</kbd>
          </span>
        </>
      ) : (
        <>
          <p>
            <b>{say('restoredAt', { time })}</b> {say('restoredAwaits', { devices: restored.awaits.join(', ') })}
          </p>
          <span className="then">
            {say('goOnKey')} <kbd>V</kbd>
          </span>
        </>
      )}
    </section>
  );
}
