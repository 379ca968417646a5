import { createRoot } from 'react-dom/client';
import { practicePath } from '../../../shared/protocol/practice.ts';
import { keepAlive } from '../../../shared/shell/beat.edge.ts';
import { openHub, pageSettings } from '../../../shared/ui/pageHub.edge.ts';
import { Notice } from '../../../shared/ui/Wait.tsx';
import { Console } from './Console.tsx';
import { Coach } from './practice/Coach.tsx';
import { counterSpeaker } from './texts.ts';
import '../../../shared/ui/tokens.css';
import '../../../shared/ui/notices.css';
import './css/counter.css';
import './css/guest.css';
import './css/sop.css';
import './css/asking.css';
import './css/queue.css';
import './css/keys.css';
import './css/sheet.css';
import './css/print.css';
import '../../../shared/ui/watermark.css';
import './practice/practice.css';

const { counter, language } = pageSettings();
const say = counterSpeaker(language);
document.documentElement.lang = language;
const practice = practicePath(location.pathname);
document.documentElement.toggleAttribute('data-practice', practice !== '');

const page = document.getElementById('page');
if (page) {
  createRoot(page).render(
    counter ? (
      <>
        <Console hub={openHub('officer', { audience: 'counter', counter })} language={language} say={say} />
        {practice !== '' && <Coach path={practice} language={language} />}
      </>
    ) : (
      <Notice icon="user" title={say('noCounter')} help={say('noCounterHelp')} />
    ),
  );
  keepAlive(page);
}
