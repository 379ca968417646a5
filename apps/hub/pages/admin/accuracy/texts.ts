import { speakerOf } from '../speak.ts';

export const sayAccuracy = speakerOf({
  title: { id: 'Akurasi perkiraan', en: 'How true the waits were' },
  lead: {
    id: 'Setiap waktu tunggu yang diperkirakan disandingkan dengan kenyataannya.',
    en: 'Every wait that was forecast, beside what really happened.',
  },
  none: { id: 'Belum ada catatan', en: 'Nothing recorded yet' },
  noneHelp: {
    id: 'Catatan terisi sendiri begitu nomor yang diperkirakan mulai dipanggil.',
    en: 'The record fills by itself once numbers that were forecast are called.',
  },
});
