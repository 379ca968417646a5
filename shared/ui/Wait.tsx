import { useState } from 'react';
import type { Language } from '../protocol/office.ts';
import type { View } from '../protocol/views.ts';
import { Icon, type IconName } from './icons.tsx';
import type { PageHub, Sight } from './pageHub.edge.ts';
import type { Say } from './texts.ts';

export function Notice({
  icon,
  title,
  help,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly help: string;
}) {
  return (
    <main className="standby" role="status">
      <Icon name={icon} />
      <h1>{title}</h1>
      <p>{help}</p>
    </main>
  );
}

/** What stands there while the hub has not said anything this page could show. */
export function Wait({
  sight,
  hub,
  language,
  say,
}: {
  readonly sight: Pick<Sight, 'link' | 'wantsToken'>;
  readonly hub: Pick<PageHub<View>, 'useToken'>;
  readonly language: Language;
  readonly say: Say;
}) {
  if (sight.wantsToken) return <TokenForm say={say} onToken={hub.useToken} />;
  const { link } = sight;
  if (link.kind === 'refused')
    return <Notice icon="lock" title={say('refused')} help={link.refusal.message[language]} />;
  return <Notice icon="unplug" title={say('connecting')} help={say('connectingHelp')} />;
}

function TokenForm({ say, onToken }: { readonly say: Say; readonly onToken: (token: string) => void }) {
  const [typed, setTyped] = useState('');
  const token = typed.trim();
  return (
    <main className="standby">
      <Icon name="lock" />
      <h1>{say('tokenTitle')}</h1>
      <p>{say('tokenHelp')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (token !== '') onToken(token);
        }}
      >
        <label htmlFor="token">{say('tokenLabel')}</label>
        <input
          id="token"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button className="key main" type="submit">
          {say('tokenSave')}
        </button>
      </form>
    </main>
  );
}
