import { useState } from 'react';
import type { CounterView } from '../../../shared/protocol/views.ts';
import { LaneMark } from '../../../shared/ui/icons.tsx';
import type { PageHub } from '../../../shared/ui/pageHub.edge.ts';
import type { Desk } from './Console.tsx';
import { useSearch } from './desk.edge.ts';
import type { Found } from './dialog.ts';
import { Sheet, type StepProps } from './Sheet.tsx';

const mostShown = 15;

function knownOf({ view, office, language, say }: Desk): readonly Found[] {
  const name = (service: string) => office.services.find(({ id }) => id === service)?.name[language] ?? '';
  return [
    ...view.waiting.map(({ ticket, number, lane, service }) => ({ ticket, number, lane, note: name(service) })),
    ...view.parked.map(({ ticket, number }) => ({ ticket, number, note: say('parkedMark') })),
    ...view.missed.map(({ ticket, number }) => ({ ticket, number, note: say('missedMark') })),
  ];
}

/** A visitor by the digits of the number: the first 20, the parked and the missed at once, all others from the hub. */
export function FindStep(props: StepProps<'visitor'> & { readonly hub: PageHub<CounterView> }) {
  const { desk, hub, step, onAnswer, onBack, onClose } = props;
  const { view, office, say, language } = desk;
  const [typed, setTyped] = useState('');
  const known = knownOf(desk).filter(({ number }) => matches(number, typed));
  const beyond = view.total > view.waiting.length;
  const rows = useSearch(hub, view.counter, soughtOf(typed), beyond);
  const others = (rows ?? [])
    .filter(({ ticket, number }) => known.every((one) => one.ticket !== ticket) && matches(number, typed))
    .map(({ ticket, number, lane, service }) => ({
      ticket,
      number,
      lane,
      note: office.services.find(({ id }) => id === service)?.name[language] ?? '',
    }));
  const found = [...known, ...others].slice(0, mostShown);
  const searching = beyond && typed !== '' && rows === undefined;
  const first = typed === '' ? undefined : found[0];

  function choose(visitor: Found | undefined) {
    if (visitor && !step.looking) onAnswer({ visitor });
  }
  function onKey(pressed: string) {
    if (pressed === 'Escape') onClose();
    else if (pressed === 'Enter') choose(first);
    else if (pressed === 'Backspace' || pressed === '-') {
      if (typed === '') onBack();
      else setTyped(typed.slice(0, -1));
    } else if (/^[A-Z0-9]$/.test(pressed)) setTyped(`${typed}${pressed}`.slice(0, 6));
  }
  const keys = [
    ...(first && !step.looking ? [[step.confirm(first.number), say('enter')] as const] : []),
    [say('backKey'), '−'] as const,
    [say('cancelKey'), 'Esc'] as const,
  ];
  return (
    <Sheet title={step.title} help={step.help} keys={keys} onKey={onKey}>
      <p className="entry" aria-live="polite">
        <span className="num typed">{typed === '' ? ' ' : typed}</span>
        <span>{searching ? say('findMore') : found.length === 0 ? say('findNone') : ''}</span>
      </p>
      <div className="pick found">
        {found.map((visitor) => (
          <button
            key={visitor.ticket}
            type="button"
            className={visitor === first && !step.looking ? 'key main' : 'key'}
            aria-disabled={step.looking === true}
            onClick={() => choose(visitor)}
          >
            <span className="num">{visitor.number}</span>
            <small>{visitor.note}</small>
            {visitor.lane && (
              <span className={visitor === first && !step.looking ? 'lane' : `lane ${visitor.lane}`}>
                <LaneMark lane={visitor.lane} />
                <span className="vh">{say(visitor.lane)}</span>
              </span>
            )}
          </button>
        ))}
      </div>
    </Sheet>
  );
}

/** What the hub looks for: its numbers are written with zeros that nobody types. */
function soughtOf(typed: string): string {
  const [, prefix = '', digits = ''] = /^([A-Z]?)0*(\d*)/.exec(typed) ?? [];
  return digits === '' ? prefix : digits;
}

/** `14`, `014` and `A14` all mean A-014. */
function matches(number: string, typed: string): boolean {
  const [, prefix = '', digits = ''] = /^([A-Z]?)0*(\d*)/.exec(typed) ?? [];
  return number.startsWith(prefix) && number.replace(/^[A-Z]-0*/, '').startsWith(digits);
}
