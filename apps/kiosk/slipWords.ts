import type { Language } from '../../shared/protocol/office.ts';

/** Words printed by the kiosk itself; the office's own words come from its document. */
export const slipWords = {
  id: {
    number: 'Nomor antrean',
    calledAt: 'Kira-kira dipanggil pukul',
    ahead: 'Di depan Anda',
    people: (count: number) => `${count} orang`,
    group: 'Pemohon',
    wait: 'Perkiraan',
    minutes: (range: string) => `${range} menit`,
    hours: (range: string) => `${range} jam`,
    taken: 'Diambil',
    dateUnsure: 'Tanggal belum pasti',
    stages: 'Satu nomor untuk semua tahap',
    documents: 'Siapkan dokumen asli',
    follow: 'Tunjukkan kode ini bila ditanya',
    check: 'Kode',
  },
  en: {
    number: 'Queue number',
    calledAt: 'Called at about',
    ahead: 'Ahead of you',
    people: (count: number) => `${count} ${count === 1 ? 'visit' : 'visits'}`,
    group: 'Applicants',
    wait: 'Estimate',
    minutes: (range: string) => `${range} min`,
    hours: (range: string) => `${range} h`,
    taken: 'Taken',
    dateUnsure: 'Date not certain',
    stages: 'One number for all steps',
    documents: 'Have the originals ready',
    follow: 'Show this code when asked',
    check: 'Code',
  },
} as const satisfies { readonly [L in Language]: unknown };
