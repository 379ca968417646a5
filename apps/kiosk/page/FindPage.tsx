import { useEffect, useRef, useState } from 'react';
import type { FindAnswer, FindRequest } from '../../../shared/protocol/agent.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import { askAgent } from './askAgent.edge.ts';
import './find.css';
import { FoundPage, type Deed } from './FoundPage.tsx';
import { Keypad } from './Keypad.tsx';
import { mainKey, useFirstFocus } from './pageKeys.ts';
import type { Voice } from './parts.tsx';
import { numberOf } from './scanner.ts';

type Found = Extract<FindAnswer, { ok: true }>;
type Sight =
  | { readonly kind: 'typing'; readonly refused?: string }
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'found';
      readonly text: string;
      readonly found: Found;
      readonly done?: Deed;
      readonly refused?: string;
    };

const longestTyped = 7;

/** A number that is already somebody's: scanned or typed, then what is known of it and what may be done. */
export function FindPage({
  voice,
  scanned,
  onBack,
}: {
  readonly voice: Voice;
  /** The newest scan; it is asked for at once. */
  readonly scanned: string | undefined;
  readonly onBack: () => void;
}) {
  const { say, office, language } = voice;
  const [typed, setTyped] = useState('');
  const [sight, setSight] = useState<Sight>({ kind: 'typing' });
  const isOver = useRef(false);
  const asked = useRef<string>(undefined);

  async function ask(text: string, does?: FindRequest['does']) {
    const before = sight;
    if (does === undefined) setSight({ kind: 'asking' });
    const answer = await askAgent.find({ text, language, ...(does ? { does } : {}) });
    if (isOver.current) return;
    if (answer?.ok) return setSight({ kind: 'found', text, found: answer, ...(does ? { done: does } : {}) });
    const refused = answer ? answer.message[language] : say('staffNotHelp');
    setSight(before.kind === 'found' && does ? { ...before, refused } : { kind: 'typing', refused });
  }
  useEffect(() => {
    isOver.current = false;
    if (scanned !== undefined && scanned !== asked.current) {
      asked.current = scanned;
      void ask(scanned);
    }
    return () => {
      isOver.current = true;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- only a new scan asks
  }, [scanned]);

  const first = useFirstFocus<HTMLHeadingElement>(sight.kind);
  if (sight.kind === 'found')
    return (
      <FoundPage
        voice={voice}
        found={sight.found}
        done={sight.done}
        refused={sight.refused}
        onDo={(does) => ask(sight.text, does)}
        onOther={() => {
          setTyped('');
          setSight({ kind: 'typing' });
        }}
        onBack={onBack}
      />
    );

  const number = numberOf(typed);
  const isAsking = sight.kind === 'asking';
  const letters = [...new Set(office.services.map(({ prefix }) => prefix))].toSorted().join('');
  const type = (sign: string) => {
    const isLetter = /[A-Z]/.test(sign);
    setTyped((was) => (isLetter ? sign + was.replace(/[A-Z]/g, '') : was.length < longestTyped ? was + sign : was));
    if (sight.kind === 'typing' && sight.refused !== undefined) setSight({ kind: 'typing' });
  };
  return (
    <main className="find">
      <div className="words">
        <h1 ref={first} tabIndex={-1} data-say="">
          {say('findTitle')}
        </h1>
        <p data-say="">{say('findScan')}</p>
      </div>
      <div className="entry">
        <p className="field" aria-live="polite">
          <span className="vh">{say('findField')}</span>
          <span className="num">{shownTyped(typed)}</span>
        </p>
        {sight.kind === 'typing' && sight.refused !== undefined && (
          <p className="refused" role="alert">
            <Icon name="warning" />
            <span data-say="">{sight.refused}</span>
          </p>
        )}
      </div>
      <Keypad
        rows={[...rowsOf(letters), '12345', '67890']}
        say={say}
        onSign={type}
        onDelete={() => (typed === '' ? onBack() : setTyped((was) => was.slice(0, -1)))}
      />
      <div className="acts">
        <button type="button" className="key" data-back="" onClick={onBack}>
          <Icon name="arrow-left" />
          {say('back')}
        </button>
        <button
          type="button"
          className={isAsking ? 'key main asking' : 'key main'}
          aria-disabled={number === undefined || isAsking}
          aria-busy={isAsking}
          {...mainKey}
          onClick={() => {
            if (number !== undefined && !isAsking) void ask(number);
          }}
        >
          <Icon name="search" />
          {say(isAsking ? 'finding' : 'findSeek')}
        </button>
      </div>
    </main>
  );
}

/** Letters in rows of at most six, about equally long. */
function rowsOf(letters: string): string[] {
  const rows = Math.ceil(letters.length / 6);
  const each = Math.ceil(letters.length / rows);
  return Array.from({ length: rows }, (_, i) => letters.slice(i * each, (i + 1) * each));
}

/** As it will stand on the slip; what is still missing is a low line. */
function shownTyped(typed: string): string {
  const letter = /^[A-Z]/.exec(typed)?.[0] ?? '_';
  return `${letter}-${typed.replace(/^[A-Z]/, '').padEnd(3, '_')}`;
}
