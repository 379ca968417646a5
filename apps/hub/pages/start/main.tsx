import { createRoot } from 'react-dom/client';
import { pageSettings } from '../../../../shared/ui/pageHub.edge.ts';
import { speaker } from '../../../../shared/ui/texts.ts';
import { Start } from './Start.tsx';
import '../../../../shared/ui/tokens.css';
import '../../../../shared/ui/notices.css';
import './start.css';
import './tour.css';

const { language } = pageSettings();
document.documentElement.lang = language;
const page = document.getElementById('page');
if (page) createRoot(page).render(<Start language={language} say={speaker(language)} />);
