import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { CounterView } from '../../../shared/protocol/views.ts';
import type { PageHub } from '../../../shared/ui/pageHub.edge.ts';
import type { Desk } from './Console.tsx';
import { follow, type Answer, type Dialog, type Step } from './dialog.ts';
import { useKeyboard } from './desk.edge.ts';
import type { DialogDesk } from './dialogs/parts.ts';
import { FindStep } from './FindStep.tsx';
import type { Ask } from './keys.ts';
import { MarkStep, PickStep } from './PickSteps.tsx';
import { CountStep, TextStep, TimeStep } from './TypedSteps.tsx';

export interface StepProps<Is extends Step['is']> {
  readonly desk: Desk;
  readonly step: Extract<Step, { is: Is }>;
  readonly onAnswer: (answer: Answer) => void;
  /** To the step before; from the first one the dialog closes. */
  readonly onBack: () => void;
  readonly onClose: () => void;
}

interface Props {
  readonly desk: Desk;
  readonly hub: PageHub<CounterView>;
  readonly dialog: (desk: DialogDesk) => Dialog;
  readonly onAsk: (ask: Ask) => void;
  readonly onClose: () => void;
}

/** A dialog as it stands: one question at a time, every answer a digit or typed, Esc ends it and nothing happened. */
export function DialogBox({ desk, hub, dialog, onAsk, onClose }: Props) {
  const [answers, setAnswers] = useState<readonly Answer[]>([]);
  const stand = follow(dialog(desk), answers);
  const step = 'step' in stand ? stand.step : undefined;
  // The visitor it was about has gone: there is nothing left to ask.
  useEffect(() => {
    if (!step) onClose();
  }, [step, onClose]);
  if (!step) return null;

  function onAnswer(answer: Answer) {
    const more = [...answers, answer];
    const end = follow(dialog(desk), more);
    if ('step' in end) {
      setAnswers(more);
      return;
    }
    onClose();
    if (end.ask) onAsk(end.ask);
  }
  function onBack() {
    if (answers.length === 0) onClose();
    else setAnswers(answers.slice(0, -1));
  }

  const props = { desk, onAnswer, onBack, onClose };
  const key = answers.length;
  switch (step.is) {
    case 'pick':
      return <PickStep key={key} {...props} step={step} />;
    case 'mark':
      return <MarkStep key={key} {...props} step={step} />;
    case 'count':
      return <CountStep key={key} {...props} step={step} />;
    case 'time':
      return <TimeStep key={key} {...props} step={step} />;
    case 'text':
      return <TextStep key={key} {...props} step={step} />;
    case 'visitor':
      return <FindStep key={key} {...props} hub={hub} step={step} />;
  }
}

interface SheetProps {
  readonly title: string;
  readonly help?: string | undefined;
  /** What the keys under the sheet do: its word and cap. */
  readonly keys: readonly (readonly [label: string, cap: string])[];
  readonly onKey: (pressed: string) => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

const confirmCap = 'Enter';

/** The ground of every dialog. It takes the whole keyboard while it stands. */
export function Sheet({ title, help, keys, onKey, wide = false, children }: SheetProps) {
  const box = useRef<HTMLElement>(null);
  useKeyboard((pressed) => {
    onKey(pressed);
    return pressed !== 'Tab';
  });
  useEffect(() => {
    if (!box.current?.contains(document.activeElement)) box.current?.focus();
  }, []);
  return (
    <section
      ref={box}
      className={wide ? 'sheet wide' : 'sheet'}
      role="dialog"
      aria-modal="true"
      aria-label={title}
      tabIndex={-1}
    >
      <header>
        <h1>{title}</h1>
        {help !== undefined && <p className="help">{help}</p>}
      </header>
      <div className="body">{children}</div>
      <footer>
        {keys.map(([label, cap]) => (
          <span key={cap} className={cap === confirmCap ? 'confirm' : ''}>
            <kbd>{cap}</kbd> {label}
          </span>
        ))}
      </footer>
    </section>
  );
}
