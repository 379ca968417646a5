import type { ReactNode } from 'react';
import type { Language, Office, Text } from '../../../../shared/protocol/office.ts';
import type { IconName } from '../../../../shared/ui/icons.tsx';
import { AccuracyPage } from './accuracy/AccuracyPage.tsx';
import type { Session } from './session.edge.ts';
import { StaffingPage } from './staffing/StaffingPage.tsx';
import { WhatIfPage } from './whatIf/WhatIfPage.tsx';

export interface AdminPageProps {
  readonly language: Language;
  /** Reads and writes the hub's API under the key that was typed. */
  readonly session: Session;
  readonly office: Office;
}

export interface AdminPage {
  /** After the `#` of the address: `/akurasi`. */
  readonly path: `/${string}`;
  readonly icon: IconName;
  readonly title: Text;
  readonly Page: (props: AdminPageProps) => ReactNode;
}

/** The pages of the console, in the order of the navigation; the first one is where it opens. */
export const adminPages: readonly AdminPage[] = [
  { path: '/akurasi', icon: 'chart-line', title: { id: 'Akurasi perkiraan', en: 'Accuracy' }, Page: AccuracyPage },
  { path: '/coba', icon: 'flask', title: { id: 'Coba dulu', en: 'What if' }, Page: WhatIfPage },
  { path: '/jadwal', icon: 'users', title: { id: 'Jadwal loket', en: 'Counters needed' }, Page: StaffingPage },
];
