import { Icon } from '../../../shared/ui/icons.tsx';
import type { Desk } from './Console.tsx';
import type { Key, Keys } from './keys.ts';

interface KeyboardProps {
  readonly desk: Desk;
  readonly keys: Keys;
  /** While a choice is open, only its own keys can be pressed. */
  readonly choosing: boolean;
  /** The key that was pressed a moment ago. */
  readonly settling: string | undefined;
  readonly onPress: (key: Key) => void;
}

/** The row of keys: the same order and place in every state. */
export function Keyboard({ desk, keys, choosing, settling, onPress }: KeyboardProps) {
  const { say, live, slow, busy } = desk;
  const { main, next, row } = keys;
  const closed = !live || choosing || slow !== undefined;
  const mainClosed = closed || !main.does;
  const look = slow ? ' wait' : main.notYet && !closed ? ' notyet' : '';
  /** Takes no press for a moment, and looks as if it did: closing every key for each answer would flicker. */
  const held = ({ cap }: Key) => (settling === cap ? ' settling' : busy ? ' held' : '');
  return (
    <nav className="keys" aria-label={say('allKeys')}>
      <button
        type="button"
        className={`key main${look}${mainClosed ? '' : held(main)}`}
        aria-disabled={mainClosed || held(main) !== ''}
        onClick={() => onPress(main)}
      >
        {slow ? (
          <span>
            {say('waitForAnswer')}
            <small>{say('waitForAnswerHelp')}</small>
          </span>
        ) : (
          <span>
            {main.label}
            {live ? main.help !== undefined && <small>{main.help}</small> : <small>{say('waitForLink')}</small>}
          </span>
        )}
        {slow ? <Icon name="hourglass" /> : <kbd>{main.cap}</kbd>}
      </button>
      {[next, ...row].map((key) => {
        const shut = closed || !key.does;
        return (
          <button
            key={key.cap}
            type="button"
            className={`key${shut ? '' : held(key)}`}
            aria-disabled={shut || held(key) !== ''}
            onClick={() => onPress(key)}
          >
            <span>
              {key.label}
              {live && key.help !== undefined && <small>{key.help}</small>}
            </span>
            <kbd>{key.cap}</kbd>
          </button>
        );
      })}
    </nav>
  );
}
