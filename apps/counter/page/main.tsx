import { createRoot } from 'react-dom/client';
import { openHub, pageSettings } from '../../../shared/ui/pageHub.edge.ts';
import { speaker } from '../../../shared/ui/texts.ts';
import { Notice } from '../../../shared/ui/Wait.tsx';
import { Console } from './Console.tsx';
import '../../../shared/ui/tokens.css';
import '../../../shared/ui/notices.css';
import './counter.css';

const { counter, language } = pageSettings();
const say = speaker(language);
document.documentElement.lang = language;

const page = document.getElementById('page');
if (page) {
  createRoot(page).render(
    counter ? (
      <Console hub={openHub('officer', { audience: 'counter', counter })} language={language} say={say} />
    ) : (
      <Notice icon="user" title={say('noCounter')} help={say('noCounterHelp')} />
    ),
  );
}
