import { useEffect, useState } from 'react';
import type { CounterView } from '../../../shared/protocol/views.ts';
import type { PageHub } from '../../../shared/ui/pageHub.edge.ts';
import type { Desk } from './Console.tsx';
import { follow, type Answer, type Dialog } from './dialog.ts';
import type { DialogDesk } from './dialogs/parts.ts';
import { FindStep } from './FindStep.tsx';
import type { Ask } from './keys.ts';
import { MarkStep, PickStep } from './PickSteps.tsx';
import { CountStep, TextStep, TimeStep } from './TypedSteps.tsx';

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
