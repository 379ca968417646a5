import { speakerOf } from './speak.ts';

/** Words of the console around its pages; each page has its own. */
export const sayAdmin = speakerOf({
  nav: { id: 'Halaman', en: 'Pages' },
  practice: { id: 'Latihan loket', en: 'Counter practice' },
  otherLanguage: { id: 'English', en: 'Bahasa Indonesia' },
  leave: { id: 'Lupakan kunci', en: 'Forget the key' },
  keyTitle: { id: 'Masuk ke ruang kepala', en: 'Open the head of office' },
  keyHelp: {
    id: 'Masukkan kunci penyelia, administrator, atau auditor. Kunci dilupakan saat tab ini ditutup.',
    en: 'Enter the key of a supervisor, administrator or auditor. It is forgotten when this tab is closed.',
  },
  keyLabel: { id: 'Kunci', en: 'Key' },
  keySave: { id: 'Masuk', en: 'Enter' },
  keyUnknown: { id: 'Kunci ini tidak dikenal pusat antrean.', en: 'The hub does not know this key.' },
  lost: { id: 'Pusat antrean tidak menjawab', en: 'The hub does not answer' },
  lostHelp: {
    id: 'Periksa jaringan. Halaman ini mencoba lagi dengan sendirinya.',
    en: 'Check the network. This page tries again by itself.',
  },
  noPage: { id: 'Halaman ini tidak ada', en: 'There is no such page' },
  noPageHelp: { id: 'Pilih salah satu di sebelah kiri.', en: 'Choose one on the left.' },
});
