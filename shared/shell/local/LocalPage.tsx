import '../calls.ts';
import { Icon } from '../../ui/icons.tsx';
import { noticeOf } from '../texts.ts';
import { clockOf, type LocalAddress } from './address.ts';

/** Stands where the screen should be: since when, what a person should do, and that it comes back by itself. */
export function LocalPage({ app, trouble, since, language, address }: LocalAddress) {
  const { title, help, comesBack, since: sinceWords, retry } = noticeOf(app, trouble);
  const other = language === 'id' ? 'en' : 'id';
  const sinceThen = (to: 'id' | 'en') => sinceWords[to].replace('{time}', clockOf(since));
  return (
    <main className="local" role="status">
      <Icon name={trouble === 'untrusted' ? 'lock' : 'unplug'} />
      <h1>{title[language]}</h1>
      <p className="help">{help[language]}</p>
      <p className="calm">
        {sinceThen(language)}. {comesBack[language]}
      </p>
      <div className="other" lang={other}>
        <h2>{title[other]}</h2>
        <p>
          {help[other]} {sinceThen(other)}. {comesBack[other]}
        </p>
      </div>
      {app === 'counter' && (
        <button type="button" className="key" autoFocus onClick={() => void window.antrean?.retry?.()}>
          {retry[language]}
        </button>
      )}
      <p className="address num">{address}</p>
    </main>
  );
}
