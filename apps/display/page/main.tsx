import '../../../shared/ui/oldBrowsers.ts';
import { createRoot } from 'react-dom/client';
import { openHub, pageSettings } from '../../../shared/ui/pageHub.edge.ts';
import { speaker } from '../../../shared/ui/texts.ts';
import { Notice } from '../../../shared/ui/Wait.tsx';
import { Display } from './Display.tsx';
import { openVoice } from './voice.edge.ts';
import '../../../shared/ui/tokens.css';
import '../../../shared/ui/notices.css';
import './display.css';

const { zone, language } = pageSettings();
const say = speaker(language);
document.documentElement.lang = language;

const hub = zone && openHub('display', { audience: 'display', zone });
const page = document.getElementById('page');
if (page) {
  createRoot(page).render(
    hub ? (
      <Display hub={hub} voice={openVoice(hub)} language={language} say={say} />
    ) : (
      <Notice icon="tv" title={say('noZone')} help={say('noZoneHelp')} />
    ),
  );
}
