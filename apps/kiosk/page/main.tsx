import { createRoot } from 'react-dom/client';
import '../../../shared/ui/tokens.css';
import './kiosk.css';
import { present } from '../../../shared/basics.ts';
import { keepAlive } from '../../../shared/shell/beat.edge.ts';
import { KioskPage } from './KioskPage.tsx';

const root = present(document.getElementById('root'), '#root');
createRoot(root).render(<KioskPage />);
keepAlive(root);
