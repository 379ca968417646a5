import { useState } from 'react';
import type { OfficerId } from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import { practicePath } from '../../../shared/protocol/practice.ts';
import type { CounterView } from '../../../shared/protocol/views.ts';
import type { PageHub } from '../../../shared/ui/pageHub.edge.ts';
import { practiceSpeaker } from '../../../shared/ui/practiceTexts.ts';
import type { Desk, Refused } from './Console.tsx';
import { useKeyboard } from './desk.edge.ts';
import { DialogBox } from './DialogBox.tsx';
import { override } from './dialogs/help.ts';
import type { Allowable } from './overrides.ts';
import { Said } from './Said.tsx';

type Officer = Office['officers'][number];
const mostShown = 9;

/** Those skilled for this counter, those for its first tier first; and all others. With a visitor here, for that stage (C9). */
function officersFor({ office, view }: Desk): {
  readonly skilled: readonly Officer[];
  readonly others: readonly Officer[];
} {
  const own = office.counters.find(({ id }) => id === view.counter)?.tiers ?? [];
  const tiers: readonly (readonly string[])[] = view.visitor ? [[view.visitor.stage]] : own;
  const rank = ({ skills }: Officer) =>
    tiers.findIndex((tier) =>
      skills.some(({ stage, until }) => tier.includes(stage) && (until === undefined || until >= view.day)),
    );
  const ranked = office.officers.map((officer) => ({ officer, tier: rank(officer) }));
  return {
    skilled: ranked
      .filter(({ tier }) => tier >= 0)
      .sort((one, other) => one.tier - other.tier)
      .map(({ officer }) => officer),
    others: ranked.filter(({ tier }) => tier < 0).map(({ officer }) => officer),
  };
}

/** Who works here: one digit sits down; a seat that is taken wants the digit twice (C11). */
export function Seat({
  desk,
  hub,
  refused,
  onHeard,
  taken,
  onClose,
}: {
  readonly desk: Desk;
  readonly hub: PageHub<CounterView>;
  readonly refused: Refused | undefined;
  readonly onHeard: () => void;
  readonly taken: string | undefined;
  /** Leads back to the counter, where somebody sits there already. */
  readonly onClose?: () => void;
}) {
  const { view, office, say, language, counterNumber, live, busy, send } = desk;
  const [showsOthers, setShowsOthers] = useState(false);
  const [allow, setAllow] = useState<Allowable>();
  const { skilled, others } = officersFor(desk);
  const officers = (showsOthers ? others : skilled).slice(0, mostShown);
  const seated = office.officers.find(({ id }) => id === view.officer);

  function sit(officer: OfficerId | undefined) {
    if (!live || busy || officer === undefined) return;
    send({ type: 'OpenCounter', counter: view.counter, officer, ...(taken === officer ? { takeOver: true } : {}) });
    if (officer === view.officer) onClose?.();
  }
  function turn() {
    if (others.length > 0) setShowsOthers(!showsOthers);
  }

  useKeyboard((pressed) => {
    if (allow) return false;
    if (/^[1-9]$/.test(pressed)) sit(officers[Number(pressed) - 1]?.id);
    else if (pressed === '0') turn();
    else if (pressed === 'O' && refused?.allowable) setAllow(refused.allowable);
    else if (pressed === 'Escape' || pressed === '-') onClose?.();
    else return onClose !== undefined && pressed !== 'Tab';
    return true;
  });

  const lead = view.visitor
    ? say('stillHere', { number: view.visitor.number })
    : seated && view.state === 'closed'
      ? say('signedIn', { name: seated.name })
      : say(officers.length > 0 ? 'whoSitsHelp' : 'noOfficers');
  return (
    <main className="seat">
      <h1>{say('whoSits', { n: counterNumber })}</h1>
      <p className="lead">{lead}</p>
      <div className="pick">
        {officers.map((officer, i) => (
          <button key={officer.id} type="button" className="key" aria-disabled={!live} onClick={() => sit(officer.id)}>
            <kbd>{i + 1}</kbd>
            <span>
              {officer.name}
              <small>{taken === officer.id ? say('takeOverHelp') : noteOf(officer, desk, showsOthers)}</small>
            </span>
          </button>
        ))}
      </div>
      <p className="turn">
        {others.length > 0 && (
          <button type="button" aria-disabled={!live} onClick={turn}>
            <kbd>0</kbd> {say(showsOthers ? 'skilledKey' : 'othersKey')}
          </button>
        )}
        {!onClose && practicePath(location.pathname) === '' && (
          <a href={`/practice/?counter=${view.counter}&lang=${language}`}>{practiceSpeaker(language)('toPractice')}</a>
        )}
        {onClose && (
          <button type="button" onClick={onClose}>
            <kbd>Esc</kbd> {say('cancelKey')}
          </button>
        )}
      </p>
      {refused && !allow && <Said desk={desk} refused={refused} onAllow={setAllow} />}
      {allow && live && (
        <DialogBox
          {...{ desk, hub }}
          dialog={override(allow)}
          onAsk={(ask) => {
            onHeard();
            send(ask);
          }}
          onClose={() => setAllow(undefined)}
        />
      )}
    </main>
  );
}

/** What an officer may do here, or why not. */
function noteOf({ skills }: Officer, { office, view, say, language }: Desk, unskilled: boolean): string {
  const here = office.counters.find(({ id }) => id === view.counter)?.tiers.flat() ?? [];
  const over = skills.find(({ stage, until }) => here.includes(stage) && until !== undefined && until < view.day);
  if (over?.until !== undefined) return say('skillOver', { date: over.until.split('-').toReversed().join('-') });
  if (unskilled) return say('notSkilledHere');
  return skills.map(({ stage }) => office.stages.find(({ id }) => id === stage)?.name[language]).join(', ');
}
