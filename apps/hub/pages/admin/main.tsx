import { createRoot } from 'react-dom/client';
import { pageSettings } from '../../../../shared/ui/pageHub.edge.ts';
import { Admin } from './Admin.tsx';
import { openSession } from './session.edge.ts';
import '../../../../shared/ui/tokens.css';
import '../../../../shared/ui/notices.css';
import './admin.css';
import './chart/chart.css';

const page = document.getElementById('page');
if (page) createRoot(page).render(<Admin session={openSession()} first={pageSettings().language} />);
