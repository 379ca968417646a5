import { useEffect, useState, useSyncExternalStore } from 'react';
import { HashRouter, Navigate, NavLink, Route, Routes } from 'react-router';
import type { Language, Office } from '../../../../shared/protocol/office.ts';
import { Icon } from '../../../../shared/ui/icons.tsx';
import { Notice } from '../../../../shared/ui/Wait.tsx';
import { KeyForm } from './KeyForm.tsx';
import { adminPages } from './pages.tsx';
import { rememberLanguage, type Session } from './session.edge.ts';
import { sayAdmin } from './texts.ts';

/** The console: its navigation and one page of it; before that the question for a key. */
export function Admin({ session, first }: { readonly session: Session; readonly first: Language }) {
  const standing = useSyncExternalStore(session.subscribe, session.standing);
  const [language, setLanguage] = useState(first);
  const say = sayAdmin(language);
  useEffect(() => rememberLanguage(language), [language]);
  switch (standing.kind) {
    case 'asking':
      return null;
    case 'noKey':
      return <KeyForm language={language} unknown={standing.unknown} onKey={session.useToken} />;
    case 'lost':
      return <Notice icon="unplug" title={say('lost')} help={say('lostHelp')} />;
    case 'in':
      return (
        <HashRouter>
          <Shell session={session} office={standing.office} language={language} onLanguage={setLanguage} />
        </HashRouter>
      );
  }
}

interface ShellProps {
  readonly session: Session;
  readonly office: Office;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

function Shell({ session, office, language, onLanguage }: ShellProps) {
  const say = sayAdmin(language);
  const other = language === 'id' ? 'en' : 'id';
  const [opening] = adminPages;
  const [desk] = office.counters;
  return (
    <div className="admin">
      <nav className="nav" aria-label={say('nav')}>
        <p className="office">
          <span className="mono" aria-hidden="true">
            {office.monogram}
          </span>
          <b>{office.name[language]}</b>
        </p>
        {adminPages.map(({ path: to, icon, title }) => (
          <NavLink key={to} to={to}>
            <Icon name={icon} />
            {title[language]}
          </NavLink>
        ))}
        {desk && (
          <a href={`/practice/?counter=${desk.id}&lang=${language}`}>
            <Icon name="graduation-cap" />
            {say('practice')}
          </a>
        )}
        <div className="who">
          <button type="button" lang={other} onClick={() => onLanguage(other)}>
            <Icon name="languages" />
            {say('otherLanguage')}
          </button>
          <button type="button" onClick={session.forget}>
            <Icon name="lock" />
            {say('leave')}
          </button>
        </div>
      </nav>
      <main className="work">
        <Routes>
          {adminPages.map(({ path: at, Page }) => (
            <Route key={at} path={at} element={<Page language={language} session={session} office={office} />} />
          ))}
          {opening && <Route path="/" element={<Navigate to={opening.path} replace />} />}
          <Route
            path="*"
            element={
              <header className="head">
                <h1>{say('noPage')}</h1>
                <p>{say('noPageHelp')}</p>
              </header>
            }
          />
        </Routes>
      </main>
    </div>
  );
}
