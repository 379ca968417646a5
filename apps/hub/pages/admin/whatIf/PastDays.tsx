import type { ReactNode } from 'react';
import type { Language } from '../../../../../shared/protocol/office.ts';
import { Icon, type IconName } from '../../../../../shared/ui/icons.tsx';
import type { DaysAnswer } from '../../../whatIf/asks.ts';
import type { Answer } from '../session.edge.ts';

/** A page that asks of past days, below its title; what is wrong where the hub tells of none. */
export function PastDays({
  language,
  title,
  lead,
  days,
  failed,
  none,
  children,
}: {
  readonly language: Language;
  readonly title: string;
  readonly lead: string;
  /** Undefined while they are asked for. */
  readonly days: Answer<DaysAnswer> | undefined;
  readonly failed: string;
  readonly none: { readonly icon: IconName; readonly title: string; readonly help: string };
  readonly children: (past: DaysAnswer['past']) => ReactNode;
}) {
  return (
    <>
      <header className="head">
        <div>
          <h1>{title}</h1>
          <p>{lead}</p>
        </div>
      </header>
      {days && !days.ok && <Empty icon="warning" title={failed} help={days.message[language]} />}
      {days?.ok && (days.value.past.length === 0 ? <Empty {...none} /> : children(days.value.past))}
    </>
  );
}

function Empty({ icon, title, help }: { readonly icon: IconName; readonly title: string; readonly help: string }) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      <p>{help}</p>
    </div>
  );
}
