import { useEffect, useRef, type ReactNode } from 'react';
import type { Desk } from './Console.tsx';
import { useKeyboard } from './desk.edge.ts';
import type { Answer, Step } from './dialog.ts';

/** What every kind of step is drawn from. */
export interface StepProps<Is extends Step['is']> {
  readonly desk: Desk;
  readonly step: Extract<Step, { is: Is }>;
  readonly onAnswer: (answer: Answer) => void;
  /** To the step before; from the first one the dialog closes. */
  readonly onBack: () => void;
  readonly onClose: () => void;
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
