import { useState, type ReactNode } from 'react';
import { LaneMark } from '../../../shared/ui/icons.tsx';
import type { Desk } from './Console.tsx';
import { useKeyboard } from './desk.edge.ts';
import type { Ask, Sheet } from './keys.ts';

interface Choice {
  readonly id: string;
  readonly label: ReactNode;
  readonly help?: string | undefined;
  readonly ask: Ask;
}

const perPage = 9;

export function Sheets({
  desk,
  sheet,
  onClose,
}: {
  readonly desk: Desk;
  readonly sheet: Sheet;
  readonly onClose: () => void;
}) {
  switch (sheet) {
    case 'transfer':
      return (
        <Numbered
          desk={desk}
          title={desk.say('chooseTarget', { number: desk.view.visitor?.number ?? '' })}
          choices={targets(desk)}
          onClose={onClose}
        />
      );
    case 'break':
      return <Numbered desk={desk} title={desk.say('chooseReason')} choices={breaks(desk)} onClose={onClose} />;
    case 'visitors':
      return <Visitors desk={desk} onClose={onClose} />;
  }
}

/** Counters by what they do first, then the stages themselves. */
function targets({ view, office, say, language }: Desk): readonly Choice[] {
  const { visitor, counter } = view;
  if (!visitor) return [];
  const there = { type: 'Transfer', counter, ticket: visitor.ticket, call: visitor.call } as const;
  const name = (stage: string | undefined) => office.stages.find(({ id }) => id === stage)?.name[language] ?? '';
  return [
    ...office.counters
      .filter(({ id }) => id !== counter)
      .map(({ id, number, tiers }) => ({
        id,
        label: say('counterN', { n: number }),
        help: (tiers[0] ?? []).map(name).join(', '),
        ask: { ...there, to: { counter: id } },
      })),
    ...office.stages
      .filter(({ id }) => id !== visitor.stage)
      .map(({ id }) => ({
        id: `stage ${id}`,
        label: say('toStage', { name: name(id) }),
        ask: { ...there, to: { stage: id } },
      })),
  ];
}

function breaks({ view, office, language, say }: Desk): readonly Choice[] {
  const { counter } = view;
  const reasons = office.reasons.break.map(({ id, text }) => ({
    id,
    label: text[language],
    ask: { type: 'PauseCounter', counter, reason: id } as const,
  }));
  return reasons.length > 0 ? reasons : [{ id: 'break', label: say('break'), ask: { type: 'PauseCounter', counter } }];
}

interface NumberedProps {
  readonly desk: Desk;
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly onClose: () => void;
}

/** A list whose digits are its keys; 0 turns the page. */
function Numbered({ desk, title, choices, onClose }: NumberedProps) {
  const { say, send } = desk;
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(choices.length / perPage));
  const shown = choices.slice(page * perPage, (page + 1) * perPage);

  function choose(choice: Choice | undefined) {
    if (!choice) return;
    send(choice.ask);
    onClose();
  }

  useKeyboard((pressed) => {
    if (pressed === 'Escape') onClose();
    else if (pressed === '0') setPage((page + 1) % pages);
    else if (/^[1-9]$/.test(pressed)) choose(shown[Number(pressed) - 1]);
    // The keys of the console are out of reach while a choice is open.
    return pressed !== 'Tab';
  });

  return (
    <section className="sheet" role="dialog" aria-label={title}>
      <h1>{title}</h1>
      <p className="help" />
      <div className="pick">
        {shown.map((choice, i) => (
          <button key={choice.id} type="button" className="key" onClick={() => choose(choice)}>
            <kbd>{i + 1}</kbd>
            <span>
              {choice.label}
              {choice.help !== undefined && <small>{choice.help}</small>}
            </span>
          </button>
        ))}
      </div>
      <footer>
        <span>
          {say('cancel')} <kbd>Esc</kbd>
        </span>
        {pages > 1 && (
          <span>
            {say('morePages')} ({page + 1}/{pages}) <kbd>0</kbd>
          </span>
        )}
      </footer>
    </section>
  );
}

/** C12: any callable, parked or missed visit of this counter's queues, found by the digits of its number. */
function Visitors({ desk, onClose }: { readonly desk: Desk; readonly onClose: () => void }) {
  const { view, office, say, send, language } = desk;
  const [typed, setTyped] = useState('');
  const all = [
    ...view.waiting.map(({ ticket, number, lane, service }) => ({
      ticket,
      number,
      lane,
      note: office.services.find(({ id }) => id === service)?.name[language],
    })),
    ...view.parked.map(({ ticket, number }) => ({ ticket, number, lane: undefined, note: say('parkedMark') })),
    ...view.missed.map(({ ticket, number }) => ({ ticket, number, lane: undefined, note: say('missedMark') })),
  ];
  const found = all.filter(({ number }) => matches(number, typed));

  function choose(visitor: (typeof all)[number] | undefined) {
    if (!visitor) return;
    send({ type: 'CallTicket', counter: view.counter, ticket: visitor.ticket });
    onClose();
  }

  useKeyboard((pressed) => {
    if (pressed === 'Escape') onClose();
    else if (pressed === 'Enter') choose(typed === '' ? undefined : found[0]);
    else if (pressed === 'Backspace') setTyped(typed.slice(0, -1));
    else if (/^[A-Z0-9]$/.test(pressed)) setTyped(`${typed}${pressed}`.slice(0, 6));
    return pressed !== 'Tab';
  });

  return (
    <section className="sheet" role="dialog" aria-label={say('chooseVisitor')}>
      <h1>{say('chooseVisitor')}</h1>
      <p className="help">
        <span className="num typed">{typed}</span> {say(found.length > 0 ? 'chooseVisitorHelp' : 'noMatch')}
      </p>
      <div className="pick">
        {found.map((visitor, i) => (
          <button
            key={visitor.ticket}
            type="button"
            className={typed !== '' && i === 0 ? 'key main' : 'key'}
            onClick={() => choose(visitor)}
          >
            <span className="num">{visitor.number}</span>
            <small>{visitor.note}</small>
            {visitor.lane && (
              <span className={typed !== '' && i === 0 ? 'lane' : `lane ${visitor.lane}`}>
                <LaneMark lane={visitor.lane} />
              </span>
            )}
          </button>
        ))}
      </div>
      <footer>
        {typed !== '' && found[0] && (
          <span>
            {say('callNumber', { number: found[0].number })} <kbd>{say('enter')}</kbd>
          </span>
        )}
        <span>
          {say('cancel')} <kbd>Esc</kbd>
        </span>
      </footer>
    </section>
  );
}

/** `14`, `014` and `A14` all mean A-014. */
function matches(number: string, typed: string): boolean {
  const [, prefix = '', digits = ''] = /^([A-Z]?)0*(\d*)/.exec(typed) ?? [];
  return number.startsWith(prefix) && number.replace(/^[A-Z]-0*/, '').startsWith(digits);
}
