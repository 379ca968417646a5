import { createRoot } from 'react-dom/client';
import '../../ui/tokens.css';
import './local.css';
import { present } from '../../basics.ts';
import { LocalAddress } from './address.ts';
import { LocalPage } from './LocalPage.tsx';

const surfaces = { kiosk: 'kiosk', counter: 'desk', display: 'tv' } as const;

const told = LocalAddress.parse(Object.fromEntries(new URLSearchParams(location.search)));
const root = document.documentElement;
root.lang = told.language;
root.dataset['surface'] = surfaces[told.app];
root.dataset['theme'] = told.app === 'display' ? 'dark' : 'light';
createRoot(present(document.getElementById('page'), '#page')).render(<LocalPage {...told} />);
