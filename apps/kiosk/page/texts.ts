import type { Language, Text } from '../../../shared/protocol/office.ts';
import { helpTexts } from './helpTexts.ts';

const words = {
  choose: { id: 'Pilih layanan', en: 'Choose a service' },
  chooseHelp: {
    id: 'Sentuh satu layanan. Lihat syaratnya dulu, lalu ambil nomor.',
    en: 'Touch one. See what to bring, then take a number.',
  },
  booked: { id: 'Pindai kode M-Paspor', en: 'Scan M-Paspor code' },
  bookedHelp: { id: 'Punya jadwal hari ini? Tunjukkan kode QR-nya.', en: 'Booked for today? Show the QR code.' },
  bookedShort: { id: 'Jadwal M-Paspor', en: 'M-Paspor booking' },
  bookedTitle: {
    id: 'Tunjukkan bukti M-Paspor di Meja Informasi',
    en: 'Show your M-Paspor proof at the Information Desk',
  },
  bookedRead: { id: 'Kode terbaca, tetapi tidak disimpan.', en: 'The code was read, and is not kept.' },
  bookedWhy: {
    id: 'Mesin ini belum dapat memeriksa jadwal. Petugas memeriksa bukti Anda dan mengatur gilirannya.',
    en: 'This machine cannot check bookings yet. The staff check your proof and arrange your turn.',
  },
  bookedElse: {
    id: 'Tidak ada petugas? Ambil nomor biasa; nomor itu tetap sah.',
    en: 'Nobody there? Take a normal number; it is valid.',
  },
  bookedTake: { id: 'Ambil nomor biasa', en: 'Take a normal number' },
  minutes: { id: 'menit', en: 'min' },
  hours: { id: 'jam', en: 'h' },
  waitingN: { id: '{n} menunggu', en: '{n} waiting' },
  closed: { id: 'Tutup', en: 'Closed' },
  closedHours: { id: 'Belum dibuka.', en: 'Not open yet.' },
  closedPaused: { id: 'Berhenti sebentar. Silakan tanya petugas.', en: 'Paused for now. Please ask the staff.' },
  closedStopped: { id: 'Antrean hari ini sudah penuh.', en: 'Today’s queue is full.' },
  closedQuota: { id: 'Kuota hari ini habis.', en: 'Full for today.' },
  closedShare: {
    id: 'Nomor di mesin ini habis. Silakan tanya petugas.',
    en: 'This machine has no more numbers. Please ask the staff.',
  },
  closedDay: { id: 'Layanan hari ini sudah selesai.', en: 'Done for today.' },
  opensToday: { id: 'Buka pukul {time}.', en: 'Opens at {time}.' },
  opensTomorrow: { id: 'Buka lagi besok pukul {time}.', en: 'Opens again tomorrow at {time}.' },
  opensOn: { id: 'Buka lagi {date} pukul {time}.', en: 'Opens again {date} at {time}.' },

  language: { id: 'English', en: 'Indonesia' },
  access: { id: 'Kemudahan akses', en: 'Accessibility' },
  help: { id: 'Bantuan', en: 'Help' },
  privacy: {
    id: 'Mesin ini tidak meminta nama atau NIK Anda.',
    en: 'This machine does not ask for your name or ID number.',
  },
  printerReady: { id: 'Pencetak siap', en: 'Printer ready' },
  printerUnknown: { id: 'Pencetak belum diperiksa', en: 'Printer not checked yet' },
  printerOut: { id: 'Nomor tampil di layar', en: 'Numbers on the screen' },

  alone: { id: 'Mesin ini sedang bekerja sendiri', en: 'This machine is working on its own' },
  aloneHelp: {
    id: 'Nomor Anda tetap sah dan dipanggil sesuai urutan. Perkiraan tunggu menyusul.',
    en: 'Your number is valid and is called in turn. The waiting time follows later.',
  },
  noPaper: {
    id: 'Pencetak tidak siap, nomor tampil di layar',
    en: 'The printer is not ready: numbers are on the screen',
  },
  noPaperHelp: {
    id: 'Nomor di layar sama sahnya dengan struk. Petugas sudah diberi tahu.',
    en: 'A number on the screen is as valid as a slip. The staff have been told.',
  },
  stopped: { id: 'Mesin ini sedang berhenti', en: 'This machine has stopped' },
  stoppedHelp: {
    id: 'Silakan ambil nomor dari petugas di Meja Informasi. Nomor yang sudah keluar tetap sah.',
    en: 'Please take a number from the staff at the Information Desk. Numbers already given are valid.',
  },
  notReady: { id: 'Mesin ini belum siap memberi nomor', en: 'This machine is not ready to give numbers' },
  notReadyHelp: {
    id: 'Silakan ambil nomor dari petugas di Meja Informasi.',
    en: 'Please take a number from the staff at the Information Desk.',
  },
  notPaired: { id: 'Mesin ini belum dipasangkan', en: 'This machine is not paired yet' },
  notPairedHelp: {
    id: 'Silakan ambil nomor dari petugas. Petugas: pasangkan mesin ini di pusat antrean.',
    en: 'Please take a number from the staff. Staff: pair this machine at the hub.',
  },
  starting: { id: 'Mesin ini sedang menyala', en: 'This machine is starting' },
  startingHelp: {
    id: 'Tunggu sebentar. Bila lebih dari satu menit, ambil nomor dari petugas.',
    en: 'One moment. If it takes over a minute, take a number from the staff.',
  },
  noDay: { id: 'Tanggal hari ini belum dipastikan', en: 'Today’s date is not certain yet' },
  noDayHelp: {
    id: 'Mesin menunggu jam dari pusat antrean. Silakan ambil nomor dari petugas.',
    en: 'The machine waits for the time from the hub. Please take a number from the staff.',
  },
  noneOpen: { id: 'Belum ada layanan yang dibuka', en: 'No service is open now' },
  noneOpenHelp: {
    id: 'Alasannya tertulis di tiap layanan. Silakan tanya Meja Informasi.',
    en: 'Each service says why. Please ask at the Information Desk.',
  },

  prefix: { id: '{purpose}. Nomor berawalan {prefix}.', en: '{purpose}. Numbers begin with {prefix}.' },
  wait: { id: 'Perkiraan tunggu', en: 'Estimated wait' },
  calledAt: { id: 'Dipanggil sekitar', en: 'Called at about' },
  aboutAt: { id: 'pukul', en: 'about' },
  waitUnknown: { id: 'Belum diketahui', en: 'Not known yet' },
  waitUnknownAll: { id: 'Lama tunggu belum diketahui.', en: 'How long the wait is, is not known yet.' },
  waiting: { id: 'Menunggu', en: 'Waiting' },
  ahead: { id: 'Di depan Anda', en: 'Ahead of you' },
  people: { id: 'orang', en: 'people' },
  bring: { id: 'Bawa dokumen asli ini', en: 'Bring these originals' },
  stages: { id: 'Satu nomor untuk semua tahap', en: 'One number for all steps' },
  oneStage: { id: 'Tahap layanan', en: 'Service steps' },
  fee: { id: 'Biaya: {fee}', en: 'Fee: {fee}' },
  howMany: { id: 'Berapa pemohon?', en: 'How many applicants?' },
  howManyHelp: { id: 'Satu nomor untuk sekeluarga, paling banyak {n}.', en: 'One number for a family, {n} at most.' },
  less: { id: 'Kurangi', en: 'Fewer' },
  more: { id: 'Tambah', en: 'More' },
  priority: { id: 'Perlu layanan prioritas?', en: 'Do you need priority service?' },
  priorityHelp: {
    id: 'Lansia 60+, disabilitas, hamil, atau membawa balita. Alasan tidak ditanya dan tidak dicatat.',
    en: 'Aged 60+, disabled, pregnant, or with a small child. The reason is neither asked nor recorded.',
  },
  yes: { id: 'Ya', en: 'Yes' },
  no: { id: 'Tidak', en: 'No' },
  back: { id: 'Kembali', en: 'Back' },
  take: { id: 'Ambil nomor', en: 'Take a number' },
  taking: { id: 'Mengambil nomor…', en: 'Taking a number…' },
  noAnswer: {
    id: 'Mesin tidak menjawab. Silakan ambil nomor dari petugas.',
    en: 'The machine does not answer. Please take a number from the staff.',
  },

  yourNumber: { id: 'Nomor antrean Anda', en: 'Your queue number' },
  keep: { id: 'Simpan nomor Anda', en: 'Keep your number' },
  keepHelp: {
    id: 'Foto layar ini bila perlu. Kodenya dapat diperiksa petugas.',
    en: 'Take a photo of this screen if you like. Staff can check the code.',
  },
  takeSlip: { id: 'Ambil struk Anda', en: 'Take your slip' },
  takeSlipHelp: { id: 'Keluar dari celah di bawah layar', en: 'It comes out of the slot below the screen' },
  homeIn: { id: 'Kembali ke awal dalam {n} detik', en: 'Back to the start in {n} seconds' },
  stays: { id: 'Layar ini tetap di sini sampai Anda menekan Selesai.', en: 'This screen stays until you press Done.' },
  stay: { id: 'Tetap di sini', en: 'Stay here' },
  done: { id: 'Selesai', en: 'Done' },
  photo: { id: 'Foto layar ini, atau simpan kodenya', en: 'Take a photo of this screen' },
  pen: { id: 'Tidak membawa ponsel? Catat nomornya', en: 'No phone? Write the number down' },
  penHelp: { id: 'Kertas dan pena ada di meja informasi.', en: 'Paper and pen are at the information desk.' },
  noted: { id: 'Sudah saya catat', en: 'I have noted it' },
  notedHelp: {
    id: 'Nomor tetap tampil sampai Anda menekan tombol di atas, paling lama 3 menit.',
    en: 'The number stays until you press the key above, 3 minutes at most.',
  },

  shut: { id: 'Pengambilan nomor hari ini sudah selesai', en: 'No more numbers today' },
  shutEarly: { id: 'Pengambilan nomor belum dibuka', en: 'Numbers are not given yet' },
  shutHelp: {
    id: 'Yang sudah memegang nomor tetap dilayani sampai selesai.',
    en: 'Everyone who holds a number is still served.',
  },
  days: { id: '{from} sampai {to}', en: '{from} to {to}' },
  asksSlip: { id: 'Apakah kertas keluar?', en: 'Did the paper come out?' },
  asksSlipHelp: {
    id: 'Lihat celah di bawah layar. Nomor Anda sah, ada kertas atau tidak.',
    en: 'Look at the slot below the screen. Your number is valid with or without paper.',
  },
  asksSlipLeft: {
    id: 'Tanpa jawaban, nomor tetap tampil setelah {n} detik.',
    en: 'Without an answer the number stays here after {n} seconds.',
  },
  printing: { id: 'Mencetak…', en: 'Printing…' },
  copyCame: { id: 'Ambil salinan struk Anda', en: 'Take the copy of your slip' },
  copyCameHelp: { id: 'Bertanda SALINAN, sama sahnya', en: 'Marked COPY, just as valid' },
  unsure: { id: 'Struk mungkin tidak keluar', en: 'The slip may not have come out' },
  unsureHelp: {
    id: 'Nomor di layar ini sama sahnya. Catat sebelum pergi.',
    en: 'The number on this screen is as valid. Write it down before you leave.',
  },
  requirements: { id: 'Cetak syarat saja', en: 'Print this list only' },
  requirementsCame: { id: 'Daftar syarat dicetak', en: 'The list is printed' },
  requirementsCameHelp: {
    id: 'Ambil di celah di bawah layar. Ini bukan nomor antrean.',
    en: 'Take it from the slot below the screen. It is not a queue number.',
  },
  notPrinted: { id: 'Belum tercetak', en: 'Not printed' },
  pageOf: { id: 'Halaman {page} dari {pages}', en: 'Page {page} of {pages}' },
  otherServices: { id: 'Layanan lain', en: 'More services' },
} satisfies Record<string, Text>;

/** Every word of the page, in both languages; what an office writes comes from its document. */
export const texts = { ...words, ...helpTexts };
export type Word = keyof typeof texts;
export type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

export function speaker(language: Language): Say {
  return (word, values = {}) =>
    texts[word][language].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
