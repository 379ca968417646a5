import { Icon } from '../../../shared/ui/icons.tsx';
import { cap } from './pageKeys.ts';
import type { Say } from './texts.ts';

/** Keys on the glass for what a keyboard or keypad also types: both press the same key. */
export function Keypad({
  rows,
  say,
  onSign,
  onDelete,
}: {
  readonly rows: readonly string[];
  readonly say: Say;
  readonly onSign: (sign: string) => void;
  readonly onDelete: () => void;
}) {
  return (
    <div className="pad">
      {rows.map((signs, i) => (
        <div key={signs} className="row">
          {signs.split('').map((sign) => (
            <button
              key={sign}
              type="button"
              className="key num"
              {...cap(sign.toUpperCase())}
              onClick={() => onSign(sign)}
            >
              {sign}
            </button>
          ))}
          {i === rows.length - 1 && (
            <button
              type="button"
              className="key wide"
              aria-label={say('findDelete')}
              {...cap('Backspace')}
              onClick={onDelete}
            >
              <Icon name="erase" />
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
