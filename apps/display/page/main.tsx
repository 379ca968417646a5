import { createRoot } from 'react-dom/client';
import { openHub, pageSettings } from '../../../shared/ui/pageHub.edge.ts';
import { speaker } from '../../../shared/ui/texts.ts';
import { Notice } from '../../../shared/ui/Wait.tsx';
import { Display } from './Display.tsx';
import '../../../shared/ui/tokens.css';
import '../../../shared/ui/notices.css';
import './display.css';

const { zone, language } = pageSettings();
const say = speaker(language);
document.documentElement.lang = language;

const page = document.getElementById('page');
if (page) {
  createRoot(page).render(
    zone ? (
      <Display hub={openHub('display', { audience: 'display', zone })} language={language} say={say} />
    ) : (
      <Notice icon="tv" title={say('noZone')} help={say('noZoneHelp')} />
    ),
  );
}
