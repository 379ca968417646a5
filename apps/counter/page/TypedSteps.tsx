import { useState } from 'react';
import { Icon } from '../../../shared/ui/icons.tsx';
import { instantOfTyped } from './dialog.ts';
import { Sheet, type StepProps } from './Sheet.tsx';

/** Digits, one by one; the answer is judged when Enter is pressed. */
function Typed({
  desk: { say },
  step,
  most,
  onEnter,
  onBack,
  onClose,
}: Pick<StepProps<'count' | 'time'>, 'desk' | 'step' | 'onBack' | 'onClose'> & {
  readonly most: number;
  readonly onEnter: (typed: string) => string | undefined;
}) {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string>();
  const usual = step.is === 'count' ? String(step.usual) : '';

  function onKey(pressed: string) {
    if (pressed === 'Escape') onClose();
    else if (pressed === 'Backspace' || pressed === '-') {
      if (typed === '') onBack();
      else setTyped(typed.slice(0, -1));
      setWrong(undefined);
    } else if (pressed === 'Enter') setWrong(onEnter(typed === '' ? usual : typed));
    else if (/^\d$/.test(pressed)) {
      setTyped(`${typed}${pressed}`.slice(-most));
      setWrong(undefined);
    }
  }
  const keys = [
    [say('confirmKey'), say('enter')] as const,
    [say('backKey'), '−'] as const,
    [say('cancelKey'), 'Esc'] as const,
  ];
  const shown = typed === '' ? usual : typed;
  return (
    <Sheet title={step.title} help={step.help} keys={keys} onKey={onKey}>
      <p className="entry" aria-live="polite">
        <span className={`num typed${typed === '' ? ' usual' : ''}`}>{shown === '' ? ' ' : shown}</span>
      </p>
      {wrong !== undefined && (
        <p className="wrong" role="alert">
          <Icon name="warning" />
          {wrong}
        </p>
      )}
    </Sheet>
  );
}

export function CountStep(props: StepProps<'count'>) {
  const { desk, step, onAnswer } = props;
  const { from, to } = step;
  function onEnter(typed: string) {
    const count = Number(typed);
    if (count < from || count > to) return desk.say('countWrong', { from, to });
    onAnswer({ count });
    return undefined;
  }
  return <Typed {...props} most={2} onEnter={onEnter} />;
}

export function TimeStep(props: StepProps<'time'>) {
  const { desk, onAnswer } = props;
  function onEnter(typed: string) {
    const time = instantOfTyped(typed, desk.now, desk.clock.time(desk.now));
    if (typeof time === 'string') return desk.say(time === 'past' ? 'timePast' : 'timeWrong');
    onAnswer({ time });
    return undefined;
  }
  return <Typed {...props} most={4} onEnter={onEnter} />;
}

/** The one step that wants letters. */
export function TextStep({ desk: { say }, step, onAnswer, onBack, onClose }: StepProps<'text'>) {
  const [text, setText] = useState('');
  function enter() {
    if (text.trim() !== '') onAnswer({ text: text.trim() });
    else if (step.skip !== undefined) onAnswer({ skipped: true });
  }
  const keys = [
    [
      text.trim() === '' && step.skip !== undefined ? step.skip : say(step.secret ? 'saveKey' : 'confirmKey'),
      say('enter'),
    ] as const,
    [say('cancelKey'), 'Esc'] as const,
  ];
  return (
    <Sheet
      title={step.title}
      keys={keys}
      onKey={(pressed) => {
        if (pressed === 'Escape') onClose();
        else if (pressed === 'Enter') enter();
      }}
    >
      <input
        className="words"
        autoFocus
        autoComplete="off"
        aria-label={step.title}
        aria-describedby="words-help"
        maxLength={step.most}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={({ key, repeat }) => {
          if (key === 'Escape') onClose();
          else if (key === 'Enter' && !repeat) enter();
          else if (key === 'Backspace' && text === '' && !repeat) onBack();
        }}
      />
      {step.help !== undefined && (
        <p className={step.secret ? 'secret' : 'help'} id="words-help">
          {step.secret && <Icon name="lock" />}
          {step.help}
        </p>
      )}
    </Sheet>
  );
}
