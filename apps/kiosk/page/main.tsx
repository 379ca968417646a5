import { createRoot } from 'react-dom/client';
import '../../../shared/ui/tokens.css';
import './kiosk.css';
import { present } from '../../../shared/basics.ts';
import { KioskPage } from './KioskPage.tsx';

createRoot(present(document.getElementById('root'), '#root')).render(<KioskPage />);
