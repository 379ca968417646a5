import type { Trouble } from './minder.ts';
import type { AppName } from './settings.ts';

type Words = { readonly id: string; readonly en: string };
interface Notice {
  readonly title: Words;
  /** What the person in front of it should do. */
  readonly help: Words;
}

const comesBack: Words = {
  id: 'Layar ini kembali dengan sendirinya.',
  en: 'This screen comes back by itself.',
};

const kioskAway: Notice = {
  title: { id: 'Mesin antrean belum siap', en: 'This kiosk is not ready yet' },
  help: {
    id: 'Silakan minta nomor antrean kepada petugas.',
    en: 'Please ask the staff for a queue number.',
  },
};

const notices: { readonly [App in AppName]: { readonly [Why in Trouble]: Notice } } = {
  kiosk: {
    away: kioskAway,
    untrusted: kioskAway,
    resting: {
      title: { id: 'Mesin antrean sedang beristirahat', en: 'This kiosk is taking a rest' },
      help: kioskAway.help,
    },
  },
  counter: {
    away: {
      title: { id: 'Pusat antrean tidak terjangkau', en: 'The hub cannot be reached' },
      help: {
        id: 'Layani tamu di depan Anda seperti biasa dan panggil berikutnya dengan suara. Beri tahu pengawas.',
        en: 'Serve the visitor in front of you as usual and call the next one by voice. Tell the supervisor.',
      },
    },
    untrusted: {
      title: { id: 'Pusat antrean tidak dapat dipercaya', en: 'The hub cannot be trusted' },
      help: {
        id: 'Sertifikatnya bukan milik kantor ini, maka layar tidak dibuka. Jangan masukkan PIN; hubungi petugas TI.',
        en: 'Its certificate is not this office’s, so the screen stays closed. Type no PIN; call the IT staff.',
      },
    },
    resting: {
      title: { id: 'Layar loket berulang kali gagal', en: 'The console failed again and again' },
      help: {
        id: 'Layani tamu di depan Anda seperti biasa. Hubungi petugas TI bila hal ini terulang.',
        en: 'Serve the visitor in front of you as usual. Call the IT staff if this happens again.',
      },
    },
  },
  display: {
    away: {
      title: { id: 'Layar panggilan terputus', en: 'The call screen is not connected' },
      help: {
        id: 'Silakan dengarkan panggilan petugas.',
        en: 'Please listen for the staff calling your number.',
      },
    },
    untrusted: {
      title: { id: 'Layar panggilan terputus', en: 'The call screen is not connected' },
      help: {
        id: 'Silakan dengarkan panggilan petugas. Petugas TI: sertifikat pusat antrean bukan milik kantor ini.',
        en: 'Please listen for the staff calling your number. IT staff: the hub’s certificate is not this office’s.',
      },
    },
    resting: {
      title: { id: 'Layar panggilan sedang beristirahat', en: 'The call screen is taking a rest' },
      help: {
        id: 'Silakan dengarkan panggilan petugas.',
        en: 'Please listen for the staff calling your number.',
      },
    },
  },
};

const small = {
  since: { id: 'Sejak pukul {time}', en: 'Since {time}' },
  retry: { id: 'Coba sekarang', en: 'Try now' },
} as const;

/** What the shell's own page says, in both languages. */
export function noticeOf(app: AppName, trouble: Trouble) {
  return { ...notices[app][trouble], comesBack, ...small };
}
