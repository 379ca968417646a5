import { useState } from 'react';
import type { Language } from '../../../../shared/protocol/office.ts';
import { Icon } from '../../../../shared/ui/icons.tsx';
import { sayAdmin } from './texts.ts';

interface Props {
  readonly language: Language;
  /** The key before was not known. */
  readonly unknown: boolean;
  readonly onKey: (key: string) => void;
}

export function KeyForm({ language, unknown, onKey }: Props) {
  const say = sayAdmin(language);
  const [typed, setTyped] = useState('');
  const key = typed.trim();
  return (
    <main className="standby">
      <Icon name="lock" />
      <h1>{say('keyTitle')}</h1>
      <p>{say('keyHelp')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (key !== '') onKey(key);
        }}
      >
        <label htmlFor="key">{say('keyLabel')}</label>
        <input
          id="key"
          type="password"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={typed}
          aria-invalid={unknown}
          aria-describedby={unknown ? 'key-unknown' : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button className="key main" type="submit">
          {say('keySave')}
        </button>
      </form>
      {unknown && (
        <p id="key-unknown" className="fault" role="alert">
          {say('keyUnknown')}
        </p>
      )}
    </main>
  );
}
