import { useState } from 'react';
import type { Desk } from './Console.tsx';
import { Sheet } from './Sheet.tsx';
import type { Action, Keys } from './keys.ts';

const groups = [
  ['1', 'groupVisitor'],
  ['2', 'groupTake'],
  ['3', 'groupOthers'],
  ['4', 'groupDesk'],
] as const;

/** Every key of the desk at one glance, pressed by its letter or, on a number pad, by its two digits. */
export function Overview({
  desk: { say },
  keys,
  onPress,
  onClose,
}: {
  readonly desk: Desk;
  readonly keys: Keys;
  readonly onPress: (action: Action) => void;
  readonly onClose: () => void;
}) {
  const [first, setFirst] = useState('');

  function run(action: Action | undefined) {
    setFirst('');
    if (!action?.does) return;
    onClose();
    onPress(action);
  }
  function onKey(pressed: string) {
    if (pressed === 'Escape' || pressed === '?' || pressed === 'F1') onClose();
    else if (pressed === '-' || pressed === 'Backspace') {
      if (first === '') onClose();
      else setFirst('');
    } else if (/^[1-9]$/.test(pressed)) {
      if (first === '') setFirst(pressed);
      else run(keys.actions.find(({ code }) => code === `${first}${pressed}`));
    } else run(keys.actions.find(({ cap }) => cap === pressed));
  }
  const closing = [
    [say('backKey'), '−'],
    [say('cancelKey'), 'Esc'],
  ] as const;
  return (
    <Sheet wide title={say('overviewTitle')} help={say('overviewHelp')} keys={closing} onKey={onKey}>
      <div className="all">
        {groups.map(([digit, title]) => (
          <section key={digit} className={first !== '' && first !== digit ? 'away' : ''}>
            <h2>{say(title)}</h2>
            <ul>
              {keys.actions
                .filter(({ code }) => code.startsWith(digit))
                .map((action) => (
                  <li key={action.code}>
                    <button type="button" aria-disabled={!action.does} onClick={() => run(action)}>
                      <span className="num code">{action.code}</span>
                      <span>
                        {action.label}
                        <small>{action.why ?? action.hint}</small>
                      </span>
                      <kbd>{action.cap}</kbd>
                    </button>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Sheet>
  );
}
