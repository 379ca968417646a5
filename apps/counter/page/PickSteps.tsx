import { useState } from 'react';
import { Icon } from '../../../shared/ui/icons.tsx';
import type { Choice } from './dialog.ts';
import { Sheet, type StepProps } from './Sheet.tsx';

const perPage = 9;
const isBack = (pressed: string) => pressed === '-' || pressed === 'Backspace';

interface Paged {
  readonly choices: readonly Choice<unknown>[];
  readonly page: number;
  readonly marked?: readonly string[];
  readonly onChoose: (choice: Choice<unknown>) => void;
}

function shownOf(choices: readonly Choice<unknown>[], page: number) {
  return choices.slice(page * perPage, (page + 1) * perPage);
}

function Choices({ choices, page, marked, onChoose }: Paged) {
  return (
    <div className="pick">
      {shownOf(choices, page).map((choice, i) => {
        const on = marked?.includes(choice.id);
        return (
          <button
            key={choice.id}
            type="button"
            className={on ? 'key marked' : 'key'}
            aria-disabled={choice.closed !== undefined}
            {...(marked ? { 'aria-pressed': on } : {})}
            onClick={() => onChoose(choice)}
          >
            <kbd>{i + 1}</kbd>
            <span>
              <span className={choice.number === undefined ? '' : 'num'}>{choice.label}</span>
              {(choice.closed ?? choice.help) !== undefined && <small>{choice.closed ?? choice.help}</small>}
            </span>
            {on && <Icon name="check" />}
          </button>
        );
      })}
    </div>
  );
}

/** A list whose digits are its keys; 0 turns the page. */
export function PickStep({ desk: { say }, step, onAnswer, onBack, onClose }: StepProps<'pick'>) {
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(step.choices.length / perPage));

  function choose(choice: Choice<unknown> | undefined) {
    if (choice && choice.closed === undefined) onAnswer({ picked: choice.id });
  }
  function onKey(pressed: string) {
    if (pressed === 'Escape') onClose();
    else if (isBack(pressed)) onBack();
    else if (pressed === '0') setPage((page + 1) % pages);
    else if (pressed === 'Enter' && step.skip !== undefined) onAnswer({ skipped: true });
    else if (/^[1-9]$/.test(pressed)) choose(shownOf(step.choices, page)[Number(pressed) - 1]);
  }
  const keys = [
    ...(step.skip === undefined ? [] : [[step.skip, say('enter')] as const]),
    ...(pages > 1 ? [[`${say('morePages')} (${page + 1}/${pages})`, '0'] as const] : []),
    [say('backKey'), '−'] as const,
    [say('cancelKey'), 'Esc'] as const,
  ];
  return (
    <Sheet title={step.title} help={step.help ?? say('chooseDigit')} keys={keys} onKey={onKey}>
      <Choices choices={step.choices} page={page} onChoose={choose} />
    </Sheet>
  );
}

/** Several of a list; Enter goes on once one is marked. */
export function MarkStep({ desk: { say }, step, onAnswer, onBack, onClose }: StepProps<'mark'>) {
  const [page, setPage] = useState(0);
  const [marked, setMarked] = useState<readonly string[]>([]);
  const [lacking, setLacking] = useState(false);
  const pages = Math.max(1, Math.ceil(step.choices.length / perPage));

  function toggle(choice: Choice<unknown> | undefined) {
    if (!choice) return;
    setLacking(false);
    setMarked(marked.includes(choice.id) ? marked.filter((id) => id !== choice.id) : [...marked, choice.id]);
  }
  function confirm() {
    if (marked.length > 0) onAnswer({ marked });
    else setLacking(true);
  }
  function onKey(pressed: string) {
    if (pressed === 'Escape') onClose();
    else if (isBack(pressed)) onBack();
    else if (pressed === '0') setPage((page + 1) % pages);
    else if (pressed === 'Enter') confirm();
    else if (/^[1-9]$/.test(pressed)) toggle(shownOf(step.choices, page)[Number(pressed) - 1]);
  }
  const keys = [
    [step.confirm, say('enter')] as const,
    ...(pages > 1 ? [[`${say('morePages')} (${page + 1}/${pages})`, '0'] as const] : []),
    [say('backKey'), '−'] as const,
    [say('cancelKey'), 'Esc'] as const,
  ];
  return (
    <Sheet title={step.title} help={step.help} keys={keys} onKey={onKey}>
      <Choices choices={step.choices} page={page} marked={marked} onChoose={toggle} />
      {lacking && (
        <p className="wrong" role="alert">
          <Icon name="warning" />
          {say('markOne')}
        </p>
      )}
    </Sheet>
  );
}
