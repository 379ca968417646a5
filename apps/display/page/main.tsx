import '../../../shared/ui/oldBrowsers.ts';
import { createRoot } from 'react-dom/client';
import { keepAlive } from '../../../shared/shell/beat.edge.ts';
import { openHub, pageSettings } from '../../../shared/ui/pageHub.edge.ts';
import { speaker } from '../../../shared/ui/texts.ts';
import { Notice } from '../../../shared/ui/Wait.tsx';
import { practicePath } from '../../../shared/protocol/practice.ts';
import { Watermark } from '../../../shared/ui/Watermark.tsx';
import { Display } from './Display.tsx';
import { loadFaces } from './faces.edge.ts';
import { feedZone, openFeed } from './feed.edge.ts';
import { openVoice, silent } from './voice.edge.ts';
import '../../../shared/ui/tokens.css';
import '../../../shared/ui/notices.css';
import '../../../shared/ui/watermark.css';
import './board.css';
import './numbers.css';
import './call.css';
import './stale.css';
import './counts.css';
import './turns.css';
import './marks.css';
import './pictures.css';
import './emergency.css';
import './countertop.css';
import './practice.css';

const { zone, counter, language } = pageSettings();
const say = speaker(language);
document.documentElement.lang = language;
const inPractice = practicePath(location.pathname) !== '';
document.documentElement.classList.toggle('practice', inPractice);

/** By the door it came through: the feed has no credential and no voice. */
function screen() {
  const fed = feedZone();
  if (fed !== undefined) return { hub: openFeed(fed), voice: silent };
  if (!zone) return undefined;
  const hub = openHub('display', { audience: 'display', zone });
  // R1: a practice speaks on no loudspeaker.
  if (inPractice) return { hub, voice: silent };
  return { hub, voice: openVoice(hub, { speaks: counter === undefined }) };
}

loadFaces();
const page = document.getElementById('page');
const opened = screen();
if (page) {
  createRoot(page).render(
    opened ? (
      <>
        {inPractice && <Watermark language={language} />}
        <Display {...opened} language={language} say={say} counter={counter} />
      </>
    ) : (
      <Notice icon="tv" title={say('noZone')} help={say('noZoneHelp')} />
    ),
  );
  keepAlive(page);
}
