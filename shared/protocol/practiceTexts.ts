import type { Text } from './office.ts';
import type { PracticeRefusal } from './practice.ts';

/** Why no practice begins, and what to do or when instead; `{name}` is the officer's, `{most}` how many may run at once. */
const texts: { readonly [Code in PracticeRefusal]: Text } = {
  practiceRuns: {
    id: '{name} masih punya latihan yang berjalan. Lanjutkan atau akhiri latihan itu dulu.',
    en: '{name} still has a practice running. Go on with it or end it first.',
  },
  practiceFull: {
    id: 'Sudah ada {most} latihan yang berjalan, lebih dari itu memberatkan komputer pusat antrean. Coba lagi setelah salah satunya selesai.',
    en: '{most} practices are running; more would burden the hub’s computer. Try again when one of them is over.',
  },
  practiceNotReady: {
    id: 'Latihan tidak dapat dimulai sekarang. Coba lagi sebentar lagi.',
    en: 'The practice could not be begun now. Try again in a moment.',
  },
  unknownOfficer: {
    id: 'Petugas ini tidak terdaftar di kantor ini. Pilih nama dari daftar.',
    en: 'That officer is not registered at this office. Choose a name from the list.',
  },
  unknownCounter: {
    id: 'Loket ini tidak ada di pengaturan kantor. Pilih loket dari daftar.',
    en: 'That counter is not in the office settings. Choose a counter from the list.',
  },
  notSkilled: {
    id: '{name} belum punya izin tahap untuk loket ini. Pilih loket lain.',
    en: '{name} is not skilled for any stage of this counter. Choose another counter.',
  },
  nothingToPractise: {
    id: 'Tidak ada layanan yang dimulai di loket ini. Pilih loket lain.',
    en: 'No service leads to this counter. Choose another counter.',
  },
};

export function practiceSentence(
  code: PracticeRefusal,
  about: { readonly [name: string]: string | number } = {},
): Text {
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (hole, name: string) => String(about[name] ?? hole));
  return { id: filled(texts[code].id), en: filled(texts[code].en) };
}
