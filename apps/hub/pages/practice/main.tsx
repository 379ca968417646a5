import { createRoot } from 'react-dom/client';
import { pageSettings } from '../../../../shared/ui/pageHub.edge.ts';
import { Practice } from './Practice.tsx';
import { practiceSettings } from './trainee.edge.ts';
import { Sheet } from './Sheet.tsx';
import '../../../../shared/ui/tokens.css';
import '../../../../shared/ui/notices.css';
import '../../../../shared/ui/watermark.css';
import './practice.css';

const { language, counter } = pageSettings();
const { sheet } = practiceSettings();
document.documentElement.lang = language;
const page = document.getElementById('page');
if (page)
  createRoot(page).render(
    sheet === undefined ? (
      <Practice language={language} counter={counter} />
    ) : (
      <Sheet id={sheet} language={language} counter={counter} />
    ),
  );
