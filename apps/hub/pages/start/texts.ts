import type { Language, Text } from '../../../../shared/protocol/office.ts';

/** Words of the played morning and of the slips; the directory's are in shared/ui/texts.ts. */
const texts = {
  tourLead: {
    id: 'Kantor kosong? Lihat satu pagi dalam satu menit: sentuhan, struk, panggilan, suara.',
    en: 'Empty office? See a morning in a minute: touch, slip, call, voice.',
  },
  play: { id: 'Putar satu pagi', en: 'Play a morning' },
  playAgain: { id: 'Putar lagi', en: 'Play again' },
  stop: { id: 'Hentikan', en: 'Stop' },
  stopping: { id: 'Menghentikan...', en: 'Stopping...' },
  back: { id: 'Kembali ke daftar ruang', en: 'Back to the directory' },
  notPlayed: { id: 'Tidak bisa diputar sekarang', en: 'It cannot be played now' },
  noAnswer: {
    id: 'Pusat antrean tidak menjawab. Muat ulang halaman ini.',
    en: 'The hub does not answer. Reload this page.',
  },
  beginning: { id: 'Pagi dimulai...', en: 'The morning begins...' },
  stepOf: { id: 'Langkah {n} dari {all}', en: 'Step {n} of {all}' },
  kiosk: { id: 'Mesin antrean', en: 'Kiosk' },
  slip: { id: 'Struk', en: 'Slip' },
  tv: { id: 'TV ruang tunggu', en: 'Waiting-room TV' },
  counterN: { id: 'Loket {n}', en: 'Counter {n}' },
  happensHere: { id: 'sekarang di sini', en: 'happens here' },
  slipsTitle: { id: 'Struk yang keluar', en: 'Slips printed' },
  slipsLead: {
    id: 'Setiap struk digambar dari data mentah yang dikirim ke pencetak tiruan. Yang terbaru lebih dulu.',
    en: 'Each picture is drawn from the bytes that went to the virtual printer. Newest first.',
  },
  slipN: { id: 'Struk {n}', en: 'Slip {n}' },
  rawBytes: { id: 'Data mentah', en: 'Raw bytes' },
  noSlips: {
    id: 'Belum ada struk. Ambil nomor di mesin antrean.',
    en: 'No slips yet. Take a number at the kiosk.',
  },
  attendantCode: { id: 'Kode petugas mesin', en: 'Kiosk attendant code' },
  demoOnly: { id: 'hanya di peragaan', en: 'demo only' },
  otherLanguage: { id: 'English', en: 'Bahasa Indonesia' },
} satisfies Record<string, Text>;

export type Word = keyof typeof texts;
export type SayStart = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

export function startSpeaker(language: Language): SayStart {
  return (word, values = {}) =>
    texts[word][language].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
